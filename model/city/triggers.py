"""Triggers: what is done only where an outcome has not reached a level by the end of a month.

A planner sees levels, not effects: a flow is added up from the first month that counts, that of the results, so that the
level can be found in their file; a stock or an index is read in the month itself. What a trigger sets off is known to nobody before.
"""

import dataclasses
from typing import Any

import numpy as np

from common.vocabulary import LEVERS
from model.levers.actions import Plan, Trigger
from model.levers.other_names import going_on
from model.variables import VARIABLES


def set_off(plan: Plan, series: dict[str, np.ndarray], start: int, month: int) -> tuple[Trigger, ...]:
    """Return the triggers of a plan that act from the end of a month on.

    Args:
        plan: what is done.
        series: results so far by variable, months first.
        start: first calendar month of the series.
        month: calendar month that has just ended.
    """
    return tuple(
        trigger
        for trigger in plan.triggers
        if trigger.by == month
        and reached(series, trigger.outcomes, month - start, max(plan.since - start, 0)) < trigger.below
    )


def reached(series: dict[str, np.ndarray], outcomes: tuple[str, ...], t: int, first: int = 0) -> float:
    """Return what outcomes have come to together: flows added up from a first month of the run to month ``t``, others as they are in it."""
    found = 0.0
    for outcome in outcomes:
        months = series[outcome][first : t + 1] if VARIABLES[outcome].kind == "flow" else series[outcome][t]
        found += float(np.asarray(months, dtype=np.float64).sum())
    return found


def carried_on(plan: Plan, trigger: Trigger) -> Plan:
    """Return a plan with what a trigger sets off; what the plan's tasks have set under another name goes on beside it."""
    more: dict[str, Any] = {lever: getattr(plan, lever) + getattr(trigger.then, lever) for lever in LEVERS}
    return going_on(plan, dataclasses.replace(plan, **more), trigger.by + 1.0)
