"""Every kind of action of the lever freight by a dose of 0 to 1, and what a month's policy offers because of it."""

from collections.abc import Callable

import numpy as np

from common.vocabulary import FREIGHT_MARKETS
from model.levers.actions import Action, CargoBase, ExpressRail, Freighters, LogisticsHub, Sailings, Trains
from model.policy import Policy

FREIGHT: dict[str, Callable[..., Action]] = {
    "freighter flights": lambda dose, origins, **when: Freighters(
        market="europe", weekly_flights=20 * dose, tonnes=100.0, support_cny_per_flight=4e5, **when
    ),
    "freighter support": lambda dose, origins, **when: Freighters(
        market="asean", weekly_flights=5.0, tonnes=20.0, support_cny_per_flight=3e5 * dose, **when
    ),
    "trains": lambda dose, origins, **when: Trains(
        corridor="europe", weekly_trains=10 * dose, support_cny_per_train=3e5, **when
    ),
    "sailings": lambda dose, origins, **when: Sailings(
        service="shanghai", weekly_sailings=20 * dose, hours_saved=24 * dose, **when
    ),
    "cargo base": lambda dose, origins, **when: CargoBase(
        cny_saved_per_flight=2e5 * dose, night_slots=20 * dose, **when
    ),
    "logistics hub": lambda dose, origins, **when: LogisticsHub(
        kind="sea_port", cny_saved_per_tonne=50 * dose, hours_saved=24 * dose, **when
    ),
    "express rail": lambda dose, origins, **when: ExpressRail(tonnes_a_day=100 * dose, **when),
}
"""Two actions of a kind add."""


def freight_on_offer(policy: Policy) -> np.ndarray:
    """All that is done for freight: room and support on offer by market, and what is added and saved elsewhere."""
    rules, offered = policy.freight, np.zeros((4, len(FREIGHT_MARKETS)))
    for row, listed in ((0, rules.freighters), (2, rules.trains)):
        for offer in listed:
            offered[row : row + 2, offer.market] += offer.weekly * offer.tonnes, offer.weekly * offer.support_cny
    elsewhere = *rules.sailings, *rules.hours, rules.turnround_cny, rules.night_slots, rules.express_tonnes_a_day
    return np.concatenate([offered.ravel(), elsewhere, rules.hub_cny_kg, rules.hub_hours])
