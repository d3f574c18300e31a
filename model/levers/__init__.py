"""The levers: each turns what a planner does into its part of the month's policy."""

import dataclasses

import numpy as np

from common.vocabulary import LEVERS
from model.facts import Facts
from model.levers import duty_free, mixed_land_use, pilot_tasks, promises, route_rights, visa_facilitation
from model.levers.actions import Plan
from model.levers.catalogue import elicited_channels
from model.parameters import Parameters
from model.policy import Policy
from model.setting import Setting


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
    ahead = promises.promises(plan.pilot_tasks, p, setting.start, setting.months)
    months = [_policy(setting, plan, facts, p, setting.start + t, ahead[t], task_cost) for t in range(setting.months)]
    return months if plan.elicited else [_without_elicited(policy) for policy in months]


def _without_elicited(policy: Policy) -> Policy:
    """Return the policy with nothing on the channels that tasks push by elicited amounts."""

    def kept(pushes: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        return {key: 0.0 * push if key in elicited_channels() else push for key, push in pushes.items()}

    return dataclasses.replace(
        policy,
        channels=kept(policy.channels),
        promised=kept(policy.promised),
        coming=kept(policy.coming),
        narrow=kept(policy.narrow),
        promised_narrow=kept(policy.promised_narrow),
    )


def rules_before_start(setting: Setting, facts: Facts, p: Parameters) -> Policy:
    """Return the policy in force in the month before the run; every room's initial steady state assumes it."""
    (nothing,) = promises.promises((), p, setting.start - 1, 1)
    return _policy(setting, Plan(), facts, p, setting.start - 1, nothing)


def _policy(
    setting: Setting,
    plan: Plan,
    facts: Facts,
    p: Parameters,
    month: int,
    ahead: promises.Promises,
    luck: np.ndarray | float = 1.0,
) -> Policy:
    strength = pilot_tasks.strengths(plan.pilot_tasks, month)
    task_cost = pilot_tasks.cost(pilot_tasks.efforts(plan.pilot_tasks, month), luck)
    fiscal_cost = np.zeros(len(LEVERS))
    fiscal_cost[LEVERS.index("pilot_tasks")] = task_cost.sum()
    fiscal_cost[LEVERS.index("route_rights")] = route_rights.talks(plan, p, month)
    return Policy(
        month=month,
        **route_rights.write(plan, facts, p, month),
        **visa_facilitation.write(plan, facts, p, setting, month),
        **duty_free.write(plan, p, month),
        **mixed_land_use.write(plan, facts, p, month),
        channels=pilot_tasks.push(strength, p),
        promised=ahead.promised,
        coming=ahead.coming,
        lapsed=ahead.lapsed,
        promised_narrow=ahead.narrow,
        narrow=pilot_tasks.narrow_push(strength, p),
        task_strength=strength,
        fiscal_cost=fiscal_cost,
        task_cost=task_cost,
    )
