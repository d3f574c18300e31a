"""``check``: every problem of every file at once, and what the sound ones ask for."""

from collections.abc import Sequence
from pathlib import Path

from commands.console import Voice
from scenarios.reading.problems import ScenarioError
from scenarios.reading.reader import read
from scenarios.reading.schema import Scenario


def check(files: Sequence[Path], voice: Voice) -> None:
    """Read all files; say of each sound one what it is.

    Raises:
        ScenarioError: problems of all files, each told once.
    """
    sound: list[tuple[Path, Scenario]] = []
    problems = []
    for file in files:
        try:
            sound.append((file, read(file)))
        except ScenarioError as error:
            problems += [problem for problem in error.problems if problem not in problems]
    for file, scenario in sound:
        first, months = scenario.period.start, scenario.period.months
        voice.say(
            f"{file}: sound: {scenario.title.en}, {months} months from {first}, {scenario.ensemble.members} members",
            f"{file}：无误：{scenario.title.zh}，自 {first} 起 {months} 个月，{scenario.ensemble.members} 个集合成员",
        )
    if problems:
        raise ScenarioError(problems)
