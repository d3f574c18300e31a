"""Waiting that differs from case to case: hours or days about a median, log-normal on each side of it.

What is done against long cases shortens the upper side alone, so that nobody waits longer for it.
"""

from typing import NamedTuple

import numpy as np
from scipy.special import ndtr, ndtri

from model.arrays import Num


class Wait(NamedTuple):
    """Times of all cases; ``tail`` and ``spread`` are the standard deviations of their logarithm above and below the median."""

    median: Num
    """In any unit of time."""
    spread: Num
    tail: Num
    mean: Num
    """The mean time."""

    def late(self, planned_for: float) -> Num:
        """Return the time within which a share ``planned_for`` of the cases is done, at least a half of them."""
        return self.median * np.exp(ndtri(planned_for) * self.tail)

    def worth(self, planned_for: float, reserve_weight: float) -> Num:
        """Return the time that waiting is worth to those who plan: its mean, and a part of what they keep in reserve.

        Args:
            planned_for: share of cases that their plan covers.
            reserve_weight: what time kept in reserve costs relative to time waited.
        """
        return self.mean + reserve_weight * (self.late(planned_for) - self.mean)

    def of(self, case: np.ndarray | slice | tuple) -> "Wait":
        """Return the waits at some places of the arrays."""
        return Wait(*(np.asarray(side)[case] for side in self))


def about(mean: Num, spread: Num, tail_cut: Num = 0.0) -> Wait:
    """Return a log-normal wait of the given mean, with a share ``tail_cut`` of the spread above the median then removed."""
    below, tail = np.exp(spread**2 / 2) * ndtr(-spread), spread * (1.0 - tail_cut)
    median = mean / (below + _above(spread))  # the mean of a wait over its median is the sum of both sides
    return Wait(median, spread, tail, median * (below + _above(tail)))


def _above(tail: Num) -> Num:
    """Return what cases above the median add to the mean over the median."""
    return np.exp(tail**2 / 2) * ndtr(tail)


def drawn(wait: Wait, luck: np.ndarray) -> np.ndarray:
    """Return each case's time from its place among all cases, ``luck`` in (0, 1); arrays that broadcast to one shape."""
    place = ndtri(luck)
    return wait.median * np.exp(np.where(place > 0, wait.tail, wait.spread) * place)
