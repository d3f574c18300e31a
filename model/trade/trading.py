"""Which firms trade with which partner, and how much: heterogeneous firms with fixed, sunk and iceberg costs.

A firm serves a partner when what it sells there covers the fixed cost of doing so (Melitz 2003, Econometrica
71:1695-1725); a firm that is not yet there must also cover what it costs to begin, so that links outlive a bad year
(Roberts & Tybout 1997, American Economic Review 87:545-564). All numbers are logarithms of ratios.
"""

import numpy as np
from scipy.special import ndtri

from model.arrays import Num
from model.parameters import Room


def review(linked: np.ndarray, score: np.ndarray, sunk: float) -> np.ndarray:
    """Return links after review, boolean, same shape.

    Args:
        linked: links before.
        score: log of sales over fixed cost for each firm and partner.
        sunk: log points by which sales must exceed the fixed cost before a new link is worth its start, at least 0.
    """
    links = score > 0
    links &= linked
    links |= score > np.float32(sunk)
    return links


def wander(productivity: np.ndarray, luck: np.ndarray, p: Room) -> np.ndarray:
    """Return log productivity a year later, float32, same shape; ``luck``: standard normals; ``p``: parameters, room ``trade``."""
    persistence = p.productivity_persistence
    news = np.float32(np.sqrt(1 - persistence**2) * p.productivity_spread)
    return np.float32(persistence) * productivity + news * luck


def logistic(u: np.ndarray, spread: float) -> np.ndarray:
    """Return logistic variates of standard deviation ``spread`` from uniforms in (0, 1), float32, same shape."""
    odds = u / (np.float32(1) - u)
    np.log(odds, out=odds)
    odds *= np.float32(spread * np.sqrt(3) / np.pi)
    return odds


def iceberg(distance_km: np.ndarray, at_1000_km: float, power: float) -> np.ndarray:
    """Return the price at the partner's door over price at the gate, at least 1: transport costs that rise with distance."""
    return 1.0 + at_1000_km * (np.maximum(distance_km, 1.0) / 1000.0) ** power


def cost_effect(iceberg_price: Num, saved: np.ndarray, elasticity: float) -> np.ndarray:
    """Return sales relative to the start when a share ``saved`` of the price at the gate is saved on the way."""
    return (1.0 - saved / iceberg_price) ** -elasticity


def fixed_cost_change(ties: np.ndarray, trip: np.ndarray, tie_elasticity: float, trip_elasticity: float) -> np.ndarray:
    """Return the log change of the fixed cost of each partner: it falls with ties and rises with the cost of going there.

    Args:
        ties: compatriots here relative to the start, (partners,).
        trip: trip cost relative to the start, (partners,).
        tie_elasticity: fall of the fixed cost per log point of ties.
        trip_elasticity: rise per log point of trip cost.
    """
    return trip_elasticity * np.log(trip) - tie_elasticity * np.log(ties)


def amount_change(ties: np.ndarray, trip: np.ndarray, tie_amount: float, trip_amount: float) -> np.ndarray:
    """Return sales per partner relative to the start, of whatever firm, as people know each other and meet, (partners,).

    Args:
        ties, trip: as in :func:`fixed_cost_change`.
        tie_amount: elasticity of sales to ties.
        trip_amount: fall of sales per log point of trip cost.
    """
    return ties**tie_amount * trip**-trip_amount


def threshold(share: np.ndarray, spread: float, sunk: float) -> np.ndarray:
    """Return the log size at which about a ``share`` of firms is linked, given the spread of sizes and fixed costs together."""
    return spread * ndtri(1.0 - share) - sunk / 2
