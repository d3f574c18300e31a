"""Triggers in scenario files: what is read, and what is said of those that cannot act."""

import pytest

from scenarios.attributing.coalitions import coalition, players, unlabelled
from scenarios.reading.reader import read, read_with_notes
from scenarios.running import resolve
from tests.support.scenario_files import problems, written

SOUND = """\
name: sound
title: {zh: 样例, en: Sample}
levers:
  visa_facilitation: {transit: [{from: 2023-07, hours: 240, scope: nanjing}]}
triggers:
  - outcome: visitors
    below: 900000
    by: 2024-06
    then:
      duty_free: {tax_refund: [{from: 2024-07, rate: 0.11, minimum_cny: 200}]}
"""


def test_a_trigger_becomes_a_plan_that_waits(tmp_path):
    plan = resolve.plans(read(written(tmp_path, SOUND)))["scenario"]
    (trigger,) = plan.triggers
    assert (trigger.outcomes, trigger.below, trigger.by) == (("visitors",), 900000.0, 137)
    assert trigger.then.duty_free[0].start == 138.0 and not plan.duty_free
    assert plan.since == 0, "flows count from the start of the run"


def test_the_months_of_history_do_not_count_for_a_level(tmp_path):
    written(tmp_path, "name: past\ntitle: {zh: 过去, en: Past}\nperiod: {start: 2023-01, months: 12}\n", "past.yaml")
    following = SOUND.replace("2023-07", "2024-03") + "history: past.yaml\nperiod: {start: 2024-01, months: 12}\n"
    scenario = read(written(tmp_path, following))
    plan = resolve.plans(scenario)["scenario"]
    assert plan.triggers and resolve.setting(scenario).start == plan.since - 12 == 120


def test_what_a_trigger_sets_off_belongs_to_its_lever(tmp_path):
    plans = resolve.plans(read(written(tmp_path, SOUND)))
    usual, plan = plans["counterfactual"], plans["scenario"]
    everyone = [player.key for player in players(usual, plan, "levers")]
    assert everyone == ["visa_facilitation", "duty_free"]
    alone = coalition(usual, plan, "levers", ["duty_free"], everyone)
    assert alone.triggers == plan.triggers and not alone.visa_facilitation
    assert not coalition(usual, plan, "levers", ["visa_facilitation"], everyone).triggers
    assert unlabelled(plan).triggers[0].then.duty_free[0].label == ""


@pytest.mark.parametrize(("held", "noted"), [("duty_free", []), ("cross_border_finance", ["brake_on_nothing"])])
def test_a_brake_on_what_only_a_trigger_sets_off_is_no_idle_one(tmp_path, held, noted):
    text = SOUND + f"brakes: [{{risk: data, slows: [{held}], to: 0.5}}]\n"
    assert [note.code for note in read_with_notes(written(tmp_path, text))[1]] == noted


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("outcome: visitors", "outcome: visitor", (6, "unknown_result", "visitors")),
        ("outcome: visitors", "outcome: 入境游客", (6, "unknown_result", "visitors")),
        ("outcome: visitors", "outcome: 外资", (6, "unknown_result", "fdi_actual_use")),
        ("by: 2024-06", "by: 2025-12", (8, "trigger_at_end", None)),
        ("by: 2024-06", "by: 2026-06", (8, "date_outside", None)),
        ("from: 2024-07", "from: 2024-06", (10, "not_after_trigger", None)),
        ("rate: 0.11", "rate: 11", (10, "out_of_range", "0.11")),
        ("below: 900000", "below: many", (7, "not_number", None)),
        ("below: 900000", "below: 90万", (7, "number_as_text", "900000")),
        ("below: 900000", "below: 90%", (7, "number_as_text", None)),
        ("    by: 2024-06\n", "", (6, "missing", None)),
    ],
)
def test_faults_are_told_where_they_are(tmp_path, old, new, expected):
    found = [(one.line, one.code, one.nearest) for one in problems(tmp_path, SOUND.replace(old, new))]
    assert expected in found, found
