"""Fifth freedom: rotations that carry three markets in one cabin: home to Nanjing, the stop to Nanjing, home to the stop.

A rotation adds one cabin of seats, not three.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np

from model.arrays import Num
from model.routes.frequencies import TINY, Fares, Outcome, ReviewRules, margin, next_season, opening, value
from model.routes.rights import covered, hand_out, whole
from model.rules.travel import RightsPool

Stopover = tuple[int, int]
"""Places of home and stop on the origin axis."""


class Rotations(NamedTuple):
    """Rotations of one home by one stop."""

    flights: int
    """Weekly rotations planned."""
    paid: int = 0
    """Those of them that would not be flown without launch support."""
    bad_seasons: int = 0
    """Seasons of heavy loss in a row, support counted."""
    bad_unsupported: int = 0
    """The same, support not counted."""


def in_force(pools: Iterable[RightsPool], flown: dict[Stopover, Rotations]) -> dict[Stopover, float]:
    """Weekly rotations that fifth-freedom pools cover of those flown, by home and stop; 0 where none is flown."""
    return _share_out(pools, flown, None)


def for_next_season(
    pools: Iterable[RightsPool], flown: dict[Stopover, Rotations], wished: Callable[[Stopover, int], int]
) -> dict[Stopover, float]:
    """Weekly rotations that may be planned by home and stop: what is flown keeps its part, the rest goes where it is used.

    Args:
        pools: those known early enough to plan with.
        flown: rotations of this season.
        wished: gives the rotations that would be planned, from home and stop and the rotations allowed.
    """
    return _share_out(pools, flown, wished)


def _share_out(
    pools: Iterable[RightsPool], flown: dict[Stopover, Rotations], wished: Callable[[Stopover, int], int] | None
) -> dict[Stopover, float]:
    allowed: dict[Stopover, float] = {}
    for pool in pools:
        keys = [(home, pool.via) for home in pool.origins.nonzero()[0].tolist()]
        short = np.array([(flown[key].flights if key in flown else 0) - allowed.get(key, 0.0) for key in keys])
        for key, more in zip(keys, covered(pool, short), strict=True):
            allowed[key] = allowed.get(key, 0.0) + float(more)
        left = int(whole(pool.weekly_flights - short.sum()))
        if wished is None or left <= 0:
            continue
        have = [int(whole(allowed[key])) for key in keys]
        claims = [max(wished(key, own + left) - own, 0) for key, own in zip(keys, have, strict=True)]
        for key, more in zip(keys, hand_out(left, np.array(claims)), strict=True):
            allowed[key] += int(more)
    return allowed


def within_rights(pools: Iterable[RightsPool], flown: dict[Stopover, Rotations]) -> dict[Stopover, Rotations]:
    """Rotations that the pools of the month still cover, whole; the others end at once."""
    covers = in_force(pools, flown)
    left = {key: int(whole(covers.get(key, 0.0))) for key in flown}
    return {
        key: rotations._replace(flights=left[key], paid=min(rotations.paid, left[key]))
        for key, rotations in flown.items()
        if left[key] > 0
    }


def next_rotations(
    pools: Iterable[RightsPool],
    flown: dict[Stopover, Rotations],
    planned: Callable[[Stopover, int], Rotations | None],
) -> dict[Stopover, Rotations]:
    """Rotations of the next season by home and stop.

    Args:
        pools: those known early enough to plan with.
        flown: rotations of this season.
        planned: gives the decision on one home and stop, from the rotations allowed.
    """

    def wished(key: Stopover, allowed: int) -> int:
        rotations = planned(key, allowed)
        return rotations.flights if rotations else 0

    allowed = for_next_season(pools, flown, wished)
    decided = {key: planned(key, int(whole(allowed.get(key, 0.0)))) for key in sorted({*allowed, *flown})}
    return {key: rotations for key, rotations in decided.items() if rotations}


class Cabin(NamedTuple):
    """Who would fill the seats of a rotation by its three markets, over seats offered, in each coming season; arrays of one shape."""

    home: np.ndarray
    """Between home and Nanjing."""
    stop: np.ndarray
    """Between the stop and Nanjing."""
    between: float
    """Between home and the stop."""

    @property
    def load(self) -> np.ndarray:
        """All together."""
        return self.home + self.stop + self.between


def margins(
    cabin: Cabin, stop_fare: float, fares: Fares, fare: float, rules: ReviewRules, breakeven_load: float
) -> np.ndarray:
    """Return margins of a rotation, support apart, of the shape of the cabin's arrays.

    Who boards or leaves at the stop pays for a part of the way, the two parts together about the fare of the whole.

    Args:
        cabin: who would fill the seats at the fares of the day.
        stop_fare: usual fare between the stop and Nanjing over that between home and Nanjing.
        fares: how fares answer to loads.
        fare: direct fares of home of the day relative to the usual.
        rules: the airline's hurdles.
        breakeven_load: load at which the usual fare of home just pays for a rotation, its stop included.
    """
    part = min(stop_fare, 1.0)
    paid = (cabin.home + part * cabin.stop + (1 - part) * cabin.between) / np.maximum(cabin.load, TINY)
    settled = fares.settle(cabin.load, fare, 0.0)
    return margin(np.minimum(settled.local, rules.fullest_load) * paid, settled.fare, 0.0, breakeven_load)


def review(
    now: Rotations | None,
    allowed: int,
    earned: np.ndarray,
    support: np.ndarray,
    rules: ReviewRules,
    breakeven_load: float,
) -> Rotations | None:
    """Rotations of the next season; ``None`` where none is flown. New ones clear the hurdles of any new route.

    Args:
        now: rotations of this season.
        allowed: weekly rotations that rights allow.
        earned: margin expected in each coming season with each number of weekly rotations, from 0 on, (seasons, rotations).
        support: launch support promised in each coming season, per seat over the usual fare of a seat, (seasons, rotations).
        rules: the airline's hurdles.
        breakeven_load: load at which the usual fare just pays for a rotation.
    """
    flights = now.flights if now else 0
    step = rules.most_change(flights)
    least = max(flights - step, min(flights, rules.fewest_flights)) if flights else rules.fewest_flights
    most = max(flights, min(allowed, flights + step if flights else rules.opening_flights))
    candidates = np.arange(least, min(most, earned.shape[1] - 1) + 1)
    if candidates.size == 0:
        return None
    expected, aimed = earned[:, candidates], rules.aimed_margin(breakeven_load)

    def decide(more: Num, bad_seasons: int) -> Outcome:
        ahead = expected + more
        if flights == 0:
            return Outcome(opening(candidates, value(ahead - rules.open_margin, rules.discount, rules.start_cost)), 0)
        return next_season(flights, candidates.tolist(), ahead[0].tolist(), bad_seasons, rules, aimed, rules.patience)

    without = decide(0.0, now.bad_unsupported if now else 0)
    paid = rules.paid_share(candidates, without.flights)
    offered = support[:, candidates]
    supported = decide(offered * paid / breakeven_load, now.bad_seasons if now else 0)
    helped = bool(offered.any())
    planned = max(supported.flights, without.flights if helped else 0)
    if planned == 0:
        return None
    extra = planned - without.flights if helped else 0
    return Rotations(
        planned, int(np.clip(extra, 0, rules.contract_flights)), supported.bad_seasons, without.bad_seasons
    )
