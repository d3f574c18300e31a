"""Read a file of observations against one run: strictly, every problem at once."""

import functools
import itertools
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import xarray as xr

from common.problems import FileProblems, InputError, Phrase, Problem, nearest, one_of, shown
from outputs.observed.messages import phrase
from outputs.observed.observation import SUMS, WEIGHTED_BY, Cell, Observation, Observed
from outputs.observed.text import Field, lines_of, read_text
from outputs.observed.units import factors

REQUIRED = ("variable", "from", "value")
OTHERS = ("to", "unit", "source")
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
MOST_PROBLEMS = 100
"""So many are told; a file that is wrong throughout has one cause."""
NOT_TOLD = frozenset({"variant", "member", "month"})


def read_observed(path: str | Path, dataset: xr.Dataset) -> Observed:
    """The observations of a CSV file that can be compared with a run.

    Columns: ``variable``, ``from``, ``value``; and where wanted ``to`` (left out or blank: the end of what ``from``
    names), ``unit`` (else that of the results), ``source``, and any axis of the results, such as ``origin``.

    Args:
        path: the file.
        dataset: the run, which knows variables, axes, labels, units and months.

    Returns:
        The observations inside the run; what lies outside is told in ``notes``.

    Raises:
        InputError: with every problem of the file.
    """
    problems = FileProblems(str(path))
    items = _observations(lines_of(read_text(Path(path)), problems), dataset, problems)
    _find_twins(items, problems)
    if problems:
        raise InputError(sorted(problems.items, key=lambda problem: (problem.line, problem.column)))
    return _inside(Path(path), items, dataset)


def _observations(lines: Iterator[list[Field]], dataset: xr.Dataset, problems: FileProblems) -> list[Observation]:
    """What the lines tell, as far as the first :data:`MOST_PROBLEMS` things that are wrong."""
    first = next(lines, None)
    header = _Header(first, dataset, problems) if first else None
    if header and not header.sound:
        return []
    items, line = [], None
    for line in lines:
        if (item := _Row(line, header, dataset, problems).observation()) is not None:
            items.append(item)
        if _too_many(problems, line[0].line, line[-1].column):
            break
    if line is None and not problems:
        problems.add(0, 0, phrase("empty"))
    return items


def _too_many(problems: FileProblems, line: int, column: int) -> bool:
    """Whether more is wrong than helps to be told; that is told then too, once."""
    if len(problems) > MOST_PROBLEMS and problems.items[-1].message.code != "too_many":
        problems.add(line, column, phrase("too_many", limit=MOST_PROBLEMS))
    return len(problems) > MOST_PROBLEMS


def _inside(path: Path, items: list[Observation], dataset: xr.Dataset) -> Observed:
    """The observations whose period lies in the run, with notes on the others and on those that overlap."""
    months = dataset["month"].values
    span = {"first": str(months[0])[:7], "last": str(months[-1])[:7]}
    inside, outside = [], []
    for item in items:
        (inside if item.lies_in(months) else outside).append(item)
    if not inside:
        raise InputError([Problem(str(path), 0, 0, "", phrase("none_inside", **span))])
    notes = []
    if outside:
        notes.append(phrase("outside", count=len(outside), line=outside[0].line, **span))
    observed = Observed(tuple(inside), name=path.name)
    for series in observed.by_series().values():
        for before, after in itertools.pairwise(series):
            if after.first <= before.last and after.kind != "stock":
                notes.append(phrase("overlap", line=after.line, other=before.line))
                break  # one note a series says enough
    return Observed(observed.items, tuple({lang: note.say(lang) for lang in ("en", "zh")} for note in notes), path.name)


def _find_twins(items: list[Observation], problems: FileProblems) -> None:
    seen: dict[tuple, int] = {}
    for item in items:
        key = (*item.series, item.last if item.kind == "stock" else (item.first, item.last))
        if key in seen:
            problems.add(item.line, 1, phrase("told_twice", line=seen[key]))
            if _too_many(problems, item.line, 1):
                return
        seen.setdefault(key, item.line)


class _Header:
    """Which column stands where."""

    def __init__(self, fields: list[Field], dataset: xr.Dataset, problems: FileProblems):
        before = len(problems)
        self.axes = tuple(str(dim) for dim in dataset.dims if dim not in NOT_TOLD)
        known = (*REQUIRED, *OTHERS, *self.axes)
        self.columns: dict[str, int] = {}
        self.labels = functools.cache(functools.partial(labels, dataset))
        self.size = len(fields)
        only = fields[0].text
        mark = next((mark for mark in (";", "\t", "，") if mark in only), None) if len(fields) == 1 else None
        if mark:
            problems.add(fields[0].line, 1, phrase("separator", found="TAB" if mark == "\t" else mark))
        else:
            for position, field in enumerate(fields):
                self._take(field, position, known, problems)
            for name in REQUIRED:
                if name not in self.columns:
                    problems.add(fields[0].line, 1, phrase("no_column", name=name), allowed=one_of(known))
        self.sound = len(problems) == before

    def _take(self, field: Field, position: int, known: tuple[str, ...], problems: FileProblems) -> None:
        place, value = (field.line, field.column), shown(field.text)
        if field.text in self.columns:
            problems.add(*place, phrase("column_twice"), value=value)
        elif field.text not in known:
            near = nearest(field.text, known)
            problems.add(*place, phrase("unknown_column"), value=value, allowed=one_of(known), nearest=near)
        else:
            self.columns[field.text] = position


