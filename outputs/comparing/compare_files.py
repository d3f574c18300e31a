"""A comparison as files: tidy CSV in the units of the results, and a workbook in readers' units."""

import datetime
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from common.files import csv_text, write_bytes
from outputs.comparing.compare import Comparison
from outputs.comparing.compare_inputs import shown
from outputs.comparing.compare_table import heading, luck_notes, period_label, unmoved_notes
from outputs.results.numbers import places
from outputs.results.outcomes import quantiles, unit
from outputs.results.summary_rows import EXPORTED

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

COLUMNS = (
    *("old_run", "new_run", "paired", "outcome", "period", "measure", "old_mean", "new_mean", "difference"),
    *("p10", "p25", "p50", "p75", "p90", "probability_more", "unit"),
)
_QUANTILES = (0.10, 0.25, 0.50, 0.75, 0.90)
_SHEETS = {"en": ("Outcomes", "Inputs"), "zh": ("结果", "输入")}
_HEADERS: dict[str, dict[str, Any]] = {
    "en": {
        "outcomes": (
            *("Old", "New", "Outcome", "Period", "Unit", "Old, mean", "New, mean", "Difference"),
            *("10 %", "25 %", "50 %", "75 %", "90 %", "P(more)"),
        ),
        "inputs": ("Old", "New", "Input", "Old value", "New value"),
        "end": " (end)",
    },
    "zh": {
        "outcomes": (
            *("原", "新", "结果", "时期", "单位", "原，均值", "新，均值", "差额"),
            *("10%", "25%", "50%", "75%", "90%", "更多的概率"),
        ),
        "inputs": ("原", "新", "输入", "原值", "新值"),
        "end": "（期末）",
    },
}
_WORDS, _MOST_DECIMALS, _A4 = 5, 4, 9
"""Columns of words before those of numbers; decimals of a cell at most; A4 by its number in workbooks."""
_INPUT_WIDTHS, _LINE_PT = (18, 18, 40, 60, 60), 15
"""Widths of the columns of inputs in letters; height of a line, which not every program finds out by itself."""
_DAY = datetime.datetime(2023, 1, 1)  # the workbook's own date: the same bytes from the same runs


def outcomes_csv(comparisons: Sequence[Comparison]) -> str:
    """Every outcome of the summary by period, one row each; numbers with ten significant digits."""
    rows: list[tuple] = [COLUMNS]
    for found in comparisons:
        for line in found.lines(EXPORTED):
            numbers = (line.old.mean(), line.new.mean(), *_numbers(line.differences), line.more)
            measure = "end" if line.stock else "sum"
            told = (format(float(one), ".10g") for one in numbers)
            units = found.old.dataset[line.outcome.variables[0]].attrs["units"]
            names = (found.old.label, found.new.label, "yes" if found.paired else "no")
            rows.append((*names, line.outcome.key, line.period, measure, *told, units))
    return csv_text(rows)


def inputs_csv(comparisons: Sequence[Comparison]) -> str:
    """Every input that differs, one row each."""
    rows: list[tuple] = [("old_run", "new_run", "key", "old", "new")]
    for found in comparisons:
        labels = (found.old.label, found.new.label)
        rows += [(*labels, item.key, *("" if one is None else shown(one) for one in item[1:])) for item in found.inputs]
    return csv_text(rows)


def write_workbook(comparisons: Sequence[Comparison], path: Path, lang: str) -> None:
    """The same as a workbook of two sheets in readers' units; what is text stays text, whatever it begins with.

    Printed, each sheet is one page wide, with its headings on every page.

    Raises:
        ModuleNotFoundError: XlsxWriter is not installed.
    """
    from xlsxwriter import Workbook

    content = io.BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"created": _DAY})
        outcomes, inputs = (book.add_worksheet(name) for name in _SHEETS[lang])
        for sheet in (outcomes, inputs):
            sheet.set_landscape()
            sheet.set_paper(_A4)
            sheet.fit_to_pages(1, 0)
            sheet.repeat_rows(0)
        _write_outcomes(book, outcomes, comparisons, lang)
        _write_inputs(book, inputs, comparisons, lang)
    write_bytes(path, content.getvalue())


def _write_outcomes(book: "Workbook", sheet: "Worksheet", comparisons: Sequence[Comparison], lang: str) -> None:
    """A row per outcome and period, each with the decimals that its interval deserves, and the notes below."""
    _write_heads(book, sheet, _HEADERS[lang]["outcomes"], _WORDS)
    rows = list(_outcome_rows(comparisons, lang))
    last = len(_HEADERS[lang]["outcomes"]) - 1
    share = book.add_format({"num_format": "0%"})
    formats = {}
    for number, row in enumerate(rows, 1):
        level, low, high = row[_WORDS + 1], row[_WORDS + 3], row[_WORDS + 7]
        decimals = min(max(places(low, high, level), 0), _MOST_DECIMALS)
        if decimals not in formats:
            digits = "#,##0" + ("." + "0" * decimals) * (decimals > 0)
            forms = (digits, f"+{digits};-{digits};0")
            formats[decimals] = [book.add_format({"num_format": form}) for form in forms]
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(number, column, cell)
            else:
                plain, signed = formats[decimals]
                form = share if column == last else plain if column < _WORDS + 2 else signed
                sheet.write_number(number, column, float(cell), form)
    sheet.freeze_panes(1, 4)
    sheet.autofilter(0, 0, len(rows), last)
    sheet.set_column(0, 1, 18)
    sheet.set_column(2, 2, 28)
    sheet.set_column(3, last, 13)
    below = len(rows) + 2
    for found in comparisons:
        for note in (heading(found, lang), *luck_notes(found, lang), *unmoved_notes(found, lang)):
            sheet.write_string(below, 0, note)
            below += 1


def _write_inputs(book: "Workbook", sheet: "Worksheet", comparisons: Sequence[Comparison], lang: str) -> None:
    """A row per input that differs; long values take several lines."""
    _write_heads(book, sheet, _HEADERS[lang]["inputs"], 5)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    listed = [(found, item) for found in comparisons for item in found.inputs]
    for number, (found, item) in enumerate(listed, 1):
        cells = (found.old.label, found.new.label, item.key, shown(item.old), shown(item.new))
        for column, cell in enumerate(cells):
            sheet.write_string(number, column, cell, wrapped)
        lines = max(-(-len(cell) // (width - 6)) for cell, width in zip(cells, _INPUT_WIDTHS, strict=True))
        sheet.set_row(number, _LINE_PT * lines)
    sheet.freeze_panes(1, 0)
    for column, width in enumerate(_INPUT_WIDTHS):
        sheet.set_column(column, column, width)


def _write_heads(book: "Workbook", sheet: "Worksheet", heads: Sequence[str], words: int) -> None:
    """The first row, in bold: words flush left, numbers flush right."""
    look = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
    left, right = book.add_format(look), book.add_format({**look, "align": "right"})
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, left if column < words else right)


def _outcome_rows(comparisons: Sequence[Comparison], lang: str) -> Iterator[tuple]:
    for found in comparisons:
        for line in found.lines(EXPORTED):
            readers = unit(found.old.dataset, line.outcome, lang)
            name = line.outcome.name(lang) + (_HEADERS[lang]["end"] if line.stock else "")
            told = (line.old.mean(), line.new.mean(), *_numbers(line.differences))
            words = (found.old.label, found.new.label, name, period_label(line.period, lang), readers.name)
            yield (*words, *(float(one) * readers.factor for one in told), line.more)


def _numbers(differ: np.ndarray) -> tuple:
    return (differ.mean(), *quantiles(differ, _QUANTILES))
