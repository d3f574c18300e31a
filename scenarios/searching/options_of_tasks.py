"""Tasks as options: when each begins, what it then pushes over the months, what it costs, and what it builds on."""

from collections.abc import Iterable, Sequence

from common.text import Text
from common.vocabulary import SECTORS
from model.facts import facts
from model.levers.actions import Plan, TaskRun
from model.levers.catalogue import Push, Task, catalogue
from model.levers.channels import CHANNELS
from model.levers.lists import LISTED, items
from model.levers.pilot_tasks import course
from scenarios.reading.dates import span
from scenarios.searching.space import Option

NOT_FELT = "risk_control"
"""A channel that is felt by the regulator alone."""


def options(tasks: Iterable[str], dates: Sequence[str], base: Plan, first: int, months: int) -> list[Option]:
    """Return an option for each task and date; tasks that the base carries out, or that nothing models, are left out.

    Args:
        tasks: ids.
        dates: when they may begin, as a file says them.
        base: what holds anyway.
        first: first calendar month of the run.
        months: length of the run.
    """
    there = {task for run in base.pilot_tasks for task in run.tasks}
    found = []
    for task in tasks:
        entry = catalogue()[task]
        if task not in there and not entry.no_effect_reason_en:
            found += [_option(entry, date, there, first, months) for date in dates]
    return found


def _option(task: Task, date: str, there: set[str], first: int, months: int) -> Option:
    start = span(date)[0]
    run = TaskRun(start=start, tasks=(task.id,))
    reached = course((run,), first, months)
    number = list(catalogue()).index(task.id)
    strength, paid = float(reached.strengths[:, number].mean()), float(reached.efforts[:, number].sum())
    pushes: dict[str, float] = {}
    for push in task.pushes:
        if push.channel != NOT_FELT:
            pushes[push.channel] = pushes.get(push.channel, 0.0) + push.amount * strength * _part(push)
    return Option(
        key=f"{task.id}@{date}",
        choice=task.id,
        title=Text(f"{task.id} {task.summary_en}", f"{task.id} {task.summary_zh}"),
        decided_by=task.decided_by,
        plan=Plan(pilot_tasks=(run,)),
        entries=(("pilot_tasks", {"from": date, "tasks": (task.id,)}),),
        pushes=pushes,
        own=bool(task.lever),
        known_cost=task.cost_cny_mn_a_year / 12 * paid,
        start=start,
        needs=tuple(need for need in task.needs if need not in there),
    )


def _part(push: Push) -> float:
    """Return the part of a channel that a push is on: of its sectors, zones or items, and of partners."""
    channel, part = CHANNELS[push.channel], 1.0
    if push.channel in LISTED:
        part = len(push.items) / len(items(push.channel)) if push.items else 1.0
    elif channel.axis and push.places:
        part = len(push.places) / _words(channel.axis)
    if push.within:
        part *= len(push.within) / (len(SECTORS) if channel.within == "sector" else len(facts().origins))
    return part


def _words(axis: str) -> int:
    from common.vocabulary import CHAINS, RISKS, ZONES

    return len({"sector": SECTORS, "zone": ZONES, "risk": RISKS, "chain": CHAINS}[axis])
