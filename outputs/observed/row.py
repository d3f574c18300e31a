"""One line of a file of observations on its way to an observation."""

import re

import numpy as np
import xarray as xr

from common.lookalikes import LOOKALIKES, plain, positions, sentence
from common.problems import FileProblems, Phrase, one_of, shown
from common.tables.text import Field
from common.typed_dates import date_meant, is_period
from outputs.observed.header import NOT_NAMED, Header, place_and_message
from outputs.observed.messages import phrase
from outputs.observed.names import near_variable, unknown_label
from outputs.observed.observation import SUM_NAMES, SUMS, WEIGHTED_BY, Cell, Observation
from outputs.observed.units import allowed, factor_of

NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
SEPARATED = re.compile(r"([+-]?\d{1,3}(?:[, ' ]\d{3})+(?:\.\d+)?|[+-]?\d+,\d{1,2}|[+-]?\d+(?:\.\d+)?)\s*%?", re.ASCII)
"""A number with separators of thousands, a decimal comma or a per-cent sign."""
NO_FIGURE = frozenset(
    [
        "-",
        "--",
        "---",
        "–",
        "—",
        "——",
        "―",
        "…",
        "……",
        "...",
        "..",
        ".",
        "/",
        "//",
        "*",
        "n/a",
        "na",
        "n.a.",
        "#n/a",
        "无",
        "缺",
        "暂无",
        "未公布",
        "不详",
        "空",
        "待定",
        "tbd",
    ]
)
"""What people put where there is no figure, in small letters."""
MOST_ERROR = 100
"""Largest standard deviation of an error, per cent."""
FIRST_YEAR, LAST_YEAR = 1949, 2045
"""No run is later than 2045: it starts by 2035-12 and has at most 120 months. Figures from before 2013 lie outside every
run and are left out with a note; a year before 1949 is a slip of the pen."""


