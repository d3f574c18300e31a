"""A comparison as files: tidy CSV in the units of the results, and a workbook in readers' units."""

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from common.files import csv_text, write_bytes
from outputs.comparing.compare import Comparison, Run
from outputs.comparing.compare_inputs import shown
from outputs.comparing.compare_table import heading, luck_notes, period_label, unmoved_notes
from outputs.results.numbers import places
from outputs.results.outcomes import quantiles, unit
from outputs.results.reader_names import period
from outputs.results.run_sheets import Labelled, by_month, by_period, write_sheet
from outputs.results.summary_rows import EXPORTED
from outputs.results.workbook import Looks, print_wide, stamped

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

COLUMNS = (
    *("old_run", "new_run", "paired", "outcome", "period", "measure", "old_mean", "new_mean", "difference"),
    *("p10", "p25", "p50", "p75", "p90", "probability_more", "unit"),
)
_QUANTILES = (0.10, 0.25, 0.50, 0.75, 0.90)
_SHEETS = {
    "en": ("Differences", "Effects", "Monthly", "Inputs"),
    "zh": ("差额", "各自效果", "逐月", "输入"),
}
_TITLES = {
    "en": ("Scenario against scenario: {}", "Each scenario against its own counterfactual, shared months: {}"),
    "zh": ("情景之间的差额：{}", "各情景相对自身对照情景的效果（共有月份）：{}"),
}
_HEADERS: dict[str, dict[str, Any]] = {
    "en": {
        "outcomes": (
            *("Old", "New", "Outcome", "Period", "Months", "Compared", "Unit", "Old, mean", "New, mean", "Difference"),
            *("10 %", "25 %", "50 %", "75 %", "90 %", "P(more)"),
        ),
        "inputs": ("Old", "New", "Input", "Old value", "New value"),
        "end": " (end)",
        "paired": "{} members in pairs",
        "apart": "{} × {} members",
    },
    "zh": {
        "outcomes": (
            *("原", "新", "结果", "时期", "月份", "比较方式", "单位", "原，均值", "新，均值", "差额"),
            *("10%", "25%", "50%", "75%", "90%", "更多的概率"),
        ),
        "inputs": ("原", "新", "输入", "原值", "新值"),
        "end": "（期末）",
        "paired": "{}个样本配对",
        "apart": "{}×{}个样本两两相比",
    },
}
_WORDS, _MOST_DECIMALS, _HEAD = 7, 4, 2
"""Columns of words before those of numbers; decimals of a cell at most; row of the headings, below the title."""
_INPUT_WIDTHS, _LINE_PT = (18, 18, 40, 60, 60), 15
"""Widths of the columns of inputs in letters; height of a line, which not every program finds out by itself."""


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
    """The same as a workbook in readers' units, with the effects of each run by year and month; text stays text.

    Every row says which months and members it is of. Printed, each sheet is one page wide, with its headings on every
    page.

    Raises:
        ModuleNotFoundError: XlsxWriter is not installed.
    """
    content = io.BytesIO()
    runs = [Labelled(_label(run, lang), run.dataset) for run in (comparisons[0].old, *(one.new for one in comparisons))]
    names, (differ, own) = _SHEETS[lang], _TITLES[lang]
    listed = (", " if lang == "en" else "、").join(run.label for run in runs)
    with stamped(content) as book:
        looks = Looks(book)
        _write_outcomes(book, looks, comparisons, lang, differ.format(listed))
        write_sheet(book, looks, names[1], own.format(listed), runs, by_period, lang)
        write_sheet(book, looks, names[2], own.format(listed), runs, by_month, lang)
        _write_inputs(book, comparisons, lang)
    write_bytes(path, content.getvalue())


def _label(run: Run, lang: str) -> str:
    """The title of a run with its name."""
    title = clean_title(str(run.dataset.attrs.get(f"title_{lang}", "")))
    return f"{title} [{run.label}]" if title else run.label


def clean_title(title: str) -> str:
    """A title in one line, without control characters."""
    return " ".join("".join(c for c in title if c.isprintable() or c.isspace()).split())[:200]


