"""How routes open, live and close: value over years, ramp-up, luck, support and its end, costs and fares."""

import mesa
import numpy as np
import pytest

from common.vocabulary import CARRIER_TYPES
from model.draws import Draws, member_seed
from model.facts import facts
from model.facts.months import month_index
from model.levers.actions import LaunchSupport, Plan, RouteGrant
from model.parameters import Parameters
from model.routes.airlines import Airline, MarketStudy
from model.routes.costs import breakeven_loads, fuel_factor
from model.routes.frequencies import Fares, ReviewRules
from model.routes.luck import HOME_BASE, Luck
from model.routes.residents import AtHome
from model.visitors.baseline import baseline
from model.visitors.travellers import market
from tests.support.worlds import START, Skies, of

RULES, FARES = ReviewRules(Parameters()), Fares(Parameters())
SEASONS = RULES.horizon_seasons
UNSERVED = ("GBR", "FRA", "NLD", "ESP", "CHE", "TUR", "IND", "ARE", "NZL", "KAZ")
LUCK = {"carriers.luck_lasting_sd": 0.12, "carriers.luck_passing_sd": 0.04, "carriers.patience.least": 1.0, "carriers.patience.most": 3.0}  # fmt: skip
END = month_index(2025, 4)
LOW_COST = CARRIER_TYPES.index("low_cost")


@pytest.fixture(scope="module")
def travel():
    """Travel of 2019 at default parameters."""
    p = Parameters()
    return baseline(facts(), p, market(facts(), p, 0.01))


@pytest.fixture(scope="module")
def supported():
    """Two years of ample support for markets that nobody flies, and three and a half years after it."""
    grants = [RouteGrant(start=float(START), origins=(name,), weekly_frequencies=7.0) for name in UNSERVED]
    offer = LaunchSupport(start=float(START), end=float(END), origins=UNSERVED, cny_per_seat=2500.0)
    skies = Skies(Plan(route_rights=(*grants, offer)), 69, LUCK)
    skies.otherwise[:] = skies.baseline.by_flights.first_stop[0]
    places, known, seen = [of(name) for name in UNSERVED], [], []
    for _ in range(69):
        seen += skies.pass_months(1)
        known.append(skies.carriers.passengers.known[places])
    return np.array([month.plan[places] for month in seen]), np.array(known)


def airline(breakeven=0.9, connecting=0.0, patience=2):
    """An airline outside any city."""
    return Airline(mesa.Model(rng=1), RULES, FARES, HOME_BASE, breakeven, connecting, patience)


def study(load, flights=2, support=0.0, known=1.0, connecting=None):
    """A market in which ``flights`` weekly flights would fill ``load`` of their seats if all knew of them."""
    weekly = np.arange(30)
    wanted = 1000.0 * load * flights * (np.maximum(weekly, 1) / flights) ** 0.3
    return MarketStudy(
        wanted, 1000.0 * weekly, np.full(SEASONS, known), np.full((SEASONS, weekly.size), support), connecting
    )


# Fares and loads -----------------------------------------------------------------------------------------------------


def test_a_fare_and_the_load_that_answers_it_settle_together():
    local = np.linspace(0.05, 2.5, 50)
    for fare, per_local in ((0.8, 0.0), (1.0, 0.4), (1.3, 0.8)):
        load, connecting, settled = FARES.settle(local, fare, per_local)
        np.testing.assert_allclose(load, local * (settled / fare) ** FARES.elasticity)
        np.testing.assert_allclose(settled, FARES.level(load + connecting))
        assert np.all(np.diff(load) > 0), "who asks for more seats never fills fewer"
    at_rest = FARES.level(local)
    np.testing.assert_allclose(FARES.settle(local, at_rest, 0.0).local, local, err_msg="a market at rest moves")


