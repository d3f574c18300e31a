"""Connecting passengers: those who go on at the hub abroad or come by a domestic flight. They fill seats that are left."""

import numpy as np

from model.arrays import Num


def connecting_load(local: Num, per_local: Num, target_load: float) -> np.ndarray:
    """Return seats that connecting passengers take over seats offered: up to the target load, beyond which they are not sold.

    Args:
        local: seats wanted by passengers of the market itself over seats offered.
        per_local: connecting passengers on offer for each of these.
        target_load: load that airlines aim at.
    """
    return np.minimum(local * per_local, np.maximum(target_load - local, 0.0))


def per_local(connecting_share: Num) -> np.ndarray:
    """Return connecting passengers for each passenger of the market itself, from their share of all passengers."""
    return np.asarray(connecting_share / (1 - connecting_share))


def mean_share(flights: np.ndarray, connecting_share: np.ndarray) -> np.ndarray:
    """Return the connecting share of all airlines of a market together, (origins,); 0 where none is flown.

    Args:
        flights: weekly flights, (origins, carrier types).
        connecting_share: share of each airline's passengers who connect, (origins, carrier types).
    """
    total = flights.sum(axis=1)
    return np.divide((flights * connecting_share).sum(axis=1), total, out=np.zeros(total.size), where=total > 0)
