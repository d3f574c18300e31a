"""The evaluation report on a made-up run: whole in both languages, with what each number rests on."""

import dataclasses
import json

import numpy as np
import pytest

from outputs.documents.document import Paragraph, Table, halves
from outputs.documents.html import page
from outputs.evaluation.cause_file import CAUSES, FILE, as_record, read_evaluation
from outputs.evaluation.figure import causes
from outputs.evaluation.page import document
from outputs.evaluation.words import basis
from outputs.results.outcomes import HEADLINES
from tests.support.reporting import run_of

PERIODS = ("2023", "2024", "total")


def period(size: float) -> dict[str, np.ndarray]:
    parts = {cause: size * np.array([0.9, 1.0, 1.1]) * (k + 1) for k, cause in enumerate(CAUSES)}
    expected = np.full(3, 100 * size)
    return {"expected": expected, **parts, "came": expected + sum(parts.values())}


@pytest.fixture(scope="module")
def record():
    found = {outcome.key: {name: period(10.0) for name in PERIODS} for outcome in HEADLINES}
    parts = [
        {"key": key, "en": f"Field {key}", "zh": f"领域{key}", "effect": {one.key: [1.0 * k, 2.0] for one in HEADLINES}}
        for k, key in enumerate(("a", "b"))
    ]
    return as_record("abc", (0, 1, 2), found, parts, "fields")


GIVEN = {
    "file": "seen.csv", "candidates": 48, "effective": 9.0, "different": 8, "rounds": 2, "strained": False,
    "figures": [
        {"variable": "visitors", "cell": {}, "name": {"en": "Visitors", "zh": "游客"}, "from": "2023-01-01", "to": "2023-12-31",
         "value": 1e5, "unit": "1", "error": 0.02, "error_stated": True, "before": [1e5, 9e4, 1.1e5], "after": [1e5, 9e4, 1.1e5],
         "pull": 0.5, "surprising": True, "unexplained": False},
    ],
}  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("given", [None, GIVEN])
def test_the_report_is_whole(record, lang, given):
    run = dataclasses.replace(run_of(lang), conditioning=given)
    found = document(run, record)
    told = page_without_pictures(found, run)
    words = {
        "en": ("Evaluation report", "What the data can and cannot tell", "assumed", "Field b", "never observed"),
        "zh": ("评估报告", "数据能说明什么、不能说明什么", "假设", "领域b", "从未被观测到"),
    }[lang]
    assert all(word in told for word in words)
    assert ("seen.csv" in told) == (given is not None)


def page_without_pictures(found, run):
    return page(dataclasses.replace(found, sections=_without_pictures(found.sections)), run.dataset)


def _without_pictures(sections):
    from outputs.documents.document import Picture

    return tuple(
        dataclasses.replace(
            one,
            blocks=tuple(block for block in one.blocks if not isinstance(block, Picture)),
            parts=_without_pictures(one.parts),
        )
        for one in sections
    )


def table(found, anchor) -> Table:
    (section,) = [one for one in found.sections if one.anchor == anchor]
    return next(block for block in section.blocks if isinstance(block, Table))


def test_parts_are_told_with_what_they_rest_on(record):
    run = run_of("en")
    names = [row[0].text for row in table(document(run, record), "causes").rows]
    assert names[1:-1] == [
        "The world as it was (data)", "The nation's own rules (data)", "Nanjing's own course (assumed)", "The pilot (assumed)",
    ]  # fmt: skip
    assert basis("luck", True) == "fitted" and basis("pilot", True) == "assumed"


def test_what_moved_the_years_most_has_the_range_of_the_members_that_were_shared_out(record):
    found = document(run_of("en"), record)
    told = next(block.text for block in found.sections[0].blocks if isinstance(block, Paragraph))
    assert "FDI in actual use, the pilot (assumed) +USD 40.0 million (min–max range +36.0 to +44.0)" in told
    assert "3 members, in brackets their min–max range" in page_without_pictures(found, run_of("en"))


def test_the_legend_names_only_what_is_drawn(record):
    dataset = run_of("en").dataset
    words = [
        {text.get_text() for legend in causes(dataset, record, given).legends for text in legend.get_texts()}
        for given in (False, True)
    ]
    assert words == [{"data", "assumed"}, {"data", "fitted", "assumed"}]


@pytest.mark.parametrize("cell", ["+450 (+140 to +730)", "+4.5（+1.4 至 +7.3）", "+450", "–"])
def test_a_cell_with_an_interval_is_cut_before_it_and_nothing_is_lost(cell):
    mean, bracket, ends = halves(cell)
    assert mean + bracket + ends == cell and bool(ends) == (len(cell) > 4) and "至" not in mean


def test_an_effect_below_the_error_of_a_count_cannot_be_told(record):
    run = dataclasses.replace(run_of("en"), conditioning=GIVEN)
    rows = {row[0].text: row for row in table(document(run, record), "telling").rows}
    assert rows["FDI in actual use"][-1].text.startswith("no: smaller than the error")
    assert rows["Inbound overnight visitors"][-1].text == "larger than both"


@pytest.mark.parametrize(("lang", "columns"), [pytest.param("en", 2, marks=pytest.mark.long), ("zh", 1)])
def test_the_figure_has_a_panel_for_each_outcome(record, lang, columns):
    figure = causes(run_of(lang).dataset, record, True, lang, columns)
    assert [ax.get_title("left") for ax in figure.axes] == [outcome.name(lang) for outcome in HEADLINES]


def test_a_record_is_read_back_and_a_broken_one_is_none(record, tmp_path):
    (tmp_path / FILE).write_text(json.dumps(record), encoding="utf-8")
    assert read_evaluation(tmp_path) == json.loads(json.dumps(record))
    (tmp_path / FILE).write_text("{", encoding="utf-8")
    assert read_evaluation(tmp_path) is None
