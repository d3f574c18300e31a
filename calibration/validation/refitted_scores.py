"""Scores of the refitted backtests, by the library ``scores`` on labelled arrays.

Everything is a share of what was counted. Coverage of 50 and 80 % bands, interval scores, the continuous ranked probability
score (CRPS), the probability integral transform (PIT) and its alpha score (0 where it is uniform), and the test of Diebold and
Mariano as Harvey, Leybourne and Newbold (1997) mend it for few forecasts, on the differences of CRPS, city after city, with
the autocovariances of forecasts up to three years ahead. A block bootstrap draws cities anew and years of a city in blocks of
three, so that what hangs together stays together. What both cannot see: cities of one year share shocks.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import xarray as xr

from calibration.report import Row
from calibration.validation.past_series import INDICATOR_NAMES
from calibration.validation.refitted import DIMS, HORIZONS, INDICATORS, MODEL, ORIGINS
from calibration.validation.scores import BANDS, binomial_band

ITERATIONS = 1000
BOOTSTRAP_SEED = 7
LEAST_CASES = 9
"""Fewer forecasts than three times the autocovariances that are counted say nothing of a difference."""
ENDS = {"low_80": 0.1, "low_50": 0.25, "median": 0.5, "high_50": 0.75, "high_80": 0.9}
ALL = "all"


def scored(forecast: xr.DataArray, counted: xr.DataArray, fair: bool) -> xr.Dataset:
    """Return quantiles and scores of one forecast, by case.

    Args:
        forecast: (case, draws) in the unit of the counts; the last dimension is of members or nodes.
        counted: (case,) what came, above zero.
        fair: whether the draws are a sample (CRPS of Ferro 2014), not quantiles that stand for the whole distribution.
    """
    from scores.continuous import interval_score
    from scores.probability import Pit, crps_for_ensemble

    draws, ones = str(forecast.dims[-1]), xr.ones_like(counted)
    relative = forecast / counted
    # Positions of Hyndman & Fan's type 6: the band between two holds one more draw with just its nominal chance.
    ends = relative.quantile(list(ENDS.values()), draws, method="weibull")
    found: dict[str, Any] = {name: ends.sel(quantile=level, drop=True) for name, level in ENDS.items()}
    cases = [str(name) for name in counted.dims]
    found["crps"] = crps_for_ensemble(relative, ones, draws, method="fair" if fair else "ecdf", preserve_dims=cases)
    for share in BANDS:
        low, high = found[f"low_{share:.0%}"[:-1]], found[f"high_{share:.0%}"[:-1]]
        found[f"score_{share:.0%}"[:-1]] = interval_score(low, high, ones, share, preserve_dims=counted.dims)["total"]
        found[f"in_{share:.0%}"[:-1]] = ((low <= 1) & (high >= 1)).astype(int)
    found["error"] = found["median"] - 1
    found["pit"] = Pit(relative, ones, ensemble_member_dim=draws, preserve_dims="all").pit_uniform_endpoints.mean(
        "uniform_endpoint"
    )
    return xr.Dataset(found)


def all_scored(forecasts: Mapping[str, xr.DataArray], counted: xr.DataArray) -> dict[str, xr.Dataset]:
    """Return scores of each forecast by name, each (case,), on the cases that all forecasts and the counts have.

    Args:
        forecasts: by name, :data:`calibration.validation.refitted.DIMS` and members or nodes.
        counted: what came, by the same dimensions.
    """
    there = counted.notnull()
    for forecast in forecasts.values():
        there = there & forecast.notnull().all(str(forecast.dims[-1]))
    cases = np.flatnonzero(_stacked(there))
    came = _stacked(counted).isel(case=cases)
    found = {}
    for name, forecast in forecasts.items():
        mine = _stacked(forecast).isel(case=cases).transpose("case", ...)
        found[name] = scored(mine, came, fair=name == MODEL).assign(counted=came)
    return found


def _stacked(array: xr.DataArray) -> xr.DataArray:
    """Return an array with one dimension of cases for :data:`DIMS`, which stay beside it as labels."""
    return array.stack(case=DIMS, create_index=False)


def forecast_rows(found: Mapping[str, xr.Dataset]) -> list[Row]:
    """Return one row per forecast of one number: quantiles in the unit of the count, scores as shares of it."""
    told: list[Row] = []
    for name, dataset in found.items():
        for place in range(dataset.sizes["case"]):
            one = dataset.isel(case=place)
            value, origin = float(one["counted"]), int(one["origin"])
            row: Row = {"indicator": str(one["indicator"].values), "city": str(one["city"].values)}
            row |= {"origin": origin, "year": origin + int(one["horizon"])}
            row |= {"forecast": name, "counted": value, **{end: float(one[end]) * value for end in ENDS}}
            row |= {key: float(one[key]) for key in ("error", "crps", "score_50", "score_80", "pit")}
            told.append(row | {key: int(one[key]) for key in ("in_50", "in_80")})
    return told


def score_rows(found: Mapping[str, xr.Dataset]) -> list[Row]:
    """Return one row per indicator, years (of one origin, or all) and forecast.

    ``in_50`` and ``in_80`` count the numbers that the bands contain, ``least_80`` is the fewest that chance leaves of bands
    that are right (5 %, independent cases). ``skill`` is 1 - CRPS of the model / CRPS of this forecast; ``dm`` the statistic of
    Diebold and Mariano and ``dm_better``, ``bootstrap_better`` the chance that the model is the better one; empty where there are
    too few cases, and for the model itself.
    """
    told = []
    for indicator in INDICATORS:
        for origin in (*ORIGINS, None):
            mine = {name: _some(dataset, indicator, origin) for name, dataset in found.items()}
            if mine[MODEL].sizes["case"] and (origin is not None or _origins(mine[MODEL]) > 1):
                told += [_score_row(indicator, origin, name, mine) for name in mine]
    return told


def _score_row(indicator: str, origin: int | None, name: str, by: Mapping[str, xr.Dataset]) -> Row:
    one, model = by[name], by[MODEL]
    cases = one.sizes["case"]
    en, zh = INDICATOR_NAMES[indicator]
    years = ALL if origin is None else f"{origin + 1}-{origin + HORIZONS}"
    row: Row = {"indicator": indicator, "en": en, "zh": zh, "years": years, "forecast": name, "cases": cases}
    row |= {key: int(one[key].sum()) for key in ("in_50", "in_80")}
    row["least_80"] = round(binomial_band(0.8, cases)[0] * cases)
    row |= {"mape": float(abs(one["error"]).mean()), "bias": float(one["error"].mean())}
    row |= {key: float(one[key].mean()) for key in ("crps", "score_50", "score_80")}
    row |= {"above": int((one["high_80"] < 1).sum()), "below": int((one["low_80"] > 1).sum())}
    row |= {"pit_mean": float(one["pit"].mean()), "pit_alpha": pit_alpha(one["pit"])}
    compared: Row = {"skill": "", "dm": "", "dm_better": "", "bootstrap_better": ""}
    if name != MODEL:
        difference = one["crps"] - model["crps"]
        compared["skill"] = 1 - float(model["crps"].mean()) / float(one["crps"].mean())
        if cases >= LEAST_CASES:
            compared |= {**diebold_mariano(difference), "bootstrap_better": bootstrap_better(difference)}
    return row | compared


def pit_alpha(pits: xr.DataArray) -> float:
    """Return the mean distance of the PIT's distribution from the uniform one, 0 to 0.5."""
    from scores.probability import PitFcstAtObs

    found: Any = PitFcstAtObs(pits).alpha_score()
    return float(found)


