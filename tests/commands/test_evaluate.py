"""``evaluate``: from a scenario of what was done to the report beside its run, and what it refuses."""

import pytest
from typer.testing import CliRunner

import outputs.evaluation.page
import run
from outputs.evaluation.cause_file import read_evaluation
from tests.support.quick_commands import use, without_pictures
from tests.support.stub_run import quick_model

SCENARIO = """
name: was
title: {zh: 实际, en: As it was}
period: {start: 2023-01, months: 2}
ensemble: {members: 2, seed: 5}
world: {incomes: observed, own_course: frozen}
levers: {pilot_tasks: [{tasks: ["1.2", "4.1"], from: 2023-01}]}
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("was")
    (folder / "was.yaml").write_text(SCENARIO, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        use(patch, quick_model)
        without_pictures(patch)
        yield folder


def evaluate(place, *options, file="was.yaml", lang="en"):
    words = ["evaluate", str(place / file), "--out", str(place / "runs"), "--workers", "1", "--lang", lang]
    return CliRunner().invoke(run.app, [*words, *options])


def test_the_report_lies_beside_the_run_and_is_not_made_anew(place, monkeypatch):
    first = evaluate(place, "--by", "none", lang="zh")
    assert first.exit_code == 0, first.stderr
    folder = place / "runs" / "was"
    assert {"evaluation.en.html", "evaluation.zh.html"} <= {path.name for path in folder.iterdir()}
    assert "评估报告" in (folder / "evaluation.zh.html").read_text(encoding="utf-8")
    record = read_evaluation(folder)
    assert record["members"] == [0, 1] and set(record["causes"]["fdi"]) == {"2023", "total"}
    monkeypatch.setattr(outputs.evaluation.page, "write_evaluation", lambda *asked: [])  # it would say the same
    again = evaluate(place, "--by", "none")
    assert again.exit_code == 0 and "causes" not in again.stderr
    assert read_evaluation(folder) == record


@pytest.mark.long
def test_tasks_have_parts_of_their_own(place):
    assert evaluate(place, "--by", "tasks").exit_code == 0
    record = read_evaluation(place / "runs" / "was")
    assert [part["key"] for part in record["parts"]] == ["1.2", "4.1"] and record["by"] == "tasks"
    assert all(len(values) == 2 for part in record["parts"] for values in part["effect"].values())
    assert "By task" in (place / "runs" / "was" / "evaluation.en.html").read_text(encoding="utf-8")


def test_a_ledger_and_figures_go_in_together(place, monkeypatch):
    monkeypatch.setattr(outputs.evaluation.page, "LANGUAGES", ("en",))  # both are written in the other tests
    (place / "ledger.csv").write_text("task,date,share_done\n1.2,2023-01,50%\n4.1,2023-02,100%\n", encoding="utf-8")
    (place / "seen.csv").write_text("variable,from,value,error_pct\ntalent,2023-02,5,20\n", encoding="utf-8")
    given = ("--ledger", str(place / "ledger.csv"), "--observed", str(place / "seen.csv"), "--candidates", "3")
    result = evaluate(place, "--by", "none", *given)
    assert result.exit_code == 0, result.stderr
    notes = [line for line in result.stderr.splitlines() if line.startswith("note: ")]
    assert notes and len(notes) == len(set(notes))  # files are read once, and so are their notes
    text = (place / "runs" / "was-carried-out" / "evaluation.en.html").read_text(encoding="utf-8")
    assert "Evaluation: planned, carried out, effect" in text and "Given what was observed" in text
    assert "(fitted)" in text and "Dates and shares of tasks in the ledger" in text


@pytest.mark.parametrize(
    ("options", "text", "told"),
    [
        (("--by", "levers"), SCENARIO, "--by"),
        (("--format", "html,pdf"), SCENARIO, "--format pdf"),
        ((), SCENARIO.replace("incomes: observed, ", ""), "observed.yaml"),
    ],
)
def test_what_cannot_be_is_told(place, options, text, told):
    (place / "other.yaml").write_text(text.replace("name: was", "name: other"), encoding="utf-8")
    for lang in ("en", "zh"):
        result = evaluate(place, *options, file="other.yaml", lang=lang)
        assert result.exit_code == 2 and told in result.stderr
    assert not (place / "runs" / "other").exists()
