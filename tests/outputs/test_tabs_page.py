"""A page of tabs from a report in both languages, in a real browser: hands can use it, and nothing leaves it."""

import pytest
import xarray as xr

from common.text import Text
from outputs.documents.document import Cell, Document, Paragraph, Section, Table, numbered
from outputs.documents.tabs import page
from tests.support.browser import chromium, opened

browser = pytest.fixture(scope="module")(chromium)
HOSTILE = "</script><script>document.title='owned'</script>"
TABS = {"answer": Text("Answer", "结论"), "plans": Text("Plans", "方案")}


def wide(lang):
    """A table of many columns, each with its unit, which breaks before it and never inside."""
    names = ("方案", *(f"实际使用外资{k}（万美元）" for k in range(9)))
    cells = tuple((Cell("甲"), *(Cell("+1（−2 至 +3）", 1.0) for _ in range(9))) for _ in range(2))
    return Table("wide", names, cells)


def document(lang):
    rows = tuple((Cell(name), Cell(f"{value} km", value)) for name, value in (("b", 9.0), ("a", 30.0), (HOSTILE, 2.0)))
    sections = numbered(
        [
            Section("answer", f"Answer {lang}", (Paragraph(f"said in {lang}"),)),
            Section("plans", f"Plans {lang}", (Table("caption", ("name", "long"), rows), wide(lang))),
        ]
    )
    return Document(lang, f"Title {lang}", HOSTILE, "nobody", sections)


def test_tabs_languages_and_tables_work_without_a_network(browser, tmp_path):
    path = tmp_path / "page.html"
    text = page({lang: document(lang) for lang in ("en", "zh")}, xr.Dataset(), TABS, "zh")
    path.write_text(text, encoding="utf-8")
    with opened(browser, path, viewport={"width": 390, "height": 800}) as view:
        assert view.title() == "Title zh" and view.is_visible("text=said in zh")
        assert not view.is_visible("text=said in en")
        view.click("[data-choose=en]")
        view.click("#en-tab-plans")
        assert view.title() == "Title en" and not view.is_visible("text=said in en")
        view.click("#en-panel-plans th:nth-child(2) button")
        first = view.inner_text("#en-panel-plans tbody tr:first-child th")
        assert first == "a"  # the longest
        view.keyboard.press("Tab")
        view.focus("#en-tab-plans")
        view.keyboard.press("ArrowRight")
        assert view.is_visible("text=said in en") and "tab=answer" in view.url
        assert view.evaluate("document.documentElement.scrollWidth") <= 390
        view.set_viewport_size({"width": 1200, "height": 800})
        lines = "one => Math.round(one.getBoundingClientRect().height / parseFloat(getComputedStyle(one).lineHeight))"
        view.click("#en-tab-plans")
        kept = view.locator("#en-panel-plans th .kept")
        assert kept.count() == 9 and set(kept.evaluate_all(f"all => all.map({lines})")) == {1}
        assert max(view.locator("#en-panel-plans th button").evaluate_all(f"all => all.map({lines})")) > 1
        assert view.asked == [path.as_uri()] and view.errors == [] and view.evaluate("window.violations") == []
    with opened(browser, path, java_script_enabled=False) as still:
        assert still.is_visible("text=said in zh") and still.is_visible("text=said in en")
