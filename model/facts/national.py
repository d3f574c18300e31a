"""The national path of foreign investment, from the commerce ministry's cumulative figures.

Releases give sums since January for some months. Between two of them the year's course is taken as that of 2022
(value) or as even (number of firms), so that the index is a step function without season: 1 is the same season
of 2022 (value) or the monthly mean of 2022 (number).
"""

import numpy as np

from model.facts.tables import frozen, number, rows

BASE_YEAR = 2022


def _gaps(year: int, field: str) -> list[tuple[int, int, float]]:
    """Return (first month, last month, sum of the gap) between the known cumulative figures of a year, months from 1."""
    gaps, start, known = [], 1, 0.0
    for row in rows("national_fdi"):
        total = number(row[field])
        if int(row["year"]) == year and not np.isnan(total):
            gaps.append((start, int(row["to_month"]), total - known))
            start, known = int(row["to_month"]) + 1, total
    return gaps


def _spread(gaps: list[tuple[int, int, float]], pattern: np.ndarray) -> np.ndarray:
    """Return twelve monthly values whose sums over the gaps are as given, in proportion to ``pattern`` within a gap."""
    months = np.full(12, np.nan)
    for first, last, total in gaps:
        part = pattern[first - 1 : last]
        months[first - 1 : last] = total * part / part.sum()
    if np.isnan(months).any():
        raise ValueError("national_fdi.csv: a year ends before December")
    return months


def value_months(year: int) -> np.ndarray:
    """Return foreign investment in actual use by month, billion CNY, shape (12,)."""
    base = _spread(_gaps(BASE_YEAR, "cumulative_value_bn_cny"), np.ones(12))
    return base if year == BASE_YEAR else _spread(_gaps(year, "cumulative_value_bn_cny"), base)


def firm_months(year: int) -> np.ndarray:
    """Return new foreign firms by month, shape (12,), even within the gaps between releases."""
    return _spread(_gaps(year, "cumulative_new_firms"), np.ones(12))


def value_index(years: tuple[int, ...]) -> np.ndarray:
    """Return value in CNY relative to the same month of 2022, read-only, shape (12 x years,)."""
    return frozen(np.concatenate([value_months(year) / value_months(BASE_YEAR) for year in years]))


def number_index(years: tuple[int, ...]) -> np.ndarray:
    """Return the number of new firms relative to the monthly mean of 2022, read-only, shape (12 x years,)."""
    return frozen(np.concatenate([firm_months(year) / firm_months(BASE_YEAR).mean() for year in years]))
