"""The best plan by the surrogate: a mixed-integer linear programme, solved by SciPy's HiGHS to the same answer each time.

A saturating channel is the least of some tangents, which lie above it by less than a hundredth of its cap.
"""

import os
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

from scenarios.searching.space import Space
from scenarios.searching.surrogate import Surrogate, caps, saturated, saturates

TANGENTS = 9
GAP = 1e-3
"""Share of the best value that a plan may be short of it."""


@dataclass(frozen=True)
class Limit:
    """A sum over options and channels that no plan may pass: ``own @ x + linear @ pushes <= most``."""

    own: np.ndarray
    linear: np.ndarray
    most: float


@dataclass(frozen=True)
class Programme:
    """What is wanted within what.

    Attributes:
        space: what may be chosen.
        value: the stand-in of what is wanted, a sum of outcomes with weights.
        cost: the stand-in of the public cost.
        budget: the most it may be.
        open: which options may be taken, (options,).
        limits: what else must not be passed.
        not_again: plans that have been found already.
        least: what the value must reach at least; none: anything.
    """

    space: Space
    value: Surrogate
    cost: Surrogate
    budget: float
    open: np.ndarray
    limits: tuple[Limit, ...] = ()
    not_again: tuple[np.ndarray, ...] = ()
    least: float | None = None


def best(asked: Programme) -> np.ndarray | None:
    """Return the plan of most value, (options,) of truth values; None where none keeps the limits."""
    return _solved(asked, None)


def cheapest(asked: Programme) -> np.ndarray | None:
    """Return the plan of least cost whose value reaches :attr:`Programme.least`; None where none does."""
    cost = asked.cost.own + asked.space.amounts() @ asked.cost.linear
    return _solved(asked, np.concatenate([cost, np.zeros(_channels(asked))]))


def different(asked: Programme, count: int, within: float) -> list[np.ndarray]:
    """Return plans whose value is within a share of the best and that differ most from it and from one another.

    Args:
        asked: the programme.
        count: how many beside the best.
        within: share of the best value that may be lost.
    """
    first = best(asked)
    if first is None:
        return []
    least = near(float(asked.value(first)[0]), within)
    found = [first]
    for _ in range(count):
        # What all have counts against an option, what none has counts for it.
        apart = sum((np.where(plan, 1.0, -0.2) for plan in found), np.zeros(len(first)))
        trial = replace(asked, least=least, not_again=(*asked.not_again, *found))
        plan = _solved(trial, np.concatenate([apart, np.zeros(_channels(asked))]))
        if plan is None:
            break
        found.append(plan)
    return found


def near(top: float, within: float) -> float:
    """Return what is a share short of the best value, which may be below zero."""
    return top - within * abs(top)


def _channels(asked: Programme) -> int:
    return len(asked.space.channels)


def _solved(asked: Programme, goal: np.ndarray | None) -> np.ndarray | None:
    """Minimise ``goal`` over options and felt pushes; None: make the value as large as can be."""
    options, channels = len(asked.space.options), _channels(asked)
    amounts, curved = asked.space.amounts(), saturates(asked.space)
    felt = np.where(curved, asked.value.concave, 0.0)
    straight = asked.value.own + amounts @ asked.value.linear
    value = np.concatenate([straight, felt])
    rows: list[np.ndarray] = []
    lows: list[float] = []
    highs: list[float] = []

    def add(row: np.ndarray, low: float, high: float) -> None:
        rows.append(row)
        lows.append(low)
        highs.append(high)

    for places in asked.space.choices.values():
        add(_row(options + channels, places), -np.inf, 1)
    for place, there in asked.space.needed():
        row = _row(options + channels, [place])
        row[list(there)] -= 1
        add(row, -np.inf, 0)
    most = np.maximum(amounts, 0).sum(axis=0)
    for channel in np.flatnonzero(felt > 0):
        cap = caps(asked.space)[channel]
        for at in np.concatenate([[0.0], np.geomspace(most[channel] / 30, most[channel], TANGENTS - 1)]):
            slope = float(np.exp(-at / cap))
            row = np.zeros(options + channels)
            row[:options] = -slope * amounts[:, channel]
            row[options + channel] = 1
            add(row, -np.inf, float(saturated(np.array(at), np.array(cap)) - slope * at))
    cost, cost_row = asked.cost.own + amounts @ asked.cost.linear, len(rows)
    add(np.concatenate([cost, np.zeros(channels)]), -np.inf, asked.budget)
    for limit in asked.limits:
        add(np.concatenate([limit.own + amounts @ limit.linear, np.zeros(channels)]), -np.inf, limit.most)
    for plan in asked.not_again:
        add(np.concatenate([np.where(plan, 1.0, -1.0), np.zeros(channels)]), -np.inf, float(plan.sum()) - 1)
    if asked.least is not None:
        add(value, asked.least, np.inf)
    if not np.isfinite(asked.budget):  # no row may be without a bound
        highs[cost_row] = float(np.abs(cost).sum()) + 1.0
    top = np.concatenate([asked.open.astype(float), np.where(curved, most, 0.0)])
    with _quiet():
        found = milp(
            -value if goal is None else goal,
            constraints=LinearConstraint(csr_matrix(np.array(rows)), np.array(lows), np.array(highs)),
            integrality=np.concatenate([np.ones(options), np.zeros(channels)]),
            bounds=Bounds(np.zeros(options + channels), top),
            options={"mip_rel_gap": GAP, "node_limit": 20_000},
        )
    return None if found.x is None else found.x[:options] > 0.5


@contextmanager
def _quiet() -> Generator[None]:
    """Let nothing of what the solver prints, past Python, reach the terminal; where there is none, do nothing."""
    try:
        sys.stdout.flush()
        kept = os.dup(1)
    except (OSError, ValueError):
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(nowhere)
        os.close(kept)


def _row(size: int, places: Sequence[int]) -> np.ndarray:
    row = np.zeros(size)
    row[list(places)] = 1
    return row
