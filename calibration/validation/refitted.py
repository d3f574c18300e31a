"""Backtests of the model fitted anew: each forecast is made without the years that it forecasts.

Learned from 2013-2016, the years 2017-2019 are forecast; learned from 2013-2019, the closure years 2020-2022, given how
severe the closure was. Draws of what was learned by each origin (:mod:`calibration.validation.earlier_fits`) are run for real
(:mod:`calibration.validation.runs_ahead`); a forecast of a year is what was counted at the origin times the model's growth since.
Beside the model stand references: the last value again, drift, exponential smoothing, and a city's last share of the
nation's count times the nation's count of the year, which the forecaster of a share would have to know.

All is labelled: indicator, city, origin, years ahead, and member (of the model) or node (equally likely quantiles of a
reference). What was not counted on the definition of its origin is nan.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import xarray as xr

from calibration.fit import Budget
from calibration.fit_points import SEED
from calibration.own_departures import NATION
from calibration.result_cache import Arrays, StageProgress, all_done, in_stage
from calibration.validation import forecasts
from calibration.validation.earlier_fits import learn_by
from calibration.validation.past_series import LAST_YEAR, Known, stretches
from calibration.validation.runs_ahead import HORIZONS, PLACES, Ahead
from calibration.waves import Wave
from common.files import read_csv
from model.facts.tables import rows

FIRST_YEAR = 2013
ORIGINS = (2016, 2019)
INDICATORS = ("fdi_musd", "inbound_visitors", "inbound_receipts_musd")
ONLY_NANJING = "inbound_receipts_musd"
"""The model has receipts of Nanjing alone."""
MODEL, SHARE = "model", "share"
DIMS = ("indicator", "city", "origin", "horizon")


def runs_ahead(
    folder: Path,
    lucks: Wave,
    candidates: Wave,
    budget: Budget,
    workers: int | None = 2,
    progress: StageProgress | None = None,
) -> dict[int, Arrays]:
    """Return by origin the model's yearly totals by indicator, (members, years from 2013, places).

    Args:
        folder: where runs are kept.
        lucks: runs of the defaults, as :func:`calibration.fit.both_waves` gives them.
        candidates: runs of points, alike; no run of them saw a count.
        budget: how many members, and at what scale.
        workers: processes; None is one per core.
        progress: called with the stage ``ahead``.
    """
    work = []
    for origin in ORIGINS:
        rng = np.random.default_rng((SEED, origin))
        scores = learn_by(origin, lucks, candidates, budget.particles, rng).scores
        places = rng.choice(len(scores), size=min(budget.ahead, len(scores)), replace=False)
        work += [Ahead(tuple(scores[place]), origin, number, budget.scale) for number, place in enumerate(places)]
    done = all_done(work, folder, workers, in_stage(progress, "ahead"))
    found = {}
    for origin in ORIGINS:
        mine = [arrays for one, arrays in zip(work, done, strict=True) if one.origin == origin]
        found[origin] = {name: np.stack([arrays[name] for arrays in mine]) for name in mine[0]}
    return found


def counted() -> xr.DataArray:
    """Return what came, by :data:`DIMS`: counts of the years ahead on the definition of their origin."""
    found = _empty()
    for indicator, city, origin, known in _cases():
        for horizon in range(1, HORIZONS + 1):
            value = known.at(origin + horizon)
            found.loc[_at(indicator, city, origin, horizon)] = np.nan if value is None else value
    return found


def series() -> dict[tuple[str, str], tuple[np.ndarray, np.ndarray]]:
    """Return by indicator and city the years and values that forecasts start from and are held against, (years,)."""
    found: dict[tuple[str, str], dict[int, float]] = {}
    for indicator, city, _, known in _cases():
        found.setdefault((indicator, city), {}).update(zip(known.years.tolist(), known.values.tolist(), strict=True))
    return {key: (np.array(list(values)), np.array(list(values.values()))) for key, values in found.items()}


def of_model(runs: Mapping[int, Arrays]) -> xr.DataArray:
    """Return the model's forecasts, :data:`DIMS` and ``member``, from what :func:`runs_ahead` gives."""
    members = min(len(arrays[INDICATORS[0]]) for arrays in runs.values())
    found = _empty(member=members)
    for indicator, city, origin, known in _cases():
        paths, level = runs[origin][indicator][:members, :, PLACES.index(city)], known.at(origin)
        assert level is not None  # a case has one
        for horizon in range(1, HORIZONS + 1):
            growth = paths[:, origin + horizon - FIRST_YEAR] / paths[:, origin - FIRST_YEAR]
            found.loc[_at(indicator, city, origin, horizon)] = level * growth
    return found


