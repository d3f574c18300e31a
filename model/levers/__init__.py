"""The levers: each turns what a planner does into its part of the month's policy."""

from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from common.vocabulary import LEVERS
from model.facts import Facts
from model.kept import Kept
from model.levers import (
    consumption,
    cross_border_finance,
    digital_trade,
    duty_free,
    events_and_campaigns,
    freight,
    industrial_chains,
    institutions,
    mixed_land_use,
    pilot_tasks,
    places,
    promises,
    route_rights,
    science,
    visa_facilitation,
)
from model.levers.actions import Plan
from model.parameters import Parameters
from model.policy import Policy
from model.setting import Setting

HEADLINE_LEVERS = tuple(lever for lever in LEVERS if lever != "pilot_tasks")
"""Levers that write rules of their own; pilot tasks push on channels."""
DATED = ("visa_facilitation", "digital_trade")
"""Levers whose rules change by date even where a plan leaves them alone: national rules do."""


DRAWN = ("route_rights", "visa_facilitation", "duty_free", "mixed_land_use")
"""Levers whose rules rest on numbers that members draw; what does not, they keep themselves."""


def policies(
    setting: Setting,
    plan: Plan,
    facts: Facts,
    p: Parameters,
    *,
    implied: bool = True,
    task_cost: np.ndarray | float = 1.0,
) -> list[Policy]:
    """The policy of every month of the run, in order, after all levers have spoken.

    Args:
        setting: when the run begins and how long it is.
        plan: what is done.
        facts: the facts.
        p: the values of the run.
        implied: whether tasks that are headline levers under another name set them.
        task_cost: cost of each task as a multiple of the catalogue's figure, (tasks,) or one number.
    """
    done, before = plan.history, min(plan.since - setting.start, setting.months)
    if done is not None and before > 0:
        early = replace(setting, months=before), replace(done, elicited=plan.elicited)
        rules = policies(*early, facts, p, implied=implied, task_cost=task_cost)
        own = replace(plan, history=None)
        return rules + policies(setting, own, facts, p, implied=implied, task_cost=task_cost)[before:]
    plan = pilot_tasks.with_implied_actions(plan) if implied else plan
    return _policies(setting, plan, facts, p, setting.start, setting.months, task_cost)


def rules_before_start(setting: Setting, facts: Facts, p: Parameters) -> Policy:
    """Return the policy in force in the month before the run; every room's initial steady state assumes it."""
    (eve,) = _policies(setting, Plan(), facts, p, setting.start - 1, 1, 1.0)
    return eve


def _policies(
    setting: Setting, plan: Plan, facts: Facts, p: Parameters, first: int, months: int, luck: np.ndarray | float
) -> list[Policy]:
    runs, times = plan.pilot_tasks, range(first, first + months)
    ahead = promises.promises(runs, p, first, months, plan.elicited)
    strengths, efforts = pilot_tasks.course(runs, first, months)
    pushes = pilot_tasks.pushes_by_month(strengths, p, plan.elicited)
    of_lever = {lever: _of_lever(lever, setting, plan, facts, p, times) for lever in HEADLINE_LEVERS}
    found = []
    for t, month in enumerate(times):
        task_cost = pilot_tasks.cost(efforts[t], luck)
        costs = [task_cost.sum() if lever == "pilot_tasks" else of_lever[lever].costs[t] for lever in LEVERS]
        rules: dict[str, Any] = {}
        for lever in HEADLINE_LEVERS:
            rules |= of_lever[lever].rules[t]
        found.append(
            Policy(
                month=month,
                **rules,
                channels=pushes[t].on_all,
                promised=ahead[t].promised,
                coming=ahead[t].coming,
                lapsed=ahead[t].lapsed,
                promised_narrow=ahead[t].narrow,
                narrow=pushes[t].on_some,
                task_strength=strengths[t],
                fiscal_cost=np.array(costs),
                task_cost=task_cost,
            )
        )
    return found


class _OfLever(NamedTuple):
    """What a headline lever writes in each month, as fields of :class:`model.policy.Policy`, and its planned cost."""

    rules: list[dict[str, Any]]
    costs: list[float]
    """Million CNY at prices of 2022, (months,)."""


_KEPT = {lever: Kept() for lever in HEADLINE_LEVERS}


def _of_lever(lever: str, setting: Setting, plan: Plan, facts: Facts, p: Parameters, months: range) -> _OfLever:
    """Return what a headline lever writes and costs in each month; members share it where their parameters agree."""
    actions = getattr(plan, lever)

    def make(q: Parameters) -> _OfLever:
        if actions or lever in DATED:
            return _OfLever(written(lever, setting, plan, facts, q, months), costs(lever, plan, q, months))
        return _OfLever(written(lever, setting, plan, facts, q, months[:1]) * len(months), [0.0] * len(months))

    if lever in DRAWN:
        return make(p)
    return _KEPT[lever].at((actions, tuple(setting.world.items()), facts, months), p, make)


def written(lever: str, setting: Setting, plan: Plan, facts: Facts, p: Parameters, months: range) -> list[dict]:
    """Return the fields of each month's :class:`model.policy.Policy` that a headline lever writes, by name.

    Raises:
        KeyError: a lever that is not one of ``HEADLINE_LEVERS``.
    """
    if lever == "route_rights":
        return route_rights.write(plan, facts, p, months)
    if lever == "visa_facilitation":
        return visa_facilitation.write(plan, facts, p, setting, months)
    if lever == "duty_free":
        return duty_free.write(plan, p, months)
    if lever == "mixed_land_use":
        return mixed_land_use.write(plan, facts, p, months)
    if lever == "consumption":
        return [consumption.write(plan, month) for month in months]
    if lever == "events_and_campaigns":
        return [events_and_campaigns.write(plan, facts, p, month) for month in months]
    if lever == "digital_trade":
        return [digital_trade.write(plan, setting, month) for month in months]
    if lever == "science":
        return [science.write(plan, facts, p, month) for month in months]
    if lever == "cross_border_finance":
        return [cross_border_finance.write(plan, p, month) for month in months]
    if lever == "places":
        return [places.write(plan, facts, p, month) for month in months]
    if lever == "institutions":
        return [institutions.write(plan, p, month) for month in months]
    if lever == "freight":
        return [freight.write(plan, month) for month in months]
    if lever == "industrial_chains":
        return [industrial_chains.write(plan, month) for month in months]
    raise KeyError(lever)


def costs(lever: str, plan: Plan, p: Parameters, months: range) -> list[float]:
    """Return the planned public cost of a headline lever in each month, million CNY at prices of 2022."""
    if lever == "route_rights":
        return route_rights.talks(plan, p, months)
    if lever == "consumption":
        return [consumption.cost(plan, month) for month in months]
    if lever == "events_and_campaigns":
        return [events_and_campaigns.cost(plan, month) for month in months]
    if lever == "digital_trade":
        return [digital_trade.cost(plan, month) for month in months]
    if lever == "science":
        return [science.cost(plan, p, month) for month in months]
    if lever == "places":
        return [places.cost(plan, p, month) for month in months]
    if lever == "institutions":
        return [institutions.cost(plan, month) for month in months]
    if lever == "freight":
        return [freight.cost(plan, month) for month in months]
    if lever == "industrial_chains":
        return [industrial_chains.cost(plan, p, month) for month in months]
    return [0.0] * len(months)
