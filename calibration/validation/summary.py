"""Scores of many observed numbers put together: by series or kind of series, and by forecast."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from calibration.validation.scores import skill
from common.records import PROJECTIONS, REFERENCES, Score


class Summed(NamedTuple):
    """How one forecast did on a group of observed numbers.

    Shares are of 1: ``bias`` of the means' sum, ``mape`` of medians, ``rmse`` and ``crps_share`` of the mean observed
    number; ``mase`` is in mean yearly changes of the known past. ``skill`` is by reference, on the numbers that the
    reference forecasts too: 1 - CRPS / CRPS of the reference. ``error_ratio`` is likewise the ratio of absolute errors.
    """

    group: str
    unit: str
    forecast: str
    count: int  # the column has this name; nobody counts in a row
    bias: float
    mape: float
    mase: float
    rmse: float
    in_50: float
    in_80: float
    score_50: float
    score_80: float
    crps: float
    crps_share: float
    width_80: float
    """Mean half of the 80 % band as a share of its middle."""
    skill: dict[str, float]
    error_ratio: dict[str, float]


def group_of(row: Score) -> str:
    """Return the kind of series that a number belongs to: the variable and its axes, ``visitors/origin``."""
    axes = [pair.partition("=")[0] for pair in row.cell.split(";") if pair]
    return "/".join([row.variable, *axes])


def summed(rows: Sequence[Score], group: Callable[[Score], str] = group_of) -> list[Summed]:
    """Return one line per group and forecast, the model's first, groups in the order of the rows."""
    found = []
    for name in dict.fromkeys(group(row) for row in rows):
        inside = [row for row in rows if group(row) == name]
        by_forecast = {
            forecast: {(row.cell, row.first, row.last): row for row in inside if row.forecast == forecast}
            for forecast in (*PROJECTIONS, *REFERENCES)
        }
        for forecast, mine in by_forecast.items():
            if mine:
                against = {ref: by_forecast[ref] for ref in REFERENCES if by_forecast[ref] and forecast in PROJECTIONS}
                found.append(_one(name, forecast, mine, against))
    return found


def _one(group: str, forecast: str, mine: dict, against: dict[str, dict]) -> Summed:
    rows = list(mine.values())

    def column(name: str, of: Sequence[Score] = rows) -> np.ndarray:
        return np.array([getattr(row, name) for row in of], float)

    observed, error = column("observed"), column("median") - column("observed")
    level = observed.mean() or np.nan  # of a series that is all zero nothing is a share
    scale = column("yearly_change")
    gains, ratios = {}, {}
    for reference, theirs in against.items():
        common = [key for key in mine if key in theirs]
        ours, others = [mine[key] for key in common], [theirs[key] for key in common]
        gains[reference] = skill(column("crps", ours).sum(), column("crps", others).sum())
        errors = [np.abs(column("median", some) - column("observed", some)).sum() for some in (ours, others)]
        ratios[reference] = errors[0] / errors[1] if errors[1] else float("nan")
    some = observed > 0
    return Summed(
        group=group,
        unit=rows[0].unit,
        forecast=forecast,
        count=len(rows),
        bias=float(column("mean").sum() / (observed.sum() or np.nan) - 1),
        mape=float(np.abs(error[some] / observed[some]).mean()) if some.any() else float("nan"),
        mase=float(np.abs(error).sum() / scale.sum()) if np.isfinite(scale).all() and scale.sum() else float("nan"),
        rmse=float(np.sqrt((error**2).mean()) / level),
        in_50=float(column("in_50").mean()),
        in_80=float(column("in_80").mean()),
        score_50=float(column("score_50").mean()),
        score_80=float(column("score_80").mean()),
        crps=float(column("crps").mean()),
        crps_share=float(column("crps").mean() / level),
        width_80=float(((column("high_80") - column("low_80")) / (column("high_80") + column("low_80"))).mean()),
        skill=gains,
        error_ratio=ratios,
    )
