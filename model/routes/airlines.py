"""Airlines: one per origin market and carrier type that might fly it; each decides once a season how often it flies."""

from collections.abc import Sequence
from typing import NamedTuple

import mesa
import numpy as np

from model.city_protocol import City
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
    eager: float = -np.inf
    """Margin expected with one more flight, or the first ones, support not counted: who expects most decides first."""


NOTHING = SeasonPlan(0, 0)


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
        model: City,
        rules: ReviewRules,
        fares: Fares,
        kind: int,
        breakeven_load: float,
        connecting_share: float,
        patience: int,
    ) -> None:
        super().__init__(model)  # ty: ignore[invalid-argument-type]  # every city is a Mesa model
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
        fewest, most = self._candidates(study, now, others, allowed)
        return Case(self, study, now, others, fewest, most, luck)

    def _candidates(self, study: MarketStudy, now: int, others: int, allowed: int) -> tuple[int, int]:
        """The fewest and the most weekly flights that it weighs; the most are below the fewest if it does not think of
        the market.

        A thin route is left to the airline that flies it.
        """
        if now > 0:
            step = self.rules.most_change(now)
            return max(now - step, min(now, self.rules.fewest_flights)), max(now, min(allowed, now + step))
        served = study.connecting_share is not None
        if served and others < self.rules.entry_flights:
            return 1, 0
        return 1 if served else self.rules.fewest_flights, min(allowed, self.rules.opening_flights)

    def change(self, case: "Case", margins: np.ndarray) -> SeasonPlan:
        """Weekly flights of the next season on a route that it flies, from the margin expected with each candidate."""
        now, numbers, expected = case.now, range(case.fewest, case.most + 1), margins.tolist()
        without = self._go_on(now, numbers, expected, self.bad_unsupported)
        eager = expected[min(numbers.index(now) + 1, len(expected) - 1)]
        support = case.support()
        if support is None:
            same = self.bad_seasons == self.bad_unsupported
            alone = without if same else self._go_on(now, numbers, expected, self.bad_seasons)
            return SeasonPlan(alone.flights, alone.flights, alone.bad_seasons, alone.bad_seasons, eager)
        paid = self.rules.paid_share(case.flights, without.flights)
        with_support = (margins + support[0] * paid / (self.breakeven_load * case.study.cost)).tolist()
        supported = self._go_on(now, numbers, with_support, self.bad_seasons)
        planned = max(supported.flights, without.flights)
        # A contract asks for the frequency that is flown: who is paid does not thin, but who would lose more takes none.
        profit = without.flights * expected[numbers.index(without.flights)] if without.flights > 0 else 0.0
        if supported.flights > 0 and now * with_support[numbers.index(now)] >= profit:
            planned = max(planned, now)
        return SeasonPlan(planned, without.flights, supported.bad_seasons, without.bad_seasons, eager)

    def _go_on(self, now: int, numbers: Sequence[int], expected: Sequence[float], bad_seasons: int) -> Outcome:
        return next_season(now, numbers, expected, bad_seasons, self.rules, self.aimed_margin, self.patience)

    def open(self, case: "Case", above: np.ndarray, worth: np.ndarray) -> SeasonPlan:
        """Open a route where its value over the horizon, support promised for it included, is more than it costs to start.

        Args:
            case: the decision.
            above: margin expected above the hurdle in each season, without support, (seasons, candidates).
            worth: value of a weekly flight that follows from it, (candidates,).
        """
        flights, eager = case.flights, float(above[0, 0]) + self.hurdle(case.served)
        without = opening(flights, worth)
        support = case.support()
        if support is None:
            return SeasonPlan(without, without, eager=eager)
        paid = self.rules.paid_share(flights, without)
        more = support * paid / (self.breakeven_load * case.study.cost)
        supported = opening(flights, value(above + more, self.rules.discount, self.start_cost))
        return SeasonPlan(max(supported, without), without, eager=eager)

    def hurdle(self, served: bool) -> float:
        """Margin that it asks of a new route: next to others a route has to promise what makes those add flights."""
        return self.aimed_margin + self.rules.thicken_margin if served else self.rules.open_margin

    @property
    def start_cost(self) -> float:
        """What is spent before the first flight of a new route, in the cost of a season."""
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
    fewest: int
    most: int
    """Weekly flights that it weighs are those between; below ``fewest``: none."""
    luck: float
    """A margin that it knows of."""

    @property
    def flights(self) -> np.ndarray:
        """Weekly flights that it weighs, (candidates,)."""
        return np.arange(self.fewest, self.most + 1)

    @property
    def served(self) -> bool:
        """Whether anybody flies the market now."""
        return self.study.connecting_share is not None

    @property
    def together(self) -> slice:
        """Weekly flights of all airlines with each candidate, as places in the study."""
        return slice(self.others + self.fewest, self.others + self.most + 1)

    def support(self) -> np.ndarray | None:
        """Launch support with each candidate in the seasons it decides on, (seasons, candidates); None if there is none."""
        if self.study.support is None:
            return None
        support = self.study.support[: 1 if self.now > 0 else None, self.together]
        return support if support.any() else None


