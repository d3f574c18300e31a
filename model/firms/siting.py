"""Which national platform a firm of a zone settles on, and who goes to an enclave park instead; luck is a firm's own."""

import numpy as np

from model.draws import Draws
from model.firms.investors import appeared


def sited(draws: Draws, slot: np.ndarray, zone: np.ndarray, sector: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """Return the platform of each firm, (firms,), the last: none.

    Args:
        draws: the member's luck.
        slot: identities, (firms,).
        zone, sector: of each firm, (firms,).
        shares: share of a zone's entrants on each platform, (platforms, zones, sectors), sum 1.
    """
    luck = draws.lasting("firms.platform", appeared(slot), slot)
    below = np.cumsum(shares, axis=0)[:-1]
    return (luck >= below[:, zone, sector]).sum(axis=0)


def goes_elsewhere(draws: Draws, slot: np.ndarray, sector: np.ndarray, diverted: np.ndarray) -> np.ndarray:
    """Return whose plant goes to an enclave park, boolean, (firms,); ``diverted`` is the share by sector, (sectors,)."""
    return draws.lasting("firms.enclave", appeared(slot), slot) < diverted[sector]


def taken_in(
    draws: Draws,
    month: int,
    slot: np.ndarray,
    sites: np.ndarray,
    zone: np.ndarray,
    sector: np.ndarray,
    grown: np.ndarray,
    homes: np.ndarray,
) -> np.ndarray:
    """Return the platform of each firm after boundaries have grown, (firms,).

    Args:
        draws: the member's luck.
        month: of the draw.
        slot: identities, (firms,).
        sites: the platform of each firm so far, (firms,).
        zone, sector: of each firm, (firms,).
        grown: share of a zone's other firms that each platform takes in, (platforms, sectors).
        homes: zone of each platform but the last, (platforms - 1,).
    """
    luck = draws.uniform("firms.boundary", month, slot)
    now, reached = sites.copy(), np.zeros(slot.size)
    outside = sites == len(homes)
    for platform, home in enumerate(homes):
        before = reached.copy()
        reached += np.where(zone == home, grown[platform, sector], 0.0)
        now[outside & (luck >= before) & (luck < reached)] = platform
    return now
