"""Tasks that reach full strength only after the pilot has ended, by their start dates, delays and ramps."""

from typing import NamedTuple

import numpy as np

from common.vocabulary import TASKS
from model.facts.months import month_label
from model.levers.actions import Plan
from model.levers.pilot_tasks import strengths, why_idle
from scenarios.running.member import Job

PILOT_MONTHS = 36
"""Length of the pilot; a longer run looks further, a shorter one less far."""
_HORIZON_MONTHS = 120
"""How far after the pilot full strength is looked for."""


class LateTask(NamedTuple):
    """One task: first month with an effect, first month at full strength (empty: never), months as ``YYYY-MM``.

    ``strength`` is what it has reached in the last month of the pilot, ``full`` what it reaches at most, both 0-1.
    """

    task: str
    first_effect: str
    full_from: str
    strength: float
    full: float


def late_tasks(job: Job) -> tuple[LateTask, ...]:
    """Return the tasks of the scenario that are not at full strength when the pilot ends, in the order of the plan.

    Tasks that act on nothing in the model, or whose lever the plan sets itself, are left out.
    """
    end = job.first + min(job.months, PILOT_MONTHS)
    return late(job.scenario, job.first, end)


def late(plan: Plan, start: int, end: int) -> tuple[LateTask, ...]:
    """As :func:`late_tasks`, of a plan that is looked at from month ``start`` to before month ``end``."""
    asked = _asked(plan, start)
    reached = np.array([strengths(plan.pilot_tasks, month) for month in range(start, end + _HORIZON_MONTHS)])
    found = []
    for column, task in enumerate(TASKS):
        level, full = reached[:, column], asked.get(task, 0.0)
        at_full = np.flatnonzero(level >= full - 1e-9)
        if not full or why_idle(task, plan) is not None or (len(at_full) and start + at_full[0] < end):
            continue
        begun = np.flatnonzero(level > 0)
        found.append(
            LateTask(
                task,
                month_label(start + int(begun[0])) if len(begun) else "",
                month_label(start + int(at_full[0])) if len(at_full) else "",
                round(float(level[end - start - 1]), 6),
                full,
            )
        )
    return tuple(found)


def _asked(plan: Plan, start: int) -> dict[str, float]:
    """Return the largest strength that the plan asks of each task from a month on; what has ended by then is asked no more."""
    asked: dict[str, float] = {}
    for run in (run for run in plan.pilot_tasks if run.end > start):
        for task in run.tasks:
            asked[task] = max(asked.get(task, 0.0), run.strength)
    return asked
