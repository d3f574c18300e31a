"""Rights: who may fly how often, and how the flights of a shared pool are handed out."""

from collections.abc import Callable, Iterable

import numpy as np

from model.arrays import Num
from model.policy import Policy
from model.rules.travel import RightsPool

NOTHING = 1e-6
"""Weekly flights; rights of a month that are put together of its parts are whole to this."""


def whole(flights: Num) -> np.ndarray:
    """Whole weekly flights within ``flights``, same shape, integers."""
    return np.floor(np.asarray(flights) + NOTHING).astype(int)


def spread_whole(total: int, weights: np.ndarray) -> np.ndarray:
    """``total`` whole flights in proportion to weights, the largest remainders rounded up; (places,), integers."""
    if weights.sum() <= 0:
        return np.zeros(weights.size, dtype=int)
    exact = total * weights / weights.sum()
    result = whole(exact)
    for place in np.argsort(result - exact, kind="stable")[: total - result.sum()]:
        result[place] += 1
    return result


def hand_out(flights: int, claims: np.ndarray) -> np.ndarray:
    """Hand out whole flights one by one, each to the largest claim over what it has; (members,), integers.

    By odd divisors (Webster), under which a larger pool takes from nobody; nobody gets more than the claim.
    """
    given = np.zeros(claims.size, dtype=int)
    for _ in range(min(flights, int(claims.sum()))):
        given[np.where(given < claims, claims / (2 * given + 1), -1.0).argmax()] += 1
    return given


def covered(pool: RightsPool, short: np.ndarray) -> np.ndarray:
    """What a pool covers of the flights its members lack, (members,); where it is too small, whole flights of each."""
    if short.sum() <= pool.weekly_flights + NOTHING:
        return short
    return spread_whole(int(whole(pool.weekly_flights)), short).astype(float)


def pools_between_two(policy: Policy) -> list[RightsPool]:
    """The pools of third and fourth freedom, between an origin and Nanjing."""
    return [pool for pool in policy.pools if pool.via < 0]


def granted(policy: Policy) -> np.ndarray:
    """Weekly flights that grants since 2022 allow each origin, pools it shares included, (origins,)."""
    flights = np.zeros(policy.own_rights.size)
    for pool in pools_between_two(policy):
        flights += pool.weekly_flights * pool.origins
    return flights


def in_force(policy: Policy, planned: np.ndarray) -> np.ndarray:
    """Weekly flights each market may fly as planned, (origins,): own rights, and of shared pools what it needs.

    Args:
        policy: the month's rules.
        planned: weekly flights of each market, (origins,).
    """
    rights = policy.own_rights.copy()
    for pool in pools_between_two(policy):
        members = pool.origins.nonzero()[0]
        short = np.maximum(planned[members] - rights[members], 0.0)
        rights[members] += covered(pool, short)
    return rights


def for_next_season(
    policy: Policy,
    planned: np.ndarray,
    known: Iterable[RightsPool],
    wished: Callable[[np.ndarray, np.ndarray], np.ndarray],
) -> np.ndarray:
    """Weekly flights each market may plan for the next season, (origins,), integers.

    What is flown keeps its part of the pools; the rest goes to those who would use it.

    Args:
        policy: the month's rules.
        planned: weekly flights of each market now, (origins,).
        known: pools known early enough to plan with.
        wished: gives the weekly flights that markets would plan, from their places and the flights allowed, (markets,)
            each.
    """
    rights = policy.own_rights.copy()
    for pools in _apart(known):
        spare: list[tuple[np.ndarray, int]] = []
        for pool in pools:
            members = pool.origins.nonzero()[0]
            short = np.maximum(planned[members] - rights[members], 0.0)
            rights[members] += covered(pool, short)
            if (left := int(whole(pool.weekly_flights - short.sum()))) > 0:
                spare.append((members, left))
        if not spare:
            continue
        asked, sizes = np.concatenate([members for members, _ in spare]), [len(members) for members, _ in spare]
        have = whole(rights[asked])
        claims = np.maximum(wished(asked, have + np.repeat([left for _, left in spare], sizes)) - have, 0)
        for (members, left), own in zip(spare, np.split(claims, np.cumsum(sizes)[:-1]), strict=True):
            rights[members] += hand_out(left, own)
    return whole(rights)


def _apart(known: Iterable[RightsPool]) -> list[list[RightsPool]]:
    """Group pools that follow each other and share no member: what one is asked for does not rest on the others, and
    airlines are asked about all at once.
    """
    groups: list[list[RightsPool]] = []
    members = np.zeros(0, dtype=bool)
    for pool in known:
        if not groups or (members & pool.origins).any():
            groups.append([])
            members = np.zeros_like(pool.origins)
        groups[-1].append(pool)
        members = members | pool.origins
    return groups
