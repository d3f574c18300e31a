"""``validate``: a run scored end to end, its counterpart kept and used again, and input at fault told clearly."""

import csv
import dataclasses
import importlib.util
import io
import shutil

import numpy as np
import pytest
from typer.testing import CliRunner

import calibration.validation.conditional
import commands.run_ensemble
import outputs.documents.html
import outputs.figures.figure_files
import run
from calibration.validation import forecasts, hindcast, score_cases
from common.records import PROJECTIONS, Score
from outputs.observed import path
from outputs.results.open import open_run
from outputs.validation import score_figures, write_pages
from outputs.validation.score_rows import read
from scenarios.running.prepare import prepare
from tests.support.quick_commands import tiny_figure
from tests.support.stub_run import quick_model

SCENARIO = """
name: tiny
title: {zh: 小样例, en: Tiny sample}
period: {start: 2023-01, months: 3}
ensemble: {members: 3, seed: 11}
scale: 0.005
levers:
  visa_facilitation:
    visa_free: [{from: 2023-03, origins: [KOR, USA], stay_days: 30, scope: national}]
"""
HEAD = "variable,origin,from,to,value,source"


def command(folder, *words, lang="en"):
    return CliRunner().invoke(run.app, ["validate", *map(str, words), "--out", str(folder / "runs"), "--lang", lang])


def drawn_nothing(patch):
    """No figures of the run and none in pages, those beside them in one format: all have tests of their own."""
    patch.setattr(commands.run_ensemble, "_draw", lambda *asked: [])
    patch.setattr(outputs.documents.html, "images", lambda *asked: [])
    patch.setattr(outputs.figures.figure_files, "FORMATS", ("svg",))


def quickly(patch):
    """The quick model in place of the real one, for a run and for its counterpart."""

    def prepared(scenario, *beside):
        real = prepare(scenario, *beside)
        return real._replace(job=dataclasses.replace(real.job, pair=quick_model))

    patch.setattr(commands.run_ensemble, "prepare", prepared)
    patch.setattr(calibration.validation.conditional, "prepare", prepared)
    drawn_nothing(patch)
    small_pictures(patch)


def quick_references(patch):
    """Drift stands for exponential smoothing, which is fitted in other tests."""
    patch.setitem(forecasts.YEARLY, "ets", forecasts.drift)
    patch.setattr(score_cases, "_years_ahead", score_cases._years_ahead.__wrapped__)


def small_pictures(patch):
    """A line in place of each figure, for tests of other things: figures have tests of their own."""
    for name in ("projections", "pits", "skills"):
        patch.setattr(score_figures, name, tiny_figure)
    patch.setattr(write_pages, "fan", tiny_figure)


def seen_of(folder, run_folder) -> None:
    """A synthetic file of observations: the first member's own numbers."""
    with open_run(run_folder) as dataset:
        rows = [HEAD]
        for variable, label in (("visitors", ""), ("visitors", "KOR"), ("gdp", "")):
            along = path(dataset, variable, (("origin", label),) if label else ())
            for month, value in zip(along["month"].values, along.isel(member=0).values, strict=True):
                rows.append(f"{variable},{label},{str(month)[:7]},,{value:.17g},synthetic")
    (folder / "seen.csv").write_text("\n".join(rows), encoding="utf-8")


