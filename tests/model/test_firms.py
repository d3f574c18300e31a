import numpy as np
import pytest

from common.vocabulary import CITIES, SECTORS
from model.firms.investors import slots
from model.levers.channels import CHANNELS
from tests.support.quiet_city import StillCity

CAPS = {key: channel.cap for key, channel in CHANNELS.items()}


def expected_after(**channels):
    """Expected new firms by source and sector in the first month under a push, against the start."""
    city = StillCity()
    city.push(**channels)
    city.step()
    return city.firms.expected, city.firms.start_expected


def gain(**channels):
    now, start = expected_after(**channels)
    return now.sum() / start.sum() - 1


@pytest.fixture(scope="module")
def quiet():
    """Three members of an unchanged city over ten years."""
    return [StillCity(seed).run(120) for seed in (31, 32, 33)]


def test_tasks_make_no_permit_quicker_than_the_shortest():
    usual, most, beyond = (gain(talent_entry=saved) for saved in (0.0, 17.0, 60.0))
    assert usual < most == beyond


# -- levels ------------------------------------------------------------------------------------------------------------


def test_it_starts_on_the_level_of_the_facts():
    city = StillCity()
    facts, firms = city.facts, city.firms
    assert firms.start_expected.sum(axis=0) * 12 == pytest.approx(facts.sector_projects_per_year)
    assert abs(firms.foreign.sum() - facts.foreign_firms_2022.sum()) <= 1
    assert np.abs(firms.foreign.sum(axis=0) - facts.foreign_firms_2022).max() <= 1
    assert 35_000 < city.wires.hear("firms_to_visitors").sum() * 12 < 55_000
    assert city.wires.hear("firms_to_visitors").shape == city.wires.hear("firms_to_trade").shape[:1]


def test_years_bring_the_money_and_firms_of_2022(quiet):
    new = np.mean([r["new_foreign_firms"].sum() / 10 for r in quiet])
    money = np.mean([r["fdi_actual_use"].sum() / 10 for r in quiet])
    through = np.mean([r["fdi_by_origin"][:, 18].sum() / r["fdi_by_origin"].sum() for r in quiet])
    assert new == pytest.approx(344, rel=0.05)
    assert money == pytest.approx(4850, rel=0.1)
    assert through == pytest.approx(0.81, abs=0.05)


def test_months_vary_as_lumpy_money_does(quiet):
    monthly = np.stack([r["fdi_actual_use"].sum(axis=(1, 2)) for r in quiet])
    yearly = monthly.reshape(3, 10, 12).sum(axis=2)
    season = monthly.reshape(3, 10, 12).mean(axis=(0, 1))
    lumps = monthly.reshape(3, 10, 12) / season
    assert 0.2 < lumps.std() < 0.55
    assert 0.05 < (yearly.std(axis=1) / yearly.mean(axis=1)).mean() < 0.2


def test_money_is_booked_early_in_the_year_and_years_keep_their_sum(quiet):
    by_month = np.stack([r["fdi_actual_use"].sum(axis=(1, 2)) for r in quiet]).reshape(30, 12).mean(axis=0)
    reached = np.cumsum(by_month) / by_month.sum()
    assert 0.40 < reached[4] < 0.64  # the nation's five months, and Nanjing's of 2022
    even = StillCity(32, parameters={"firms.season_tilt": 0.0}).run(120)["fdi_actual_use"].sum(axis=(1, 2))
    tilted = quiet[1]["fdi_actual_use"].sum(axis=(1, 2))
    years = even.reshape(10, 12).sum(axis=1), tilted.reshape(10, 12).sum(axis=1)
    assert years[1] == pytest.approx(years[0], rel=0.08)  # but for firms that leave between two dates
    assert years[1].sum() == pytest.approx(years[0].sum(), rel=0.02)


