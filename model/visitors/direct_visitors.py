"""How many visitors would fly direct with more or fewer flights: what airlines know of a market before they plan it."""

from typing import NamedTuple

import numpy as np

from model.segments import Segments
from model.visitors.getting_in import DIRECT, WaysIn
from model.visitors.visitor_utilities import Appeal, IntoNanjing, Nests

FLIGHTS = np.concatenate([np.arange(8, dtype=float), 8 * 2.0 ** np.arange(0.5, 5.5, 0.5)])
"""Weekly flights at which a market is studied; between them the curve is straight."""


def between(weekly_flights: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Return what is known at :data:`FLIGHTS` on the straight lines between them, (markets, flights).

    Args:
        weekly_flights: of each market, (markets, flights); below the first of ``FLIGHTS`` and above the last the same as there.
        known: by weekly flights and market, (``FLIGHTS``, markets).
    """
    weekly_flights = np.maximum(weekly_flights, FLIGHTS[0])
    row, market = np.searchsorted(FLIGHTS, weekly_flights, side="right") - 1, np.arange(known.shape[1])[:, None]
    slope = np.zeros_like(known)  # no slope beyond the last
    slope[:-1] = np.diff(known, axis=0) / np.diff(FLIGHTS)[:, None]
    return slope[row, market] * (weekly_flights - FLIGHTS[row]) + known[row, market]


class DirectVisitors(NamedTuple):
    """Visitors of 2019 by the weekly flights of their market, people a month, (flights, origins) each."""

    direct: np.ndarray
    """Who would fly direct."""
    first_stop: np.ndarray
    """Who would come to Nanjing first, by any way."""

    def share(self, origins: np.ndarray, weekly_flights: np.ndarray, relative_to: np.ndarray) -> np.ndarray:
        """Who would fly direct with each number of flights, over all who come first with ``relative_to`` flights.

        Above 1 where direct flights bring visitors who did not come before.

        Args:
            origins: places of markets on the origin axis, (markets,).
            weekly_flights: of each market, (markets, flights).
            relative_to: weekly flights of each market, (markets,).
        """
        now = between(relative_to[:, None], self.first_stop[:, origins])
        return between(weekly_flights, self.direct[:, origins]) / now


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
