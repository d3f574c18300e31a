"""``check``: every problem of every file at once; of each sound file its title, size and notes."""

from collections.abc import Sequence
from pathlib import Path

from commands.console import Console
from commands.notes import show_notes
from common.problems import InputError, Problem
from scenarios.reading.notes import Note
from scenarios.reading.reader import read_with_notes
from scenarios.reading.schema import Scenario


def check(files: Sequence[Path], console: Console) -> None:
    """Read all files; print of each sound one what it is, and notes on it.

    Raises:
        InputError: problems of all files, each once.
    """
    sound: list[tuple[Path, Scenario, tuple[Note, ...]]] = []
    problems: list[Problem] = []
    for file in files:
        try:
            sound.append((file, *read_with_notes(file)))
        except InputError as error:
            problems += [problem for problem in error.problems if problem not in problems]
    for file, scenario, notes in sound:
        first, months = scenario.period.start, scenario.period.months
        console.result(
            f"{file}: sound: {scenario.title.en}, {months} months from {first}, {scenario.ensemble.members} members",
            f"{file}：无误：{scenario.title.zh}，自 {first} 起 {months} 个月，{scenario.ensemble.members} 个集合成员",
        )
        show_notes(notes, console)
    if problems:
        raise InputError(problems)