def test_few_projects_carry_the_money(quiet):
    new, substantive = (
        np.mean([r[key].sum() for r in quiet]) for key in ("new_foreign_firms", "new_substantive_firms")
    )
    assert substantive / new == pytest.approx(0.55, abs=0.05)
    contracts = np.sort(StillCity(31).firms.firms["contract"])[::-1]
    assert 0.15 < (contracts > 30).mean() < 0.35 and 0.03 < (contracts > 100).mean() < 0.12  # Jiangsu 2018: 23 and 7 %


def test_nothing_drifts(quiet):
    for key in ("foreign_firms", "jobs"):
        path = np.mean([r[key].sum(axis=1) for r in quiet], axis=0)
        assert path[-24:].mean() == pytest.approx(path[:24].mean(), rel=0.02), key
    stages = np.mean([r["fdi_pipeline"].sum(axis=1) for r in quiet], axis=0)
    assert stages[-24:].mean(axis=0) == pytest.approx(stages[:24].mean(axis=0), rel=0.08)


# -- luck and books ----------------------------------------------------------------------------------------------------


def test_the_books_balance_while_everything_moves():
    city = StillCity(4)
    for month in range(30):
        city.push(**{key: cap * month / 30 for key, cap in CAPS.items()})
        city.signals["flights_to_firms"] *= 0.99
        city.world.fdi_value_index, city.world.fdi_count_index = 1 - month / 100, 1 + month / 50
        city.step()
        assert {k: v for k, v in city.firms.identities().items() if abs(v) > 1e-6} == {}


def test_both_variants_are_the_same_bits_until_policy_differs():
    one, other = StillCity(5), StillCity(5)
    before, same = one.run(6), other.run(6)
    assert all(np.array_equal(before[key], same[key]) for key in before)
    other.push(dispute=0.4)
    after, differs = one.run(12), other.run(12)
    assert not np.array_equal(after["fdi_actual_use"], differs["fdi_actual_use"])


def test_more_prospects_of_one_kind_change_nobody_else():
    city = StillCity(6)
    few = city.firms.investors._appear(130, np.ones(len(city.facts.origins) + 1))
    city.firms.investors.rate[3, 2] += 2.0
    more = city.firms.investors._appear(130, np.ones(len(city.facts.origins) + 1))
    known = np.isin(more["slot"], few["slot"])
    assert np.isin(few["slot"], more["slot"]).all() and (~known).sum() >= 1
    assert np.all(more["source"][~known] == 3) and np.all(more["sector"][~known] == 2)
    luck = more["luck"][:, known][:, np.argsort(more["slot"][known])]
    assert np.array_equal(luck, few["luck"][:, np.argsort(few["slot"])])


def test_identities_never_collide():
    city = StillCity(7)
    city.run(24)
    everybody = np.concatenate([city.firms.firms["slot"], city.firms.investors.pool["slot"]])
    assert np.unique(everybody).size == everybody.size
    assert slots(np.array([999]), np.array([12]), 300, np.array([511])).dtype == np.uint32


def test_whom_a_better_site_keeps_are_firms_that_would_have_left():
    base, better = StillCity(8), StillCity(8)
    better.push(dispute=1.1)
    there = set(base.firms.firms["slot"].tolist())
    base.run(24), better.run(24)
    stayed = [there & set(city.firms.firms["slot"].tolist()) for city in (base, better)]
    assert stayed[0] < stayed[1]


# -- what moves investors ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("channel", ["market_access", "equity_cap", "licensing", "dispute", "zone_attraction"])
def test_each_channel_draws_investors_and_none_alone_doubles_them(channel):
    assert 0.005 < gain(**{channel: CAPS[channel]}) < 0.3


def test_a_hundredth_saved_on_the_way_of_goods_draws_a_hundredth_more_makers_and_no_lawyers():
    usual, cheaper = StillCity(), StillCity()
    cheaper.push(goods_cost=0.01)
    for city in (usual, cheaper):
        city.run(2)  # firms live with what they save before it counts
    gained = cheaper.firms.expected.sum(axis=0) / usual.firms.expected.sum(axis=0) - 1
    makers, lawyers = (gained[SECTORS.index(sector)] for sector in ("manufacturing", "legal"))
    assert 0.003 < makers < 0.02 and 0 <= lawyers < makers / 20


