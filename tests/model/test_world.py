"""The outside: what is known is replayed, what is frozen stands still, what is open is drawn once for both variants."""

import functools

import numpy as np
import pytest
from scipy.signal import lfilter

from common.vocabulary import CITIES, WORLD_CASES, WORLD_DEFAULTS
from model.draws import Draws, member_seed
from model.facts import facts
from model.facts.months import month_index
from model.interventions import PathTimes
from model.parameters import Parameters
from model.world import World
from model.world.city_offers import network
from model.world.goods_trade import by_law
from model.world.observed_reopening import Known, beside_incomes, sources
from model.world.paths import FIRST, UNSEEN, autoregressive, by_year, shocks
from tests.support.outside import FROZEN, START, Outside, path, world

MEMBERS = range(16)
OBSERVED = dict.fromkeys(("reopening", "incomes", "exchange_rate", "investment_climate"), "observed")
NAMES = tuple(World(Outside()).paths.by_month)


@functools.cache
def five_years(member, **cases):
    """One member's world to the end of 2027, with its drawn numbers of how travel reopens."""
    return world(member, months=60, parameters=reopening_of(member), **cases)


@functools.cache
def reopening_of(member):
    drawn = Parameters.drawn(Draws(member_seed(7, member))).values()
    return {name: value for name, value in drawn.items() if name.startswith(("world.reopening_", "world.seats_lag"))}


def ensemble(name, **cases):
    """Yearly means of all members from 2023 on, over all origins, (members, 5)."""
    cases = {dimension: case for dimension, case in cases.items() if WORLD_DEFAULTS[dimension] != case}
    values = np.array([path(five_years(member, **cases), name, START, 60) for member in MEMBERS])
    return values.reshape(len(MEMBERS), 5, -1).mean(axis=2)


def test_frozen_world_stands_still():
    still = world(months=120, **FROZEN)
    for name in NAMES:
        values = path(still, name, START - 1, 121)
        assert np.all(values == values[0]), name
    assert np.all(still.paths.rivals == 0)
    np.testing.assert_allclose(still.income_index, 1.0, rtol=1e-12)
    assert still.exchange_rate == pytest.approx(6.7261)
    assert (still.fdi_value_index, still.fdi_count_index) == (1.0, 1.0)
    assert still.domestic_growth == pytest.approx(1.0)
    assert still.resident_population == pytest.approx(9_491_100)
    assert np.all(still.willingness == 1.0) and np.all(still.seat_share == 1.0)


def test_frozen_at_another_start_holds_the_year_before():
    earlier = world(start=month_index(2018, 1), months=12, **FROZEN)
    assert earlier.exchange_rate == pytest.approx(6.7398)
    assert earlier.domestic_growth < 0.85
    assert world(reopening="frozen_2022").willingness.max() < 0.1


def test_same_member_same_world_and_members_differ():
    one, again, other = world(3), world(3), world(4)
    for name in NAMES:
        np.testing.assert_array_equal(one.paths.by_month[name], again.paths.by_month[name])
    assert one.paths.by_month["fdi_value_index"][-1] != other.paths.by_month["fdi_value_index"][-1]


def test_both_variants_share_one_world():
    model = Outside()
    assert World(model).paths is World(model).paths


def test_a_calendar_month_has_the_same_luck_whatever_the_period():
    long, short = world(5, months=60), world(5, start=START + 6, months=12)
    for name in NAMES:
        np.testing.assert_allclose(path(long, name, START + 6, 12), path(short, name, START + 6, 12), err_msg=name)


@pytest.mark.parametrize(("start", "months"), [((2013, 1), 12), ((2022, 1), 13), ((2023, 1), 6), ((2024, 3), 30)])
def test_an_observed_month_is_the_same_in_short_and_long_runs(start, months):
    first = month_index(*start)
    short, long = (world(4, start=first, months=length, **OBSERVED) for length in (months, 120))
    for name in NAMES:
        np.testing.assert_allclose(path(short, name, first, months), path(long, name, first, months), err_msg=name)


