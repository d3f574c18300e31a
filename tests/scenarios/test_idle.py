import dataclasses

from model.levers.actions import Plan, RouteGrant, TaskRun, TaxRefund
from scenarios.reading.tasks import compact, expand_all
from scenarios.running import ensemble
from scenarios.running.unused_levers import Idle, IdleTasks, idle_levers, idle_tasks, without
from tests.support.fake_model import fake_pair, job


def grant(flights, start=122.0):
    return RouteGrant(start=start, origins=("SGP",), weekly_frequencies=flights, label=f"{flights} flights")


def idle(tmp_path, plan):
    asked = job(scenario=plan)
    return idle_levers(asked, ensemble.run(asked, 2, tmp_path, workers=1), workers=1)


def test_a_lever_that_only_costs_is_told(tmp_path):
    plan = Plan(route_rights=(grant(14.0),), duty_free=(TaxRefund(start=120.0, rate=0.1, minimum_cny=0.0),))
    assert idle(tmp_path, plan) == (Idle("duty_free"),)


def test_a_single_action_that_did_nothing_is_told(tmp_path):
    plan = Plan(route_rights=(grant(14.0), grant(0.0)))
    assert idle(tmp_path, plan) == (Idle("route_rights", 1, "0.0 flights"),)


def fails_without_flights(setting, plans, parameters, draws):
    if not all(plan.route_rights for plan in plans):
        raise ArithmeticError("books do not balance")
    return fake_pair(setting, plans, parameters, draws)


def test_a_run_that_fails_without_one_lever_says_nothing_of_the_others(tmp_path):
    plan = Plan(route_rights=(grant(14.0),), duty_free=(TaxRefund(start=120.0, rate=0.1, minimum_cny=0.0),))
    asked = job(scenario=plan)
    run = ensemble.run(asked, 2, tmp_path, workers=1)
    failing = dataclasses.replace(asked, pair=fails_without_flights)
    assert idle_levers(failing, run, workers=1) == (Idle("duty_free"),)


def test_a_late_effect_is_found_in_the_whole_period(tmp_path):
    late = Plan(route_rights=(grant(14.0, start=125.5),))
    assert idle(tmp_path, late) == ()


def test_an_action_after_the_period_is_told_with_its_lever(tmp_path):
    assert idle(tmp_path, Plan(route_rights=(grant(14.0, start=126.0),))) == (Idle("route_rights"),)


def test_without_leaves_the_rest_alone():
    plan = Plan(route_rights=(grant(1.0), grant(2.0)))
    assert without(plan, "route_rights", 0) == Plan(route_rights=(grant(2.0),))
    assert without(plan, "route_rights") == Plan()


def test_a_task_does_not_step_in_for_the_lever_that_is_left_out():
    tasks = TaskRun(start=120.0, tasks=("1.16", "4.2", "6.18"))
    plan = Plan(route_rights=(grant(1.0),), pilot_tasks=(tasks,))
    assert [run.tasks for run in without(plan, "route_rights").pilot_tasks] == [("4.2", "6.18")]
    both = Plan(route_rights=(grant(1.0), grant(2.0)), pilot_tasks=(tasks,))
    assert without(both, "route_rights", 0).pilot_tasks == (tasks,)
    assert without(plan, "pilot_tasks") == Plan(route_rights=(grant(1.0),))


def test_nothing_done_is_nothing_idle(tmp_path):
    assert idle(tmp_path, Plan()) == ()


def failing_without_flights(setting, plans, parameters, draws):
    if not plans[1].route_rights:
        raise ArithmeticError("books do not balance")
    return fake_pair(setting, plans, parameters, draws)


def test_a_run_that_fails_without_a_lever_does_not_make_it_idle(tmp_path):
    asked = job(failing_without_flights, scenario=Plan(route_rights=(grant(0.0),)))
    assert idle_levers(asked, ensemble.run(asked, 1, tmp_path, workers=1), workers=1) == ()


def test_tasks_that_can_change_nothing_are_told_by_reason():
    begin = float(job().setting.start)
    runs = (
        TaskRun(start=begin, tasks=("1.35", "4.2", "1.16", "6.2", "2.1")),
        TaskRun(start=begin, tasks=("1.25", "1.36", "4.8")),  # investors count on 1.25 before it is there
        TaskRun(start=begin, tasks=("4.1",), strength=0.0),
    )
    asked = job(scenario=Plan(route_rights=(grant(14.0),), pilot_tasks=runs))
    assert job().setting.months == 6
    assert idle_tasks(asked) == (
        IdleTasks("not_modelled", ("1.35", "2.1")),
        IdleTasks("set_itself", ("1.16",)),
        IdleTasks("too_late", ("1.36", "4.8", "6.2")),
        IdleTasks("not_done", ("4.1",)),
    )


def test_ids_are_drawn_together_and_mean_the_same():
    assert compact(["5.1", "1.10", "1.9", "1.11", "5.3"]) == ("1.9-1.11", "5.1", "5.3")
    assert compact([]) == ()
    listed = ("1.50", "2.1", "2.2", "6.25")
    assert expand_all(compact(listed)) == listed
