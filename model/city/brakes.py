"""Brakes: while a risk is over its threshold, tasks and headline levers are held to a share of their strength."""

import dataclasses
from collections.abc import Mapping
from typing import Any

import numpy as np

from common.vocabulary import LEVERS, RISKS, TASKS
from model.city_protocol import CityWithRooms
from model.levers import HEADLINE_LEVERS, costs, pilot_tasks, written
from model.levers.actions import Brake, Plan
from model.levers.catalogue import catalogue
from model.levers.other_names import at_shares
from model.levers.pilot_tasks import with_implied_actions
from model.levers.promises import held_back
from model.policy import Policy, under
from model.rules.business import FinanceRules
from model.rules.travel import SupportTerms

BRAKED_LEVERS = tuple(
    lever
    for lever in HEADLINE_LEVERS
    if lever
    not in (
        "mixed_land_use",
        "events_and_campaigns",
        "consumption",
        "digital_trade",
        "science",
        "places",
        "institutions",
        "freight",
        "industrial_chains",
    )
)
"""Headline levers that can be held back: land that has been cleared stays so, what is agreed for an event, a laboratory, with other cities or with carriers is kept, and tasks are named one by one."""


class Brakes:
    """The brakes of one run.

    Args:
        model: the pilot model, with the plan's policies.
    """

    def __init__(self, model: CityWithRooms) -> None:
        self.model = model
        self.listed = tuple(_Compiled(brake) for brake in model.plan.brakes)
        self.plan = with_implied_actions(model.plan)
        self.levers = sorted({lever for brake in self.listed for lever in brake.levers})
        """Levers that some brake names."""

    def applied(self, policy: Policy, risk: np.ndarray) -> Policy:
        """Return the month's policy, reduced where brakes act; the same object where none does.

        Args:
            policy: the plan's policy of the month.
            risk: risks after the last review, 1 = threshold, (risks,).
        """
        in_force = len(self.plan.brakes_at(policy.month))
        acting = [brake for brake in self.listed[:in_force] if risk[brake.risk] > 1]
        if not acting:
            return policy
        share = np.ones(len(TASKS))
        for brake in acting:
            share = np.where(brake.tasks, np.minimum(share, brake.to), share)
        left = {lever: min((brake.to for brake in acting if lever in brake.levers), default=1.0) for lever in LEVERS}
        for lever in ("route_rights", "visa_facilitation", "duty_free"):
            policy = self._less_under_other_names(policy, lever, share, left[lever])
        for lever in self.levers:
            if left[lever] < 1.0:
                policy = _held_back(policy, self._without(lever, policy.month), lever, left[lever])
        slowed = share * policy.task_strength
        return policy if np.array_equal(slowed, policy.task_strength) else self._slowed(policy, slowed, share)

    def _without(self, lever: str, month: int) -> dict[str, Any]:
        """Return the rules that the lever writes, as they would be in a calendar month without it."""
        nothing: dict[str, Any] = {lever: ()}
        return self._written(lever, dataclasses.replace(self.plan, **nothing), month)

    def _written(self, lever: str, plan: Plan, month: int) -> dict[str, Any]:
        model = self.model
        return written(lever, model.setting, plan, model.facts, model.parameters, range(month, month + 1))[0]

    def _less_under_other_names(self, policy: Policy, lever: str, share: np.ndarray, of_all: float) -> Policy:
        """Return the policy with the actions of braked tasks that are a lever under another name held back.

        A brake on the lever itself leaves ``of_all`` of them afterwards: the lower of the two counts, as between brakes.
        """
        shares = {
            task: float(held / of_all)
            for task, held in zip(TASKS, share, strict=True)
            if held < of_all and catalogue()[task].lever == lever
        }
        plan = at_shares(self.plan, shares)
        if plan is self.plan:
            return policy
        if lever == "visa_facilitation":  # days are saved from those of 2022, which members draw
            without = self._written(lever, at_shares(self.plan, dict.fromkeys(shares, 0.0)), policy.month)
            kept, names = min(shares.values()), ("permit_days", "residence_years", "quickest_permit_days")
            rules = {name: without[name] + kept * (getattr(policy, name) - without[name]) for name in names}
            return dataclasses.replace(policy, **rules)
        name = {"route_rights": "pools", "duty_free": "shop_floors"}[lever]
        rules = {name: self._written(lever, plan, policy.month)[name]}
        month, p = range(policy.month, policy.month + 1), self.model.parameters
        saved = costs(lever, self.plan, p, month)[0] - costs(lever, plan, p, month)[0]
        return dataclasses.replace(policy, **rules, fiscal_cost=policy.fiscal_cost - under(lever, saved))

    def _slowed(self, policy: Policy, strength: np.ndarray, share: np.ndarray) -> Policy:
        cost = policy.task_cost * share
        saved = under("pilot_tasks", (policy.task_cost - cost).sum())
        p, before = self.model.parameters, policy.task_strength
        elicited = self.model.plan.elicited
        full, left = (pilot_tasks.push(reached, p, elicited) for reached in (before, strength))
        channels = held_back(policy.channels, full, left)
        full, left = (pilot_tasks.narrow_push(reached, p, elicited) for reached in (before, strength))
        narrow = held_back(policy.narrow, full, left)
        return dataclasses.replace(
            policy,
            task_strength=strength,
            channels=channels,
            promised=held_back(policy.promised, policy.channels, channels),
            coming=held_back(policy.coming, policy.channels, channels),
            narrow=narrow,
            promised_narrow=held_back(policy.promised_narrow, policy.narrow, narrow),
            task_cost=cost,
            fiscal_cost=policy.fiscal_cost - saved,
        )


