"""What the month's rules alone mean to investors who enter: licences, gates, ownership limits, permits, support of zones.

Rules often stand still for months, and so does what follows from them.
"""

from typing import NamedTuple

import numpy as np

from common.vocabulary import SECTORS
from model.city_protocol import City
from model.facts.months import DAYS_A_YEAR
from model.firms import licences
from model.firms.investment import DIRECT, VIA_HONG_KONG, Ownership
from model.latest import Latest
from model.levers.promises import GATES
from model.policy import Policy, quickest_permit_days

COUNTED_BY_SOME = ("dispute", "cross_border", "market_access", "zone_attraction")
"""Channels that tasks for some origins or sectors only may push, as promised to investors."""


class Gates(NamedTuple):
    """What an investor has to pass at entry: this month and in the months ahead, (1 + months ahead, ways, sectors) each."""

    closed: np.ndarray
    """Share of lines of business that are closed or hedged about."""
    capped: np.ndarray
    """Share of projects that meet an ownership cap."""
    opens: bool
    """Whether some will be less in a month ahead than now."""


def gates(closed: np.ndarray, capped: np.ndarray) -> Gates:
    """Return gates of the months, (1 + months ahead, ways, sectors) each; see :class:`Gates`."""
    return Gates(closed, capped, opens=any((each.min(axis=0) < each[0]).any() for each in (closed, capped)))


class Rules(NamedTuple):
    """What follows from the rules of a month; utility points are against the start. Axis of ways: direct, through Hong Kong."""

    trust: float
    """How far promises are believed, 1: as before tasks ended."""
    desk: licences.Desk
    """What an application meets."""
    refusal_days: np.ndarray
    """Mean days of the applications of all lines of business, those that are shut among them, (sectors,)."""
    granted: np.ndarray
    """Share of applications that end with a licence, (sectors,)."""
    gates: Gates
    """What is closed, now and in the months ahead."""
    limits: Ownership
    """Ownership limits, (ways, 1, sectors)."""
    opened: np.ndarray
    """Points of gates that opened, (ways, sectors)."""
    quicker: np.ndarray
    """Points of a quicker licence, (ways, sectors)."""
    quicker_later: np.ndarray
    """The same of the licences of later years, (ways, sectors)."""
    access: np.ndarray
    """Points by which the way through Hong Kong has gained on the straight way, (sectors,)."""
    homely: float
    """Points of quicker work permits."""
    for_some: np.ndarray
    """Points that tasks for investors from some origins only are worth to these, (sources, sectors)."""
    support: np.ndarray
    """Points of the support of zones, (zones, sectors)."""


