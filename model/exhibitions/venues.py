"""Halls and stadiums: how many days they have left in a month, and which events find room."""

import functools

import numpy as np

from common.vocabulary import VENUE_KINDS, ZONES
from model.facts.months import DAYS_A_MONTH
from model.facts.tables import rows


@functools.cache
def size_of_2022() -> np.ndarray:
    """Return halls, thousand m2, and stadiums, thousand seats, by zone, (kinds, zones); read-only."""
    size = np.zeros((len(VENUE_KINDS), len(ZONES)))
    for row in rows("venues"):
        size[VENUE_KINDS.index(row["kind"]), ZONES.index(row["zone"])] += float(row["size"]) / 1000
    size.flags.writeable = False
    return size


def days_of(size: np.ndarray) -> np.ndarray:
    """Return thousand m2-days and seat-days of a month, (kinds,), of houses of a size, (kinds, zones)."""
    return np.asarray(size.sum(axis=1) * DAYS_A_MONTH)


def held(space: np.ndarray, visits: np.ndarray, left: float) -> np.ndarray:
    """Return the share of each event that finds room in one kind of house, 0 to 1, (events,).

    Where fewer days are left than are asked for, the events that bring most people from abroad for each day of house
    have them first; events that bring equally many share what is left. So no further event costs the city visitors from
    abroad, and an event divided in two gets what the whole would have.

    Args:
        space: m2-days or seat-days that each event asks for, (events,).
        visits: visits as those from abroad count them, (events,).
        left: m2-days or seat-days that are left.
    """
    if space.sum() <= left:
        return np.ones(space.size)
    worth = np.divide(visits, space, out=np.full(space.size, np.inf), where=space > 0)
    rank = np.unique(-worth, return_inverse=True)[1]
    wanted = np.bincount(rank, space)
    before = np.cumsum(wanted) - wanted
    fits = np.clip((max(left, 0.0) - before) / np.maximum(wanted, 1e-12), 0.0, 1.0)
    return np.asarray(fits[rank])