def test_a_changed_path_changes_in_the_run_alone():
    start = month_index(2014, 1)
    plain, changed = (world(start=start, months=12) for _ in range(2))
    changed.intervene([PathTimes("income_index", 1.1, ("KOR",))])
    ratio = changed.paths.by_month["income_index"] / plain.paths.by_month["income_index"]
    korea = facts().origin_index["KOR"]
    assert np.all(ratio[: start - FIRST] == 1) and np.all(np.delete(ratio, korea, axis=1) == 1)
    np.testing.assert_allclose(ratio[start - FIRST :, korea], 1.1)


def test_months_advance_along_the_path():
    moving = world(months=24)
    assert moving.month == START - 1
    np.testing.assert_allclose(moving.willingness, 0.06)
    for month in range(START, START + 24):
        moving.advance()
        np.testing.assert_array_equal(moving.willingness, moving.paths.by_month["willingness"][month - FIRST])
        np.testing.assert_allclose(moving.income_to(2.0), moving.income**2)
    with pytest.raises(ValueError):
        moving.willingness[0] = 1.0


TOGETHER = ("incomes", "exchange_rate", "investment_climate", "rivals")
"""Dimensions of the world none of which moves what another stands for, or moves it the same way: they may be looked at in
the same worlds."""
MOVED = {
    "incomes": "income_index", "exchange_rate": "exchange_rate", "investment_climate": "fdi_value_index",
    "reopening": "seat_share",
}  # fmt: skip


@pytest.mark.parametrize("dimension", MOVED)
def test_a_case_moves_what_its_dimension_stands_for_and_nothing_that_others_do(dimension):
    usual, other = five_years(1), five_years(1, **{dimension: "slow" if dimension == "reopening" else "low"})
    same = {of: np.array_equal(*(path(w, name, START, 60) for w in (usual, other))) for of, name in MOVED.items()}
    moved = {dimension, "investment_climate"} if dimension in ("exchange_rate", "incomes") else {dimension}
    assert same == {of: of not in moved for of in MOVED}  # a cheaper yuan and a larger market draw investors to China
    assert np.array_equal(usual.paths.rivals, other.paths.rivals)


@pytest.mark.parametrize(
    ("dimension", "name"),
    [("incomes", "income_index"), ("incomes", "domestic_growth"), ("exchange_rate", "exchange_rate"),
     ("investment_climate", "fdi_value_index"), ("investment_climate", "fdi_count_index")],
)  # fmt: skip
def test_low_below_central_below_high_and_members_still_differ(dimension, name):
    assert dimension in TOGETHER
    low, central, high = (ensemble(name, **dict.fromkeys(TOGETHER, case)) for case in ("low", "central", "high"))
    assert np.all(low < central) and np.all(central < high)  # same luck, so in every member
    assert low.std(axis=0).min() > 0.005


def test_reopening_cases_are_ordered_and_bounded():
    slow, central, fast = (ensemble("willingness", reopening=case) for case in ("slow", "central", "fast"))
    assert np.all(slow < central) and np.all(central < fast)
    for case in ("slow", "central", "fast"):
        seats = path(world(1, months=120, reopening=case), "seat_share", START, 120)
        assert seats.min() >= 0.06 and seats.max() <= 1.0


@pytest.mark.long
def test_reopening_centre_and_width_before_visa_rules_change():
    trips = facts().china_trips_2019
    travel = []
    for member in range(90):
        w = five_years(member)
        income = path(w, "income_index", START, 36) / w.paths.income_2019
        share = np.average(path(w, "willingness", START, 36) * income**1.5, axis=1, weights=trips)
        travel.append(share.reshape(3, 12).mean(axis=1))
    travel = np.array(travel)
    np.testing.assert_allclose(travel.mean(axis=0), [0.40, 0.66, 0.86], atol=0.05)
    low, high = np.quantile(travel[:, 0], [0.1, 0.9]) / travel[:, 0].mean() - 1
    assert -0.5 < low < -0.3 and 0.3 < high < 0.5


