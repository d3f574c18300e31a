"""A report as a Word file: real headings, captions that Word counts, a table of contents, Chinese set as Chinese."""

import datetime
import io
from collections.abc import Callable, Sequence
from pathlib import Path

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
    compact,
    contents_entry,
    counted,
    field_end,
    field_start,
    page_number,
    set_language,
    style_document,
)
from outputs.documents.word_table import add_table
from outputs.documents.word_template import Styles, body_parts, put_in_place, read_template
from outputs.documents.word_widths import Widths, ends_below

FIRST_YEAR = 1980
"""Dates within a ZIP file, which a Word file is, begin in this year (PKWARE, APPNOTE.TXT 4.4.6)."""
TEXT_MM, ONE_COLUMN_MM, TALLEST_MM, ANSWER_MM, BRIEF_MM = 170.0, 105.0, 130.0, 52.0, 56.0
"""Width of the text, of a picture in one column, and height of a picture at most, so that pages fill up; that beside the answer and in a brief, which have one page."""
PICTURES = 2
"""Pictures with which an answer goes on to a second page; what follows does not begin pages of its own then."""
KINDS = {"headline": "Headline", "lead": "Lead", "note": "Note", "blank": "Blank"}
"""Style of a paragraph of each kind; others are running text."""


def write(
    document: Document,
    template: Path | None = None,
    contents: bool = True,
    note: Callable[[list[str]], None] = lambda names: None,
) -> bytes:
    """The whole file.

    Args:
        document: what it says.
        template: an office's own file, whose styles, page, header and footer are used.
        contents: whether there is a table of contents, after which a page begins; without one, letters are small.
        note: is called with the names of styles that the template lacks and that were made.

    Raises:
        UserError: this computer's clock is earlier than a Word file can say, or the template cannot be used.
    """
    _check_clock()
    writer = _Writer(document.lang, template)
    writer.whole(document, contents)
    if template is not None and writer.styles.added:
        note(writer.styles.added)
    return writer.saved(document.title, document.author)


def write_table_alone(table: Table, notes: Sequence[str], lang: str) -> bytes:
    """A Word file with one captioned table and its notes, to paste from.

    Raises:
        UserError: this computer's clock is earlier than a Word file can say.
    """
    _check_clock()
    writer = _Writer(lang, None)
    writer.block(table)
    for text in notes:
        writer.paragraph(text, "Note")
    return writer.saved(table.caption, "")


def _check_clock() -> None:
    if (year := datetime.date.today().year) < FIRST_YEAR:
        raise UserError(
            f"the clock of this computer shows the year {year}; Word files cannot be dated before {FIRST_YEAR}: set the clock",
            f"本机时钟显示为 {year} 年；Word 文件的日期不能早于 {FIRST_YEAR} 年：请校正时钟",
        )


