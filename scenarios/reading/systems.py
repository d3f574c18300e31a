"""The systems that the plan and the article name, and where each of them stands in the model.

A planner looks for a system by its own name (the combined port, cash pools, first stores); the table says which tasks and
levers act on it and which results show it.
"""

import functools
from collections.abc import Iterable
from typing import NamedTuple

from common.vocabulary import FORCES, LEVERS, TASKS
from model.facts import tables
from model.levers.catalogue import catalogue
from model.variables import VARIABLES


class System(NamedTuple):
    """One named system: the force it belongs to, its names, and the tasks, levers and results by which it acts and shows."""

    force: str
    en: str
    zh: str
    tasks: tuple[str, ...]
    levers: tuple[str, ...]
    results: tuple[str, ...]
    source: str

    def name(self, lang: str) -> str:
        """Return the reader's name."""
        return self.zh if lang == "zh" else self.en

    @property
    def process_share(self) -> float | None:
        """Share of its tasks' pushes that are processes and no assumed pushes; None where no task pushes a channel."""
        bases = [push.basis for task in self.tasks for push in catalogue()[task].pushes]
        return bases.count("process") / len(bases) if bases else None


@functools.cache
def systems() -> tuple[System, ...]:
    """Return all systems, by force.

    Raises:
        ValueError: a row that names what the model does not have, or neither a task nor a lever, or no result.
    """
    return tuple(_system(row) for row in tables.rows("systems"))


def _system(row: dict[str, str]) -> System:
    where = f"systems.csv: {row['en']}"
    tasks, levers, results = (tuple(row[field].split()) for field in ("tasks", "levers", "results"))
    for listed, known in ((tasks, TASKS), (levers, LEVERS), (results, VARIABLES), ((row["force"],), FORCES)):
        if unknown := _unknown(listed, known):
            raise ValueError(f"{where}: the model has no {', '.join(unknown)}")
    if not (tasks or levers) or not results:
        raise ValueError(f"{where}: a system needs a task or a lever, and a result")
    return System(row["force"], row["en"], row["zh"], tasks, levers, results, row["source"])


def _unknown(listed: Iterable[str], known: Iterable[str]) -> list[str]:
    return [word for word in listed if word not in set(known)]
