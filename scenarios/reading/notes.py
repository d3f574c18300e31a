"""What a reader of a sound scenario should know: one record per note, with its place, said in English or Chinese.

A problem stops a file; a note does not. :func:`notes_on` asks every function of :data:`FINDERS`; to add a kind of note,
write such a function and list it there.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from common.problems import Phrase, Problem
from scenarios.reading import doubled_entries, outdone_entries, rule_notes
from scenarios.reading.cut_texts import cut_texts
from scenarios.reading.schema import Scenario
from scenarios.reading.validation_errors import located
from scenarios.reading.yaml_text import Node

Path = tuple[str | int, ...]
Finder = Callable[[Node, Scenario], Iterator[tuple[Path, Phrase]]]
"""Takes the merged tree of a file and its scenario; yields the place and the sentence of each note."""
FINDERS: tuple[Finder, ...] = (
    cut_texts,
    doubled_entries.doubled_entries,
    outdone_entries.outdone_entries,
    outdone_entries.contradicted_rights,
    rule_notes.idle_brakes,
    rule_notes.idle_rules,
    rule_notes.idle_withdrawals,
    rule_notes.idle_rights,
    rule_notes.early_lists,
    rule_notes.idle_thresholds,
    rule_notes.support_against_rules,
    rule_notes.unheard_announcements,
    rule_notes.scarce_space,
)

FOR_CHECK_ONLY = ("announced_unheard",)
"""Kinds of note that ``check`` gives and ``simulate`` does not: what is written is right, and the model makes no use of it yet."""


@dataclass(frozen=True)
class Note:
    """One thing that a reader should know about one place of one file; places as in :class:`Problem`."""

    problem: Problem

    @property
    def code(self) -> str:
        """The kind of note: a key of the catalogue."""
        return self.problem.code

    @property
    def line(self) -> int:
        """The line in the file, from 1."""
        return self.problem.line

    def render(self, lang: str) -> str:
        """Return the note on one line: where, what stands there, what is to be known."""
        return self.problem.render(lang)


def notes_on(tree: Node, scenario: Scenario, file: str) -> tuple[Note, ...]:
    """Return the notes on a sound scenario, in the order of their places.

    Args:
        tree: the merged tree of the file, with the levers of its counterfactual.
        scenario: what was read from it.
        file: the file that was read; notes on files that it builds on say so.
    """
    notes = [Note(located(tree, path, file, message)) for find in FINDERS for path, message in find(tree, scenario)]
    return in_order(notes, file)


def in_order(notes: Iterable[Note], file: str) -> tuple[Note, ...]:
    """Return notes by place, those on ``file`` first."""
    return tuple(sorted(notes, key=lambda n: (n.problem.file != file, n.problem.file, n.line, n.problem.column)))
