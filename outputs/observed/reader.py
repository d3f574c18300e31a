"""Read a file of observations against one run: strictly, every problem at once."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import xarray as xr

from common.files import file_digest
from common.problems import FileProblems, InputError, Phrase, Problem
from common.tables.file import rows_of
from common.tables.text import Field
from outputs.observed.file_notes import notes_on
from outputs.observed.header import REQUIRED, Header
from outputs.observed.messages import phrase
from outputs.observed.observation import Observation, Observed
from outputs.observed.row import Row

MOST_PROBLEMS = 100
"""No more are listed; a file that is wrong throughout has one cause."""

LINES_ABOVE = 10
"""Lines in which the header is looked for where the first is none: titles and comments may stand above it."""


def read_observed(path: str | Path, dataset: xr.Dataset) -> Observed:
    """Return the observations of a file that can be compared with a run.

    Columns: ``variable``, ``from``, ``value``; and where wanted ``to`` (left out or blank: the end of what ``from``
    names), ``unit`` (else that of the results), ``source``, and any axis of the results, such as ``origin``.

    Args:
        path: the file: text separated by commas, semicolons or tabs, or an Excel workbook.
        dataset: the run, which knows variables, axes, labels, units and months.

    Returns:
        The observations inside the run; ``notes`` say what lies outside and what looks odd.

    Raises:
        InputError: with every problem of the file.
    """
    items, notes = _checked(Path(path), dataset)
    return _inside(Path(path), items, notes, dataset)


def observations_in(path: str | Path, dataset: xr.Dataset, months: np.ndarray) -> Observed:
    """Return the observations of a file that lie in some months, before there is a run; ``notes`` say what lies outside.

    Args:
        path: the file.
        dataset: variables, axes, labels and units of any run; its numbers and months are not looked at.
        months: (months,) first days of the months, one after the other.

    Raises:
        InputError: as :func:`read_observed` raises it.
    """
    items, notes = _checked(Path(path), dataset)
    inside, notes = _split(Path(path), items, notes, months)
    return Observed(
        tuple(inside), tuple({lang: note.say(lang) for lang in ("en", "zh")} for note in notes), Path(path).name
    )


def check_observed(path: str | Path, dataset: xr.Dataset) -> None:
    """Check a file before there is a run: all but whether its periods lie inside one.

    Args:
        path: the file.
        dataset: variables, axes, labels and units of any run; its numbers are not looked at.

    Raises:
        InputError: as :func:`read_observed` raises it.
    """
    _checked(Path(path), dataset)


def _checked(path: Path, dataset: xr.Dataset) -> tuple[list[Observation], list[Phrase]]:
    """Return every observation of a file, inside the run or not, and notes on the file."""
    problems = FileProblems(str(path))
    notes: list[Phrase] = []
    items = _observations(rows_of(path, problems, notes), dataset, problems, notes)
    _find_twins(items, problems)
    if problems:
        raise InputError(sorted(problems.items, key=lambda problem: (problem.line, problem.column)))
    return items, notes


def _observations(
    lines: Iterator[list[Field]], dataset: xr.Dataset, problems: FileProblems, notes: list[Phrase]
) -> list[Observation]:
    """Return what the lines say, as far as the first :data:`MOST_PROBLEMS` things that are wrong."""
    first = next(lines, None)
    if first is not None and not any(field.text in REQUIRED for field in first):
        lines, ahead = itertools.tee(lines)
        below = next((row for row in itertools.islice(ahead, LINES_ABOVE) if _is_header(row)), None)
        if below is not None:
            problems.add(first[0].line, 1, phrase("header_below", line=below[0].line))
            return []
    header = Header(first, dataset, problems) if first else None
    if header is None or not header.sound:
        if header is None and not problems:
            problems.add(0, 0, phrase("empty"))
        return []
    items: list[Observation] = []
    without_figure: list[Phrase] = []
    for line in lines:
        item = Row(line, header, dataset, problems).observation()
        if isinstance(item, Observation):
            items.append(item)
        elif item is not None:
            without_figure.append(item)
        if _too_many(problems, line[0].line, line[-1].column):
            break
    if not items and not problems:
        problems.add(0, 0, phrase("empty"))
    if without_figure:
        notes.append(phrase("no_figure", count=len(without_figure), **dict(without_figure[0].args)))
    return items


def _is_header(row: list[Field]) -> bool:
    return set(REQUIRED) <= {field.text for field in row}


def _too_many(problems: FileProblems, line: int, column: int) -> bool:
    """Whether more is wrong than helps to be listed; that is then said once."""
    if len(problems) > MOST_PROBLEMS and problems.items[-1].code != "too_many":
        problems.add(line, column, phrase("too_many", limit=MOST_PROBLEMS))
    return len(problems) > MOST_PROBLEMS


def _inside(path: Path, items: list[Observation], notes: list[Phrase], dataset: xr.Dataset) -> Observed:
    """Return the observations whose period lies in the run, with notes on the others and on what looks odd."""
    inside, notes = _split(path, items, notes, dataset["month"].values)
    notes += notes_on(Observed(tuple(inside)), dataset)
    told = tuple({lang: note.say(lang) for lang in ("en", "zh")} for note in notes)
    return Observed(tuple(inside), told, path.name, file_digest(path))


def _split(
    path: Path, items: list[Observation], notes: list[Phrase], months: np.ndarray
) -> tuple[list[Observation], list[Phrase]]:
    """Return the observations whose period lies in some months, and notes with what lies outside.

    Raises:
        InputError: none lies inside.
    """
    span = {"first": str(months[0])[:7], "last": str(months[-1])[:7]}
    inside: list[Observation] = []
    outside: list[Observation] = []
    for item in items:
        (inside if item.lies_in(months) else outside).append(item)
    if not inside:
        raise InputError([Problem(str(path), 0, 0, "", phrase("none_inside", **span))])
    if outside:
        notes = [*notes, phrase("outside", count=len(outside), line=outside[0].line, **span)]
    return inside, notes


def _find_twins(items: list[Observation], problems: FileProblems) -> None:
    """Note each observation that gives a series and period again."""
    seen: dict[tuple, int] = {}
    for item in items:
        key = (*item.series, item.last if item.kind == "stock" else (item.first, item.last))
        if key in seen:
            problems.add(item.line, 1, phrase("told_twice", line=seen[key]))
            if _too_many(problems, item.line, 1):
                return
        seen.setdefault(key, item.line)
