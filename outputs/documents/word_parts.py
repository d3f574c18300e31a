"""What python-docx leaves to XML: fonts for Chinese, fields, bookmarks, borders, rows that repeat."""

import zlib

from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

LATIN = "Calibri"
EAST_ASIAN = {"body": "宋体", "heading": "黑体"}
"""Fonts that every Chinese Word has (SimSun and SimHei)."""
BLUE, GREY = RGBColor(0x00, 0x5A, 0x94), RGBColor(0x5B, 0x65, 0x70)


def element(tag: str, **attributes: str) -> BaseOxmlElement:
    """A new element of Word's markup with attributes of the same namespace."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def style_document(word: WordFile, lang: str) -> None:
    """Fonts, sizes and spaces of every style that a report uses."""
    normal = word.styles["Normal"]
    _font(normal, 10.5, "body")
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.35 if lang == "zh" else 1.2
    for name, size in (("Title", 20), ("Heading 1", 16), ("Heading 2", 13), ("Heading 3", 11.5)):
        style = word.styles[name]
        _font(style, size, "heading")
        style.font.color.rgb, style.font.bold = BLUE, True
        style.paragraph_format.keep_with_next = True
    word.styles["Heading 1"].paragraph_format.space_before = Pt(20)
    word.styles["Heading 2"].paragraph_format.space_before = Pt(14)
    _font(word.styles["Subtitle"], 12, "body")
    word.styles["Subtitle"].font.italic = False  # Chinese is never slanted
    _font(word.styles["List Bullet"], 10.5, "body")
    word.styles["List Bullet"].paragraph_format.line_spacing = 1.2
    word.styles["List Bullet"].paragraph_format.space_after = Pt(3)
    caption = word.styles["Caption"]
    _font(caption, 9.5, "heading")
    caption.font.bold, caption.font.color.rgb = False, RGBColor(0, 0, 0)
    caption.paragraph_format.space_before, caption.paragraph_format.space_after = Pt(4), Pt(4)
    _own(word, "About", 9).font.color.rgb = GREY
    note = _own(word, "Note", 9)
    note.font.color.rgb, note.paragraph_format.space_before = GREY, Pt(4)
    headline = _own(word, "Headline", 14, "heading")
    headline.font.bold, headline.font.color.rgb = True, BLUE
    headline.paragraph_format.space_after = Pt(8)
    blank = _own(word, "Blank", 10.5)
    blank.font.color.rgb, blank.paragraph_format.space_after = GREY, Pt(18)
    lead = _own(word, "Lead", 11.5)
    lead.paragraph_format.left_indent, lead.font.color.rgb = Mm(4), BLUE
    _tight(_own(word, "Table text", 8.5))
    verbatim = _own(word, "Verbatim", 8)
    _tight(verbatim)
    _set_fonts(verbatim, "Consolas", EAST_ASIAN["body"])
    _own(word, "TOC Heading", 14, "heading").font.color.rgb = BLUE
    for level in (1, 2):
        entry = _own(word, f"toc {level}", 10 if level == 1 else 9)  # fifty entries on one page
        entry.paragraph_format.space_after, entry.paragraph_format.line_spacing = Pt(0), 1.0
        entry.paragraph_format.left_indent = Mm(6 * (level - 1))
        if level == 1:
            entry.paragraph_format.space_before = Pt(3)


def compact(word: WordFile) -> None:
    """Smaller letters and spaces, so that a brief is one page."""
    sizes = {
        "Normal": 9,
        "List Bullet": 9,
        "Title": 15,
        "Heading 1": 11,
        "Headline": 11.5,
        "About": 8.5,
        "Note": 8,
        "Subtitle": 10,
        "Caption": 8.5,
        "Table text": 8,
    }
    for name, size in sizes.items():
        style = word.styles[name]
        style.font.size = Pt(size)
        style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(2)
        style.paragraph_format.line_spacing = 1.08 if name != "Table text" else 1.0
    section = word.sections[0]
    section.top_margin, section.bottom_margin = Mm(13), Mm(13)
    section.footer_distance = Mm(6)


def _own(word: WordFile, name: str, size: float, kind: str = "body") -> ParagraphStyle:
    known = {style.name for style in word.styles}
    style = word.styles[name] if name in known else word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = word.styles["Normal"]
    _font(style, size, kind)
    return style


def _tight(style: ParagraphStyle) -> None:
    style.paragraph_format.space_after = Pt(1)
    style.paragraph_format.line_spacing = 1.1


def _font(style: ParagraphStyle, size: float, kind: str) -> None:
    style.font.size = Pt(size)
    _set_fonts(style, LATIN, EAST_ASIAN[kind])


def _set_fonts(style: ParagraphStyle, latin: str, east_asian: str) -> None:
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for name, family in (("ascii", latin), ("hAnsi", latin), ("cs", latin), ("eastAsia", east_asian)):
        fonts.set(qn(f"w:{name}"), family)


def set_language(word: WordFile, lang: str) -> None:
    """Say in which language the text is, for spelling and for reading aloud."""
    properties = word.styles["Normal"].element.get_or_add_rPr()
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    code = (
        "en-US" if lang == "zh" else "en-GB"
    )  # of Latin letters and digits: as Chinese, LibreOffice tears numbers apart
    properties.append(element("lang", val=code, eastAsia="zh-CN"))


def _run(line: Paragraph, *children: BaseOxmlElement) -> None:
    run = line.add_run()._r
    for child in children:
        run.append(child)


def _instruction(text: str) -> BaseOxmlElement:
    made = element("instrText")
    made.set(qn("xml:space"), "preserve")
    made.text = f" {text} "
    return made


def field_start(line: Paragraph, instruction: str) -> None:
    """Begin a field whose result follows in this and later paragraphs; Word makes it anew when it opens the file."""
    _run(line, element("fldChar", fldCharType="begin", dirty="true"))
    _run(line, _instruction(instruction))
    _run(line, element("fldChar", fldCharType="separate"))


def field_end(line: Paragraph) -> None:
    """End the field that :func:`field_start` began."""
    _run(line, element("fldChar", fldCharType="end"))


def _field(line: Paragraph, instruction: str, result: str) -> None:
    _run(line, element("fldChar", fldCharType="begin"))
    _run(line, _instruction(instruction))
    _run(line, element("fldChar", fldCharType="separate"))
    line.add_run(result)
    _run(line, element("fldChar", fldCharType="end"))


def page_number(line: Paragraph) -> None:
    """The number of the page, in the middle of the line."""
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(line, "PAGE", "1")


def counted(line: Paragraph, before: str, series: str, number: int, after: str = "") -> None:
    """The number of a caption in bold, counted by Word in ``series``: ``Table 3``."""
    line.add_run(before)
    _field(line, rf"SEQ {series} \* ARABIC", str(number))
    line.add_run(after)
    for run in line.runs:
        run.bold = True


def contents_entry(line: Paragraph, text: str, mark: str, width_mm: float) -> None:
    """A line of the table of contents that leads to a bookmark, with the number of its page behind dots at the right.

    The number is a field of its own, so that also programs that do not make the table anew show it.
    """
    line.paragraph_format.tab_stops.add_tab_stop(Mm(width_mm), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    link = element("hyperlink", anchor=mark, history="1")
    line._p.append(link)
    before = len(line.runs)
    line.add_run(f"{text}\t")
    _field(line, rf"PAGEREF {mark} \h", "")
    for run in line.runs[before:]:
        link.append(run._r)


def bookmark(line: Paragraph, mark: str) -> None:
    """Mark a heading, so that the table of contents can lead to it."""
    number = str(zlib.crc32(mark.encode()) % 10**6)
    start, end = element("bookmarkStart", id=number, name=mark), element("bookmarkEnd", id=number)
    first = line._p.find(qn("w:r"))
    first.addprevious(start)
    line._p.append(end)
