"""Fairs, venues and the lever consumption by a dose of 0 to 1, and what a month's policy offers because of them."""

from collections.abc import Callable

import numpy as np

from model.consumption.stores import gained
from model.levers.actions import Action, Fair, Venue
from model.levers.consumption import Brands, Ecommerce, FirstStores, LiveBase
from model.parameters import Parameters
from model.policy import Policy

STORES = Parameters().room("consumption").stores
ALL_YEAR = tuple(range(1, 13))
EVENTS: dict[str, Callable[..., Action]] = {
    "fair m2": lambda dose, origins, **when: Fair(held_in=ALL_YEAR, m2=1e5 * dose, abroad_share=0.1, **when),
    "fair share from abroad": lambda dose, origins, **when: Fair(
        held_in=ALL_YEAR, m2=20_000.0, abroad_share=dose, **when
    ),
}
VENUES: dict[str, Callable[..., Action]] = {
    "halls": lambda dose, origins, **when: Venue(zone="lukou", kind="hall", size=1e5 * dose, build_months=2.0, **when),
    "build months of seats": lambda dose, origins, **when: Venue(
        zone="jiangbei", kind="stadium", size=20_000.0, build_months=24 - 23 * dose, **when
    ),
}
CONSUMPTION: dict[str, Callable[..., Action]] = {
    "first stores": lambda dose, origins, **when: FirstStores(stores_a_year=300 * dose, support_cny_mn=0.5, **when),
    "support of first stores": lambda dose, origins, **when: FirstStores(
        stores_a_year=100.0, support_cny_mn=2 * dose, **when
    ),
    "brands": lambda dose, origins, **when: Brands(brands_a_year=60 * dose, **when),
    "sellers": lambda dose, origins, **when: Ecommerce(sellers_a_year=2000 * dose, **when),
    "warehouses": lambda dose, origins, **when: Ecommerce(warehouse_m2=2e5 * dose, **when),
    "live base": lambda dose, origins, **when: LiveBase(m2=2e5 * dose, **when),
}


def shops_on_offer(policy: Policy) -> np.ndarray:
    """First stores that come for support a year, brands renewed, sellers served, warehouses and live bases, (5,)."""
    terms = policy.consumption
    come = sum(some.stores_a_year * gained(some.support_cny_mn, STORES) for some in terms.stores)
    return np.array([come, *terms[1:]])
