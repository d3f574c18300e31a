"""How much easier than at the start it is to know and to meet the people of each partner."""

from typing import NamedTuple

import numpy as np

from model.wires import Wires


class Met(NamedTuple):
    """Relative to the start, (partners,) each."""

    ties: np.ndarray
    """Foreign professionals and returnees in Nanjing with ties to the partner."""
    trip: np.ndarray
    """Cost of a trip between Nanjing and the partner, entry and visas included."""


def meetings(wires: Wires, small_community: float) -> Met:
    """Return what the wires say; ``small_community`` persons are added to every count."""
    ties, trip = "ties_to_trade", "flights_to_firms"
    return Met(
        ties=(wires.hear(ties) + small_community) / (wires.start(ties) + small_community),
        trip=wires.hear(trip) / wires.start(trip),
    )


def at_start(partners: int) -> Met:
    """Return the same at the start: nothing has changed."""
    return Met(ties=np.ones(partners), trip=np.ones(partners))
