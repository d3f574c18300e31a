"""Mixed land use: conversions of land to a mix of uses."""

import numpy as np

from common.vocabulary import USES, ZONES
from model.facts import Facts
from model.levers.actions import Conversion, Plan
from model.parameters import Parameters
from model.policy import Site

M2_PER_HECTARE = 10_000.0


def land_m2(facts: Facts, never_taken: float) -> np.ndarray:
    """Land under each use that conversions can take: what its floor space stands on, less a share; m2, (zones, uses).

    Args:
        facts: the facts.
        never_taken: share of a zone's land in a use that no conversion can take.
    """
    return (1 - never_taken) * facts.floor_space_m2 / facts.plot_ratio


def grounds(plan: Plan, facts: Facts, p: Parameters) -> list[tuple[Conversion, float]]:
    """The plan's conversions that ever begin, in the order in which they do, each with the land it gets, m2.

    Where a zone's land of a use does not suffice for all, those who begin first take what they ask for.
    """
    left, found = land_m2(facts, p["zones.never_taken"]), []
    begun = [action for action in plan.mixed_land_use if action.start < action.end]
    for action in sorted(begun, key=lambda action: action.start):
        place = ZONES.index(action.zone), USES.index(action.use)
        land = min(action.hectares * M2_PER_HECTARE, left[place])
        left[place] -= land
        found.append((action, float(land)))
    return found


def write(plan: Plan, facts: Facts, p: Parameters, month: int) -> dict:
    """The conversions begun by the end of a calendar month.

    The old use loses the floor space that stood on the land (at the zone's plot ratio of that use) when the
    conversion starts; the new mix is delivered on the same land when it is built. A conversion cannot be undone: an
    ``end`` only keeps it from starting.
    """
    sites = []
    for action, land in grounds(plan, facts, p):
        if action.start < month + 1:
            zone, use = ZONES.index(action.zone), USES.index(action.use)
            built = land * action.plot_ratio * np.array([action.mix.get(key, 0.0) for key in USES])
            taken = land * facts.plot_ratio[zone, use]
            sites.append(Site(zone, use, taken, built, action.start, action.build_months, action.plot_ratio))
    return {"sites": tuple(sites)}


def cost(plan: Plan, facts: Facts, p: Parameters, month: int) -> float:
    """Public cost of preparing land in a calendar month, million CNY, spread over the build time."""
    total = 0.0
    for action, land in grounds(plan, facts, p):
        end = action.start + action.build_months
        share = max(0.0, min(end, month + 1) - max(action.start, month)) / action.build_months
        total += share * land / M2_PER_HECTARE * p["levers.land_preparation_cny_mn_per_hectare"]
    return total
