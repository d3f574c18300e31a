"""``evaluate``: from a scenario of what was done to the report beside its run, and what it refuses."""

import dataclasses

import pytest
from typer.testing import CliRunner

import commands.run_ensemble
import run
from outputs.evaluation.cause_file import read_evaluation
from scenarios.running.prepare import prepare
from tests.support.stub_run import quick_model

SCENARIO = """
name: was
title: {zh: 实际, en: As it was}
period: {start: 2023-01, months: 2}
ensemble: {members: 2, seed: 5}
world: {incomes: observed}
levers: {pilot_tasks: [{tasks: ["1.2", "4.1"], from: 2023-01}]}
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("was")
    (folder / "was.yaml").write_text(SCENARIO, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:

        def prepared(scenario, *beside):
            real = prepare(scenario, *beside)
            return real._replace(job=dataclasses.replace(real.job, pair=quick_model))

        patch.setattr(commands.run_ensemble, "prepare", prepared)
        patch.setattr(commands.run_ensemble, "_draw", lambda run, workers: [])
        yield folder


def evaluate(place, *options, file="was.yaml", lang="en"):
    words = ["evaluate", str(place / file), "--out", str(place / "runs"), "--workers", "1", "--lang", lang]
    return CliRunner().invoke(run.app, [*words, *options])


def test_the_report_lies_beside_the_run_and_is_not_made_anew(place):
    first = evaluate(place, "--by", "none", lang="zh")
    assert first.exit_code == 0, first.stderr
    folder = place / "runs" / "was"
    assert {"evaluation.en.html", "evaluation.zh.html"} <= {path.name for path in folder.iterdir()}
    assert "评估报告" in (folder / "evaluation.zh.html").read_text(encoding="utf-8")
    record = read_evaluation(folder)
    assert record["members"] == [0, 1] and set(record["causes"]["fdi"]) == {"2023", "total"}
    again = evaluate(place, "--by", "none")
    assert again.exit_code == 0 and "causes" not in again.stderr
    assert read_evaluation(folder) == record


@pytest.mark.parametrize(
    ("options", "text", "told"),
    [
        (("--by", "levers"), SCENARIO, "--by"),
        (("--format", "pdf"), SCENARIO, "--format"),
        ((), SCENARIO.replace("world: {incomes: observed}\n", ""), "observed.yaml"),
    ],
)
def test_what_cannot_be_is_told(place, options, text, told):
    (place / "other.yaml").write_text(text.replace("name: was", "name: other"), encoding="utf-8")
    for lang in ("en", "zh"):
        result = evaluate(place, *options, file="other.yaml", lang=lang)
        assert result.exit_code == 2 and told in result.stderr
    assert not (place / "runs" / "other").exists()
