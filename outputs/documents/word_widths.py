"""Widths of the columns of a Word table: no word and no number is broken, whatever font the reader's computer has."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from outputs.documents.document import Table, halves

LETTER_MM, CELL_MM, SHORT = 1.75, 4.2, 16
"""Width of a Latin letter in a table and of a cell's margins; letters up to which a text stays on one line."""
POINTS, LEAST_POINTS = 8.5, 6.5
"""Size of letters in a table, and the least for one that would be too wide."""
_BOLD = 1.12
"""A bold letter is wider by this."""


class Widths(NamedTuple):
    """Widths in mm; ``points`` is the size of letters, 0 for that of the style."""

    mm: list[float]
    points: float

    @classmethod
    def of(cls, block: Table, text_mm: float) -> "Widths":
        """The columns, ``text_mm`` in all: numbers and words on one line, long texts share what is left."""
        natural, least = [], []
        for k, name in enumerate(block.header):
            cells = [row[k].text for row in block.rows]
            longest = max(map(length, cells), default=0)
            word = max(
                _longest_word(name) * _BOLD, max(map(_longest_word, cells), default=0) if block.is_text(k) else 0
            )
            wraps = block.is_text(k) and longest > SHORT
            natural.append(max(longest, word) * LETTER_MM + CELL_MM)
            least.append(max(SHORT if wraps else longest, word) * LETTER_MM + CELL_MM)
        spare = text_mm - sum(least)
        wanted = [full - low for full, low in zip(natural, least, strict=True)]
        if spare <= 0:
            ratio = text_mm / sum(least)
            return cls([low * ratio for low in least], max(LEAST_POINTS, round(POINTS * ratio * 2) / 2))
        if sum(wanted) <= spare:  # room for all: what is over goes to the names
            return cls([full + (spare - sum(wanted)) / len(natural) for full in natural], 0)
        return cls([low + spare * want / sum(wanted) for low, want in zip(least, wanted, strict=True)], 0)


def ends_below(block: Table) -> Table:
    """The table with each interval in a line below its mean, where a number has one."""
    rows = tuple(
        tuple(cell if block.is_text(k) else cell._replace(text=_broken(cell.text)) for k, cell in enumerate(row))
        for row in block.rows
    )
    return replace(block, rows=rows)


def _broken(cell: str) -> str:
    mean, bracket, ends = halves(cell)
    return f"{mean}\n{bracket.strip()}{ends}" if mean and ends else cell


def length(text: str) -> int:
    """Width of a text in Latin letters, about; of one in several lines, that of the longest."""
    return max(sum(1 if ord(letter) < 0x2E80 else 2 for letter in line) for line in text.split("\n"))


def _longest_word(text: str) -> int:
    """Width of the longest part that cannot be broken: a Latin word; of Chinese four characters look well together."""
    return max((min(length(part), 8) if not part.isascii() else len(part) for part in _words(text)), default=0)


def _words(text: str) -> Sequence[str]:
    return text.replace("-", " ").replace("/", " ").split()
