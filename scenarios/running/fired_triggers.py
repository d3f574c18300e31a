"""In how many members of a finished run each trigger of the scenario acted: a reader sees levels of means, which do not tell."""

from typing import NamedTuple

import numpy as np
import xarray as xr

from common.vocabulary import VARIANTS
from model.levers.actions import Trigger
from model.variables import VARIABLES
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
    levels = [_reached(scenario, trigger, trigger.by - job.first) for trigger in job.scenario.triggers]
    return tuple(
        Fired(number, int((level < trigger.below).sum()), level.size, float(level.min()), float(level.max()))
        for number, (trigger, level) in enumerate(zip(job.scenario.triggers, levels, strict=True))
    )


def _reached(scenario: xr.Dataset, trigger: Trigger, month: int) -> np.ndarray:
    """Return what the outcomes had come to by a month of the results, in each member: flows added up, others as they are then."""
    level = np.zeros(scenario.sizes["member"])
    for outcome in trigger.outcomes:
        first = 0 if VARIABLES[outcome].kind == "flow" else month
        months = scenario[outcome].isel(month=slice(first, month + 1)).astype(float)
        level += months.sum([dim for dim in months.dims if dim != "member"]).values
    return level
