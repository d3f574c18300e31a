"""Getting in: what each way costs whom, and what flights, fares and stops do to it."""

import itertools

import numpy as np
import pytest

from common.vocabulary import PURPOSES, WAYS
from model.facts import facts
from model.parameters import Parameters
from model.segments import class_shares, middle_businessman, segments
from model.visitors.getting_in import (
    DIRECT,
    LAND,
    VIA_HUB,
    VIA_SHANGHAI,
    WaysIn,
    geography,
    schedule_delay_hours,
    utility_per_usd,
)
from tests.support.worlds import of

F, P, S = facts(), Parameters(), segments()
N = len(F.origins)
DAILY, USUAL, NO_STOP = np.full(N, 7.0), np.ones(N), np.zeros(N)
FREE = np.zeros((len(WAYS), S.origin.size))
"""Entry that costs nothing."""


@pytest.fixture(scope="module")
def ways():
    """The ways in under the default parameters."""
    return WaysIn(F, P, S)


def segment(code, purpose="leisure", income=1, hassle=1, onward=0):
    """One segment by its attributes."""
    return int(S.number_of(of(code), PURPOSES.index(purpose), income, hassle, onward))


def test_segments_are_numbered_as_they_are_laid_out():
    assert np.array_equal(
        S.number_of(S.origin, S.purpose, S.income, S.hassle, S.onward.astype(int)), np.arange(S.origin.size)
    )
    share = class_shares(np.linspace(0.1, 0.9, len(PURPOSES)))
    of_cell = np.bincount(S.origin * len(PURPOSES) + S.purpose, share)
    np.testing.assert_allclose(of_cell, 1.0)
    np.testing.assert_allclose(share[S.onward & (S.purpose == 0)], 0.1 / 9)


def test_waiting_falls_with_frequency_and_ends_in_never():
    delay = schedule_delay_hours(np.array([0.0, 1.0, 7.0, 14.0]), 112.0)
    assert delay[0] == np.inf
    # One flight a week: the mean wait each way is a quarter of 112 waking hours.
    assert delay[1] == pytest.approx(56.0)
    assert delay[2] == pytest.approx(delay[1] / 7) and delay[3] == pytest.approx(delay[1] / 14)


def test_fares_and_hours_grow_with_distance_and_fares_per_km_fall():
    geo, order = geography(F, P), np.argsort(F.distance_km)
    for fare in (geo.fare_direct, geo.fare_shanghai, geo.fare_hub):
        assert np.all(np.diff(fare[order]) >= 0)
        assert np.all(np.diff((fare / F.distance_km)[order]) <= 0)
    assert np.all(np.diff(geo.hours_flight[order]) >= 0)


def test_cost_is_fare_plus_the_value_of_the_hours(ways):
    cost = ways.cost(DAILY, USUAL, NO_STOP)
    here = segment("KOR", "business")
    wait = P["travel.schedule_delay_weight"] * schedule_delay_hours(7.0, P["travel.waking_hours_a_week"])
    direct = ways.geo.fare_direct[of("KOR")] + ways.value_of_time[here] * (ways.geo.hours_flight[of("KOR")] + wait)
    assert cost[DIRECT, here] == pytest.approx(direct)
    hours = P["travel.rail_hours"] + P["travel.rail_change_hours"] - P["travel.lukou_city_hours"]
    rail = P["travel.rail_fare_usd"] + ways.value_of_time[here] * 2 * hours
    assert cost[VIA_SHANGHAI, here] == pytest.approx(ways.shanghai[here] + rail)


def test_no_flights_no_direct_way_and_no_road_no_way_by_land(ways):
    flights = np.where(np.arange(N) % 2, 7.0, 0.0)
    cost = ways.cost(flights, USUAL, NO_STOP)
    assert cost.shape == (len(WAYS), S.origin.size)
    assert np.array_equal(np.isinf(cost[DIRECT]), flights[S.origin] == 0)
    assert np.array_equal(np.isinf(cost[LAND]), np.isnan(F.land_hours)[S.origin])
    assert np.isfinite(cost[[VIA_SHANGHAI, VIA_HUB]]).all() and np.nanmin(cost) > 0


