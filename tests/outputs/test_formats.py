"""Reports as Word file with and without an office's template, as workbook, brief and slides: each opened again."""

import datetime
import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from docx import Document as open_word
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from matplotlib.figure import Figure
from typer.testing import CliRunner

import run
from common.errors import UserError
from outputs.documents.document import Cell, Paragraph, Section, Table, Verbatim, numbered
from outputs.documents.document import Document as Report
from outputs.documents.slides import Slide, write_slides
from outputs.documents.word import write
from outputs.documents.word_template import read_template
from outputs.documents.word_widths import CELL_MM, LETTER_MM, Widths
from outputs.figures.figure_numbers import keep
from outputs.report import pictures
from outputs.report.answer import answer
from outputs.report.levers import IN_ANNEX
from outputs.report.slides import slides
from outputs.report.workbook import workbook
from outputs.report.write import document, rendered
from tests.support.reporting import document_of, results, run_of, small_figures, write_run

HOSTILE = '=1+1 "x" <b>&amp;</b>'
SIZES = {"members": 3, "months": 14}
LANGUAGES = pytest.mark.parametrize("lang", ["en", "zh"])
ONE_LANGUAGE = pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.long)])
"""For what differs by its words alone, which have tests of their own."""


@pytest.fixture(scope="module", autouse=True)
def _small():
    with pytest.MonkeyPatch.context() as patch:
        small_figures(patch)
        yield


def little(lang="zh"):
    rows = tuple((Cell(f"第{k}行"), Cell(f"+{k}.0", k)) for k in range(30))
    parts = (Section("a", "一、结果", (Paragraph("正文", "note"), Table("表", ("名称", "数值"), rows, number=1))),)
    return Report(lang, "报告" + HOSTILE, "副标题", "某局", parts, ("编制单位：某局",))


def word_of(document, **more):
    return open_word(io.BytesIO(write(document, **more)))


def test_a_word_file_says_when_it_was_written():
    told = word_of(little()).core_properties
    assert (
        abs(datetime.datetime.now(datetime.UTC).replace(tzinfo=None) - told.created.replace(tzinfo=None)).seconds < 600
    )
    assert told.modified == told.created and told.author == "某局"


def test_chinese_is_never_slanted():
    word = word_of(little())
    used = {line.style.name for line in word.paragraphs}
    assert "Subtitle" in used
    assert not [name for name in used if word.styles[name].font.italic]


def test_the_table_of_contents_has_a_page_number_on_each_line():
    word = word_of(little())
    lines = [
        line
        for line in word.paragraphs
        if line.style.name.lower().startswith("toc ") and line._p.xpath(".//w:hyperlink")
    ]
    marks = {mark.get(qn("w:name")) for mark in word.element.body.iter(qn("w:bookmarkStart"))}
    assert len(lines) == 1
    for line in lines:
        asked = "".join(field.text for field in line._p.iter(qn("w:instrText")))
        assert re.search(r"PAGEREF (\S+)", asked).group(1) in marks


def test_a_long_table_flows_over_pages_and_a_short_one_does_not():
    (table,) = word_of(little()).tables
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
    assert kept[:3] == [True, True, True] and not any(kept[3:])
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


@pytest.mark.parametrize("text_mm", [120.0, 170.0])
def test_no_word_of_a_heading_is_broken(text_mm):
    header = ("Outcome", "Counterfactual", "Scenario", "Effect", "Change")
    rows = ((Cell("Inbound overnight visitors"), *(Cell("1,234.5") for _ in range(4))),)
    found = Widths.of(Table("", header, rows), text_mm)
    assert sum(found.mm) == pytest.approx(text_mm)
    scale = (found.points or 8.5) / 8.5
    for name, width in zip(header, found.mm, strict=True):
        assert width >= len(name) * LETTER_MM * scale + CELL_MM * 0.5


def test_intervals_stand_below_their_means_before_letters_shrink():
    header = ("组成部分", "2023", "2024", "2025", "全期")
    rows = ((Cell("外部环境（数据）"), *(Cell("−9.26（−10.23 至 −8.29）", -9.26) for _ in range(4))),)
    few = replace(
        little(),
        sections=numbered([Section("a", "A", (Table("宽", header, rows), Table("窄", header[:2], (rows[0][:2],))))]),
    )
    wide, narrow = word_of(few).tables
    assert (
        wide.rows[1].cells[1].text == "−9.26\n（−10.23 至 −8.29）" and wide.rows[1].cells[0].text == "外部环境（数据）"
    )
    assert narrow.rows[1].cells[1].text == "−9.26（−10.23 至 −8.29）", "where there is room it stands beside it"
    assert min(int(size.get(qn("w:val"))) for size in wide._tbl.iter(qn("w:sz"))) >= 2 * 7.5, (
        "beside it they had 6.5 points"
    )


