"""Shippers: which service goods take, by freight, days and waits, and what all services together cost them.

What a service costs is a share of the goods' worth: freight over the worth of a kilogram, and days on the way and of
waiting at what a day costs (Hummels & Schaur 2013). Shares follow a nested choice in the logarithm of that cost: among
air, rail and sea, then among the gates of each. Goods of high worth fly; goods of middling worth take trains; the rest
goes by sea.
"""

from typing import NamedTuple

import numpy as np

from model.freight.services import AIRPORTS_ROAD, LIMITED, OTHER_TRAINS, SEA_DIRECT
from model.parameters import Room

WHICH = [0, 0, 1]
"""Mode, air or rail, of each limited service."""
TINY = 1e-300
"""Keeps nothing over nothing at nothing, where no train runs."""


class Weights(NamedTuple):
    """What shippers make of services beside cost, so that those of 2022 carry what they did."""

    limited: np.ndarray
    """Of Lukou, fast trains and Nanjing's trains against the others of their mode, (limited, flows, markets)."""
    air: float
    """Of air against sea."""
    rail: np.ndarray
    """Of rail against sea, (markets,)."""


class Taken(NamedTuple):
    """What shippers take; arrays over goods, classes, flows and markets follow."""

    limited: np.ndarray
    """Shares of limited services, (limited, ...)."""
    costs: np.ndarray
    """What limited services cost, (limited, ...)."""
    air: np.ndarray
    """Share of all air, (...)."""
    rail: np.ndarray
    """Share of all rail, (...)."""
    total: np.ndarray
    """Powers of cost of all modes, added up, (...)."""
    answer: np.ndarray
    """Fall of each limited share per log point of its rate, (limited, ...)."""


class Fixed(NamedTuple):
    """What services without limits offer, in powers of cost, (...) each; changes only with the terms at the gates."""

    air: np.ndarray
    rail: np.ndarray
    sea: np.ndarray
    costs: np.ndarray
    """Costs of all services at usual rates, (services, ...); those of limited services are found month by month."""
    by_sea: np.ndarray
    """Share of each way by sea in what goes by sea, (ways, ...)."""


def cost(rate: np.ndarray, days: np.ndarray, worth: np.ndarray, day_cost: np.ndarray) -> np.ndarray:
    """Return cost over worth, (services, goods, classes, flows, markets).

    Args:
        rate: CNY a kg, (services, goods or 1, flows, markets).
        days: with waits, (services, goods or 1, markets).
        worth: CNY a kg, (goods, classes, flows).
        day_cost: share of worth a day, (goods,).
    """
    freight = rate[:, :, None] / worth[None, ..., None]
    return freight + (day_cost[:, None] * days)[:, :, None, None, :]


def fixed(costs: np.ndarray, p: Room) -> Fixed:
    """Return what services without limits offer; ``costs`` of all services, as of :func:`cost`."""
    power = costs**-p.within_mode
    ways = power[SEA_DIRECT:].sum(axis=0)
    return Fixed(
        air=power[AIRPORTS_ROAD],
        rail=power[OTHER_TRAINS],
        sea=ways ** (p.between_modes / p.within_mode),
        costs=costs,
        by_sea=power[SEA_DIRECT:] / ways,
    )


def choose(limited: np.ndarray, freight: np.ndarray, others: Fixed, weights: Weights, p: Room) -> Taken:
    """Return what shippers take.

    Args:
        limited: costs of limited services, (limited, goods, classes, flows, markets), infinite where there is no room.
        freight: the part of it that is freight, same shape.
        others: what the other services offer.
        weights: what shippers make of services beside cost.
        p: parameters, room ``freight``.
    """
    power = weights.limited[:, None, None] * limited**-p.within_mode
    nests = np.empty((2, *power.shape[1:]))
    nests[0], nests[1] = others.air + power[0] + power[1], others.rail + power[2]
    modes = nests ** (p.between_modes / p.within_mode)
    modes[0] *= weights.air
    modes[1] *= weights.rail
    total = modes[0] + modes[1] + others.sea
    by_air, by_rail = mode_share = modes / total
    within = power / np.maximum(nests, TINY).take(WHICH, axis=0)
    of_mode = mode_share.take(WHICH, axis=0)
    share = within * of_mode
    part = np.divide(freight, limited, out=np.zeros(share.shape), where=share > 0)
    answer = share * part * (p.within_mode * (1 - within) + p.between_modes * within * (1 - of_mode))
    return Taken(share, limited, by_air, by_rail, total, answer)


def service_shares(taken: Taken, others: Fixed) -> np.ndarray:
    """Return shares of all services, (services, goods, classes, flows, markets); they sum to 1."""
    lukou, fast, train = taken.limited
    by_land = np.stack([lukou, taken.air - lukou - fast, fast, train, taken.rail - train])
    return np.concatenate([by_land, (1 - taken.air - taken.rail) * others.by_sea])


def cost_index(taken: Taken, p: Room) -> np.ndarray:
    """Return the cost index of all services together, (goods, classes, flows, markets)."""
    return taken.total ** (-1 / p.between_modes)


def mean_cost(taken: Taken, others: Fixed) -> np.ndarray:
    """Return the mean cost over worth of what is taken, (goods, classes, flows, markets)."""
    costs = others.costs.copy()
    costs[list(LIMITED)] = taken.costs
    return (service_shares(taken, others) * np.where(np.isfinite(costs), costs, 0.0)).sum(axis=0)


def departures_wait(weekly: np.ndarray, p: Room) -> np.ndarray:
    """Return days that goods wait for a departure; a week at most counts, beyond it goods go another way."""
    return np.minimum(p.wait * 7.0 / np.maximum(weekly, 1e-6), 7.0)
