"""The report's numbers as a workbook: the first page, outcomes by year and month, each figure's numbers, and their source."""

import io
import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from outputs.documents.document import Bullets, Paragraph, Picture
from outputs.documents.page_words import labels
from outputs.documents.watching import watch
from outputs.figures.figure_numbers import FigureNumbers, numbers_of
from outputs.report.answer import answer
from outputs.report.method import provenance_table
from outputs.report.run import Run
from outputs.results.numbers import places
from outputs.results.run_sheets import MOST_DECIMALS, Labelled, by_month, by_period, write_sheet
from outputs.results.workbook import Looks, print_wide, stamped

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_SHEETS = {"en": ("Summary", "Outcomes", "Monthly", "Provenance"), "zh": ("摘要", "结果", "逐月", "运行记录")}
_HEAD = 3
"""Row of the headings on the sheet of a figure."""
_LETTERS, _LINE_PT = 105, 15
"""Letters of a line of the summary; height of a line, which not every program finds out by itself."""


def workbook(runs: Sequence[Run], progress: Callable[[int, int], None] = lambda done, total: None) -> bytes:
    """The whole file for one run or several; nothing in it is a formula. ``progress`` is called before each figure."""
    lang, content = runs[0].lang, io.BytesIO()
    title = runs[0].pick(" and ", "与").join(f"{run.title} [{run.name}]" for run in runs)
    labelled = [Labelled(f"{run.title} [{run.name}]", run.dataset) for run in runs]
    with stamped(content) as book:
        looks, names = Looks(book), _SHEETS[lang]
        _summary(book, looks, runs, names[0])
        write_sheet(book, looks, names[1], title, labelled, by_period, lang)
        write_sheet(book, looks, names[2], title, labelled, by_month, lang)
        for picture in _pictures(runs, progress):
            _figure(book, looks, picture, runs[0])
        _provenance(book, looks, runs, names[3])
    return content.getvalue()


def _pictures(runs: Sequence[Run], progress: Callable[[int, int], None]) -> Iterator[Picture]:
    """The figures of the report, in its order and with its numbers."""
    from outputs.report.build import report
    from outputs.report.comparison import comparison

    parts = list(watch(report(runs[0]) if len(runs) == 1 else comparison(runs), progress).sections)
    while parts:
        part = parts.pop(0)
        yield from (block for block in part.blocks if isinstance(block, Picture))
        parts[:0] = part.parts


def _figure(book: "Workbook", looks: Looks, picture: Picture, run: Run) -> None:
    """A sheet with what a figure finds and the numbers that it draws; none where it keeps none."""
    figure = picture.draw(picture.columns)
    if (numbers := numbers_of(figure)) is None:
        return
    named = labels(run.lang)["figure"].format(picture.number)
    sheet = book.add_worksheet(named)
    sheet.write_string(0, 0, f"{named}  {picture.caption}", looks.title)
    sheet.write_string(1, 0, str(figure.get_label()))
    shown = _decimals(numbers)
    for column, head in enumerate(numbers.header):
        words = all(isinstance(row[column], str) or row[column] is None for row in numbers.rows)
        sheet.write_string(_HEAD, column, head, looks.head if words else looks.head_right)
        values = [row[column] for row in numbers.rows]
        whole, longest = all(isinstance(value, int) for value in values), len(head)
        for row, value in enumerate(values, _HEAD + 1):
            if isinstance(value, str):
                sheet.write_string(row, column, value)
                longest = max(longest, sum(1 + (ord(c) >= 0x2E80) for c in value))
            elif value is not None and math.isfinite(value):
                sheet.write_number(
                    row, column, value, looks.number(0 if whole else shown[row - _HEAD - 1, _in_percent(head)])
                )
        sheet.set_column(column, column, min(max(longest + 2, 10), 40) if words else 14)
    sheet.freeze_panes(_HEAD + 1, 1)
    print_wide(sheet, _HEAD)


def _decimals(numbers: FigureNumbers) -> dict[tuple[int, bool], int]:
    """Decimals of the numbers of each row, of those in per cent and of the others: the cells hold more.

    Four digits of the largest number of its series are shown, which are the rows that differ by their months alone.
    """
    largest = defaultdict[tuple[tuple[str, ...], bool], float](float)
    series = [tuple(cell for cell in row if isinstance(cell, str) and cell[:1].isalpha()) for row in numbers.rows]
    for row, name in zip(numbers.rows, series, strict=True):
        for head, cell in zip(numbers.header, row, strict=True):
            if isinstance(cell, int | float) and math.isfinite(cell):
                kind = name, _in_percent(head)
                largest[kind] = max(largest[kind], abs(cell))
    return {
        (k, kind): min(max(places(0, 0, largest[name, kind]), 0), MOST_DECIMALS)
        for k, name in enumerate(series)
        for kind in (False, True)
    }


def _in_percent(head: str) -> bool:
    """Whether numbers are in per cent; a quantile of 25 % of something else is not."""
    return "%" in head.replace("%分位数", "")


def _summary(book: "Workbook", looks: Looks, runs: Sequence[Run], name: str) -> None:
    """What the first page of each report says, a sentence a cell."""
    sheet, row = book.add_worksheet(name), 0
    sheet.set_column(0, 0, 110)
    for run in runs:
        sheet.write_string(row, 0, run.title, looks.title)
        row += 1
        for block in answer(run).blocks:
            texts = block.items if isinstance(block, Bullets) else (block.text,) if isinstance(block, Paragraph) else ()
            for text in texts:
                sheet.write_string(row, 0, text, looks.wrapped)
                sheet.set_row(row, _LINE_PT * math.ceil(sum(1 + (ord(c) >= 0x2E80) for c in text) / _LETTERS))
                row += 1
        row += 1
    print_wide(sheet)


def _provenance(book: "Workbook", looks: Looks, runs: Sequence[Run], name: str) -> None:
    sheet, row = book.add_worksheet(name), 0
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 90)
    for run in runs:
        sheet.write_string(row, 0, run.title, looks.title)
        for cells in provenance_table(run).rows:
            row += 1
            for column, cell in enumerate(cells):
                sheet.write_string(row, column, cell.text, looks.wrapped)
        row += 2
    print_wide(sheet)