def test_nearby_markets_come_back_sooner_and_seats_lag():
    region = np.array(facts().region)
    means = np.mean([path(five_years(k), "willingness", START, 12).mean(axis=0) for k in MEMBERS], axis=0)
    seats = np.mean([path(five_years(k), "seat_share", START, 12).mean(axis=0) for k in MEMBERS], axis=0)
    assert means[region == "southeast_asia"].mean() > means[region == "europe"].mean()
    assert means[region == "europe"].mean() > means[region == "north_america"].mean()
    assert np.all(seats < means)


def test_history_replays_what_is_known():
    past = world(start=month_index(2018, 1), months=72)
    will = past.paths.by_month["willingness"][:, 0]
    year = lambda path, y: path[month_index(y, 1) - FIRST : month_index(y + 1, 1) - FIRST].mean(axis=0)  # noqa: E731
    assert year(will, 2019) == 1.0 and 0.1 < year(will, 2020) < 0.2 and year(will, 2021) == pytest.approx(0.06)
    np.testing.assert_array_equal(past.past_willingness(month_index(2005, 1)), 1.0)
    for y in (2015, 2019, 2021):
        assert year(past.paths.by_month["exchange_rate"], y) == pytest.approx(facts().exchange_rate(y))
    nominal = past.paths.by_month["domestic_growth"] * past.paths.by_month["price_level"]
    years, gdp = facts().panel("nanjing", "gdp_cny_mn")
    for y, value in zip(years, gdp, strict=True):
        if y >= 2013:
            assert year(nominal, y) == pytest.approx(value / gdp[-1], rel=0.015)
    people = past.paths.by_month["resident_population"]
    assert people[month_index(2019, 12) - FIRST] == pytest.approx(9_281_600)
    income = past.paths.by_month["income_index"]
    assert np.all(year(income, 2013) < year(income, 2019))
    np.testing.assert_allclose(year(income, 2019), past.paths.income_2019)
    assert past.paths.by_month["fdi_count_index"][month_index(2018, 6) - FIRST] == pytest.approx(60533 / 38497)


def test_history_is_the_same_in_every_member_and_case():
    """But for commitments: what is signed in 2022 shows in the payments that come later."""
    before = slice(0, UNSEEN - FIRST)
    usual = world(1)
    for dimension, cases in WORLD_CASES.items():
        for case in cases:
            if not case.startswith("frozen"):
                other = world(2, **{dimension: case})
                for name in set(NAMES) - {"resident_population", "fdi_commitment_index", "fdi_substantive_index"}:
                    np.testing.assert_allclose(
                        other.paths.by_month[name][before], usual.paths.by_month[name][before], err_msg=f"{case} {name}"
                    )


def test_observed_replays_and_then_wanders():
    seen = ensemble("exchange_rate", **OBSERVED)
    assert np.all(np.ptp(seen[:, :3], axis=0) == 0) and seen[0, :3] == pytest.approx([7.080, 7.196, 7.188], abs=1e-3)
    assert np.ptp(seen[:, 4]) > 0.1
    number = ensemble("fdi_count_index", **OBSERVED)
    value = ensemble("fdi_value_index", **OBSERVED)
    np.testing.assert_allclose(number[0, :3], np.array([53766, 59080, 70392]) / 38486.8, rtol=1e-3)
    np.testing.assert_allclose(value[0, 0], 1133.91 / 7.0467 / (1232.511 / 6.7261), rtol=1e-3)
    assert value[0, 2] < 0.65 < 1.5 < number[0, 2]  # the money fell, the number rose
    income, prices = ensemble("income_index", **OBSERVED), ensemble("price_level", **OBSERVED)
    assert np.all(np.ptp(income[:, :2], axis=0) < 1e-12) and np.ptp(income[:, 4]) > 0.02  # half of 2025 leads to 2026
    home = ensemble("domestic_growth", **OBSERVED)
    assert np.ptp(home[:, 0]) > 0 and 1.04 < home[:, 0].mean() < 1.065  # China's growth, Nanjing's own luck
    np.testing.assert_allclose(prices[0, :3] / prices[0, 2], [1.0163, 1.0094, 1.0], atol=0.008)  # prices fell


