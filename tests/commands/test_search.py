"""The command ``search`` on a planted model: tables, plans that check accepts, pages in both languages."""

import csv
import dataclasses
import re

import pytest
from typer.testing import CliRunner

import commands.search
import outputs.documents.html
import outputs.figures.figure_files
import run
from outputs.figures.figure_numbers import numbers_of
from outputs.figures.style import ORANGE
from outputs.search import search_file
from outputs.search.search_figures import front
from outputs.search.search_tables import tables
from tests.support import planted
from tests.support.quick_commands import use, without_pace

BASE = "name: base\ntitle: {zh: 甲, en: Base}\nscale: 0.01\nperiod: {start: 2023-01, months: 12}\n"
SEARCH = """\
name: tiny
title: {zh: 小例, en: A tiny search}
question: {zh: 哪些最好？, en: Which are best?}
base: base.yaml
choose:
  tasks: {tasks: ["1.2-1.4", "1.6", "2.2"], from: [2023-02]}
  levers:
    flights:
      title: {zh: 航班, en: Flights}
      adds: {route_rights: {grants: [{from: 2023-07, origins: [SGP], weekly_frequencies: 7}]}}
want: [{most: visitors}]
within: {fiscal_cost: 125, decided_by: [city, province]}
reach: {most: visitors, amount: 100}
worlds: {reopening: [slow, fast]}
runs: 100
"""
ran = []


FAILS = (2023 + 3, 4)
"""Seed and number of a fresh world that fails under every plan."""


def counted(setting, plans, parameters, draws):
    if draws.ensemble == FAILS:
        raise FloatingPointError("nothing left to divide")
    ran.append(len(plans))
    return planted.planted_model(setting, plans, parameters, draws)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("search")


@pytest.fixture(scope="module", autouse=True)
def quick():
    with pytest.MonkeyPatch.context() as patch:
        use(patch, counted, commands.search)
        without_pace(patch)
        patch.setattr(outputs.figures.figure_files, "FORMATS", ("svg",))
        patch.setattr(outputs.documents.html, "images", lambda *_: [])  # the same figures once more, on pages
        yield


def ask(folder, lang="en"):
    (folder / "base.yaml").write_text(BASE, encoding="utf-8")
    (folder / "tiny.yaml").write_text(SEARCH, encoding="utf-8")
    line = ["search", str(folder / "tiny.yaml"), "--workers", "1", "--out", str(folder / "out"), "--lang", lang]
    return CliRunner().invoke(run.app, line)


@pytest.fixture(scope="module")
def said(folder):
    result = ask(folder)
    assert result.exit_code == 0, result.output
    return result.output


