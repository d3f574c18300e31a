"""2019 in expectation: the solved appeals give back the visitors of every market and of the rival cities."""

import functools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.vocabulary import CITIES, PURPOSES, WAYS
from model.draws import Draws
from model.facts import facts
from model.facts.months import month_index
from model.levers.actions import Plan, VisaFree
from model.parameters import Parameters
from model.segments import segments
from model.visitors.baseline import baseline, by_hub, friction_of_china, way_friction
from model.visitors.getting_in import DIRECT
from model.visitors.second_stops import BASES, dearer_home
from model.visitors.stays import Stays
from model.visitors.travellers import market, purpose_mix
from model.visitors.visas import Entry
from model.visitors.visitor_utilities import Nests, Targets, expected_flows, solve
from model.world.observed_reopening import Known, beside_incomes
from model.world.paths import FIRST
from tests.support.whole_model import pilot
from tests.support.worlds import of

F, S = facts(), segments()
N = len(F.origins)
JULY_2019 = month_index(2019, 7)
NESTS = Nests(0.8, 0.7, 0.3, (True, True, True, True, False, False, False))
DRAWN = [None, 1, *(pytest.param(seed, marks=pytest.mark.long) for seed in (2, 3))]
"""Seeds of the parameters; None: the defaults."""


@functools.cache
def year_2019(seed: int | None):
    """Parameters, baseline, expected first stops by city and way, and side trips, people, each by segment."""
    p = Parameters() if seed is None else Parameters.drawn(seed)
    base = baseline(F, p, market(F, p, 0.01))
    entry, eligible = base.visas.entry, F.transit_eligible(JULY_2019)
    free = F.visa_free_days(JULY_2019)
    none, shanghai, local = (
        entry(free, np.where(eligible, hours, 0.0))
        for hours in (0.0, F.transit_hours("shanghai", JULY_2019), F.transit_hours("nanjing", JULY_2019))
    )
    hub = by_hub(local, none, p["travel.hub_abroad_share"])
    none, shanghai, local, hub = (terms.friction for terms in (none, shanghai, local, hub))
    cost = base.ways.cost(F.flights_2019_weekly, base.fare_2019, np.zeros(N)) + way_friction(none, local, shanghai, hub)
    repeat, nest = base.repeat, base.nests.region
    loyal = nest * np.log(1 - repeat + repeat * np.exp(p["visitors.loyalty"] / nest))
    aware = base.awareness[S.origin]
    cities, ways = expected_flows(
        base.people,
        base.appeal.elsewhere,
        base.appeal.rivals[:, None] - base.per_usd * (base.ways.shanghai + shanghai),
        (base.appeal.nanjing + loyal)[S.origin] - base.per_usd * cost,
        aware,
        base.nests,
    )
    # Who is in another city knows of Nanjing less often than who set out: those who know it went there instead.
    known, _ = expected_flows(
        base.people * aware,
        base.appeal.elsewhere,
        base.appeal.rivals[:, None] - base.per_usd * (base.ways.shanghai + shanghai),
        (base.appeal.nanjing + loyal)[S.origin] - base.per_usd * cost,
        np.ones(aware.size),
        base.nests,
    )
    stops, bases = base.second_stops, list(BASES)
    home = dearer_home(
        base.per_usd, base.ways.cost(F.flights_2019_weekly, base.fare_2019, np.zeros(N))[DIRECT], base.ways.shanghai
    )
    to_nanjing = (known[bases] * stops.to_nanjing(S, np.zeros(aware.size), home)).sum(axis=0)
    to_rivals = (cities[bases, None] * stops.among).sum(axis=0) + ways.sum(axis=0) * stops.from_nanjing(home)
    return p, base, cities, ways, to_nanjing, to_rivals


def by_origin(flow):
    """Sum of a flow over the segments of each origin."""
    return np.bincount(S.origin, flow, minlength=N)


