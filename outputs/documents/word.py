"""A report as a Word file: real headings, captions that Word counts, a table of contents, Chinese set as Chinese."""

import datetime
import io
from collections.abc import Sequence

import xarray as xr
from docx import Document as new_document
from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from common.errors import UserError
from outputs.documents.document import Block, Bullets, Document, Paragraph, Picture, Section, Table, Verbatim
from outputs.documents.images import png
from outputs.documents.page_words import labels
from outputs.documents.word_parts import (
    bookmark,
    contents_entry,
    counted,
    field_end,
    field_start,
    page_number,
    repeat_heading,
    set_language,
    set_width,
    style_document,
    thin_borders,
)

FIRST_YEAR = 1980
"""Dates within a ZIP file, which a Word file is, begin in this year (PKWARE, APPNOTE.TXT 4.4.6)."""
WHOLE_ROWS = 24
"""Rows up to which a table is kept on one page."""
TEXT_MM, ONE_COLUMN_MM, TALLEST_MM = 170.0, 105.0, 215.0
LETTER_MM, CELL_MM, SHORT = 1.6, 4.2, 16
"""Width of a Latin letter in a table and of a cell's margins; letters up to which a text stays on one line."""


def write(document: Document, dataset: xr.Dataset) -> bytes:
    """The whole file.

    Args:
        document: what it says.
        dataset: the results that figures name as their source.

    Raises:
        UserError: this computer's clock is earlier than a Word file can say.
    """
    word = _new(document.lang)
    _front(word, document)
    page_number(word.sections[0].footer.paragraphs[0])
    before, after = document.sections[: document.opens], document.sections[document.opens :]
    for part in before:
        _section(word, part, 1, document, dataset)
    _contents(word, document)
    for k, part in enumerate(after):
        _section(word, part, 1, document, dataset).paragraph_format.page_break_before = True if k == 0 else None
    set_language(word, document.lang)
    return _saved(word, document.title, document.author)


def write_table_alone(table: Table, notes: Sequence[str], lang: str) -> bytes:
    """A Word file with one captioned table and its notes, to paste from."""
    word = _new(lang)
    _table(word, table, lang)
    for note in notes:
        word.add_paragraph(note, "Note")
    set_language(word, lang)
    return _saved(word, table.caption, "")


def _new(lang: str) -> WordFile:
    """An empty file on A4 with the styles of a report.

    Raises:
        UserError: this computer's clock is earlier than a Word file can say.
    """
    if (year := datetime.date.today().year) < FIRST_YEAR:
        raise UserError(
            f"the clock of this computer shows the year {year}; Word files cannot be dated before {FIRST_YEAR}: set the clock",
            f"本机时钟显示为 {year} 年；Word 文件的日期不能早于 {FIRST_YEAR} 年：请校正时钟",
        )
    word = new_document()
    style_document(word, lang)
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm((210 - TEXT_MM) / 2)
    section.top_margin = section.bottom_margin = Mm(22)
    return word


def _saved(word: WordFile, title: str, author: str) -> bytes:
    """The file with what programs say of it: title, author, and the time of writing."""
    told = word.core_properties
    told.title, told.author, told.comments = title[:250], author[:250], ""
    told.created = told.modified = datetime.datetime.now(datetime.UTC)
    told.last_modified_by = author[:250]
    page = io.BytesIO()
    word.save(page)
    return page.getvalue()


def _front(word: WordFile, document: Document) -> None:
    """Title, what was compared, who made it and when."""
    word.add_paragraph(document.title, "Title")
    word.add_paragraph(document.subtitle, "Subtitle")
    for text in document.about:
        word.add_paragraph(text, "About")


def _contents(word: WordFile, document: Document) -> None:
    """The table of contents, which Word brings up to date with its page numbers; on a page of its own after an answer."""
    word.add_paragraph(labels(document.lang)["contents"], "TOC Heading").paragraph_format.page_break_before = (
        document.opens or None
    )
    entries = [(part, 1) for part in document.sections]
    entries = [one for part, _ in entries for one in ((part, 1), *((inner, 2) for inner in part.parts))]
    for k, (part, level) in enumerate(entries):
        line = word.add_paragraph(style=f"toc {level}")
        if k == 0:
            field_start(line, r'TOC \o "1-2" \h \z \u')
        contents_entry(line, part.title, _mark(part))
        if k == len(entries) - 1:
            field_end(line)


def _mark(section: Section) -> str:
    return f"_Toc_{section.anchor}".replace("-", "_")