@pytest.fixture(scope="module")
def scored(tmp_path_factory):
    """A tiny run of the real model, scored against numbers of its own first member; and what was said."""
    folder = tmp_path_factory.mktemp("scored")
    (folder / "tiny.yaml").write_text(SCENARIO, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        drawn_nothing(patch)
        small_pictures(patch)
        quick_references(patch)
        first = CliRunner().invoke(
            run.app, ["simulate", str(folder / "tiny.yaml"), "--out", str(folder / "runs"), "--workers", "1"]
        )
        assert first.exit_code == 0, first.output
        seen_of(folder, folder / "runs" / "tiny")
        said = command(folder, "tiny", "--observed", folder / "seen.csv", "--workers", "1")
    assert said.exit_code == 0, said.output
    return folder, said


def test_a_projection_is_scored_in_both_worlds(scored):
    folder, said = scored
    rows = read(folder / "runs" / "tiny" / "validation.csv", Score)
    ours = {name: [row for row in rows if row.forecast == name] for name in PROJECTIONS}
    assert len(ours["unconditional"]) == len(ours["conditional"]) == 9
    assert all(np.isfinite(row.crps) and row.crps >= 0 for row in rows)
    assert all(row.low_80 <= row.low_50 <= row.high_50 <= row.high_80 for row in rows)
    # what was observed is a member of the run, so its three members cannot but hold it
    assert all(row.in_80 for row in ours["unconditional"])
    assert {"naive", "drift", "ets", "ar1", "asia_pacific"} <= {
        row.forecast for row in rows if row.variable == "visitors"
    }
    assert "Tiny sample against seen.csv" in said.stdout and "as observed" in said.stdout


def test_members_are_those_of_the_run(scored):
    folder, _ = scored
    row = next(
        one
        for one in read(folder / "runs" / "tiny" / "validation.csv", Score)
        if one.variable == "visitors" and not one.cell and one.forecast == "unconditional"
    )
    with open_run(folder / "runs" / "tiny") as dataset:
        by_hand = dataset["visitors"].sel(variant="scenario").isel(month=0).sum(["origin", "purpose"]).values
    assert row.mean == pytest.approx(by_hand.mean()) and row.median == pytest.approx(np.median(by_hand))


def test_the_counterpart_is_a_run_of_the_observed_world(scored):
    folder, _ = scored
    with open_run(folder / "runs" / "tiny" / "conditional") as other, open_run(folder / "runs" / "tiny") as own:
        assert "incomes: observed" in other.attrs["scenario_yaml"]
        np.testing.assert_array_equal(other["member"], own["member"])
        gdp = other["gdp"]
        np.testing.assert_array_equal(gdp.sel(variant="scenario"), gdp.sel(variant="counterfactual"))
        assert not np.array_equal(gdp.sel(variant="scenario"), own["gdp"].sel(variant="scenario"))


def test_the_counterpart_is_used_again(scored, monkeypatch):
    folder, _ = scored
    drawn_nothing(monkeypatch)
    small_pictures(monkeypatch)
    quick_references(monkeypatch)
    home = folder / "runs" / "tiny" / "conditional" / "results.nc"
    before = home.stat().st_mtime_ns
    said = command(folder, "tiny", "--observed", folder / "seen.csv", lang="zh")
    assert said.exit_code == 0 and "小样例，对照 seen.csv" in said.stdout
    assert home.stat().st_mtime_ns == before
    pages = [folder / "runs" / "tiny" / f"validation.{lang}.html" for lang in ("zh", "en")]
    assert all("seen.csv" in one.read_text(encoding="utf-8") for one in pages)


def test_input_at_fault_ends_with_2_and_writes_nothing(scored, tmp_path):
    folder, _ = scored
    bad = tmp_path / "bad.csv"
    bad.write_text("variable,from,value\nvisitor,2023-01,1\nvisitors,2023-13,x\n", encoding="utf-8")
    before = sorted(one.name for one in (folder / "runs" / "tiny").iterdir())
    for lang, told in (("en", "Did you mean visitors?"), ("zh", "是否想写 visitors？")):
        said = command(folder, "tiny", "--observed", bad, lang=lang)
        assert said.exit_code == 2 and told in said.stderr
        assert len(said.stderr.strip().splitlines()) == 3
    assert sorted(one.name for one in (folder / "runs" / "tiny").iterdir()) == before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("none", "--observed", "seen.csv"), "no run 'none'"),
        (("tiny",), "--observed FILE.csv"),
        (("--part", "past"), "backtests | routes | effects"),
        (("--part", "backtests", "--members", "1"), "at least 2"),
        (("--part", "effects", "--only", "Z99"), "no such effect"),
        (("--workers", "0"), "at least 1"),
    ],
)
def test_what_cannot_be_done_is_told(tmp_path, words, told):
    said = command(tmp_path, *words)
    assert said.exit_code == 2 and told in said.stderr


def test_missing_libraries_name_the_group(tmp_path, monkeypatch):
    real = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "statsmodels" else real(name))
    for lang in ("en", "zh"):
        said = command(tmp_path, lang=lang)
        assert said.exit_code == 2 and "uv run --group calibration run.py validate" in said.stderr


@pytest.mark.long
def test_without_a_run_the_observed_scenario_is_simulated(tmp_path, monkeypatch):
    quickly(monkeypatch)
    (tmp_path / "seen.csv").write_text(
        "variable,from,value\nvisitors,2023,3\nfdi_actual_use,2024,5\n", encoding="utf-8"
    )
    words = ("--observed", tmp_path / "seen.csv", "--members", "3", "--workers", "1")
    said = command(tmp_path, *words)
    assert said.exit_code == 0, said.output
    home = tmp_path / "runs" / "observed"
    assert (home / "unconditional" / "results.nc").is_file()  # its own world is the observed one
    with (home / "validation-summary.csv").open(encoding="utf-8") as lines:
        forecasts = {(row["group"], row["forecast"]) for row in csv.DictReader(io.StringIO(lines.read()))}
    assert {("visitors", name) for name in PROJECTIONS} <= forecasts
    again = command(tmp_path, *words[:2], "--alone")
    assert again.exit_code == 0 and "as projected" not in again.stdout.split("As projected:")[0]