class _Row:
    """One line of the file on its way to an observation."""

    def __init__(self, fields: list[Field], header: _Header, dataset: xr.Dataset, problems: FileProblems):
        self.fields, self.header, self.dataset, self.problems = fields, header, dataset, problems
        self.line = fields[0].line

    def observation(self) -> Observation | None:
        """The observation of this line; None where something is wrong with it, which is then among the problems."""
        before = len(self.problems)
        if len(self.fields) != self.header.size:
            counts = {"found": len(self.fields), "wanted": self.header.size}
            self.problems.add(self.line, 1, phrase("fields", **counts))
            return None
        variable = self._variable()
        value = self._number()
        first, last = self._period()
        if variable is None:
            return None
        parts = SUMS.get(variable, (variable,))
        array = self.dataset.variables[parts[0]]
        kind, unit = array.attrs["kind"], array.attrs["units"]
        cell = self._cell(variable, tuple(str(dim) for dim in array.dims if dim not in NOT_TOLD), kind)
        factor = self._factor(variable, unit)
        if len(self.problems) > before:
            return None
        source = self._text("source")
        return Observation(self.line, variable, cell, first, last, value * factor, unit, kind, source)

    def _field(self, name: str) -> Field | None:
        position = self.header.columns.get(name)
        return None if position is None else self.fields[position]

    def _text(self, name: str) -> str:
        field = self._field(name)
        return field.text if field else ""

    def _fault(
        self, name: str, code: str, allowed: Phrase | None = None, near: str | None = None, **args: object
    ) -> None:
        field = self._field(name)
        value = shown(field.text) if field.text else None
        self.problems.add(field.line, field.column, phrase(code, **args), name, value, allowed, near)

    def _variable(self) -> str | None:
        name = self._text("variable")
        known = (*map(str, self.dataset.data_vars), *SUMS)
        if name in known:
            return name
        words = {key: key for key in known}
        for key in self.dataset.data_vars:
            words |= {str(self.dataset.variables[key].attrs[name]): str(key) for name in ("long_name", "long_name_zh")}
        self._fault("variable", "unknown_variable" if name else "blank", one_of(known), _by(name, words))
        return None

    def _number(self) -> float:
        text = self._text("value")
        if not text:
            self._fault("value", "blank")
        elif not NUMBER.fullmatch(text) or not np.isfinite(float(text)):
            self._fault("value", "bad_number")
        elif float(text) < 0:
            self._fault("value", "negative")
        else:
            return float(text)
        return np.nan

    def _period(self) -> tuple[np.datetime64 | None, np.datetime64 | None]:
        """First and last day."""
        named = "to" if self._text("to") else "from"
        begins = self._days("from")
        ends = begins if named == "from" else self._days(named)
        if begins is None or ends is None:
            return None, None
        if ends[1] < begins[0]:
            self._fault(named, "ends_early")
        return begins[0], ends[1]

    def _days(self, name: str) -> tuple[np.datetime64, np.datetime64] | None:
        """First and last day of the year, month or day that a field names."""
        text = self._text(name)
        if not text:
            self._fault(name, "blank", phrase("date_form"))
            return None
        match = DATE.fullmatch(text)
        try:
            unit = "YMD"[sum(part is not None for part in match.groups()) - 1]
            start = np.datetime64(text, unit)
            if start.astype("datetime64[Y]").astype(int) + 1970 < 1:
                raise ValueError(text)
        except (AttributeError, ValueError):
            self._fault(name, "bad_date", phrase("date_form"))
            return None
        return start.astype("datetime64[D]"), (start + 1).astype("datetime64[D]") - 1

    def _cell(self, variable: str, axes: tuple[str, ...], kind: str) -> Cell:
        found = []
        for axis in self.header.axes:
            word = self._text(axis)
            if word and (axis not in axes or (variable in SUMS and not self._shared(variable, axis))):
                self._fault(axis, "not_of_variable", variable=variable, axis=axis)
            elif word and self._known(axis, word):
                found.append((axis, word))
            elif not word and axis in axes and kind == "index" and variable not in WEIGHTED_BY:
                self._needs(variable, axis)
        missing = [axis for axis in axes if axis not in self.header.axes]
        for axis in missing:
            self._needs(variable, axis)
        return tuple(found)

    def _needs(self, variable: str, axis: str) -> None:
        message = phrase("needs_label", variable=variable, axis=axis)
        field = self._field(axis) or self._field("variable")
        words = tuple(self.header.labels(axis))
        self.problems.add(field.line, field.column, message, axis, None, one_of(words))

    def _shared(self, variable: str, axis: str) -> bool:
        return all(axis in self.dataset.variables[part].dims for part in SUMS[variable])

    def _known(self, axis: str, word: str) -> bool:
        known = self.header.labels(axis)
        if word in known:
            return True
        words = {key: key for key in known} | {name: key for key, names in known.items() for name in names}
        self._fault(axis, "unknown_label", one_of(tuple(known)), _by(word, words))
        return False

    def _factor(self, variable: str, unit: str) -> float:
        known, text = factors(variable, unit), self._text("unit")
        if text and text not in known:
            words = tuple(known)
            self._fault("unit", "unknown_unit", one_of(words), nearest(text, words), variable=variable)
        return known.get(text, 1.0)


def _by(word: str, words: Mapping[str, str]) -> str | None:
    """The key that a word, or one that looks like it, stands for."""
    near = nearest(word, words) if word else None
    return None if near is None else words[near]


def labels(dataset: xr.Dataset, axis: str) -> dict[str, tuple[str, ...]]:
    """The labels of an axis with their names in both languages."""
    key = f"{axis}_key" if f"{axis}_key" in dataset else axis
    names = [dataset[name].values for name in (f"{axis}_name", f"{axis}_name_zh") if name in dataset]
    return {str(label): tuple(str(one[k]) for one in names) for k, label in enumerate(dataset[key].values)}
