"""Read several files and collect the problems of all of them, so that a user sees every one at once."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from common.problems import InputError, Problem

Content = TypeVar("Content")
"""What is read of one file."""


def read_each(files: Iterable[Path], read: Callable[[Path], Content]) -> tuple[list[Content], list[Problem]]:
    """Return what ``read`` gives for each file without problems, and the problems of the others, each once."""
    contents: list[Content] = []
    problems: list[Problem] = []
    for file in files:
        try:
            contents.append(read(file))
        except InputError as error:
            problems += [problem for problem in error.problems if problem not in problems]
    return contents, problems
