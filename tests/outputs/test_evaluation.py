"""The evaluation in a report: effects beside the plan, the four aims by their formula, and the rule on what may be copied."""

from dataclasses import replace

import numpy as np
import pytest

from outputs.report.aims import AIMS, MEASURES, changes, scores
from outputs.report.evaluation import evaluation, evaluation_sentence
from outputs.report.proven import proven_blocks, ranges, verdict
from outputs.report.run import as_run
from outputs.results.carried_out import EVALUATED, against_plan, months_to
from outputs.results.outcomes import HEADLINES
from tests.support.made_up_results import dataset

ROW = {
    "as_of": "2024-06",
    "group": "table_4",
    "group_en": "Institutions",
    "group_zh": "体制机制",
    "decided_by": "city",
} | {
    "planned": "1.0",
    "due": "1.0",
    "share_done": "1.0",
    "begun": "2023-04",
    "grade": "B",
    "basis": "process",
    "evidence": "notice 12",
    "obstacle": "",
}
ROWS = ({"task": "4.1", **ROW}, {"task": "4.2", **ROW, "share_done": "0.5", "obstacle": "no money"})


@pytest.fixture(scope="module")
def planned():
    return dataset(months=24, members=10)


@pytest.fixture(scope="module")
def carried_out(planned):
    """Half of the plan's effect on every result."""
    half = planned.copy(deep=True)
    for name in half.data_vars:
        if "variant" in half[name].dims and half[name].dtype.kind == "f":
            usual = planned[name].sel(variant="counterfactual")
            half[name].loc[{"variant": "scenario"}] = (usual + planned[name].sel(variant="scenario")) / 2
    return half


@pytest.fixture(params=["en", "zh"])
def run(request, planned, carried_out):
    return replace(as_run(carried_out, request.param), planned=planned, progress=ROWS)


def test_half_of_every_effect_is_half_of_the_plan(planned, carried_out):
    found = against_plan(carried_out, planned, HEADLINES[0])
    assert np.allclose(2 * found.carried_out, found.planned)
    assert found.share is None or np.isclose(found.share, 0.5)


def test_months_up_to_the_date_of_a_ledger(planned):
    first = str(planned["month"].values[0])[:7]
    assert months_to(planned, first) == months_to(planned, f"{first}-28") == slice(0, 1)
    assert months_to(planned, "2099-01").stop == planned.sizes["month"]


def test_an_aim_scores_the_mean_of_its_measures(run):
    found = scores(run, slice(6, 18))
    assert list(found) == list(AIMS)
    for aim, (whole, single) in found.items():
        assert len(single) == sum(measure.aim == aim for measure in MEASURES)
        for name in ("planned", "carried_out"):
            assert np.isclose(getattr(whole, name).mean, np.mean([getattr(score, name).mean for score in single]))
    assert np.isclose(found["open"][1][0].carried_out.mean * 2, found["open"][1][0].planned.mean)


def test_less_is_better_where_a_measure_says_so(planned):
    assert np.allclose(changes(planned.assign(risk=planned["risk"] * 0), MEASURES[4]), 0)
    worse = planned.copy()
    worse["risk"] = planned["risk"].where(planned["variant"] == "counterfactual", planned["risk"] + 1)
    assert changes(worse, MEASURES[4]).max() < changes(planned, MEASURES[4]).min()


def test_measures_need_no_result_that_is_not_kept_of_the_plan(planned):
    kept = planned[[*EVALUATED, *(name for name in planned.data_vars if str(name).endswith("_key"))]]
    assert all(np.array_equal(changes(kept, measure), changes(planned, measure)) for measure in MEASURES)


@pytest.mark.parametrize(
    ("row", "rises", "expected"),
    [
        ({}, True, "copy"),
        ({"grade": "C"}, True, "trial"),
        ({}, None, "unranked"),
        ({}, False, "unclear"),
        ({"basis": "both"}, True, "assumed"),
        ({"grade": "D"}, True, "assumed"),
        ({"share_done": "0.79"}, True, "undone"),
        ({"evidence": ""}, True, "undone"),
    ],
)
def test_what_is_proven_enough_to_copy(row, rises, expected):
    assert verdict({**ROW, **row}, rises) == expected


def test_every_task_has_one_verdict(run):
    _, table, *_ = proven_blocks(run)
    assert sum(row[1].value for row in table.rows) == len(run.progress)
    assert ranges(["1.9", "1.10", "1.12", "2.1"], "en") == "1.9–1.10, 1.12, 2.1"


def test_the_section_counts_tasks_and_names_obstacles(run):
    (section,) = evaluation(run)
    field = section.blocks[-1]
    shares = ("100%", "75%") if run.lang == "zh" else ("100 %", "75 %")
    assert [cell.text for cell in field.rows[-1][1:]] == ["2", "2", "2", "1", *shares, "1"]
    texts = [
        cell.text
        for part in section.parts
        for block in part.blocks
        for row in getattr(block, "rows", ())
        for cell in row
    ]
    costs = [
        row
        for part in section.parts
        for block in part.blocks
        for row in getattr(block, "rows", ())
        if row[0].text.startswith(("Fiscal cost", "财政成本"))
    ]
    assert costs and not [cell for row in costs for cell in row[1:4] if " (" in cell.text or "（" in cell.text]
    assert "no money" in texts and evaluation_sentence(run)[0] == section.blocks[0].text


def test_a_run_without_a_ledger_has_no_evaluation(planned):
    assert evaluation(as_run(planned, "en")) == () == evaluation_sentence(as_run(planned, "en"))
