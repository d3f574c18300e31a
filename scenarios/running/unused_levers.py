"""Levers and actions that changed nothing: the scenario is run without each, and compared bit for bit; and tasks that
the plan itself shows to change nothing.

Luck is the same with and without a lever, so that any difference is the lever's. Only first months are run where
they already tell a difference: what happens in a month does not depend on how many more follow. Plans without one lever
each are run side by side, from one city.
"""

import dataclasses
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from common.results_names import COSTS
from common.vocabulary import LEVERS
from model.levers.actions import Action, Plan
from model.levers.pilot_tasks import why_idle
from scenarios.attributing.coalitions import without_other_names
from scenarios.reading.tasks import compact
from scenarios.running.ensemble import Ensemble
from scenarios.running.member import HISTORY, Job, numbers_of, plan_names
from scenarios.running.workers import number, pool, results

MOST_ACTIONS = 12
"""With more actions than this, only whole levers are tested, not single actions."""
MEMBERS = 3
"""Members that must all be unmoved before a lever is said to have changed nothing."""
_PATIENCE = (2, 12)
"""Months looked at from that on in which a first effect may show, before more are (airlines plan twice a year), and before all."""
_NEAR = 6
"""Levers that may act within as many months of one another are looked at together: until then their cities are one."""
Results = Mapping[str, np.ndarray]


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
    return look_for_idle_levers(job, ensemble, workers)()


def look_for_idle_levers(job: Job, ensemble: Ensemble, workers: int | None = None) -> Callable[[], tuple[Idle, ...]]:
    """Let other processes begin to look for what :func:`idle_levers` gives, and return what waits for it; one process looks then."""
    used = [lever for lever in LEVERS if _own(job.scenario, lever)]
    candidates = [Idle(lever) for lever in used]
    if sum(len(_own(job.scenario, lever)) for lever in used) <= MOST_ACTIONS:
        for lever in used:
            actions = _own(job.scenario, lever)
            if len(actions) > 1:
                candidates += [Idle(lever, number, action.label) for number, action in actions.items()]
    shares = [share for k in range(number(workers)) if (share := candidates[k :: number(workers)])]
    begun = []
    if len(shares) > 1:
        processes = pool(number(workers))
        begun = [processes.submit(_idle_among, job, ensemble, share) for share in shares]

    def found() -> tuple[Idle, ...]:
        unmoved = results(begun) if begun else [_idle_among(job, ensemble, share) for share in shares]
        idle = [candidate for candidate in candidates if any(candidate in share for share in unmoved)]
        whole = {candidate.lever for candidate in idle if candidate.action is None}
        return tuple(candidate for candidate in idle if candidate.action is None or candidate.lever not in whole)

    return found


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


def _idle_among(job: Job, ensemble: Ensemble, candidates: Sequence[Idle]) -> list[Idle]:
    """Return those without which the first members are all the same, in the same order."""
    left = list(candidates)
    for member in ensemble.members[:MEMBERS]:
        scenario = ensemble.load(member)["scenario"]
        for patience in (*_PATIENCE, job.setting.months):
            same = [
                one
                for asked, months in _together(job, left, patience)
                for one in _unmoved(job, member, scenario, asked, months)
            ]
            left = [candidate for candidate in left if candidate in same]
    return left


def _together(job: Job, candidates: Sequence[Idle], patience: int) -> list[tuple[list[Idle], int]]:
    """Return candidates that are looked at together, and over how many months of the run."""
    groups: list[list[Idle]] = []
    for candidate in sorted(candidates, key=lambda one: _first(job, one)):
        if groups and _first(job, candidate) <= _first(job, groups[-1][0]) + _NEAR:
            groups[-1].append(candidate)
        else:
            groups.append([candidate])
    lasts = [max(_first(job, group[-1]), job.before) for group in groups]
    return [(group, min(last + patience, job.setting.months)) for group, last in zip(groups, lasts, strict=True)]


def _first(job: Job, candidate: Idle) -> int:
    """The month of the run in which an effect may show first."""
    actions = _own(job.scenario, candidate.lever)
    touched = list(actions.values()) if candidate.action is None else [actions[candidate.action]]
    return math.floor(min(min(action.start, action.known_from) for action in touched)) - job.setting.start


def _unmoved(job: Job, member: int, scenario: Results, asked: list[Idle], months: int) -> list[Idle]:
    """Return those of some candidates without which a member has the same first months."""
    plans = [without(job.scenario, candidate.lever, candidate.action) for candidate in asked]
    try:
        found = job.pair(dataclasses.replace(job.setting, months=months), plans, *numbers_of(job, member))
    except Exception:  # noqa: BLE001 a run that fails without it is not the same run
        alone = [_unmoved(job, member, scenario, [one], months) for one in asked] if len(asked) > 1 else []
        return [candidate for one in alone for candidate in one]
    others = [{key: series[job.before :] for key, series in found[name].items()} for name in plan_names(len(plans))]
    whole = {key: series[: months - job.before] for key, series in scenario.items()}
    return [one for one, other in zip(asked, others, strict=True) if _same(whole, other)]


def _same(scenario: Results, other: Results) -> bool:
    """Whether all outcomes but costs are the same."""
    return all(np.array_equal(scenario[name], other[name], equal_nan=True) for name in scenario if name not in COSTS)
