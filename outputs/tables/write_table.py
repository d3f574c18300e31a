"""A table written in the form that the name of its file asks for."""

from collections.abc import Sequence
from pathlib import Path

import xarray as xr

from common.errors import UserError
from common.files import write_bytes
from outputs.tables.answer import Answer
from outputs.tables.words import LEAST, filled, headings, notes, texts, title

FORMS = (".xlsx", ".csv", ".tex", ".docx", ".md")
"""Endings of the names of files that a table can be written to."""


def check_target(path: Path) -> None:
    """See that a table can be written there.

    Raises:
        UserError: the name has another ending than :data:`FORMS`, or its folder is not there.
    """
    if path.suffix.lower() not in FORMS:
        raise UserError(
            f"--to {path}: a table is written as {', '.join(FORMS)}; the name of the file says which",
            f"--to {path}：表格可写成 {'、'.join(FORMS)}，由文件名决定",
        )
    if not path.absolute().parent.is_dir() or path.is_dir():
        raise UserError(f"--to {path}: there is no folder {path.parent}", f"--to {path}：没有文件夹 {path.parent}")


def write_table(path: Path, dataset: xr.Dataset, found: Answer, lang: str) -> None:
    """Write a table, whole or not at all; an older file of that name is replaced.

    CSV is UTF-8 with a byte order mark, which spreadsheets need in order to read Chinese.

    Raises:
        UserError: see :func:`check_target`.
        OSError: the disk or the folder refuses.
    """
    check_target(path)
    write_bytes(path, table_bytes(path.suffix.lower(), dataset, found, lang))


def table_bytes(form: str, dataset: xr.Dataset, found: Answer, lang: str) -> bytes:
    """The content of the file; ``form`` is one of :data:`FORMS`."""
    from outputs.tables import forms

    told, words = notes(dataset, found, lang), len(found.axes)
    if form == ".csv":
        return forms.csv_form(found).encode("utf-8-sig")
    if form == ".xlsx":
        from outputs.tables.book import workbook

        return workbook(found, title(dataset, found, lang), headings(found, lang, median=True), told, lang)
    heads, cells = _named(found, headings(found, lang), texts(found, lang), lang)
    words = max(words, 1)
    heads, cells = filled(heads, cells, words + LEAST)
    if form == ".docx":
        return _word(title(dataset, found, lang), heads, cells, words, told, lang)
    make = forms.latex if form == ".tex" else forms.markdown
    return make(title(dataset, found, lang), heads, cells, words, told).encode("utf-8")


def _named(found: Answer, heads: list[str], cells: list[list[str]], lang: str) -> tuple[list[str], list[list[str]]]:
    """The same with a first column of names, where the table has no axis: its one row is the whole run."""
    if found.axes:
        return heads, cells
    return ["时期" if lang == "zh" else "Period", *heads], [["全期" if lang == "zh" else "Whole run", *cells[0]]]


def _word(
    title: str, heads: Sequence[str], cells: Sequence[Sequence[str]], words: int, notes: Sequence[str], lang: str
) -> bytes:
    from outputs.documents.document import Cell, Table
    from outputs.documents.word import write_table_alone

    rows = tuple(tuple(Cell(text) for text in row) for row in cells)
    table = Table(title, tuple(heads), rows, words=frozenset(range(words)), number=1)
    return write_table_alone(table, notes, lang)
