"""The scenarios that come with the project."""

import functools
from pathlib import Path
from typing import NamedTuple

from common.problems import InputError, nearest
from scenarios.reading.file_names import SHIPPED
from scenarios.reading.reader import read

FOLDER = SHIPPED


class Entry(NamedTuple):
    """One shipped scenario: its name, file, and title and question by language."""

    name: str
    path: Path
    title: dict[str, str]
    question: dict[str, str]


def library() -> dict[str, Entry]:
    """Return the shipped scenarios by name, in the order of their names, ``no-pilot`` first, without those at fault."""
    return {name: one for name, one in _read().items() if isinstance(one, Entry)}


def at_fault() -> dict[str, InputError]:
    """Return what is wrong with files of the folder, somebody's own among them, that are no sound scenarios, by name."""
    return {name: one for name, one in _read().items() if isinstance(one, InputError)}


def entry(name: str) -> Entry:
    """Return one shipped scenario.

    Raises:
        InputError: its file is at fault.
        KeyError: there is none of that name.
    """
    found = _read()[name]
    if isinstance(found, InputError):
        raise found
    return found


@functools.cache
def _read() -> dict[str, Entry | InputError]:
    entries: dict[str, Entry | InputError] = {}
    for name, path in files().items():
        try:
            scenario = read(path)
        except InputError as error:
            entries[name] = error
            continue
        question = {} if scenario.question is None else scenario.question.model_dump()
        entries[name] = Entry(scenario.name, path, scenario.title.model_dump(), question)
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
