"""A table as a workbook: a long sheet to filter, and where there are two axes a wide one for each variant, to draw from."""

import io
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from outputs.results.workbook import Looks, print_wide, stamped
from outputs.tables.answer import Answer, Row
from outputs.tables.words import decimals

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_SHEETS = {"en": ("Table", "Scenario", "Counterfactual", "Effect"), "zh": ("表格", "情景", "对照情景", "效果")}
_WIDE = ("scenario", "counterfactual", "effect")
_UNIT = {"en": "Unit", "zh": "单位"}
_HEAD = 3
"""Row of the headings, below title and an empty line."""


def workbook(found: Answer, title: str, heads: Sequence[str], notes: Sequence[str], lang: str) -> bytes:
    """The whole file: title, headings, one number a cell, notes below; nothing in it is a formula.

    Args:
        found: the numbers.
        title, heads, notes: as :mod:`outputs.tables.words` gives them, ``heads`` with the median.
        lang: ``"en"`` or ``"zh"``.
    """
    content = io.BytesIO()
    with stamped(content) as book:
        looks = Looks(book)
        _long(book, looks, found, title, heads, notes, lang)
        if len(found.question.by) == 2:
            for name, field in zip(_SHEETS[lang][1:], _WIDE, strict=True):
                _wide(book, looks, found, f"{title}: {name}" if lang == "en" else f"{title}：{name}", name, field)
    return content.getvalue()


def _long(
    book: "Workbook",
    looks: Looks,
    found: Answer,
    title: str,
    heads: Sequence[str],
    notes: Sequence[str],
    lang: str,
) -> None:
    sheet, words, shown = book.add_worksheet(_SHEETS[lang][0]), len(found.axes), decimals(found)
    sheet.write_string(0, 0, title, looks.title)
    for column, head in enumerate((*heads, _UNIT[lang])):
        sheet.write_string(_HEAD - 1, column, head, looks.head if column < words else looks.head_right)
    for number, row in enumerate(found.rows, _HEAD):
        for column, label in enumerate(row.labels):
            sheet.write_string(number, column, label)
        cells = (row.counterfactual, row.scenario, row.effect, row.low, row.high, row.change, row.median)
        forms = [looks.number(shown)] * 2 + [looks.signed(shown)] * 3 + [looks.share, looks.signed(shown)]
        for column, (cell, form) in enumerate(zip(cells, forms, strict=True), words):
            if math.isfinite(cell):
                sheet.write_number(number, column, cell, form)
        sheet.write_string(number, words + len(cells), found.unit.name)
    below = _HEAD + len(found.rows)
    sheet.freeze_panes(_HEAD, words)
    sheet.autofilter(_HEAD - 1, 0, max(below - 1, _HEAD), len(heads))
    sheet.set_column(0, max(words - 1, 0), 22)
    sheet.set_column(words, len(heads), 15)
    for k, note in enumerate(notes):
        sheet.write_string(below + 1 + k, 0, note)
    print_wide(sheet, _HEAD - 1)


def _wide(book: "Workbook", looks: Looks, found: Answer, title: str, name: str, field: str) -> None:
    """The second axis down, the first across, where the first is no time; else the other way round."""
    across, down = (1, 0) if found.question.by[0] in ("month", "year") else (0, 1)
    columns = list(dict.fromkeys(row.labels[across] for row in found.rows))
    lines = list(dict.fromkeys(row.labels[down] for row in found.rows))
    value: dict[tuple[str, str], Row] = {(row.labels[down], row.labels[across]): row for row in found.rows}
    sheet, shown = book.add_worksheet(name), decimals(found)
    form = looks.signed(shown) if field == "effect" else looks.number(shown)
    sheet.write_string(0, 0, title, looks.title)
    sheet.write_string(_HEAD - 1, 0, found.axes[down], looks.head)
    for column, label in enumerate(columns, 1):
        sheet.write_string(_HEAD - 1, column, label, looks.head_right)
    for number, line in enumerate(lines, _HEAD):
        sheet.write_string(number, 0, line)
        for column, label in enumerate(columns, 1):
            sheet.write_number(number, column, getattr(value[line, label], field), form)
    sheet.freeze_panes(_HEAD, 1)
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, len(columns), 15)
    print_wide(sheet, _HEAD - 1)
