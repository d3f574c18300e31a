"""Airlines: one per origin market and carrier type that might fly it; each decides once a season how often it flies."""

from typing import NamedTuple

import mesa
import numpy as np

from model.routes.connecting import per_local
from model.routes.frequencies import Fares, Outcome, ReviewRules, margin, next_season, opening, value


class MarketStudy(NamedTuple):
    """What airlines expect of one market next season, by the weekly flights of all airlines together, from 0 on."""

    wanted: np.ndarray
    """Passengers of the market itself who would want a direct seat, once they know of the flights, people a month, (flights,)."""
    seats: np.ndarray
    """Seats that would be flown, a month, (flights,)."""
    ahead: np.ndarray
    """Those of them who will count with the flights in each coming season, growth included, over all of today, (seasons,)."""
    support: np.ndarray
    """Launch support promised in each coming season, per seat over the usual fare of a seat, (seasons, flights)."""
    connecting_share: float | None
    """Share of connecting passengers of those who fly the market now; none: nobody flies it."""
    fare: float = 1.0
    """Direct fare of the day relative to the usual, at which passengers want their seats."""
    cost: float = 1.0
    """Cost of a flight over that of 2019."""


class SeasonPlan(NamedTuple):
    """An airline's decision for the next season."""

    flights: int
    """Weekly flights planned."""
    unsupported: int
    """Weekly flights that it would plan without launch support; the support is paid for what is above."""
    bad_seasons: int = 0
    """Seasons of heavy loss in a row, support counted."""
    bad_unsupported: int = 0
    """The same, support not counted."""


class Airline(mesa.Agent):
    """One carrier type of one market; its planned flights are a cell of the network's arrays.

    Args:
        model: the model whose agent it is.
        rules: what airlines judge by.
        fares: how fares answer to loads.
        kind: place of its type among ``CARRIER_TYPES``.
        breakeven_load: load at which the usual fare just pays for its flights in the market.
        connecting_share: share of its passengers who connect at either end.
        patience: seasons of heavy loss in a row after which it ends a route.
    """

    def __init__(
        self,
        model: mesa.Model,
        rules: ReviewRules,
        fares: Fares,
        kind: int,
        breakeven_load: float,
        connecting_share: float,
        patience: int,
    ):
        super().__init__(model)
        self.rules, self.fares, self.kind = rules, fares, kind
        self.breakeven_load, self.connecting_share, self.patience = breakeven_load, connecting_share, patience
        self.aimed_margin = rules.aimed_margin(breakeven_load)
        self.bad_seasons = self.bad_unsupported = 0
        self.idle_seasons: int | None = None
        """Seasons since it last flew the market; none: never."""

    def take(self, plan: SeasonPlan) -> None:
        """Take a season's decision over."""
        lives = plan.flights > 0
        self.bad_seasons, self.bad_unsupported = plan.bad_seasons * lives, plan.bad_unsupported * lives
        if lives:
            self.idle_seasons = 0
        elif self.idle_seasons is not None:
            self.idle_seasons += 1

    def review(self, study: MarketStudy, now: int, others: int, allowed: int, luck: float = 0.0) -> SeasonPlan:
        """Weekly flights of the next season, given those of all other airlines and those that rights allow it.

        More rights or more support never give fewer flights: the same candidates and better ones are compared. ``luck``
        is a margin that it knows of.
        """
        if now == 0:
            return self._consider_opening(study, others, allowed, luck)
        step = self.rules.most_change(now)
        flights = np.arange(
            max(now - step, min(now, self.rules.fewest_flights)), max(now, min(allowed, now + step)) + 1
        )
        margins = self._margins(study, flights + others, study.ahead[0]) + luck
        without = self._go_on(now, flights, margins, self.bad_unsupported)
        support = study.support[0, flights + others]
        if not support.any():
            same = self.bad_seasons == self.bad_unsupported
            alone = without if same else self._go_on(now, flights, margins, self.bad_seasons)
            return SeasonPlan(alone.flights, alone.flights, alone.bad_seasons, alone.bad_seasons)
        paid = self.rules.paid_share(flights, without.flights)
        supported = self._go_on(now, flights, margins + support * paid / self.breakeven_load, self.bad_seasons)
        planned = max(supported.flights, without.flights)
        if supported.flights > 0:  # a contract asks for the frequency that is flown: who is paid does not thin
            planned = max(planned, now)
        return SeasonPlan(planned, without.flights, supported.bad_seasons, without.bad_seasons)

    def _go_on(self, now: int, flights: np.ndarray, margins: np.ndarray, bad_seasons: int) -> Outcome:
        return next_season(now, flights, margins, bad_seasons, self.rules, self.aimed_margin, self.patience)

    def _consider_opening(self, study: MarketStudy, others: int, allowed: int, luck: float) -> SeasonPlan:
        """Open a route where its value over the horizon, support promised for it included, is more than it costs to start.

        A thin route is left to the airline that flies it; next to others a route has to promise what makes those add flights.
        """
        served = study.connecting_share is not None
        if served and others < self.rules.entry_flights:
            return SeasonPlan(0, 0)
        fewest = 1 if served else self.rules.fewest_flights
        flights = np.arange(fewest, min(allowed, self.rules.opening_flights) + 1)
        if flights.size == 0:
            return SeasonPlan(0, 0)
        hurdle = self.aimed_margin + self.rules.thicken_margin if served else self.rules.open_margin
        margins = self._margins(study, flights + others, study.ahead[:, None])
        margins = margins + (luck * self.rules.luck_left - hurdle)[:, None]
        cost = self._start_cost()
        without = opening(flights, value(margins, self.rules.discount, cost))
        support = study.support[:, flights + others]
        if not support.any():
            return SeasonPlan(without, without)
        paid = self.rules.paid_share(flights, without)
        more = support * paid / self.breakeven_load
        supported = opening(flights, value(margins + more, self.rules.discount, cost))
        return SeasonPlan(max(supported, without), without)

    def _start_cost(self) -> float:
        flew_lately = self.idle_seasons is not None and self.idle_seasons <= self.rules.restart_seasons
        return self.rules.restart_cost if flew_lately else self.rules.start_cost

    def _margins(self, study: MarketStudy, weekly_flights: np.ndarray, ahead: float | np.ndarray) -> np.ndarray:
        """Margin with each number of weekly flights of all airlines, for ``ahead`` of today's travellers."""
        seats = study.seats[weekly_flights]
        local = np.divide(study.wanted[weekly_flights], seats, out=np.zeros_like(seats), where=seats > 0) * ahead
        if (
            study.connecting_share is not None
        ):  # all fill alike; who has fewer that connect has more of the market itself
            local = local * (1 - self.connecting_share) / (1 - study.connecting_share)
        settled = self.fares.settle(local, study.fare, per_local(self.connecting_share))
        earns = np.minimum(settled.local, self.rules.fullest_load) + self.rules.connecting_yield * settled.connecting
        return margin(earns, settled.fare, 0.0, self.breakeven_load * study.cost)
