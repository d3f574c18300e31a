"""How investors differ: in how far they count on what is promised, and in how much they lean on others.

Both are drawn once and have mean 1, so that they move who enters, not how many. A sceptic counts little of what a
measure would bring over the years. Large and experienced investors lean less on flights home, compatriots and
neighbours; small ones and those who come for the first time more.
"""

from typing import NamedTuple

import numpy as np

from model.parameters import Room

LEVELS = 2
"""Equally likely levels of each by which expectations are worked out."""


class Kinds(NamedTuple):
    """Equally likely kinds of investors, (kinds,) each."""

    credence: np.ndarray
    """How much each counts of what is promised."""
    reliance: np.ndarray
    """How much each leans on flights, compatriots and neighbours."""


def credence(u: np.ndarray, doubt: float) -> np.ndarray:
    """Return from uniforms how much investors count of a promise, mean 1; the higher the ``doubt`` (0-1), the less alike."""
    return np.asarray(u, dtype=float) ** (doubt / (1 - doubt)) / (1 - doubt)


def reliance(size: np.ndarray, lean: float) -> np.ndarray:
    """Return how much investors lean on others, mean 1, from their place by size (0 smallest, 1 largest)."""
    return 1 + lean * (1 - 2 * np.asarray(size, dtype=float))


def kinds(p: Room) -> Kinds:
    """Return the kinds of investors of one draw of parameters (room ``firms``)."""
    middles = (np.arange(LEVELS) + 0.5) / LEVELS
    trusting = credence(middles, p.doubt)
    both = np.meshgrid(trusting / trusting.mean(), reliance(middles, p.lean_of_small), indexing="ij")
    return Kinds(*(one.ravel() for one in both))
