"""The market for floor space in six zones and seven uses, as pure functions of (zones, uses) arrays.

Domestic tenants choose how much space they take (city-wide elasticity) and in which zone (elasticity between zones);
firms from abroad, visitors and professionals have decided elsewhere how much they ask for. A dense zone is worth
more: tenants pay its premium gladly (Ahlfeldt & Pietrostefani 2019).
"""

import numpy as np


def city_price(price: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return the city-wide price of each use relative to the start, (uses,): mean of zones by ``weight``, whose columns sum to 1."""
    return (price * weight).sum(axis=0)


def domestic_demand(
    base: np.ndarray, price: np.ndarray, city: np.ndarray, between: float, overall: float
) -> np.ndarray:
    """Return floor space that domestic tenants take, m2, (zones, uses).

    Args:
        base: demand at the prices of the start, m2, (zones, uses).
        price: rent relative to the start and net of the premium for density, (zones, uses).
        city: the same for the whole city, (uses,).
        between: elasticity between zones (positive), at least ``overall``.
        overall: elasticity of the whole city (positive).
    """
    return base * price**-between * city ** (between - overall)


def clearing_price(base: np.ndarray, room: np.ndarray, city: np.ndarray, between: float, overall: float) -> np.ndarray:
    """Return the price at which domestic tenants take exactly ``room`` (m2, positive), (zones, uses)."""
    return (base * city ** (between - overall) / room) ** (1 / between)


def premium(density: np.ndarray, elasticity: float) -> np.ndarray:
    """Return the factor that a zone's density (relative to the start, (zones,)) puts on its rents, (zones, 1)."""
    return density[:, None] ** elasticity


def toward(rent: np.ndarray, target: np.ndarray, speed: float) -> np.ndarray:
    """Return rents after one month of moving a share ``speed`` of the way (in logarithms) to ``target``."""
    return rent * (target / rent) ** speed
