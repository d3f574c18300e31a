"""Names of pilot tasks in a scenario file: one id, a range within a table, or a whole table."""

import re
from collections.abc import Iterable

from common.lookalikes import half_width
from common.vocabulary import TASK_TABLES, TASKS

_ONE = re.compile(r"([1-9])\.([1-9][0-9]?)")
_RANGE = re.compile(r"([1-9])\.([1-9][0-9]?)-([1-9])\.([1-9][0-9]?)")
_TABLE = re.compile(r"([1-9])\.\*")

BRAKED_LEVERS = ("route_rights", "visa_facilitation", "duty_free", "cross_border_finance", "pilot_tasks")
"""Levers that a brake may hold back; land that has been cleared stays so."""
LAND = ("2.4", "2.10")
"""Tasks that convert land, which no brake holds back."""
KNOWN = tuple(f"{table}.1-{table}.{size}" for table, size in TASK_TABLES.items())
"""All ids, as ranges."""


def expand(pattern: str) -> tuple[str, ...]:
    """Return the task ids that ``"1.39"``, ``"1.39-1.46"`` or ``"4.*"`` stands for, in order.

    Full-width digits, dots and hyphens are understood.

    Raises:
        ValueError: another form, an id that is not in the list, or a range that crosses tables or runs backwards.
    """
    pattern = half_width(pattern).strip()
    if match := _TABLE.fullmatch(pattern):
        table, first, last = int(match[1]), 1, TASK_TABLES.get(int(match[1]), 0)
    elif match := _ONE.fullmatch(pattern):
        table, first, last = int(match[1]), int(match[2]), int(match[2])
    elif (match := _RANGE.fullmatch(pattern)) and match[1] == match[3]:
        table, first, last = int(match[1]), int(match[2]), int(match[4])
    else:
        raise ValueError(pattern)
    if not 1 <= first <= last <= TASK_TABLES.get(table, 0):
        raise ValueError(pattern)
    return tuple(f"{table}.{number}" for number in range(first, last + 1))


def expand_all(patterns: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ids of several patterns, each once, in the order given."""
    return tuple(dict.fromkeys(task for pattern in patterns for task in expand(pattern)))


def expand_braked(patterns: tuple[str, ...]) -> tuple[str, ...]:
    """Return what a brake holds back: ids of tasks and names of headline levers, each once, in the order given."""
    listed: dict[str, None] = {}
    for pattern in patterns:
        named = TASKS if pattern == "pilot_tasks" else (pattern,) if pattern in BRAKED_LEVERS else expand(pattern)
        listed.update(dict.fromkeys(named))
    return tuple(listed)


def compact(listed: Iterable[str]) -> tuple[str, ...]:
    """Return the patterns that stand for these ids, neighbours drawn together: ``"1.16"``, ``"5.1-5.5"``; levers first."""
    given = set(listed)
    levers = tuple(lever for lever in BRAKED_LEVERS if lever in given)
    runs: list[list[str]] = []
    for task in sorted(given.difference(levers), key=TASKS.index):
        table, number = task.split(".")
        follows = runs and runs[-1][-1] == f"{table}.{int(number) - 1}"
        if follows:
            runs[-1].append(task)
        else:
            runs.append([task])
    return (*levers, *(run[0] if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs))
