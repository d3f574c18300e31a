"""An office's own Word template: its styles, page, header and footer are used; what it lacks is added in its own fonts."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from copy import copy
from pathlib import Path

from docx import Document as open_word
from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle

from common.errors import UserError
from common.system_errors import reason

CALLED: Mapping[str, tuple[str, ...]] = {
    "Title": ("公文标题", "文档标题", "大标题", "报告标题"),
    "Subtitle": ("副标题", "公文副标题"),
    "Heading 1": ("标题 1", "一级标题", "公文一级标题"),
    "Heading 2": ("标题 2", "二级标题", "公文二级标题"),
    "Heading 3": ("标题 3", "三级标题", "公文三级标题"),
    "Normal": ("公文正文", "报告正文", "文件正文"),
    "List Bullet": ("列表项目符号", "项目符号"),
    "Caption": ("题注", "图表标题"),
    "Headline": ("要点",),
    "Lead": ("摘要", "Abstract"),
    "Note": ("注", "表注", "图注", "附注"),
    "Blank": ("待填",),
    "About": ("落款", "署名"),
    "Table text": ("表格文字", "表内文字", "Table Text"),
    "Verbatim": ("代码", "HTML Preformatted", "Plain Text"),
    "TOC Heading": ("目录标题",),
    "toc 1": ("目录 1",),
    "toc 2": ("目录 2",),
}
"""Style of a report → names under which offices keep it, tried in this order after its own; of ``Normal`` they come first."""
_SIZES = {"Title": 2.0, "Headline": 1.25, "Heading 1": 1.4, "Heading 2": 1.2, "TOC Heading": 1.3, "Table text": 0.82}
_SIZES |= {"Note": 0.85, "Verbatim": 0.75, "Caption": 0.9, "About": 0.9}
"""Size of a style that the template lacks, as a share of its running text."""
_BOLD = frozenset({"Title", "Headline", "Heading 1", "Heading 2", "Heading 3", "TOC Heading"})
_USUAL_PT = 10.5
PLACES = ("{{report}}", "{{报告}}")
"""A paragraph of the template with nothing else is where the report goes; all else in it stays. Without, its text goes."""
LARGEST, LARGEST_UNPACKED = 50_000_000, 300_000_000
"""Bytes of a template at most, as a file and unpacked."""
_FORMS = "wordprocessingml.{}.main+xml"


def read_template(path: Path) -> WordFile:
    """Open an office's template, ``.docx`` or ``.dotx``.

    Raises:
        UserError: it is not there, is no such file, or is too large.
    """
    try:
        content = path.read_bytes() if path.stat().st_size <= LARGEST else b""
    except OSError as error:
        raise UserError(
            f"--template {path}: cannot be read ({reason(error, 'en')})",
            f"--template {path}：无法读取（{reason(error, 'zh')}）",
        ) from error
    if not content:
        raise _wrong(path, "is empty or larger than 50 MB", "为空，或超过 50 MB")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise _wrong(
            path,
            "is an old .doc file or is protected by a password: save it as .docx without one",
            "是旧的 .doc 格式，或设有打开密码：请另存为无密码的 .docx",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > LARGEST_UNPACKED:
                raise _wrong(path, "is too large when unpacked", "解压后过大")
        return open_word(io.BytesIO(_as_document(content)))
    except UserError:
        raise
    except Exception as error:
        raise _wrong(
            path, f"is no Word file that can be read ({error})", f"不是可以读取的 Word 文件（{error}）"
        ) from error


def _wrong(path: Path, en: str, zh: str) -> UserError:
    return UserError(f"--template {path}: {en}", f"--template {path}：{zh}")


def _as_document(content: bytes) -> bytes:
    """A template file (.dotx, or one with macros) as a document; other files unchanged. Macros are left out of use."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        types = packed.read("[Content_Types].xml").decode("utf-8")
        if _FORMS.format("template") not in types:
            return content
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
            for entry in packed.infolist():
                told = types.replace(_FORMS.format("template"), _FORMS.format("document"))
                part = told.encode() if entry.filename == "[Content_Types].xml" else packed.read(entry)
                new.writestr(copy(entry), part)
    return made.getvalue()


