"""The other world of a projection: as it was observed, where that is known, or as one had to take it in 2022."""

import dataclasses
from typing import NamedTuple

from common.records import PROJECTIONS
from common.vocabulary import WORLD_CASES, WORLD_DEFAULTS
from model.levers.actions import Plan
from scenarios.reading.schema import Scenario
from scenarios.running.fingerprints import fingerprint
from scenarios.running.member import Job
from scenarios.running.prepare import Prepared, prepare

UNCONDITIONAL, CONDITIONAL = PROJECTIONS
OBSERVED = {name: "observed" for name, cases in WORLD_CASES.items() if "observed" in cases}
"""The world as it was, as far as data go."""
KNOWN_2022 = {
    **{name: WORLD_DEFAULTS[name] for name in OBSERVED},
    "national_visa_policy": "held_2022",
    "national_data_rules": "held_2022",
}
"""The same parts of the world as one had to take them at the end of 2022."""


class Counterpart(NamedTuple):
    """What a run's own projection is, ``conditional`` on the observed world or not, and the other one to be run."""

    own: str
    other: str
    prepared: Prepared


def counterpart(scenario: Scenario) -> Counterpart:
    """Return the projection of the same scenario that the run itself is not.

    A run whose world is observed, as far as it can be, is the conditional one; its counterpart is in the world of
    2022. Any other run is unconditional, as given; its counterpart is in the observed world. Both variants of the
    counterpart are the scenario, so that each member is run once: a projection needs no counterfactual.
    """
    observed = scenario.world.model_copy(update=OBSERVED)
    if observed == scenario.world:
        own, other, world = CONDITIONAL, UNCONDITIONAL, scenario.world.model_copy(update=KNOWN_2022)
    else:
        own, other, world = UNCONDITIONAL, CONDITIONAL, observed
    prepared = prepare(scenario.model_copy(update={"world": world}))
    job = once(prepared.job, prepared.job.scenario)
    return Counterpart(own, other, prepared._replace(job=job, identity=fingerprint(job.inputs, prepared.text)))


def once(job: Job, plan: Plan) -> Job:
    """Return a job whose variants are one plan."""
    inputs = fingerprint(job.inputs, "once", repr(plan))
    return dataclasses.replace(job, counterfactual=plan, scenario=plan, inputs=inputs)
