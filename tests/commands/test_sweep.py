"""The command ``sweep`` on a quick stand-in for the model."""

import csv
import dataclasses
import shutil

import numpy as np
import pytest
from typer.testing import CliRunner

import commands.sweep
import outputs.documents.html
import outputs.figures.figure_files
import outputs.sweep.sweep_figure
import run
from outputs.sweep import sweep_file
from outputs.sweep.sweep_figure import sweep as draw
from outputs.sweep.sweep_table import SHOWN, cell, notes
from tests.support.quick_commands import use
from tests.support.stub_run import quick_model

BASE = """\
name: base
title: {zh: 甲, en: Base}
period: {start: 2023-01, months: 3}
levers:
  route_rights:
    grants: [{from: 2023-02, origins: [SGP], weekly_frequencies: 7}]
"""
SWEEP = """\
name: flights
title: {zh: 航班, en: Flights}
base: base.yaml
members: 3
grid:
  levers.route_rights.grants[0].weekly_frequencies: [7, 14, 21]
  world.reopening: [slow, central]
"""
ran = []


def counted(setting, plans, parameters, draws):
    ran.append(len(plans))
    return quick_model(setting, plans, parameters, draws)


@pytest.fixture(scope="module", autouse=True)
def quick():
    with pytest.MonkeyPatch.context() as patch:
        use(patch, counted, commands.sweep)
        patch.setattr(outputs.figures.figure_files, "FORMATS", ("svg",))
        patch.setattr(outputs.documents.html, "images", lambda *_: [])  # the same figure once more, on the page
        yield


@pytest.fixture(scope="module")
def finished(tmp_path_factory, quick):
    """A folder with a sweep that was run, what that said, and how many plans it ran at once."""
    folder = tmp_path_factory.mktemp("finished")
    ran.clear()
    return folder, ask(folder, "--lang", "en"), list(ran)


@pytest.fixture
def folder(finished, tmp_path):
    """A copy of that folder, and nothing run since."""
    ran.clear()
    return shutil.copytree(finished[0], tmp_path / "copy")


def drawn_nowhere(monkeypatch):
    """The figure is looked at in another test."""
    monkeypatch.setattr(outputs.sweep.sweep_figure, "sweep", lambda *asked: None)
    monkeypatch.setattr(outputs.figures.figure_files, "save_forms", lambda *asked: [])


def ask(folder, *more):
    (folder / "base.yaml").write_text(BASE, encoding="utf-8")
    (folder / "flights.yaml").write_text(SWEEP, encoding="utf-8")
    line = ["sweep", str(folder / "flights.yaml"), "--workers", "1", "--out", str(folder / "out"), *more]
    return CliRunner().invoke(run.app, line)