def _section(word: WordFile, section: Section, level: int, document: Document, dataset: xr.Dataset) -> WordParagraph:
    """Write a section with its parts; hands back its heading."""
    heading = word.add_heading(section.title, level)
    bookmark(heading, _mark(section))
    for block in section.blocks:
        _block(word, block, document.lang, dataset)
    for part in section.parts:
        _section(word, part, level + 1, document, dataset)
    return heading


def _block(word: WordFile, block: Block, lang: str, dataset: xr.Dataset) -> None:
    if isinstance(block, Paragraph):
        word.add_paragraph(block.text, {"headline": "Lead", "lead": "Lead", "note": "Note"}.get(block.kind, "Normal"))
    elif isinstance(block, Bullets):
        for item in block.items:
            word.add_paragraph(item, "List Bullet")
    elif isinstance(block, Verbatim):
        for line in block.text.splitlines():
            word.add_paragraph(line, "Verbatim")
    elif isinstance(block, Table):
        _table(word, block, lang)
    elif isinstance(block, Picture):
        _picture(word, block, lang, dataset)


def _caption(word: WordFile, kind: str, number: int, text: str, lang: str) -> WordParagraph:
    """A caption whose number is a field, so that Word counts on when something is put in."""
    line = word.add_paragraph(style="Caption")
    before, _, after = labels(lang)[kind].partition("{}")
    counted(line, before, {"table": "Table", "figure": "Figure"}[kind], number, after)
    line.add_run(f"  {text}")
    return line


def _table(word: WordFile, block: Table, lang: str) -> None:
    _caption(word, "table", block.number, block.caption, lang).paragraph_format.keep_with_next = True
    table = word.add_table(rows=1, cols=len(block.header))
    thin_borders(table)
    widths, style = _widths(block), word.styles["Table text"].style_id
    lines = [(block.header, True), *(([cell.text for cell in row], False) for row in block.rows)]
    for k, (texts, head) in enumerate(lines):
        cells = table.rows[0].cells if k == 0 else table.add_row().cells
        for column, (cell, text) in enumerate(zip(cells, texts, strict=True)):
            set_width(cell, widths[column])
            line = cell.paragraphs[0]
            line._p.style = style  # by its id: python-docx goes through all styles at each look-up by name
            line.paragraph_format.keep_with_next = len(lines) <= WHOLE_ROWS and k < len(lines) - 1
            run = line.add_run(text)
            run.bold = head or (block.last and k == len(lines) - 1)
            if not block.is_text(column):
                line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    repeat_heading(table)
    after = word.add_paragraph(block.note, "Note" if block.note else "Normal")
    after.paragraph_format.space_after = Pt(4)


def _widths(block: Table) -> list[float]:
    """Widths of the columns in mm, the page's in all: numbers and short texts on one line, the rest shares what is left."""
    natural, least = [], []
    for k, name in enumerate(block.header):
        longest = max((_length(row[k].text) for row in block.rows), default=0)
        word = max(_length(part) for part in (name.split(" ") if name.isascii() else [name[:4]]))
        natural.append(max(longest, word * 1.1) * LETTER_MM + CELL_MM)
        wraps = block.is_text(k) and longest > SHORT
        least.append(max(SHORT if wraps else longest, word * 1.1) * LETTER_MM + CELL_MM)
    spare = TEXT_MM - sum(least)
    wanted = [full - low for full, low in zip(natural, least, strict=True)]
    if spare <= 0 or not sum(wanted):
        return [TEXT_MM * low / sum(least) for low in least]
    if sum(wanted) < spare:  # room for all: shared out evenly
        extra = (spare - sum(wanted)) / len(natural)
        return [full + extra for full in natural]
    return [low + spare * want / sum(wanted) for low, want in zip(least, wanted, strict=True)]


def _length(text: str) -> int:
    """Width of a text in Latin letters, about."""
    return sum(1 if ord(letter) < 0x2E80 else 2 for letter in text)


def _picture(word: WordFile, block: Picture, lang: str, dataset: xr.Dataset) -> None:
    figure = block.draw(block.columns)
    width, height = figure.get_size_inches() * 25.4
    shown = ONE_COLUMN_MM if block.columns == 1 else TEXT_MM
    shown = min(shown, TALLEST_MM * width / height)
    line = word.add_paragraph()
    line.paragraph_format.keep_with_next = True
    picture = line.add_run().add_picture(io.BytesIO(png(figure, dataset, lang)), width=Mm(shown))
    picture._inline.docPr.set("descr", f"{figure.get_label()}{labels(lang)['stop']}{block.alt}")
    picture._inline.docPr.set("name", block.name)
    _caption(word, "figure", block.number, block.caption, lang).paragraph_format.space_after = Pt(12)
