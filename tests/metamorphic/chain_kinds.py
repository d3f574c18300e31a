"""The kinds of action of industrial chains, and what a month's policy offers chains."""

from collections.abc import Callable, Sequence

import numpy as np

from common.vocabulary import CHAINS
from model.levers.industrial_chains import BackupStock, FirstUse, LeadingFirms, LocalSupply, Platform
from model.policy import Policy


def _between(low: float, high: float, dose: float) -> float:
    return low + dose * (high - low)


MAKES: dict[str, Callable] = {
    "platform money": lambda dose, origins, **when: Platform(
        chain="biomedicine", capex_cny_mn_a_year=_between(1, 500, dose), **when
    ),
    "leading firms": lambda dose, origins, **when: LeadingFirms(
        chain="smart_vehicles",
        projects_a_year=_between(0.1, 5, dose),
        investment_usd_mn=50.0,
        support_share=0.1,
        **when,
    ),
    "matched purchases": lambda dose, origins, **when: LocalSupply(
        chain="smart_grid", purchases_cny_mn_a_year=_between(1, 5000, dose), **when
    ),
    "weeks in reserve": lambda dose, origins, **when: BackupStock(
        chain="integrated_circuits", weeks=_between(0.1, 13, dose), **when
    ),
    "first sets": lambda dose, origins, **when: FirstUse(
        chain="steel", insured_cny_mn_a_year=_between(1, 2000, dose), **when
    ),
}
"""An action at dose 0 to 1 by the name of its kind; all add up."""
OFFERED = ("platforms", "purchases", "first_sets", "backup_weeks")


def chain_offers(listed: Sequence[Policy]) -> dict[str, np.ndarray]:
    """What is done for chains month by month; of every number more is better."""
    found = {f"chains: {name}": np.array([getattr(policy.chains, name) for policy in listed]) for name in OFFERED}
    return found | {"chains: leaders": np.array([_leaders(policy) for policy in listed])}


def _leaders(policy: Policy) -> np.ndarray:
    """Support on offer by chain, million USD a year."""
    offered = np.zeros(len(CHAINS))
    for sought in policy.chains.leaders:
        offered[sought.chain] += sought.usd_mn_a_year * sought.support_share
    return offered
