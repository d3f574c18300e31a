"""Pilot tasks found by what they are about: sector, field, table, zone, or the channel or lever by which they act."""

from collections.abc import Mapping
from typing import NamedTuple

from common.vocabulary import LEVERS, SECTORS, TASK_TABLES, ZONES
from model.levers.catalogue import Task, catalogue
from model.levers.channels import CHANNELS


class Found(NamedTuple):
    """Tasks that name what was asked for, and how many more hold for every sector without naming one."""

    tasks: tuple[Task, ...]
    general: int


def allowed() -> dict[str, tuple[str, ...]]:
    """What may be asked for, by filter."""
    return {
        "sector": SECTORS,
        "field": tuple(dict.fromkeys(task.field for task in catalogue().values())),
        "table": tuple(map(str, TASK_TABLES)),
        "zone": ZONES,
        "channel": (*CHANNELS, *(lever for lever in LEVERS if any(t.lever == lever for t in catalogue().values()))),
    }


def search(asked: Mapping[str, str]) -> Found:
    """The tasks that fit all that is asked for, in the order of the plan.

    Args:
        asked: words by the filters of :func:`allowed`.

    Raises:
        KeyError: no such filter.
    """
    named, general = [], 0
    for task in catalogue().values():
        fits = [_fits(task, by, word) for by, word in asked.items()]
        if all(fits):
            named.append(task)
        elif all(fit or fit is None for fit in fits):
            general += 1
    return Found(tuple(named), general)


def _fits(task: Task, by: str, word: str) -> bool | None:
    """Whether a task names the word; None where it names no sector and so holds for every one."""
    if by in ("field", "table"):
        return str(getattr(task, by)) == word
    if by == "channel":
        return word == task.lever or any(push.channel == word for push in task.pushes)
    every, named = {"sector": (SECTORS, task.sectors), "zone": (ZONES, task.zones)}[by]
    apart = [push.places for push in task.pushes if CHANNELS[push.channel].axis == by]
    if word in named or any(word in places for places in apart if len(places) < len(every)):
        return True
    return None if by == "sector" and not named else False