def of_references() -> dict[str, xr.DataArray]:
    """Return the references' forecasts by name, each :data:`DIMS` and ``node``."""
    return {name: of_reference(method) for name, method in METHODS.items()}


Method = Callable[[str, Known, int], np.ndarray]
"""Forecast of an indicator from a series known to an origin, (horizons, nodes)."""


def _own_past(method: Callable[[np.ndarray, int], np.ndarray]) -> Method:
    return lambda indicator, known, origin: method(known.until(origin).values, HORIZONS)


def share_of_nation(indicator: str, known: Known, origin: int) -> np.ndarray:
    """Forecast that a series keeps its last share of the nation, (horizons, nodes), given the nation's later counts.

    The share spreads as the last value again does: by its past yearly changes.
    """
    nation = national(indicator)
    past = known.until(origin)
    inside = [place for place, year in enumerate(past.years) if int(year) in nation]
    shares = np.array([past.values[place] / nation[int(past.years[place])] for place in inside])
    later = np.array([nation.get(origin + ahead, np.nan) for ahead in range(1, HORIZONS + 1)])
    return forecasts.naive(shares, HORIZONS) * later[:, None]


METHODS: dict[str, Method] = {name: _own_past(method) for name, method in forecasts.YEARLY.items()} | {
    SHARE: share_of_nation
}
"""Reference forecasts by name."""


def national(indicator: str) -> dict[int, float]:
    """Return the nation's count by year, in the unit of the city panel; years that were not found are absent."""
    if indicator == "fdi_musd":
        return {int(row["year"]): float(row["value_musd"]) for row in rows("national_years")}
    return {int(row["year"]): float(row[indicator]) for row in read_csv(NATION) if row[indicator]}


def of_reference(method: Method) -> xr.DataArray:
    """Return the forecasts of one reference, :data:`DIMS` and ``node``."""
    found = _empty(node=forecasts.NODES)
    for indicator, city, origin, known in _cases():
        ahead = method(indicator, known, origin)
        for horizon in range(1, HORIZONS + 1):
            if known.at(origin + horizon) is not None:
                found.loc[_at(indicator, city, origin, horizon)] = ahead[horizon - 1]
    return found


def _cases() -> list[tuple[str, str, int, Known]]:
    """Return each series at each origin: the stretch of one definition that the origin's year lies in, from 2013 on."""
    found = []
    for indicator in INDICATORS:
        for city in PLACES[:1] if indicator == ONLY_NANJING else PLACES:
            for known in stretches(city, indicator, LAST_YEAR):
                inside = known.years >= FIRST_YEAR
                part = Known(known.years[inside], known.values[inside])
                found += [(indicator, city, origin, part) for origin in ORIGINS if _usable(part, origin)]
    return found


def _usable(known: Known, origin: int) -> bool:
    """Whether a series has three years up to an origin, and one after it."""
    return known.at(origin) is not None and known.at(origin + 1) is not None and len(known.until(origin).years) >= 3


def _empty(**more: int) -> xr.DataArray:
    axes = {"indicator": INDICATORS, "city": PLACES, "origin": ORIGINS, "horizon": range(1, HORIZONS + 1)}
    axes |= {name: range(size) for name, size in more.items()}
    coords = {name: list(values) for name, values in axes.items()}
    return xr.DataArray(np.full([len(values) for values in coords.values()], np.nan), coords, list(coords))


def _at(indicator: str, city: str, origin: int, horizon: int) -> dict[str, object]:
    return {"indicator": indicator, "city": city, "origin": origin, "horizon": horizon}