def test_everything_at_once_stays_well_below_the_bound_of_pilot_zones():
    city = StillCity(9)
    city.push(**CAPS)
    city.run(36)
    assert 0.3 < city.firms.expected.sum() / city.firms.start_expected.sum() - 1 < 0.8


def test_a_tenth_less_restrictiveness_draws_two_per_cent_more():
    now, start = expected_after(market_access=0.1 * StillCity().facts.restrictiveness)
    assert 0.01 < now.sum() / start.sum() - 1 < 0.04


def test_market_access_cannot_open_what_is_open():
    assert gain(market_access=0.3) == pytest.approx(gain(market_access=0.9), abs=0.05)
    assert gain(market_access=0.9) == pytest.approx(gain(market_access=5.0))


def test_neighbours_of_the_same_kind_draw_more():
    city = StillCity(10)
    attraction, here = city.firms.attraction, city.firms.foreign
    share = [attraction.expected_share(attraction.offer(city.policy, n, np.ones(6))) for n in (here, 1.1 * here)]
    weight = city.firms.investors.rate
    assert 0.4 < np.log((share[1] * weight).sum() / (share[0] * weight).sum()) / np.log(1.1) < 0.8


def of_origin(code, wire, factor):
    """Change of expected new firms, of all other sources and of one origin, when a wire changes for that origin."""
    city, base = StillCity(11), StillCity(11)
    origin = city.facts.origin_index[code]
    city.step(), base.step()
    city.signals[wire] = city.signals[wire].copy()
    city.signals[wire][origin] *= factor
    city.step(), base.step()
    change = city.firms.expected.sum(axis=1) / base.firms.expected.sum(axis=1) - 1
    return np.delete(change, origin), change[origin]


@pytest.mark.parametrize(
    ("wire", "factor", "low", "high"),
    [
        ("ties_to_firms", 1.5, 0.10, 0.22),
        ("flights_to_firms", 0.9, 0.02, 0.15),
        ("travel_to_firms", 1.25, 0.0, 0.05),
        ("travel_to_firms", 0.0, -0.2, 0.0),
    ],
)
def test_ties_flights_and_news_move_only_their_own_origin(wire, factor, low, high):
    others, own = of_origin("DEU", wire, factor)
    assert low < own < high
    assert np.abs(others).max() < 1e-9


def test_capital_on_a_round_trip_feels_no_flights():
    city = StillCity(12)
    city.step()
    before = city.firms.attraction.offer(city.policy, city.firms.foreign, np.ones(6))
    city.signals["flights_to_firms"] = city.signals["flights_to_firms"] * 0.5
    city._send()
    after = city.firms.attraction.offer(city.policy, city.firms.foreign, np.ones(6))
    assert np.array_equal(before.contact[-1], after.contact[-1]) and np.array_equal(before.scout[-1], after.scout[-1])
    assert np.all(after.contact[0] > before.contact[0]) and np.all(after.scout[:-1] > before.scout[:-1])


def test_lifted_caps_let_in_whom_they_shut_out_and_shorten_the_way():
    city = StillCity(13)
    city.push(equity_cap=1.0)
    offer = city.firms.attraction.offer(city.policy, city.firms.foreign, np.ones(6))
    start = city.firms.attraction.at_start()
    telecom, makers = SECTORS.index("telecom"), SECTORS.index("manufacturing")
    share = city.firms.attraction.expected_share(offer) / city.firms.attraction.expected_share(start)
    assert share[0, 0, telecom] > 1.3 > 1.05 > share[0, 0, makers]
    assert offer.via[telecom] < start.via[telecom]


