"""A comparison as files: tidy CSV in the units of the results, and a workbook in readers' units."""

import csv
import datetime
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from outputs.compare import Comparison
from outputs.compare_inputs import shown
from outputs.compare_table import heading, luck_notes, period_label, unmoved_notes
from outputs.outcomes import unit
from outputs.summary import EXPORTED

COLUMNS = ("old_run", "new_run", "paired", "outcome", "period", "measure", "old_mean", "new_mean", "difference")
COLUMNS += ("p10", "p25", "p50", "p75", "p90", "probability_more", "unit")
_QUANTILES = (0.10, 0.25, 0.50, 0.75, 0.90)
_SHEETS = {"en": ("Outcomes", "Inputs"), "zh": ("结果", "输入")}
_HEADERS = {
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
    return _text(rows)


def inputs_csv(comparisons: Sequence[Comparison]) -> str:
    """Every input that differs, one row each."""
    rows: list[tuple] = [("old_run", "new_run", "key", "old", "new")]
    for found in comparisons:
        labels = (found.old.label, found.new.label)
        rows += [(*labels, item.key, *("" if one is None else shown(one) for one in item[1:])) for item in found.inputs]
    return _text(rows)


def write_workbook(comparisons: Sequence[Comparison], path: Path, lang: str) -> None:
    """The same as a workbook of two sheets in readers' units; what is text stays text, whatever it begins with.

    Raises:
        ModuleNotFoundError: XlsxWriter is not installed.
    """
    from xlsxwriter import Workbook

    content = io.BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"created": _DAY})
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        plain, share = book.add_format({"num_format": "#,##0.00"}), book.add_format({"num_format": "0%"})
        outcomes, inputs = (book.add_worksheet(name) for name in _SHEETS[lang])
        rows = list(_outcome_rows(comparisons, lang))
        headers = _HEADERS[lang]["outcomes"]
        for column, header in enumerate(headers):
            outcomes.write_string(0, column, header, bold)
        for number, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    outcomes.write_string(number, column, cell)
                else:
                    outcomes.write_number(number, column, float(cell), share if column == len(headers) - 1 else plain)
        outcomes.freeze_panes(1, 4)
        outcomes.autofilter(0, 0, len(rows), len(headers) - 1)
        outcomes.set_column(0, 1, 18)
        outcomes.set_column(2, 2, 28)
        outcomes.set_column(3, len(headers) - 1, 13)
        below = len(rows) + 2
        for found in comparisons:
            for note in (heading(found, lang), *luck_notes(found, lang), *unmoved_notes(found, lang)):
                outcomes.write_string(below, 0, note)
                below += 1
        for column, header in enumerate(_HEADERS[lang]["inputs"]):
            inputs.write_string(0, column, header, bold)
        listed = [(found, item) for found in comparisons for item in found.inputs]
        for number, (found, item) in enumerate(listed, 1):
            cells = (found.old.label, found.new.label, item.key, shown(item.old), shown(item.new))
            for column, cell in enumerate(cells):
                inputs.write_string(number, column, cell)
        inputs.freeze_panes(1, 0)
        inputs.set_column(0, 1, 18)
        inputs.set_column(2, 4, 48)
    draft = path.with_name(f".{path.name}.tmp")
    draft.write_bytes(content.getvalue())
    draft.replace(path)


def _outcome_rows(comparisons: Sequence[Comparison], lang: str) -> Iterator[tuple]:
    for found in comparisons:
        for line in found.lines(EXPORTED):
            readers = unit(found.old.dataset, line.outcome, lang)
            name = line.outcome.name(lang) + (_HEADERS[lang]["end"] if line.stock else "")
            told = (line.old.mean(), line.new.mean(), *_numbers(line.differences))
            words = (found.old.label, found.new.label, name, period_label(line.period, lang), readers.name)
            yield (*words, *(float(one) * readers.factor for one in told), line.more)


def _numbers(differ: np.ndarray) -> tuple:
    return (differ.mean(), *np.quantile(differ, _QUANTILES))


def _text(rows: Sequence[tuple]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