class _Writer:
    """One Word file that grows from the top."""

    def __init__(self, lang: str, template: Path | None):
        self.lang, self.template = lang, template
        self.word: WordFile = new_document() if template is None else read_template(template)
        self.before = [] if template is None else body_parts(self.word)
        section = self.word.sections[-1]
        if template is None:
            style_document(self.word, lang)
            section.page_width, section.page_height = Mm(210), Mm(297)
            section.left_margin = section.right_margin = Mm((210 - TEXT_MM) / 2)
            section.top_margin = section.bottom_margin = Mm(22)
        self.styles = Styles(self.word, template is not None)
        wide = (section.page_width or Mm(210)) - (section.left_margin or 0) - (section.right_margin or 0)
        self.tallest_mm = TALLEST_MM
        self.text_mm = max(wide / Mm(1), 60.0)

    def whole(self, document: Document, contents: bool) -> None:
        """Write all of a document: title, the answer where it opens with one, table of contents, sections."""
        self.paragraph(document.title, "Title")
        self.paragraph(document.subtitle, "Subtitle")
        for text in ("\u3000".join(document.about),) if self.template is None else document.about:
            self.paragraph(text, "About")
        if self.template is None:
            page_number(self.word.sections[0].footer.paragraphs[0])
        if not contents:
            self.tallest_mm = BRIEF_MM
            if self.template is None:
                compact(self.word)
            for part in document.sections:
                self.section(part, 1)
            return
        before, after = document.sections[: document.opens], document.sections[document.opens :]
        self.tallest_mm = ANSWER_MM
        for part in before:
            self.section(part, 1)
        self.tallest_mm = TALLEST_MM
        short = sum(isinstance(block, Picture) for part in before for block in part.blocks) < PICTURES
        self.contents(document, short)
        for k, part in enumerate(after):
            self.section(part, 1).paragraph_format.page_break_before = True if k == 0 and short else None

    def saved(self, title: str, author: str) -> bytes:
        """The file with what programs say of it: title, author, and the time of writing."""
        if self.template is None:
            set_language(self.word, self.lang)
        else:
            put_in_place(self.word, self.before)
        told = self.word.core_properties
        told.title, told.author, told.comments = title[:250], author[:250], ""
        told.created = told.modified = datetime.datetime.now(datetime.UTC)
        told.last_modified_by = author[:250]
        page = io.BytesIO()
        self.word.save(page)
        return page.getvalue()

    def paragraph(self, text: str, style: str) -> WordParagraph:
        """A new paragraph at the end, in one of the report's styles."""
        line = self.word.add_paragraph(text)
        line._p.style = self.styles.id_of(style)
        return line

    def contents(self, document: Document, short: bool) -> None:
        """The table of contents, with page numbers that Word brings up to date.

        It begins a page where the answer before it is ``short``; a longer one goes on to a second page, which the contents share.
        """
        head = self.paragraph(labels(self.lang)["contents"], "TOC Heading")
        head.paragraph_format.page_break_before = (bool(document.opens) and short) or None
        entries = [(part, 1) for part in document.sections]
        entries = [one for part, _ in entries for one in ((part, 1), *((inner, 2) for inner in part.parts))]
        for k, (part, level) in enumerate(entries):
            line = self.paragraph("", f"toc {level}")
            if k == 0:
                field_start(line, r'TOC \o "1-2" \h \z \u')
            contents_entry(line, part.title, _mark(part), self.text_mm)
            if k == len(entries) - 1:
                field_end(line)

    def section(self, section: Section, level: int) -> WordParagraph:
        """Write a section with its parts; hands back its heading."""
        heading = self.paragraph(section.title, f"Heading {min(level, 3)}")
        bookmark(heading, _mark(section))
        for block in section.blocks:
            self.block(block)
        for part in section.parts:
            self.section(part, level + 1)
        return heading

    def block(self, block: Block) -> None:
        """Write one piece of a section."""
        if isinstance(block, Paragraph):
            self.paragraph(block.text, KINDS.get(block.kind, "Normal"))
        elif isinstance(block, Bullets):
            self.styles.of("List Bullet")
            for item in block.items:
                self.paragraph(self.styles.dots + item, "List Bullet")
        elif isinstance(block, Verbatim):
            for line in block.text.splitlines():
                self.paragraph(line, "Verbatim")
        elif isinstance(block, Table):
            self.table(block)
        elif isinstance(block, Picture):
            self.picture(block)

    def caption(self, kind: str, number: int, text: str) -> WordParagraph:
        """A caption whose number is a field, so that Word counts on when something is put in."""
        line = self.paragraph("", "Caption")
        before, _, after = labels(self.lang)[kind].partition("{}")
        counted(line, before, {"table": "Table", "figure": "Figure"}[kind], number, after)
        line.add_run(f"  {text}")
        return line

    def table(self, block: Table) -> None:
        """A table with its caption above, its heading on each page, and its note below."""
        self.caption("table", block.number, block.caption).paragraph_format.keep_with_next = True
        widths = Widths.of(block, self.text_mm)
        if widths.points and (below := ends_below(block)) != block:  # before letters are made smaller
            block, widths = below, Widths.of(below, self.text_mm)
        add_table(self.word, block, widths, self.styles.of("Table text").style_id)
        after = self.paragraph(block.note, "Note" if block.note else "Table text")
        after.paragraph_format.space_after = Pt(6)

    def picture(self, block: Picture) -> None:
        """A figure with its caption below, as wide as the text or as one column, and no higher than half a page."""
        figure = block.draw(block.columns)
        width, height = figure.get_size_inches() * 25.4
        shown = min(
            ONE_COLUMN_MM if block.columns == 1 else self.text_mm, self.text_mm, self.tallest_mm * width / height
        )
        line = self.paragraph("", "Table text")
        line.alignment, line.paragraph_format.line_spacing = WD_ALIGN_PARAGRAPH.CENTER, 1.0
        line.paragraph_format.keep_with_next = True
        picture = line.add_run().add_picture(io.BytesIO(png(figure)), width=Mm(shown))
        picture._inline.docPr.set("descr", f"{figure.get_label()}{labels(self.lang)['stop']}{block.alt}")
        picture._inline.docPr.set("name", block.name)
        caption = self.caption("figure", block.number, block.caption)
        caption.paragraph_format.space_after, caption.paragraph_format.keep_with_next = Pt(10), False


def _mark(section: Section) -> str:
    return f"_Toc_{section.anchor}".replace("-", "_")
