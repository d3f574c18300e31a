"""Direct seats are handed out to those who book first; those without a seat take their next best way or place."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

SMALLEST = 1e-6
"""People: a smaller lack of seats is rounding."""


class Parties(NamedTuple):
    """Parties that want a direct seat, each array (parties,)."""

    row: np.ndarray
    """Places among the choosers, ascending."""
    origin: np.ndarray
    people: np.ndarray
    """People for whom each party stands."""


class LeftOut(NamedTuple):
    """Parties of whom not all people get a seat, each array (parties left out,)."""

    row: np.ndarray
    """Places among the choosers."""
    lacking: np.ndarray
    """People without a seat; of the last party in the queue it can be fewer than all."""


def left_out(
    parties: Parties, wanted: np.ndarray, seats: np.ndarray, queue: Callable[[], np.ndarray]
) -> LeftOut | None:
    """Return who lacks a seat where more seats are wanted than there are, None if everybody flies.

    A party stands for many people: of the last one in the queue as many fly as there are seats, so that what is flown
    does not depend on how many people a party stands for.

    Args:
        parties: who wants a direct seat.
        wanted: seats that they want, people, (origins,).
        seats: seats that there are, people, (origins,).
        queue: gives a keyed number for each party, in the order of which they book, so that another seat never
            unseats anyone; called only where seats are short.
    """
    if not ((wanted > seats) & (wanted > 0)).any():
        return None
    order = np.lexsort((queue(), parties.origin))
    origin = parties.origin[order]
    taken = np.cumsum(parties.people[order], dtype=np.float64)
    before = np.concatenate([[0.0], np.cumsum(wanted)])[origin]
    lacking = taken - before - seats[origin]
    short = lacking > SMALLEST
    return LeftOut(parties.row[order[short]], lacking[short])
