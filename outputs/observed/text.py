"""The text of a comma-separated file as fields that know where they stand."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from common.decoding import NotUnicode, decoded
from common.problems import FileProblems, InputError, Problem, shown
from outputs.observed.messages import phrase

MOST_BYTES = 2_000_000
MOST_FIELDS = 200
"""In one line, and far more than there are columns to name."""
FIELD = re.compile(r' *"((?:[^"]|"")*)("?)([^,\n]*)|([^,\n]*)')
"""A quoted field with its closing mark and what follows that, or a plain one; it matches anywhere."""


class Field(NamedTuple):
    """One field: its text without quotes and outer blanks, and where it begins, counted in characters from 1."""

    text: str
    line: int
    column: int


def read_text(path: Path) -> str:
    """Return the text of a file, UTF-8 with or without a byte order mark or UTF-16 with one, with one kind of line end.

    Raises:
        InputError: the file cannot be read, is too large or is not such text.
    """

    def refused(code: str, line: int = 0, column: int = 0, **args: object) -> InputError:
        return InputError([Problem(str(path), line, column, "", phrase(code, **args))])

    try:
        size = path.stat().st_size
        content = path.read_bytes() if path.is_file() and size <= MOST_BYTES else None
    except (OSError, ValueError) as error:
        raise refused("cannot_read") from error
    if content is None:
        raise refused("too_big", limit=MOST_BYTES) if path.is_file() else refused("cannot_read")
    try:
        return decoded(content)
    except NotUnicode as error:
        raise refused("not_utf8", error.line, error.column) from error


def lines_of(text: str, problems: FileProblems) -> Iterator[list[Field]]:
    """The fields of each line that is not blank, after RFC 4180; what is wrong is added to ``problems``.

    It ends early where a line has too many fields.
    """
    fields = []
    at, line, line_starts = 0, 1, 0
    while True:
        match = FIELD.match(text, at)
        inside, closed, rest, plain = match.groups()
        begin = match.start(1) - 1 if inside is not None else at + len(match[0]) - len(match[0].lstrip())
        body, place = plain if inside is None else inside.replace('""', '"'), (line, begin - line_starts + 1)
        if inside is not None and not closed:
            problems.add(*place, phrase("open_quote"), value=shown(body))
        elif inside is not None and rest.strip():
            problems.add(*place, phrase("after_quote"), value=shown(rest.strip()))
        if any((ord(c) < 32 and c not in "\t\n") or ord(c) == 127 for c in body):
            problems.add(*place, phrase("control"), value=shown(body))
        fields.append(Field(body.strip(), *place))
        if (inner := match[0].rfind("\n")) >= 0:
            line, line_starts = line + match[0].count("\n"), at + inner + 1
        at = match.end()
        if len(fields) > MOST_FIELDS:
            problems.add(*place, phrase("too_wide", limit=MOST_FIELDS))
            return
        if text[at : at + 1] != ",":
            if any(field.text for field in fields):
                yield fields
            if at >= len(text):
                return
            fields, line, line_starts = [], line + 1, at + 1
        at += 1
