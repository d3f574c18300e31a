"""What it is worth to find out a number before deciding, in the unit of the outcome at a fixed budget.

The value of perfect information on one number is the mean, over worlds, of the best plan given that number, less that of
the plan that is best without it (Raiffa & Schlaifer 1961). Means of maxima over members would count luck as something that
can be known; here the plans' values are regressed on the number (Strong, Oakley & Brennan 2014), with a straight line, and
the regression chooses in worlds that it has not seen (cross-fitting), so that what it gains there is not luck.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

FOLDS = 8


class Worth(NamedTuple):
    """Value of finding out one number: the mean gain and its standard error, in the unit of the values."""

    name: str
    gain: float
    error: float


def worths(columns: Mapping[str, np.ndarray], values: np.ndarray, seed: int) -> list[Worth]:
    """Return the worth of each fact of the worlds, the largest first.

    Args:
        columns: facts by name, (worlds,) of numbers or words.
        values: of each plan in each world, (plans, worlds).
        seed: of the folds.
    """
    worlds = values.shape[1]
    if len(values) < 2 or worlds < 2:
        return []
    folds = np.random.default_rng([seed, worlds]).permutation(np.arange(worlds) % min(FOLDS, worlds))
    parts = [(folds == fold, folds != fold) for fold in range(folds.max() + 1)]
    usual = [int(values[:, rest].mean(axis=1).argmax()) for _, rest in parts]
    found = []
    for name, column in columns.items():
        if len(set(column.tolist())) < 2:
            continue
        gains, design = np.zeros(worlds), _design(column)
        for (held, rest), best in zip(parts, usual, strict=True):
            weights, *_ = np.linalg.lstsq(design[rest], values[:, rest].T, rcond=None)
            chosen = (design[held] @ weights).argmax(axis=1)
            gains[held] = values[chosen, held] - values[best, held]
        error = float(gains.std(ddof=1) / np.sqrt(worlds)) if worlds > 1 else float("nan")
        found.append(Worth(name, float(gains.mean()), error))
    return sorted(found, key=lambda worth: -worth.gain)


def _design(column: np.ndarray) -> np.ndarray:
    """Return a constant and the fact: a number by its standard score, words by one column each but the first."""
    ones = np.ones((len(column), 1))
    if column.dtype.kind in "OUS":
        words = sorted(set(column.tolist()))[1:]
        return np.concatenate([ones, *[(column == word)[:, None].astype(float) for word in words]], axis=1)
    spread = column.std()
    return np.concatenate([ones, ((column - column.mean()) / (spread or 1.0))[:, None]], axis=1)
