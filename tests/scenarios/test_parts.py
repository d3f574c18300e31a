"""Parts of a scenario run beside it: what the city decides, and what needs no elicited push."""

import dataclasses
import math

import numpy as np

from model.facts import facts
from model.facts.months import month_index
from model.levers import policies
from model.levers.actions import Plan, RouteGrant, TaskRun, TaxRefund, Trigger
from model.levers.catalogue import catalogue
from model.parameters import Parameters
from model.setting import Setting
from scenarios.running.city_share import Part, city_plan, with_city, with_process
from scenarios.running.ensemble import run
from scenarios.running.member import CITY, CITY_MEMBERS, PROCESS, Job
from scenarios.running.results_layout import may_be_missing, shapes
from tests.support.stub_run import quick_model

START = month_index(2023, 1)
WORLD = {
    "reopening": "central", "investment_climate": "central", "incomes": "central", "exchange_rate": "central",
    "rivals": "central", "own_course": "central", "national_visa_policy": "observed",
    "national_data_rules": "observed",
}  # fmt: skip
TASKS = tuple(task.id for task in catalogue().values() if task.pushes)
PLAN = Plan(pilot_tasks=(TaskRun(start=START, tasks=TASKS, ramp_months=1.0),))


def job(scenario: Plan, counterfactual: Plan | None = None) -> Job:
    setting = Setting(start=START, months=2, scale=0.01, world=WORLD)
    return Job(setting, counterfactual or Plan(), scenario, 1, (), shapes(), "inputs", may_be_missing(), quick_model)


def test_without_elicited_pushes_only_days_rules_money_and_land_are_left():
    setting = Setting(start=START, months=24, scale=0.01, world=WORLD)
    whole, part = (
        policies(setting, plan, facts(), Parameters())[-1] for plan in (PLAN, dataclasses.replace(PLAN, elicited=False))
    )
    bases: dict[str, set[str]] = {}
    for push in (push for task in catalogue().values() for push in task.pushes):
        bases.setdefault(push.channel, set()).add(push.basis)
    kinds = {frozenset(found) for found in bases.values()}
    assert {frozenset({"process"}), frozenset({"assumed_push"}), frozenset({"process", "assumed_push"})} == kinds
    for pushes, left in ((whole.channels, part.channels), (whole.promised, part.promised), (whole.coming, part.coming)):
        for key, push in pushes.items():
            if key not in bases:
                assert not np.any(push) and not np.any(left[key]), key
            elif bases[key] == {"process"}:
                assert np.array_equal(left[key], push), key
            elif bases[key] == {"assumed_push"}:
                assert not np.any(left[key]), key
            else:
                assert np.any(left[key]) and np.all(left[key] <= push + 1e-12) and np.any(left[key] < push), key
    assert np.array_equal(part.task_cost, whole.task_cost), "what they cost is no part"


def test_a_scenario_is_told_in_two_parts_where_its_tasks_push_and_the_counterfactuals_do_not():
    routes = Plan(route_rights=(RouteGrant(start=START, origins=("KOR",), weekly_frequencies=7.0),))
    assert with_process(job(PLAN)).process == dataclasses.replace(PLAN, elicited=False)
    assert with_process(job(routes)).process is None and with_process(job(PLAN, PLAN)).process is None


def test_what_triggers_set_off_is_divided_as_what_is_planned():
    own, of_nation = (
        TaxRefund(start=START + 1.0, rate=0.11, minimum_cny=200.0, decided_by=who) for who in ("city", "national")
    )

    def sets_off(**then):
        return Trigger(outcomes=("visitors",), below=1.0, by=START, then=Plan(**then))

    both, nation_only = sets_off(duty_free=(own, of_nation)), sets_off(duty_free=(of_nation,))
    assert city_plan(Plan(triggers=(both, nation_only))).triggers == (sets_off(duty_free=(own,)),)
    routes = (RouteGrant(start=START, origins=("KOR",), weekly_frequencies=7.0),)
    mixed = Plan(route_rights=routes, triggers=(nation_only,))
    assert with_city(job(mixed)).city == Plan(route_rights=routes)
    assert with_city(job(Plan(triggers=(nation_only,)))).city is None
    pushes = Plan(triggers=(sets_off(pilot_tasks=PLAN.pilot_tasks),))
    assert with_process(job(pushes)).process == dataclasses.replace(pushes, elicited=False)


def test_what_others_decided_before_goes_on_in_the_citys_part_only_where_it_does_anyway():
    before = TaskRun(start=START - 12.0, tasks=("1.16", "4.1"), label="history.levers.pilot_tasks[0]")
    rule = TaxRefund(start=START - 12.0, rate=0.11, minimum_cny=200.0, decided_by="national", label="history.one")
    ended = Plan(
        pilot_tasks=(dataclasses.replace(before, end=START),), duty_free=(dataclasses.replace(rule, end=START),)
    )
    assert [catalogue()[task].decided_by for task in before.tasks] == ["national", "city"]
    part = with_city(job(Plan(pilot_tasks=(before,), duty_free=(rule,)), ended)).city
    assert {(run.tasks, run.end) for run in part.pilot_tasks} == {(("1.16",), START), (("4.1",), math.inf)}
    assert part.duty_free == ended.duty_free
    kept = dataclasses.replace(ended, duty_free=(rule,))
    own = (TaxRefund(start=START, rate=0.12, minimum_cny=200.0, decided_by="city"),)
    assert with_city(job(kept, kept)).city is None and with_city(job(kept, ended)).city is None, (
        "the city decides nothing"
    )
    assert with_city(job(dataclasses.replace(kept, duty_free=(rule, *own)), kept)).city is None, "the city decides all"


def test_parts_are_kept_beside_the_variants_of_the_first_members(tmp_path):
    done = run(with_process(job(PLAN)), CITY_MEMBERS + 1, tmp_path, workers=1)
    assert set(done.load(0)) == {"counterfactual", "scenario", PROCESS}, (
        "and no part of the city, which was not asked for"
    )
    assert set(done.load(CITY_MEMBERS)) == {"counterfactual", "scenario"}
    assert Part(done, PROCESS).members == tuple(range(CITY_MEMBERS))
    assert np.array_equal(Part(done, PROCESS).load(1)["scenario"]["visitors"], done.load(1)[PROCESS]["visitors"])
    assert CITY not in done.load(1)