def rows(folder, name):
    with (folder / "out" / "tiny" / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_best_plan_is_found_and_said(said, folder):
    best = {row["choice"] for row in rows(folder, "plans.csv") if row["plan"] == "best"}
    assert best == {"1.2", "1.4"}  # 90 million for 500; 1.6 would break the budget
    assert "takes 2 measures and costs 90 million CNY" in said
    choices = {row["choice"]: row for row in rows(folder, "choices.csv")}
    assert choices["1.2"]["in_good_plans"] == "every" and choices["flights"]["in_good_plans"] == "none"
    assert rows(folder, "rights.csv")[0]["right_en"] == "Flights" and float(rows(folder, "rights.csv")[0]["added"]) > 0


def test_plans_are_scenario_files_that_check_accepts(said, folder):
    files = sorted((folder / "out" / "tiny" / "plans").glob("*.yaml"))
    assert files and "best.yaml" in [path.name for path in files]
    checked = CliRunner().invoke(run.app, ["check", *map(str, files), "--lang", "en"])
    assert checked.exit_code == 0, checked.output


def test_pages_and_tables_are_written(said, folder):
    place = folder / "out" / "tiny"
    names = ("front", "plans", "choices", "regret", "boxes", "voi", "rights", "fit", "worlds")
    assert all((place / f"{name}.csv").is_file() for name in names)
    for lang, words in (("en", "The answer"), ("zh", "结论")):
        assert words in (place / f"search.{lang}.html").read_text(encoding="utf-8")
        assert (place / "figures" / f"front.{lang}.svg").is_file()
    page = (place / "search.zh.html").read_text(encoding="utf-8")
    assert "最好方案（best）" in page
    assert "小例：最好方案（best）" in (place / "plans" / "best.yaml").read_text(encoding="utf-8")
    found = search_file.read(place)
    elsewhere = dataclasses.replace(found, front=found.front[:1])
    for result in (found, elsewhere):  # the best plan is in the figure, on the line of budgets or beside it
        figure = front(result, "zh")
        names = [row[1] for row in numbers_of(figure).rows]
        assert "最好方案（best）" in names and (result is found or len(names) == len(set(names)))
        assert any(text.get_text() == "结论中的最好方案" for text in figure.legends[0].get_texts())
        assert any(line.get_marker() == "D" and line.get_color() == ORANGE for line in figure.axes[0].lines)
    budgets = [float(row["found"]) for row in rows(folder, "front.csv")]
    assert budgets == sorted(budgets)


def test_the_same_search_runs_nothing_again(said, folder, monkeypatch):
    def only_tables(found, result, plans, place):  # pages are drawn in another test
        for name, text in tables(result).items():
            (place / name).write_text(text, encoding="utf-8")
        return []

    monkeypatch.setattr(commands.search, "_write", only_tables)
    before = {path.name: path.read_bytes() for path in (folder / "out" / "tiny").glob("*.csv")}
    ran.clear()
    result = ask(folder, "zh")
    assert result.exit_code == 0 and not ran and "预算为" in result.output
    assert {path.name: path.read_bytes() for path in (folder / "out" / "tiny").glob("*.csv")} == before


def test_a_member_that_fails_is_left_out_and_named(said, folder):
    (row,) = rows(folder, "failed.csv")
    assert (row["stage"], row["seed"], row["member"]) == ("stress", "2026", "4") and "nothing left" in row["why"]
    assert "1 member failed and is left out" in said and "nothing left to divide" in said
    worlds = {row["world"] for row in rows(folder, "worlds.csv")}
    assert len(worlds) == 8 and "4" not in worlds
    assert "1个样本失败" in (folder / "out" / "tiny" / "search.zh.html").read_text(encoding="utf-8")


def test_where_all_members_of_a_stage_fail_the_search_stops(folder, monkeypatch):
    monkeypatch.setitem(globals(), "FAILS", (2023, 0))  # the only one with which the first seed screens
    (folder / "base.yaml").write_text(BASE, encoding="utf-8")
    (folder / "stops.yaml").write_text(SEARCH.replace("name: tiny", "name: stops"), encoding="utf-8")
    result = CliRunner().invoke(
        run.app,
        ["search", str(folder / "stops.yaml"), "--workers", "1", "--out", str(folder / "out"), "--lang", "en"],
    )
    assert result.exit_code == 1 and "no member of a stage finished" in result.output
    assert not (folder / "out" / "stops").exists()


def explored(folder, *names):
    line = ["explore", *names, "--out", str(folder / "runs"), "--to", str(folder / "page.html"), "--lang", "zh"]
    return CliRunner().invoke(run.app, line)


def test_explore_shows_a_search_in_both_languages(said, folder):
    (folder / "searches").symlink_to(folder / "out")
    result = explored(folder, "tiny")
    assert result.exit_code == 0, result.output
    page = (folder / "page.html").read_text(encoding="utf-8")
    for lang in ("en", "zh"):
        assert page.count(f'data-lang="{lang}"') == 1 and page.count(f'id="{lang}-panel-') == 6
    assert "takes 2 measures and costs 90 million CNY" in page and "采用2项措施" in page
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids)) and "http" not in re.sub(r'="data:[^"]*"|http-equiv', "", page)


def test_explore_says_what_is_wrong_with_a_search(said, folder):
    place = folder / "broken"
    place.mkdir()
    whole = (folder / "out" / "tiny" / "search.json").read_text(encoding="utf-8")
    for broken in (
        whole[:-40],
        "[]",
        whole.replace('"form": 1', '"form": 9'),
        whole.replace('"finalists": [', '"finalists": [77, '),
    ):
        (place / "search.json").write_text(broken, encoding="utf-8")
        result = explored(folder, str(place))
        assert result.exit_code == 2 and "请再次运行" in result.output, broken[:80]
    result = explored(folder, str(folder / "out" / "tiny"), "another")
    assert result.exit_code == 2 and "单独成页" in result.output


def test_check_knows_the_kind_of_file(said, folder):
    checked = CliRunner().invoke(
        run.app, ["check", str(folder / "tiny.yaml"), str(folder / "base.yaml"), "--lang", "en"]
    )
    assert checked.exit_code == 0
    assert "a search among 6 measures" in checked.output and "Base, 12 months" in checked.output
    broken = folder / "broken.yaml"
    broken.write_text(SEARCH.replace("most: visitors", "most: visitor", 1), encoding="utf-8")
    checked = CliRunner().invoke(run.app, ["check", str(broken), "--lang", "zh"])
    assert checked.exit_code == 2 and "broken.yaml:11" in checked.output
