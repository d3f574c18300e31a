"""How several runs of a task follow each other: the task's strength in layers, each with its own beginning and end.

A layer is a share of full strength that is carried out without a break. A task at 0.5 that goes on at 1.0 has two: the
first half goes on as it was, the second half has the task's delay and ramp before it. So a run that only continues
another changes nothing, of runs that overlap the larger strength counts, and a strength that falls is lower at once, as
a task that ends is.
"""

import functools
from collections.abc import Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from model.levers.actions import TaskRun
from model.levers.catalogue import Task, catalogue


class Piece(NamedTuple):
    """A stretch of a layer, calendar months, and the months in which the layer would rise from nothing to full."""

    start: float
    end: float
    ramp: float


class Layer(NamedTuple):
    """A share of a task's full strength that is carried out without a break.

    ``top`` is the strength at its upper edge and ``thickness`` the share itself, both 0-1; ``pieces`` follow each other
    without a gap; ``runs`` are the runs that carry it, in the order in which they begin.
    """

    top: float
    thickness: float
    pieces: tuple[Piece, ...]
    runs: tuple[TaskRun, ...]

    @property
    def start(self) -> float:
        """When the layer begins to be carried out, calendar months."""
        return self.pieces[0].start

    @property
    def end(self) -> float:
        """When it ceases, calendar months."""
        return self.pieces[-1].end

    def mean_level(self, month: int, delay: float) -> float:
        """How far the layer has risen in a calendar month, 0-1, as the month's mean.

        Args:
            month: the calendar month.
            delay: months from the start of the layer to its first effect.
        """
        first, level, area = self.start + delay, 0.0, 0.0
        for piece in self.pieces:
            start = max(piece.start, first)
            if piece.end > start:
                since = (min(max(time, start), piece.end) - start for time in (month, month + 1))
                before, after = (_area_below(level, time, piece.ramp) for time in since)
                area += after - before
                level = min(1.0, level + (piece.end - start) / piece.ramp) if piece.ramp > 0 else 1.0
        return min(area, 1.0)


@functools.lru_cache(maxsize=100)
def layers(runs: tuple[TaskRun, ...]) -> Mapping[str, tuple[Layer, ...]]:
    """The layers of each task that the runs carry out at all; a layer that pauses is listed once for each stretch.

    Raises:
        KeyError: a task that is not in the catalogue.
    """
    carried: dict[str, list[TaskRun]] = {}
    for run in runs:
        for task in dict.fromkeys(run.tasks):
            if run.strength > 0 and run.start < run.end:
                carried.setdefault(task, []).append(run)
    return MappingProxyType({task: tuple(_layers(catalogue()[task], listed)) for task, listed in carried.items()})


def rising_area(since: np.ndarray, ramp: np.ndarray) -> np.ndarray:
    """Area under a line that rises from 0 to 1 over ``ramp`` months and then stays, ``since`` months after its start."""
    since = np.maximum(since, 0.0)
    climbing = np.minimum(since, ramp)
    height = np.divide(climbing, ramp, out=np.zeros_like(since), where=ramp > 0)
    return climbing * height / 2.0 + (since - climbing)


def _layers(task: Task, runs: list[TaskRun]) -> Iterator[Layer]:
    tops = sorted({run.strength for run in runs})
    for below, top in pairwise((0.0, *tops)):
        for together in _without_breaks([run for run in runs if run.strength >= top]):
            yield Layer(top, top - below, _pieces(task, together), tuple(together))


def _without_breaks(runs: list[TaskRun]) -> Iterator[list[TaskRun]]:
    """The runs in groups that overlap or touch, each in the order in which they begin."""
    group: list[TaskRun] = []
    for run in sorted(runs, key=lambda run: run.start):
        if group and run.start > max(earlier.end for earlier in group):
            yield group
            group = []
        group.append(run)
    if group:
        yield group


def _pieces(task: Task, runs: list[TaskRun]) -> tuple[Piece, ...]:
    """Stretches of one ramp, the shortest of the runs in force."""
    pieces: list[Piece] = []
    for start, end in pairwise(sorted({time for run in runs for time in (run.start, run.end)})):
        ramp = min(_ramp(task, run) for run in runs if run.start <= start < run.end)
        if pieces and pieces[-1].ramp == ramp:
            pieces[-1] = pieces[-1]._replace(end=end)
        else:
            pieces.append(Piece(start, end, ramp))
    return tuple(pieces)


def _ramp(task: Task, run: TaskRun) -> float:
    """Months from first effect to full strength; a task that is a headline lever has none."""
    if run.ramp_months is None:
        return task.ramp_months
    return 0.0 if task.lever else run.ramp_months


def _area_below(level: float, since: float, ramp: float) -> float:
    """Area under a line that rises from ``level`` to 1 by 1 in ``ramp`` months and then stays, after ``since`` months."""
    climbing = min(since, (1.0 - level) * ramp)
    height = climbing / ramp if ramp > 0 else 0.0
    return climbing * (level + height / 2.0) + (since - climbing)
