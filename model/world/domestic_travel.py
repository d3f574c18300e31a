"""Travel within China: all but halved from 2020 to 2022, and back within two years, sooner than travel from abroad."""

import functools
from collections.abc import Mapping

import numpy as np

from model.facts import tables
from model.facts.months import EPOCH_YEAR


@functools.cache
def _shares() -> Mapping[int, float]:
    """Return trips of each year counted over those of 2019, at most 1."""
    trips = {int(row["year"]): float(row["trips_bn"]) for row in tables.rows("domestic_travel")}
    return {year: min(trips[year] / trips[2019], 1.0) for year in trips}


def domestic_travel(case: str, months: np.ndarray) -> np.ndarray:
    """Return trips of Chinese travellers in China over those of 2019, growth apart, at most 1, (months,).

    Years are those counted for the nation; before 2020 and after the last year counted travel is what it would have been.

    Args:
        case: a case of ``reopening``; a frozen one holds the level of its year, all others share one path.
        months: calendar months.
    """
    share = _shares()
    if case.startswith("frozen"):
        return np.full(months.size, share[int(case.removeprefix("frozen_"))])
    return np.array([share.get(EPOCH_YEAR + int(month) // 12, 1.0) for month in months])
