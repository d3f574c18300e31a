"""Every system that the plan and the article name acts in the model and shows in its results."""

import pytest

from common.vocabulary import LEVERS, TASKS
from scenarios.explaining.listing import LISTS, list_named
from scenarios.reading.systems import systems


def test_each_system_has_a_task_or_a_lever_and_a_result():
    found = systems()
    assert len(found) > 70 and len({system.zh for system in found}) == len({system.en for system in found}) == len(
        found
    )
    assert all(system.results and (system.tasks or system.levers) for system in found)


def test_each_lever_stands_for_some_system():
    assert {lever for system in systems() for lever in system.levers} == set(LEVERS) - {"pilot_tasks"}


def test_most_tasks_of_the_plan_belong_to_a_system():
    named = {task for system in systems() for task in system.tasks}
    assert len(named) > 0.6 * len(TASKS)


@pytest.mark.parametrize(
    ("lang", "asked", "name"), [("en", "systems", "Two-way cash pools"), ("zh", "系统", "跨境双向资金池")]
)
def test_a_planner_finds_a_system_by_its_name(lang, asked, name):
    rows = {row[0]: row[1:] for row in LISTS[list_named(asked)](lang)}
    levers, tasks, process, results = rows[name]
    assert tasks == "1.29" and levers and results and process.endswith("%")
