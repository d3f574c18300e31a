"""Digital trade as a lever: desks for data that leave the country, free lists, computing power, lines, and trade in data."""

import math
from dataclasses import dataclass

import numpy as np

from common.vocabulary import SECTORS
from model.facts.digital import lists_allowed_from, rule_in_force
from model.facts.months import month_index
from model.levers.actions import Action, Plan, stretches
from model.rules.business import DigitalTerms
from model.setting import Setting

END_OF_2022 = month_index(2023, 1) - 1e-6
"""The moment whose rules the world holds where it holds those of 2022."""


@dataclass(frozen=True, kw_only=True)
class DataDesk(Action):
    """A desk that helps firms through the mechanisms for data: cases a year on top of the usual, days that a case takes."""

    cases_a_year: float
    days: float | None = None
    cost_cny_mn_a_year: float = 0.0


@dataclass(frozen=True, kw_only=True)
class FreeList(Action):
    """A list of the free-trade zone: firms there, of the sectors named, of whose data a share needs no mechanism."""

    sectors: tuple[str, ...]
    share: float


@dataclass(frozen=True, kw_only=True)
class ComputingCentre(Action):
    """Computing power that the city has built: PFlops, ready after ``build_months``, public money in million CNY."""

    pflops: float
    build_months: float
    public_cny_mn: float = 0.0


@dataclass(frozen=True, kw_only=True)
class DedicatedLines(Action):
    """A wider dedicated channel, Gbit/s, and support of each firm that takes a line, CNY a year."""

    gbps: float = 0.0
    subsidy_cny: float = 0.0
    cost_cny_mn_a_year: float = 0.0


@dataclass(frozen=True, kw_only=True)
class DataExchange(Action):
    """A place where data are traded: turnover that it can handle and its cost, million CNY a year."""

    turnover_cny_mn_a_year: float
    cost_cny_mn_a_year: float = 0.0


def write(plan: Plan, setting: Setting, month: int) -> dict:
    """What is in force in a calendar month: amounts add up; of days, lists and support the best holds at each moment."""
    held = setting.world["national_data_rules"] == "held_2022"
    cases = pflops = gbps = exchange = 0.0
    for action in plan.digital_trade:
        share = action.share_of(month)
        if isinstance(action, DataDesk):
            cases += share * action.cases_a_year
        elif isinstance(action, ComputingCentre):
            pflops += _ready(action, month) * action.pflops
        elif isinstance(action, DedicatedLines):
            gbps += share * action.gbps
        elif isinstance(action, DataExchange):
            exchange += share * action.turnover_cny_mn_a_year
    rule = rule_in_force(min(month + 0.5, END_OF_2022) if held else month + 0.5)
    best = _best(plan, math.inf if held else lists_allowed_from(), month)
    return {"digital": DigitalTerms(rule, cases, *best, pflops, gbps, exchange)}


def _ready(centre: ComputingCentre, month: int) -> float:
    """Return the share of a calendar month in which a computing centre works."""
    return min(max(month + 1 - centre.start - centre.build_months, 0.0), 1.0)


def _best(plan: Plan, lists_from: float, month: int) -> tuple[float, np.ndarray, float]:
    """Days' worth of speed, share of each sector freed by lists, and support of a line, means of a month."""
    speed, freed, support = 0.0, np.zeros(len(SECTORS)), 0.0
    if not plan.digital_trade:
        return speed, freed, support
    for moment, length in stretches(plan.digital_trade, month, (lists_from,)):
        now = [action for action in plan.digital_trade if action.holds_at(moment)]
        desks = [1 / one.days for one in now if isinstance(one, DataDesk) and one.days is not None]
        speed += length * max(desks, default=0.0)
        support += length * max((one.subsidy_cny for one in now if isinstance(one, DedicatedLines)), default=0.0)
        lists = [one for one in now if isinstance(one, FreeList)]
        allowed = [one.share * np.isin(SECTORS, one.sectors) for one in lists if _allowed(one, moment, lists_from)]
        freed = freed + length * np.max(allowed, axis=0, initial=0.0) if allowed else freed
    return speed, freed, support


def _allowed(listed: FreeList, moment: float, lists_from: float) -> bool:
    """Return whether a list may free data: the nation's at once, others from the national rule on that allows them."""
    return listed.decided_by == "national" or moment >= lists_from


def cost(plan: Plan, month: int) -> float:
    """Public cost in a calendar month, million CNY; support of lines is added as firms take it."""
    paid: list[float] = []
    for action in plan.digital_trade:
        if isinstance(action, ComputingCentre):
            months = max(action.build_months, 1.0)
            building = min(action.start + months, month + 1) - max(action.start, month)
            paid.append(action.public_cny_mn * max(building, 0.0) / months)
        elif isinstance(action, DataDesk | DedicatedLines | DataExchange):
            paid.append(action.share_of(month) * action.cost_cny_mn_a_year / 12)
    return math.fsum(paid)