def office(path: Path, place: bool) -> Path:
    """An office's own file: its own styles under its own names, its page, a head, and some text."""
    word = open_word()
    word.sections[0].page_width, word.sections[0].left_margin = Mm(210), Mm(28)
    word.sections[0].right_margin = Mm(26)
    word.sections[0].header.paragraphs[0].text = "南京市某局文件"
    for name, size in (("公文标题", 22), ("一级标题", 16), ("公文正文", 16)):
        style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.font.size = Pt(size)
    for name in ("Title", "Heading 1"):
        word.styles[name].element.getparent().remove(word.styles[name].element)
    word.add_paragraph("红头")
    word.add_paragraph("{{报告}}" if place else "示例文字")
    word.add_paragraph("印发")
    word.save(path)
    return path


def test_the_styles_of_a_template_are_used_and_what_it_lacks_is_told(tmp_path):
    lacking = []
    word = word_of(little(), template=office(tmp_path / "o.docx", True), note=lacking.extend)
    by_text = {line.text: line for line in word.paragraphs}
    assert by_text["报告" + HOSTILE].style.name == "公文标题" and by_text["一、结果"].style.name == "一级标题"
    assert by_text["正文"].style.base_style.name == "公文正文" and "Note" in lacking and "Title" not in lacking
    assert word.sections[0].header.paragraphs[0].text == "南京市某局文件"
    assert word.sections[0].left_margin == pytest.approx(Mm(28), abs=Mm(0.1))
    texts = [line.text for line in word.paragraphs]
    assert texts[0] == "红头" and texts[-1] == "印发" and "{{报告}}" not in texts
    assert sum(column.width for column in word.tables[0].columns) <= Mm(157.5)


def test_a_template_without_a_place_gives_its_styles_alone(tmp_path):
    word = word_of(little(), template=office(tmp_path / "o.docx", False))
    texts = [line.text for line in word.paragraphs]
    assert texts[0].startswith("报告") and "示例文字" not in texts and "印发" not in texts


def test_a_dotx_file_is_a_template_too(tmp_path):
    made = office(tmp_path / "o.docx", False)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(tmp_path / "o.dotx", "w") as new:
        for entry in old.infolist():
            new.writestr(
                entry, old.read(entry).replace(b"wordprocessingml.document.main", b"wordprocessingml.template.main")
            )
    assert read_template(tmp_path / "o.dotx").styles["公文标题"]


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "cannot be read"), (b"", "is empty"), (b"\xd0\xcf\x11\xe0old", "old .doc"), (b"text", "no Word file")],
)
def test_what_is_no_template_is_said(tmp_path, content, said):
    path = tmp_path / "o.docx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UserError, match=said):
        read_template(path)


@pytest.mark.parametrize("lang", ["en", pytest.param("zh", marks=pytest.mark.long)])
def test_the_workbook_says_of_each_row_which_run_months_and_members_it_is_of(lang):
    one = run_of(lang, **SIZES)
    book = openpyxl.load_workbook(io.BytesIO(workbook([one])))
    assert len(book.sheetnames) == 4  # the small figures of this test keep no numbers
    outcomes, monthly = book.worksheets[1], book.worksheets[2]
    head = [cell.value for cell in outcomes[3]]
    rows = [[cell.value for cell in row] for row in outcomes.iter_rows(min_row=4)]
    assert len(head) == 15 and all(row[4] == 3 and row[3] for row in rows)
    assert rows[0][0].endswith("[full-pilot]")
    assert all(isinstance(cell, int | float) for cell in rows[0][7:15])
    assert rows[0][8] - rows[0][7] == pytest.approx(rows[0][9])
    cost = next(row for row in rows if row[1] == {"en": "Fiscal cost", "zh": "财政成本"}[lang])
    assert isinstance(cost[9], float) and [cost[11], cost[12], cost[14]] == [None] * 3  # as in the closing table
    assert monthly.max_row - 3 == 14 * len({row[1] for row in rows})
    assert not any(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)


@ONE_LANGUAGE
def test_the_workbook_has_a_sheet_for_each_figure_with_numbers(lang, monkeypatch):
    def draw(run, name, columns):
        figure = Figure(label=f"found in {name}")
        rows = [("a", 1.5, 0.5, 12.0), ("b", None, None, None), ("c", 5210.4, 1.0, 0.5)]
        return keep(figure, ("What", "Mean", "25%分位数", "Change, %"), rows) if name != "risks" else figure

    monkeypatch.setattr(pictures, "_draw", draw)
    monkeypatch.setattr(pictures, "_draw_own_sources", lambda run, columns: draw(run, "sources", columns))
    done = []
    book = openpyxl.load_workbook(io.BytesIO(workbook([run_of(lang, **SIZES)], lambda k, n: done.append((k, n)))))
    added = book.worksheets[3:-1]
    assert len(added) == len(done) - 1 > 10 and done[-1] == (len(done), len(done))
    assert added[0].title == {"zh": "图1", "en": "Figure 1"}[lang] and added[0]["A1"].value.startswith(added[0].title)
    assert added[0]["A2"].value == "found in answer-strip"
    assert [[cell.value for cell in row] for row in added[0]["A4:B6"]] == [["What", "Mean"], ["a", 1.5], ["b", None]]
    forms = [added[0][cell].number_format for cell in ("B5", "C5", "D5", "B7", "C7", "D7")]
    assert forms == ["#,##0.000", "#,##0.000", "#,##0.00", "#,##0", "#,##0", "#,##0.0000"], "each series its own digits"


