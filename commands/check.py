"""``check``: every problem of every file at once; of each sound file its title, size and notes."""

from collections.abc import Sequence
from pathlib import Path

from commands.console import Console
from commands.notes import show_notes
from commands.read_files import read_each
from common.problems import InputError
from scenarios.reading.reader import read_with_notes


def check(files: Sequence[Path], console: Console) -> None:
    """Read all files; print the title, length and notes of each file without problems.

    Raises:
        InputError: problems of all files, each once.
    """
    sound, problems = read_each(files, lambda file: (file, *read_with_notes(file)))
    for file, scenario, notes in sound:
        first, months = scenario.period.start, scenario.period.months
        console.result(
            f"{file}: sound: {scenario.title.en}, {months} months from {first}, {scenario.ensemble.members} members",
            f"{file}：无误：{scenario.title.zh}，自 {first} 起 {months} 个月，{scenario.ensemble.members} 个模拟样本",
        )
        show_notes(notes, console)
    if problems:
        raise InputError(problems)