def rows(folder, name="sweep.csv"):
    with (folder / "out" / "flights" / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_variants_share_the_counterfactual_and_are_compared(finished):
    tmp_path, result, runs = finished
    assert result.exit_code == 0, result.output
    assert runs == [4] * 6  # in each of three members and two worlds: the counterfactual and three variants
    effects = {row["variant"]: float(row["mean"]) for row in rows(tmp_path) if row["outcome"] == "visitors"}
    assert effects["3"] / effects["1"] == pytest.approx(2) and effects["5"] / effects["1"] == pytest.approx(3)
    ahead = {row["variant"]: row["members_ahead_of_first"] for row in rows(tmp_path) if row["outcome"] == "visitors"}
    assert ahead["1"] == "0" and ahead["5"] == "3"
    assert rows(tmp_path, "design.csv")[3]["world.reopening"] == "central"
    assert "21 / slow" in result.output
    assert "FDI in actual use: no difference between" in result.output, "flights bring visitors alone"
    assert all((tmp_path / f"out/flights/sweep.{lang}.svg").exists() for lang in ("en", "zh"))


def test_luck_beside_the_counterfactual_has_no_digits_and_no_variant_leads(finished):
    found = sweep_file.read(finished[0] / "out" / "flights")
    luck = np.tile(np.array([-2e-6, 1e-6, 2e-6]) * found.levels["fdi"][0], (len(found.names), 1))
    still = dataclasses.replace(found, effects={**found.effects, "fdi": luck * np.arange(1, 7)[:, None]})
    fdi, cost = (next(one for one in SHOWN if one.key == key) for key in ("fdi", "cost"))
    for lang in ("en", "zh"):
        assert cell(still, fdi, 5, lang) == "0"
        assert not set("(（") & set(cell(found, cost, 5, lang)), "an error of all unit costs is in no member"
        spans = [len(ax.collections) for ax in draw(still, lang).axes]
        assert spans[-1] == 0 < min(spans[:-1]), "of cost the mean alone"
        assert ("hardly any difference", "无明显差别")[lang == "zh"] in notes(still, lang)[0]


def test_keys_have_the_readers_names_and_small_effects_the_unit_that_fits(finished, monkeypatch):
    monkeypatch.setattr("outputs.figures.style.lay_out", lambda figure: None)
    found = sweep_file.read(finished[0] / "out" / "flights")
    assert (
        found.varied("en") == "Route rights granted, entry 1: weekly return flights / Reopening of international travel"
    )
    assert found.varied("zh") == "新获航权第1项：每周往返班次 / 国际往来恢复"
    assert dataclasses.replace(found, keys={}).varied("zh").endswith("world.reopening"), "as older versions left it"
    fdi = next(one for one in SHOWN if one.key == "fdi")
    small = np.tile(np.array([0.1, 0.2, 0.3]), (len(found.names), 1))  # million USD, in each member more than none
    clear = dataclasses.replace(found, effects={**found.effects, "fdi": small})
    assert clear.unit(fdi, "zh").name == "万美元" and cell(clear, fdi, 0, "zh") == "+20（+10 至 +30）"
    cost = next(one for one in SHOWN if one.key == "cost")
    paid = np.array([81.03, 81.034, 92.0, 92.0, 92.0, 92.0])[:, None].repeat(3, axis=1)
    dear = dataclasses.replace(found, effects={**found.effects, "cost": paid})
    assert (cell(dear, cost, 2, "en", first=True), cell(dear, cost, 1, "en", first=True)) == ("+11.0", "0.0")
    legend = [one for one in draw(found, "zh").legends[0].get_texts() if one.get_text() == "均值"]
    assert legend, "the circle is named"


def test_what_is_there_is_not_run_again_and_members_are_added(folder, monkeypatch):
    drawn_nowhere(monkeypatch)
    result = ask(folder, "--lang", "zh")
    assert result.exit_code == 0 and not ran and "航班" in result.output
    ask(folder, "--members", "4")
    assert ran == [4, 4]


def test_explore_shows_a_sweep_in_both_languages(folder):
    line = ["explore", str(folder / "out" / "flights"), "--out", str(folder / "runs"), "--lang", "en"]
    result = CliRunner().invoke(run.app, line)
    assert result.exit_code == 0, result.output
    page = (folder / "out" / "flights" / "explore.html").read_text(encoding="utf-8")
    assert page.count('role="tabpanel"') == 4 and "21 / slow" in page and "与首个方案相比" in page
    assert "[3/3]" in page  # more flights bring more visitors in each member
    file = folder / "out" / "flights" / "sweep.json"
    file.write_text(file.read_text(encoding="utf-8").replace('"members": [0, ', '"members": [0, 7, '), encoding="utf-8")
    result = CliRunner().invoke(run.app, line)
    assert result.exit_code == 2 and "run sweep again" in result.output


def test_a_fault_ends_the_command_before_anything_is_run(tmp_path):
    ran.clear()
    (tmp_path / "flights.yaml").write_text(SWEEP.replace("slow", "slo"), encoding="utf-8")
    (tmp_path / "base.yaml").write_text(BASE, encoding="utf-8")
    result = CliRunner().invoke(run.app, ["sweep", str(tmp_path / "flights.yaml"), "--out", str(tmp_path / "out")])
    assert result.exit_code == 2 and not ran and not (tmp_path / "out").exists()
