"""What investors may count on: the pushes of tasks over the months of their horizon, by what is announced so far.

A task is known from its announcement on, with its end where it has one. What is *promised* on a channel is the mean of
its push over the horizon, months to come counting less the farther off they are: a lasting push counts whole, one that
ends next month hardly, one that starts in a year for the rest of the horizon. What is *coming* is the course of the
channels that an investor meets at entry.
"""

import math
from collections.abc import Mapping
from itertools import groupby
from typing import NamedTuple

import numpy as np

from model.levers.actions import TaskRun
from model.levers.channels import COUNTED
from model.levers.pilot_tasks import course, narrow_push, push
from model.parameters import Parameters, declared

GATES = ("market_access", "equity_cap")
"""Channels that must be open when an investor enters."""


class Promises(NamedTuple):
    """What investors may count on in one month."""

    promised: dict[str, np.ndarray]
    """Push on each channel on which investors count, over the horizon, in its unit: (), (sectors,) or (zones,)."""
    coming: dict[str, np.ndarray]
    """Pushes in the months ahead, from the next one on, (months ahead, sectors): of gates as far as they will last, of licensing as it is."""
    lapsed: float
    """Share of all strength of tasks ever reached that has ended, 0-1; that all else holds counts as one task."""
    narrow: dict[str, np.ndarray]
    """What is promised to some partners or sectors only besides, the second axis last."""


def horizon_weights(p: Parameters) -> np.ndarray:
    """Return the weight of each month of an investor's horizon, from the present one on, (months,), sum 1."""
    months = np.arange(max(round(12 * p["firms.horizon_years"]), 1))
    weights = (1 + p["firms.discount_rate"]) ** (-months / 12)
    return weights / weights.sum()


def promises(
    runs: tuple[TaskRun, ...], p: Parameters, first: int, months: int, elicited: bool = True
) -> list[Promises]:
    """Return what investors may count on in each month of a run.

    Args:
        runs: the runs of tasks of a plan.
        p: the values of the run.
        first: first calendar month.
        months: how many.
        elicited: whether assumed pushes count.
    """
    weights, ahead = horizon_weights(p), int(p["firms.longest_wait_months"])
    longest = round(12 * declared()["firms.horizon_years"].high)  # so that all members share the course of strengths
    lapsed = _lapsed(runs, first, months)
    found: list[Promises] = []
    times = range(first, first + months)
    for known, group in groupby(times, key=lambda month: tuple(run for run in runs if _known(run, month))):
        start, count = first + len(found), len(list(group))
        strengths = course(known, start, count + ahead + longest).strengths
        of_each = count if strengths.any() else 1  # of nothing, what is promised is the same in all months
        strengths = strengths[: of_each + ahead + weights.size]
        changed = np.append(True, (strengths[1:] != strengths[:-1]).any(axis=1))
        since, distinct = np.cumsum(changed) - 1, strengths[changed]  # after the last ramp all months are alike
        path, narrow = (
            {key: pushes[since] for key, pushes in by_channel.items() if key in COUNTED}
            for by_channel in (push(distinct, p, elicited), narrow_push(distinct, p, elicited))
        )
        over_horizon = _horizons(weights, of_each + ahead)
        lasting = {key: _means(over_horizon, path[key]) for key in COUNTED}
        for_some = {key: _means(over_horizon, pushes) for key, pushes in narrow.items()}
        met = {key: np.minimum(lasting[key], path[key][: len(lasting[key])]) for key in GATES}
        met["licensing"] = path["licensing"]
        for t in range(of_each):
            promised = {key: pushes[t] for key, pushes in lasting.items()}
            coming = {key: pushes[t + 1 : t + 1 + ahead] for key, pushes in met.items()}
            some = {key: pushes[t] for key, pushes in for_some.items()}
            found.append(Promises(promised, coming, float(lapsed[start - first + t]), some))
        found += found[-1:] * (count - of_each)
    return found


def held_back(
    counted: Mapping[str, np.ndarray], planned: Mapping[str, np.ndarray], braked: Mapping[str, np.ndarray]
) -> dict[str, np.ndarray]:
    """Return what investors count on when a brake holds tasks back: they take it to hold on.

    Args:
        counted: promised or coming pushes by channel.
        planned: this month's pushes without the brake.
        braked: the same with it.
    """
    return {
        key: pushes * np.divide(braked[key], planned[key], out=np.ones_like(planned[key]), where=planned[key] != 0)
        for key, pushes in counted.items()
    }


def _known(run: TaskRun, month: int) -> bool:
    return math.floor(run.known_from) <= month


def _horizons(weights: np.ndarray, months: int) -> np.ndarray:
    """Return the weights of the horizon from each month on, (months + 1, months + horizon): times a path, its means."""
    width, none = months + weights.size, np.zeros(months)
    spread = np.concatenate([none, weights, none])  # each row is the one before, a month later
    return np.ascontiguousarray(np.lib.stride_tricks.sliding_window_view(spread, width)[::-1])


def _means(over_horizon: np.ndarray, path: np.ndarray) -> np.ndarray:
    """Return the mean over the horizon from each month on of a path, (months, ...); most channels are never pushed."""
    if not path.any():
        return np.zeros((len(over_horizon), *path.shape[1:]))
    return np.tensordot(over_horizon, path, axes=1)


def _lapsed(runs: tuple[TaskRun, ...], first: int, months: int) -> np.ndarray:
    """Return the share of all strength of tasks ever reached that has ended, (months,).

    That all else that was promised holds counts as much as one task (assumption): so a trifle that ends costs hardly any
    trust, and a programme of many tasks nearly all of it.
    """
    strengths = course(runs, first, months).strengths
    reached = np.maximum.accumulate(strengths, axis=0).sum(axis=1)
    return 1 - (1 + strengths.sum(axis=1)) / (1 + reached)
