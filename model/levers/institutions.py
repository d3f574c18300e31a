"""Headquarters, institutions that serve firms, and offshore trade: what each month's rules ask, pay and allow."""

import math

import numpy as np

from common.vocabulary import HEADQUARTERS, INSTITUTIONS
from model.levers.actions import HeadquartersRule, Institution, OffshoreRule, Plan, stretches
from model.parameters import Parameters
from model.rules.business import HeadquartersReward, OffshoreTerms

FOREIGN = HEADQUARTERS[:2]


def write(plan: Plan, p: Parameters, month: int) -> dict:
    """Return what the plan asks of headquarters, pays them, lets institutions take, and grants offshore trade.

    Of several thresholds, days or refunds the best holds; numbers, capacities and support add up. Part of a month counts
    pro rata.
    """
    capacity, support = np.zeros(len(INSTITUTIONS)), np.zeros(len(INSTITUTIONS))
    for action in plan.institutions:
        if isinstance(action, Institution):
            kind, share = INSTITUTIONS.index(action.kind), action.share_of(month)
            capacity[kind] += share * action.capacity_a_year
            support[kind] += share * action.support_cny_mn_a_year
    return {
        "headquarters_assets_usd_mn": _assets(plan, p, month),
        "headquarters_rewards": _rewards(plan, month),
        "institution_capacity": capacity,
        "institution_support": support,
        "offshore": _offshore(plan, p, month),
    }


def cost(plan: Plan, month: int) -> float:
    """Support of institutions in a calendar month, million CNY; rewards and refunds are added as they are taken."""
    institutions = (action for action in plan.institutions if isinstance(action, Institution))
    return math.fsum(action.share_of(month) * action.support_cny_mn_a_year / 12 for action in institutions)


def _assets(plan: Plan, p: Parameters, month: int) -> np.ndarray:
    """Return the assets asked of a parent, the month's mean of the lowest threshold in force, (foreign kinds,)."""
    rules = [a for a in plan.institutions if isinstance(a, HeadquartersRule) and a.assets_usd_mn is not None]
    asked = p.vector("institutions.headquarters.assets_2022", FOREIGN)
    if not rules:
        return asked
    mean = np.zeros(len(FOREIGN))
    for middle, length in stretches(rules, month):
        lowest = asked.copy()
        for rule in rules:
            if rule.kind in FOREIGN and rule.assets_usd_mn is not None and rule.holds_at(middle):
                kind = FOREIGN.index(rule.kind)
                lowest[kind] = min(lowest[kind], rule.assets_usd_mn)
        mean += length * lowest
    return mean


def _rewards(plan: Plan, month: int) -> tuple[HeadquartersReward, ...]:
    found = []
    for place, action in enumerate(plan.institutions):
        if (
            isinstance(action, HeadquartersRule)
            and action.share_of(month) > 0
            and action.reward_cny_mn * action.number > 0
        ):
            kind = HEADQUARTERS.index(action.kind)
            found.append(HeadquartersReward(kind, place, action.reward_cny_mn, action.number, action.share_of(month)))
    return tuple(found)


def _offshore(plan: Plan, p: Parameters, month: int) -> OffshoreTerms:
    rules = [a for a in plan.institutions if isinstance(a, OffshoreRule)]
    usual = p["institutions.offshore.days"]
    days, refund, listed = 0.0, 0.0, 0.0
    for middle, length in stretches(rules, month):
        held = [rule for rule in rules if rule.holds_at(middle)]
        asked = (usual if rule.settlement_days is None else rule.settlement_days for rule in held)
        days += length * min(asked, default=usual)
        refund += length * max((rule.stamp_duty_refund for rule in held), default=0.0)
        listed += length * math.fsum(rule.listed_firms for rule in held)
    return OffshoreTerms(min(days, usual), refund, listed)