def test_incomes_abroad_grow_as_they_did():
    seen = path(world(1, incomes="observed"), "income_index", START, 36).reshape(3, 12, -1).mean(axis=1)
    place = facts().origin_index
    usa, germany, vietnam = (np.diff(np.log(seen[:, place[who]])) for who in ("USA", "DEU", "VNM"))
    assert np.all((usa > 0.02) & (usa < 0.035)) and np.all(vietnam > 0.03)
    assert np.all(germany < usa)


def test_goods_trade_moves_beside_incomes_as_chinas_did():
    """By prices, exchange rate, incomes and what is left of them, trade grows as the customs counted it."""
    alone = {"own_course": "frozen"}
    w, trade = world(1, months=36, incomes="observed", exchange_rate="observed", **alone), Parameters().room("trade")
    months = np.arange(w.paths.by_month["price_level"].size) + FIRST
    paths = (w.paths.by_month[name] for name in ("income_index", "goods_prices", "exchange_rate"))
    law = by_law(months, *paths, facts(), trade)
    left = np.log(w.paths.by_month["goods_beside_incomes"])
    beside = np.array([np.interp(month_index(year, 7), months + 0.5, left[:, 0]) for year in (2022, 2023, 2024, 2025)])
    grown = law.prices[:, 0] + trade.with_new_links * (law.amounts[:, 0] + beside)
    np.testing.assert_allclose(np.exp(grown - grown[0]), np.array([23.63, 23.77, 25.44, 26.99]) / 23.63, atol=4e-3)
    assert np.all(left[: START - FIRST] == 0)
    assert np.all(world(1, **alone).paths.by_month["goods_beside_incomes"] == 1)


def test_trips_abroad_to_2019_are_those_that_the_destinations_counted():
    w, place = world(1, months=36), facts().origin_index
    income = w.paths.by_month["domestic_growth"] / w.paths.domestic_2019
    trips = w.paths.by_month["outbound_beside_income"] * income[:, None] ** Parameters()["residents.income_elasticity"]
    at = {year: month_index(year, 7) - FIRST for year in range(2013, 2020)}
    grown = {code: trips[at[2018], place[code]] / trips[at[2013], place[code]] for code in ("JPN", "THA", "TWN", "SWE")}
    assert grown["JPN"] > 5 and 2 < grown["THA"] < 2.6 and 0.8 < grown["TWN"] < 1.1
    assert grown["SWE"] == pytest.approx(149.7 / 98.2, rel=0.03), "no count of its own: all departures"
    assert trips[at[2017], place["KOR"]] < 0.6 * trips[at[2016], place["KOR"]], "the boycott of 2017"
    assert np.all(w.paths.by_month["outbound_beside_income"][at[2019] :] == 1), "later trips follow income"