@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.long)])
def test_the_report_says_how_to_cite_the_run_and_make_it_again(lang):
    last = document_of(lang, **SIZES).sections[-1].parts
    (part,) = [one for one in last if one.anchor == "provenance"]
    cited = next(block.text for block in part.blocks if isinstance(block, Paragraph))
    commands = next(block.text for block in part.blocks if isinstance(block, Verbatim))
    assert run_of(lang, **SIZES).title in cited and "run.py simulate scenario.yaml" in commands and "verify" in commands


@ONE_LANGUAGE
def test_the_brief_has_the_headline_and_sentences_of_the_report(lang):
    one = run_of(lang, **SIZES)
    page = rendered(document([one], "brief"), one, "html").decode()
    word = open_word(io.BytesIO(rendered(document([one], "brief"), one, "docx", None, False)))
    first = answer(one).blocks
    assert [line.text for line in word.paragraphs if line.text == first[0].text]
    for sentence in first[2].items:
        assert [line for line in word.paragraphs if line.text == sentence]
    assert len(word.tables) == 1 and page.count("<table") == 1
    assert not [line for line in word.paragraphs if line.style.name == "TOC Heading"] and "<nav" not in page


@ONE_LANGUAGE
def test_ten_slides_say_what_the_report_says(lang):
    from pptx import Presentation

    one = run_of(lang, **SIZES)
    show = Presentation(io.BytesIO(slides(one)))
    pages = list(show.slides)
    texts = [" ".join(shape.text_frame.text for shape in page.shapes if shape.has_text_frame) for page in pages]
    assert len(pages) == 10 and all(page.shapes.title.text_frame.text for page in pages)
    assert pages[1].shapes.title.text_frame.text == answer(one).blocks[0].text
    assert answer(one).blocks[2].items[0] in texts[1].replace("\u00a0", " ")
    assert pages[3].shapes.title.text_frame.text.startswith({"zh": "6项主要结果", "en": "All six main outcomes"}[lang])
    assert {"zh": "见报告", "en": "more rows in the report"}[lang] not in texts[4]  # the main outcomes have room
    tables = [shape.table for page in pages for shape in page.shapes if shape.has_table]
    cells = [cell.text for table in tables for row in table.rows for cell in row.cells]
    assert cells and not [text for text in cells if IN_ANNEX[lang] in text]  # slides have none
    shown = [shape for page in pages for shape in page.shapes if shape.shape_type == 13]
    assert len(shown) >= 3
    for picture in shown:  # what the figure finds, then what is to be seen
        assert picture._element.nvPicPr.cNvPr.get("descr").startswith(picture.name + {"zh": "。", "en": ". "}[lang])
    for page in pages:
        for shape in page.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= show.slide_width + 10_000
            assert shape.top >= 0 and shape.top + shape.height <= show.slide_height + 10_000


def test_a_slide_leaves_out_no_name_for_many_rows_of_another():
    from pptx import Presentation

    rows = tuple((Cell(name), Cell(f"{name} {k}")) for name in ("flights", "visas", "tasks") for k in range(12))
    made = write_slides([Slide("Done", (Table("", ("Lever", "What"), rows, words=frozenset({1})),))], "en", "", "", "")
    (table,) = [shape.table for shape in Presentation(io.BytesIO(made)).slides[0].shapes if shape.has_table]
    shown = [row.cells[1].text for row in table.rows][1:]
    assert shown == [f"{name} {k}" for name in ("flights", "visas", "tasks") for k in range(5)]


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("formats")
    write_run(folder / "one", results(members=2, months=2))
    write_run(folder / "two", results(members=2, months=2))
    return folder


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["one", "--format", "pdf"], "只能是 html、docx、xlsx、brief 或 pptx"),
        (["one", "two", "--format", "brief"], "只用于单个结果"),
        (["one", "--template", "x.docx"], "只用于 Word 文件"),
        (["one", "--format", "docx", "--template", "x.docx"], "无法读取"),
    ],
)
def test_what_does_not_go_together_is_said(runs, words, said):
    done = CliRunner().invoke(run.app, ["report", *words, "--out", str(runs), "--lang", "zh"])
    assert done.exit_code == 2 and said in done.stderr
    assert [path.name for path in (runs / "one").iterdir()] == ["results.nc"]