def test_a_way_changed_by_rules_leaves_projects_their_size():
    city, free = StillCity(14), StillCity(14)
    free.signals["finance_to_firms"] = free.signals["finance_to_firms"] + 1.0
    base, moved = city.run(24), free.run(24)
    hong_kong = city.facts.origin_index["HKG"]
    share = [r["fdi_contracted"].sum() for r in (base, moved)]
    assert moved["fdi_by_origin"].sum() > base["fdi_by_origin"].sum()
    assert share[1] > share[0] * 0.98
    assert (
        moved["fdi_by_origin"][:, hong_kong].sum() / moved["fdi_by_origin"].sum()
        < base["fdi_by_origin"][:, hong_kong].sum() / base["fdi_by_origin"].sum() + 0.01
    )


def test_supported_zones_draw_firms_from_the_others():
    city = StillCity(15)
    city.push(zone_attraction=np.array([0.4, 0, 0, 0, 0, 0]))
    attraction = city.firms.attraction
    change = attraction.offer(city.policy, city.firms.foreign, np.ones(6)).zones - attraction.at_start().zones
    assert np.all(change[0] > 0) and np.abs(change[1:]).max() == 0


@pytest.mark.parametrize("wire", ["zones_to_firms", "talent_to_home"])
def test_dear_rents_and_professionals_keep_firms_out(wire):
    city = StillCity(16)
    city.step()
    city.signals[wire] = city.signals[wire] * 1.2
    city.step()
    assert -0.08 < city.firms.expected.sum() / city.firms.start_expected.sum() - 1 < -0.01


def test_quick_licences_bring_firms_earlier():
    slow, quick = StillCity(17), StillCity(17)
    quick.push(licensing=45.0)
    assert quick.run(3)["new_foreign_firms"].sum() > slow.run(3)["new_foreign_firms"].sum()


def test_number_and_value_of_projects_move_apart_with_the_climate():
    city, base = StillCity(18), StillCity(18)
    city.world.fdi_count_index = 1.4
    many, usual = city.run(36), base.run(36)
    assert many["new_foreign_firms"][12:].sum() / usual["new_foreign_firms"][12:].sum() == pytest.approx(1.4, abs=0.12)
    size = [r["fdi_contracted"].sum() / r["new_foreign_firms"].sum() for r in (many, usual)]
    assert size[0] < 0.9 * size[1]


def test_rivals_lose_part_of_what_nanjing_gains():
    base, city = StillCity(19), StillCity(19)
    city.push(**CAPS)
    usual, pushed = base.run(12), city.run(12)  # months together: one alone is a matter of few projects
    lost = (usual["rival_fdi"] - pushed["rival_fdi"]).sum(axis=0)
    assert np.all(lost > 0)
    assert lost.sum() < pushed["fdi_actual_use"].sum() - usual["fdi_actual_use"].sum()


def test_plants_in_enclave_parks_are_no_gain_of_the_rivals_and_no_loss_of_the_nation():
    base, city = StillCity(19), StillCity(19)
    usual = base.run(30)
    diverted = np.where(np.array(SECTORS) == "manufacturing", 0.5, 0.0)
    city.signals["places_to_firms"] = city.signals["places_to_firms"]._replace(diverted=diverted)
    done = city.run(30)
    ours, theirs = ((done[key] - usual[key]).reshape(30, -1).sum() for key in ("fdi_actual_use", "rival_fdi"))
    gained = (done["rival_fdi"] - usual["rival_fdi"]).sum(axis=0)
    park = CITIES.index("rest_of_china")
    assert ours < -50 and gained[park] > 30, "plants leave the city, and pay in where they go"
    assert np.all(np.abs(np.delete(gained, park)) < 0.1 * -ours), "what leaves for a park has not gone to a rival"
    assert abs(ours + theirs) < 0.1 * -ours, "but for profits that are put back, and firms that leave"


def test_a_cut_wire_carries_no_change():
    city = StillCity(20, cut=("flights_to_firms",))
    city.signals["flights_to_firms"] = city.signals["flights_to_firms"] * 0.3
    city.step()
    assert city.firms.expected.sum() == pytest.approx(city.firms.start_expected.sum(), rel=0.02)
