"""Other airports: their facts, what is counted of members, and a short run of two of them."""

import numpy as np
import pytest

from calibration import history
from calibration.validation import airport_counts
from calibration.validation.airport_counts import PlayedAirports, counts, destinations, measured
from calibration.validation.airports import airports, distances_km, facts_of, parameters_of
from calibration.validation.another_airport import AnotherAirport, nanjing
from common.records import CountOfAirport
from model.facts import facts
from model.parameters import Parameters

F = facts()
BY_CODE = {one.code: one for one in airports()}


def test_distances_from_lukou_are_those_of_the_facts():
    own = distances_km(BY_CODE["NKG"])
    near = np.abs(own / F.distance_km - 1) < 0.08
    assert near.all(), [F.origins[place] for place in np.flatnonzero(~near)]
    chengdu, seoul = distances_km(BY_CODE["CTU"]), F.origin_index["KOR"]
    assert chengdu[seoul] > 2 * own[seoul] and chengdu[F.origin_index["THA"]] < own[F.origin_index["THA"]]


def test_an_airport_has_its_own_facts_and_lukou_those_of_the_model():
    there, usual = facts_of(BY_CODE["CTU"]), Parameters()
    assert (
        there.past_routes == () and np.isnan(there.flights_2019_weekly).all() and not there.airlines_2019_weekly.any()
    )
    lukou, people = parameters_of(BY_CODE["NKG"], usual), "residents.hinterland_people_m"
    assert {name: value for name, value in lukou.values().items() if value != usual[name]} == {}
    assert parameters_of(BY_CODE["CTU"], usual)[people] == BY_CODE["CTU"].people_m


def test_measures_count_cities_flights_and_people():
    n, months = len(F.origins), 84
    flights, carried = np.zeros((2, months, n)), np.full((2, months, n), 100.0)
    flights[:, :, [F.origin_index[code] for code in ("HKG", "KOR", "DEU")]] = 1.0, 1 + 2 * airport_counts.flights_a_further_city(), 3.0  # fmt: skip
    at = BY_CODE["NKG"]
    found = [measured(name, "2014-06", at, flights, carried)[0] for name in ("destinations", "destinations_abroad", "far_destinations")]  # fmt: skip
    more = 2 / airport_counts.flights_a_further_city()
    assert found == pytest.approx([5 + more, 4 + more, 1 + more])
    assert measured("passengers_m", "2014", at, flights, carried)[1] == pytest.approx(2 * 12 * n * 100 / 1e6)
    assert destinations(np.zeros(n)).sum() == 0


def test_ranks_are_compared_over_airports():
    rows = [CountOfAirport(code, "2014-06", "x", i, 0, i**2, 0, "") for i, code in enumerate(("A", "B", "C"))]
    assert airport_counts.rank_correlation(rows, "x") == pytest.approx(1)


@pytest.fixture(scope="module")
def two_airports():
    """Lukou and Hefei over the first two years, each from nothing."""
    parameters, setting = Parameters(), history.setting(2, 0.005)
    known = nanjing(parameters, 0.005)
    models = [AnotherAirport(BY_CODE[code], known, setting, history.past_plan(), 1) for code in ("NKG", "HFE")]
    found = [model.run() for model in models]
    for model in models:
        model.free()
    return found


def test_airlines_open_near_routes_first_and_more_of_them_where_more_and_richer_people_live(two_airports):
    lukou, hefei = (one["flights"][-1] for one in two_airports)
    assert lukou.sum() > 1.5 * hefei.sum() > 0
    far = F.distance_km > Parameters()["carriers.low_cost_reach_km"]
    assert (lukou[~far] > 0).sum() > 2 * (lukou[far] > 0).sum()
    assert two_airports[0]["flights"][0].sum() == 0 and two_airports[0]["carried"][0].sum() == 0


def test_every_count_has_members_beside_it():
    nothing = np.zeros((2, len(airports()), 84, len(F.origins)))
    assert len(counts(PlayedAirports(nothing, nothing))) > 30
