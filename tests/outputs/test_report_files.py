"""Report files: well formed, self-contained, harmless whatever they hold, and honest about what cannot be read."""

import functools
import html
import html.parser
import io
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
import zipfile
from pathlib import Path
from urllib.parse import unquote

import docx
import h5py
import pytest
import xarray as xr
from docx.oxml.ns import qn

from common.errors import UserError
from outputs.documents.html import page
from outputs.documents.images import address
from outputs.documents.word_table import TOGETHER, WHOLE_ROWS
from outputs.report import write_report
from outputs.report.pictures import picture
from outputs.report.run import as_run, read_run
from outputs.report.write import document, file_name, rendered
from outputs.results.seal import seal
from tests.support.browser import CHROMIUM, with_our_fonts
from tests.support.reporting import document_of, results, run_of, small_figures, write_run

LANGUAGES = ("zh", "en")
VOID = {"meta", "img", "br", "link", "hr", "input"}
HOSTILE = (
    """</style></script><script>document.title='owned'</script><img src=x onerror="alert(1)">"'&{{7*7}}{% raw %}"""
)


class Reader(html.parser.HTMLParser):
    """Checks that tags are closed in order; collects tags with their attributes and the text of scripts."""

    def __init__(self):
        super().__init__()
        self.open, self.tags, self.scripts = [], [], 0

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        assert len(dict(attrs)) == len(attrs), "an attribute twice"
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, f"</{tag}> closes nothing"


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert not reader.open
    return reader


@pytest.fixture
def quick_figures(monkeypatch):
    small_figures(monkeypatch)


quick = pytest.mark.usefixtures("quick_figures")


@functools.cache
def hostile_results(**sizes) -> xr.Dataset:
    """Results with markup, quotes, turning characters and long text wherever a file can hold text."""
    found = results(
        f"name: x\nlevers: {{'{'a' * 50}': [{{from: '<b>', what: '<script>alert(2)</script>'}}]}}\n", **sizes
    )
    long = HOSTILE + "\u202e" + "שלום" + "\x07" + "很长" * 3000
    attrs = dict.fromkeys(("title_en", "title_zh", "counterfactual_title_en", "counterfactual_title_zh"), long)
    attrs |= {"question_en": long, "question_zh": long, "scenario": HOSTILE, "version": HOSTILE, "fingerprint": HOSTILE}
    named = {
        f"{axis}_name{end}": (axis, [f"{HOSTILE}{k}" for k in range(found.sizes[axis])])
        for axis in ("zone", "lever", "task", "risk")
        for end in ("", "_zh")
    }
    return found.assign_attrs(attrs).assign_coords(named)


@functools.cache
def quick_page(lang: str) -> str:
    """The page of a usual run with small figures."""
    with pytest.MonkeyPatch.context() as patch:
        small_figures(patch)
        return page(document_of(lang, members=3, months=14), run_of(lang, members=3, months=14).dataset)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_is_well_formed_accessible_and_fetches_nothing(lang):
    text = quick_page(lang)
    reader = read(text)
    tags = [tag for tag, _ in reader.tags]
    assert reader.tags[0] == ("html", {"lang": "zh-Hans" if lang == "zh" else "en"})
    assert tags.count("h1") == 1 and tags.count("h2") > 8 and tags.count("h3") > 8
    ids = [attrs["id"] for _, attrs in reader.tags if "id" in attrs]
    assert len(set(ids)) == len(ids)
    for tag, attrs in reader.tags:
        for name in ("src", "href", "action", "srcset"):
            assert attrs.get(name, "#").startswith(("#", "data:image/", "data:text/csv;")), attrs[name][:80]
        if tag == "a" and "download" not in attrs:
            assert attrs["href"].removeprefix("#") in ids
        if tag == "img":
            assert attrs["alt"] and attrs["width"] and attrs["height"]
        if tag == "th":
            assert attrs["scope"] in ("row", "col")
        assert not any(name.startswith("on") for name in attrs)
    outside = re.sub(r'src="data:[^"]*"', "", text)
    assert not re.search(r"https?:|//[a-z]|@import|url\(", outside)


@pytest.fixture(scope="module")
def hostile_run(tmp_path_factory) -> Path:
    """The folder of a run that holds such text, and its name too."""
    found = hostile_results(members=2, months=14)
    return write_run(tmp_path_factory.mktemp("hostile") / "a run <b>", found, {"command": [HOSTILE], "python": 3})


@pytest.fixture(scope="module")
def hostile_report(hostile_run):
    """Its page and its Word file in a language, of one report, written once."""

    @functools.cache
    def made(lang: str) -> tuple[str, bytes]:
        run = read_run(hostile_run, lang)
        with pytest.MonkeyPatch.context() as patch:
            small_figures(patch)
            told = document([run])
            return rendered(told, run, "html").decode(), rendered(told, run, "docx") if lang == "en" else b""

    return made


