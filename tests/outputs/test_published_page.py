"""The page of published effects shows every effect that was wanted, with the numbers of the report."""

import csv
from pathlib import Path

import pytest

from common.text import Text
from outputs.documents.document import Table
from outputs.figures.published_effects import LOOKS, EffectRow, published_effects
from outputs.report.published import effect_blocks, read_published
from outputs.report.published_page import document, write_pages

DATA = Path(__file__).parents[2] / "calibration" / "data"
SWITCH = Text("a visa was required", "恢复签证要求")


@pytest.fixture(scope="module")
def effects():
    """All effects of the shipped tables, measured or not."""
    with (DATA / "effects.csv").open(encoding="utf-8", newline="") as file:
        ids = [row["id"] for row in csv.DictReader(file)]
    return read_published(DATA / "effects_measured.csv", only=ids)


def tables(page):
    return [block for section in page.sections for block in section.blocks if isinstance(block, Table)]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_effect_is_on_the_page_with_its_source(effects, lang):
    page = document(effects, {"V01": SWITCH}, "1.2.3", lang)
    *_, tests, others = tables(page)
    shown = [row[0].text.split(" ")[0] for table in (tests, others) for row in table.rows]
    assert sorted(shown) == sorted(effect.row["id"] for effect in effects)
    (first,) = (row for row in tests.rows if row[0].text.startswith("V01 "))
    assert first[1].text == SWITCH.of(lang)
    assert all(len(row) == len(table.header) for table in tables(page) for row in table.rows)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_has_the_tables_of_the_report(effects, lang):
    measured = [effect for effect in effects if effect.parts]
    of_report = [block.rows for block in effect_blocks(measured, lang) if isinstance(block, Table)]
    assert [table.rows for table in tables(document(effects, {}, "1.2.3", lang))][: len(of_report)] == of_report


def test_pages_in_both_languages_need_no_other_file(effects, tmp_path):
    pages = write_pages(effects[:3], {}, "1.2.3", tmp_path)
    assert [path.name for path in pages] == ["effects.zh.html", "effects.en.html"]
    for path, lang in zip(pages, ("zh", "en"), strict=True):
        text = path.read_text(encoding="utf-8")
        assert effects[0].row["citation"] in text and "data:image/" in text
        assert 'href="http' not in text and 'src="http' not in text and f'lang="{lang}' in text


def test_without_a_measurement_there_is_a_page_without_a_figure(effects):
    page = document([effect for effect in effects if not effect.parts], {}, "1.2.3", "en")
    assert [section.anchor for section in page.sections] == ["published", "others"]


def test_passing_and_failing_differ_in_shape():
    row = EffectRow("a", -30, -25, -20, None, None, -24.0, -28.0, -19.0, "pass")
    figure = published_effects([row, row._replace(verdict="fail")], ("one", "two"))
    markers = [line.get_marker() for line in figure.axes[0].lines]
    assert markers == [LOOKS["pass"][0], LOOKS["fail"][0]] and len(set(markers)) == 2
    assert len({marker for marker, _ in LOOKS.values()}) == len(LOOKS)
