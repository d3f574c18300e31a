"""The programme of events that tasks add to the calendar: where each is held, when, and from how far people come."""

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


def calendar(distance_km: np.ndarray) -> Programme:
    """Return the added programme; an event's weight falls by ``exp(-distance / reach)`` with a reach of its own.

    Args:
        distance_km: distance of each place, (places,).
    """
    visits = np.zeros((len(VENUES), 12))
    counted = np.zeros((len(VENUES), 12, distance_km.size))
    for row in tables.rows("events"):
        months, place = [int(month) - 1 for month in row["months"].split()], VENUES.index(row["venue"])
        size = float(row["visits_thousand_a_month"])
        visits[place, months] += size
        counted[place, months] += size * np.exp(-distance_km / float(row["reach_km"]))
    return Programme(visits, counted)
