"""Mixed land use: conversions of land to a mix of uses."""

import numpy as np

from model.facts import Facts
from model.levers.actions import Plan
from model.parameters import Parameters
from model.policy import Site
from model.vocabulary import USES, ZONES

M2_PER_HECTARE = 10_000.0


def write(plan: Plan, facts: Facts, month: int) -> dict:
    """The conversions begun by the end of a calendar month.

    The old use loses the floor space that stood on the land (at the zone's plot ratio of that use) when the
    conversion starts; the new mix is delivered when it is built. A conversion cannot be undone: an ``end`` only
    keeps it from starting.
    """
    sites = []
    for action in plan.mixed_land_use:
        if not (action.start < month + 1 and action.start < action.end):
            continue
        zone, use = ZONES.index(action.zone), USES.index(action.use)
        land_m2 = action.hectares * M2_PER_HECTARE
        mix = np.array([action.mix.get(key, 0.0) for key in USES])
        taken = min(land_m2 * facts.plot_ratio[zone, use], facts.floor_space_m2[zone, use])
        sites.append(Site(zone, use, taken, land_m2 * action.plot_ratio * mix, action.start, action.build_months))
    return {"sites": tuple(sites)}


def cost(plan: Plan, p: Parameters, month: int) -> float:
    """Public cost of preparing land in a calendar month, million CNY, spread over the build time."""
    total = 0.0
    for action in plan.mixed_land_use:
        end = action.start + action.build_months
        share = max(0.0, min(end, month + 1) - max(action.start, month)) / action.build_months
        total += share * action.hectares * p["levers.land_preparation_cny_mn_per_hectare"]
    return total