@pytest.mark.parametrize("lang", [pytest.param("zh", marks=pytest.mark.long), "en"])
def test_hostile_text_does_no_harm_in_a_page(lang, hostile_report):
    text, _ = hostile_report(lang)
    reader = read(text)
    assert [tag for tag, _ in reader.tags].count("script") == 1
    assert not any(name.startswith("on") for _, attrs in reader.tags for name in attrs)
    assert "49" not in re.findall(r"<title>(.*?)</title>", text)[0] and "{{7*7}}" in text
    assert "\u202e" not in text and "\x07" not in text
    assert len(text) < 3_000_000


def test_hostile_text_does_no_harm_in_a_word_file(hostile_report):
    _, word = hostile_report("en")
    assert HOSTILE[:30] in "\n".join(p.text for p in docx.Document(io.BytesIO(word)).paragraphs)


def test_hostile_titles_do_no_harm_in_figures():
    fit = as_run(hostile_results(members=2, months=14).assign_attrs(title_en="$\\frac{1}$ 𓀀 <script>"), "en")
    drawn = address(picture(fit, "fan-fdi").draw(1), fit.dataset, "en")
    assert drawn.startswith("data:image/svg+xml,") and "<" not in drawn and '"' not in drawn


def test_figures_go_into_the_page_as_pictures():
    run = run_of("zh", members=3, months=14)
    wide = address(picture(run, "risks").draw(2), run.dataset, "zh")
    narrow = address(picture(run, "effects").draw(1), run.dataset, "zh", printed=False)
    assert narrow.startswith("data:image/png;base64,") and len(narrow) < 150_000
    assert wide.startswith("data:image/") and len(wide) < 300_000
    if wide.startswith("data:image/svg"):
        ElementTree.fromstring(unquote(wide.partition(",")[2]))


@quick
@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.long)])
def test_the_word_file_has_headings_captions_contents_and_chinese_fonts(lang, tmp_path):
    run = run_of(lang, members=3, months=14)
    path = tmp_path / "report.docx"
    path.write_bytes(rendered(document_of(lang, members=3, months=14), run, "docx"))
    word = docx.Document(path)
    styles = [p.style.name for p in word.paragraphs]
    assert styles.count("Heading 1") > 8 and styles.count("Heading 2") > 8
    assert styles.count("Caption") == len(word.tables) + len(word.inline_shapes)
    assert len(word.inline_shapes) == 19
    xml = zipfile.ZipFile(path).read("word/document.xml").decode()
    assert r"TOC \o" in xml and xml.count(" SEQ Table ") == len(word.tables) and " SEQ Figure " in xml
    assert xml.count('w:fldCharType="begin"') == xml.count('w:fldCharType="end"')
    marks = set(re.findall(r'w:bookmarkStart w:id="\d+" w:name="([^"]+)"', xml))
    assert set(re.findall(r'w:anchor="([^"]+)"', xml)) <= marks
    for style in ("Normal", "Heading 1", "Caption", "Table text", "toc 1"):
        assert word.styles[style].element.rPr.rFonts.get(qn("w:eastAsia")) in ("宋体", "黑体")
    assert all(shape._inline.docPr.get("descr") for shape in word.inline_shapes)
    assert " PAGE " in word.sections[0].footer._element.xml
    answer, first = [line for line in word.paragraphs if line.style.name == "Heading 1"][:2]
    assert styles.index("Heading 1") < styles.index("TOC Heading") and not answer.paragraph_format.page_break_before
    assert word.styles["Normal"].element.rPr.find(qn("w:lang")).get(qn("w:val")).startswith("en")
    assert not first.paragraph_format.page_break_before and 'w:br w:type="page"' not in xml
    for table in word.tables[:2]:
        kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
        together = len(kept) - 1 if len(kept) <= WHOLE_ROWS else TOGETHER
        assert kept == [True] * together + [False] * (len(kept) - together)
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in word.tables)


@pytest.mark.long
@quick
def test_the_report_of_several_runs_goes_into_the_folder_of_the_first(tmp_path):
    folders = [write_run(tmp_path / name, results(members=2, months=14)) for name in ("one", "two")]
    written = write_report(folders, "en", "html")
    assert written == tmp_path / "one" / "report-with-two.en.html"
    assert read(written.read_text(encoding="utf-8"))
    assert write_report(folders[:1], "zh", "html") == tmp_path / "one" / "report.zh.html"
    assert sorted(p.name for p in (tmp_path / "two").iterdir()) == ["results.nc"]
    assert file_name(["a", *["b" * 50] * 3]) == "report-with-3-runs"
    assert rendered(document([run_of("zh"), run_of("zh")]), run_of("zh"), "docx").startswith(b"PK")


