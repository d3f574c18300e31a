"""What is run beside a scenario: what the city itself decides, what needs no elicited push, what was planned before a ledger."""

import dataclasses
from typing import Any

from common.vocabulary import LEVERS
from model.levers.actions import Action, Plan
from model.levers.catalogue import catalogue
from model.levers.pilot_tasks import city_part
from scenarios.running.ensemble import Ensemble
from scenarios.running.member import CITY_MEMBERS, HISTORY, PLANNED, Job, Pair


def city_plan(plan: Plan) -> Plan:
    """Return the plan with only the actions and tasks that the city decides, and all that was done before the period."""
    own: dict[str, Any] = {
        lever: tuple(action for action in getattr(plan, lever) if action.decided_by == "city" or _before(action))
        for lever in LEVERS
        if lever != "pilot_tasks"
    }
    done = tuple(run for run in plan.pilot_tasks if _before(run))
    runs = tuple(run for run in plan.pilot_tasks if not _before(run))
    triggers = plan.triggers_with(city_plan)
    return dataclasses.replace(plan, **own, pilot_tasks=done + city_part(runs), triggers=triggers)


def _before(action: Action) -> bool:
    return action.label.startswith(HISTORY)


def with_city(job: Job) -> Job:
    """Return the job with the city's part added, if the city decides some but not all of the scenario."""
    plan = city_plan(job.scenario)
    return job if plan in (job.scenario, city_plan(job.counterfactual)) else dataclasses.replace(job, city=plan)


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
