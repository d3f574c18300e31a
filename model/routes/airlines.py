"""Airlines: one per origin market and carrier type that might fly it; each decides once a season how often it flies."""

from collections.abc import Sequence
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
    support: np.ndarray | None
    """Launch support promised in each coming season, per seat over the usual fare of a seat, (seasons, flights); none: none
    is on offer."""
    connecting_share: float | None
    """Share of connecting passengers of those who fly the market now; none: nobody flies it."""
    fare: float = 1.0
    """Direct fare of the day relative to the usual, at which passengers want their seats."""
    cost: float = 1.0
    """Cost of a flight over that of 2019."""


NO_FLIGHTS = np.arange(0)


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
        self.connecting_per_local = float(per_local(connecting_share))
        """Connecting passengers for each of the market itself."""
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
        return review_all([self.case(study, now, others, allowed, luck)], self.rules, self.fares)[0]

    def case(self, study: MarketStudy, now: int, others: int, allowed: int, luck: float) -> "Case":
        """What it has to decide; for the arguments see :meth:`review`."""
        flights = self._candidates(study, now, others, allowed)
        return Case(self, study, now, others, flights, luck)

    def _candidates(self, study: MarketStudy, now: int, others: int, allowed: int) -> np.ndarray:
        """Weekly flights that it weighs, positive and in rising order; none if it does not think of the market.

        A thin route is left to the airline that flies it.
        """
        if now > 0:
            step = self.rules.most_change(now)
            fewest = max(now - step, min(now, self.rules.fewest_flights))
            return np.arange(fewest, max(now, min(allowed, now + step)) + 1)
        served = study.connecting_share is not None
        if served and others < self.rules.entry_flights:
            return NO_FLIGHTS
        fewest = 1 if served else self.rules.fewest_flights
        return np.arange(fewest, min(allowed, self.rules.opening_flights) + 1)

    def decide(self, case: "Case", margins: np.ndarray) -> SeasonPlan:
        """Weekly flights of the next season, from the margins expected with each candidate; shape of ``case.local()``."""
        return self._change(case, margins + case.luck) if case.now > 0 else self._consider_opening(case, margins)

    def _change(self, case: "Case", margins: np.ndarray) -> SeasonPlan:
        now, flights = case.now, case.flights
        without = self._go_on(now, flights, margins, self.bad_unsupported)
        support = case.support()
        if support is None:
            same = self.bad_seasons == self.bad_unsupported
            alone = without if same else self._go_on(now, flights, margins, self.bad_seasons)
            return SeasonPlan(alone.flights, alone.flights, alone.bad_seasons, alone.bad_seasons)
        paid = self.rules.paid_share(flights, without.flights)
        with_support = margins + support[0] * paid / self.breakeven_load
        supported = self._go_on(now, flights, with_support, self.bad_seasons)
        planned = max(supported.flights, without.flights)
        # A contract asks for the frequency that is flown: who is paid does not thin, but who would lose more takes none.
        profit = dict(zip(flights.tolist(), (flights * margins).tolist(), strict=True))
        if supported.flights > 0 and now * with_support[flights == now][0] >= profit.get(without.flights, 0.0):
            planned = max(planned, now)
        return SeasonPlan(planned, without.flights, supported.bad_seasons, without.bad_seasons)

    def _go_on(self, now: int, flights: np.ndarray, margins: np.ndarray, bad_seasons: int) -> Outcome:
        return next_season(now, flights, margins, bad_seasons, self.rules, self.aimed_margin, self.patience)

    def _consider_opening(self, case: "Case", margins: np.ndarray) -> SeasonPlan:
        """Open a route where its value over the horizon, support promised for it included, is more than it costs to start.

        Next to others a route has to promise what makes those add flights.
        """
        flights = case.flights
        if flights.size == 0:
            return SeasonPlan(0, 0)
        hurdle = self.aimed_margin + self.rules.thicken_margin if case.served else self.rules.open_margin
        margins = margins + (case.luck * self.rules.luck_left - hurdle)[:, None]
        cost = self._start_cost()
        without = opening(flights, value(margins, self.rules.discount, cost))
        support = case.support()
        if support is None:
            return SeasonPlan(without, without)
        paid = self.rules.paid_share(flights, without)
        more = support * paid / self.breakeven_load
        supported = opening(flights, value(margins + more, self.rules.discount, cost))
        return SeasonPlan(max(supported, without), without)

    def _start_cost(self) -> float:
        flew_lately = self.idle_seasons is not None and self.idle_seasons <= self.rules.restart_seasons
        return self.rules.restart_cost if flew_lately else self.rules.start_cost


class Case(NamedTuple):
    """One airline's decision on one market before it is taken."""

    airline: Airline
    study: MarketStudy
    now: int
    """Its weekly flights of this season."""
    others: int
    """Weekly flights of all other airlines next season."""
    flights: np.ndarray
    """Weekly flights that it weighs, (candidates,)."""
    luck: float
    """A margin that it knows of."""

    @property
    def served(self) -> bool:
        """Whether anybody flies the market now."""
        return self.study.connecting_share is not None

    def local(self) -> np.ndarray:
        """Seats wanted over seats offered: next season's of a route that it flies, (candidates,), else those of each season
        of the horizon, (seasons, candidates).
        """
        study, together = self.study, self.flights + self.others
        seats, ahead = study.seats[together], study.ahead[0] if self.now > 0 else study.ahead[:, None]
        local = np.divide(study.wanted[together], seats, out=np.zeros_like(seats), where=seats > 0) * ahead
        if (
            study.connecting_share is not None
        ):  # all fill alike; who has fewer that connect has more of the market itself
            local = local * (1 - self.airline.connecting_share) / (1 - study.connecting_share)
        return local

    def support(self) -> np.ndarray | None:
        """Launch support with each candidate in the seasons it decides on, (seasons, candidates); None if there is none."""
        if self.study.support is None:
            return None
        support = self.study.support[: 1 if self.now > 0 else None, self.flights + self.others]
        return support if support.any() else None


def review_all(cases: Sequence[Case], rules: ReviewRules, fares: Fares) -> list[SeasonPlan]:
    """Decide all cases, each for itself; the candidates of all are judged in one go, because each array call costs more than
    the few numbers of one case.
    """
    local = [case.local() for case in cases]
    margins = _margins(cases, local, rules, fares)
    return [case.airline.decide(case, found) for case, found in zip(cases, margins, strict=True)]


def _margins(cases: Sequence[Case], local: Sequence[np.ndarray], rules: ReviewRules, fares: Fares) -> list[np.ndarray]:
    """Margins expected of each case, of the shapes of ``local``."""
    sizes = [loads.size for loads in local]
    of_case = np.array(
        [
            (case.study.fare, case.airline.connecting_per_local, case.airline.breakeven_load * case.study.cost)
            for case in cases
        ]
    )
    fare, connecting, breakeven_load = np.repeat(of_case.T, sizes, axis=1)
    settled = fares.settle(np.concatenate([loads.ravel() for loads in local]), fare, connecting)
    earns = np.minimum(settled.local, rules.fullest_load) + rules.connecting_yield * settled.connecting
    found = np.split(margin(earns, settled.fare, 0.0, breakeven_load), np.cumsum(sizes)[:-1])
    return [margins.reshape(loads.shape) for margins, loads in zip(found, local, strict=True)]
