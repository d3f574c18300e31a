"""The programme of events that tasks add to the calendar: where each is held, when, and from how far people come."""

import functools
from typing import NamedTuple

import numpy as np

from common.vocabulary import VENUES
from model.facts import tables


class Programme(NamedTuple):
    """Visits that the whole added programme takes, thousand by kind of venue and month of the year."""

    visits: np.ndarray
    """In all, (venues, 12)."""
    counted: np.ndarray
    """As people at each place count them: an event weighs less for those from farther away, (venues, 12, places)."""


class _Event(NamedTuple):
    """An event of the table: place of its venue, months of the year from 0 on, and the rest as it stands there."""

    venue: int
    months: list[int]
    visits_thousand_a_month: float
    reach_km: float


@functools.cache
def _events() -> tuple[_Event, ...]:
    return tuple(
        _Event(
            VENUES.index(row["venue"]),
            [int(month) - 1 for month in row["months"].split()],
            float(row["visits_thousand_a_month"]),
            float(row["reach_km"]),
        )
        for row in tables.rows("events")
    )


def calendar(distance_km: np.ndarray) -> Programme:
    """Return the added programme; an event's weight falls by ``exp(-distance / reach)`` with a reach of its own.

    Args:
        distance_km: distance of each place, (places,).
    """
    visits = np.zeros((len(VENUES), 12))
    counted = np.zeros((len(VENUES), 12, distance_km.size))
    for venue, months, size, reach_km in _events():
        visits[venue, months] += size
        counted[venue, months] += size * np.exp(-distance_km / reach_km)
    return Programme(visits, counted)
