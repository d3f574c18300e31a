"""Contracts: launch support, in the unit in which airlines judge a route, and the flights it brings back."""

import numpy as np

from model.arrays import Num
from model.policy import Policy, support_paid
from model.routes.connecting import connecting_load
from model.routes.frequencies import ReviewRules, margin
from model.routes.network import Network
from model.routes.passengers import WEEKS_A_MONTH, Passengers
from model.routes.rights import whole
from model.world import World


def over_fare(cny_per_seat: np.ndarray, world: World, usual_fare: Num) -> np.ndarray:
    """Launch support per seat over the usual fare of a seat, of the shape of ``cny_per_seat``.

    Fares are those of 2022, support is money of the day. ``usual_fare`` is of a return ticket, USD.
    """
    usd = cny_per_seat / (world.exchange_rate * world.price_level)
    return usd / (usual_fare / 2)


def support_ahead(policy: Policy, origin: int, flights: np.ndarray, load: np.ndarray) -> np.ndarray:
    """Launch support of a market in each coming season, CNY per seat, (seasons, flights).

    An airline knows the contract that is on offer, with its steps, its terms and its end, and what is announced to follow on
    it; what is offered after a gap is another.

    Args:
        policy: the month's rules.
        origin: place of the market on the origin axis.
        flights: weekly flights of all airlines together, (flights,).
        load: load factor expected with each, (seasons, flights).
    """
    paid = np.zeros_like(load)
    for season, (offered, expected) in enumerate(zip(policy.support_ahead, load, strict=False)):
        if policy.support_ahead_cny_per_seat[season, origin] <= 0:
            break
        paid[season] = support_paid(offered, flights, expected, origin)
    return paid


def restored_flights(
    policy: Policy,
    usual_fare: np.ndarray,
    network: Network,
    passengers: Passengers,
    rules: ReviewRules,
    breakeven_load: np.ndarray,
) -> np.ndarray:
    """Weekly flights beyond those that the closure leaves which support brings back this season, (origins,).

    It has to make up for what scarce aircraft earn elsewhere. Airlines weigh whole flights more than the closure leaves, and all
    that may be flown. What a grant brings anyway changes nothing of that: support is paid for what comes on top of it.

    Args:
        policy: the month's rules.
        usual_fare: direct return fares, USD, (origins,).
        network: the routes.
        passengers: those who would fly.
        rules: what airlines judge by.
        breakeven_load: load at which the usual fare just pays, (origins,).
    """
    world, planned = network.model.world, network.planned
    supported, restored = policy.launch_support_cny_per_seat > 0, np.zeros(planned.size)
    if not supported.any():
        return restored
    most, back, within_limits = network.most_flown(policy), planned * network.share, planned * network.limits
    for origin in map(int, np.flatnonzero(supported & (most > back))):
        more = np.arange(int(whole(most[origin] - back[origin])) + 1)
        totals = np.append(back[origin] + more, [within_limits[origin], most[origin]])
        local = np.minimum(passengers.load_year[origin] * back[origin] / totals, rules.target_load)
        connecting = connecting_load(local, passengers.connecting_per_local[origin], rules.target_load)
        offered = policy.support_cny_per_seat(totals, local + connecting, origin)
        sold = local + rules.connecting_yield * connecting
        earns = margin(sold, 1.0, over_fare(offered, world, usual_fare[origin]), breakeven_load[origin])
        restored[origin] = totals[earns >= rules.restore_margin].max(initial=back[origin]) - back[origin]
    return restored


def support_million_cny(
    policy: Policy, paid: np.ndarray, timetable: np.ndarray, load: np.ndarray, seats_per_flight: np.ndarray
) -> float:
    """Return a month's support, million CNY; seats count both ways.

    Terms ask for the flights in the timetable, by which airlines plan: who flies fewer because of the closure keeps the contract.

    Args:
        policy: the month's rules.
        paid: weekly return flights that would not be flown without support, (origins,).
        timetable: all weekly return flights in the timetable, (origins,).
        load: share of seats filled over the last year, (origins,).
        seats_per_flight: seats, (origins,).
    """
    if not paid.any():
        return 0.0
    seats_both_ways = 2 * paid * seats_per_flight * WEEKS_A_MONTH
    return float((seats_both_ways * policy.support_cny_per_seat(timetable, load)).sum() / 1e6)
