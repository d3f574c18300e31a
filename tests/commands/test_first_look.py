"""What first members say is what the table of just these members says; elsewhere than on a terminal it is a sentence."""

import dataclasses
import time

import numpy as np
import pytest

from commands import first_look, progress, pulse
from commands.console import Console
from commands.first_look import FirstLook, looked_at
from outputs.results.outcomes import HEADLINES
from scenarios.reading.reader import read
from scenarios.running import ensemble
from scenarios.running.member import CITY_MEMBERS, beside
from scenarios.running.prepare import prepare
from tests.commands.test_simulate import SCENARIO
from tests.support.scenario_files import written
from tests.support.stub_run import quick_model


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    """A scenario of twelve members with a quick model, and the folder that holds them."""
    folder = tmp_path_factory.mktemp("look")
    prepared = prepare(read(written(folder, SCENARIO.replace("members: 4", "members: 12"))))
    prepared = prepared._replace(job=dataclasses.replace(prepared.job, pair=quick_model))
    ensemble.run(prepared.job, 12, folder / "members", workers=1)
    return prepared, folder / "members"


def cells(table) -> list[list[str]]:
    return [list(column.cells) for column in table.columns]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_table_comes_with_the_second_member_and_holds_what_is_there(asked, lang, monkeypatch):
    monkeypatch.setattr(first_look, "_PAUSE_S", -1.0)
    monkeypatch.setattr(first_look.sys.stderr, "isatty", lambda: True, raising=False)
    prepared, folder = asked
    look = FirstLook(prepared, folder, lang)
    look.add(7)
    assert look.table() is None
    look.add(3)
    assert "2" in look.table().title and "12" in look.table().title
    assert {"en": "2 members are too few for an 80 % interval", "zh": "2个样本不足以给出80%区间"}[
        lang
    ] in look.table().caption
    for member in (5, 1, 0, 2, 9, 4, 6):
        look.add(member)
    assert len(look) == 9 and "9" in look.table().title and "12" in look.table().title and look.table().caption is None
    outcomes, _, _, levels, _, changes = cells(look.table())
    assert len(outcomes) == len(HEADLINES)
    visitors = [look._flows[member]["visitors"].sum(axis=1) for member in look._flows]
    usual, scenario = np.mean(visitors, axis=0)
    place, unit = [outcome.key for outcome in HEADLINES].index("visitors"), {"en": 1e3, "zh": 1e4}[lang]
    assert float(levels[place]) == pytest.approx(scenario / unit, rel=1e-3)
    assert scenario > 11 * usual and changes[place] == "–", "more than ten times a level is no change in per cent"


def test_who_comes_first_does_not_matter(asked, monkeypatch):
    monkeypatch.setattr(first_look, "_PAUSE_S", -1.0)
    prepared, folder = asked
    tables = []
    for order in (range(8), reversed(range(8))):
        look = FirstLook(prepared, folder, "en")
        for member in order:
            look.add(member)
        tables.append(cells(look.table()))
    assert tables[0] == tables[1]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_elsewhere_than_on_a_terminal_it_is_said_of_the_first_two_and_of_eight(asked, lang, capsys):
    prepared, folder = asked
    with looked_at(prepared, folder, Console(lang)) as (shown, look):
        for done in range(1, 13):
            look.add(done - 1)
            shown(done, 12, 0)
    said = capsys.readouterr().err
    assert said.count({"en": "first look", "zh": "初步结果"}[lang]) == 2
    for members in (2, 8):
        assert {"en": f"{members} of 12 members", "zh": f"12 个样本中的 {members} 个"}[lang] in said


def test_members_that_take_least_time_are_run_first(asked):
    prepared, _ = asked
    job = dataclasses.replace(prepared.job, city=prepared.job.scenario)
    order = ensemble._in_turn(job, list(range(20)))
    assert sorted(order) == list(range(20))
    assert not any(beside(job, member) for member in order[: ensemble.FIRST])
    assert order[ensemble.FIRST :][:CITY_MEMBERS] == list(range(CITY_MEMBERS))
    assert ensemble._in_turn(prepared.job, [3, 1]) == [3, 1]


def test_on_a_terminal_the_table_stands_above_the_bar(asked, monkeypatch, capsys):
    prepared, folder = asked
    monkeypatch.setattr(progress.sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "110")
    with looked_at(prepared, folder, Console("en")) as (shown, look):
        for done in range(1, 10):
            look.add(done - 1)
            shown(done, 12, 0)
    said = capsys.readouterr().err
    assert "first look at" in said and said.index("first look at") < said.rindex("9/12")


def test_a_step_that_takes_long_is_named(monkeypatch, capsys):
    monkeypatch.setattr(pulse, "SILENT_S", 0.01)
    with progress.at_work("run", "drawing", "正在绘图", Console("zh")):
        time.sleep(0.1)
    assert capsys.readouterr().err.startswith("run：正在绘图（0 秒）\n")
    monkeypatch.setattr(pulse, "SILENT_S", 60.0)
    with progress.at_work("run", "drawing", "正在绘图", Console("zh")):
        pass
    assert capsys.readouterr().err == ""