def test_travel_comes_back_as_it_was_counted():
    """Incomes and visa rules back on willingness give the crossings that were counted; markets share the error."""
    travel = []
    for member in MEMBERS:
        w = five_years(member, **OBSERVED)
        income = path(w, "income_index", START, 36) / w.paths.income_2019
        visas = taken_out(36, reopening_of(member), w)
        travel.append(path(w, "willingness", START, 36) * income**1.5 * visas)
    travel, trips, who = np.mean(travel, axis=0), facts().china_trips_2019, np.array(sources("travel", facts()))
    together = np.average(travel[:, who == "all"], axis=1, weights=trips[who == "all"]).reshape(3, 12).mean(axis=1)
    np.testing.assert_allclose(together, [0.36, 0.66, 0.84], atol=0.03)
    korea = travel[:, facts().origin_index["KOR"]].reshape(3, 12).mean(axis=1)
    np.testing.assert_allclose(korea, [0.19, 0.52, 0.71], atol=0.05)
    seats = path(five_years(1, **OBSERVED), "seat_share", START, 36)
    assert seats[30, facts().origin_index["USA"]] < 0.4 < 0.9 < seats[30, facts().origin_index["AUS"]]
    later = np.array([path(five_years(k, **OBSERVED), "willingness", START + 48, 12).mean() for k in MEMBERS])
    assert later.std() > 0.01 and 0.7 < later.mean() < 0.95  # towards where it settles, and nobody knows how


def taken_out(months: int, parameters: dict[str, float], of: World | None = None) -> np.ndarray:
    """What visa rules, and in a given world the yuan and China's cities, are expected to do to travel, (months, origins)."""
    one, known = Outside(parameters=parameters), slice(START - FIRST, START - FIRST + months)
    rate, gained = np.full(months, facts().exchange_rate(2019)), np.zeros((months, len(CITIES)))
    unserved = np.zeros(months)
    if of is not None:
        rate, gained = path(of, "exchange_rate", START, months), of.paths.rivals[0][known]
        unserved = path(of, "payment_unserved", START, months) - one.parameters["world.payment_unserved_2019"]
    chosen_by = Known(one.baseline, rate, gained, unserved)
    return beside_incomes(np.arange(START, START + months), facts(), chosen_by, one.parameters.room("visitors"))


def test_travel_comes_back_as_it_was_counted_however_dear_the_trouble_of_paying_is():
    korea, travel, trouble = facts().origin_index["KOR"], [], []
    for usd in (0.5, 5.0, 15.0):
        drawn = {"visitors.payment_usd_a_day": usd}
        w = world(1, months=36, parameters=drawn, **OBSERVED)
        trouble.append(taken_out(35, drawn, w)[:, korea])
        travel.append(path(w, "willingness", START, 35)[:, korea] * trouble[-1])
    for other in travel[1:]:
        np.testing.assert_allclose(other, travel[0], rtol=1e-9)
    assert np.all(trouble[2][:6] < trouble[1][:6]) and np.all(trouble[1][:6] < trouble[0][:6])


def test_travel_comes_back_as_it_was_counted_however_much_visas_hold_people_back():
    korea, travel, visas = facts().origin_index["KOR"], [], []
    for weight in (0.0, 1.0, 1.9):
        drawn = {"visitors.visa_effect": weight}
        w = world(1, months=36, parameters=drawn, **OBSERVED)
        visas.append(taken_out(35, drawn)[:, korea])
        travel.append(path(w, "willingness", START, 35)[:, korea] * taken_out(35, drawn, w)[:, korea])
    for other in travel[1:]:
        np.testing.assert_allclose(other, travel[0], rtol=1e-9)
    assert np.all(visas[0] == 1.0) and 1.2 < visas[1][-1] < visas[2][-1]


def test_no_market_sends_fewer_people_because_it_is_freed_of_visas():
    visas, korea, months = taken_out(36, {}), facts().origin_index["KOR"], np.arange(START, START + 36)
    free = np.array([facts().visa_free_days(month + 0.5)[korea] > 0 for month in months])
    freed = int(free.argmax())
    assert months[freed] == month_index(2024, 11)
    np.testing.assert_array_equal(visas[:freed, korea], visas[0, korea])
    # What is taken out is what travellers reckon with that month, about a quarter of the whole in the first.
    in_all = visas[freed + 8, korea] - 1
    assert 0.2 * in_all < visas[freed, korea] / visas[freed - 1, korea] - 1 < 0.3 * in_all


