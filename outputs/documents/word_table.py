"""A table of a Word file, written as markup in one go: python-docx asks for each cell anew, which takes seconds a report."""

import re
from xml.sax.saxutils import escape

from docx.document import Document as WordFile
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from outputs.documents.document import Table
from outputs.documents.word_widths import Widths

WHOLE_ROWS, TOGETHER = 9, 3
"""Rows up to which a table is kept on one page; first rows of a longer one that stay with its heading."""
_BREAKS = {"\t": "<w:tab/>", "\n": "<w:br/>", "\r": "<w:br/>"}
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="9AA5B1"/>'
    for side, size in (("top", 8), ("bottom", 8), ("insideH", 4))
)
"""Lines above and below the heading and under each row, none between columns."""


def add_table(word: WordFile, block: Table, widths: Widths, style_id: str) -> None:
    """Put a table at the end of a file.

    Its widths are fixed, its heading is shown again on each page that it reaches, and no row is broken across pages.

    Args:
        word: the file.
        block: what the table says.
        widths: of the columns, and the size of the letters.
        style_id: the style of the paragraphs in its cells.
    """
    lines = [(block.header, True), *(([cell.text for cell in row], False) for row in block.rows)]
    kept = len(lines) - 1 if len(lines) <= WHOLE_ROWS else TOGETHER
    twips = [Mm(width).twips for width in widths.mm]
    sides = ["" if block.is_text(column) else '<w:jc w:val="right"/>' for column in range(len(block.header))]
    size = f'<w:sz w:val="{Pt(widths.points).pt * 2:.0f}"/>' if widths.points else ""
    rows = []
    for k, (texts, head) in enumerate(lines):
        bold = "<w:b/>" if head or (block.last and k == len(lines) - 1) else '<w:b w:val="0"/>'
        keep = "<w:keepNext/>" if k < kept else '<w:keepNext w:val="0"/>'
        cells = [
            f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{width}"/></w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="{escape(style_id)}"/>{keep}{side}</w:pPr>'
            f"<w:r><w:rPr>{bold}{size}</w:rPr>{_run_text(text)}</w:r></w:p></w:tc>"
            for text, width, side in zip(texts, twips, sides, strict=True)
        ]
        again = '<w:tblHeader w:val="true"/>' if head else ""
        rows.append(f'<w:tr><w:trPr>{again}<w:cantSplit w:val="true"/></w:trPr>{"".join(cells)}</w:tr>')
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
    added = word.add_table(rows=0, cols=1)
    added.autofit = False
    table = added._tbl
    made = parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblBorders>{_BORDERS}</w:tblBorders><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
    borders, grid, *body = made
    table.tblPr.append(borders)
    table.replace(table.find(qn("w:tblGrid")), grid)
    table.extend(body)


def _run_text(text: str) -> str:
    """The text of a cell as markup; a number is not torn from its percent sign."""
    parts = re.split(r"([\t\n\r])", text.replace(" %", "\u00a0%"))
    return "".join(_BREAKS.get(part) or _plain(part) for part in parts if part)


def _plain(text: str) -> str:
    space = ' xml:space="preserve"' if text.strip() != text else ""
    return f"<w:t{space}>{escape(text)}</w:t>"
