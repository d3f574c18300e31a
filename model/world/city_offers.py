"""What a rival city has to offer, by month: its network of flights abroad, its zones and its pilots, each dated.

What they are worth is common to all cities (room ``rivals``): so cities that differ in what they have teach what it is
worth. From the month that nobody has seen nothing opens, and the network goes on growing at the pace of the last years seen,
which it loses as trends do; the tables end in 2019 and 2022.
"""

import functools

import numpy as np

from common.vocabulary import CITIES
from model.facts.months import month_index
from model.facts.tables import number, rows
from model.world.paths import damped_years, mid_year

NANJING = "nanjing"
PACE_YEARS = 3
"""Over which a network's last pace is taken: short enough to be its last, long enough to leave out a single good year."""


@functools.cache
def openings(kind: str) -> dict[str, tuple[tuple[float, float], ...]]:
    """Return the openings of one kind (``zone``, ``pilot``) by city: (calendar month of the start, share of the city).

    A city is a rival or :data:`NANJING`; the share is the part of the city's weight that the opening covers.
    """
    by_city: dict[str, list[tuple[float, float]]] = {city: [] for city in (*CITIES, NANJING)}
    for row in rows("city_openings"):
        if row["kind"] == kind:
            year, month = row["start"].split("-")
            by_city[row["city"]].append((month_index(int(year), int(month)), number(row["share"])))
    return {city: tuple(given) for city, given in by_city.items()}


def ramp(months: np.ndarray, start: float | np.ndarray, length: float) -> np.ndarray:
    """Return 0 before ``start``, 1 from ``start + length`` months on, a straight line between."""
    return np.clip((months - start) / length, 0.0, 1.0)


def opened(kind: str, city: str, months: np.ndarray, unseen: int, length: float) -> np.ndarray:
    """Return how much of a city's openings of one kind before ``unseen`` has taken effect by each month, (months,)."""
    given = [share * ramp(months, start, length) for start, share in openings(kind)[city] if start < unseen]
    return np.sum(given, axis=0) if given else np.zeros(months.size)


@functools.cache
def _networks() -> tuple[dict[str, tuple[np.ndarray, np.ndarray]], np.ndarray]:
    """Return each rival's middles of years and logarithms of passengers over 2019, and whether a larger airport is near."""
    table, near = rows("city_networks"), np.zeros(len(CITIES), dtype=bool)
    found = {}
    for place, city in enumerate(CITIES):
        known = sorted((int(row["year"]), row) for row in table if row["city"] == city)
        years = np.array([year for year, _ in known], dtype=float)
        people = np.array([number(row["border_crossings_million"]) for _, row in known])
        found[city] = mid_year(years), np.log(people / people[-1])
        near[place] = known[0][1]["larger_airport_near"] == "1"
    return found, near


def network(months: np.ndarray, unseen: int, persistence: float) -> np.ndarray:
    """Return the log of each rival's passengers across the border over those of 2019, (months, cities), 0 from 2019 to ``unseen``.

    Args:
        months: calendar months.
        unseen: first calendar month that nobody has seen; growth goes on from there at the mean pace of the last
            :data:`PACE_YEARS` known years before.
        persistence: share of that pace that a year leaves.
    """
    known = _networks()[0]
    last = min(unseen - 1.0, *(middles[-1] for middles, _ in known.values()))
    ahead = damped_years(months, unseen, persistence)
    paths = []
    for city in CITIES:
        before, at_last = np.interp([last - 12 * PACE_YEARS, last], *known[city])
        paths.append(np.interp(np.minimum(months, unseen - 1), *known[city]) + (at_last - before) / PACE_YEARS * ahead)
    return np.stack(paths, axis=1)


def larger_airport_near() -> np.ndarray:
    """Return whether travellers to a rival have a larger airport than its own at hand, boolean, (cities,)."""
    return _networks()[1]
