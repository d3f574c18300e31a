"""Numbers as the page holds them: few digits where they are drawn, all that ``summary.csv`` has where they are read."""

import math
from collections.abc import Iterable

import numpy as np

from outputs.results.outcomes import ROUNDING

DRAWN, READ = 5, 10
"""Significant digits of what is drawn, and of what is printed."""


def number(value: float, digits: int = DRAWN) -> float | int | None:
    """Return a number with so few digits that JSON is short; None where it is none."""
    if not math.isfinite(value):
        return None
    short = float(format(float(value), f".{digits}g"))
    return int(short) if short.is_integer() and abs(short) < 1e15 else short


def numbers(values: Iterable[float] | np.ndarray, digits: int = DRAWN) -> list:
    """Return each of some numbers as :func:`number` has it; nested where the array has several axes."""
    if isinstance(values, np.ndarray) and values.ndim > 1:
        return [numbers(row, digits) for row in values]
    return [number(float(value), digits) for value in values]


def difference(level: np.ndarray, base: np.ndarray) -> np.ndarray:
    """Return ``level - base`` by the rule of :func:`outputs.results.outcomes.effect`: what rounding makes of none is none."""
    change = level - base
    return np.where(np.abs(change) <= ROUNDING * np.abs(base), 0.0, change)