@pytest.mark.parametrize("seed", DRAWN)
def test_every_market_sends_its_trips_to_china(seed):
    p, base, cities, ways, _, _ = year_2019(seed)
    np.testing.assert_allclose(by_origin(base.people), market(F, p, 0.01).occasions)
    np.testing.assert_allclose(by_origin(cities.sum(axis=0) + ways.sum(axis=0)), F.china_trips_2019, rtol=1e-3)


@pytest.mark.parametrize("seed", DRAWN)
def test_trips_expected_under_other_rules_are_those_that_travellers_choose(seed):
    p, base, *_ = year_2019(seed)
    saved = base.visas.visa / 2
    repeat, nest = base.repeat, base.nests.region
    loyal = nest * np.log(1 - repeat + repeat * np.exp(p["visitors.loyalty"] / nest))
    friction = friction_of_china(F, base.visas, JULY_2019)
    cost = base.ways.cost(F.flights_2019_weekly, base.fare_2019, np.zeros(N)) + friction
    chosen = []
    for less in (0.0, saved):
        flows = expected_flows(
            base.people,
            base.appeal.elsewhere,
            base.appeal.rivals[:, None] - base.per_usd * (base.ways.shanghai + friction - less),
            (base.appeal.nanjing + loyal)[S.origin] - base.per_usd * (cost - less),
            base.awareness[S.origin],
            base.nests,
        )
        chosen.append(by_origin(sum(flow.sum(axis=0) for flow in flows)))
    expected = base.trips_with(saved)
    assert np.all(expected > 1.02) and expected.max() > 1.1
    # Who lands at Lukou met other transit rules in 2019, which few used.
    np.testing.assert_allclose(expected, chosen[1] / chosen[0], rtol=1e-3)
    np.testing.assert_array_equal(base.trips_with(np.zeros(saved.size)), 1.0)


def test_a_run_expects_as_much_travel_as_was_counted():
    """All that drives the choice of China in a run is taken out of the counts that it replays, market by market."""
    cases = dict.fromkeys(("reopening", "incomes", "exchange_rate", "investment_climate"), "observed")
    model = pilot(months=24, scale=0.005, **cases)
    for _ in range(24):
        model.step()
    visitors, world, seen = (
        model.visitors,
        model.world,
        slice(month_index(2023, 1) - FIRST, month_index(2025, 1) - FIRST),
    )
    options = visitors.options.of_month(model.policies[23], visitors.news.reckoned())
    chosen = by_origin(sum(flow.sum(axis=0) for flow in visitors.options._first_stops(options, visitors.word.aware)))
    by_month, in_2019 = world.paths.by_month, model.parameters["world.payment_unserved_2019"]
    unserved = by_month["payment_unserved"][seen] - in_2019
    known = Known(model.baseline, by_month["exchange_rate"][seen], world.paths.rivals[0][seen], unserved)
    months = np.arange(month_index(2023, 1), month_index(2025, 1))
    taken_out = beside_incomes(months, F, known, model.parameters.room("visitors"))[-1]
    np.testing.assert_allclose(chosen / F.china_trips_2019, taken_out, rtol=0.02)
    assert taken_out.max() > 1.2 > taken_out.min()


@pytest.mark.parametrize("seed", DRAWN)
def test_trips_to_china_have_the_purposes_that_were_counted(seed):
    p, _, cities, ways, _, _ = year_2019(seed)
    trips = np.zeros((N, len(PURPOSES)))
    np.add.at(trips, (S.origin, S.purpose), cities.sum(axis=0) + ways.sum(axis=0))
    np.testing.assert_allclose((trips / trips.sum(axis=1, keepdims=True)).T, purpose_mix(F, p), atol=2e-3)


@pytest.mark.parametrize("seed", DRAWN)
def test_every_market_sends_nanjing_the_visitors_of_2019(seed):
    p, _, _, ways, sides, _ = year_2019(seed)
    residents = F.nanjing_visitors_2019 * (1 - p["visitors.firm_traveller_share"])
    np.testing.assert_allclose(by_origin(ways.sum(axis=0) + sides), residents, rtol=1e-3)
    far = np.where(
        F.distance_km > p["visitors.far_km"], p["visitors.second_stop_share.far"], p["visitors.second_stop_share.near"]
    )
    np.testing.assert_allclose(by_origin(sides), residents * far, rtol=1e-3)


