"""The scenarios that come with the project."""

import functools
from pathlib import Path
from typing import NamedTuple

from common.problems import nearest
from scenarios.reading.reader import read

FOLDER = Path(__file__).parent.parent


class Entry(NamedTuple):
    """One shipped scenario: its name, file, and title and question by language."""

    name: str
    path: Path
    title: dict[str, str]
    question: dict[str, str]


@functools.cache
def library() -> dict[str, Entry]:
    """Return the shipped scenarios by name, in the order of their names, ``no-pilot`` first.

    Raises:
        InputError: a shipped file is at fault.
    """
    entries = {}
    for path in files().values():
        scenario = read(path)
        question = {} if scenario.question is None else scenario.question.model_dump()
        entries[scenario.name] = Entry(scenario.name, path, scenario.title.model_dump(), question)
    return entries


@functools.cache
def files() -> dict[str, Path]:
    """Return the files of the shipped scenarios by name, unread, ``no-pilot`` first; those of when it is first asked."""
    paths = sorted(FOLDER.glob("*.yaml"), key=lambda path: (path.stem != "no-pilot", path.stem))
    return {path.stem: path for path in paths}


def find(name: str) -> Path | None:
    """Return the file of a shipped scenario, None when there is none of that name."""
    return files().get(name)


def nearest_name(name: str) -> str | None:
    """Return the shipped scenario whose name looks most like ``name``."""
    return nearest(name, files())
