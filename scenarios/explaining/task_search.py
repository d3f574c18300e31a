"""Pilot tasks found by what they are about: sector, field, table, zone, or the channel or lever by which they act."""

from collections.abc import Mapping
from typing import NamedTuple

from common.lookalikes import fold
from common.other_names import closest, names_of
from common.vocabulary import LEVERS, SECTORS, TASK_TABLES, ZONES
from model.levers.catalogue import Task, catalogue
from model.levers.channels import CHANNELS


class Matches(NamedTuple):
    """Tasks that fit the filters, and how many more hold for every sector without naming one."""

    tasks: tuple[Task, ...]
    general: int


def allowed() -> dict[str, tuple[str, ...]]:
    """Return the words that each filter knows."""
    return {
        "sector": SECTORS,
        "field": tuple(dict.fromkeys(task.field for task in catalogue().values())),
        "table": tuple(map(str, TASK_TABLES)),
        "zone": ZONES,
        "channel": (*CHANNELS, *(lever for lever in LEVERS if any(t.lever == lever for t in catalogue().values()))),
    }


def word_meant(by: str, typed: str) -> str | None:
    """Return the word of a filter that a name in use stands for; None where it stands for none.

    Raises:
        KeyError: no such filter.
    """
    return _called(by).get(fold(typed))


def nearest_word(by: str, typed: str) -> str | None:
    """Return the word of a filter whose name looks most like ``typed``; None where nothing comes near."""
    return closest(typed, _called(by)) if fold(typed) else None


def _called(by: str) -> dict[str, str]:
    """Return folded name in use → word of a filter."""
    called: dict[str, str] = {}
    for word in allowed()[by]:
        titles = [word, f"table {word}", f"表{word}", f"表 {word}"] if by == "table" else [word, *names_of(word)]
        if by == "field":
            titles += [name for task in catalogue().values() if task.field == word for name in _names_of_field(task)]
        if by == "channel" and word in CHANNELS:
            titles += [CHANNELS[word].en, CHANNELS[word].zh]
        for title in titles:
            called.setdefault(fold(title), word)
    return called


def _names_of_field(task: Task) -> tuple[str, str]:
    return task.field_en, task.field_zh


def search(filters: Mapping[str, str]) -> Matches:
    """Return the tasks that fit all filters, in the order of the plan.

    Args:
        filters: words by the filters of :func:`allowed`.

    Raises:
        KeyError: no such filter.
    """
    named, general = [], 0
    for task in catalogue().values():
        fits = [_fits(task, by, word) for by, word in filters.items()]
        if all(fits):
            named.append(task)
        elif all(fit or fit is None for fit in fits):
            general += 1
    return Matches(tuple(named), general)


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