@pytest.mark.parametrize("seed", DRAWN)
def test_rival_cities_have_the_visitors_of_2019(seed):
    _, base, cities, _, _, sides = year_2019(seed)
    visitors = cities.sum(axis=1)
    for place, city in enumerate(("shanghai", "suzhou", "hangzhou")):
        visitors[CITIES.index(city)] += sides[place].sum()
    reported = (visitors * base.rival_scale)[:-1]
    np.testing.assert_allclose(reported, F.rival_interior_visitors_2019[:-1], rtol=1e-3)


@pytest.mark.parametrize("seed", DRAWN)
def test_direct_flyers_of_2019_fit_their_flights(seed):
    _, base, _, ways, _, _ = year_2019(seed)
    np.testing.assert_allclose(by_origin(ways[DIRECT]), base.direct, rtol=1e-3)
    assert not base.direct[F.flights_2019_weekly == 0].any()
    seats = F.flights_2019_weekly * F.seats_per_flight * 365.25 / 7
    assert np.all(base.direct <= seats)


@pytest.mark.parametrize("seed", DRAWN[:3])
def test_the_visitors_of_2019_spend_its_receipts(seed):
    """Luck is gone through by its quantiles, nights are cut by the rules of 2019; travellers of firms are a share."""
    p, base, _, ways, sides, _ = year_2019(seed)
    stays, free, eligible = Stays(p), F.visa_free_days(JULY_2019), F.transit_eligible(JULY_2019)
    none, shanghai, local = (
        base.visas.entry(free, np.where(eligible, hours, 0.0))
        for hours in (0.0, F.transit_hours("shanghai", JULY_2019), F.transit_hours("nanjing", JULY_2019))
    )
    money = p.vector("travel.income_class", "012")[S.income]
    quantiles, z = (np.arange(400) + 0.5) / 400, p["visitors.spending_sigma"] / 2

    def spent(people, entry, side):
        """By these people, USD, with and without a visa."""
        total = 0.0
        for free_share, permitted in (
            (entry.without_visa, entry.permitted_nights),
            (1 - entry.without_visa, np.full(people.size, base.visas.p.visa_stay_nights)),
        ):
            nights = np.mean(
                [stays.nights(np.full(people.size, u), S.purpose, side, permitted) for u in quantiles], axis=0
            )
            total += people * free_share @ stays.spending(z, nights, S.purpose, money, np.full(people.size, side))
        return total

    came = [spent(people, entry, False) for people, entry in zip(ways, (local, shanghai, none, none), strict=True)]
    firms = p["visitors.firm_traveller_share"] * F.nanjing_visitors_2019.sum()
    firms *= p["visitors.nights.business"] * p["visitors.daily_spending_usd.business"]
    model = pilot(drawn=False) if seed is None else pilot(draws=Draws(seed), drawn=True)
    receipts = (sum(came) + spent(sides, shanghai, True) + firms) * model.visitors.spending_scale
    assert receipts == pytest.approx(F.nanjing_spending_2019_musd * 1e6, rel=0.01)


def test_levels_do_not_depend_on_taste_but_responses_do():
    default, other = year_2019(None), year_2019(1)
    came = [
        by_origin(ways.sum(axis=0) + sides) / (1 - p["visitors.firm_traveller_share"])
        for p, _, _, ways, sides, _ in (default, other)
    ]
    np.testing.assert_allclose(*came, rtol=2e-3)
    assert np.any(default[1].per_usd != other[1].per_usd) and np.any(default[1].appeal.rivals != other[1].appeal.rivals)