def test_flights_fares_and_stops_touch_the_direct_way_alone(ways):
    usual = ways.cost(DAILY, USUAL, NO_STOP)
    cases = {
        "more flights": (ways.cost(DAILY * 2, USUAL, NO_STOP), -1),
        "dearer": (ways.cost(DAILY, USUAL * 1.2, NO_STOP), 1),
        "with a stop": (ways.cost(DAILY, USUAL, NO_STOP + 0.5), 1),
    }
    for name, (cost, sign) in cases.items():
        assert np.all(sign * (cost[DIRECT] - usual[DIRECT]) > 0), name
        np.testing.assert_array_equal(cost[1:], usual[1:], name)


def test_seats_that_are_sold_off_are_no_use_on_business(ways):
    usual, low = ways.cost(DAILY, USUAL, NO_STOP), ways.cost(DAILY, 0.5 * USUAL, NO_STOP)
    fare = ways.geo.fare_direct[of("DEU")]
    saved = {
        purpose: (usual[DIRECT] - low[DIRECT])[segment("DEU", purpose)] / fare for purpose in ("leisure", "business")
    }
    assert saved["leisure"] == pytest.approx(0.5) and 0.05 < saved["business"] < 0.35, saved
    dear = ways.cost(DAILY, 1.2 * USUAL, NO_STOP)[DIRECT] - usual[DIRECT]
    assert dear[segment("DEU", "business")] == pytest.approx(dear[segment("DEU", "leisure")])


def test_another_flight_matters_most_where_there_are_few(ways):
    cost = {n: ways.cost(np.full(N, float(n)), USUAL, NO_STOP)[DIRECT] for n in (1, 2, 3, 7, 8, 28, 29)}
    saved = [cost[n] - cost[n + 1] for n in (1, 2, 7, 28)]
    assert all(np.all(few > many) for few, many in itertools.pairwise(saved))


def test_time_is_dearer_for_business_and_for_the_rich(ways):
    value = ways.value_of_time
    assert value[segment("USA", "business")] > value[segment("USA", "leisure")]
    by_income = [np.mean([value[segment("USA", income=k, hassle=h)] for h in range(3)]) for k in range(3)]
    assert by_income == pytest.approx([by_income[1] * P[f"travel.income_class.{k}"] for k in range(3)])
    assert value[segment("USA")] > value[segment("IND")]


def test_wanted_hours_and_own_values_of_time_are_thirds_and_any_two_traits_are_independent():
    here = S.origin == 0
    traits = [x[here & (S.purpose == 0) & ~S.onward] for x in (S.income, S.hassle, S.wait, S.time_class)]
    for one, other in itertools.combinations(traits, 2):
        assert len(set(zip(one.tolist(), other.tolist(), strict=True))) == 9
    assert S.wait.mean() == pytest.approx(1.0) and S.wait.min() > 0
    assert np.mean([P[f"travel.value_of_time_class.{k}"] for k in range(3)]) == pytest.approx(1.0)
    assert np.all(S.wait[middle_businessman()] == 1.0) and np.all(S.time_class[middle_businessman()] == 1)


def test_a_dollar_counts_less_the_more_the_trip_costs():
    room, leisure = P.room("visitors"), np.full(3, PURPOSES.index("leisure"))
    cost = room.damping_cost_usd * np.array([0.5, 1.0, 2.0])
    whole = cost * utility_per_usd(cost, leisure, room)
    assert whole[1] == pytest.approx(room.cost_sensitivity.leisure), "as declared, at the cost that it is declared for"
    np.testing.assert_allclose(whole[:-1] / whole[1:], 2**room.cost_damping)
    less = Parameters({"visitors.cost_damping": 0.15}).room("visitors")
    far = cost[-1:] * utility_per_usd(cost[-1:], leisure[:1], less)
    assert whole[-1] < far < whole[1]