class Row:
    """One line of the file and what is wrong with it."""

    def __init__(self, fields: list[Field], header: Header, dataset: xr.Dataset, problems: FileProblems):
        self.fields, self.header, self.dataset, self.problems = fields, header, dataset, problems
        self.line = fields[0].line

    def observation(self) -> Observation | Phrase | None:
        """Return the observation of this line.

        None where something is wrong with it, which is then among the problems; where it holds no figure, the mark that
        says so.
        """
        before = len(self.problems)
        if not self._whole():
            return None
        variable = self._variable()
        mark = self._mark()
        value = np.nan if mark else self._number()
        first, last = self._period()
        if variable is None:
            return None
        parts = SUMS.get(variable, (variable,))
        array = self.dataset.variables[parts[0]]
        kind, unit = array.attrs["kind"], array.attrs["units"]
        cell = self._cell(variable, tuple(str(dim) for dim in array.dims if dim not in NOT_NAMED), kind)
        factor = self._factor(variable, unit)
        error = self._error()
        if len(self.problems) > before or first is None or last is None:
            return None
        if mark:
            return mark
        source, given = self._text("source"), self._text("unit").casefold() not in ("", *NO_FIGURE)
        return Observation(self.line, variable, cell, first, last, value * factor, unit, kind, source, given, error)

    def _whole(self) -> bool:
        """Whether the line has the fields of the header; blank ones at its end, and columns without a name, do not count."""
        while len(self.fields) > self.header.size and not self.fields[-1].text:
            self.fields = self.fields[:-1]
        if len(self.fields) != self.header.size:
            if not self._is_separated_wrongly() and not self._has_a_split_number():
                self.problems.add(self.line, 1, phrase("fields", found=len(self.fields), wanted=self.header.size))
            return False
        for position in sorted(self.header.unnamed):
            field = self.fields[position]
            if field.text:
                self.problems.add(field.line, field.column, phrase("unnamed_column"), value=shown(field.text))
        return True

    def _is_separated_wrongly(self) -> bool:
        """Whether a full-width comma stands where a comma is missing, which is then a problem."""
        for field in self.fields if len(self.fields) < self.header.size else ():
            for at in positions(field.text):
                if LOOKALIKES[field.text[at]].plain in (",", ";"):
                    message = phrase("lookalike", **sentence(field.text[at]))
                    self.problems.add(field.line, field.column_of(at), message, value=shown(field.text))
                    return True
        return False

    def _has_a_split_number(self) -> bool:
        """Whether a separator of thousands splits a number in two fields, which is then a problem."""
        position = self.header.columns["value"]
        parts = self.fields[position : position + 1 + len(self.fields) - self.header.size]
        text = ",".join(field.text for field in parts)
        if len(parts) < 2 or not re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", text):
            return False
        message = phrase("number_split")
        number = text.replace(",", "")
        self.problems.add(parts[0].line, parts[0].column, message, "value", shown(text), nearest=number)
        return True

    def _field(self, name: str) -> Field | None:
        position = self.header.columns.get(name)
        return None if position is None else self.fields[position]

    def _text(self, name: str) -> str:
        field = self._field(name)
        return field.text if field else ""

    def _fault(
        self, name: str, message: Phrase, allowed: Phrase | None = None, near: str | None = None, inside: bool = True
    ) -> None:
        """Note a problem of a field; where one of its characters only looks right, that character is named."""
        field = self._field(name)
        assert field is not None  # only fields that are there have faults
        place = (field.line, field.column)
        if inside:
            place, message = place_and_message(field, message)
        value = shown(field.text) if field.text else None
        self.problems.add(*place, message, name, value, allowed, near)

    def _variable(self) -> str | None:
        name = self._text("variable")
        titles = {
            str(key): tuple(str(self.dataset.variables[key].attrs[title]) for title in ("long_name", "long_name_zh"))
            for key in self.dataset.data_vars
        } | SUM_NAMES
        if name in titles:
            return name
        code = "unknown_variable" if name else "blank"
        self._fault("variable", phrase(code), phrase("all_variables"), near_variable(name, titles))
        return None

    def _mark(self) -> Phrase | None:
        """Return the mark that says that there is no figure; None where there is a figure, or nothing at all."""
        text = self._text("value")
        return phrase("no_figure", mark=shown(text), line=self.line) if text.casefold() in NO_FIGURE else None

    def _number(self) -> float:
        text = self._text("value")
        if not text:
            self._fault("value", phrase("blank"))
        elif not NUMBER.fullmatch(text) or not np.isfinite(float(text)):
            self._fault("value", phrase("bad_number"), near=_bare(text))
        elif float(text) < 0:
            self._fault("value", phrase("negative"))
        else:
            return float(text)
        return np.nan

    def _error(self) -> float | None:
        """Return the error as a share; None where the file names none, or one that is wrong, which is then a problem."""
        text = self._text("error_pct")
        if not text or text.casefold() in NO_FIGURE:
            return None
        value = float(text) if NUMBER.fullmatch(text) else np.nan
        if not 0 < value <= MOST_ERROR:
            self._fault("error_pct", phrase("bad_error", most=MOST_ERROR), near=_bare(text.rstrip("%％ ")))
            return None
        return value / 100

    def _period(self) -> tuple[np.datetime64 | None, np.datetime64 | None]:
        """Return the first and the last day; None where a date is wrong."""
        named = "to" if self._text("to") else "from"
        begins = self._days("from")
        ends = begins if named == "from" else self._days(named)
        if begins is None or ends is None:
            return None, None
        if ends[1] < begins[0]:
            self._fault(named, phrase("ends_early"))
        return begins[0], ends[1]

    def _days(self, name: str) -> tuple[np.datetime64, np.datetime64] | None:
        """Return the first and the last day of the year, month or day that a field names."""
        text = self._text(name)
        form = phrase("date_form")
        if not text:
            self._fault(name, phrase("blank"), form)
            return None
        match = DATE.fullmatch(text)
        if match is None:
            if is_period(text):
                self._fault(name, phrase("period_in_one"), form, inside=False)
            else:
                self._fault(name, phrase("bad_date"), form, date_meant(text))
            return None
        year = int(match[1])
        if not FIRST_YEAR <= year <= LAST_YEAR:
            message = phrase("year_of_no_run", year=match[1], first=2013, last=LAST_YEAR)
            self._fault(name, message, form, _year_and_month(text))
            return None
        try:
            start = np.datetime64(text)  # in years, months or days, as the text says
        except ValueError:
            self._fault(name, phrase("bad_date"), form)
            return None
        return start.astype("datetime64[D]"), (start + 1).astype("datetime64[D]") - 1

    def _cell(self, variable: str, axes: tuple[str, ...], kind: str) -> Cell:
        named = []
        for axis in self.header.axes:
            word = self._text(axis)
            if word and (axis not in axes or (variable in SUMS and not self._shared(variable, axis))):
                self._fault(axis, phrase("not_of_variable", variable=variable, axis=axis))
            elif word and self._known(axis, word):
                named.append((axis, word))
            elif not word and axis in axes and kind == "index" and variable not in WEIGHTED_BY:
                self._needs(variable, axis)
        for axis in axes:
            if axis not in self.header.axes:
                self._needs(variable, axis)
        return tuple(named)

    def _needs(self, variable: str, axis: str) -> None:
        message = phrase("needs_label", variable=variable, axis=axis)
        field = self._field(axis) or self._field("variable")
        assert field is not None  # the header has a column for the variable
        words = tuple(self.header.labels(axis))
        self.problems.add(field.line, field.column, message, axis, None, one_of(words))

    def _shared(self, variable: str, axis: str) -> bool:
        return all(axis in self.dataset.variables[part].dims for part in SUMS[variable])

    def _known(self, axis: str, word: str) -> bool:
        known = self.header.labels(axis)
        if word in known:
            return True
        message, near = unknown_label(axis, word, known)
        self._fault(axis, message, one_of(tuple(known)), near)
        return False

    def _factor(self, variable: str, unit: str) -> float:
        text = self._text("unit")
        text = "" if text.casefold() in NO_FIGURE else text
        factor = factor_of(variable, unit, text) if text else 1.0
        if factor is None:
            self._fault("unit", phrase("unknown_unit", variable=variable), one_of([allowed(variable, unit)]))
            return np.nan
        return factor


def _bare(text: str) -> str | None:
    """Return the number that separators, a decimal comma or full-width digits hide; None where unsure."""
    typed = plain(text).strip()
    if "%" in typed or not SEPARATED.fullmatch(typed):
        return None
    decimal_comma = re.fullmatch(r"[+-]?\d+,\d{1,2}", typed)
    return typed.replace(",", ".") if decimal_comma else re.sub(r"[, ' ]", "", typed)


def _year_and_month(text: str) -> str | None:
    """Return the month that four digits such as 2405 stand for: 2024-05."""
    match = re.fullmatch(r"(\d{2})(0[1-9]|1[0-2])", text)
    return f"20{match[1]}-{match[2]}" if match and 13 <= int(match[1]) <= 45 else None