class _Compiled:
    """A brake with its risk as an index, its tasks as a boolean array (tasks,) and its levers."""

    def __init__(self, brake: Brake) -> None:
        self.risk, self.to = RISKS.index(brake.risk), brake.to
        self.tasks = np.isin(TASKS, [task for task in brake.slows if task in TASKS and _can_be_braked(task)])
        self.levers = frozenset(brake.slows) & frozenset(BRAKED_LEVERS)


def _can_be_braked(task: str) -> bool:
    """Whether a brake acts on a task: not on one that is a lever under another name which goes on under brakes."""
    return catalogue()[task].lever in ("", *BRAKED_LEVERS)


def _held_back(policy: Policy, without: Mapping[str, Any], lever: str, kept: float) -> Policy:
    """Return the policy with a lever at a share ``kept`` of what it adds to the rules ``without`` it.

    The share is of flights, of days, of area or of the month.
    """

    def between(name: str) -> Any:
        least = without[name]
        return least + kept * (getattr(policy, name) - least)

    cost = under(lever, (1 - kept) * policy.fiscal_cost[LEVERS.index(lever)])
    policy = dataclasses.replace(policy, fiscal_cost=policy.fiscal_cost - cost)
    if lever == "route_rights":
        pools = tuple(pool._replace(weekly_flights=kept * pool.weekly_flights) for pool in policy.pools)
        rights = dataclasses.replace(policy, own_rights=between("own_rights"), pools=pools)
        return less_support(rights, kept)
    if lever == "duty_free":
        floors = tuple(
            floor._replace(area_m2=floor.area_m2 * (1.0 if floor in without["shop_floors"] else kept))
            for floor in policy.shop_floors
        )
        return dataclasses.replace(
            policy, shop_floors=floors, refunds=_part_of_month(policy.refunds, without["refunds"], kept)
        )
    if lever == "cross_border_finance":
        least = without["finance"]
        rules = (low + kept * (high - low) for low, high in zip(least, policy.finance, strict=True))
        held = FinanceRules(*rules)._replace(guaranteed=policy.finance.guaranteed)  # of each loan that is left
        return dataclasses.replace(policy, finance=held)
    return dataclasses.replace(
        policy,
        entry=_part_of_month(policy.entry, without["entry"], kept),
        freed=kept * policy.freed,
        fee_cut_usd=kept * policy.fee_cut_usd,
        fee_cut_at_lukou_usd=kept * policy.fee_cut_at_lukou_usd,
        permit_days=between("permit_days"),
        residence_years=between("residence_years"),
        quickest_permit_days=between("quickest_permit_days"),
    )


def less_support(policy: Policy, kept: float) -> Policy:
    """Return the policy with a share ``kept`` of launch support: now, and in what airlines count on, who take a brake to hold on."""

    def left(offered: tuple[SupportTerms, ...]) -> tuple[SupportTerms, ...]:
        return tuple(terms._replace(cny_per_seat=kept * terms.cny_per_seat) for terms in offered)

    ahead = tuple(map(left, policy.support_ahead))
    return dataclasses.replace(policy, launch_support=left(policy.launch_support), support_ahead=ahead)


def _part_of_month(rules: tuple, without: tuple, kept: float) -> tuple:
    """Return rules that hold during a share ``kept`` of the month, and those without the lever during the rest."""
    return (
        *(stretch._replace(share=kept * stretch.share) for stretch in rules),
        *(stretch._replace(share=(1 - kept) * stretch.share) for stretch in without),
    )