def test_the_detour_by_rail_is_dear_for_those_whose_time_is_dear(ways):
    cost = ways.cost(DAILY, USUAL, NO_STOP)
    gain = cost[VIA_SHANGHAI] - cost[DIRECT]
    assert gain[segment("DEU", "business")] > gain[segment("DEU", "leisure")]


def test_business_trips_get_cheaper_with_any_way_that_gets_cheaper(ways):
    none, few, many = (ways.business_trip(np.full(N, n), USUAL, NO_STOP, FREE) for n in (0.0, 2.0, 14.0))
    assert np.isfinite(none).all() and none.shape == (N,)
    assert np.all(few < none) and np.all(many < few)
    assert np.all(
        ways.business_trip(DAILY, USUAL * 1.3, NO_STOP, FREE) > ways.business_trip(DAILY, USUAL, NO_STOP, FREE)
    )
    one = np.where(np.arange(N) == of("KOR"), 14.0, 2.0)
    changed = np.flatnonzero(ways.business_trip(one, USUAL, NO_STOP, FREE) != few)
    assert changed.tolist() == [of("KOR")], "flights to one market are of no use to another"


def test_a_visa_makes_business_trips_dearer_where_it_is_asked_for(ways):
    asked = np.where(S.origin == of("DEU"), 100.0, 0.0) * np.ones((len(WAYS), 1))
    dearer = ways.business_trip(DAILY, USUAL, NO_STOP, asked) - ways.business_trip(DAILY, USUAL, NO_STOP, FREE)
    assert dearer[of("DEU")] == pytest.approx(100.0)
    assert np.flatnonzero(np.abs(dearer) > 1e-9).tolist() == [of("DEU")]


def test_firms_measure_a_trip_by_the_middle_traveller_in_income_and_in_hassle(ways):
    """A visa dear to those who mind it least or most is no matter; one dear to the middle class is."""
    plain = ways.business_trip(DAILY, USUAL, NO_STOP, FREE)
    for income, hassle in itertools.product(range(3), range(3)):
        asked = FREE.copy()
        asked[:, (S.income == income) & (S.hassle == hassle) & ~S.onward] = 100.0
        dearer = ways.business_trip(DAILY, USUAL, NO_STOP, asked) - plain
        np.testing.assert_allclose(dearer, 100.0 if (income, hassle) == (1, 1) else 0.0, atol=1e-9)
    assert np.array_equal(S.origin[middle_businessman()], np.arange(N))


def test_markets_without_nonstop_flights_to_shanghai_change_planes_on_the_way_there(ways):
    cost = ways.cost(DAILY, USUAL, NO_STOP)
    linked = F.shanghai_weekly_2019[S.origin] > 0
    assert not linked.all() and linked.mean() > 0.5
    assert np.all(ways.shanghai[~linked] == cost[VIA_HUB][~linked])
    assert np.all(ways.shanghai[linked] < cost[VIA_SHANGHAI][linked])
    detour = cost[VIA_SHANGHAI] - cost[DIRECT]
    assert detour[segment("POL")] > detour[segment("TUR")]


def test_shanghai_has_few_flights_to_thin_markets_and_people_wait_for_them_there_too(ways):
    waited = (ways.shanghai - ways.geo.fare_shanghai[S.origin]) / ways.value_of_time - ways.geo.hours_flight[S.origin]
    korea, sweden = (waited[segment(code)] for code in ("KOR", "SWE"))
    assert 0 < korea < 0.5 and sweden > 10 * korea


@pytest.mark.parametrize("breadth, dearer", [("route", {DIRECT}), ("city", {DIRECT, VIA_SHANGHAI, VIA_HUB}), ("nation", {DIRECT, VIA_SHANGHAI, VIA_HUB})])  # fmt: skip
def test_fares_rise_as_broadly_as_asked(ways, breadth, dearer):
    risen = ways.with_fares(1.1, breadth)
    met = {way for way in range(len(WAYS)) if (risen.cost(DAILY, USUAL, NO_STOP)[way] > ways.cost(DAILY, USUAL, NO_STOP)[way]).any()}  # fmt: skip
    assert met == dearer
    assert bool((risen.shanghai > ways.shanghai).any()) == (breadth == "nation")
