"""Recovery of travel to China after the pandemic: willingness to go, and the seats that carriers can offer.

Both are shares of 2019's level by origin. Until 2019 they are 1; from the spring of 2020 to the end of 2022 the border
is all but closed; then they return along an S-curve whose start and pace nobody knew, sooner in nearby markets:

    share = closed + (ceiling - closed) * doors * readiness

where *doors* is the reopening of consulates, counters and group travel, and *readiness* a logistic curve in time.
Visa rules are no part of it: they act on their own. The case ``observed`` takes both shares from what was counted.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy.special import expit

from model.draws import Draws
from model.facts import Facts
from model.facts.months import month_index
from model.parameters import Room
from model.world import observed_reopening
from model.world.observed_reopening import Known
from model.world.paths import UNSEEN, autoregressive, known_and_later, shocks

OUTBREAK = month_index(2020, 1)


class Reopening(NamedTuple):
    """Shares of 2019's level by month and origin, (months, origins)."""

    willingness: np.ndarray
    seat_share: np.ndarray
    seat_share_without_limits: np.ndarray
    """Seats as they would be if no bilateral limit held them back."""


class Luck(NamedTuple):
    """One member's reopening, beside its drawn readiness, slope and delays by region, which all markets share."""

    own: np.ndarray
    """Of each market alone, standard normal, (origins,)."""
    noise: np.ndarray
    """Log swings of what has come back, the same for all origins, (months, 1)."""
    airport: np.ndarray
    """Of Lukou's seats in all markets beside those of the nation, standard normal, (1,)."""


def draw_luck(draws: Draws, p: Room, slots: np.ndarray, months: np.ndarray) -> Luck:
    """Draw each market's own luck and the swings of all; ``slots`` are the origins' ISO numbers."""
    swing = shocks(draws, "world.reopening_swing", np.zeros(1, np.uint64), months)
    return Luck(
        own=draws.normal_between_members("world.reopening", -1, slots)[0],
        noise=autoregressive(swing, p.reopening_swing_persistence, p.reopening_swing_sd),
        airport=draws.normal_between_members("world.reopening_airport", -1, np.zeros(1, np.uint64))[0],
    )


def history(months: np.ndarray, p: Room) -> np.ndarray:
    """Return the share of 2019's travel to the end of 2022: full, the two months of the outbreak, closed; (months,)."""
    since, first_two = months - OUTBREAK, (p.outbreak_january, p.outbreak_february)
    return np.select([since < 0, since == 0, since == 1], [1.0, *first_two], p.reopening_closed)


def returned(months: np.ndarray, delay: np.ndarray, pace: float, luck: Luck, p: Room) -> np.ndarray:
    """Return the share of the recovery reached at each month and origin, 0: closed, 1: complete; (months, origins).

    Args:
        months: calendar months; the curve starts at the end of 2022.
        delay: months by which an origin lags behind the first, (origins,).
        pace: speed relative to the central case.
        luck: the member's luck.
        p: parameters, room ``world``.
    """
    since = np.maximum(np.asarray(months)[:, None] + 0.5 - UNSEEN, 0.0)
    doors = 1.0 - np.exp(-since / p.reopening_doors_months)
    readiness = p.reopening_readiness + p.reopening_origin_sd * luck.own
    return doors * expit(readiness + p.reopening_slope * pace * (since - delay))