class Styles:
    """The styles of a template by the names that a report uses.

    Attributes:
        added: names of styles that the template lacks and that were made in its fonts.
    """

    def __init__(self, word: WordFile, office: bool):
        self._word, self._office = word, office
        self._known = {_folded(style.name): style for style in word.styles if style.type == WD_STYLE_TYPE.PARAGRAPH}
        self._chosen: dict[str, ParagraphStyle] = {}
        self._ids: dict[str, str | None] = {}
        self.added: list[str] = []

    def of(self, name: str) -> ParagraphStyle:
        """The template's style for a part of the report, made where it has none."""
        if name not in self._chosen:
            self._chosen[name] = self._find(name) or self._made(name)
        return self._chosen[name]

    def id_of(self, name: str) -> str | None:
        """What a paragraph says to be in a style, nothing for the usual one; found once: python-docx asks all styles each time."""
        if name not in self._ids:
            self._ids[name] = self._word.part.get_style_id(self.of(name), WD_STYLE_TYPE.PARAGRAPH)
        return self._ids[name]

    def _find(self, name: str) -> ParagraphStyle | None:
        others = CALLED.get(name, ()) if self._office else ()
        tried = (*others, name) if name == "Normal" else (name, *others)
        return next((self._known[_folded(one)] for one in tried if _folded(one) in self._known), None)

    def _made(self, name: str) -> ParagraphStyle:
        style = self._word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.hidden, style.quick_style = self.of("Normal"), False, True
        usual = self.of("Normal").font.size
        style.font.size = Pt(round((usual.pt if usual else _USUAL_PT) * _SIZES.get(name, 1.0) * 2) / 2)
        style.font.bold = name in _BOLD or None
        if name in ("Table text", "Verbatim", "toc 1", "toc 2", "Caption"):
            style.paragraph_format.first_line_indent = Mm(0)
            style.paragraph_format.space_after = Pt(2)
        if name == "toc 2":
            style.paragraph_format.left_indent = Mm(6)
        if name in _BOLD or name == "Caption":
            style.paragraph_format.keep_with_next = True
            style.paragraph_format.first_line_indent = Mm(0)
        if name.startswith("Heading"):
            _outline(style, int(name[-1]) - 1)
        self.added.append(name)
        return style

    @property
    def dots(self) -> str:
        """What begins an item of a list: the style draws a dot, or the text has one."""
        return "• " if "List Bullet" in self.added else ""


def _outline(style: ParagraphStyle, level: int) -> None:
    """Make a style a heading of the outline, which a table of contents collects."""
    from outputs.documents.word_parts import element

    style.element.get_or_add_pPr().append(element("outlineLvl", val=str(level)))


def _folded(name: str | None) -> str:
    return "".join((name or "").lower().split())


def body_parts(word: WordFile) -> list[BaseOxmlElement]:
    """What stands in the body of a file, without the properties of its last section."""
    return [part for part in word.element.body if part.tag != qn("w:sectPr")]


def put_in_place(word: WordFile, before: Iterable[BaseOxmlElement]) -> None:
    """Move what was added after ``before`` to the place that the template names; without one, its own text goes."""
    old = list(before)
    added = [part for part in body_parts(word) if part not in old]
    place = next((part for part in old if part.tag == qn("w:p") and _text(part) in PLACES), None)
    if place is None:
        for part in old:
            word.element.body.remove(part)
        return
    for part in added:
        place.addprevious(part)
    word.element.body.remove(place)


def _text(paragraph: BaseOxmlElement) -> str:
    return "".join(found.text or "" for found in paragraph.iter(qn("w:t"))).strip()
