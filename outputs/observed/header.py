"""The first line of a file of observations: which column stands where."""

import functools
from collections.abc import Mapping

import xarray as xr

from common.lookalikes import LOOKALIKES, looks_plain, plain, positions, sentence
from common.problems import FileProblems, Phrase, one_of, shown
from common.tables.text import Field
from outputs.observed.messages import phrase
from outputs.observed.names import near_column

REQUIRED = ("variable", "from", "value")
OTHERS = ("to", "unit", "source", "error_pct")
NOT_NAMED = frozenset({"variant", "member", "month"})
"""Axes of the results that no observation names."""


class Header:
    """Which column stands where, and the labels that each axis has."""

    def __init__(self, fields: list[Field], dataset: xr.Dataset, problems: FileProblems):
        before = len(problems)
        self.axes = tuple(str(dim) for dim in dataset.dims if dim not in NOT_NAMED)
        self.known = (*REQUIRED, *OTHERS, *self.axes)
        self.columns: dict[str, int] = {}
        self.unnamed: set[int] = set()
        self.labels = functools.cache(functools.partial(labels, dataset))
        self.size = len(fields)
        if not self._is_separated_wrongly(fields, problems):
            meant = {self._take(field, position, problems) for position, field in enumerate(fields)}
            for name in REQUIRED:
                if name not in self.columns and name not in meant:
                    missing = phrase("no_column", name=name)
                    problems.add(fields[0].line, 1, missing, allowed=one_of(self.known))
        self.sound = len(problems) == before

    def _is_separated_wrongly(self, fields: list[Field], problems: FileProblems) -> bool:
        """Whether the columns are separated by a full-width character, which is then a problem."""
        for field in fields:
            for at in positions(field.text):
                if LOOKALIKES[field.text[at]].plain in (",", ";"):
                    problems.add(field.line, field.column_of(at), phrase("separator", found=field.text[at]))
                    return True
        return False

    def _take(self, field: Field, position: int, problems: FileProblems) -> str | None:
        """Remember a column; return what was probably meant by one that is not known."""
        if not field.text:
            self.unnamed.add(position)
        elif field.text in self.columns:
            problems.add(field.line, field.column, phrase("column_twice"), value=shown(field.text))
        elif field.text in self.known:
            self.columns[field.text] = position
        else:
            near = near_column(field.text, self.known)
            place, message = place_and_message(field, phrase("unknown_column"))
            problems.add(*place, message, value=shown(field.text), allowed=one_of(self.known), nearest=near)
            return near
        return None


def place_and_message(field: Field, message: Phrase) -> tuple[tuple[int, int], Phrase]:
    """Return where a field is wrong and what is: the first character that only looks right, where that is all."""
    if looks_plain(field.text) and plain(field.text) != field.text:
        at = positions(field.text)[0]
        return (field.line, field.column_of(at)), phrase("lookalike", **sentence(field.text[at]))
    return (field.line, field.column), message


def labels(dataset: xr.Dataset, axis: str) -> Mapping[str, tuple[str, ...]]:
    """Return the labels of an axis with their names in both languages."""
    key = f"{axis}_key" if f"{axis}_key" in dataset else axis
    names = [dataset[name].values for name in (f"{axis}_name", f"{axis}_name_zh") if name in dataset]
    return {str(label): tuple(str(listed[k]) for listed in names) for k, label in enumerate(dataset[key].values)}
