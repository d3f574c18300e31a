"""The shipped scenarios: sound, in both languages, and saying what their names promise."""

import functools

import pytest

from common.vocabulary import LEVERS, TASK_TABLES, TASKS
from model.levers.catalogue import catalogue
from scenarios.explaining.library import FOLDER, find, library, nearest_name
from scenarios.reading.reader import read
from scenarios.reading.write import resolved_yaml
from scenarios.running.resolve import plans, setting

NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
ONE_LEVER = {
    "route-rights": "route_rights",
    "visa-facilitation": "visa_facilitation",
    "duty-free": "duty_free",
    "mixed-land-use": "mixed_land_use",
}


@functools.cache
def shipped(name):
    return read(FOLDER / f"{name}.yaml")


@functools.cache
def both_plans(name):
    return plans(shipped(name))


def scenario_plan(name):
    return both_plans(name)["scenario"]


def levers_of(plan):
    return [lever for lever in LEVERS if getattr(plan, lever)]


def test_the_library_lists_every_file_by_its_name():
    assert set(library()) == set(NAMES)
    assert next(iter(library())) == "no-pilot"
    for name, entry in library().items():
        assert entry.path.stem == name
        for texts in (entry.title, entry.question):
            assert set(texts) == {"zh", "en"}
            assert texts["zh"] != texts["en"]
    titles = [entry.title["en"] for entry in library().values()]
    assert len(set(titles)) == len(titles)


def test_the_contracts_scenarios_are_there():
    assert {"no-pilot", "full-pilot", "observed", *ONE_LEVER} <= set(NAMES)
    assert len(NAMES) >= 10


def with_parts_long() -> list:
    """All names; fields and tables are written alike, so that all but one of each kind go with the long tests."""
    parts = [name for kind in ("field-", "table-") for name in [one for one in NAMES if one.startswith(kind)][1:]]
    return [pytest.param(name, marks=pytest.mark.long) if name in parts else name for name in NAMES]


@pytest.mark.parametrize("name", with_parts_long())
def test_a_shipped_scenario_reads_back_from_its_resolved_text(name, tmp_path):
    scenario = shipped(name)
    path = tmp_path / "resolved.yaml"
    path.write_text(resolved_yaml(scenario), encoding="utf-8")
    assert read(path) == scenario


@pytest.mark.parametrize("name", [name for name in NAMES if name != "no-pilot"])
def test_a_shipped_scenario_does_something_and_is_compared_with_nothing_done(name):
    both = both_plans(name)
    assert levers_of(both["scenario"])
    assert both["scenario"] != both["counterfactual"]
    if shipped(name).history is None:
        assert levers_of(both["counterfactual"]) == []


def test_no_pilot_does_nothing():
    assert levers_of(scenario_plan("no-pilot")) == []


@pytest.mark.parametrize(("name", "lever"), ONE_LEVER.items())
def test_each_headline_lever_stands_alone_and_is_the_same_in_the_full_pilot(name, lever):
    plan = scenario_plan(name)
    assert levers_of(plan) == [lever]
    assert getattr(plan, lever) == getattr(scenario_plan("full-pilot"), lever)


def test_events_and_campaigns_stand_alone_and_are_no_part_of_the_pilot():
    assert levers_of(scenario_plan("events-and-campaigns")) == ["events_and_campaigns"]
    assert levers_of(scenario_plan("cross-border-finance")) == ["cross_border_finance"]
    assert levers_of(scenario_plan("exhibitions")) == ["events_and_campaigns"]
    assert levers_of(scenario_plan("consumption")) == ["consumption"]
    assert levers_of(scenario_plan("digital-trade")) == ["digital_trade"]
    assert not scenario_plan("full-pilot").events_and_campaigns


def test_industrial_chains_stand_alone_beside_a_shock_that_both_variants_meet():
    assert levers_of(scenario_plan("industrial-chains")) == ["industrial_chains"]
    assert [shock.chain for shock in setting(shipped("industrial-chains")).supply_shocks] == ["integrated_circuits"]


OF_THE_PLAN = sorted(task for task in TASKS if not task.startswith("6."))


@pytest.mark.parametrize(
    ("name", "tasks"), [("full-pilot", OF_THE_PLAN), ("plan-104", OF_THE_PLAN), ("all-129", sorted(TASKS))]
)
def test_the_scenarios_of_whole_documents_carry_out_every_task_once(name, tasks):
    assert sorted(task for run in scenario_plan(name).pilot_tasks for task in run.tasks) == tasks


@pytest.mark.parametrize("name", ["plan-104", "all-129"])
def test_a_scenario_of_a_document_has_nothing_that_no_task_holds(name):
    assert levers_of(scenario_plan(name)) == ["pilot_tasks"]


ALONE = {f"table-{table}": {t for t in TASKS if t.startswith(f"{table}.")} for table in TASK_TABLES} | {
    f"field-{field.replace('_', '-')}": {task.id for task in catalogue().values() if task.field == field}
    for field in {task.field for task in catalogue().values()}
}


@pytest.mark.parametrize("name", sorted(ALONE))
def test_each_table_and_each_field_has_a_scenario_of_its_own(name):
    plan, full = scenario_plan(name), scenario_plan("full-pilot")
    starts = {task: run.start for run in full.pilot_tasks for task in run.tasks}
    assert levers_of(plan) == ["pilot_tasks"]
    listed = [task for run in plan.pilot_tasks for task in run.tasks]
    assert len(listed) == len(set(listed))
    assert set(listed) == ALONE[name]
    for run in plan.pilot_tasks:
        assert {starts.get(task, run.start) for task in run.tasks} == {run.start}


@pytest.mark.parametrize("name", NAMES)
def test_tasks_are_decided_by_whom_the_catalogue_says(name):
    for run in scenario_plan(name).pilot_tasks:
        assert {catalogue()[task].decided_by for task in run.tasks} == {run.decided_by}


def test_the_city_strategy_needs_no_leave_of_the_nation():
    plan = scenario_plan("city-strategy")
    assert {run.decided_by for run in plan.pilot_tasks} <= {"city", "province"}
    assert all(task.startswith("6.") for run in plan.pilot_tasks for task in run.tasks)


def test_observed_takes_what_was_observed():
    world = setting(shipped("observed")).world
    assert {key for key, case in world.items() if case == "observed"} == {
        "reopening", "investment_climate", "incomes", "exchange_rate", "national_visa_policy",
        "national_data_rules",
    }  # fmt: skip
    plan = scenario_plan("observed")
    assert not plan.route_rights + plan.visa_facilitation + plan.mixed_land_use
    assert not any(hasattr(action, "zone") for action in plan.duty_free)
    headline = [task for task in TASKS if catalogue()[task].lever]
    assert not any(task in headline for run in plan.pilot_tasks for task in run.tasks)


def test_slow_reopening_is_the_full_pilot_in_another_world():
    slow, full = shipped("slow-reopening"), shipped("full-pilot")
    assert slow.levers == full.levers
    assert slow.brakes == full.brakes
    assert slow.world != full.world


def test_support_for_long_haul_routes_ends_within_the_period():
    scenario = shipped("long-haul-support")
    given = setting(scenario)
    support = [a for a in scenario_plan("long-haul-support").route_rights if hasattr(a, "cny_per_seat")]
    assert support
    assert all(action.end < given.start + given.months - 6 for action in support)


def test_finding_a_shipped_scenario():
    assert find("full-pilot") == FOLDER / "full-pilot.yaml"
    assert find("nowhere") is None
    assert find("../scenarios/full-pilot") is None
    assert nearest_name("ful-pilot") == "full-pilot"
