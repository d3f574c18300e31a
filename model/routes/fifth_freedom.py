"""Fifth freedom: rotations that carry three markets in one cabin: home to Nanjing, the stop to Nanjing, home to the stop.

A rotation adds one cabin of seats, not three.
"""

from typing import NamedTuple

import numpy as np

from model.policy import Policy, RightsPool
from model.routes.frequencies import Outcome, ReviewRules, margin, next_season, opening
from model.routes.rights import whole

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


def rights(
    policy: Policy, pools: list[RightsPool], flown: dict[Stopover, Rotations]
) -> tuple[dict[Stopover, float], dict[Stopover, float]]:
    """Weekly rotations that fifth-freedom pools cover, and those they have to spare, by home and stop.

    Args:
        policy: the month's rules.
        pools: those that count.
        flown: rotations of this season.
    """
    covered: dict[Stopover, float] = {}
    spare: dict[Stopover, float] = {}
    for pool in pools:
        keys = [(int(home), pool.via) for home in np.flatnonzero(pool.origins)]
        short = [(flown[key].flights if key in flown else 0) - covered.get(key, 0.0) for key in keys]
        left = max(pool.weekly_flights - sum(short), 0.0)
        part = min(1.0, pool.weekly_flights / max(sum(short), 1e-9))
        for key, lacking in zip(keys, short, strict=True):
            covered[key] = covered.get(key, 0.0) + lacking * part
            spare[key] = spare.get(key, 0.0) + left
    return covered, spare


def review(
    now: Rotations | None, allowed: float, loads: np.ndarray, support: float, rules: ReviewRules
) -> Rotations | None:
    """Rotations of the next season; ``None`` where none is flown.

    Args:
        now: rotations of this season.
        allowed: weekly rotations that rights allow.
        loads: load expected with each number of weekly rotations, from 0 on, (rotations,).
        support: launch support per seat over the usual fare of a seat.
        rules: the airline's hurdles.
    """
    flights = now.flights if now else 0
    step = rules.most_change(flights)
    most = max(flights, min(int(whole(np.float64(allowed))), flights + step if flights else rules.opening_flights))
    candidates = np.arange(max(flights - step, 1), min(most, loads.size - 1) + 1)
    if candidates.size == 0:
        return None
    margins = margin(loads[candidates], 1.0, 0.0, rules.breakeven_load)

    def decide(expected: np.ndarray, bad_seasons: int) -> Outcome:
        if flights == 0:
            return Outcome(opening(candidates, expected, rules.open_margin), 0)
        return next_season(flights, candidates, expected, bad_seasons, rules)

    without = decide(margins, now.bad_unsupported if now else 0)
    paid = np.maximum(candidates - without.flights, 0) / candidates
    supported = decide(margins + support * paid / rules.breakeven_load, now.bad_seasons if now else 0)
    planned = max(supported.flights, without.flights if support > 0 else 0)
    if planned == 0:
        return None
    extra = planned - without.flights if support > 0 else 0
    return Rotations(planned, max(extra, 0), supported.bad_seasons, without.bad_seasons)
