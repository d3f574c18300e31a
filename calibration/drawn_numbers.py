"""Which drawn numbers move a target: what the fit would tie to the fitted ones if it could.

Every candidate draws anew all numbers that are not fitted. Each is held against what the surface leaves of each target, over
all candidates; what goes together beyond chance, for as many tries as there are, shows here. Such a number belongs among the
fitted ones: as long as it is drawn beside them, members combine values that history would not have allowed together.
"""

from typing import NamedTuple

import numpy as np
from scipy.special import ndtri
from scipy.stats import norm, rankdata

from calibration.response_surface import Surface
from calibration.targets import Target
from calibration.waves import Wave
from model.parameters import declared

CHANCE = 0.05
"""Chance that any number shows here though none moves a target."""


class Moved(NamedTuple):
    """A drawn number and the target that it moves most, with their correlation over candidates."""

    name: str
    en: str
    zh: str
    target: str
    correlation: float


def moving(wave: Wave, points: np.ndarray, surface: Surface, chosen: tuple[Target, ...]) -> list[Moved]:
    """Return the drawn numbers that move a target beyond chance, the strongest first.

    Args:
        wave: candidates, each with draws of its own.
        points: their coordinates, (candidates, parameters), as the surface takes them.
        surface: of the chosen targets.
        chosen: the targets.
    """
    names = [name for name, parameter in declared().items() if parameter.role == "uncertainty"]
    drawn = np.array(
        [[values[name] for name in names] for values in (c.parameters().values() for c in wave.candidates)]
    )
    found, least = correlations(drawn, wave.moments(chosen) - surface(points))
    most = np.abs(found).argmax(axis=1)
    strongest = np.abs(found).max(axis=1)
    order = [k for k in np.argsort(-strongest) if strongest[k] > least]
    told = [(names[k], declared()[names[k]], chosen[most[k]].id, float(found[k, most[k]])) for k in order]
    return [Moved(name, parameter.en, parameter.zh, target, size) for name, parameter, target, size in told]


def correlations(drawn: np.ndarray, left: np.ndarray) -> tuple[np.ndarray, float]:
    """Return correlations of normal scores of numbers with what is left of targets, and the least one beyond chance.

    Args:
        drawn: (candidates, numbers).
        left: (candidates, targets).

    Returns:
        (numbers, targets), and a correlation that :data:`CHANCE` of studies of as many pairs would reach by luck alone.
    """
    count = len(drawn)
    scores = ndtri((rankdata(drawn, axis=0) - 0.5) / count)
    left = left - left.mean(axis=0)
    found = (scores / np.linalg.norm(scores, axis=0)).T @ (left / np.maximum(np.linalg.norm(left, axis=0), 1e-12))
    return found, float(np.tanh(norm.isf(CHANCE / found.size / 2) / np.sqrt(max(count - 3, 1))))
