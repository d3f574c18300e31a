"""The report's numbers as a workbook: what the first page says, outcomes by year and month, and where they come from."""

import io
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from outputs.documents.document import Bullets, Paragraph
from outputs.report.answer import answer
from outputs.report.method import provenance_table
from outputs.report.run import Run
from outputs.results.run_sheets import Labelled, by_month, by_period, write_sheet
from outputs.results.workbook import Looks, print_wide, stamped

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_SHEETS = {"en": ("Summary", "Outcomes", "Monthly", "Provenance"), "zh": ("摘要", "结果", "逐月", "数据来源")}
_LETTERS, _LINE_PT = 105, 15
"""Letters of a line of the summary; height of a line, which not every program finds out by itself."""


def workbook(runs: Sequence[Run]) -> bytes:
    """The whole file for one run or several; nothing in it is a formula."""
    lang, content = runs[0].lang, io.BytesIO()
    title = runs[0].pick(" and ", "与").join(f"{run.title} [{run.name}]" for run in runs)
    labelled = [Labelled(f"{run.title} [{run.name}]", run.dataset) for run in runs]
    with stamped(content) as book:
        looks, names = Looks(book), _SHEETS[lang]
        _summary(book, looks, runs, names[0])
        write_sheet(book, looks, names[1], title, labelled, by_period, lang)
        write_sheet(book, looks, names[2], title, labelled, by_month, lang)
        _provenance(book, looks, runs, names[3])
    return content.getvalue()


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
