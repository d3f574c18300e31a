"""Route rights: who may fly how often, and what the public pays to get a route started."""

import numpy as np

from model.facts import Facts
from model.levers.actions import LaunchSupport, Plan, RouteGrant
from model.policy import RightsPool


def write(plan: Plan, facts: Facts, month: int) -> dict:
    """The rights in force in a calendar month, with the pools granted since 2022, and the launch support.

    A fifth-freedom grant with several origins is one pool with one stop. Part of a month counts pro rata.
    """
    pools, support = [], np.zeros(len(facts.origins))
    for action in plan.route_rights:
        share = action.share_of(month)
        if share <= 0:
            continue
        members = np.isin(facts.origins, action.origins)
        if isinstance(action, RouteGrant):
            via = facts.origin_index[action.via] if action.freedom == "fifth" else -1
            pools.append(RightsPool(members, action.weekly_frequencies * share, via, action.known_from))
        elif isinstance(action, LaunchSupport):
            support = np.maximum(support, np.where(members, action.cny_per_seat * share, 0.0))
    return {
        "own_rights": facts.rights_2022_weekly,
        "pools": tuple(pools),
        "launch_support_cny_per_seat": support,
    }
