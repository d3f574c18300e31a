"""Visitors of another city in expectation, by the tastes of Nanjing's visitors for China, its cities and ways in."""

from dataclasses import replace

import numpy as np

from model.facts import facts
from model.policy import Policy
from model.segments import segments
from model.visitors.baseline import Baseline
from model.visitors.direct_visitors import DirectVisitors, direct_visitors
from model.visitors.getting_in import VIA_SHANGHAI, WaysIn
from model.visitors.visitor_utilities import expected_flows

ROUNDS, STEP = 60, 0.3
"""Rounds in which the city's appeal is found, and the part of a gap in logs that a round closes."""


class ExpectedVisitors:
    """Those who would come to a city that lies where Nanjing does not.

    Args:
        nanjing: travel to Nanjing in 2019, whose tastes are taken over.
        ways: costs of the ways into the city.
        usual: rules of entry of 2019.
        visitors: people who slept in the city in 2019; the appeal that brings them, with Lukou's flights, is solved.
    """

    def __init__(self, nanjing: Baseline, ways: WaysIn, usual: Policy, visitors: float) -> None:
        self.nanjing, self.ways, self.appeal, self.origin = nanjing, ways, nanjing.appeal, segments().origin
        first = visitors * nanjing.first.sum() / facts().nanjing_visitors_2019_total
        fares, none = np.ones(facts().flights_2019_weekly.size), np.zeros(facts().flights_2019_weekly.size)
        for _ in range(ROUNDS):
            come = self.by_way(usual, facts().flights_2019_weekly, fares, none).sum()
            self.appeal = replace(self.appeal, nanjing=self.appeal.nanjing + STEP * np.log(first / come))

    def by_way(self, policy: Policy, flights: np.ndarray, fares: np.ndarray, stop_share: np.ndarray) -> np.ndarray:
        """Return who would come to the city first, people a year as willing as in 2019, (ways, origins).

        Args:
            policy: rules of entry.
            flights: direct return flights a week, (origins,).
            fares: direct fares relative to the usual, (origins,).
            stop_share: share of the direct flights that stop on the way, (origins,).
        """
        base, cost = self.nanjing, self.ways.cost(flights, fares, stop_share)
        _, people = expected_flows(
            base.people,
            self.appeal.elsewhere,
            self.appeal.rivals[:, None] - self._city_cost(policy),
            self.appeal.nanjing[self.origin] - base.per_usd * (cost + self._friction(policy)),
            base.awareness[self.origin],
            base.nests,
        )
        return np.array([np.bincount(self.origin, way, minlength=flights.size) for way in people])

    def by_flights(self, usual: Policy) -> DirectVisitors:
        """Return who would fly direct with more or fewer flights, as airlines know it."""
        base, fares = self.nanjing, np.ones(facts().flights_2019_weekly.size)
        return direct_visitors(
            segments(),
            base.people,
            self.appeal,
            self._city_cost(usual),
            self.ways,
            fares,
            self._friction(usual),
            base.per_usd,
            base.awareness,
            base.nests,
        )

    def _city_cost(self, policy: Policy) -> np.ndarray:
        """Disutility of reaching the other cities of China, (segments,)."""
        at_shanghai = self.nanjing.terms(policy).friction[VIA_SHANGHAI]
        return self.nanjing.per_usd * (self.nanjing.ways.shanghai + at_shanghai)

    def _friction(self, policy: Policy) -> np.ndarray:
        return self.nanjing.terms(policy).friction
