"""Score projections of what was observed, and beside them the reference forecasts of the same numbers."""

import functools
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import NamedTuple

import numpy as np

from calibration.validation import forecasts, scores
from calibration.validation.past_series import CLOSED, LAST_YEAR, NORMAL_YEAR, Cell, history, table, year_shares
from common.records import REFERENCES, Score

AFTER_BREAK = "width_after_break"
"""The published bar that says how wide a forecast after a break must be: the recovery rivals' spread."""


class Case(NamedTuple):
    """One observed number with the projections of it.

    Attributes:
        variable, cell, kind, unit: which series, as in the results.
        first, last: first and last day of the period.
        value: what was observed.
        members: by name of a projection its members, (members,).
    """

    variable: str
    cell: Cell
    kind: str
    unit: str
    first: np.datetime64
    last: np.datetime64
    value: float
    members: Mapping[str, np.ndarray]


def judge(cases: Iterable[Case], origin: int = LAST_YEAR) -> list[Score]:
    """Return scores of every projection and every reference of each case.

    Args:
        cases: what was observed.
        origin: last year that references know: that before the run, 2022 at the latest.
    """
    origin, found = min(origin, LAST_YEAR), []
    for case in cases:
        change = _yearly_change(case, origin)
        for name, members in case.members.items():
            found.append(scored(case, name, members, fair=True, yearly_change=change))
        for name, quantiles in references(case, origin).items():
            found.append(scored(case, name, quantiles, fair=False, yearly_change=change))
    return found


def scored(case: Case, name: str, members: np.ndarray, fair: bool = True, yearly_change: float = float("nan")) -> Score:
    """Return the scores of one forecast of one observed number."""
    value = case.value
    (low_50, high_50), (low_80, high_80) = (scores.band(members, share) for share in scores.BANDS)
    return Score(
        variable=case.variable,
        cell=";".join(f"{axis}={label}" for axis, label in case.cell),
        first=str(case.first),
        last=str(case.last),
        unit=case.unit,
        observed=float(value),
        forecast=name,
        mean=float(np.mean(members)),
        median=float(np.median(members)),
        low_50=low_50,
        high_50=high_50,
        low_80=low_80,
        high_80=high_80,
        in_50=int(low_50 <= value <= high_50),
        in_80=int(low_80 <= value <= high_80),
        score_50=scores.interval_score(low_50, high_50, 0.5, value),
        score_80=scores.interval_score(low_80, high_80, 0.8, value),
        crps=scores.crps(members, value, fair),
        pit=scores.pit(members, value),
        yearly_change=yearly_change,
    )


def references(case: Case, origin: int = LAST_YEAR) -> dict[str, np.ndarray]:
    """Return the reference forecasts of one observed number that its known past allows, as quantiles, (nodes,).

    Forecasts of years are taken to the period by the season of visitors, or evenly; the same quantile in all its years.
    """
    past = history(case.variable, case.cell)
    if past is None:
        return {}
    shares = year_shares(case.variable, case.kind, case.first, case.last)
    found = {}
    past = past.until(origin)
    if len(past.years) and min(shares) > past.years[-1]:
        yearly = _years_ahead(case.variable, case.cell, origin, max(shares) - int(past.years[-1]))
        for name, years in yearly.items():
            found[name] = sum(part * years[year - int(past.years[-1]) - 1] for year, part in shares.items())
    if case.variable in CLOSED and NORMAL_YEAR < origin and (level := past.at(NORMAL_YEAR)):
        found |= _recovered(level, shares)
    return found


@functools.lru_cache(maxsize=512)
def _years_ahead(variable: str, cell: Cell, origin: int, ahead: int) -> dict[str, forecasts.Forecast]:
    """The forecasts that a series' own past allows; kept, since every month of a year asks for the same."""
    found: dict[str, forecasts.Forecast] = {}
    known = history(variable, cell)
    if known is None:
        return found
    past = known.until(origin)
    for name, method in {**forecasts.YEARLY, "ar1": forecasts.ar1}.items():
        with suppress(forecasts.TooShort):
            found[name] = method(past.values, ahead)
    return found


def _recovered(level: float, shares: Mapping[int, float]) -> dict[str, np.ndarray]:
    spread = next(float(row["value"]) for row in table("published_benchmarks") if row["key"] == AFTER_BREAK)
    found = {}
    for region in REFERENCES[-2:]:
        back = {int(row["year"]): float(row["share"]) for row in table("recovery") if row["region"] == region}
        if set(shares) <= set(back):
            years = sorted(shares)
            yearly = forecasts.recovered(level, np.array([back[year] for year in years]), spread)
            found[region] = sum(shares[year] * row for year, row in zip(years, yearly, strict=True))
    return found


def _yearly_change(case: Case, origin: int) -> float:
    past = history(case.variable, case.cell)
    changes = np.diff(past.until(origin).values) if past is not None else np.empty(0)
    if not len(changes):
        return float("nan")
    return float(np.abs(changes).mean()) * sum(year_shares(case.variable, case.kind, case.first, case.last).values())
