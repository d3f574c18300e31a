"""Contracts: launch support, in the unit in which airlines judge a route, and the flights it brings back."""

import numpy as np

from model.policy import Policy
from model.routes.frequencies import ReviewRules, margin
from model.routes.network import Network
from model.routes.passengers import WEEKS_A_MONTH, Passengers
from model.routes.rights import whole
from model.world import World


def support_per_seat(policy: Policy, world: World, usual_fare: np.ndarray) -> np.ndarray:
    """Launch support per seat over the usual fare of a seat, (origins,).

    Fares are those of 2022, support is money of the day. ``usual_fare`` is of a return ticket, USD, (origins,).
    """
    usd = policy.launch_support_cny_per_seat / (world.exchange_rate * world.price_level)
    return usd / (usual_fare / 2)


def restored_flights(
    policy: Policy, support: np.ndarray, network: Network, passengers: Passengers, rules_of: list[ReviewRules]
) -> np.ndarray:
    """Weekly flights, held back by the closure, that support brings back this season, (origins,).

    It has to make up for what scarce aircraft earn elsewhere.
    """
    flown, most = network.flown(policy, np.zeros(support.size)), network.most_flown(policy)
    back, restored = network.planned * network.model.world.seat_share, np.zeros(support.size)
    for origin in np.flatnonzero((support > 0) & (most > flown)):
        rules, more = rules_of[origin], np.arange(int(whole(most[origin] - flown[origin])) + 1)
        load = passengers.load_year[origin] * back[origin] / (flown[origin] + more)
        earns = margin(np.minimum(load, rules.target_load), 1.0, support[origin], rules.breakeven_load)
        restored[origin] = more[(more == 0) | (earns >= rules.restore_margin)].max()
    return restored


def support_million_cny(policy: Policy, paid_flights: np.ndarray, seats_per_flight: np.ndarray) -> float:
    """Return a month's support for weekly return flights, (origins,), million CNY: seats count both ways."""
    seats_both_ways = 2 * paid_flights * seats_per_flight * WEEKS_A_MONTH
    return float((seats_both_ways * policy.launch_support_cny_per_seat).sum() / 1e6)
