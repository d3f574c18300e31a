"""A ledger as it was read: how far each task was carried out from which date on, with evidence and obstacle."""

from typing import NamedTuple

from common.files import csv_text
from scenarios.reading.dates import span

COLUMNS = ("task", "date", "share_done", "evidence", "obstacle")
"""Columns of a ledger, in the order in which one is written."""


class Entry(NamedTuple):
    """One task from one date on; ``share_done`` is 0-1, ``line`` its place in the file."""

    task: str
    date: str
    share_done: float
    evidence: str
    obstacle: str
    line: int = 0

    @property
    def start(self) -> float:
        """When the share holds from, calendar months since 2013-01."""
        return span(self.date)[0]


class Ledger(NamedTuple):
    """The entries of a file, by task in the order of the plan and then by date; ``file`` is its name."""

    file: str
    entries: tuple[Entry, ...]

    @property
    def as_of(self) -> str:
        """The last date of the ledger: what comes later, it does not know."""
        return max(self.entries, key=lambda entry: entry.start).date

    def by_task(self) -> dict[str, tuple[Entry, ...]]:
        """Return the entries of each task, in the order of their dates."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.task, []).append(entry)
        return {task: tuple(entries) for task, entries in found.items()}

    def text(self) -> str:
        """Return the ledger as the text of a CSV file that reads back as the same: equal ledgers give equal text."""
        rows = ((e.task, e.date, format(e.share_done, ".10g"), e.evidence, e.obstacle) for e in self.entries)
        return csv_text([COLUMNS, *rows])
