"""Science: laboratories, cross-border institutes, rights to results, transfer offices, proofs of concept, alumni parks, young scientists."""

import math
from dataclasses import dataclass

import numpy as np

from model.facts import Facts
from model.levers.actions import Action, Plan, stretches
from model.parameters import Parameters
from model.rules.business import InstituteOpen, RightsInForce, ScienceRules


@dataclass(frozen=True, kw_only=True)
class Laboratory(Action):
    """A laboratory: posts for researchers and its budget, million CNY a year."""

    posts: float
    budget_cny_mn_a_year: float


@dataclass(frozen=True, kw_only=True)
class Institute(Action):
    """A cross-border institute with partners from the listed origins: posts and budget, million CNY a year."""

    origins: tuple[str, ...]
    posts: float
    budget_cny_mn_a_year: float


@dataclass(frozen=True, kw_only=True)
class RightsReform(Action):
    """Rights to results assigned to their researchers: share assigned, and share of universities covered by size."""

    share_assigned: float
    universities_covered: float


@dataclass(frozen=True, kw_only=True)
class TransferOffice(Action):
    """Officers who handle inventions for transfer: cases a year."""

    cases_a_year: float


@dataclass(frozen=True, kw_only=True)
class ProofFund(Action):
    """Money for proofs of concept, million CNY a year."""

    budget_cny_mn_a_year: float


@dataclass(frozen=True, kw_only=True)
class AlumniPark(Action):
    """An alumni science park: floor space, m2, and the firms that it takes at most."""

    area_m2: float
    firms: float


@dataclass(frozen=True, kw_only=True)
class YoungScientists(Action):
    """Posts for young scientists with pay, and a start-up grant for each, million CNY."""

    posts: float
    grant_cny_mn: float


def write(plan: Plan, facts: Facts, p: Parameters, month: int) -> dict:
    """What the plan's actions offer science in a calendar month; part of a month counts pro rata."""
    found = ScienceRules(rights=_rights(plan, month))
    for action in plan.science:
        share = action.share_of(month)
        if share > 0 and not isinstance(action, RightsReform):
            found = _with(found, action, share, facts, p)
    return {"science": found}


def cost(plan: Plan, p: Parameters, month: int) -> float:
    """Public cost in a calendar month, million CNY at prices of 2022: budgets, officers, parks, and pay and grants of posts."""
    return math.fsum(action.share_of(month) * _yearly_cost(action, p) / 12 for action in plan.science)


def _rights(plan: Plan, month: int) -> tuple[RightsInForce, ...]:
    """Reforms in force in each stretch of the month."""
    reforms = [action for action in plan.science if isinstance(action, RightsReform)]
    return tuple(
        RightsInForce(
            length, tuple((each.share_assigned, each.universities_covered) for each in reforms if each.holds_at(middle))
        )
        for middle, length in (stretches(reforms, month) if reforms else ())
    )


def _with(rules: ScienceRules, action: Action, share: float, facts: Facts, p: Parameters) -> ScienceRules:
    if isinstance(action, Laboratory):
        return rules._replace(
            laboratory_posts=rules.laboratory_posts + share * action.posts,
            laboratory_money=rules.laboratory_money + share * action.budget_cny_mn_a_year,
        )
    if isinstance(action, Institute):
        whose = np.isin(facts.origins, action.origins)
        opened = InstituteOpen(whose, share * action.posts, share * action.budget_cny_mn_a_year)
        return rules._replace(institutes=(*rules.institutes, opened))
    if isinstance(action, TransferOffice):
        return rules._replace(transfer_cases=rules.transfer_cases + share * action.cases_a_year)
    if isinstance(action, ProofFund):
        return rules._replace(proof_money=rules.proof_money + share * action.budget_cny_mn_a_year)
    if isinstance(action, AlumniPark):
        places = min(action.firms, action.area_m2 / p["science.space.m2_per_firm"])
        return rules._replace(places=rules.places + share * places)
    if isinstance(action, YoungScientists):
        return rules._replace(
            young_posts=rules.young_posts + share * action.posts,
            young_money=rules.young_money + share * _yearly_cost(action, p),
        )
    raise TypeError(f"not an action of science: {type(action).__name__}")


def _yearly_cost(action: Action, p: Parameters) -> float:
    """Public cost of a year in which an action is in force, million CNY at prices of 2022."""
    if isinstance(action, Laboratory | Institute | ProofFund):
        return action.budget_cny_mn_a_year
    if isinstance(action, TransferOffice):
        return action.cases_a_year * p["science.case_cny_mn"]
    if isinstance(action, AlumniPark):
        return action.area_m2 * p["science.space.cost_cny_m2"] / 1e6
    if isinstance(action, YoungScientists):
        return action.posts * (p["science.young_pay_cny_mn"] + action.grant_cny_mn / p["science.grant_years"])
    return 0.0