def diebold_mariano(difference: xr.DataArray, ahead: int = HORIZONS) -> Row:
    """Return the statistic, and the chance that the mean difference is above zero, of scores city after city, (case,).

    Empty where the estimate of its variance is not positive.
    """
    from scores.stats.statistical_tests import diebold_mariano as test

    series = xr.DataArray(
        difference.values[None, :], dims=("series", "case"), coords={"series": [0], "h": ("series", [ahead])}
    )
    with np.errstate(invalid="ignore"):
        found = test(series, "series", "h", method="HLN", statistic_distribution="t").isel(series=0)
    told = {"dm": float(found["dm_test_stat"]), "dm_better": float(found["confidence_gt_0"])}
    return {key: value if np.isfinite(value) else "" for key, value in told.items()}


def bootstrap_better(difference: xr.DataArray) -> float:
    """Return the share of block bootstraps, of cities and of three years each, whose mean difference is above zero."""
    from scores.processing import block_bootstrap

    whole = difference.drop_vars("indicator").set_index(case=["city", "origin", "horizon"]).unstack("case")
    by_year = whole.stack(year=["origin", "horizon"], create_index=False).drop_vars(["city", "origin", "horizon"])
    state = np.random.get_state()  # noqa: NPY002  (the library draws from the process's own numbers)
    np.random.seed(BOOTSTRAP_SEED)  # noqa: NPY002
    try:
        drawn: Any = block_bootstrap(by_year, blocks={"city": 1, "year": HORIZONS}, n_iteration=ITERATIONS)
    finally:
        np.random.set_state(state)  # noqa: NPY002
    return float((drawn.mean(("city", "year")) > 0).mean())


def _some(dataset: xr.Dataset, indicator: str, origin: int | None) -> xr.Dataset:
    inside = dataset["indicator"] == indicator
    return dataset.isel(case=np.flatnonzero(inside if origin is None else inside & (dataset["origin"] == origin)))


def _origins(dataset: xr.Dataset) -> int:
    return len(np.unique(dataset["origin"].values))
