"""Small tools for paths of the outside world: known years by month, and noise from the first unknown month on.

A path is an array whose first axis is the calendar month, from :data:`FIRST` on, whatever month a run starts in; so a
calendar month has the same luck in every run of a member.
"""

from typing import Any, TypeVar

import numpy as np

from model.draws import Draws
from model.facts.months import EPOCH_YEAR, UNSEEN

Year = TypeVar("Year", float, np.ndarray)

FIRST = -12
"""First calendar month of every path: 2012-01, a year before the earliest start."""
WITHIN_A_YEAR = 12 / 3
"""Months in which a random walk departs as far as from a year's mean to its end."""


def known_and_later(case: str) -> tuple[bool, str]:
    """Return whether a case of the world replays what was observed, and the case by which it goes on.

    ``observed_low`` is (True, ``low``), ``observed`` (True, ``central``), ``low`` (False, ``low``).
    """
    if not case.startswith("observed"):
        return False, case
    return True, case.removeprefix("observed").lstrip("_") or "central"


def calendar(end: int) -> np.ndarray:
    """Return calendar months from :data:`FIRST` up to but not including ``end``, at least up to :data:`UNSEEN`."""
    return np.arange(FIRST, max(end, UNSEEN))


def year_of(months: np.ndarray) -> np.ndarray:
    """Return the calendar year of each month."""
    return EPOCH_YEAR + np.asarray(months) // 12


def mid_year(year: Year) -> Year:
    """Return the middle of each year as a real calendar month, same shape."""
    middle: Any = (year - EPOCH_YEAR) * 12 + 6.0
    return middle


def by_year(years: np.ndarray, values: np.ndarray, months: np.ndarray) -> np.ndarray:
    """Return yearly values as steps, one per month; the first and last known year continue outside."""
    years = np.asarray(years)
    at = np.clip(np.searchsorted(years, year_of(months), side="right") - 1, 0, years.size - 1)
    return np.asarray(values, dtype=float)[at]


def mean_before(path: np.ndarray, start: int) -> np.ndarray:
    """Return the mean of the twelve months before the calendar month ``start``, which a frozen world keeps."""
    stop = start - FIRST
    return path[stop - 12 : stop].mean(axis=0)


def shocks(draws: Draws, decision: str, slots: np.ndarray, months: np.ndarray, first: int = UNSEEN) -> np.ndarray:
    """Return standard normal shocks, shape (months, slots); zero before the calendar month ``first``.

    Each calendar month from :data:`UNSEEN` on is a stream of its own, so a longer run keeps the luck of a shorter one;
    so is each from ``first`` on where that is earlier.
    """
    out = np.zeros((months.size, len(slots)))
    ahead = months >= min(first, UNSEEN)
    if ahead.any():
        out[ahead] = draws.normal_between_members(decision, -1, slots, streams=int(ahead.sum()))
        if draws.later is not None:
            fresh = months >= draws.fresh_from
            other = shocks(draws.later, decision, slots, months, first)
            out[fresh] = other[fresh]
    out[months < first] = 0.0
    return out


def damped_years(months: np.ndarray, unseen: int, persistence: float) -> np.ndarray:
    """Return years at full pace since the calendar month ``unseen`` of what goes on and loses pace, (months,).

    A year leaves ``persistence``, below 1, of the pace (a damped trend: Gardner & McKenzie 1985, Management Science
    31:1237-1246).
    """
    ahead = np.maximum(months - unseen + 1, 0) / 12.0
    return np.expm1(ahead * np.log(persistence)) / np.log(persistence)


def autoregressive(shock: np.ndarray, persistence: float, deviation: float) -> np.ndarray:
    """Return first-order autoregressive noise along the first axis, with the long-run standard deviation ``deviation``."""
    # A loop of some hundred months; scipy.signal, which has it, takes longer to import than a whole member's months.
    noise = deviation * np.sqrt(1 - persistence**2) * shock
    rows = noise.reshape(len(noise), -1)  # views, of rows even where the noise is one number a month
    before, *later = rows[rows.any(axis=1).argmax() :]  # before the first shock there is nothing to go on from
    for now in later:
        now += persistence * before
        before = now
    return noise


def months_of_steps(months: np.ndarray, unseen: int, until: int) -> np.ndarray:
    """Return how many months' steps each step of a random walk stands for, (months,): one, but more in the month ``unseen``.

    A level is known as the mean of the last year that was counted, and by the end of that year a walk has departed from
    its mean as far as in a third of a year. What came after the last count and before ``unseen`` comes on top.

    Args:
        months: calendar months, consecutive from :data:`FIRST`.
        unseen: first calendar month that nobody has seen.
        until: last month of the last year that was counted.
    """
    before = WITHIN_A_YEAR + max(unseen - 1 - until, 0)
    return np.where(months == unseen, 1.0 + before, 1.0)
