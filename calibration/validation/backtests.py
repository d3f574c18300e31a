"""Rolling-origin backtests on the yearly series of seven cities: what references would have said, year after year.

At each origin year the past of a series on one definition is known, and one to three years are forecast and scored.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

import numpy as np

from calibration.validation import forecasts, scores
from calibration.validation.past_series import Known, stretches
from common.records import HorizonScore, ThreeYearError
from common.vocabulary import CITIES

FIRST_ORIGIN, LAST_YEAR = 2015, 2019
"""Three years of the past at the first origin; the last year that is forecast is the last before the closure."""
FIRST_YEAR = 2013
HORIZONS = 3
INDICATORS = ("inbound_visitors", "fdi_musd", "inbound_receipts_musd")
PLACES = ("nanjing", *(city for city in CITIES if city != "rest_of_china"))
MODEL = "model"
"""The model's own projection."""


class Backtest(NamedTuple):
    """One forecast of one year, with its scores as shares of what came."""

    city: str
    indicator: str
    forecast: str
    origin: int
    horizon: int
    observed: float
    median: float
    low_80: float
    high_80: float
    error: float
    """Median over observed, less 1."""
    crps: float
    score_80: float
    in_50: int
    in_80: int
    pit: float


Paths = Mapping[str, tuple[np.ndarray, np.ndarray]]
"""By indicator the years and the model's yearly numbers for Nanjing, (years,) and (members, years)."""


def backtests(paths: Paths | None = None, cities: Iterable[str] = PLACES) -> list[Backtest]:
    """Forecast with every reference, and with the model where its history is given, from every origin.

    Args:
        paths: the model's history; each projection starts from what was observed at the origin and takes the model's
            growth since, member by member.
        cities: some of :data:`PLACES`.
    """
    found = []
    for indicator in INDICATORS:
        for city in cities:
            for known in usable(city, indicator):
                found += _of_series(city, indicator, known, forecasts.YEARLY)
                if city == "nanjing" and paths and indicator in paths:
                    found += _of_model(indicator, known, *paths[indicator])
    return found


def usable(city: str, indicator: str) -> list[Known]:
    """Return the stretches of one definition that leave three years before an origin and one after it."""
    parts = [
        Known(part.years[part.years >= FIRST_YEAR], part.values[part.years >= FIRST_YEAR])
        for part in stretches(city, indicator, LAST_YEAR)
    ]
    return [part for part in parts if len(part.years) > 3]


def _of_series(
    city: str, indicator: str, known: Known, methods: Mapping[str, Callable[[np.ndarray, int], np.ndarray]]
) -> list[Backtest]:
    found = []
    for origin in _origins(known):
        past = known.until(origin)
        for name, method in methods.items():
            try:
                ahead = method(past.values, HORIZONS)
            except forecasts.TooShort:
                continue
            for horizon, quantiles in enumerate(ahead, start=1):
                if (value := known.at(origin + horizon)) is not None:
                    found.append(_scored(city, indicator, name, origin, horizon, value, quantiles, fair=False))
    return found


def _of_model(indicator: str, known: Known, years: np.ndarray, members: np.ndarray) -> list[Backtest]:
    found = []
    at = {int(year): members[:, k] for k, year in enumerate(years)}
    for origin in _origins(known):
        for horizon in range(1, HORIZONS + 1):
            value = known.at(origin + horizon)
            if value is not None and origin in at and origin + horizon in at:
                ahead = known.at(origin) * at[origin + horizon] / at[origin]
                found.append(_scored("nanjing", indicator, MODEL, origin, horizon, value, ahead, fair=True))
    return found


def _origins(known: Known) -> range:
    return range(max(FIRST_ORIGIN, int(known.years[0]) + 2), int(known.years[-1]))


def _scored(
    city: str, indicator: str, name: str, origin: int, horizon: int, value: float, members: np.ndarray, fair: bool
) -> Backtest:
    (low_50, high_50), (low_80, high_80) = (scores.band(members, share) for share in scores.BANDS)
    median = float(np.median(members))
    return Backtest(
        city=city,
        indicator=indicator,
        forecast=name,
        origin=origin,
        horizon=horizon,
        observed=value,
        median=median,
        low_80=low_80,
        high_80=high_80,
        error=median / value - 1,
        crps=scores.crps(members, value, fair) / value,
        score_80=scores.interval_score(low_80, high_80, 0.8, value) / value,
        in_50=int(low_50 <= value <= high_50),
        in_80=int(low_80 <= value <= high_80),
        pit=scores.pit(members, value),
    )


def totals(found: Iterable[Backtest], city: str | None = None) -> list[ThreeYearError]:
    """Errors of the sum of the three years ahead, wherever all three were forecast."""
    sums: dict[tuple[str, str], dict[tuple[str, int], list[Backtest]]] = {}
    for row in found:
        if (city is None and row.forecast != MODEL) or row.city == city:
            by = sums.setdefault((row.indicator, row.forecast), {})
            by.setdefault((row.city, row.origin), []).append(row)
    told = []
    for (indicator, forecast), by in sums.items():
        whole = [rows for rows in by.values() if len(rows) == HORIZONS]
        errors = [sum(row.median for row in rows) / sum(row.observed for row in rows) - 1 for rows in whole]
        if errors:
            told.append(ThreeYearError(indicator, forecast, len(errors), float(np.abs(errors).mean())))
    return told


def lines(found: Iterable[Backtest], city: str | None = None) -> list[HorizonScore]:
    """Means over series and origins; ``city`` leaves only that one, and so sets the model beside its references.

    Forecasts are averaged where all methods of a city have one, so that none is spared a hard year.
    """
    rows = [row for row in found if city is None or row.city == city]
    if city is None:
        rows = [row for row in rows if row.forecast != MODEL]
    told = []
    for indicator in dict.fromkeys(row.indicator for row in rows):
        names = list(dict.fromkeys(row.forecast for row in rows if row.indicator == indicator))
        for horizon in range(1, HORIZONS + 1):
            by = {
                name: {
                    (row.city, row.origin): row
                    for row in rows
                    if (row.indicator, row.horizon, row.forecast) == (indicator, horizon, name)
                }
                for name in names
            }
            common = set.intersection(*(set(one) for one in by.values()))
            if common:
                told += [_line(indicator, name, horizon, by[name], by["naive"], sorted(common)) for name in names]
    return told


def _line(indicator: str, name: str, horizon: int, mine: dict, naive: dict, common: list) -> HorizonScore:
    rows = [mine[key] for key in common]

    def mean(field: str, of: list[Backtest] = rows) -> float:
        return float(np.mean([getattr(row, field) for row in of]))

    return HorizonScore(
        indicator=indicator,
        forecast=name,
        horizon=horizon,
        cases=len(rows),
        mape=float(np.mean([abs(row.error) for row in rows])),
        bias=mean("error"),
        crps=mean("crps"),
        score_80=mean("score_80"),
        in_50=mean("in_50"),
        in_80=mean("in_80"),
        skill=scores.skill(mean("crps"), mean("crps", [naive[key] for key in common])),
    )
