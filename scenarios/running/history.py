"""What was done before goes on in a plan, less what ends."""

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any

from common.vocabulary import LEVERS
from model.levers.actions import Action, Plan, TaskRun
from scenarios.reading import tasks
from scenarios.reading.dates import span
from scenarios.reading.schema_history import Ending


def after(done: Plan, ends: Iterable[Ending], start: float, plan: Plan) -> Plan:
    """Return a plan that goes on from what was done.

    Args:
        done: what was done before.
        ends: what of it is not gone on with.
        start: first calendar month of the period, from which what ends without a date no longer holds.
        plan: what is done in the period.
    """
    known = done
    for ending in ends:
        moment = start if ending.from_ is None else span(ending.from_)[0]
        levers = {word for word in ending.what if word in LEVERS}
        ids = frozenset(tasks.expand_all(tuple(word for word in ending.what if word not in LEVERS)))
        left: dict[str, Any] = {
            lever: tuple(_ended(getattr(done, lever), lever in levers, ids, moment)) for lever in LEVERS
        }
        done = dataclasses.replace(done, **left)
    whole: dict[str, Any] = {name: getattr(done, name) + getattr(plan, name) for name in (*LEVERS, "brakes")}
    return Plan(**whole, history=known, since=int(start))


def _ended(actions: Iterable[Action], whole: bool, ids: frozenset[str], moment: float) -> Iterator[Action]:
    """Yield actions that end before a moment where they would go on: all of them, or runs of some tasks."""
    for action in actions:
        if whole:
            yield _until(action, moment)
        elif isinstance(action, TaskRun) and ids & set(action.tasks):
            gone, left = (tuple(task for task in action.tasks if (task in ids) is there) for there in (True, False))
            yield _until(dataclasses.replace(action, tasks=gone), moment)
            if left:
                yield dataclasses.replace(action, tasks=left)
        else:
            yield action


def _until(action: Action, moment: float) -> Action:
    return dataclasses.replace(action, end=min(action.end, moment))
