"""Consumption and brands as a lever: first stores, time-honoured brands, sellers by e-commerce and livestream bases."""

import math
from dataclasses import dataclass

from model.consumption.terms import ConsumptionTerms, StoresSupported
from model.levers.actions import Action, Plan


@dataclass(frozen=True, kw_only=True)
class FirstStores(Action):
    """First stores that are supported: how many a year, and with how much each, million CNY."""

    stores_a_year: float
    support_cny_mn: float


@dataclass(frozen=True, kw_only=True)
class Brands(Action):
    """Time-honoured brands whose shops are renewed, a year."""

    brands_a_year: float
    cost_cny_mn_a_year: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Ecommerce(Action):
    """Firms taught and served to sell abroad by e-commerce, a year, and warehouses abroad, m2."""

    sellers_a_year: float = 0.0
    warehouse_m2: float = 0.0
    cost_cny_mn_a_year: float = 0.0


@dataclass(frozen=True, kw_only=True)
class LiveBase(Action):
    """A base for livestream sales, m2."""

    m2: float
    cost_cny_mn_a_year: float = 0.0


def write(plan: Plan, month: int) -> dict:
    """What is in force in a calendar month; amounts add up, part of a month counts pro rata."""
    stores, brands, sellers, warehouses, live = [], 0.0, 0.0, 0.0, 0.0
    for action in plan.consumption:
        share = action.share_of(month)
        if isinstance(action, FirstStores):
            stores.append(StoresSupported(share * action.stores_a_year, action.support_cny_mn))
        elif isinstance(action, Brands):
            brands += share * action.brands_a_year
        elif isinstance(action, Ecommerce):
            sellers += share * action.sellers_a_year
            warehouses += share * action.warehouse_m2
        elif isinstance(action, LiveBase):
            live += share * action.m2
    return {"consumption": ConsumptionTerms(tuple(stores), brands, sellers, warehouses, live)}


def cost(plan: Plan, month: int) -> float:
    """Public cost in a calendar month, million CNY: those who would have come without support take it as well."""
    paid: list[float] = []
    for action in plan.consumption:
        if isinstance(action, FirstStores):
            paid.append(action.share_of(month) * action.stores_a_year * action.support_cny_mn / 12)
        elif isinstance(action, Brands | Ecommerce | LiveBase):
            paid.append(action.share_of(month) * action.cost_cny_mn_a_year / 12)
    return math.fsum(paid)