def test_what_is_taken_out_for_exemptions_is_what_each_market_makes_of_them():
    """A dear visa on a cheap trip held more people back: one number for all made Europe send too few, Thailand too many."""
    last, place = taken_out(36, {})[-1], facts().origin_index
    assert last[place["THA"]] > last[place["KOR"]] > last[place["DEU"]] > 1.1
    needed = facts().visa_free_days(START + 35.5) == 0
    assert needed.sum() > 5
    np.testing.assert_allclose(last[needed], 1.0, atol=6e-3)  # longer transit alone


def test_climate_spread_is_wide_and_money_and_number_part():
    value, number = ensemble("fdi_value_index"), ensemble("fdi_count_index")
    assert 0.05 < np.log(value[:, 0]).std() < 0.16
    assert np.log(value[:, 2]).std() > 1.3 * np.log(value[:, 0]).std()
    assert np.corrcoef(np.log(value[:, 2]), np.log(number[:, 2]))[0, 1] < 0.85


def test_rivals_start_level_and_take_steps_in_some_members():
    steps = []
    for member in MEMBERS:
        w, quiet = five_years(member), world(member, months=60, parameters={"rivals.step_chance": 0})
        assert np.all(quiet.rival_appeal == 0) and np.all(quiet.rival_openness == 0)
        steps.append(((w.paths.rivals - quiet.paths.rivals)[1, -1] / 0.08).round(6))
    steps = np.array(steps)
    assert steps.min() == 0 and 0.5 < steps.mean() < 0.95  # five years at 0.15, the last ones still under way
    low, high = (
        np.mean([five_years(k, **dict.fromkeys(TOGETHER, case)).paths.rivals[1, -1] for k in MEMBERS])
        for case in ("low", "high")
    )
    assert low < high


QUIET = {
    "rivals.step_chance": 0,
    "rivals.course_openness": 0,
    "world.own_course.travellers": 0,
    "world.own_course.investors": 0,
}


def test_pilots_of_rivals_count_from_the_start_of_the_run():
    quiet = QUIET | {"rivals.pilot_openness": 0.1, "rivals.zone_openness": 0}
    w = world(months=60, parameters=quiet)
    for _ in range(60):
        w.advance()
    gained = dict(zip(CITIES, w.rival_openness, strict=True))
    assert gained["chengdu"] == pytest.approx(0.1, abs=0.003)
    assert gained["shanghai"] == pytest.approx(0.1 * 16 / 36, abs=0.003)  # 20 of its 36 months were over
    assert gained["hefei"] == 0


def test_a_run_that_starts_later_finds_what_rivals_have_gained():
    """A calendar month is as open in Nanjing and elsewhere whenever a run starts, from where knowledge ends on."""
    early = world(3, months=60)
    late = world(3, months=24, start=month_index(2026, 1))
    np.testing.assert_array_equal(late.paths.rivals, early.paths.rivals)
    for name in ("nanjing_openness", "nanjing_appeal", "china_appeal"):
        np.testing.assert_array_equal(late.paths.by_month[name], early.paths.by_month[name], err_msg=name)
    assert late.rival_openness.any()


def test_what_a_city_has_is_worth_the_same_in_every_city():
    """Utility of 2013 less that of 2019 and 2022: networks by how much they grew, zones by whether they had come."""
    worth = {"network_worth.far": 0.2, "network_worth.near": 0.05, "zone_openness": 0.1, "pilot_openness": 0}
    w = world(months=60, start=month_index(2013, 1), parameters=QUIET | {f"rivals.{k}": v for k, v in worth.items()})
    gained = {k: dict(zip(CITIES, -path, strict=True)) for k, path in enumerate((w.rival_appeal, w.rival_openness))}
    assert gained[0]["chengdu"] == pytest.approx(0.2 * np.log(7 / 2), abs=1e-6)
    assert gained[0]["hangzhou"] == pytest.approx(0.05 * np.log(5.45 / 2.72), abs=1e-6)
    assert gained[0]["suzhou"] == gained[0]["shanghai"], "who has no airport flies from Shanghai's"
    assert gained[1] == pytest.approx(
        {
            **dict.fromkeys(CITIES, 0.1),
            "hefei": 0.075,
            "hangzhou": 0.075,
            **{"rest_of_china": gained[1]["rest_of_china"]},
        },
        abs=0.003,
    )
    assert w.nanjing_openness == pytest.approx(-0.1, abs=0.003), "Nanjing's zone is worth what theirs are"