@pytest.mark.parametrize("load", [0.55, 0.7, 0.8])
def test_support_that_covers_no_loss_holds_nobody(load):
    """Who is paid keeps the flights flown, but only where that loses less than thinning."""
    amounts = (0.0, 0.001, 0.02, 0.1, 0.4, 0.8)
    planned = [airline().review(study(load, flights=3, support=amount), 3, 0, 7).flights for amount in amounts]
    assert planned[1] == planned[0] < 3 <= planned[-1]
    assert np.all(np.diff(planned) >= 0)


# Opening -------------------------------------------------------------------------------------------------------------


def test_a_route_that_ramps_up_has_to_promise_more():
    full = study(1.2)
    slow = full._replace(ahead=1 - 0.6 * np.exp(-np.arange(SEASONS) / 2))
    assert airline().review(full, 0, 0, 7).flights > 0
    assert airline().review(slow._replace(wanted=0.85 * slow.wanted), 0, 0, 7).flights == 0


def test_a_restart_is_cheaper_than_a_start():
    opens = {}
    for idle in (None, 2, 20):
        loads = np.linspace(0.7, 1.4, 71)
        carrier = airline()
        carrier.idle_seasons = idle
        opens[idle] = loads[[carrier.review(study(load), 0, 0, 7).flights > 0 for load in loads]].min()
    assert opens[2] < opens[None] == opens[20]


def test_a_second_airline_comes_to_a_thick_market_only():
    rich = study(2.5, flights=8, connecting=0.0)
    assert airline(0.7).review(rich, 0, 3, 30).flights == 0
    assert airline(0.7).review(rich, 0, 8, 30).flights > 0


def test_support_counts_for_as_long_as_it_is_promised():
    whole = study(0.5, support=0.6)
    short = whole._replace(support=whole.support * (np.arange(SEASONS) < 2)[:, None])
    opened = [airline().review(market, 0, 0, 7).flights for market in (study(0.5), short, whole)]
    assert opened[0] == opened[1] == 0 < opened[2]


def test_a_bare_right_opens_little_and_more_support_opens_more():
    opened = []
    for cny in (0.0, 1000.0, 5000.0):
        grants = [RouteGrant(start=float(START), origins=(name,), weekly_frequencies=7.0) for name in UNSERVED]
        offers = [LaunchSupport(start=float(START), origins=UNSERVED, cny_per_seat=cny)] if cny else []
        skies = Skies(Plan(route_rights=(*grants, *offers)), 12)
        skies.otherwise[:] = skies.baseline.by_flights.first_stop[0]
        opened.append(int((skies.pass_months(12)[-1].plan[[of(name) for name in UNSERVED]] > 0).sum()))
    assert opened == sorted(opened) and opened[0] <= 1 and 2 <= opened[1] and opened[-1] >= 8, opened


# Life and end --------------------------------------------------------------------------------------------------------


def test_a_well_filled_route_of_low_yield_ends_after_the_airlines_patience():
    for patience in (1, 3):
        carrier, seasons = airline(patience=patience), 0
        while (plan := carrier.review(study(0.86, connecting=0.0), 2, 0, 7, luck=-0.25)).flights > 0:
            carrier.take(plan)
            seasons += 1
        assert seasons == patience - 1


def test_a_new_route_fills_over_one_to_two_years(supported):
    plan, known = supported
    opened = int(np.argmax(plan[:, 0] > 0))
    assert plan[opened, 0] > 0
    first, later, mature = (known[opened + months, 0] for months in (0, 12, 23))
    assert first < 0.5 and 0.75 < later < 0.9 < mature


def test_after_support_some_routes_stay_and_the_others_end_at_different_times(supported):
    plan, _ = supported
    at_end = plan[END - START - 1] > 0
    assert at_end.sum() >= 5, "the support opened routes"
    lasted = [int((row[END - START :] > 0).sum()) for row in plan[:, at_end].T]
    left = plan.shape[0] - (END - START)
    assert any(months == left for months in lasted), "some stay"
    ended = {months for months in lasted if months < left}
    assert len(ended) >= 2, "and the others do not end together"


