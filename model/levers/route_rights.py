"""Route rights: who may fly how often, and what the public pays to get a route started."""

import numpy as np

from model.facts import Facts
from model.levers.actions import LaunchSupport, Plan, RouteGrant, stretches
from model.policy import RightsPool


def write(plan: Plan, facts: Facts, month: int) -> dict:
    """The rights in force in a calendar month, with the pools granted since 2022, and the launch support.

    A fifth-freedom grant with several origins is one pool with one stop. Part of a month counts pro rata. Pools of few
    origins come first, so that what only they may fly is used before what they share with others.
    """
    pools, support = [], np.zeros(len(facts.origins))
    for action in plan.route_rights:
        share = action.share_of(month)
        if isinstance(action, RouteGrant) and share > 0:
            via = facts.origin_index[str(action.via)] if action.freedom == "fifth" else -1
            members = np.isin(facts.origins, action.origins)
            pools.append(RightsPool(members, action.weekly_frequencies * share, via, action.known_from))
    offers = [action for action in plan.route_rights if isinstance(action, LaunchSupport)]
    for middle, length in stretches(offers, month):
        best = np.zeros(len(facts.origins))
        for action in offers:
            if action.holds_at(middle):
                best = np.maximum(best, np.where(np.isin(facts.origins, action.origins), action.cny_per_seat, 0.0))
        support += length * best
    return {
        "own_rights": facts.rights_2022_weekly,
        "pools": tuple(sorted(pools, key=lambda pool: (pool.origins.sum(), pool.origins.tolist()))),
        "launch_support_cny_per_seat": support,
    }
