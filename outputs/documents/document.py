"""What a report is made of, before it is a web page or a Word file: sections of text, tables and figures."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # what is only a table needs no drawing, which takes a second to load
    from matplotlib.figure import Figure

LONGEST = 4000
"""Characters of one piece of text from a file that are shown; the rest is cut, visibly."""
_NEAR = 5
"""Part of a text that is cut, one in so much, at whose end a blank is looked for."""
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean(text: object, longest: int = LONGEST) -> str:
    """Text from a file as it may be shown: no control characters, nothing that turns the direction of a line.

    What is longer than ``longest`` characters is cut, between words where there is one near, and ends with an ellipsis.
    """
    whole = str(text)
    kept = "".join(
        c
        for c in whole[: longest + 1]
        if c in "\n\t" or (c not in _TURNING and unicodedata.category(c) not in ("Cc", "Cs", "Cn", "Co"))
    )
    if len(whole) <= longest:
        return kept
    word = kept.rfind(" ", longest - longest // _NEAR, longest + 1)
    return kept[: word if word > 0 else longest].rstrip() + "…"


class Cell(NamedTuple):
    """One cell of a table: what is read, and the number by which a reader may sort (None: by the text)."""

    text: str
    value: float | None = None


@dataclass(frozen=True)
class Paragraph:
    """Running text; ``kind`` is ``text``, ``headline`` (what happens, in one line), ``lead`` (what matters most), ``note`` (small
    print) or ``blank`` (room that somebody fills)."""

    text: str
    kind: str = "text"


@dataclass(frozen=True)
class Bullets:
    """A list of sentences."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Verbatim:
    """Text of a file, line by line as it is there, under a heading of its own."""

    title: str
    text: str


@dataclass(frozen=True)
class Table:
    """A captioned table; the first cell of each row names the row.

    Attributes:
        caption: what the table shows, with units where all columns share one.
        header: one name per column.
        rows: cells, as many in each row as there are columns.
        words: positions of the columns that hold text and not numbers (the first always does).
        last: whether the last row is a sum, which stays last when the table is sorted.
        long: whether the table is an annex that a page may fold away.
        mixed: whether rows have different units, so that a column cannot be sorted by its numbers.
        note: small print below the table, such as what a mark in it means.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    words: frozenset[int] = frozenset()
    last: bool = False
    long: bool = False
    number: int = 0
    mixed: bool = False
    note: str = ""

    def is_text(self, column: int) -> bool:
        """Whether a column holds text, which is set flush left."""
        return column == 0 or column in self.words


@dataclass(frozen=True)
class Picture:
    """A captioned figure, drawn when it is needed in one (``columns=1``) or two columns' width.

    Attributes:
        name: of the figure, such as ``fan-fdi``.
        caption: what it shows.
        alt: the same in words, for those who cannot see it.
        draw: makes the figure for a number of columns.
        columns: the width it is meant for.
    """

    name: str
    caption: str
    alt: str
    draw: Callable[[int], "Figure"]
    columns: int
    number: int = 0


Block = Paragraph | Bullets | Verbatim | Table | Picture


@dataclass(frozen=True)
class Section:
    """A headed part of the report; ``anchor`` is its name inside the document."""

    anchor: str
    title: str
    blocks: tuple[Block, ...] = ()
    parts: tuple["Section", ...] = ()


@dataclass(frozen=True)
class Document:
    """A whole report in one language, tables and figures numbered from 1 in the order of reading."""

    lang: str
    title: str
    subtitle: str
    author: str
    sections: tuple[Section, ...]
    about: tuple[str, ...] = field(default=())
    """Lines under the title: who made it, when, what was compared, on which version."""
    opens: bool = False
    """Whether the first section is the answer, which stands on the first page, before the table of contents."""


def halves(cell: str) -> tuple[str, str, str]:
    """A cell cut before its bracket, which a narrow column has in a line of its own: ``+450``, `` (``, ``+140 to +730)``."""
    return cell.partition("（" if "（" in cell else " (")


def numbered(sections: Sequence[Section]) -> tuple[Section, ...]:
    """The same sections with their tables and figures numbered."""
    counts: dict[type, int] = {Table: 0, Picture: 0}

    def number(section: Section) -> Section:
        blocks = []
        for block in section.blocks:
            if isinstance(block, Table | Picture):
                counts[type(block)] += 1
                block = replace(block, number=counts[type(block)])
            blocks.append(block)
        return replace(section, blocks=tuple(blocks), parts=tuple(number(part) for part in section.parts))

    return tuple(number(section) for section in sections)


_CHINESE = "〇一二三四五六七八九十"


def headed(sections: Sequence[Section], lang: str) -> tuple[Section, ...]:
    """The same sections with numbers before their titles: 1, 1.1; in Chinese 一、 （一） 1."""

    def number(section: Section, k: int, level: int, before: str) -> Section:
        own = f"{before}.{k}" if before else str(k)
        if lang == "zh":
            mark = f"{chinese_number(k)}、" if level == 1 else f"（{chinese_number(k)}）" if level == 2 else f"{k}. "
        else:
            mark = f"{own} "
        parts = tuple(number(part, i, level + 1, own) for i, part in enumerate(section.parts, 1))
        return replace(section, title=mark + section.title, parts=parts)

    return tuple(number(section, k, 1, "") for k, section in enumerate(sections, 1))


def chinese_number(k: int) -> str:
    """A number from 1 to 99 in Chinese characters."""
    tens, ones = divmod(k, 10)
    head = ("" if tens == 1 else _CHINESE[tens]) + "十" if tens else ""
    return head + (_CHINESE[ones] if ones or not tens else "")
