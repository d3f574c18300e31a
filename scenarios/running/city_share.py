"""What the city itself decides: the part of a scenario that needs no leave from the province or the nation."""

import dataclasses

from common.vocabulary import LEVERS
from model.levers.actions import Plan
from model.levers.pilot_tasks import city_part
from scenarios.running.ensemble import Ensemble
from scenarios.running.member import CITY, CITY_MEMBERS, Job, Pair


def city_plan(plan: Plan) -> Plan:
    """Return the plan with only the actions and tasks that the city decides."""
    own = {
        lever: tuple(action for action in getattr(plan, lever) if action.decided_by == "city")
        for lever in LEVERS
        if lever != "pilot_tasks"
    }
    return dataclasses.replace(plan, **own, pilot_tasks=city_part(plan.pilot_tasks))


def with_city(job: Job) -> Job:
    """Return the job with the city's part added, if the city decides some but not all of the scenario."""
    plan = city_plan(job.scenario)
    return job if plan in (job.scenario, city_plan(job.counterfactual)) else dataclasses.replace(job, city=plan)


class CityPart:
    """The members that hold the city's part, each with the counterfactual and the luck of the run it is part of."""

    def __init__(self, whole: Ensemble):
        self._whole = whole
        self.members = tuple(member for member in whole.members if member < CITY_MEMBERS)

    def load(self, member: int) -> Pair:
        """Return the counterfactual of the run, and the scenario with only what the city decides.

        Raises:
            OSError: the member's file has gone or was damaged since it was written.
        """
        pair = self._whole.load(member)
        return {"counterfactual": pair["counterfactual"], "scenario": pair[CITY]}
