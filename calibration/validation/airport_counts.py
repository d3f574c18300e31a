"""Routes and passengers of airports of mainland China: what the model's rules give from each airport's own facts, beside what was counted."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.stats import spearmanr

from calibration import history
from calibration.validation import past_members
from calibration.validation.airports import DATA, Airport, airports, distances_km
from calibration.validation.another_airport import AnotherAirport, nanjing
from calibration.validation.past_members import FIRST_YEAR, LAST_YEAR, Arrays
from common.records import CountOfAirport
from model.draws import Draws
from model.facts import facts
from model.facts.months import month_index
from model.facts.tables import number, rows
from model.parameters import Parameters
from scenarios.running.ensemble import Progress

BAND = (0.1, 0.5, 0.9)
"""Quantiles of the members: 80 % band and median."""
ONE_CITY = ("HKG", "MAC", "SGP")
"""Markets of one city."""
FILES = [
    Path(__file__),
    *(Path(__file__).with_name(f"{name}.py") for name in ("airports", "another_airport", "expected_visitors")),
    *(DATA / f"{name}.csv" for name in ("airports", "origin_places")),
]
"""What the runs depend on."""


class PlayedAirports(NamedTuple):
    """The airports of all members, month by month, in the order of :func:`calibration.validation.airports.airports`."""

    flights: np.ndarray
    """Weekly return flights, (members, airports, months, origins)."""
    carried: np.ndarray
    """People carried, one way, a month, (members, airports, months, origins)."""


def play(
    folder: Path, members: int, scale: float | None = None, workers: int | None = None, progress: Progress | None = None
) -> PlayedAirports:
    """Run each airport over 2013-2019 in the world as it was; for arguments see ``past_members.play_each``."""
    return PlayedAirports(**past_members.play_each(folder, _member, FILES, members, scale, workers, progress))


def _member(draws: Draws, scale: float) -> Arrays:
    """Run all airports of one member."""
    parameters, setting = Parameters.drawn(draws), history.setting(LAST_YEAR - FIRST_YEAR + 1, scale)
    known, found = nanjing(parameters, scale), []
    for airport in airports():
        model = AnotherAirport(airport, known, setting, history.past_plan(), draws.seed)
        found.append(model.run())
        model.free()
    return {name: np.array([one[name] for one in found], dtype=np.float32) for name in found[0]}


def counts(played: PlayedAirports) -> list[CountOfAirport]:
    """Return what was counted at each airport beside the members, in the order of ``calibration/data/airport_counts.csv``."""
    place, found = {one.code: i for i, one in enumerate(airports())}, []
    for row in rows("airport_counts", DATA):
        at = place[row["airport"]]
        each = measured(row["measure"], row["when"], airports()[at], played.flights[:, at], played.carried[:, at])
        low, middle, high = map(float, np.quantile(each, BAND))
        counted = number(row["value"])
        found.append(
            CountOfAirport(row["airport"], row["when"], row["measure"], counted, low, middle, high, row["source"])
        )
    return found


def measured(measure: str, when: str, airport: Airport, flights: np.ndarray, carried: np.ndarray) -> np.ndarray:
    """Return a measure of :class:`~common.records.CountOfAirport` in each member, (members,).

    Args:
        measure: which.
        when: a year, or a year and month.
        airport: whose.
        flights: weekly return flights, (members, months, origins).
        carried: people carried a month, one way, (members, months, origins).

    Raises:
        ValueError: no such measure.
    """
    year, _, month = when.partition("-")
    if measure == "passengers_m":
        within = slice(month_index(int(year), 1), month_index(int(year) + 1, 1))
        return 2 * carried[:, within].sum(axis=(1, 2)) / 1e6
    now = flights[:, month_index(int(year), int(month))]
    if measure == "weekly_flights":
        return now.sum(axis=1)
    return destinations(now)[:, _counted_in(measure, airport)].sum(axis=1)


def _counted_in(measure: str, airport: Airport) -> np.ndarray:
    """Return whether each market counts in a number of destinations, (origins,)."""
    f = facts()
    if measure == "destinations":
        return np.ones(len(f.origins), dtype=bool)
    if measure == "destinations_abroad":
        return np.array([region != "greater_china" for region in f.region])
    if measure == "far_destinations":
        far = distances_km(airport) > Parameters()["carriers.low_cost_reach_km"]
        return far & (np.array(f.origins) != "ROW")
    raise ValueError(f"no measure {measure}")


def destinations(flights: np.ndarray) -> np.ndarray:
    """Return cities flown to in each market with these weekly flights, as thick as Lukou's network of 2019, same shape."""
    one_city = np.isin(facts().origins, ONE_CITY)
    more = np.maximum(flights - 1, 0.0) / flights_a_further_city()
    return np.where(flights > 0, np.where(one_city, 1.0, 1 + more), 0.0)


@cache
def flights_a_further_city() -> float:
    """Return weekly flights beyond the first for each further city of a market, from Lukou's network of 2019."""
    f, cities = facts(), np.zeros(len(facts().origins))
    for route in f.past_routes:
        cities[f.origin_index[route.iso3]] += route.weekly_flights_2019 > 0
    several = (cities > 0) & ~np.isin(f.origins, ONE_CITY)
    return float((f.flights_2019_weekly[several] - 1).sum() / (cities[several] - 1).sum())


def rank_correlation(found: Sequence[CountOfAirport], measure: str, when: str | None = None) -> float:
    """Return Spearman's rank correlation over airports of what was counted ``when``, or last, and the members' median."""
    those = [row for row in found if row.measure == measure and when in (None, row.when)]
    last = {row.airport: row for row in sorted(those, key=lambda row: row.when)}.values()
    return float(spearmanr([row.counted for row in last], [row.median for row in last]).statistic)
