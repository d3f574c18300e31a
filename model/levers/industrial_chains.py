"""Industrial chains: shared platforms, leading firms, purchases from suppliers here, stocks in reserve, insured first sets."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from common.vocabulary import CHAINS
from model.facts.chains import chain_facts
from model.facts.months import WEEKS_A_YEAR
from model.levers.actions import Action, Plan
from model.parameters import Parameters
from model.rules.business import ChainSupport, LeadersSought


@dataclass(frozen=True, kw_only=True)
class Platform(Action):
    """Shared platforms of a chain (design tools, tape-out, pilot lines, testing): public money, million CNY a year."""

    chain: str
    capex_cny_mn_a_year: float


@dataclass(frozen=True, kw_only=True)
class LeadingFirms(Action):
    """Foreign projects of a size (million USD) that are sought each year with support, a share of their investment."""

    chain: str
    projects_a_year: float
    investment_usd_mn: float
    support_share: float


@dataclass(frozen=True, kw_only=True)
class LocalSupply(Action):
    """Purchases of a chain that are matched with suppliers in Nanjing, million CNY a year."""

    chain: str
    purchases_cny_mn_a_year: float


@dataclass(frozen=True, kw_only=True)
class BackupStock(Action):
    """Imported inputs of a chain held in reserve beside firms' own stocks, weeks of use."""

    chain: str
    weeks: float


@dataclass(frozen=True, kw_only=True)
class FirstUse(Action):
    """Sales of first sets of new equipment, materials and software that are insured, million CNY a year."""

    chain: str
    insured_cny_mn_a_year: float


Kind = TypeVar("Kind", Platform, LocalSupply, BackupStock, FirstUse)


def write(plan: Plan, month: int) -> dict[str, ChainSupport]:
    """Return what the plan does for chains in a calendar month; part of a month counts pro rata."""
    if not plan.industrial_chains:
        return {}
    return {"chains": support(plan, month)}


def support(plan: Plan, month: int) -> ChainSupport:
    """Return money, purchases and stocks by chain in a calendar month, the month's mean."""
    leaders = tuple(
        LeadersSought(
            CHAINS.index(action.chain),
            action.share_of(month) * action.projects_a_year * action.investment_usd_mn,
            action.support_share,
        )
        for action in plan.industrial_chains
        if isinstance(action, LeadingFirms) and action.share_of(month) > 0
    )
    return ChainSupport(
        platforms=_by_chain(plan, month, Platform, lambda action: action.capex_cny_mn_a_year),
        purchases=_by_chain(plan, month, LocalSupply, lambda action: action.purchases_cny_mn_a_year),
        first_sets=_by_chain(plan, month, FirstUse, lambda action: action.insured_cny_mn_a_year),
        backup_weeks=_by_chain(plan, month, BackupStock, lambda action: action.weeks),
        leaders=leaders,
    )


def cost(plan: Plan, p: Parameters, month: int) -> float:
    """Public cost of a calendar month, million CNY of 2022; support of leading firms is paid as projects take it."""
    if not plan.industrial_chains:
        return 0.0
    done, room, chains = support(plan, month), p.room("chains"), chain_facts()
    held = done.backup_weeks * chains.output * chains.imported / WEEKS_A_YEAR
    yearly = (
        done.platforms
        + room.matching_cost * done.purchases
        + room.first_sets_premium * done.first_sets
        + room.carrying_cost * held
    )
    return float(yearly.sum()) / 12


def _by_chain(plan: Plan, month: int, kind: type[Kind], amount: Callable[[Kind], float]) -> np.ndarray:
    """Return the sum of what actions of one kind bring in a calendar month, (chains,)."""
    found = np.zeros(len(CHAINS))
    for action in plan.industrial_chains:
        if isinstance(action, kind):
            found[CHAINS.index(action.chain)] += action.share_of(month) * amount(action)
    return found