def test_luck_is_the_same_for_scenario_and_counterfactual_and_differs_between_airlines():
    first, again = Skies(), Skies()
    for skies in (first, again):
        skies.draws, skies.parameters = Draws(member_seed(3, 1)), Parameters()
    one, two = Luck(first), Luck(again)
    for luck in (one, two):
        luck.next_season(START + 3)
        luck.next_season(START + 10)
    np.testing.assert_array_equal(one.passing, two.passing)
    assert one.lasting.std() == pytest.approx(0.12, rel=0.2) and one.passing.std() > 0.01
    assert set(np.unique(np.delete(one.patience, HOME_BASE, axis=1))) == {1, 2, 3}


# Costs ---------------------------------------------------------------------------------------------------------------


def test_a_far_route_has_to_fill_more_of_its_seats(travel):
    loads = breakeven_loads(facts(), Parameters(), travel.ways.geo.fare_direct)
    assert loads[of("KOR"), HOME_BASE] < loads[of("THA"), HOME_BASE] < loads[of("DEU"), HOME_BASE] < 1
    assert 0.6 < loads[of("KOR"), HOME_BASE] < 0.8 and np.all(loads[:, LOW_COST] < loads[:, HOME_BASE])


def test_dear_fuel_raises_costs_by_less_than_its_share():
    cheap, dear = (fuel_factor(facts(), Parameters(), month_index(year, 6)) for year in (2016, 2013))
    assert cheap < fuel_factor(facts(), Parameters(), month_index(2019, 6)) == 1 < dear < 1.15


# Fares -----------------------------------------------------------------------------------------------------------


def test_dearer_fares_cost_a_route_more_travellers_than_a_city_and_a_nation(travel):
    n = len(facts().origins)
    usual, flown = AtHome(1.0, 1.0, 1.0, np.zeros(n)), facts().flights_2019_weekly
    far = facts().distance_km > Parameters()["carriers.low_cost_reach_km"]

    def answer(breadth, of_whom):
        """Elasticity of residents to fares, near and far."""
        people = [
            getattr(residents.demand(flown, travel.fare_2019, np.zeros(n), usual), of_whom)
            for residents in (travel.residents, travel.residents.with_fares(1.1, breadth))
        ]
        return [float(np.log(people[1][m].sum() / people[0][m].sum()) / np.log(1.1)) for m in ((flown > 0) & ~far, (flown > 0) & far)]  # fmt: skip

    near, away = answer("route", "direct")
    # A few flights a week, with Pudong two hours away, are one firm of several: up to -2.34 in studies of single airlines (IATA 2008).
    assert -2.1 < near < -0.9 and -2.5 < away < -0.9
    city = answer("city", "bound")
    assert near < city[0] < 0 and away < city[1] < 0


def test_airlines_count_on_the_support_that_is_known():
    """Routes open for as long as support is known to last; what nobody has announced, or a later period ends, is not known."""
    grants = tuple(RouteGrant(start=float(START), origins=(name,), weekly_frequencies=7.0) for name in UNSERVED)

    def offer(start, end=np.inf, announced=None):
        return LaunchSupport(
            start=START + start, end=START + end, announced=announced, origins=UNSERVED, cny_per_seat=1200.0
        )

    def flown(*offers, before=(), months=12):
        history = Plan(route_rights=(*grants, *before)) if before else None
        skies = Skies(Plan(route_rights=(*grants, *offers), history=history, since=START + 12), months, LUCK)
        skies.otherwise[:] = skies.baseline.by_flights.first_stop[0]
        return [month.plan.tolist() for month in skies.pass_months(12)]

    year, lasting, later = offer(0.0, 12.0), offer(0.0), offer(12.0)
    short, long = flown(year), flown(lasting)
    assert short != long, "how long support lasts changes nothing: this is no test"
    assert (
        flown(year, later) == short
        and flown(lasting, before=(year,)) == short
        and flown(year, before=(lasting,)) == long
    )
    assert flown(year, offer(12.0, announced=float(START))) == long
    assert flown(year, months=30) == short, "how long a run is makes no difference"
