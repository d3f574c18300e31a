"""What is run beside a scenario: what the city itself decides, what needs no elicited push, what was planned before a ledger."""

import dataclasses
from collections.abc import Sequence
from typing import Any

from common.vocabulary import LEVERS
from model.levers.actions import Action, Plan, TaskRun
from model.levers.catalogue import catalogue
from model.levers.pilot_tasks import city_part
from scenarios.running.ensemble import Ensemble
from scenarios.running.member import CITY_MEMBERS, HISTORY, PLANNED, Job, Pair


def city_plan(plan: Plan, usual: Plan | None = None) -> Plan:
    """Return the plan with only the actions and tasks that the city decides, and all that was done before the period.

    What others decide and was done before goes on as in ``usual``, the counterfactual, and not as in the plan: that it
    goes on is then no decision of the city.
    """
    usual = Plan() if usual is None else usual
    own: dict[str, Any] = {
        lever: _inherited(getattr(plan, lever), getattr(usual, lever))
        + _of_city(tuple(action for action in getattr(plan, lever) if not _before(action)))
        for lever in LEVERS
    }
    return dataclasses.replace(plan, **own, triggers=plan.triggers_with(city_plan))


def _inherited(actions: Sequence[Action], usual: Sequence[Action]) -> tuple[Action, ...]:
    """Return what was done before, of a lever: as it is in both plans, what others decide as usual, the city's as planned."""
    planned, expected = ([one for one in listed if _before(one)] for listed in (actions, usual))
    shared = tuple(part for one in expected for part in ((one,) if one in planned else _of_others(one)))
    return shared + _of_city(tuple(one for one in planned if one not in expected))


def _of_city(actions: tuple[Any, ...]) -> tuple[Action, ...]:
    runs = city_part(tuple(action for action in actions if isinstance(action, TaskRun)))
    return runs or tuple(
        action for action in actions if action.decided_by == "city" and not isinstance(action, TaskRun)
    )


def _of_others(action: Action) -> tuple[Action, ...]:
    """Return what others than the city decide of an action, which of a run of tasks may be some of them."""
    if not isinstance(action, TaskRun):
        return () if action.decided_by == "city" else (action,)
    own = {task for run in city_part((action,)) for task in run.tasks}
    left = tuple(task for task in action.tasks if task not in own)
    return (dataclasses.replace(action, tasks=left),) if left else ()


def _before(action: Action) -> bool:
    return action.label.startswith(HISTORY)


def with_city(job: Job) -> Job:
    """Return the job with the city's part added, if the city decides some but not all of the scenario."""
    plan = city_plan(job.scenario, job.counterfactual)
    nothing = city_plan(job.counterfactual, job.counterfactual)
    some = _ordered(plan) not in (_ordered(job.scenario), _ordered(nothing))
    return dataclasses.replace(job, city=plan) if some else job


def _ordered(plan: Plan) -> Plan:
    """Return the plan with its actions in one order: where runs are parted, theirs may differ."""
    actions: dict[str, Any] = {lever: tuple(sorted(getattr(plan, lever), key=repr)) for lever in LEVERS}
    return dataclasses.replace(plan, **actions)


def with_process(job: Job) -> Job:
    """Return the job with the scenario without elicited pushes added, if its tasks push by some and the counterfactual's by none."""
    here, usual = (_elicits(plan) for plan in (job.scenario, job.counterfactual))
    if not here or usual:
        return job
    return dataclasses.replace(job, process=dataclasses.replace(job.scenario, elicited=False))


def _elicits(plan: Plan) -> bool:
    plans = (plan, *(trigger.then for trigger in plan.triggers))
    tasks = {task for one in plans for run in one.pilot_tasks for task in run.tasks}
    return any(push.basis == "assumed_push" for task in tasks for push in catalogue()[task].pushes)


class Part:
    """The members that hold a part of the scenario, each with the counterfactual and the luck of the run it is part of.

    Args:
        whole: the ensemble.
        name: one of :data:`scenarios.running.member.BESIDE`.
    """

    def __init__(self, whole: Ensemble, name: str) -> None:
        self._whole, self._name = whole, name
        self.members = tuple(member for member in whole.members if name == PLANNED or member < CITY_MEMBERS)

    def load(self, member: int) -> Pair:
        """Return the counterfactual of the run, and the scenario with only this part of it.

        Raises:
            OSError: the member's file has gone or was damaged since it was written.
        """
        pair = self._whole.load(member)
        return {"counterfactual": pair["counterfactual"], "scenario": pair[self._name]}
