"""How investors differ: in how far they count on what is promised, how much they lean on others, and whether they are new.

All are drawn once, independent of one another, and have mean 1, so that they move who enters, not how many. A sceptic
counts little of what a measure would bring over the years. Large investors lean less on flights home, compatriots and
neighbours, small ones more. Those who invested in China before know their way: news, those who are here already and a quick desk
for licences matter less to them, and more to newcomers.
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
    """How much each leans on flights, compatriots and neighbours, by its size."""
    newness: np.ndarray
    """How much each answers to news, to those who are here and to the desk, by its experience."""


def credence(u: np.ndarray, doubt: float) -> np.ndarray:
    """Return from uniforms how much investors count of a promise, mean 1; the higher the ``doubt`` (0-1), the less alike."""
    return np.asarray(u, dtype=float) ** (doubt / (1 - doubt)) / (1 - doubt)


def reliance(size: np.ndarray, lean: float) -> np.ndarray:
    """Return how much investors lean on others, mean 1, from their place by size (0 smallest, 1 largest)."""
    return 1 + lean * (1 - 2 * np.asarray(size, dtype=float))


def newness(u: np.ndarray, ease: float) -> np.ndarray:
    """Return from uniforms how new investors are, mean 1: the half that was in China before ``1 - ease``, newcomers ``1 + ease``."""
    return np.where(np.asarray(u) < 0.5, 1 - ease, 1 + ease)


def kinds(p: Room) -> Kinds:
    """Return the kinds of investors of one draw of parameters (room ``firms``).

    A Latin square of two levels: of credence, size and experience any two are independent.
    """
    middles = (np.arange(LEVELS) + 0.5) / LEVELS
    trust, size = (one.ravel() for one in np.indices((LEVELS, LEVELS)))
    trusting = credence(middles, p.doubt)
    return Kinds(
        credence=(trusting / trusting.mean())[trust],
        reliance=reliance(middles, p.lean_of_small)[size],
        newness=newness(middles, p.ease_of_experience)[(trust + size) % LEVELS],
    )
