"""Kinds of action of the lever of headquarters and institutions: what is done at dose 0 to 1, and what a month then offers."""

from collections.abc import Callable, Sequence

import numpy as np

from model.levers.actions import Action, HeadquartersRule, Institution, OffshoreRule
from model.policy import Policy

MADE: dict[str, Callable[..., Action]] = {
    "headquarters threshold": lambda dose, origins, **when: HeadquartersRule(
        kind="investment_company", assets_usd_mn=400 - 350 * dose, **when
    ),
    "headquarters reward": lambda dose, origins, **when: HeadquartersRule(
        kind="regional", reward_cny_mn=50 * dose, number=20.0, **when
    ),
    "headquarters paid": lambda dose, origins, **when: HeadquartersRule(
        kind="private", reward_cny_mn=5.0, number=100 * dose, **when
    ),
    "institution capacity": lambda dose, origins, **when: Institution(
        kind="arbitration", capacity_a_year=300 * dose, **when
    ),
    "institution support": lambda dose, origins, **when: Institution(
        kind="testing", capacity_a_year=100.0, support_cny_mn_a_year=50 * dose, **when
    ),
    "offshore settlement": lambda dose, origins, **when: OffshoreRule(
        listed_firms=20.0, settlement_days=5 - 5 * dose, **when
    ),
    "offshore duty": lambda dose, origins, **when: OffshoreRule(listed_firms=20.0, stamp_duty_refund=dose, **when),
    "offshore list": lambda dose, origins, **when: OffshoreRule(
        listed_firms=200 * dose, settlement_days=1.0, stamp_duty_refund=0.5, **when
    ),
}
"""By name of the field that grows with the dose; of thresholds the lowest holds, all others add up."""


def offers(listed: Sequence[Policy]) -> dict[str, np.ndarray]:
    """What the months offer groups, clients and intermediaries; of every number more is better."""
    return {
        "headquarters asked less": np.array([-policy.headquarters_assets_usd_mn for policy in listed]),
        "headquarters rewards": np.array(
            [sum(r.reward_cny_mn * r.number * r.share for r in policy.headquarters_rewards) for policy in listed]
        ),
        "institutions": np.array([[*policy.institution_capacity, *policy.institution_support] for policy in listed]),
        "offshore trade": np.array(
            [
                [-terms.settlement_days, terms.stamp_duty_refund, terms.listed_firms]
                for terms in (policy.offshore for policy in listed)
            ]
        ),
    }