def _of_another_version(path):
    with h5py.File(path, "a") as file:
        file.attrs["results_format"] = 99
    seal(path)


def _cut_short(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _without_visitors(path):
    with h5py.File(path, "a") as file:
        del file["visitors"]
    seal(path)


def _not_ours(path):
    xr.Dataset({"x": ("y", [1.0])}).to_netcdf(path, engine="h5netcdf", mode="w")
    seal(path)


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (_of_another_version, "another version"),
        (_cut_short, "cut short"),
        (_without_visitors, "lacks"),
        (_not_ours, "not a result of this model"),
    ],
)
def test_a_results_file_that_cannot_be_reported_is_refused_clearly(tmp_path, harm, said):
    folder = write_run(tmp_path / "run", results(members=2, months=3))
    harm(folder / "results.nc")
    with pytest.raises(UserError, match=said) as error:
        write_report([folder], "en", "html")
    assert error.value.render("zh") != error.value.render("en")
    assert sorted(p.name for p in folder.iterdir()) == ["results.nc"]


def test_another_format_is_refused(tmp_path):
    folder = write_run(tmp_path / "run", results(members=2, months=3))
    with pytest.raises(UserError, match="html, docx, xlsx, brief or pptx"):
        write_report([folder], "en", "pdf")


def in_browser(text: str, folder: Path) -> str:
    """A page as headless Chromium has it after its scripts have run."""
    path = folder / "probe.html"
    path.write_text(text, encoding="utf-8")
    flags = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    command = [CHROMIUM, *flags.split(), "--disable-component-update", "--disable-sync", "--window-size=500,900"]
    command += [f"--user-data-dir={folder / 'profile'}", "--dump-dom", path.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True, env=with_our_fonts())
    return done.stdout


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")
def test_in_a_browser_pages_fit_phone_and_desk_and_every_figure_is_seen(tmp_path):
    probe = """<script>addEventListener("load", () => {
      const shown = [...document.images].filter((one) => one.offsetWidth > 0);
      const broken = [...document.images].filter((one) => !one.naturalWidth).length;
      const figures = document.querySelectorAll("figure").length;
      const out = shown.filter((one) => one.getBoundingClientRect().right > innerWidth + 1).length;
      const wide = document.documentElement.scrollWidth > innerWidth;
      const lost = [...document.querySelectorAll("nav a")].filter((one) => !document.querySelector(one.hash)).length;
      document.body.textContent = `once ${shown.length === figures} broken ${broken} out ${out} wide ${wide} lost ${lost}`;
    });</script></body>"""
    frames = ""
    shown = (("en", 500), ("zh", 500), ("zh", 1280))  # English has the longer words, and what is narrow overflows
    for lang, width in shown:
        text = html.escape(quick_page(lang).replace("</body>", probe))
        frames += f'<iframe style="border: 0; width: {width}px; height: 900px" srcdoc="{text}"></iframe>'
    told = """<script>addEventListener("load", () => {
      const pages = [...document.querySelectorAll("iframe")];
      document.body.textContent = pages.map((one) => `${one.contentWindow.innerWidth}: ${one.contentDocument.body.textContent}`).join("; ");
    });</script>"""
    seen = in_browser(f"<!doctype html><body>{frames}{told}</body>", tmp_path)
    fits = "once true broken 0 out 0 wide false lost 0"
    assert f"{'; '.join(f'{width}: {fits}' for _, width in shown)}</body>" in seen


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")
def test_in_a_browser_tables_sort_and_hostile_text_stays_text(tmp_path, hostile_report):
    text, _ = hostile_report("en")
    probe = """<script>
      const table = [...document.querySelectorAll("table")].find((one) => one.dataset.last);
      const column = (k) => [...table.tBodies[0].rows].map((row) => row.cells[k].dataset.value);
      const before = column(3).slice(0, -1).map(Number), last = column(3).at(-1);
      table.tHead.rows[0].cells[3].querySelector("button").click();
      const after = column(3).slice(0, -1).map(Number);
      const sorted = [...before].sort((a, b) => b - a);
      const right = after.every((x, k) => x === sorted[k]) && column(3).at(-1) === last;
      const wide = document.documentElement.scrollWidth > innerWidth;
      document.body.textContent = `sorted ${right} title ${document.title === "owned"} wide ${wide}`;
    </script></body>"""
    shown = in_browser(text.replace("</body>", probe), tmp_path)
    assert "sorted true title false wide false" in shown


def test_commands_start_without_the_libraries_of_reports():
    code = "import sys, outputs, common.errors; print([m for m in ('jinja2', 'docx', 'xarray') if m in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "[]"