class RulesMet:
    """The rules as investors meet them.

    Args:
        model: the pilot model.
        years: years of full value that a lasting saving is worth.
        rent_weight: rent as a share of a project's value, (sectors,).
    """

    def __init__(self, model: City, years: float, rent_weight: np.ndarray) -> None:
        self.facts, self.p = model.facts, model.parameters.room("firms")
        self.years, self.rent_weight = years, rent_weight
        self.permit_days_start = model.policy_before_start.permit_days
        self.shortest_permit_days = model.parameters.room("talent").shortest_permit_days
        self.desk_of_2022 = licences.desk_of_2022(self.facts.licensing_days, self.p)
        self._reserve_of_2022 = self.desk_of_2022.reserve(self.p)
        # Agreements with Hong Kong lift a part of what is closed and capped.
        self.shut = self.facts.restrictiveness * np.array([1.0, 1 - self.p.cepa_access])[:, None]
        """Share of lines of business closed or hedged about at the start, (ways, sectors)."""
        self.capped = self.facts.equity_cap * np.array([1.0, 1 - self.p.cepa_caps])[:, None]
        """Share of projects that meet an ownership cap at the start, (ways, sectors)."""
        self._latest = Latest()

    def of(self, policy: Policy) -> Rules:
        """Return what follows from a month's rules; do not write to it."""
        channels, promised, narrow = policy.channels, policy.promised, policy.promised_narrow
        permit_days = quickest_permit_days(policy, self.shortest_permit_days)
        given = (
            *(channels[key] for key in (*GATES, "licensing", "licensing_certainty")),
            *(promised[key] for key in (*GATES, "licensing", "zone_attraction")),
            *policy.coming.values(),
            *(narrow.get(key) for key in COUNTED_BY_SOME),
            policy.lapsed,
            permit_days,
        )
        return self._latest.of(given, lambda: self._follows(policy, permit_days))

    def _follows(self, policy: Policy, permit_days: float) -> Rules:
        p, facts = self.p, self.facts
        trust = 1 - p.trust_lost * policy.lapsed
        desk, ahead = licences.desk(policy, facts.licensing_days, p), self._gates(policy)
        closed, limits = ahead.closed[0], self.limits(ahead.capped[0])
        # A quick desk serves the lines of business that are open: of those still shut it has nothing to license.
        opening = p.value_weight * p.waiting_cost * (1.0 - closed) / DAYS_A_YEAR
        refusal_days = facts.licensing_days - desk.saved * (1.0 - closed[DIRECT])
        # Of those whom an opening would let in, a part has gone where the sector was open already.
        opened = (self.shut - closed) * p.access_weight * (1.0 - facts.open_elsewhere) * trust
        lifted = (self.capped - limits.here[:, 0, :]) * p.joint_venture_cost * (1 - p.partner_share)
        gain = opened + lifted
        narrow = policy.promised_narrow
        supported = policy.promised["zone_attraction"][:, None] + narrow.get("zone_attraction", 0.0)
        return Rules(
            trust=trust,
            desk=desk,
            refusal_days=refusal_days,
            granted=self.granted(desk, refusal_days),
            gates=ahead,
            limits=limits,
            opened=opened,
            quicker=opening * (desk.saved + (self._reserve_of_2022 - desk.reserve(p))),
            quicker_later=opening * p.licence_uncertainty * desk.saved_later * trust,
            access=gain[VIA_HONG_KONG] - gain[DIRECT],
            homely=p.permit_weight * (self.permit_days_start - permit_days) / 30,
            for_some=self._for_some(policy, closed[DIRECT]) * trust,
            support=-p.value_weight * self.rent_weight * np.log1p(-np.minimum(supported, p.zone_support_most)),
        )

    def granted(self, desk: licences.Desk, days: np.ndarray) -> np.ndarray:
        """Return the share of applications that end with a licence: the longer each takes, the more are refused or given up."""
        return licences.granted(desk, days, self.facts.licensing_days, self.p)

    def limits(self, capped: np.ndarray) -> Ownership:
        """Return the ownership limits where a share ``capped`` of projects meets a cap in Nanjing, (ways, sectors)."""
        return Ownership(
            rival=self.capped[:, None, :] * (1 - self.facts.open_elsewhere),
            here=capped[:, None, :],
            whole=self.p.whole_ownership_share,
            partner=self.p.partner_share,
            cost=self.p.joint_venture_cost,
        )

    def _gates(self, policy: Policy) -> Gates:
        """Return what is closed now and in the months ahead: a gate opens when it is in force, as far as it will last."""
        now = {key: np.minimum(policy.channels[key], policy.promised[key])[None] for key in GATES}
        access, lifted = (np.concatenate([now[key], policy.coming[key]])[:, None] for key in GATES)
        return gates(closed=np.maximum(self.shut - access, 0.0), capped=self.capped * (1 - np.clip(lifted, 0, 1)))

    def _for_some(self, policy: Policy, closed: np.ndarray) -> np.ndarray:
        """Return what tasks for some origins only are worth to investors from there, utility points, (sources, sectors)."""
        p, narrow, none = self.p, policy.promised_narrow, np.zeros((len(self.facts.origins), 1))
        safer = self.years / 100 * narrow.get("dispute", none[:, 0])[:, None]
        cheaper = p.data_weight * narrow.get("cross_border", none.T).T
        opened = np.minimum(narrow.get("market_access", none.T).T, closed) * p.access_weight
        worth = p.value_weight * (safer + cheaper) + opened * (1.0 - self.facts.open_elsewhere)
        return np.vstack([worth, np.zeros(len(SECTORS))])  # the last source is no origin
