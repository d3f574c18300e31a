"""The network of Lukou before 2019: which routes were flown when, as far as anybody wrote it down."""

import functools
from datetime import date
from typing import NamedTuple

import numpy as np

from model.facts.months import month_index, real_month
from model.facts.tables import number, rows

FIRST, LAST = month_index(2013, 1), month_index(2019, 7)
"""The network is known of the year 2013 and, as the mean of the year, of 2019."""


class PastRoute(NamedTuple):
    """One route of Lukou."""

    iso3: str
    destination: str
    intercontinental: bool
    weekly_flights_2013: float
    weekly_flights_2019: float
    opened: float
    """Calendar month of the opening, months since 2013-01; nan where nobody wrote it down."""
    stopped: float
    """Calendar month in which the closure of the border stopped it; nan where not known."""
    source: str

    def weekly_flights(self, moment: float) -> float:
        """Return its weekly return flights at a moment from 2013 to 2019.

        A route with a date has all its flights of 2019 from then on; the others grow at an even pace, in proportion
        where they were flown in 2013.
        """
        first, last = self.weekly_flights_2013, self.weekly_flights_2019
        if first == 0 and not np.isnan(self.opened):
            return last if moment >= self.opened else 0.0
        passed = min(max((moment - FIRST) / (LAST - FIRST), 0.0), 1.0)
        return first * (last / first) ** passed if first > 0 else last * passed


@functools.cache
def past_routes() -> tuple[PastRoute, ...]:
    """Return all routes of ``route_history.csv`` with their flights of 2019."""
    of_2019 = {(row["iso3"], row["destination"]): number(row["weekly_flights_2019"]) for row in rows("routes")}
    return tuple(
        PastRoute(
            row["iso3"],
            row["destination"],
            row["intercontinental"] == "1",
            number(row["weekly_flights_2013"]),
            of_2019[row["iso3"], row["destination"]],
            _month(row["opened"]),
            _month(row["stopped"]),
            row["source"],
        )
        for row in rows("route_history")
    )


def _month(day: str) -> float:
    return real_month(date.fromisoformat(day)) if day else float("nan")


def flights_at(origins: tuple[str, ...], moment: float, routes: tuple[PastRoute, ...] | None = None) -> np.ndarray:
    """Return weekly return flights of each market at a moment from 2013 on, (origins,); those of 2019 after it.

    ``routes`` are those of an airport, by default of Lukou.
    """
    flights = np.zeros(len(origins))
    for route in past_routes() if routes is None else routes:
        flights[origins.index(route.iso3)] += route.weekly_flights(moment)
    return flights
