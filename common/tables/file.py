"""A table in a file, whatever form it has: rows of fields that know where they stand."""

from collections.abc import Iterator
from pathlib import Path

from common.decoding import NotUnicode
from common.problems import FileProblems, InputError, Phrase, Problem
from common.tables import workbook
from common.tables.messages import phrase
from common.tables.text import Field, lines_of, separator_of, text_of

MOST_BYTES = 2_000_000
ARCHIVE, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OTHERS = {
    b"%PDF": ("a PDF file", " PDF 文件"),
    b"\x89PNG": ("a picture", "图片"),
    b"\xff\xd8\xff": ("a picture", "图片"),
}
"""How files begin that are no tables, and what they are."""
MARKUP = (b"<html", b"<!doctype html", b"<table", b"<?xml", b"<workbook")


def rows_of(path: Path, problems: FileProblems, notes: list[Phrase]) -> Iterator[list[Field]]:
    """Return the rows of a file that are not blank: a separated text or the first sheet of an Excel workbook.

    What a file is is seen from its content, whatever its name.

    Args:
        path: the file.
        problems: takes what is wrong with single lines.
        notes: takes what a reader should know of the file.

    Raises:
        InputError: it cannot be read, is too large or is no such table.
    """
    content = _content(path)
    if content.startswith(ARCHIVE):
        rows = workbook.sheet(content, notes)
        if isinstance(rows, Phrase):
            raise _refused(path, rows)
        return iter(rows)
    if (other := _no_text(content)) is not None:
        raise _refused(path, other)
    try:
        text, is_gbk = text_of(content)
    except NotUnicode as error:
        raise InputError([Problem(str(path), error.line, error.column, "", phrase("not_utf8"))]) from error
    if is_gbk:
        notes.append(phrase("read_as_gbk"))
    return lines_of(text, problems, *separator_of(text))


def _refused(path: Path, message: Phrase) -> InputError:
    return InputError([Problem(str(path), 0, 0, "", message)])


def _content(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        content = path.read_bytes() if path.is_file() and size <= MOST_BYTES else None
    except (OSError, ValueError) as error:
        raise _refused(path, phrase("cannot_read")) from error
    if content is None:
        raise _refused(path, phrase("too_big", limit=MOST_BYTES) if path.is_file() else phrase("cannot_read"))
    return content


def _no_text(content: bytes) -> Phrase | None:
    """Return what a file is that is neither text nor a workbook; None where it may be text."""
    if content.startswith(OLD_OFFICE):
        return phrase("old_workbook")
    for beginning, (english, chinese) in OTHERS.items():
        if content.startswith(beginning):
            return phrase("other_document", kind=english, kind_zh=chinese)
    if content[:200].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(MARKUP):
        return phrase("xml_workbook")
    return None
