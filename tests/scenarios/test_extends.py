"""What a file inherits and what it is compared with; nothing outside its folder is read."""

import os
from pathlib import Path

import pytest

from common.problems import InputError
from scenarios.reading.reader import read
from tests.support.scenario_files import written

BASE = """\
name: base
title: {zh: 底, en: Base}
question: Whence?
author: A planner
period: {start: 2023-01, months: 24}
world: {reopening: slow}
levers:
  visa_facilitation:
    transit: [{from: 2023-07, hours: 240, scope: nanjing}]
    work_permits: [{from: 2023-09, processing_days: 10, residence_years: 5}]
"""
OWN = "name: own\ntitle: {zh: 上, en: Own}\nextends: base.yaml\n"


@pytest.fixture
def folder(tmp_path):
    written(tmp_path, BASE, "base.yaml")
    return tmp_path


def own(folder, text, name="own.yaml"):
    return written(folder, OWN + text, name)


def codes(path):
    try:
        read(path)
    except InputError as error:
        return [(p.code, p.path) for p in error.problems]
    return []


def test_tables_merge_lists_are_replaced_and_null_removes(folder):
    scenario = read(
        own(
            folder,
            """\
period: {months: 12}
author: null
levers:
  visa_facilitation:
    transit: [{from: 2023-08, hours: 144, scope: nanjing}]
    work_permits: null
  duty_free: {tax_refund: [{from: 2023-05, rate: 0.11, minimum_cny: 500}]}
""",
        )
    )
    assert (scenario.period.start, scenario.period.months) == ("2023-01", 12)
    assert scenario.author is None
    assert scenario.world.reopening == "slow"
    assert [rule.hours for rule in scenario.levers.visa_facilitation.transit] == [144]
    assert scenario.levers.visa_facilitation.work_permits == ()
    assert len(scenario.levers.duty_free.tax_refund) == 1


def test_name_title_question_and_counterfactual_are_not_inherited(folder):
    written(folder, BASE.replace("name: base", "name: base\ncounterfactual: other.yaml"), "base.yaml")
    written(folder, BASE.replace("name: base", "name: other"), "other.yaml")
    scenario = read(own(folder, ""))
    assert scenario.name == "own"
    assert scenario.question is None
    assert scenario.counterfactual.name == "no-levers"
    assert codes(written(folder, "extends: base.yaml\n", "bare.yaml")) == [("missing", ""), ("missing", "")]


@pytest.mark.parametrize(
    ("text", "code", "path"),
    [
        ("author: A planner\n", "override_changes_nothing", "author"),
        ("period: {months: 24}\n", "override_changes_nothing", "period.months"),
        ("period: {}\n", "override_changes_nothing", "period"),
        ("world: {reopening: slow, incomes: low}\n", "override_changes_nothing", "world.reopening"),
        (
            "levers: {visa_facilitation: {transit: [{hours: 240.0, from: 2023-07, scope: nanjing}]}}\n",
            "override_changes_nothing",
            "levers.visa_facilitation.transit",
        ),
        ("brakes: null\n", "null_removes_nothing", "brakes"),
        ("levers: {duty_free: null}\n", "null_removes_nothing", "levers.duty_free"),
    ],
)
def test_an_override_that_changes_nothing_is_an_error(folder, text, code, path):
    assert codes(own(folder, text)) == [(code, path)]


def test_a_default_written_out_is_no_override(folder):
    assert codes(own(folder, "world: {incomes: central}\nscale: 0.05\n")) == []


def test_a_problem_in_the_base_is_told_with_its_own_place(folder):
    written(folder, BASE.replace("hours: 240", "hours: 500"), "base.yaml")
    with pytest.raises(InputError) as caught:
        read(own(folder, ""))
    (problem,) = caught.value.problems
    assert problem.file.endswith("base.yaml")
    assert problem.line == 9


def test_a_date_that_falls_outside_only_through_the_heir_says_so(folder):
    path = own(folder, "period: {months: 6}\n")
    with pytest.raises(InputError) as caught:
        read(path)
    found = caught.value.problems
    assert {p.code for p in found} == {"date_outside"}
    assert all(p.file.endswith("base.yaml") and p.through == str(path) for p in found)
    assert "own.yaml" in found[0].render("en")
    assert "own.yaml" in found[0].render("zh")


def test_chains_and_circles(folder):
    written(folder, OWN.replace("base.yaml", "b.yaml"), "a.yaml")
    written(folder, OWN.replace("base.yaml", "c.yaml"), "b.yaml")
    written(folder, BASE, "c.yaml")
    assert read(folder / "a.yaml").world.reopening == "slow"
    written(folder, OWN.replace("base.yaml", "a.yaml"), "c.yaml")
    assert codes(folder / "a.yaml") == [("extends_cycle", "extends")]
    written(folder, OWN.replace("base.yaml", "self.yaml"), "self.yaml")
    assert codes(folder / "self.yaml") == [("extends_cycle", "extends")]


def test_a_very_long_chain_is_refused(folder):
    for k in range(30):
        written(folder, OWN.replace("base.yaml", f"f{k + 1}.yaml"), f"f{k}.yaml")
    written(folder, BASE, "f30.yaml")
    assert codes(folder / "f0.yaml") == [("extends_cycle", "extends")]
    assert codes(folder / "f20.yaml") == []


