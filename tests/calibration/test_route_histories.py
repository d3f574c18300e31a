"""Openings of routes: counted by year and market from made-up members, and shown in both languages."""

import numpy as np
import pytest

from calibration.validation import route_histories
from calibration.validation.airport_counts import PlayedAirports
from calibration.validation.airports import airports
from calibration.validation.route_histories import HORIZON, RouteHistories
from commands.validate_routes import other_airports, routes
from model.facts import facts
from outputs.validation.route_figures import route_history
from outputs.validation.route_page import document, sentences

F = facts()
N = len(F.origins)


@pytest.fixture(scope="module")
def found():
    """Ten members: all fly Germany from the start and Canada from January 2015; four fly France in 2016 alone."""
    flights = np.zeros((10, HORIZON, N))
    flights[:, :, F.origin_index["KOR"]] = 100.0
    flights[:, :, F.origin_index["DEU"]] = 3.0
    flights[:, 24:, F.origin_index["CAN"]] = 2.0
    flights[:4, 36:48, F.origin_index["FRA"]] = 2.0
    by_airport = 2.0 + np.arange(len(airports()))[:, None, None]
    elsewhere = by_airport * np.ones((10, 1, HORIZON, N), dtype=np.float32)
    others = other_airports(PlayedAirports(elsewhere, 1000 * elsewhere), 10)
    return routes(RouteHistories(flights, np.where(flights > 0, 0.8, 0.0)), others, 10)


def test_openings_and_endings_are_told_by_market(found):
    by_code = {row.origin: row for row in found.markets}
    assert by_code["DEU"].opened == by_code["DEU"].opened_median == 2013
    assert by_code["CAN"].opened_median == 2015 and by_code["CAN"].opened == pytest.approx(2016 + 11 / 12)
    assert by_code["CAN"].share_2019 == 1 and by_code["CAN"].load_2019 == pytest.approx(0.8)
    france = by_code["FRA"]
    assert np.isnan(france.opened) and (france.share_2019, france.ended) == (0, 0.4)
    assert by_code["USA"].opened_median == 2020 and "KOR" not in by_code and "ROW" not in by_code
    assert found.markets[0].origin == "DEU"


def test_years_count_markets_and_flights(found):
    counted = {row.year: row for row in found.years}
    assert [counted[year].markets for year in range(2013, 2020)] == [1, 2, 3, 4, 6, 6, 6]
    assert [counted[year].markets_median for year in (2013, 2015, 2016, 2019)] == [1, 2, 2, 2]
    assert counted[2013].flights_median == 103 and counted[2016].flights_high_80 == 107
    assert [(row.year, row.median) for row in found.loads] == [(2018, pytest.approx(0.8))]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_page_and_figure_say_it_in_both_languages(found, lang):
    told = sentences(found, lang)
    assert len(told) == 6 and "2019" in told[0] and "155" in told[2]
    assert len(document(found, lang).sections) == 6
    left, right = route_history(found.years, found.markets, found.names, found.about(), lang).axes
    assert found.names["FRA"].of(lang) in [label.get_text() for label in right.get_yticklabels()] and left.lines


def test_the_far_markets_are_those_beyond_narrow_bodies():
    codes = {F.origins[place] for place in route_histories.far_markets()}
    assert {"DEU", "USA", "CAN", "AUS", "ITA", "RUS"} <= codes and not {"KOR", "SGP", "ROW"} & codes