def test_each_rival_goes_its_own_way_from_where_knowledge_ends():
    ways = np.array([five_years(k).paths.rivals - world(k, months=60, parameters=QUIET).paths.rivals for k in MEMBERS])
    assert np.all(ways[:, :, : UNSEEN - FIRST] == 0) and np.all(np.abs(ways[..., -1]) <= 0.5), (
        "none for the rest of China but its steps"
    )
    spread = ways[:, 1, -1, :-1].std()
    yearly = Parameters()["rivals.course_openness"]
    assert yearly * 5**0.5 * 0.7 < spread < yearly * 5**0.5 * 1.4


def test_shocks_begin_where_knowledge_ends_and_keep_their_stream():
    months = np.arange(FIRST, UNSEEN + 24)
    slots = np.array([410, 392], np.uint64)
    luck = shocks(Draws(1), "world.test", slots, months)
    assert np.all(luck[months < UNSEEN] == 0) and np.all(luck[months >= UNSEEN] != 0)
    later = shocks(Draws(1), "world.test", slots, np.arange(FIRST, UNSEEN + 60), first=UNSEEN + 12)
    np.testing.assert_array_equal(later[months.size - 12 : months.size], luck[-12:])
    assert np.all(later[: months.size - 12] == 0)


def test_autoregressive_noise_has_the_declared_long_run_spread():
    noise = autoregressive(np.random.default_rng(1).normal(size=(4000, 30)), 0.9, 0.2)
    assert noise[500:].std() == pytest.approx(0.2, rel=0.05)
    stepped = by_year(np.array([2013, 2014]), np.array([1.0, 2.0]), np.array([-5, 0, 11, 12, 40]))
    assert stepped.tolist() == [1, 1, 1, 2, 2]


@pytest.mark.parametrize("persistence", [0.0, 0.7, 0.999])
def test_noise_is_the_filter_that_textbooks_have(persistence):
    shock = np.random.default_rng(3).normal(size=(200, 5))
    noise = autoregressive(shock, persistence, 0.3)
    expected = lfilter([0.3 * np.sqrt(1 - persistence**2)], [1.0, -persistence], shock, axis=0)
    np.testing.assert_allclose(noise, expected, rtol=1e-13)


def test_networks_grow_on_at_their_last_pace_and_lose_it():
    months, unseen = np.arange(FIRST, UNSEEN + 60), month_index(2017, 1)
    paths, seen = network(months, unseen, 0.8), network(months, UNSEEN, 0.8)
    known = months < unseen
    assert np.array_equal(paths[known], seen[known]) and np.all(
        seen[(months > month_index(2019, 7)) & (months < UNSEEN)] == 0
    )
    last = np.flatnonzero(known)[-1]
    pace = paths[last] - paths[last - 36]
    year = paths[last + 12] - paths[last]
    assert np.all(year < pace / 3) and year == pytest.approx(pace / 3 * (1 - 0.8) / -np.log(0.8))
    assert np.diff(paths[last + 12 :: 12], axis=0)[-1] == pytest.approx(year * 0.8 ** (len(paths[last + 12 :: 12]) - 1))
    assert np.all(seen[-1] > 0), "after 2022 at the pace of the years to 2019"
