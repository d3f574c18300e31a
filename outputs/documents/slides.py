"""Slides as a PowerPoint file: titles, text, tables and pictures that can be edited; notes for the speaker."""

import datetime
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from common.errors import UserError
from outputs.documents.document import Block, Bullets, Paragraph, Picture, Table
from outputs.documents.images import png
from outputs.documents.page_words import labels

if TYPE_CHECKING:
    from pptx.slide import Slide as PptxSlide

WIDE_IN, HIGH_IN, EDGE_IN = 13.333, 7.5, 0.6
"""A slide of 16:9, inches."""
LATIN, EAST_ASIAN = "Calibri", "微软雅黑"
BLUE, GREY, INK = "005A94", "5B6570", "1D2329"
MOST_ROWS, LONG_TITLE = 15, 64
"""Rows of a table on a slide; letters from which a title is set small."""
BESIDE = 0.3
"""Share of the width that text beside a picture has."""
BOLD = 1.25
"""A bold letter of a heading is wider by this, at most."""
ROW_IN, TABLE_PT = 0.33, 11.0
"""Height of a line in a table and size of its letters."""


@dataclass(frozen=True)
class Slide:
    """One slide: a title and at most one of text, table and picture beside text; ``notes`` are for the speaker."""

    title: str
    blocks: tuple[Block, ...] = ()
    notes: str = ""
    opening: bool = False
    """Whether it is the first, with a large title."""


def write_slides(slides: Sequence[Slide], lang: str, title: str, author: str, foot: str) -> bytes:
    """The whole file; ``foot`` stands below every slide with its number.

    Raises:
        UserError: python-pptx is not installed.
    """
    try:
        from pptx import Presentation
        from pptx.util import Inches
    except ModuleNotFoundError as error:
        raise UserError(
            "slides need python-pptx: run the same command with `uv run --group slides run.py ...`",
            "生成幻灯片需要 python-pptx：请用 `uv run --group slides run.py ...` 运行同一命令",
        ) from error
    show = Presentation()
    show.slide_width, show.slide_height = Inches(WIDE_IN), Inches(HIGH_IN)
    for number, one in enumerate(slides, 1):
        page = show.slides.add_slide(show.slide_layouts[5])
        writer = _Page(page, lang)
        writer.write(one)
        writer.text(f"{foot}    {number}", EDGE_IN, HIGH_IN - 0.45, WIDE_IN - 2 * EDGE_IN, 0.3, 10, GREY)
        if one.notes:
            page.notes_slide.notes_text_frame.text = one.notes
    told = show.core_properties
    told.title, told.author, told.last_modified_by, told.language = title[:250], author[:250], author[:250], lang
    told.created = told.modified = datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
    content = io.BytesIO()
    show.save(content)
    return content.getvalue()


