"""Airlines: one per origin market and carrier type; each decides once a season how often it flies."""

from typing import NamedTuple

import mesa
import numpy as np

from model.routes.frequencies import Fares, Outcome, ReviewRules, margin, next_season, opening


class MarketStudy(NamedTuple):
    """What airlines expect of one market next season, by the weekly flights of all airlines together, from 0 on."""

    wanted: np.ndarray
    """Passengers who would want a direct seat, people a month, (flights,)."""
    seats: np.ndarray
    """Seats that would be flown, a month, (flights,)."""
    support: np.ndarray
    """Launch support per seat over the usual fare of a seat, (flights,)."""


class SeasonPlan(NamedTuple):
    """An airline's decision for the next season."""

    flights: int
    """Weekly flights planned."""
    unsupported: int
    """Weekly flights that it would plan without launch support; the support is paid for what is above."""
    bad_seasons: int
    """Seasons of heavy loss in a row, support counted."""
    bad_unsupported: int
    """The same, support not counted."""


class Airline(mesa.Agent):
    """One carrier type of one market; its planned flights are a cell of the room's arrays.

    Args:
        model: the model whose agent it is.
        rules: what an airline of its market judges by.
        fares: how fares answer to loads.
        kind: place of its type among ``CARRIER_TYPES``.
    """

    def __init__(self, model: mesa.Model, rules: ReviewRules, fares: Fares, kind: int):
        super().__init__(model)
        self.rules, self.fares, self.kind = rules, fares, kind
        self.bad_seasons = self.bad_unsupported = 0

    def take(self, plan: SeasonPlan) -> None:
        """Take a season's decision over."""
        lives = plan.flights > 0
        self.bad_seasons, self.bad_unsupported = plan.bad_seasons * lives, plan.bad_unsupported * lives

    def review(self, study: MarketStudy, now: int, others: int, allowed: int) -> SeasonPlan:
        """Weekly flights of the next season, given those of all other airlines and those that rights allow it.

        More rights or more support never give fewer flights: the same candidates and better ones are compared.
        """
        if now == 0 and self.kind > 0:
            return SeasonPlan(0, 0, 0, 0)
        step = self.rules.most_change(now)
        fewest = self.rules.fewest_flights
        low = max(now - step, min(now, fewest)) if now else fewest
        high = max(now, min(allowed, now + step)) if now else min(allowed, self.rules.opening_flights)
        flights = np.arange(low, high + 1)
        if flights.size == 0:
            return SeasonPlan(0, 0, 0, 0)
        seats = study.seats[flights + others]
        load = np.divide(study.wanted[flights + others], seats, out=np.zeros_like(seats), where=seats > 0)
        margins = margin(
            np.minimum(load, self.rules.fullest_load), self.fares.level(load), 0.0, self.rules.breakeven_load
        )
        without = self._decide(now, flights, margins, self.bad_unsupported)
        support = study.support[flights + others]
        if not support.any():
            with_support = without if self.bad_seasons == self.bad_unsupported else self._decide(now, flights, margins, self.bad_seasons)  # fmt: skip
            return SeasonPlan(with_support.flights, with_support.flights, *[with_support.bad_seasons] * 2)
        paid = np.maximum(flights - without.flights, 0) / flights
        supported = self._decide(now, flights, margins + support * paid / self.rules.breakeven_load, self.bad_seasons)
        planned = max(supported.flights, without.flights)
        if supported.flights > 0:  # a contract asks for the frequency that is flown: who is paid does not thin
            planned = max(planned, now)
        return SeasonPlan(planned, without.flights, supported.bad_seasons, without.bad_seasons)

    def _decide(self, now: int, flights: np.ndarray, margins: np.ndarray, bad_seasons: int) -> Outcome:
        if now == 0:
            return Outcome(opening(flights, margins, self.rules.open_margin), 0)
        return next_season(now, flights, margins, bad_seasons, self.rules)
