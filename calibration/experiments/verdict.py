"""From the numbers of members to a result: median, interval, error, and whether the model agrees."""

from typing import NamedTuple

import numpy as np

from calibration.experiments.table import Row

VERDICTS = ("pass", "fail", "unsure", "set", "missed", "untested", "elsewhere")
"""A row that has set a parameter is ``set`` where the model comes out as the row says, and ``missed`` where it does not."""
ERRORS_APART = 2.0
"""A part counts as above its bound when its mean is this number of standard errors above it."""
SHARP = 0.25
"""A standard error is small enough under this share of the width of the accepted interval."""


class Result(NamedTuple):
    """What the model says of one effect; arrays (parts,), empty where nothing was measured."""

    row: Row
    switch_en: str
    switch_zh: str
    members: int
    median: np.ndarray
    low: np.ndarray
    """10 % quantile over members."""
    high: np.ndarray
    """90 % quantile over members."""
    mean: np.ndarray
    error: np.ndarray
    """Standard error of the mean over members."""
    verdict: str


def side(row: Row) -> float | None:
    """Return the bound above which all parts must lie, where only the side counts; None where there is a range."""
    return row.accept_low if row.accept_high is None else None


def sharp(row: Row, values: np.ndarray) -> bool:
    """Whether the members are enough to tell, values (members, parts): small errors, or a mean far outside."""
    mean, error = _mean(values)
    bound = side(row)
    if bound is not None:
        return bool((np.abs(mean - bound) >= ERRORS_APART * error).all())
    width = _width(row)
    if width is None or width == 0:
        return True
    low = -np.inf if row.accept_low is None else row.accept_low
    high = np.inf if row.accept_high is None else row.accept_high
    outside = np.maximum(low - mean, mean - high) > ERRORS_APART * error
    return bool(outside.any() or (error <= SHARP * width).all())


def judge(row: Row, values: np.ndarray) -> str:
    """Return one of :data:`VERDICTS` for values (members, parts)."""
    if row.use not in ("test", "set"):
        return row.use
    bound = side(row)
    if bound is not None:
        mean, error = _mean(values)
        above = (mean > bound) & (mean - ERRORS_APART * error >= bound)
        below = mean + ERRORS_APART * error < bound
        verdict = "pass" if above.all() else "fail" if (below | ((error == 0) & ~above)).any() else "unsure"
    else:
        low = -np.inf if row.accept_low is None else row.accept_low
        high = np.inf if row.accept_high is None else row.accept_high
        median = np.median(values, axis=0)
        verdict = "pass" if ((low <= median) & (median <= high)).all() else "fail"
        if row.use == "test" and not sharp(row, values):
            return "unsure"
    return verdict if row.use == "test" else "missed" if verdict == "fail" else "set"


def result(row: Row, switch_en: str, switch_zh: str, values: np.ndarray) -> Result:
    """Return the result of a row for values (members, parts)."""
    mean, error = _mean(values)
    low, median, high = np.quantile(values, (0.1, 0.5, 0.9), axis=0)
    return Result(row, switch_en, switch_zh, len(values), median, low, high, mean, error, judge(row, values))


def unmeasured(row: Row) -> Result:
    """Return the result of a row that no experiment measures."""
    none = np.empty(0)
    return Result(row, "", "", 0, none, none, none, none, none, row.use)


def _mean(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return values.mean(axis=0), values.std(axis=0, ddof=1) / np.sqrt(len(values))


def _width(row: Row) -> float | None:
    """Width of the published band, or of what is accepted where none was published."""
    low, high = (
        (row.low, row.high) if row.low is not None and row.high is not None else (row.accept_low, row.accept_high)
    )
    return None if low is None or high is None else abs(high - low)