def _write_outcomes(book: "Workbook", looks: Looks, comparisons: Sequence[Comparison], lang: str, title: str) -> None:
    """A row per outcome and period, each with the decimals that its interval deserves, and the notes below."""
    sheet = book.add_worksheet(_SHEETS[lang][0])
    sheet.write_string(0, 0, title, looks.title)
    _write_heads(looks, sheet, _HEADERS[lang]["outcomes"], _WORDS, _HEAD)
    rows = list(_outcome_rows(comparisons, lang))
    last = len(_HEADERS[lang]["outcomes"]) - 1
    for number, row in enumerate(rows, _HEAD + 1):
        level, low, high = row[_WORDS + 1], row[_WORDS + 3], row[_WORDS + 7]
        decimals = min(max(places(low, high, level), 0), _MOST_DECIMALS)
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(number, column, cell)
            else:
                plain, signed = looks.number(decimals), looks.signed(decimals)
                form = looks.plain_share if column == last else plain if column < _WORDS + 2 else signed
                sheet.write_number(number, column, float(cell), form)
    sheet.freeze_panes(_HEAD + 1, 4)
    sheet.autofilter(_HEAD, 0, _HEAD + len(rows), last)
    sheet.set_column(0, 1, 24)
    sheet.set_column(2, 2, 28)
    sheet.set_column(3, 3, 12)
    sheet.set_column(4, 5, 22)
    sheet.set_column(6, last, 13)
    print_wide(sheet, _HEAD)
    below = _HEAD + len(rows) + 2
    for found in comparisons:
        for note in (heading(found, lang), *luck_notes(found, lang), *unmoved_notes(found, lang)):
            sheet.write_string(below, 0, note)
            below += 1


def _write_inputs(book: "Workbook", comparisons: Sequence[Comparison], lang: str) -> None:
    """A row per input that differs; long values take several lines."""
    sheet, looks = book.add_worksheet(_SHEETS[lang][3]), Looks(book)
    _write_heads(looks, sheet, _HEADERS[lang]["inputs"], 5, 0)
    listed = [(found, item) for found in comparisons for item in found.inputs]
    for number, (found, item) in enumerate(listed, 1):
        cells = (found.old.label, found.new.label, item.key, shown(item.old), shown(item.new))
        for column, cell in enumerate(cells):
            sheet.write_string(number, column, cell, looks.wrapped)
        lines = max(-(-len(cell) // (width - 6)) for cell, width in zip(cells, _INPUT_WIDTHS, strict=True))
        sheet.set_row(number, _LINE_PT * lines)
    sheet.freeze_panes(1, 0)
    for column, width in enumerate(_INPUT_WIDTHS):
        sheet.set_column(column, column, width)
    print_wide(sheet)


def _write_heads(looks: Looks, sheet: "Worksheet", heads: Sequence[str], words: int, row: int) -> None:
    """The headings, in bold: words flush left, numbers flush right."""
    for column, head in enumerate(heads):
        sheet.write_string(row, column, head, looks.head if column < words else looks.head_right)


def _outcome_rows(comparisons: Sequence[Comparison], lang: str) -> Iterator[tuple]:
    for found in comparisons:
        sizes = [run.dataset.sizes["member"] for run in (found.old, found.new)]
        words = _HEADERS[lang]
        how = words["paired"].format(len(found.members)) if found.paired else words["apart"].format(*sizes)
        months = found.old.dataset["month"].values
        for line in found.lines(EXPORTED):
            readers = unit(found.old.dataset, line.outcome, lang)
            name = line.outcome.name(lang) + (words["end"] if line.stock else "")
            told = (line.old.mean(), line.new.mean(), *_numbers(line.differences))
            when = period(months[found.months_of(line.period)], lang)
            labels = (_label(found.old, lang), _label(found.new, lang))
            cells = (*labels, name, period_label(line.period, lang), when, how, readers.name)
            yield (*cells, *(float(one) * readers.factor for one in told), line.more)


def _numbers(differ: np.ndarray) -> tuple:
    return (differ.mean(), *quantiles(differ, _QUANTILES))