@pytest.mark.parametrize("key", ["extends", "counterfactual"])
@pytest.mark.parametrize(
    "name",
    [
        "../base.yaml",
        "/etc/passwd",
        "sub/base.yaml",
        "sub\\base.yaml",
        "base",
        ".hidden.yaml",
        "c:base.yaml",
        "5",
        "[a]",
    ],
)
def test_only_names_of_the_folder_are_taken(folder, key, name):
    text = f"name: a\ntitle: {{zh: 甲, en: A}}\n{key}: {name}\n"
    assert codes(written(folder, text)) == [("bad_file_name", key)]


@pytest.mark.parametrize("key", ["extends", "counterfactual"])
def test_a_link_must_not_lead_out_of_the_folder(folder, tmp_path_factory, key):
    outside = written(tmp_path_factory.mktemp("outside"), BASE, "secret.yaml")
    (folder / "link.yaml").symlink_to(outside)
    text = f"name: a\ntitle: {{zh: 甲, en: A}}\n{key}: link.yaml\n"
    assert codes(written(folder, text)) == [("outside_folder", key)]
    (folder / "link.yaml").unlink()
    (folder / "link.yaml").symlink_to("base.yaml")
    assert codes(written(folder, text)) == []


def test_what_is_no_ordinary_file_is_not_read(folder):
    os.mkfifo(folder / "pipe.yaml")
    (folder / "dir.yaml").mkdir()
    for name, code in (("pipe", "not_a_file"), ("dir", "not_a_file"), ("none", "no_such_file")):
        text = f"name: a\ntitle: {{zh: 甲, en: A}}\nextends: {name}.yaml\n"
        assert codes(written(folder, text)) == [(code, "extends")]


def test_only_the_levers_of_the_counterfactual_are_read(folder):
    written(folder, BASE + "brakes: [{risk: rents, slows: ['4.*'], to: 0.5}]\n", "other.yaml")
    text = "name: a\ntitle: {zh: 甲, en: A}\ncounterfactual: other.yaml\n"
    scenario = read(written(folder, text))
    assert scenario.counterfactual.name == "base"
    assert scenario.counterfactual.title.zh == "底"
    assert len(scenario.counterfactual.levers.visa_facilitation.transit) == 1
    assert scenario.counterfactual.brakes[0].risk == "rents"
    assert scenario.period.months == 36
    assert scenario.world.reopening == "central"


def test_levers_of_the_counterfactual_must_lie_in_the_scenarios_period(folder):
    text = "name: a\ntitle: {zh: 甲, en: A}\nperiod: {months: 6}\ncounterfactual: base.yaml\n"
    found = codes(written(folder, text))
    assert found == [
        ("date_outside", "counterfactual.levers.visa_facilitation.transit[0].from"),
        ("date_outside", "counterfactual.levers.visa_facilitation.work_permits[0].from"),
    ]


def test_a_counterfactual_at_fault_is_told_once(folder):
    written(folder, BASE.replace("hours: 240", "hours: 500"), "base.yaml")
    with pytest.raises(InputError) as caught:
        read(written(folder, "name: a\ntitle: {zh: 甲, en: A}\ncounterfactual: base.yaml\n"))
    assert [p.code for p in caught.value.problems] == ["out_of_range"]


def test_two_files_may_be_compared_with_each_other_but_none_with_itself(folder):
    head = "title: {zh: 甲, en: A}\ncounterfactual: "
    written(folder, f"name: a\n{head}b.yaml\n", "a.yaml")
    written(folder, f"name: b\n{head}a.yaml\n", "b.yaml")
    assert codes(folder / "a.yaml") == codes(folder / "b.yaml") == []
    assert codes(written(folder, f"name: a\n{head}a.yaml\n", "a.yaml")) == [("counterfactual_self", "counterfactual")]


def test_a_counterfactual_may_be_written_out(folder):
    text = """\
name: a
title: {zh: 甲, en: A}
counterfactual: {levers: {pilot_tasks: [{tasks: ["4.*"], from: 2023-04}]}}
"""
    assert read(written(folder, text)).counterfactual.levers.pilot_tasks[0].tasks == ("4.*",)
    wrong = text.replace("2023-04", "2030-04").replace('"4.*"', '"9.*"')
    assert {code for code, _ in codes(written(folder, wrong))} == {"date_outside", "unknown_task"}


@pytest.mark.parametrize("key", ["extends", "counterfactual", "history"])
def test_a_file_that_is_not_there_is_answered_with_the_nearest_beside_it(tmp_path, key):
    (tmp_path / "observed.yaml").write_text("name: observed\ntitle: {zh: 甲, en: A}\n", encoding="utf-8")
    plan = tmp_path / "plan.yaml"
    plan.write_text(f"name: plan\ntitle: {{zh: 乙, en: B}}\n{key}: observd.yaml\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read(plan)
    (problem,) = [one for one in caught.value.problems if one.code == "no_such_file"]
    assert problem.nearest == "observed.yaml"


@pytest.mark.parametrize(
    ("typed", "near"), [("plan-104", "plan-104.yaml"), ("scenarios/plan104.yaml", "plan-104.yaml")]
)
def test_a_scenario_typed_as_lists_give_it_is_answered_with_its_file(typed, near):
    with pytest.raises(InputError) as caught:
        read(typed)
    assert Path(caught.value.problems[0].nearest).name == near and Path(caught.value.problems[0].nearest).exists()
