"""In how many members of a finished run each trigger of the scenario acted: a reader sees levels of means, which do not tell."""

from typing import NamedTuple

import numpy as np
import xarray as xr

from common.vocabulary import VARIANTS
from model.city.triggers import reached
from model.levers.actions import Trigger
from scenarios.running.member import Job


class Fired(NamedTuple):
    """A trigger by its number in the file, from 0, the members in which it acted, and all members.

    ``least`` and ``most`` are what its outcomes had come to by its month, in the unit of the results file.
    """

    number: int
    acted: int
    members: int
    least: float
    most: float


def fired_triggers(job: Job, dataset: xr.Dataset) -> tuple[Fired, ...]:
    """Return for each trigger where it acted, as the results tell it.

    Args:
        job: what was run.
        dataset: its results, whose first month is the first that counts for a level.
    """
    scenario = dataset.sel(variant=VARIANTS[1])
    return tuple(_fired(number, trigger, scenario, job.first) for number, trigger in enumerate(job.scenario.triggers))


def _fired(number: int, trigger: Trigger, scenario: xr.Dataset, first: int) -> Fired:
    found = {name: scenario[name].transpose("member", "month", ...).values for name in trigger.outcomes}
    members = ({name: found[name][member] for name in found} for member in range(scenario.sizes["member"]))
    level = np.array([reached(series, trigger.outcomes, trigger.by - first) for series in members])
    return Fired(number, int((level < trigger.below).sum()), level.size, float(level.min()), float(level.max()))
