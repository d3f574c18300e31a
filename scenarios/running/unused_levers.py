"""Levers and actions that changed nothing: the scenario is run without each, and compared bit for bit; and tasks that
the plan itself shows to change nothing.

Luck is the same with and without a lever, so that any difference is the lever's. Only first months are run where
they already tell a difference: what happens in a month does not depend on how many more follow.
"""

import dataclasses
import math
from typing import Any, NamedTuple

import numpy as np

from common.results_names import COSTS
from common.vocabulary import LEVERS
from model.levers.actions import Action, Plan
from model.levers.pilot_tasks import why_idle
from scenarios.attributing.coalitions import without_other_names
from scenarios.reading.tasks import compact
from scenarios.running.ensemble import Ensemble
from scenarios.running.member import HISTORY, Job, compute
from scenarios.running.workers import number, pool, results

MOST_ACTIONS = 12
"""With more actions than this, only whole levers are tested, not single actions."""
MEMBERS = 3
"""Members that must all be unmoved before a lever is said to have changed nothing."""
_PATIENCE = 6
"""Months after the first effect may show before the whole period is run."""


class Idle(NamedTuple):
    """A lever, or one action of a lever (its number in the plan, from 0), without which results are the same."""

    lever: str
    action: int | None = None
    label: str = ""


def idle_levers(job: Job, ensemble: Ensemble, workers: int | None = None) -> tuple[Idle, ...]:
    """Return the levers of the scenario, and single actions where there are few, that changed nothing.

    Args:
        job: the run.
        ensemble: its finished members; the first few are looked at.
        workers: processes on this machine, default one per core.

    Returns:
        What could be left out with the same results to the last bit, costs apart. A lever that is idle as a whole
        is named as a whole.
    """
    used = [lever for lever in LEVERS if _own(job.scenario, lever)]
    candidates = [Idle(lever) for lever in used]
    if sum(len(_own(job.scenario, lever)) for lever in used) <= MOST_ACTIONS:
        for lever in used:
            actions = _own(job.scenario, lever)
            if len(actions) > 1:
                candidates += [Idle(lever, number, action.label) for number, action in actions.items()]
    if min(number(workers), len(candidates)) > 1:
        processes = pool(number(workers))
        idle = results([processes.submit(_is_idle, job, ensemble, candidate) for candidate in candidates])
    else:
        idle = [_is_idle(job, ensemble, candidate) for candidate in candidates]
    found = [candidate for candidate, unmoved in zip(candidates, idle, strict=True) if unmoved]
    whole = {candidate.lever for candidate in found if candidate.action is None}
    return tuple(candidate for candidate in found if candidate.action is None or candidate.lever not in whole)


class IdleTasks(NamedTuple):
    """Tasks of the scenario that change nothing for one kind of reason (see ``pilot_tasks.Reason``); ids and ranges."""

    why: str
    tasks: tuple[str, ...]


def idle_tasks(job: Job) -> tuple[IdleTasks, ...]:
    """Return the tasks of the scenario that change nothing, by kind of reason, in the order in which they are met."""
    end = job.setting.start + job.setting.months
    found: dict[str, list[str]] = {}
    for task in dict.fromkeys(task for run in job.scenario.pilot_tasks for task in run.tasks):
        reason = why_idle(task, job.scenario, end)
        if reason is not None:
            found.setdefault(reason.kind, []).append(task)
    return tuple(IdleTasks(why, compact(tasks)) for why, tasks in found.items())


def without(plan: Plan, lever: str, number: int | None = None) -> Plan:
    """Return a plan without a lever, or without one of its actions; no task that yielded to it replaces it."""
    actions, own = getattr(plan, lever), _own(plan, lever)
    gone = set(own) if number is None else {number}
    left: dict[str, Any] = {lever: tuple(action for k, action in enumerate(actions) if k not in gone)}
    now = dataclasses.replace(plan, **left)
    return dataclasses.replace(now, pilot_tasks=without_other_names(now.pilot_tasks, plan, now))


def _own(plan: Plan, lever: str) -> dict[int, Action]:
    """Return the actions of a lever by their number in the plan, without what was done before the period."""
    return {k: action for k, action in enumerate(getattr(plan, lever)) if not action.label.startswith(HISTORY)}


def _is_idle(job: Job, ensemble: Ensemble, candidate: Idle) -> bool:
    """Whether the first members are all the same without a lever or action."""
    actions = _own(job.scenario, candidate.lever)
    touched = list(actions.values()) if candidate.action is None else [actions[candidate.action]]
    first = math.floor(min(min(action.start, action.known_from) for action in touched)) - job.setting.start
    early = min(max(first, job.before) + _PATIENCE, job.setting.months)
    plan = without(job.scenario, candidate.lever, candidate.action)
    for member in ensemble.members[:MEMBERS]:
        scenario = ensemble.load(member)["scenario"]
        for months in sorted({early, job.setting.months}):
            setting = dataclasses.replace(job.setting, months=months)
            shorter = dataclasses.replace(
                job, setting=setting, counterfactual=plan, scenario=plan, city=None, process=None, planned=None
            )
            try:
                other = compute(shorter, member)["scenario"]
            except Exception:  # noqa: BLE001 a run that fails without it is not the same run
                return False
            outcomes = [name for name in other if name not in COSTS]
            if not all(
                np.array_equal(scenario[name][: months - job.before], other[name], equal_nan=True) for name in outcomes
            ):
                return False
    return True
