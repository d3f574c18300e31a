"""How many visitors would fly direct with more or fewer flights: what airlines know of a market before they plan it."""

from typing import NamedTuple

import numpy as np

from model.segments import Segments
from model.visitors.getting_in import DIRECT, WaysIn
from model.visitors.visitor_utilities import Appeal, IntoNanjing, Nests

FLIGHTS = np.concatenate([np.arange(8, dtype=float), 8 * 2.0 ** np.arange(0.5, 5.5, 0.5)])
"""Weekly flights at which a market is studied; between them the curve is straight."""


class DirectVisitors(NamedTuple):
    """Visitors of 2019 by the weekly flights of their market, people a month, (flights, origins) each."""

    direct: np.ndarray
    """Who would fly direct."""
    first_stop: np.ndarray
    """Who would come to Nanjing first, by any way."""

    def share(self, origin: int, weekly_flights: np.ndarray, relative_to: float) -> np.ndarray:
        """Who would fly direct with each number of flights, over all who come first with ``relative_to`` flights.

        Above 1 where direct flights bring visitors who did not come before. Shape of ``weekly_flights``.
        """
        now = np.interp(relative_to, FLIGHTS, self.first_stop[:, origin])
        return np.interp(weekly_flights, FLIGHTS, self.direct[:, origin]) / now


def direct_visitors(
    s: Segments,
    people: np.ndarray,
    appeal: Appeal,
    city_cost: np.ndarray,
    ways: WaysIn,
    fares: np.ndarray,
    friction: np.ndarray,
    per_usd: np.ndarray,
    awareness: np.ndarray,
    nests: Nests,
) -> DirectVisitors:
    """Study every market at the fares and rules of 2019.

    Args:
        s: the segments.
        people: occasions a year, people, (segments,).
        appeal: solved constants.
        city_cost: disutility of reaching a rival city, (segments,).
        ways: costs of the ways into Nanjing.
        fares: direct fares relative to the usual, (origins,).
        friction: friction of entry by way, USD, (ways, segments).
        per_usd: utility points per USD, (segments,).
        awareness: share that has heard of Nanjing, (origins,).
        nests: dissimilarities.
    """
    n, worth = fares.size, appeal.nanjing[s.origin] - per_usd * friction
    direct, first_stop = np.empty((2, FLIGHTS.size, n))
    nanjing = IntoNanjing(people, appeal.elsewhere, appeal.rivals[:, None] - city_cost, awareness[s.origin], nests)
    for row, weekly_flights in enumerate(FLIGHTS):
        flows = nanjing.by_way(worth - per_usd * ways.cost(np.full(n, weekly_flights), fares, np.zeros(n)))
        direct[row] = np.bincount(s.origin, flows[DIRECT], minlength=n) / 12
        first_stop[row] = np.bincount(s.origin, flows.sum(axis=0), minlength=n) / 12
    return DirectVisitors(direct, first_stop)
