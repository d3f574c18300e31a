"""What an experiment is, and the few ways of reading a number off runs."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from calibration.experiments.intervention import Arm
from calibration.experiments.recorded_states import Series
from common.vocabulary import CITIES, PURPOSES, SECTORS, WAYS
from model.facts import facts
from model.facts.months import month_index

Runs = Mapping[str, Series]
"""Name of an arm within its experiment -> what was kept of one member's run."""
THIRD_YEAR = slice(24, 36)
"""Months 25 to 36, in which effects are measured unless an experiment says otherwise."""
TENTH_YEAR = slice(108, 120)
"""The last twelve months of the long runs."""
_AXES = {"purpose": PURPOSES, "sector": SECTORS, "way": WAYS, "city": CITIES}


class Experiment(NamedTuple):
    """A published or expected effect as a test of the model.

    ``id`` is a row of ``calibration/data/effects.csv``. ``arms`` are run on the same luck for every member; ``measure``
    turns the runs of one member into the number of the row's unit, or into several where a rank or shape is tested
    (each must then be above zero).
    """

    id: str
    arms: Mapping[str, Arm]
    measure: Callable[[Runs], float | Sequence[float]]
    switch_en: str
    switch_zh: str


def total(series: Series, key: str, months: slice = THIRD_YEAR, origins: Sequence[str] = (), **words: str) -> float:
    """Return the sum of a series over months and axes, only over ``origins`` and words of other axes where given.

    Args:
        series: what was kept of a run.
        key: variable or state; its first axis after months is origins where ``origins`` is given.
        months: months that count.
        origins: codes of the origins that count, none: all.
        words: one word of the last axis, such as ``purpose="leisure"``.
    """
    values = series[key][months].astype(np.float64)
    if words:
        ((axis, word),) = words.items()
        values = values[..., _AXES[axis].index(word)]
    if origins:
        values = values[:, [facts().origin_index[code] for code in origins]]
    return float(values.sum())


def growth(runs: Runs, key: str, months: slice = THIRD_YEAR, origins: Sequence[str] = (), **words: str) -> float:
    """Return the change of a total from the arm ``without`` to the arm ``with``, %."""
    before, after = (total(runs[arm], key, months, origins, **words) for arm in ("without", "with"))
    return 100 * (after / before - 1)


def elasticity(runs: Runs, by: float, key: str, months: slice = THIRD_YEAR, origins: Sequence[str] = (), **words):
    """Log change of a total from ``without`` to ``with`` over the log of the factor ``by`` that was pushed."""
    return float(np.log1p(growth(runs, key, months, origins, **words) / 100) / np.log(by))


def by_origin(series: Series, key: str, months: slice = THIRD_YEAR) -> np.ndarray:
    """Return sums over months and all axes but origins, (origins,)."""
    values = series[key][months].astype(np.float64)
    return values.reshape(*values.shape[:2], -1).sum(axis=(0, 2))


def month(year: int, of_year: int = 1) -> float:
    """Return a calendar month as actions count them."""
    return float(month_index(year, of_year))
