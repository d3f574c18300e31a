"""Mixed quarters: what shops, work, homes and culture within a walk are worth to those who work and live near.

No study of Nanjing exists. The worth is a share of rents, so that it can be compared with what people pay for space; it
saturates with the number of uses and where quarters overlap.
"""

from typing import NamedTuple

import numpy as np

from common.vocabulary import USES, ZONES
from model.levers.mixed_land_use import M2_PER_HECTARE
from model.parameters import Room

NEAR = np.isin(USES, ("research", "office", "housing"))
"""Uses whose tenants value a quarter around them."""
KM2 = 1e6


class Quarter(NamedTuple):
    """A quarter that stands: zone as index, land in m2, floor space by use in m2, (uses,)."""

    zone: int
    land_m2: float
    space_m2: np.ndarray


def diversity(space: np.ndarray, half: float) -> float:
    """Return how much of the worth of diversity a mix has, 0 for one use, to 1, from the effective number of its uses."""
    total = space.sum()
    if total <= 0:
        return 0.0
    beyond_the_first = total**2 / (space**2).sum() - 1
    return float(beyond_the_first / (beyond_the_first + half))


def catchment_ratio(p: Room) -> float:
    """Return the land within walking distance of a round quarter of the usual size, itself included, over its own land."""
    radius_km = np.sqrt(p.quarter_hectares * M2_PER_HECTARE / np.pi / KM2)
    return float(((radius_km + p.quarter_walk_km) / radius_km) ** 2)


def near_a_quarter(quarters: list[Quarter], built_land: np.ndarray, p: Room) -> np.ndarray:
    """Return the share of each zone's built land near mixed quarters, weighted by how good they are, (zones,).

    Land is rebuilt in quarters of the usual size, so that one site of forty hectares is as good as two of twenty.

    Args:
        quarters: those that stand.
        built_land: land under the zones' buildings, m2, (zones,).
        p: parameters, room ``builders``.
    """
    reached, ratio = np.zeros(len(ZONES)), catchment_ratio(p)
    for quarter in quarters:
        reached[quarter.zone] += diversity(quarter.space_m2, p.quarter_diversity) * ratio * quarter.land_m2
    return np.asarray(-np.expm1(-reached / built_land))
