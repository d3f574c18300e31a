"""Outbound residents: levels of 2019, what a direct flight brings, and what they answer to."""

import functools

import numpy as np
import pytest

from model.facts import facts
from model.facts.months import month_index
from model.facts.rules import ENTRY_ABROAD
from model.parameters import Parameters
from model.routes.residents import AtHome, Residents
from model.visitors.baseline import baseline
from model.visitors.direct_visitors import FLIGHTS
from model.visitors.travellers import market
from tests.support.worlds import of

F = facts()
N = len(F.origins)
NONE, ONES = np.zeros(N), np.ones(N)
USUAL = AtHome(readiness=1.0, income=1.0, prices_abroad=1.0, rules=NONE)
SERVED = F.flights_2019_weekly > 0
FAR_THIN, NEXT_DOOR = ("GBR", "ARE", "NZL"), ("KOR", "JPN", "TWN")


@functools.cache
def year_2019(seed: int | None = None):
    """Baseline and residents of one draw of parameters; None: the defaults."""
    p = Parameters() if seed is None else Parameters.drawn(seed)
    base = baseline(F, p, market(F, p, 0.01))
    return base, base.residents


def demand(flights=F.flights_2019_weekly, fares=ONES, home=USUAL) -> tuple[np.ndarray, np.ndarray]:
    """Who wants a direct flight, and who travels at all, people a month."""
    return tuple(year_2019()[1].demand(np.asarray(flights, dtype=float) * ONES, fares * ONES, NONE, home))


@pytest.mark.parametrize("seed", [None, 1, 2])
def test_arrivals_and_seats_of_2019_are_met(seed):
    base, residents = year_2019(seed)
    direct, bound = residents.demand(F.flights_2019_weekly, base.fare_2019, NONE, USUAL)
    assert np.all(bound >= direct) and not direct[~SERVED].any()
    seats = F.flights_2019_weekly * F.seats_per_flight * 365 / 84
    load = (direct + base.direct / 12)[SERVED] / seats[SERVED]
    # Those who connect at either end fill the rest: about half of the passengers of far routes.
    assert load.sum() > 0 and np.all((load > 0.4) & (load < 1.4)), dict(
        zip(np.array(F.origins)[SERVED], load, strict=True)
    )
    assert 12 * direct.sum() == pytest.approx(F.residents_outbound_trips_2019, rel=0.35)


def test_without_word_of_seats_every_destination_has_its_share_of_arrivals():
    residents = Residents(F, Parameters({"residents.seats_weight": 0.0}), year_2019()[0].fare_2019, NONE)
    bound = residents.demand(F.flights_2019_weekly, year_2019()[0].fare_2019, NONE, USUAL).bound
    np.testing.assert_allclose(bound / F.outbound_by_air_2019, bound[0] / F.outbound_by_air_2019[0], rtol=1e-6)


def test_more_flights_and_lower_fares_bring_more():
    before = demand(2)
    for after in (demand(3), demand(2, fares=0.9)):
        assert np.all(after[0] > before[0]) and np.all(after[1] > before[1])


def test_a_first_flight_adds_travellers_and_the_next_ones_fewer():
    none, daily, two_a_day = (demand(flights)[1] for flights in (0, 7, 14))
    assert np.all(daily > none)
    assert np.all(two_a_day - daily < 0.25 * (daily - none))


def test_far_from_seats_a_few_flights_a_week_take_less_of_the_market_than_next_door():
    direct, bound = demand(3)
    share = direct / bound
    assert share[[of(code) for code in FAR_THIN]].max() < share[[of(code) for code in NEXT_DOOR]].min()


@pytest.mark.parametrize("codes", [("KOR", "JPN", "THA"), ("DEU", "USA", "AUS")])
def test_the_fare_elasticity_of_a_route_lies_near_published_ones(codes):
    places = [of(code) for code in codes]
    answer = np.log(demand(fares=1.1)[0][places] / demand()[0][places]) / np.log(1.1)
    assert np.all((answer < -0.6) & (answer > -3.0)), answer


def test_residents_answer_to_income_exchange_rate_and_rules():
    usual = demand()[1]
    richer = demand(home=USUAL._replace(income=1.1))[1]
    assert np.log(richer / usual) == pytest.approx(np.log(1.1) * Parameters()["residents.income_elasticity"])
    assert np.all(demand(home=USUAL._replace(prices_abroad=1.1))[1] < usual)
    easier = demand(home=USUAL._replace(rules=np.where(np.arange(N) == of("THA"), -50.0, 0.0)))[1]
    assert easier[of("THA")] > usual[of("THA")] and not np.any(np.delete(easier - usual, of("THA")))
    assert demand(home=USUAL._replace(readiness=0.5))[1] == pytest.approx(usual / 2)


def test_demand_by_flights_is_the_same_as_flight_by_flight():
    curve = year_2019()[1].direct_by_flights(ONES, USUAL)
    for row in (0, 2, 9):
        np.testing.assert_allclose(curve[row], demand(FLIGHTS[row])[0])
    assert not curve[0].any() and np.all(np.diff(curve, axis=0) > 0)


def test_dearer_flights_of_all_ways_cost_more_trips_than_of_one():
    residents = year_2019()[1]
    route, city, nation = (
        residents.with_fares(1.1, breadth).demand(F.flights_2019_weekly, ONES, NONE, USUAL)
        for breadth in ("route", "city", "nation")
    )
    usual = demand()
    assert np.all(route.direct[SERVED] < usual[0][SERVED])
    assert city.bound.sum() < route.bound.sum() < usual[1].sum()
    assert nation.bound.sum() <= city.bound.sum()


def test_rules_abroad_change_on_their_day():
    rule = lambda code, year, month: ENTRY_ABROAD[F.entry_abroad(month_index(year, month) + 0.5)[of(code)]]  # noqa: E731
    assert rule("SGP", 2019, 7) == "visa" and rule("SGP", 2024, 3) == "free"
    assert rule("THA", 2023, 8) == "easy" and rule("THA", 2023, 11) == "free"
    assert rule("DEU", 2025, 12) == "visa"