class _Page:
    """One slide that is being filled."""

    def __init__(self, page: "PptxSlide", lang: str):
        self.page, self.lang = page, lang

    def write(self, one: Slide) -> None:
        """Title at the top; below it text, and to the right of text a picture, or a table over the whole width."""
        head: Any = self.page.shapes.title
        top, high, size = (
            (2.0, 1.6, 36) if one.opening else (0.35, 0.95, 26 if _length(one.title) <= LONG_TITLE else 18)
        )
        self._box(head, EDGE_IN, top, WIDE_IN - 2 * EDGE_IN, high)
        head.text_frame.word_wrap = True
        self._set(head.text_frame, [one.title], size, BLUE, bold=True)
        texts = [text for block in one.blocks for text in _texts(block)]
        pictures = [block for block in one.blocks if isinstance(block, Picture)]
        tables = [block for block in one.blocks if isinstance(block, Table)]
        below = top + high + 0.1
        room = HIGH_IN - below - 0.6
        wide = WIDE_IN - 2 * EDGE_IN
        if texts:
            share = BESIDE if pictures else 1.0
            tall = room * 0.3 if tables else room
            letters = 18.0 if one.opening else _size(texts, wide * share, tall)
            self.text(
                "\n".join(texts), EDGE_IN, below, wide * share, tall, letters, INK, isinstance(one.blocks[0], Bullets)
            )
        if tables:
            self._table(tables[0], below + (room * 0.3 if texts else 0.0))
        for picture in pictures[:1]:
            left = EDGE_IN + (wide * (BESIDE + 0.02) if texts else 0.0)
            self._picture(picture, left, below, WIDE_IN - EDGE_IN - left, room)

    def text(
        self,
        text: str,
        left: float,
        top: float,
        wide: float,
        high: float,
        size: float,
        color: str,
        bullets: bool = False,
    ) -> None:
        """A box of text, a paragraph a line; measures are in inches."""
        from pptx.util import Inches

        box = self.page.shapes.add_textbox(Inches(left), Inches(top), Inches(wide), Inches(high))
        box.text_frame.word_wrap = True
        self._set(box.text_frame, [f"• {line}" if bullets else line for line in text.split("\n")], size, color)

    def _set(self, frame: Any, lines: Sequence[str], size: float, color: str, bold: bool = False) -> None:
        from pptx.dml.color import RGBColor
        from pptx.enum.text import PP_ALIGN
        from pptx.util import Pt

        for k, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if k == 0 else frame.add_paragraph()
            paragraph.alignment, paragraph.space_after = PP_ALIGN.LEFT, Pt(size * 0.4)
            run = paragraph.add_run()
            run.text = line.replace(" %", "\u00a0%")
            run.font.size, run.font.bold, run.font.name = Pt(size), bold, LATIN
            run.font.color.rgb = RGBColor.from_string(color)
            self._east_asian(run)

    def _east_asian(self, run: Any) -> None:
        """Say in which font and language Chinese is set, which python-pptx leaves to XML."""
        from pptx.oxml.ns import qn

        properties = run._r.get_or_add_rPr()
        properties.set("lang", "zh-CN" if self.lang == "zh" else "en-GB")
        made = properties.makeelement(qn("a:ea"), {"typeface": EAST_ASIAN})
        latin = properties.find(qn("a:latin"))
        latin.addnext(made)

    def _box(self, shape: Any, left: float, top: float, wide: float, high: float) -> None:
        from pptx.util import Inches

        shape.left, shape.top, shape.width, shape.height = (Inches(n) for n in (left, top, wide, high))

    def _table(self, block: Table, top: float) -> None:
        from pptx.enum.text import PP_ALIGN
        from pptx.util import Inches, Pt

        wide = WIDE_IN - 2 * EDGE_IN
        lengths = [
            max(_word(name) * BOLD, _length(name) * 0.6, *(_length(row[k].text) for row in block.rows))
            if block.rows
            else _length(name)
            for k, name in enumerate(block.header)
        ]
        shares = [min(length, 48) + 3 for length in lengths]
        chosen, high = [], ROW_IN
        for k in _in_turn(block)[:MOST_ROWS]:  # as many as the slide has room for
            letters = (wide * share / sum(shares) * 72 / (TABLE_PT * 0.5) - 3 for share in shares)
            cells = zip(block.rows[k], letters, strict=True)
            lines = max(-(-_length(cell.text) // max(int(room), 1)) for cell, room in cells)
            high += ROW_IN if lines <= 1 else ROW_IN * 0.75 * lines
            if top + high > HIGH_IN - 0.8:
                break
            chosen.append(k)
        rows = [block.rows[k] for k in sorted(chosen)]
        frame: Any = self.page.shapes.add_table(
            len(rows) + 1,
            len(block.header),
            Inches(EDGE_IN),
            Inches(top),
            Inches(wide),
            Inches(ROW_IN * (len(rows) + 1)),
        )
        frame.name = block.caption[:100]
        if left_out := len(block.rows) - len(rows):
            more = f"另有{left_out}行，见报告" if self.lang == "zh" else f"{left_out} more rows in the report"
            self.text(more, EDGE_IN, HIGH_IN - 0.75, wide, 0.3, 11, GREY)
        for column, share in zip(frame.table.columns, shares, strict=True):
            column.width = Inches(wide * share / sum(shares))
        for r, cells in enumerate([block.header, *([cell.text for cell in row] for row in rows)]):
            frame.table.rows[r].height = Inches(ROW_IN)
            for k, text in enumerate(cells):
                cell = frame.table.cell(r, k)
                cell.margin_top = cell.margin_bottom = Pt(2)
                self._set(cell.text_frame, [text], TABLE_PT, "FFFFFF" if r == 0 else INK, bold=r == 0)
                cell.text_frame.paragraphs[0].space_after = Pt(0)
                if not block.is_text(k):
                    cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT

    def _picture(self, block: Picture, left: float, top: float, wide: float, high: float) -> None:
        from pptx.util import Inches

        figure = block.draw(2)  # a slide is wide
        across, up = figure.get_size_inches()
        scale = min(wide / across, high / up)
        shown: Any = self.page.shapes.add_picture(
            io.BytesIO(png(figure)),
            Inches(left + (wide - across * scale) / 2),
            Inches(top),
            Inches(across * scale),
            Inches(up * scale),
        )
        finding = str(figure.get_label())
        shown._element.nvPicPr.cNvPr.set("descr", f"{finding}{labels(self.lang)['stop'] * bool(finding)}{block.alt}")
        shown.name = block.name


def _in_turn(block: Table) -> list[int]:
    """Rows in the order in which a slide takes them: the first of each name, then the second of each, so that no name is left out for many of another."""
    before: dict[str, int] = {}
    rank = []
    for row in block.rows:
        rank.append(before.get(row[0].text, 0))
        before[row[0].text] = rank[-1] + 1
    return sorted(range(len(rank)), key=rank.__getitem__)


def _texts(block: object) -> tuple[str, ...]:
    return block.items if isinstance(block, Bullets) else (block.text,) if isinstance(block, Paragraph) else ()


def _size(texts: Sequence[str], wide: float, high: float) -> float:
    """The largest size of letters at which texts fit into a box, 20 to 10 points."""
    for size in (20, 18, 16, 15, 14, 13, 12, 11):
        letters = wide * 72 / (size * 0.5)
        lines = sum(-(-_length(text) // int(letters)) + 0.35 for text in texts)
        if lines * size * 1.4 <= high * 72:
            return size
    return 10


def _word(text: str) -> int:
    """Width of the longest part of a heading that is not broken over lines; Chinese breaks anywhere, but not before four letters."""
    return max((_length(word) if word.isascii() else min(_length(word), 8) for word in text.split()), default=0)


def _length(text: str) -> int:
    """Width of a text in Latin letters, about."""
    return sum(1 if ord(letter) < 0x2E80 else 2 for letter in text)
