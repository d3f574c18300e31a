"""Travel within China: all but halved from 2020 to 2022, and back within two years, sooner than travel from abroad."""

import numpy as np

from model.facts import tables
from model.facts.months import EPOCH_YEAR


def domestic_travel(case: str, months: np.ndarray) -> np.ndarray:
    """Return trips of Chinese travellers in China over those of 2019, growth apart, at most 1, (months,).

    Years are those counted for the nation; before 2020 and after the last year counted travel is what it would have been.

    Args:
        case: a case of ``reopening``; a frozen one holds the level of its year, all others share one path.
        months: calendar months.
    """
    trips = {int(row["year"]): float(row["trips_bn"]) for row in tables.rows("domestic_travel")}
    share = {year: min(trips[year] / trips[2019], 1.0) for year in trips}
    if case.startswith("frozen"):
        return np.full(months.size, share[int(case.removeprefix("frozen_"))])
    return np.array([share.get(EPOCH_YEAR + int(month) // 12, 1.0) for month in months])
