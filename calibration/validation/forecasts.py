"""Reference forecasts of a yearly series from its own past: the last value, drift, exponential smoothing, AR(1) growth.

All work on logarithms, so that forecasts are above zero and errors are shares. Each gives a distribution, told by
equally likely quantiles, so that it is scored like an ensemble. Methods after Hyndman & Athanasopoulos (2021),
"Forecasting: Principles and Practice", 3rd ed., chapters 5 and 8.
"""

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.stats import norm

NODES = 99
"""Quantiles that stand for a forecast's distribution."""
_NORMAL = norm.ppf((np.arange(NODES) + 0.5) / NODES)

Forecast = np.ndarray
"""(horizons, nodes) quantiles of the years ahead, in the unit of the series; one node where no spread is known."""


def naive(past: np.ndarray, horizons: int) -> Forecast:
    """Repeat the last value; spread by the past yearly changes, growing with the root of the horizon.

    Within a year it is spread by season, which makes it the seasonal naive forecast of months.

    Args:
        past: (years,) values above zero, the last one at the origin.
        horizons: years ahead, from one.
    """
    logs = np.log(past)
    steps = np.diff(logs)
    ahead = np.arange(1, horizons + 1)
    if not len(steps):
        return np.repeat(past[-1:], horizons)[:, None]
    sd = np.sqrt((steps**2).mean() * ahead)
    return np.exp(logs[-1] + np.outer(sd, _NORMAL))


def drift(past: np.ndarray, horizons: int) -> Forecast:
    """Continue the mean yearly growth of the past; needs three years."""
    logs = np.log(_enough(past, 3))
    steps, ahead = np.diff(logs), np.arange(1, horizons + 1)
    sd = steps.std(ddof=1) * np.sqrt(ahead * (1 + ahead / len(steps)))
    return np.exp((logs[-1] + steps.mean() * ahead)[:, None] + np.outer(sd, _NORMAL))


def ar1(past: np.ndarray, horizons: int) -> Forecast:
    """Let yearly growth return to its mean at the pace of the past (AR(1) of growth); needs five years."""
    logs = np.log(_enough(past, 5))
    growth = np.diff(logs)
    before, after = growth[:-1] - growth.mean(), growth[1:] - growth.mean()
    pace = float(np.clip(before @ after / max(before @ before, 1e-12), -0.95, 0.95))
    noise = np.sqrt(((after - pace * before) ** 2).sum() / max(len(after) - 2, 1))
    ahead = np.arange(1, horizons + 1)
    centre = logs[-1] + growth.mean() * ahead + (growth[-1] - growth.mean()) * np.cumsum(pace**ahead)
    weights = np.cumsum(pace ** np.arange(horizons))  # of a shock on the level of each later year
    sd = noise * np.sqrt(np.cumsum(weights**2))
    return np.exp(centre[:, None] + np.outer(sd, _NORMAL))


def ets(past: np.ndarray, horizons: int) -> Forecast:
    """Exponential smoothing with no, full or damped trend, the one of least AICc; needs three years and statsmodels.

    Short series leave only the simple one: a model is tried where it has two years more than parameters.

    Raises:
        ModuleNotFoundError: statsmodels, of the group ``calibration``, is not installed.
    """
    import pandas as pd
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    logs = pd.Series(np.log(_enough(past, 3)))
    best: Any = None  # a prediction of statsmodels, which declares no types
    score = np.inf
    for trend, damped, parameters in ((None, False, 3), ("add", False, 5), ("add", True, 6)):
        if best is not None and len(logs) < parameters + 2:
            continue
        start = {"initial_trend": float(logs.diff().mean())} if trend else {}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # optimisers tell of flat likelihoods, which short series have
            model = ETSModel(
                logs,
                error="add",
                trend=trend,
                damped_trend=damped,
                initialization_method="known",
                initial_level=float(logs.iloc[0]),
                **start,
            )
            fitted = model.fit(disp=False)
            penalty = 2 * parameters * len(logs) / max(len(logs) - parameters - 1, 1)
            told = -2 * fitted.llf + penalty
            if best is None or told < score:
                best, score = fitted.get_prediction(len(logs), len(logs) + horizons - 1), told
    free = len(logs) - 2  # the likelihood's variance knows nothing of the level and weight that were fitted
    sd = np.sqrt(np.asarray(best.forecast_variance) * len(logs) / free)
    return np.exp(np.asarray(best.predicted_mean)[:, None] + np.outer(sd, _NORMAL))


def _enough(past: np.ndarray, years: int) -> np.ndarray:
    if len(past) < years:
        raise TooShort(f"{len(past)} years are too few: {years} are needed")
    return past


class TooShort(ValueError):
    """A series from which a method cannot forecast."""


def recovered(level: float, shares: np.ndarray, spread: float) -> Forecast:
    """Forecast after a border closure: the level before it times the share that has come back (a benchmark).

    Args:
        level: of the last whole year before.
        shares: (horizons,) of that level.
        spread: half the 80 % band of the first year, as a share of its centre; it is the same later.
    """
    sd = np.log1p(spread) / norm.ppf(0.9)
    return level * shares[:, None] * np.exp(sd * _NORMAL)


YEARLY: dict[str, Callable[[np.ndarray, int], Forecast]] = {"naive": naive, "drift": drift, "ets": ets}
"""The references that three years of a series' own past allow."""
