"""The levers: each turns what a planner does into its part of the month's policy."""

from typing import Any

import numpy as np

from common.vocabulary import LEVERS
from model.facts import Facts
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
    plan = pilot_tasks.with_implied_actions(plan) if implied else plan
    return _policies(setting, plan, facts, p, setting.start, setting.months, task_cost)


def rules_before_start(setting: Setting, facts: Facts, p: Parameters) -> Policy:
    """Return the policy in force in the month before the run; every room's initial steady state assumes it."""
    (eve,) = _policies(setting, Plan(), facts, p, setting.start - 1, 1, 1.0)
    return eve


def _policies(
    setting: Setting, plan: Plan, facts: Facts, p: Parameters, first: int, months: int, luck: np.ndarray | float
) -> list[Policy]:
    runs = plan.pilot_tasks
    ahead = promises.promises(runs, p, first, months, plan.elicited)
    strengths, efforts = pilot_tasks.course(runs, first, months)
    pushes = pilot_tasks.pushes_by_month(strengths, p, plan.elicited)
    return [
        _policy(setting, plan, facts, p, first + t, ahead[t], pushes[t], strengths[t], pilot_tasks.cost(effort, luck))
        for t, effort in enumerate(efforts)
    ]


def _policy(
    setting: Setting,
    plan: Plan,
    facts: Facts,
    p: Parameters,
    month: int,
    ahead: promises.Promises,
    pushes: pilot_tasks.Pushes,
    strength: np.ndarray,
    task_cost: np.ndarray,
) -> Policy:
    fiscal_cost = np.zeros(len(LEVERS))
    fiscal_cost[LEVERS.index("pilot_tasks")] = task_cost.sum()
    fiscal_cost[LEVERS.index("route_rights")] = route_rights.talks(plan, p, month)
    fiscal_cost[LEVERS.index("consumption")] = consumption.cost(plan, month)
    fiscal_cost[LEVERS.index("events_and_campaigns")] = events_and_campaigns.cost(plan, month)
    fiscal_cost[LEVERS.index("digital_trade")] = digital_trade.cost(plan, month)
    fiscal_cost[LEVERS.index("science")] = science.cost(plan, p, month)
    fiscal_cost[LEVERS.index("places")] = places.cost(plan, p, month)
    fiscal_cost[LEVERS.index("institutions")] = institutions.cost(plan, month)
    fiscal_cost[LEVERS.index("freight")] = freight.cost(plan, month)
    fiscal_cost[LEVERS.index("industrial_chains")] = industrial_chains.cost(plan, p, month)
    rules: dict[str, Any] = {}
    for lever in HEADLINE_LEVERS:
        rules |= written(lever, setting, plan, facts, p, month)
    return Policy(
        month=month,
        **rules,
        channels=pushes.on_all,
        promised=ahead.promised,
        coming=ahead.coming,
        lapsed=ahead.lapsed,
        promised_narrow=ahead.narrow,
        narrow=pushes.on_some,
        task_strength=strength,
        fiscal_cost=fiscal_cost,
        task_cost=task_cost,
    )


def written(lever: str, setting: Setting, plan: Plan, facts: Facts, p: Parameters, month: int) -> dict[str, Any]:
    """Return the fields of a month's :class:`model.policy.Policy` that a headline lever writes, by name.

    Raises:
        KeyError: a lever that is not one of ``HEADLINE_LEVERS``.
    """
    if lever == "route_rights":
        return route_rights.write(plan, facts, p, month)
    if lever == "visa_facilitation":
        return visa_facilitation.write(plan, facts, p, setting, month)
    if lever == "duty_free":
        return duty_free.write(plan, p, month)
    if lever == "mixed_land_use":
        return mixed_land_use.write(plan, facts, p, month)
    if lever == "consumption":
        return consumption.write(plan, month)
    if lever == "events_and_campaigns":
        return events_and_campaigns.write(plan, facts, p, month)
    if lever == "digital_trade":
        return digital_trade.write(plan, setting, month)
    if lever == "science":
        return science.write(plan, facts, p, month)
    if lever == "cross_border_finance":
        return cross_border_finance.write(plan, p, month)
    if lever == "places":
        return places.write(plan, facts, p, month)
    if lever == "institutions":
        return institutions.write(plan, p, month)
    if lever == "freight":
        return freight.write(plan, month)
    if lever == "industrial_chains":
        return industrial_chains.write(plan, month)
    raise KeyError(lever)
