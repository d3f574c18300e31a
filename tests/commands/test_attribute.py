import csv
import dataclasses

import numpy as np
import pytest
from typer.testing import CliRunner

import commands.attribute
import commands.run_ensemble
import outputs.figures.figure_files
import outputs.figures.ranking
import outputs.figures.waterfall
import run
from outputs.attribution.attribution_file import open_attribution, outcome_part
from outputs.attribution.ranking_file import open_ranking
from outputs.results.open import open_run
from outputs.results.outcomes import HEADLINES, effect, monthly
from tests.support.quick_commands import tiny_figure, use
from tests.support.stub_run import quick_model

SCENARIO = """
name: two-routes
title: {zh: 两条航线, en: Two routes}
period: {start: 2023-01, months: 4}
ensemble: {members: 3, seed: 5}
levers:
  route_rights:
    grants: [{from: 2023-02, origins: [SGP], weekly_frequencies: 14}]
  duty_free:
    tax_refund: [{from: 2023-02, rate: 0.11, minimum_cny: 500}]
  pilot_tasks:
    - {tasks: ["1.2", "2.2", "3.1", "4.1", "5.9"], from: 2023-01}
"""


@pytest.fixture(scope="module", autouse=True)
def quick():
    """A quick model in place of the real one, no figures of the run, a line for others: they have tests of their own."""

    with pytest.MonkeyPatch.context() as patch:
        use(patch, quick_model, commands.attribute)
        patch.setattr(commands.run_ensemble, "look_for_idle_levers", lambda *args: tuple)
        patch.setattr(outputs.figures.figure_files, "FORMATS", ("svg",))
        patch.setattr(outputs.figures.waterfall, "waterfall", tiny_figure)
        patch.setattr(outputs.figures.ranking, "ranking", tiny_figure)
        yield


@pytest.fixture
def file(tmp_path):
    (tmp_path / "two-routes.yaml").write_text(SCENARIO, encoding="utf-8")
    return tmp_path / "two-routes.yaml"


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """A file, what attributing it said, and its run."""
    file = tmp_path_factory.mktemp("finished") / "two-routes.yaml"
    file.write_text(SCENARIO, encoding="utf-8")
    return file, attribute(file), file.parent / "runs" / "two-routes"


def attribute(file, *options, lang="en"):
    words = ["attribute", str(file), "--out", str(file.parent / "runs"), "--workers", "1", "--lang", lang]
    return CliRunner().invoke(run.app, [*words, *options])


def test_the_run_is_made_and_shared_out(finished):
    _, result, final = finished
    assert result.exit_code == 0, result.stderr
    assert {"attribution.nc", "attribution.csv", "results.nc", "summary.csv"} <= {path.name for path in final.iterdir()}
    assert len(list((final / "figures").glob("attribution.*"))) == 2
    shared = open_attribution(final)
    with open_run(final) as dataset:
        for outcome in HEADLINES:
            whole = effect(monthly(dataset, outcome)).sum("month").values
            np.testing.assert_allclose(outcome_part(shared, outcome).sum("player").values, whole, atol=1e-9)
            np.testing.assert_allclose(outcome_part(shared, outcome, "_effect").values, whole, atol=1e-9)
    assert list(shared["player"].values) == ["route_rights", "duty_free", "pilot_tasks"]
    with (final / "attribution.csv").open(encoding="utf-8") as rows:
        assert {row["part"] for row in csv.DictReader(rows)} == {
            "contribution",
            "interaction",
            "effect",
            "counterfactual",
        }


def test_what_is_found_is_told_in_both_languages(finished):
    file, result, _ = finished
    for part in ("who brings the effect", "all 8 coalitions", "Route rights", "contributes nothing", "attribution.nc"):
        assert part in result.stdout
    assert "two-routes: 24 of 24 runs" in result.stderr
    again = attribute(file, lang="zh")
    assert again.exit_code == 0
    assert "效果由谁带来" in again.stdout and "沿用" in again.stderr and "次运行" not in again.stderr


