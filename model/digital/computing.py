"""The market of computing power: what firms ask for, what is built and rented from elsewhere, and the price that clears it."""

import math

from model.parameters import Room

STEPS = 60


def price(firms: float, added: float, p: Room) -> float:
    """Return the price at which demand and supply meet, 1 = price of 2022.

    Demand is ``firms * P ** -e``; supply is ``P ** s``, from data centres here and elsewhere that follow the price, and what
    a plan adds. Both are relative to the capacity of 2022: that the whole market grows is left out of both.

    Args:
        firms: firms that use computing, relative to the start.
        added: capacity of the plan over that of 2022.
        p: parameters ``digital.computing.*``.
    """
    low, high, exp = math.log(1e-3), math.log(1e3), math.exp
    demand, supply = -p.demand_elasticity, p.supply_elasticity
    for _ in range(STEPS):
        middle = (low + high) / 2
        short = firms * exp(demand * middle) > exp(supply * middle) + added
        low, high = (middle, high) if short else (low, middle)
    return math.exp((low + high) / 2)


def used(firms: float, at: float, p: Room) -> float:
    """Return computing power in use at a price, relative to 2022."""
    return float(firms * at**-p.demand_elasticity)
