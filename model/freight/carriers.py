"""Freighters and trains: how many fly and run, by what they earn and by the support on offer.

Those of 2022 answer to what a flight or train earns. A further one comes when what it earns and the support together
make up for what new services lack; an offer without support brings none.
"""

import math
from typing import NamedTuple

import numpy as np

from model.parameters import Room
from model.rules.business import CarrierOffer


class Running(NamedTuple):
    """What flies or runs in a market, (markets,) each."""

    usual: np.ndarray
    """Weekly flights or trains without a contract."""
    offered: np.ndarray
    """Weekly flights or trains under offers of support."""
    tonnes: np.ndarray
    """Room a week and direction of all of them; trains: of both directions together."""
    support: np.ndarray
    """Support earned that is a cost of the lever, CNY a week."""
    slope: np.ndarray
    """Rise of tonnes as one earns more, over what it earned in 2022."""


def taken_up(earned: float, support: float, p: Room) -> tuple[float, float]:
    """Return the share of offers that carriers take up because of the support, and its slope in ``earned``.

    Args:
        earned: what a flight or train earns over what it earned in 2022.
        support: support over what it earned in 2022.
    """
    without = math.exp(min((earned - 1 - p.new_gap) / p.new_spread, 50.0))
    with_it = without * math.exp(min(support / p.new_spread, 50.0))
    return 1 - (1 + without) / (1 + with_it), (with_it - without) / (1 + with_it) ** 2 / p.new_spread


def running(
    weekly: np.ndarray,
    tonnes: np.ndarray,
    earned: np.ndarray,
    worth: np.ndarray,
    saved_cny: float,
    offers: tuple[CarrierOffer, ...],
    p: Room,
    most: float = np.inf,
) -> Running:
    """Return what flies or runs.

    Args:
        weekly: flights or trains of 2022, (markets,).
        tonnes: room of each, (markets,).
        earned: what one earns over 2022, (markets,).
        worth: what one earned in 2022, CNY, (markets,).
        saved_cny: what a home base saves on each, CNY.
        offers: support on offer.
        p: parameters, room ``freight``.
        most: slots a week for all together.
    """
    better = np.maximum(earned + saved_cny / worth, 1e-9)
    usual = weekly * better**p.supply
    offered, support, none = np.zeros((3, weekly.size))
    room, slope = usual * tonnes, usual * tonnes * p.supply / better
    for offer in offers:
        per_tonne = worth[offer.market] / tonnes[offer.market]
        cost = per_tonne * offer.tonnes
        # What a base saves beyond that is in what flies without a contract.
        helped = offer.support_cny + min(saved_cny, offer.support_cny)
        share, rise = taken_up(float(earned[offer.market]), helped / cost, p)
        flown = offer.weekly * share
        offered[offer.market] += flown
        room[offer.market] += flown * offer.tonnes
        support[offer.market] += flown * offer.support_cny * offer.counted
        slope[offer.market] += offer.weekly * offer.tonnes * rise
    found = Running(usual, offered, room, support, slope)
    if (usual + offered).sum() <= most:
        return found
    of_usual = Running(usual, none, usual * tonnes, none, usual * tonnes * p.supply / better)
    return _within_slots(found, of_usual, most)


def _within_slots(wanted: Running, of_usual: Running, most: float) -> Running:
    """Return what fits into ``most`` slots: who flies without a contract keeps its slots, and offers share what is left.

    Slots of the season before are kept as at all coordinated airports, so that support of small aircraft does not push
    large ones out.
    """
    flying, further = float(of_usual.usual.sum()), float(wanted.offered.sum())
    kept = min(1.0, most / max(flying, 1e-9))
    fits = (most - kept * flying) / further if further > 0 else 0.0
    return Running(*(kept * own + fits * (part - own) for part, own in zip(wanted, of_usual, strict=True)))
