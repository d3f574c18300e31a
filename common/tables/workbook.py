"""The first sheet of an Excel workbook as fields that know where they stand, as a separated file gives them."""

import datetime
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from common.problems import Phrase
from common.tables.messages import phrase
from common.tables.text import MOST_FIELDS, Field

MOST_BYTES = 50_000_000
"""Unpacked; a workbook is a zip archive, and a small one can unpack to a very large one."""
MOST_ROWS = 100_000
BROKEN = (
    zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, SyntaxError,
    EOFError, NotImplementedError, OverflowError, RuntimeError,
)  # fmt: skip
"""What openpyxl raises for broken workbooks; its parser's error is a SyntaxError.

It reads rows only as they are asked for, so the whole reading stands under this net. A broken file is reported as one of the
problems of the file."""
_OF_A_DAY = re.compile(r"d|\[\$.*\]yyyy.*d", re.IGNORECASE)


def sheet(content: bytes, notes: list[Phrase]) -> list[list[Field]] | Phrase:
    """Return the rows of the first visible sheet that are not blank; else what is wrong with the workbook.

    A cell that Excel made a date of is read as a month where it is shown as one (``Jan-24``), else as a day. Rows are
    lines and columns are counted in cells, both from 1.

    Args:
        content: the bytes of a file that is a zip archive.
        notes: takes what a reader should know, such as further sheets.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if sum(item.file_size for item in archive.infolist()) > MOST_BYTES:
                return phrase("too_big", limit=MOST_BYTES)
    except BROKEN:
        return phrase("bad_workbook")
    if (other := _other_archive(names)) is not None:
        return other
    try:
        return _rows(content, notes)
    except BROKEN:
        return phrase("bad_workbook")


def _other_archive(names: set[str]) -> Phrase | None:
    """Return what an archive is that is no workbook; None where it is one."""
    if any(name.startswith("xl/") for name in names):
        return None
    if "word/document.xml" in names:
        return phrase("other_document", kind="a Word document", kind_zh=" Word 文档")
    if "content.xml" in names and "mimetype" in names:
        return phrase("other_spreadsheet")
    return phrase("other_document", kind="an archive (zip)", kind_zh="压缩文件（zip）")


def _rows(content: bytes, notes: list[Phrase]) -> list[list[Field]]:
    import openpyxl  # slow to load, and needed for workbooks only

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on styles and extensions that we do not look at
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        try:
            visible = [page for page in book.worksheets if page.sheet_state == "visible"] or list(book.worksheets)
            if not visible:
                raise ValueError("a workbook without a sheet")
            if len(book.worksheets) > 1:
                notes.append(phrase("first_sheet", sheet=visible[0].title, count=len(book.worksheets) - 1))
            rows = list(_read(visible[0]))
        finally:
            book.close()
    width = max((len(row) for row in rows), default=0)
    return [row + [Field("", row[0].line, column) for column in range(len(row) + 1, width + 1)] for row in rows]


def _read(page: Any) -> Iterator[list[Field]]:
    for number, row in enumerate(page.iter_rows(max_row=MOST_ROWS, max_col=MOST_FIELDS), 1):
        fields = [Field(_text(cell), number, column) for column, cell in enumerate(row, 1)]
        while len(fields) > 1 and not fields[-1].text:
            fields.pop()
        if any(field.text for field in fields):
            yield fields


def _text(cell: Any) -> str:
    """Return what a cell holds, as a separated file would have it."""
    value, form = cell.value, str(getattr(cell, "number_format", "") or "")
    if value is None:
        return ""
    if isinstance(value, datetime.datetime | datetime.date):
        return value.strftime("%Y-%m-%d" if _OF_A_DAY.search(re.sub(r'"[^"]*"|\\.', "", form)) else "%Y-%m")
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        if form.rstrip('"').endswith("%"):  # shown as 82 %, kept as 0.82
            return f"{float(f'{value * 100:.12g}'):.12g}%"
        return f"{value:.15g}"
    return str(value).strip()