def as_observed(
    months: np.ndarray,
    facts: Facts,
    income_effect: np.ndarray,
    luck: Luck,
    p: Room,
    known: Known,
    visitors: Room,
    pace: float = 1.0,
) -> Reopening:
    """Return what was counted from 2023 on, with the error of figures that markets and airports share, and how it goes on.

    Args:
        months: calendar months, consecutive, beyond the last figure; those before 2023 are left as the border closed.
        facts: the facts.
        income_effect: travel over 2019 by reason of incomes alone, (months, origins).
        luck: the member's luck.
        p: parameters, room ``world``.
        known: what travellers choose by: they put back what is taken out for it here, as they are expected to choose.
        visitors: parameters, room ``visitors``, with the pace at which news of rules spreads.
        pace: speed after the last figure relative to the central case.
    """
    ahead, region = months >= UNSEEN, facts.region

    def path(seen: np.ndarray, ceiling: np.ndarray) -> np.ndarray:
        """Closed to the end of 2022, then as seen, then on towards ``ceiling``, (months, origins)."""
        after = int(ahead.sum()) - len(seen)
        later = observed_reopening.go_on(seen[-1], ceiling, after, p.reopening_settle_months / pace)
        closed = np.full((int((~ahead).sum()), ceiling.size), p.reopening_closed)
        return np.concatenate([closed, seen, later * np.exp(luck.noise[months.size - after :])])

    travel_known, seats_known = (ahead & (months < observed_reopening.last_month(what)) for what in ("travel", "seats"))
    willing = observed_reopening.willingness(
        months[travel_known], facts, income_effect[travel_known], known.at(travel_known), visitors
    )
    willing = willing * np.exp(p.observed_share_sd * luck.own)
    travel = np.clip(path(willing, p.reopening_ceiling.vector(region)), 0.0, p.willingness_most)
    shares = observed_reopening.shares("seats", months[seats_known], facts)
    ours = np.where(ahead, np.exp(p.observed_airport_sd * luck.airport), 1.0)[:, None]
    seats = np.clip(path(shares, p.seats_ceiling.vector(region)) * ours, 0.0, 1.0)
    of_all = np.minimum(np.interp(months + 0.5, *observed_reopening.anchors("seats")["all"])[:, None] * ours, 1.0)
    unlimited = np.where(ahead[:, None], np.maximum(seats, of_all), seats)
    return Reopening(travel, seats, unlimited)


def reopening(
    case: str,
    months: np.ndarray,
    facts: Facts,
    income_effect: np.ndarray,
    draws: Draws,
    p: Room,
    known: Callable[[], Known],
    visitors: Room,
) -> Reopening:
    """Return willingness and seats by month and origin.

    Args:
        case: a case of ``reopening``.
        months: calendar months, consecutive.
        facts: the facts.
        income_effect: travel over 2019 by reason of incomes alone, which counts of travellers hold, (months, origins).
        draws: the member's luck.
        p: parameters, room ``world``.
        known: returns what travellers choose by, which only what was observed asks for; see :func:`as_observed`.
        visitors: see :func:`as_observed`.
    """
    region, slots = facts.region, facts.iso_numeric
    observed, later = known_and_later(case)
    pace = {"fast": p.reopening_fast, "slow": p.reopening_slow}.get(later, 1.0)
    delay, ceiling = p.reopening_delay.vector(region), p.reopening_ceiling.vector(region)
    seats_ceiling = p.seats_ceiling.vector(region)
    closed, luck = p.reopening_closed, draw_luck(draws, p, slots, months)
    back = returned(months, delay, pace, luck, p) * np.exp(luck.noise)
    seats_back = returned(months - p.seats_lag_months, delay, pace, luck, p)
    willingness = np.minimum(closed + (ceiling - closed) * back, p.willingness_most)
    seats = np.minimum(closed + (seats_ceiling - closed) * seats_back, 1.0)
    unlimited = np.minimum(closed + (np.maximum(seats_ceiling, 1.0) - closed) * seats_back, 1.0)
    if case.startswith("frozen"):
        held = 1.0 if case == "frozen_2019" else closed
        return Reopening(*(np.full_like(path, held) for path in (willingness, seats, unlimited)))
    if observed:
        willingness, seats, unlimited = as_observed(months, facts, income_effect, luck, p, known(), visitors, pace)
    seen = months < UNSEEN
    willingness[seen] = seats[seen] = unlimited[seen] = history(months[seen], p)[:, None]
    return Reopening(willingness, seats, unlimited)
