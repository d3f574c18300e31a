"""How much an investor brings, when it is paid in, and how long firms last.

Tickets are lognormal and cut at a stated size, so that their mean exists whatever the spread. A share of each contract
is paid in by instalments; what is not paid lapses. Firms leave at a constant hazard that is higher in their first
years, scaled by how well they earn; the scale is solved so that arrivals and stock agree. Ages, lifetimes and hazards
are by steps, which are months, or with ``parts`` equal parts of one.
"""

from typing import NamedTuple

import numpy as np
from scipy.special import ndtr, ndtri

from model.arrays import Num

PROFIT_LEVELS = 5
"""Levels of profitability, equally many firms being born at each."""


class Youth(NamedTuple):
    """How firms leave while young: the share by which their hazard is higher, and months for which it is."""

    more: float
    months: float


def ticket_mean(location: np.ndarray, spread: float, cap: float) -> np.ndarray:
    """Return the mean of a lognormal cut at ``cap`` (what lies above counts as the cap)."""
    top = (np.log(cap) - location) / spread
    return np.exp(location + spread**2 / 2) * ndtr(top - spread) + cap * ndtr(-top)


def ticket_location(mean: np.ndarray, spread: float, cap: float) -> np.ndarray:
    """Return the lognormal's location at which the cut law has the given mean (positive and below ``cap``), by bisection.

    Raises:
        ValueError: a mean that the cap does not allow.
    """
    mean = np.asarray(mean, dtype=float)
    if np.any(mean <= 0) or np.any(mean >= cap):
        raise ValueError("mean tickets must lie between 0 and the cap")
    low, high = np.log(mean) - spread**2 / 2 - 1.0, np.full(mean.shape, np.log(cap) + 6 * spread)
    # By hand in all three bisections of this folder: scipy.optimize.elementwise.find_root would change the last bits.
    for _ in range(60):
        middle = (low + high) / 2
        under = ticket_mean(middle, spread, cap) < mean
        low, high = np.where(under, middle, low), np.where(under, high, middle)
    return (low + high) / 2


def tickets(u: np.ndarray, location: np.ndarray, spread: float, cap: float) -> np.ndarray:
    """Return tickets from uniforms: monotone in the luck, cut at ``cap``, in the unit of ``cap``."""
    return np.minimum(np.exp(location + spread * ndtri(np.asarray(u, dtype=float))), cap)


def paid_share(u: np.ndarray, mean: float) -> np.ndarray:
    """Return the share of a contract that will ever be paid in, between 0 and 1, with the given mean (a beta law)."""
    return np.asarray(u, dtype=float) ** ((1.0 - mean) / mean)


def payment_plan(
    u: np.ndarray, most: int, span: tuple[float, float], delay: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return how a project is paid in.

    Args:
        u: uniforms for the number of instalments, their span and the first one's delay, shape (3, firms).
        most: largest number of instalments.
        span: shortest and longest time from the first to the last, months.
        delay: the first comes 0 to ``delay`` months after the licence.

    Returns:
        Months from licence to first instalment, months between instalments (real), and how many there are, each of
        shape (firms,).
    """
    number = 1 + np.minimum((u[0] * most).astype(np.int64), most - 1)
    months = span[0] + (span[1] - span[0]) * u[1]
    first = np.minimum((u[2] * (delay + 1)).astype(np.int64), delay)
    return first, np.where(number > 1, months / np.maximum(number - 1, 1), 0.0), number


def due(first: np.ndarray, step: np.ndarray, done: np.ndarray | int) -> np.ndarray:
    """Return when, after the licence, the instalment after ``done`` others falls due, in the whole units of ``first`` and ``step``."""
    return first + np.rint(step * done)


def profit_levels(spread: float) -> np.ndarray:
    """Return profitability of each level relative to the mean firm at birth, (levels,), mean 1."""
    level = np.exp(spread * ndtri((np.arange(PROFIT_LEVELS) + 0.5) / PROFIT_LEVELS))
    return level / level.mean()


def survival(age: Num, hazard: np.ndarray, young: Youth, parts: int = 1) -> np.ndarray:
    """Return the chance to survive ``age`` steps; ``hazard`` a step, more while young."""
    return np.exp(-hazard * (age + young.more * np.minimum(age, young.months * parts)))


def lifetime(hazard: np.ndarray, young: Youth, since: Num = 0.0, parts: int = 1) -> np.ndarray:
    """Return the sum of the chances to survive ``since``, ``since + 1``, ... steps: expected steps of operation."""
    early, late = np.exp(-hazard * (1 + young.more)), np.exp(-hazard)
    left = np.maximum(young.months * parts - np.asarray(since), 0)
    while_young = (1 - early**left) / (1 - early)
    return survival(since, hazard, young, parts) * (while_young + early**left / (1 - late))


def base_hazard(steps: np.ndarray, multiples: np.ndarray, young: Youth, parts: int = 1) -> np.ndarray:
    """Return the hazard a step per sector at which firms stay ``steps`` on average, (sectors,).

    Args:
        steps: expected steps of operation, (sectors,), more than one.
        multiples: hazard of each equally frequent kind of firm relative to the base, (kinds,).
        young: how they leave while young.
        parts: steps in a month.
    """
    low, high = np.full(steps.shape, 1e-7), np.full(steps.shape, 3.0)
    for _ in range(80):
        middle = np.sqrt(low * high)
        long = lifetime(middle[:, None] * multiples, young, parts=parts).mean(axis=1) > steps
        low, high = np.where(long, middle, low), np.where(long, high, middle)
    return np.sqrt(low * high)


def steady_age(u: np.ndarray, hazard: np.ndarray, young: Youth, parts: int = 1) -> np.ndarray:
    """Return ages of the firms of a steady stock, whole steps: inverse of the share younger, from uniforms, (firms,)."""
    childhood = young.months * parts
    u = np.asarray(u, dtype=float)
    early, late = np.exp(-hazard * (1 + young.more)), np.exp(-hazard)
    total, born = lifetime(hazard, young, parts=parts), (1 - early**childhood) / (1 - early)
    young_age = np.log1p(-np.minimum(u * total, born) * (1 - early)) / np.log(early)
    rest = np.maximum(u * total - born, 0.0) / survival(childhood, hazard, young, parts)
    old_age = childhood + np.log1p(-np.minimum(rest * (1 - late), 1 - 1e-12)) / np.log(late)
    return np.floor(np.where(u * total < born, young_age, old_age)).astype(np.int64)
