"""``check``: every problem of every file at once; of each sound file its title, size, notes and how long it will run."""

from collections.abc import Sequence
from pathlib import Path

from commands.console import Console
from commands.file_kinds import told_of_other_kind
from commands.ledger import ledger_for, told
from commands.notes import show_notes
from commands.pace import Pace
from commands.read_files import read_each
from common.problems import InputError
from common.text import Text
from scenarios.ledger.ledger import Ledger
from scenarios.reading.notes import Note
from scenarios.reading.reader import read_with_notes
from scenarios.reading.schema import Scenario


def check(files: Sequence[Path], console: Console, ledger: Path | None = None) -> None:
    """Read all files, and a ledger for each; print the title, length, time and notes of each file without problems.

    Raises:
        InputError: problems of all files, each once.
    """

    def read(file: Path) -> tuple[Path, Scenario, tuple[Note, ...], Ledger | None] | tuple[Path, Text]:
        other = told_of_other_kind(file)
        if other is not None:
            return file, other
        scenario, notes = read_with_notes(file)
        found, on_ledger = ledger_for(scenario, ledger)
        return file, scenario, notes + on_ledger, found

    sound, problems = read_each(files, read)
    pace = Pace()
    for one in sound:
        if len(one) == 2:
            console.result(f"{one[0]}: sound: {one[1].en}", f"{one[0]}：无误：{one[1].zh}")
            continue
        file, scenario, notes, found = one
        first, months = scenario.period.start, scenario.period.months
        console.result(
            f"{file}: sound: {scenario.title.en}, {months} months from {first}, {scenario.ensemble.members} members",
            f"{file}：无误：{scenario.title.zh}，自 {first} 起 {months} 个月，{scenario.ensemble.members} 个模拟样本",
        )
        console.result(*pace.of(scenario))
        if found is not None:
            console.result(told(scenario, found, "en"), told(scenario, found, "zh"))
        show_notes(notes, console)
    if problems:
        raise InputError(problems)
