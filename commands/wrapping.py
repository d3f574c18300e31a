"""Sentences broken into lines of a terminal: at blanks, and between Chinese characters; never within a word or a number."""

import shutil
import sys
import unicodedata
from typing import TextIO

CLOSING = "，。；：、！？）】》”’%,.;:!?)]}"
"""Characters that begin no line."""
OPENING = "（【《“‘([{"
"""Characters that end no line."""
NARROWEST = 24
"""Columns under which nothing is broken: the terminal does it then."""


def fit(text: str, stream: TextIO | None = None, indent: int = 0) -> str:
    """A text as it is printed to a stream: broken to the width of a terminal, unchanged for anything else.

    Args:
        text: one or more lines.
        stream: where it goes; standard output where not given.
        indent: blanks before each line but the first of what was one line.
    """
    stream = stream or sys.stdout
    if not stream.isatty():
        return text
    width = shutil.get_terminal_size().columns
    return "\n".join(wrap(line, width, indent) for line in text.split("\n"))


def wrap(text: str, width: int, indent: int = 0) -> str:
    """One line broken into lines of ``width`` columns; a Chinese character takes two.

    What has no place to be broken, such as a path, stays whole.
    """
    if width < NARROWEST or columns(text) <= width:
        return text
    before = " " * (len(text) - len(text.lstrip()) + indent)
    lines, line = [], ""
    for piece in pieces(text):
        if line.strip() and columns(line + piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = before + piece.lstrip()
        else:
            line += piece
    return "\n".join([*lines, line.rstrip()])


def pieces(text: str) -> list[str]:
    """The parts of a line between which it may be broken; a blank belongs to the part before it."""
    found = [""]
    for k, letter in enumerate(text):
        last = text[k - 1] if k else ""
        after_blank = last == " " and letter != " " and letter not in CLOSING
        between = (
            k and (_wide(last) or _wide(letter)) and last not in OPENING and letter not in CLOSING and letter != " "
        )
        if after_blank or (between and last != " "):
            found.append("")
        found[-1] += letter
    return found


def columns(text: str) -> int:
    """Columns of a terminal that a text takes."""
    return sum(2 if _wide(c) else 0 if unicodedata.combining(c) else 1 for c in text)


def _wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"
