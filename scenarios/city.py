"""What the city itself decides: the part of a scenario that needs no leave from the province or the nation."""

import dataclasses
from pathlib import Path

from model.levers.actions import Plan
from model.levers.pilot_tasks import city_part
from model.vocabulary import LEVERS
from scenarios import ensemble
from scenarios.identity import fingerprint
from scenarios.member import Job, Pair

MEMBERS = 5
"""Members in which the city's part is run at the most: enough for its mean and a rough interval."""


def city_plan(plan: Plan) -> Plan:
    """The plan with only the actions and tasks that the city decides."""
    own = {
        lever: tuple(action for action in getattr(plan, lever) if action.decided_by == "city")
        for lever in LEVERS
        if lever != "pilot_tasks"
    }
    return dataclasses.replace(plan, **own, pilot_tasks=city_part(plan.pilot_tasks))


class CityPart:
    """The members of the city's part, each against the counterfactual of the run it is part of."""

    def __init__(self, whole: ensemble.Ensemble, part: ensemble.Ensemble):
        self._whole, self._part = whole, part
        self.members = part.members

    def load(self, member: int) -> Pair:
        """The counterfactual of the run, and the scenario with only what the city decides."""
        return {
            "counterfactual": self._whole.load(member)["counterfactual"],
            "scenario": self._part.load(member)["scenario"],
        }


def run_city_part(
    job: Job, whole: ensemble.Ensemble, folder: Path, workers: int | None = None, cluster: str | None = None
) -> CityPart | None:
    """Run the city's part of a scenario for the first members of a finished ensemble.

    Args:
        job: the run.
        whole: its finished ensemble.
        folder: where the members of the part are kept.
        workers: processes on this machine, default one per core.
        cluster: address of a Dask scheduler.

    Returns:
        The part, or None where the city decides all of the scenario or none of it: then there is nothing apart.
    """
    plan = city_plan(job.scenario)
    if plan in (job.scenario, city_plan(job.counterfactual)):
        return None
    # Both variants are the city's plan, so that each member is run once; the counterfactual is there already.
    inputs = fingerprint(job.inputs, "city", repr(plan))
    part = dataclasses.replace(job, counterfactual=plan, scenario=plan, inputs=inputs)
    done = ensemble.run(part, whole.members[:MEMBERS], folder, workers=workers, cluster=cluster)
    return CityPart(whole, done) if done.members else None
