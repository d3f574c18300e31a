"""The text of a separated file (commas, semicolons or tabs) as fields that know where they stand."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from common.decoding import NotUnicode, decoded
from common.lookalikes import LOOKALIKES
from common.problems import FileProblems, shown
from common.tables.messages import phrase

MOST_FIELDS = 200
"""In one line, and far more than there are columns to name."""
SEPARATORS = (",", ";", "\t")
SEPARATOR_LINE = re.compile(r"\"?sep=(.)", re.IGNORECASE)
"""What Excel writes in the first line to say what separates the columns."""


class Field(NamedTuple):
    """One field: its text without quotes and outer blanks, and where it begins, counted from 1.

    ``column`` counts characters, in a workbook cells; ``start`` is where the text itself begins behind a quote, 0 where
    its characters have no columns of their own.
    """

    text: str
    line: int
    column: int
    start: int = 0

    def column_of(self, position: int) -> int:
        """Return the column of a character of the text, given by its position from 0."""
        return self.start + position if self.start else self.column


def text_of(content: bytes) -> tuple[str, bool]:
    """Return the text of a file with line ends of one kind, and whether it was read as GBK.

    UTF-8 with or without a byte order mark, UTF-16 with one, and GBK where everything is plausible Chinese.

    Raises:
        NotUnicode: it is none of them.
    """
    try:
        return decoded(content), False
    except NotUnicode:
        text = _as_gbk(content)
        if text is None:
            raise
        return text.replace("\r\n", "\n").replace("\r", "\n"), True


def _as_gbk(content: bytes) -> str | None:
    """Return the text of GBK bytes; None where they are not, or give letters that no Chinese table has."""
    try:
        text = content.decode("gbk")
    except UnicodeDecodeError:
        return None
    return text if all(_is_chinese(c) for c in set(text) if not c.isascii()) else None


def _is_chinese(character: str) -> bool:
    common = "\u4e00" <= character <= "\u9fff" or character in LOOKALIKES or character in "…—·×℃％‰￥"
    return common or "\u3000" <= character <= "\u303f" or "\uff00" <= character <= "\uffef"


def separator_of(text: str) -> tuple[str, int]:
    """Return what separates the columns, and how many lines at the top only say so."""
    first, _, rest = text.partition("\n")
    if (match := SEPARATOR_LINE.match(first)) and match[1] in SEPARATORS:
        return match[1], 1
    header = first if first.strip() else rest.lstrip("\n").partition("\n")[0]
    bare = re.sub(r'"[^"]*"', "", header)
    if "," not in bare:
        for separator in (";", "\t"):
            if separator in bare:
                return separator, 0
    return ",", 0


def lines_of(text: str, problems: FileProblems, separator: str = ",", skip: int = 0) -> Iterator[list[Field]]:
    """Yield the fields of each line that is not blank, after RFC 4180; what is wrong is added to ``problems``.

    It ends early where a line has too many fields.

    Args:
        text: the text, its lines ended by ``\\n``.
        problems: takes what is wrong.
        separator: the character between columns.
        skip: lines at the top to leave out.
    """
    mark = re.escape(separator)
    pattern = re.compile(rf' *"((?:[^"]|"")*)("?)([^{mark}\n]*)|([^{mark}\n]*)')
    fields: list[Field] = []
    at, line, line_starts = 0, 1, 0
    for _ in range(skip):
        at = line_starts = text.find("\n", at) + 1 or len(text)
        line += 1
    while True:
        match = pattern.match(text, at)
        assert match is not None  # the pattern matches anywhere
        inside, closed, rest, bare = match.groups()
        begin = match.start(1) - 1 if inside is not None else at + len(match[0]) - len(match[0].lstrip())
        body, place = bare if inside is None else inside.replace('""', '"'), (line, begin - line_starts + 1)
        if inside is not None and not closed:
            problems.add(*place, phrase("open_quote"), value=shown(body))
        elif inside is not None and rest.strip():
            problems.add(*place, phrase("after_quote"), value=shown(rest.strip()))
        if any((ord(c) < 32 and c not in "\t\n") or ord(c) == 127 for c in body):
            problems.add(*place, phrase("control"), value=shown(body))
        start = place[1] + (inside is not None) + (len(body) - len(body.lstrip()) if inside is not None else 0)
        fields.append(Field(body.strip(), *place, start))
        if (inner := match[0].rfind("\n")) >= 0:
            line, line_starts = line + match[0].count("\n"), at + inner + 1
        at = match.end()
        if len(fields) > MOST_FIELDS:
            problems.add(*place, phrase("too_wide", limit=MOST_FIELDS))
            return
        if text[at : at + 1] != separator:
            if any(field.text for field in fields):
                yield fields
            if at >= len(text):
                return
            fields, line, line_starts = [], line + 1, at + 1
        at += 1
