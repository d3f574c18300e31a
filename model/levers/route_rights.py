"""Route rights: who may fly how often, and what the public pays to get a route started."""

import functools
import math
from collections.abc import Sequence

import numpy as np

from model.facts import Facts
from model.facts.months import SEASON_MONTHS
from model.kept import Kept
from model.levers.actions import LaunchSupport, Plan, RightsWithdrawal, RouteGrant, stretches
from model.parameters import Parameters
from model.routes.rights_of_2022 import rights_of_2022
from model.rules.travel import RightsPool, SupportTerms

_GRANTED, _SUPPORT, _AHEAD, _TALKS = Kept(), Kept(), Kept(), Kept()


def write(plan: Plan, facts: Facts, p: Parameters, months: range) -> list[dict]:
    """The rights in force in each calendar month, with the pools granted since 2022, and the launch support.

    A fifth-freedom grant with several origins is one pool with one stop. Part of a month counts pro rata. Pools of few
    origins come first, so that what only they may fly is used before what they share with others.
    """
    actions, of_2022 = plan.route_rights, rights_of_2022(facts, p)
    granted = _GRANTED.of((actions, facts, months), lambda: [_granted(plan, facts, month) for month in months])
    offers = tuple(action for action in actions if isinstance(action, LaunchSupport))
    support = _SUPPORT.of((offers, facts, months), lambda: [_support(offers, facts, month) for month in months])
    seasons = round(12 * p["carriers.horizon_years"] / SEASON_MONTHS)
    ahead = _AHEAD.of((offers, facts, months, seasons), lambda: _support_ahead(offers, facts, months, seasons))
    rules = []
    for (withdrawn, pools), terms, coming in zip(granted, support, ahead, strict=True):
        own, left = (of_2022, pools) if withdrawn is None else _without(withdrawn, of_2022, pools)
        rules.append({"own_rights": own, "pools": left, "launch_support": terms, "support_ahead": coming})
    return rules


def _granted(plan: Plan, facts: Facts, month: int) -> tuple[np.ndarray | None, tuple[RightsPool, ...]]:
    """Weekly flights withdrawn from each origin, (origins,), None where none are, and the pools before that."""
    pools = []
    for action in plan.route_rights:
        share = action.share_of(month)
        if isinstance(action, RouteGrant) and share > 0:
            via = facts.origin_index[str(action.via)] if action.freedom == "fifth" else -1
            members = np.isin(facts.origins, action.origins)
            pools.append(RightsPool(members, action.weekly_frequencies * share, via, action.known_from))
    in_order = sorted(pools, key=lambda pool: (pool.origins.sum(), pool.origins.tolist()))
    withdrawn = _withdrawn(plan, facts, month)
    return withdrawn if withdrawn.any() else None, tuple(pool for pool in in_order if pool.weekly_flights > 0)


def _support(offers: Sequence[LaunchSupport], facts: Facts, month: int) -> tuple[SupportTerms, ...]:
    steps = [moment for offer in offers for moment in offer.steps]
    return tuple(_terms(offers, facts, middle, length) for middle, length in stretches(offers, month, steps) if offers)


def _support_ahead(
    offers: tuple[LaunchSupport, ...], facts: Facts, months: range, seasons: int
) -> list[tuple[tuple[SupportTerms, ...], ...]]:
    """Return the support that airlines may count on in each calendar month, see :attr:`model.policy.Policy.support_ahead`.

    It does not depend on where the run ends, nor on what nobody has announced: a run that begins with history knows of the
    period's offers from the period on.
    """

    @functools.cache
    def terms(known: tuple[LaunchSupport, ...], month: int) -> tuple[SupportTerms, ...]:
        return _support(known, facts, month)

    found = []
    for month in months:
        known = tuple(offer for offer in offers if math.floor(offer.known_from) <= month < offer.end)
        found.append(tuple(terms(known, month + SEASON_MONTHS * k) for k in range(seasons)) if known else ())
    return found


def talks(plan: Plan, p: Parameters, months: range) -> list[float]:
    """Public cost of the talks behind the grants in each calendar month, million CNY at prices of 2022.

    A round of talks with a partner, and with the country on the way, comes before each day from which on more is granted than until then;
    its cost is spread over the first year of the rights, as long as there are any. A grant that only goes on takes no talks.
    """
    held = _TALKS.of((plan.route_rights, months), lambda: _months_held(plan, months))
    return [p["desks.talks_cny_mn"] * of_month / 12 for of_month in held]


def _months_held(plan: Plan, months: range) -> list[float]:
    """Of each calendar month, the months that belong to the first year after a round of talks, one for each round."""
    grants = [action for action in plan.route_rights if isinstance(action, RouteGrant) and action.start < action.end]
    partners = {partner for grant in grants for partner in (*grant.origins, grant.via) if partner}
    held = [0.0] * len(months)
    for partner in sorted(partners):
        for start, end in _rounds([grant for grant in grants if partner in (*grant.origins, grant.via)]):
            for t, month in enumerate(months):
                held[t] += max(0.0, min(start + 12, end, month + 1) - max(start, month))
    return held


def _rounds(grants: Sequence[RouteGrant]) -> list[tuple[float, float]]:
    """From when on one partner grants more than before, and when none of its grants is left, months."""
    rounds = []
    for start in sorted({grant.start for grant in grants}):
        before = sum(grant.weekly_frequencies for grant in grants if grant.start < start <= grant.end)
        after = sum(grant.weekly_frequencies for grant in grants if grant.start <= start < grant.end)
        if after > before:
            end = start
            while going_on := [grant.end for grant in grants if grant.start <= end < grant.end]:
                end = max(going_on)
            rounds.append((start, end))
    return rounds


def _withdrawn(plan: Plan, facts: Facts, month: int) -> np.ndarray:
    """Weekly flights withdrawn from each origin, (origins,)."""
    taken = np.zeros(len(facts.origins))
    for action in plan.route_rights:
        if isinstance(action, RightsWithdrawal):
            taken += np.isin(facts.origins, action.origins) * action.weekly_frequencies * action.share_of(month)
    return taken


def _without(
    taken: np.ndarray, own: np.ndarray, pools: Sequence[RightsPool]
) -> tuple[np.ndarray, tuple[RightsPool, ...]]:
    """Own rights and pools less what is withdrawn: own rights first, then pools that an origin shares with nobody."""
    left = np.maximum(own - taken, 0.0)
    more = np.maximum(taken - own, 0.0)
    kept = []
    for pool in pools:
        if pool.via < 0 and pool.origins.sum() == 1:
            (origin,) = np.flatnonzero(pool.origins)
            cut = min(more[origin], pool.weekly_flights)
            more[origin] -= cut
            pool = pool._replace(weekly_flights=pool.weekly_flights - cut)
        if pool.weekly_flights > 0:
            kept.append(pool)
    return left, tuple(kept)


def _terms(offers: Sequence[LaunchSupport], facts: Facts, moment: float, share: float) -> SupportTerms:
    """What is on offer at one moment, for ``share`` of the month. A return flight has its seats twice."""
    rates = [
        np.where(
            np.isin(facts.origins, offer.origins),
            offer.share_at(moment) * (offer.cny_per_seat + offer.cny_per_flight / (2 * facts.seats_per_flight)),
            0.0,
        )
        for offer in offers
    ]
    return SupportTerms(
        share,
        np.array(rates),
        np.array([offer.minimum_weekly_flights for offer in offers]),
        np.array([offer.minimum_load for offer in offers]),
    )
