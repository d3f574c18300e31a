"""How much a plan may be regretted: what it lacks in each world against the best of the plans there."""

from typing import NamedTuple

import numpy as np


class Regret(NamedTuple):
    """Of one plan over the worlds, in the unit of the values: mean and nine-tenths quantile of what it lacks, the most it
    lacks, and the share of worlds in which it is the best."""

    mean: float
    high: float
    most: float
    best: float


def regrets(values: np.ndarray) -> list[Regret]:
    """Return the regret of each plan; values (plans, worlds)."""
    top = values.max(axis=0)
    lacking = top - values
    return [
        Regret(float(one.mean()), float(np.quantile(one, 0.9)), float(one.max()), float((values[k] >= top).mean()))
        for k, one in enumerate(lacking)
    ]