def review_all(cases: Sequence[Case], rules: ReviewRules, fares: Fares) -> list[SeasonPlan]:
    """Decide all cases, each for itself; the candidates of all are judged in one go, because each array call costs more than
    the few numbers of one case.
    """
    plans = [NOTHING] * len(cases)
    flown = [place for place, case in enumerate(cases) if case.now > 0]
    if flown:
        _change_all([cases[place] for place in flown], flown, plans, rules, fares)
    new = [place for place, case in enumerate(cases) if case.now == 0 and case.most >= case.fewest]
    if new:
        _open_all([cases[place] for place in new], new, plans, rules, fares)
    return plans


def _change_all(
    cases: Sequence[Case], places: Sequence[int], plans: list[SeasonPlan], rules: ReviewRules, fares: Fares
) -> None:
    """Decide on routes that are flown, from next season's margins; write the plans to their places."""
    many = Candidates(cases)
    ahead = many.of_each([float(case.study.ahead[0]) for case in cases])
    margins = many.margins(ahead, rules, fares) + many.of_each([case.luck for case in cases])
    for case, place, span in zip(cases, places, many.spans(), strict=True):
        plans[place] = case.airline.change(case, margins[span])


def _open_all(
    cases: Sequence[Case], places: Sequence[int], plans: list[SeasonPlan], rules: ReviewRules, fares: Fares
) -> None:
    """Decide on new routes, from the margins of each season of the horizon; write the plans to their places."""
    many = Candidates(cases)
    ahead = np.repeat(np.array([case.study.ahead for case in cases]).T, many.sizes, axis=1)
    luck = np.array([case.luck for case in cases]) * rules.luck_left[:, None]
    hurdles = np.array([case.airline.hurdle(case.served) for case in cases])
    above = many.margins(ahead, rules, fares) + np.repeat(luck - hurdles, many.sizes, axis=1)
    worth = value(above, rules.discount, many.of_each([case.airline.start_cost for case in cases]))
    best = np.maximum.reduceat(worth, many.ends - many.sizes)
    for case, place, span, top in zip(cases, places, many.spans(), best.tolist(), strict=True):
        if top > 0 or case.study.support is not None:
            plans[place] = case.airline.open(case, above[:, span], worth[span])


class Candidates:
    """The candidates of many cases one after the other."""

    def __init__(self, cases: Sequence[Case]) -> None:
        self.cases = cases
        self.sizes = np.array([case.most - case.fewest + 1 for case in cases])
        """Candidates of each case, (cases,)."""
        self.ends = np.cumsum(self.sizes)
        """Where those of each case end, (cases,)."""

    def spans(self) -> list[slice]:
        """Return the places of each case's candidates."""
        ends = self.ends.tolist()
        return [slice(first, last) for first, last in zip([0, *ends], ends, strict=False)]

    def of_each(self, values: Sequence) -> np.ndarray:
        """Return one number, or several, of each case for each of its candidates, (..., candidates)."""
        return np.repeat(np.array(values).T, self.sizes, axis=-1)

    def margins(self, ahead: np.ndarray, rules: ReviewRules, fares: Fares) -> np.ndarray:
        """Return the margin expected with each candidate.

        Args:
            ahead: those who will count with the flights, over all of today, (candidates,) or (seasons, candidates).
            rules: what airlines judge by.
            fares: how fares answer to loads.
        """
        wanted = np.concatenate([case.study.wanted[case.together] for case in self.cases])
        seats = np.concatenate([case.study.seats[case.together] for case in self.cases])
        fare, connecting, breakeven_load, own, of_all = self.of_each([_terms(case) for case in self.cases])
        local = np.divide(wanted, seats, out=np.zeros_like(seats), where=seats > 0) * ahead
        # All fill alike; who has fewer that connect has more of the market itself.
        settled = fares.settle(local * own / of_all, fare, connecting)
        earns = np.minimum(settled.local, rules.fullest_load) + rules.connecting_yield * settled.connecting
        return margin(earns, settled.fare, 0.0, breakeven_load)


def _terms(case: Case) -> tuple[float, float, float, float, float]:
    """Return the fare of the day, the airline's connecting passengers for each of the market itself, its break-even load
    at the costs of the day, and what its own passengers of the market itself are of its seats, and those of all airlines."""
    airline, study = case.airline, case.study
    own = (1.0, 1.0) if study.connecting_share is None else (1 - airline.connecting_share, 1 - study.connecting_share)
    return study.fare, airline.connecting_per_local, airline.breakeven_load * study.cost, *own