def test_friction_by_way_is_that_of_where_the_border_is_crossed():
    friction = way_friction(np.array([3.0]), np.array([1.0]), np.array([2.0]), np.array([2.5]))
    assert dict(zip(WAYS, friction[:, 0], strict=True)) == {"direct": 1, "via_shanghai": 2, "via_hub": 2.5, "land": 3}


def test_rules_at_lukou_serve_those_who_change_planes_abroad():
    one = np.ones(1)
    lukou, plain = Entry(20 * one, 30 * one, 0.8 * one), Entry(100 * one, 60 * one, 0 * one)
    half = by_hub(lukou, plain, 0.5)
    assert (half.friction[0], half.without_visa[0], half.permitted_nights[0]) == (60.0, 0.4, 30.0)
    assert by_hub(plain, plain, 0.5).permitted_nights[0] == 60.0


def test_a_market_without_flights_to_nanjing_answers_to_rules_at_lukou():
    gbr = F.origins.index("GBR")
    rules = VisaFree(start=0.0, origins=("GBR",), stay_days=30.0, scope="nanjing")
    came = []
    for plan in (Plan(), Plan(visa_facilitation=(rules,))):
        model = pilot(plan, months=1, national_visa_policy="held_2022")
        assert model.carriers.timetable[gbr] == 0
        options = model.visitors.options.of_month(model.policies[0])
        came.append(
            sum(part[gbr] for part in model.visitors.options.expected_by_way(options, model.visitors.word.aware))
        )
    assert 1.02 < came[1] / came[0] < 1.2, "some of those who change planes, and few of all"


# Flows ---------------------------------------------------------------------------------------------------------------


@settings(max_examples=40)
@given(st.integers(0, 10**6), st.integers(0, len(WAYS) - 1), st.floats(0, 3))
def test_a_better_way_takes_from_everything_else_and_makes_nobody(seed, which, gain):
    rng, n = np.random.default_rng(seed), 12
    people, home, cities, knows = (
        rng.uniform(1, 9, n),
        rng.normal(size=n),
        rng.normal(size=(7, n)),
        rng.uniform(0, 1, n),
    )
    ways = rng.normal(size=(len(WAYS), n))
    before = expected_flows(people, home, cities, ways, knows, NESTS)
    better = ways.copy()
    better[which] += gain
    after = expected_flows(people, home, cities, better, knows, NESTS)
    assert np.all(after[1][which] >= before[1][which] - 1e-12)
    assert np.all(np.delete(after[1], which, axis=0) <= np.delete(before[1], which, axis=0) + 1e-12)
    assert np.all(after[0] <= before[0] + 1e-12)
    for cities_, ways_ in (before, after):
        assert np.all(cities_.sum(axis=0) + ways_.sum(axis=0) <= people + 1e-9)
        assert np.all(ways_.sum(axis=0) <= people * knows + 1e-9), "only who has heard of Nanjing goes there"


def test_the_closed_way_carries_nobody():
    ways = np.array([[-np.inf], [0.0], [-np.inf], [-np.inf]])
    _, by_way = expected_flows(np.ones(1), np.zeros(1), np.zeros((7, 1)), ways, np.ones(1), NESTS)
    assert by_way[1] > 0 and by_way.sum() == by_way[1]


def test_levels_that_cannot_be_are_refused():
    p = Parameters()
    base = year_2019(None)[1]
    targets = Targets(
        F.china_trips_2019, F.nanjing_visitors_2019 * 0.5, F.nanjing_visitors_2019 * 0.5,
        np.full(len(CITIES) - 1, 1e5), np.full(3, 1e4),
    )  # fmt: skip
    nobody_may_come = np.where(S.origin == of("KOR"), np.inf, 1.0)
    way_cost = np.tile(nobody_may_come, (len(WAYS), 1))
    with pytest.raises(ValueError, match="2019"), np.errstate(all="ignore"):
        solve(
            S, base.people, np.ones(S.origin.size), way_cost, np.full(S.origin.size, p["visitors.awareness"]),
            targets, base.nests,
        )  # fmt: skip
