"""Cross-border finance: cash pools, single accounts, licensed institutions, finance companies, funds, programmes of credit."""

from dataclasses import dataclass

import numpy as np

from common.vocabulary import DIRECTIONS, FINANCIAL_INSTITUTIONS, PROGRAMMES
from model.levers.actions import Action, Plan, stretches
from model.parameters import Parameters
from model.rules.business import FinanceRules


@dataclass(frozen=True, kw_only=True)
class CashPools(Action):
    """Rules of two-way cash pools: quota as a share of members' own funds, revenue from which groups may pool, million CNY."""

    quota: float
    threshold_revenue_cny_mn: float


@dataclass(frozen=True, kw_only=True)
class SingleAccounts(Action):
    """One account for all currencies: outlets of banks that offer it, and firms that may hold it."""

    banks: float
    firms_eligible: float


@dataclass(frozen=True, kw_only=True)
class ForeignInstitutions(Action):
    """Licences for foreign institutions of one kind."""

    kind: str
    licences: float


@dataclass(frozen=True, kw_only=True)
class CreditProgramme(Action):
    """Money that lenders may place in a programme, million CNY a year, and the share of loans that the city guarantees."""

    kind: str
    cny_mn_a_year: float
    guarantee_share: float = 0.0


@dataclass(frozen=True, kw_only=True)
class FinanceCompanies(Action):
    """Licences for finance companies of foreign groups."""

    licences: float


@dataclass(frozen=True, kw_only=True)
class FundPilot(Action):
    """Quota of funds that bring capital in (QFLP) or take it out (QDLP), million USD."""

    direction: str
    quota_usd_mn: float


def write(plan: Plan, p: Parameters, month: int) -> dict:
    """What the plan's actions allow in a calendar month beyond the rules of 2022; part of a month counts pro rata.

    Of several rules for cash pools the largest quota and the lowest threshold hold; all else adds up.
    """
    quota, cut = _pool_rules(plan, p, month)
    accounts = companies = 0.0
    licences, funds = np.zeros(len(FINANCIAL_INSTITUTIONS)), np.zeros(len(DIRECTIONS))
    money, guaranteed = np.zeros((2, len(PROGRAMMES)))
    for action in plan.cross_border_finance:
        share = action.share_of(month)
        if isinstance(action, SingleAccounts):
            accounts += share * min(action.banks * p["finance.accounts.per_bank"], action.firms_eligible)
        elif isinstance(action, FinanceCompanies):
            companies += share * action.licences
        elif isinstance(action, ForeignInstitutions):
            licences[FINANCIAL_INSTITUTIONS.index(action.kind)] += share * action.licences
        elif isinstance(action, FundPilot):
            funds[DIRECTIONS.index(action.direction)] += share * action.quota_usd_mn
        elif isinstance(action, CreditProgramme):
            least = p["finance.credit.placed"]
            placed = share * action.cny_mn_a_year * (least + (1 - least) * action.guarantee_share)
            money[PROGRAMMES.index(action.kind)] += placed
            guaranteed[PROGRAMMES.index(action.kind)] += placed * action.guarantee_share
    part = np.divide(guaranteed, money, out=np.zeros_like(money), where=money > 0)
    return {"finance": FinanceRules(quota, cut, accounts, companies, licences, funds, money, part)}


def _pool_rules(plan: Plan, p: Parameters, month: int) -> tuple[float, float]:
    """Quota beyond that of 2022 and threshold below it, means of the month."""
    rules = [action for action in plan.cross_border_finance if isinstance(action, CashPools)]
    usual, threshold = p["finance.pool.quota_2022"], p["finance.pool.threshold_2022_cny_mn"]
    quota = cut = 0.0
    for middle, length in stretches(rules, month) if rules else ():
        held = [rule for rule in rules if rule.holds_at(middle)]
        quota += length * max((max(rule.quota - usual, 0.0) for rule in held), default=0.0)
        cut += length * max((max(threshold - rule.threshold_revenue_cny_mn, 0.0) for rule in held), default=0.0)
    return quota, cut