@pytest.mark.long
def test_a_scenario_file_is_simulated_and_scored(tmp_path, monkeypatch):
    quickly(monkeypatch)
    (tmp_path / "tiny.yaml").write_text(SCENARIO, encoding="utf-8")
    (tmp_path / "seen.csv").write_text("variable,from,value\nvisitors,2023-02,3\n", encoding="utf-8")
    said = command(
        tmp_path, tmp_path / "tiny.yaml", "--observed", tmp_path / "seen.csv", "--members", "2", "--workers", "1"
    )
    assert said.exit_code == 0, said.output
    assert (tmp_path / "runs" / "tiny" / "validation.en.html").is_file()


def test_a_run_of_other_code_is_scored_alone(scored, tmp_path, monkeypatch):
    drawn_nothing(monkeypatch)
    small_pictures(monkeypatch)
    quick_references(monkeypatch)
    home = shutil.copytree(scored[0] / "runs" / "tiny", tmp_path / "runs" / "tiny")
    shutil.rmtree(home / "conditional")
    (tmp_path / "seen.csv").write_text("variable,from,value\nvisitors,2023-02,3\n", encoding="utf-8")
    record = home / "provenance.json"
    record.write_text(record.read_text(encoding="utf-8").replace('"code": "', '"code": "0'), encoding="utf-8")
    said = command(tmp_path, "tiny", "--observed", tmp_path / "seen.csv")
    assert said.exit_code == 0 and "rests on other code" in said.stderr
    assert not (home / "conditional").exists()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_file_at_fault_is_refused_before_anything_is_simulated(tmp_path, monkeypatch, lang):
    monkeypatch.setattr(commands.run_ensemble, "prepare", lambda *asked: pytest.fail("simulated"))
    (tmp_path / "tiny.yaml").write_text(SCENARIO, encoding="utf-8")
    (tmp_path / "seen.csv").write_text("variable,from,value\nvisitors,2405,3\nvisitors,2023,４\n", encoding="utf-8")
    for target in ((), (tmp_path / "tiny.yaml",)):
        said = command(tmp_path, *target, "--observed", tmp_path / "seen.csv", lang=lang)
        assert said.exit_code == 2
        assert "seen.csv:2:10: from" in said.stderr and "seen.csv:3:15: value" in said.stderr
        assert not (tmp_path / "runs").exists()


@pytest.fixture
def history(monkeypatch):
    """A stand-in for the model over the past: visitors and capital that grow at a steady pace."""
    from calibration import history as real

    def grown(parameters, draws, years, scale):
        pace = 1 + 0.05 * (draws.seed % 7) / 7
        steady = np.repeat(pace ** np.arange(years), 12) / 12
        return {
            "visitors": 5e5 * steady[:, None],
            "fdi_actual_use": 3e3 * steady[:, None],
            "visitor_spending": 400 * steady[:, None],
        }

    monkeypatch.setattr(real, "played", grown)


def test_backtests_write_their_page(tmp_path, history, monkeypatch):
    drawn_nothing(monkeypatch)
    quick_references(monkeypatch)
    asked = ("--part", "backtests", "--members", "3", "--workers", "1")
    said = command(tmp_path, *asked)
    assert said.exit_code == 0, said.output
    folder = tmp_path / "runs" / "validation"
    assert said.stdout.count("error one year ahead") == 3
    with (folder / "backtests.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert {row["forecast"] for row in rows if row["city"] == "nanjing"} == {"naive", "drift", "ets", "model"}
    assert len({row["city"] for row in rows}) == 7
    assert (folder / "backtests.zh.html").is_file() and (folder / "figures" / "hindcast.en.svg").is_file()
    kept = sorted(one.stat().st_mtime_ns for one in (folder / ".history").iterdir())
    years, members_ = hindcast.paths(folder / ".history", 3, workers=1)["fdi_musd"]
    assert members_.shape == (3, len(years)) and len(kept) == 3
    assert kept == sorted(one.stat().st_mtime_ns for one in (folder / ".history").iterdir())
