"""A ledger of tasks: how it is read, and that it acts as the same strengths written in a scenario do, bit for bit."""

import numpy as np
import pytest

from common.problems import InputError
from model.levers.pilot_tasks import efforts, strengths
from scenarios.ledger.carried_out import carried_out, notes_on
from scenarios.ledger.messages import CATALOGUE
from scenarios.ledger.progress import progress
from scenarios.ledger.reader import read_ledger
from scenarios.reading.reader import read
from scenarios.reading.write import resolved_yaml
from scenarios.running.member import compute
from scenarios.running.prepare import prepare
from scenarios.running.resolve import plan

PLAN = """
name: small
title: {zh: 小, en: Small}
period: {start: 2023-01, months: 10}
ensemble: {members: 1, seed: 7}
scale: 0.005
levers:
  pilot_tasks:
    - {tasks: ["4.1-4.3"], from: 2023-02, ramp_months: 2}
    - {tasks: ["3.7", "5.6"], announced: 2023-02, from: 2023-04, until: 2023-09, decided_by: province}
"""
LEDGER = """task,date,share_done,evidence,obstacle
4.1-4.2,2023-03,50%,notice 12,
4.1,2023-06-16,1,notice 30,
3.7,2023-05,0.4,,no money yet
"""
WRITTEN = """
    - {tasks: ["4.1", "4.2"], from: 2023-03, ramp_months: 2, strength: 0.5}
    - {tasks: ["4.1"], from: 2023-06-16, ramp_months: 2}
    - {tasks: ["3.7"], announced: 2023-02, from: 2023-05, until: 2023-09, strength: 0.4, decided_by: province}
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "small.yaml").write_text(PLAN, encoding="utf-8")
    return tmp_path


def ledger(folder, text=LEDGER, encoding="utf-8"):
    (folder / "ledger.csv").write_text(text, encoding=encoding)
    return read_ledger(folder / "ledger.csv", read(folder / "small.yaml"))[0]


def problems(folder, text):
    with pytest.raises(InputError) as error:
        ledger(folder, text)
    return error.value.problems


def test_a_ledger_acts_as_the_same_strengths_in_the_scenario_bit_for_bit(folder):
    found, planned = ledger(folder), prepare(read(folder / "small.yaml"))
    by_ledger = prepare(read(folder / "small.yaml"), ledger=found)
    head = PLAN.partition("    - ")[0]
    (folder / "written.yaml").write_text(head + WRITTEN, encoding="utf-8")
    written = compute(prepare(read(folder / "written.yaml")).job, 0)["scenario"]
    pair = compute(by_ledger.job, 0)
    as_planned = compute(planned.job, 0)["scenario"]
    assert all(np.array_equal(pair["scenario"][name], written[name], equal_nan=True) for name in written)
    assert all(np.array_equal(pair["planned"][name], as_planned[name], equal_nan=True) for name in as_planned)
    assert not np.array_equal(written["task_strength"], as_planned["task_strength"])
    assert (folder / "again.yaml").write_text(by_ledger.text, encoding="utf-8")
    assert resolved_yaml(read(folder / "again.yaml")) == by_ledger.text


def test_a_ledger_that_says_all_was_done_as_planned_changes_nothing(folder):
    scenario = read(folder / "small.yaml")
    done = "task,date,share_done\n4.1-4.3,2023-02,1\n3.7,2023-04,1\n5.6,2023-04-01,100%\n"
    carried = plan(carried_out(scenario, ledger(folder, done)).levers).pilot_tasks
    for month in range(120, 130):
        for how_far in (strengths, efforts):
            assert np.array_equal(how_far(carried, month), how_far(plan(scenario.levers).pilot_tasks, month))


def test_half_done_is_half_the_strength_and_what_is_stopped_ends(folder):
    found = ledger(folder, "task,date,share_done\n4.1,2023-02,0.5\n4.1,2023-06,0\n4.1,2023-08,0.3\n")
    runs = carried_out(read(folder / "small.yaml"), found).levers.pilot_tasks
    assert [(run.from_, run.until, run.strength) for run in runs] == [
        ("2023-02", "2023-05", 0.5),
        ("2023-08", None, 0.3),
    ]


def test_texts_of_a_ledger_are_part_of_the_run_but_not_of_its_members(folder):
    scenario = read(folder / "small.yaml")
    first = prepare(scenario, ledger=ledger(folder))
    other = prepare(scenario, ledger=ledger(folder, LEDGER.replace("notice 12", "notice 13")))
    half = prepare(scenario, ledger=ledger(folder, LEDGER.replace("0.4", "0.5")))
    assert first.job.inputs == other.job.inputs and first.identity != other.identity
    assert first.job.inputs != half.job.inputs != prepare(scenario).job.inputs
    assert first.hashes["ledger"] != other.hashes["ledger"] and first.scenario.name == "small-carried-out"


CHINESE = (
    "任务编号；日期；落实比例；依据；存在问题\n任务4.1；2023年3月；５０％；通知；\n3.7；2023/5/1；0.4；；资金未到位\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_columns_and_values_are_understood_as_people_write_them(folder, encoding):
    found = ledger(folder, CHINESE.replace("；", ";"), encoding)
    assert [(e.task, e.date, e.share_done) for e in found.entries] == [
        ("3.7", "2023-05-01", 0.4),
        ("4.1", "2023-03", 0.5),
    ]
    assert found.entries[0].obstacle == "资金未到位" and found.as_of == "2023-05-01"


def test_a_workbook_is_read_as_the_same_table(folder):
    import openpyxl

    book = openpyxl.Workbook()
    for row in (("task", "date", "share done"), ("4.1", "2023-03", 0.5), (3.7, "2023-05", 0.4)):
        book.active.append(row)
    book.active["C3"].number_format = "0%"
    book.save(folder / "ledger.xlsx")
    found, _ = read_ledger(folder / "ledger.xlsx", read(folder / "small.yaml"))
    assert [(e.task, e.share_done) for e in found.entries] == [("3.7", 0.4), ("4.1", 0.5)]


def test_a_ledger_reads_back_as_it_is_kept(folder):
    found = ledger(folder)
    again = ledger(folder, found.text())
    assert again.text() == found.text() and [e[:5] for e in again.entries] == [e[:5] for e in found.entries]


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("9.1,2023-03,1", "unknown_task", 1),
        ("1.1,2023-03,1", "not_planned", 1),
        ("4.1,2024-03,1", "date_outside", 5),
        ("4.1,soon,1", "bad_date", 5),
        ("4.1,2023-03,1.5", "out_of_range", 13),
        ("4.1,2023-03,half", "not_number", 13),
        ("4.1,2023-03,", "blank", 13),
        ("4.1,2023-03", "fields", 1),
        ("4.2,2023-03-01,0.4", "twice", 1),
        ("4.2,2023-05,0.4", "falls", 13),
    ],
)
def test_each_problem_has_its_place_and_says_what_is_allowed(folder, row, code, column):
    (problem,) = problems(folder, f"task,date,share_done\n4.2,2023-03,0.5\n{row}\n")
    assert (problem.code, problem.line, problem.column) == (code, 3, column)
    assert all(problem.render(lang).strip() for lang in ("en", "zh"))


def test_all_problems_are_listed_at_once_and_columns_are_named(folder):
    found = problems(folder, "task,dat,share_done,unit\n")
    assert [p.code for p in found] == ["no_column", "unknown_column", "unknown_column"]
    assert found[1].nearest == "date"
    assert len(problems(folder, "task,date,share_done\n9.1,2023-03,2\n1.1,x,1\n")) == 4


def test_what_is_not_in_the_ledger_is_said_first(folder):
    notes = list(notes_on(read(folder / "small.yaml"), ledger(folder)))
    assert [note.code for note in notes] == ["absent", "no_evidence", "later"]
    assert "4.3, 5.6" in notes[0].say("en") and "NOT carried out" in notes[0].say("en")


def test_each_task_of_the_plan_stands_beside_what_was_done(folder):
    rows = {row.task: row for row in progress(plan(read(folder / "small.yaml").levers), ledger(folder))}
    assert list(rows) == ["3.7", "4.1", "4.2", "4.3", "5.6"]
    assert (rows["4.1"].due, rows["4.1"].share_done, rows["4.1"].evidence) == (1.0, 1.0, "notice 30")
    assert (rows["4.3"].share_done, rows["4.3"].begun, rows["4.1"].begun) == (0.0, "", "2023-03")
    assert rows["3.7"].obstacle == "no money yet" and rows["4.1"].group == "table_4"


def test_sentences_are_in_both_languages():
    assert all("\u4e00" <= max(text.zh) and not any("\u4e00" <= c for c in text.en) for text in CATALOGUE.values())