@pytest.mark.long
def test_other_members_ask_for_replace_and_reuse_what_there_is(finished):
    file, _, final = finished
    before = (final / "attribution.nc").read_bytes()
    refused = attribute(file, "--members", "4")
    assert refused.exit_code == 2 and "--replace" in refused.stderr
    assert (final / "attribution.nc").read_bytes() == before
    more = attribute(file, "--members", "4", "--replace")
    assert more.exit_code == 0 and "two-routes: 3 of 32 runs" in more.stderr
    assert open_attribution(final).sizes["member"] == 4
    with open_run(final) as dataset:
        assert dataset.sizes["member"] == 3
    back = attribute(file, "--replace", "--resume")
    assert "two-routes: 3 of 24 runs" in back.stderr
    assert (final / "attribution.nc").read_bytes() == before


@pytest.mark.long
def test_tasks_by_table_are_sampled_beside_it(finished):
    file, _, final = finished
    result = attribute(file, "--by", "tables", "--permutations", "8", lang="zh")
    assert result.exit_code == 0, result.stderr
    shared = open_attribution(final, "tables")
    assert shared.sizes["player"] == 7 and shared.sizes["block"] == 2
    assert "标准误" in result.stdout and "表3：" in result.stdout
    assert (final / "attribution.nc").is_file() and (final / "attribution-tables.csv").is_file()
    assert attribute(file, "--by", "decider").exit_code == 0
    assert list(open_attribution(final, "decider")["player"].values) == ["national", "city"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--by", "zones"], "levers | tables | decider | tasks | fields"),
        (["--permutations", "0"], "at least 1"),
        (["--permutations", "8"], "every coalition is run"),
        (["--by", "tasks", "--permutations", "8"], "samples no orders"),
        (["--members", "0"], "--members"),
        (["--workers", "0"], "--workers"),
    ],
)
def test_wishes_that_cannot_be_met_write_nothing(file, options, said):
    result = attribute(file, *options)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not (file.parent / "runs").exists()


def test_nothing_done_is_nothing_to_share_out(file):
    file.write_text(SCENARIO.split("levers:")[0], encoding="utf-8")
    for lang, said in (("en", "no effect to share out"), ("zh", "没有可分解的效果")):
        result = attribute(file, lang=lang)
        assert result.exit_code == 2 and said in result.stderr
    assert not (file.parent / "runs").exists()


def test_another_run_of_that_name_is_not_overwritten_without_asking(finished, file):
    other = finished[0].with_name("other.yaml")
    other.write_text(SCENARIO.replace("14", "7"), encoding="utf-8")
    result = attribute(other)
    assert result.exit_code == 2 and "--replace" in result.stderr


def test_coalitions_of_other_code_or_data_are_cleared_away_and_others_kept(finished):
    file, _, _ = finished
    kept = file.parent / "runs" / ".two-routes.coalitions"
    (here,) = kept.iterdir()
    before = {path.name for path in here.iterdir()}
    (kept / "0123456789ab" / "old").mkdir(parents=True)
    result = attribute(file, "--by", "decider", "--replace", "--members", "2")
    assert result.exit_code == 0, result.stderr
    assert list(kept.iterdir()) == [here]
    assert before and before <= {path.name for path in here.iterdir()}


def never(*args):
    raise ZeroDivisionError("no coalition can run")


@pytest.mark.long
def test_only_when_no_member_is_whole_the_command_fails(file, monkeypatch):
    monkeypatch.setattr(
        commands.attribute.coalition_runs, "question", broken(commands.attribute.coalition_runs.question)
    )
    result = attribute(file)
    assert result.exit_code == 1
    assert "3 of 3 members failed" in result.stderr and "no coalition can run" in result.stderr
    assert not (file.parent / "runs" / "two-routes" / "attribution.nc").exists()


def broken(question):
    def asked(job, *rest):
        return question(dataclasses.replace(job, pair=never), *rest)

    return asked


def test_fields_are_ranked_beside_the_shares(finished):
    file, _, final = finished
    result = attribute(file, "--by", "fields", "--members", "2", lang="zh")
    assert result.exit_code == 0, result.stderr
    assert "先做哪些领域" in result.stdout and "科技服务领域" in result.stdout and "标准误" in result.stdout
    ranked = open_ranking(final, "fields")
    assert ranked.sizes == {"player": 7, "member": 2, "month": 4, "outcome": 5}
    for form in ("nc", "csv", "xlsx"):
        assert (final / f"ranking-fields.{form}").is_file()
    assert len(list((final / "figures").glob("ranking-fields.*"))) == 2
    again = attribute(file, "--by", "fields", "--members", "2")
    assert again.exit_code == 0 and "stands" in again.stderr
    assert attribute(file, "--by", "fields", "--members", "3").exit_code == 2
