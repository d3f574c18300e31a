"""Mixed land use: land that may be rebuilt with a mix of uses, or used otherwise for some years."""

import numpy as np

from common.vocabulary import USES, ZONES
from model.facts import Facts
from model.levers.actions import Conversion, Plan, TemporaryUse
from model.parameters import Parameters
from model.rules.places import Site

M2_PER_HECTARE = 10_000.0


def land_m2(facts: Facts, never_taken: float) -> np.ndarray:
    """Land under each use that conversions can take: what its floor space stands on, less a share; m2, (zones, uses).

    Args:
        facts: the facts.
        never_taken: share of a zone's land in a use that no conversion can take.
    """
    return (1 - never_taken) * facts.floor_space_m2 / facts.plot_ratio


def grounds(plan: Plan, facts: Facts, p: Parameters) -> list[tuple[Conversion | TemporaryUse, float]]:
    """The plan's actions on land that ever begin, in the order in which they do, each with the land it gets, m2.

    Where a zone's land of a use does not suffice for all, those who begin first take what they ask for.
    """
    left, found = land_m2(facts, p["zones.never_taken"]), []
    begun = [action for action in plan.mixed_land_use if action.start < action.end]
    for action in sorted(
        begun, key=lambda action: (action.start, action.zone, action.use, action.hectares, action.label)
    ):
        place = ZONES.index(action.zone), USES.index(action.use)
        land = min(action.hectares * M2_PER_HECTARE, left[place])
        left[place] -= land
        found.append((action, float(land)))
    return found


def write(plan: Plan, facts: Facts, p: Parameters, months: range) -> list[dict]:
    """The permissions to rebuild land, or to use it otherwise for a time, begun by the end of each calendar month.

    The old use loses the floor space that stood on the land (at the zone's plot ratio of that use) when the land is
    taken up; the new mix is delivered on the same land when it is built. What has been taken up cannot be undone: an
    ``end`` only keeps more from being taken up. A temporary use keeps the buildings and ends after its years.
    """
    sites = [_site(action, land, facts, p) for action, land in grounds(plan, facts, p)]
    return [{"sites": tuple(site for site in sites if site.start < month + 1)} for month in months]


def _site(action: Conversion | TemporaryUse, land: float, facts: Facts, p: Parameters) -> Site:
    zone, use = ZONES.index(action.zone), USES.index(action.use)
    mix = np.array([action.mix.get(key, 0.0) for key in USES])
    old = facts.plot_ratio[zone, use]
    if isinstance(action, TemporaryUse):
        ratio, months, term, by_city = (
            old * p["builders.refit_floor"],
            p["builders.refit_months"],
            12 * action.years,
            False,
        )
    else:
        ratio, months, term, by_city = action.plot_ratio, action.build_months, np.inf, action.built_by == "city"
    return Site(zone, use, land * old, land * ratio * mix, action.start, months, ratio, action.end, term, by_city)
