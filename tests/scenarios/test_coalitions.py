import itertools

import numpy as np

from model.levers.actions import Brake, Plan, RouteGrant, TaskRun, TaxRefund, WorkPermits
from model.levers.other_names import with_implied_actions
from scenarios.attributing.coalition_runs import Totals
from scenarios.attributing.coalitions import coalition, part, players, unlabelled
from scenarios.running.member import OWN

GRANT = RouteGrant(start=122.0, origins=("SGP",), weekly_frequencies=14.0, decided_by="national", label="a")
REFUND = TaxRefund(start=120.0, rate=0.1, minimum_cny=0.0)
PERMITS = WorkPermits(start=128.0, processing_days=10.0, residence_years=5.0)
RUN = TaskRun(start=120.0, tasks=("1.2", "1.16", "2.1", "5.1", "5.9"))
FULL = Plan(
    route_rights=(GRANT,),
    duty_free=(REFUND,),
    pilot_tasks=(RUN,),
    brakes=(Brake(risk="data", slows=("1.2", "5.9"), to=0.5),),
)


def keys(plan, by, base=None):
    return [player.key for player in players(base or Plan(), plan, by)]


def test_players_are_what_differs():
    assert keys(FULL, "levers") == ["route_rights", "duty_free", "pilot_tasks"]
    assert keys(FULL, "tables") == ["route_rights", "duty_free", "tasks_1", "tasks_2", "tasks_5"]
    assert keys(FULL, "decider") == ["national", "city"]
    assert keys(FULL, "tasks") == ["route_rights", "duty_free", "1.2", "1.16", "2.1", "5.1", "5.9"]
    assert keys(FULL, "fields") == [
        "route_rights",
        "duty_free",
        "technology",
        "logistics",
        "integration_base",
        "talent",
        "data",
    ]
    base = Plan(route_rights=(unlabelled(FULL).route_rights[0],), duty_free=(REFUND, REFUND))
    assert keys(FULL, "levers", base) == ["duty_free", "pilot_tasks"]
    assert keys(FULL, "levers", FULL) == []


def test_nobody_is_the_counterfactual_and_everybody_the_scenario():
    base = Plan(duty_free=(REFUND, REFUND))
    for by in ("levers", "tables", "decider", "tasks", "fields"):
        everyone = keys(FULL, by, base)
        assert coalition(base, FULL, by, [], everyone) == base
        assert coalition(base, FULL, by, everyone, everyone) == FULL


def test_the_rest_is_as_in_the_counterfactual():
    base = Plan(duty_free=(REFUND, REFUND))
    everyone = keys(FULL, "levers", base)
    plan = coalition(base, FULL, "levers", ["route_rights"], everyone)
    assert plan == Plan(route_rights=(GRANT,), duty_free=(REFUND, REFUND))


def test_another_name_of_a_lever_does_not_step_in_when_the_lever_is_taken_out():
    everyone = keys(FULL, "levers")
    assert not with_implied_actions(FULL).route_rights[1:]
    alone = coalition(Plan(), FULL, "levers", ["pilot_tasks"], everyone)
    assert alone.pilot_tasks[0].tasks == ("1.2", "2.1", "5.1", "5.9")
    assert with_implied_actions(alone).route_rights == ()
    assert with_implied_actions(alone).visa_facilitation == with_implied_actions(FULL).visa_facilitation != ()
    with_routes = coalition(Plan(), FULL, "levers", ["route_rights", "pilot_tasks"], everyone)
    assert with_routes.pilot_tasks == FULL.pilot_tasks


def test_another_name_never_steps_in_more_than_in_the_whole_plan():
    whole = with_implied_actions(FULL)
    for by in ("levers", "tables", "decider", "tasks", "fields"):
        everyone = keys(FULL, by)
        for size in range(len(everyone) + 1):
            for inside in itertools.combinations(everyone, size):
                plan = with_implied_actions(coalition(Plan(), FULL, by, inside, everyone))
                for lever in ("route_rights", "visa_facilitation", "duty_free", "mixed_land_use"):
                    assert set(getattr(plan, lever)) <= set(getattr(whole, lever))


def test_brakes_go_with_the_tasks_that_they_slow():
    everyone = keys(FULL, "tables")
    assert coalition(Plan(), FULL, "tables", ["tasks_5"], everyone).brakes[0].slows == ("5.9",)
    assert coalition(Plan(), FULL, "tables", ["tasks_2", "duty_free"], everyone).brakes == ()


def test_a_task_is_decided_by_whom_the_catalogue_names_unless_the_run_names_someone_above():
    assert part(FULL, "decider", {"national"}).pilot_tasks[0].tasks == ("1.16",)
    ordered = Plan(pilot_tasks=(TaskRun(start=120.0, tasks=("1.2",), decided_by="province"),))
    assert keys(ordered, "decider") == ["province"]


def test_a_plan_with_its_own_permits_keeps_the_task_of_that_name_away():
    plan = Plan(visa_facilitation=(PERMITS,), pilot_tasks=(RUN,))
    alone = coalition(Plan(), plan, "levers", ["pilot_tasks"], keys(plan, "levers"))
    assert "5.1" not in alone.pilot_tasks[0].tasks
    assert with_implied_actions(alone).visa_facilitation == ()


def test_totals_leave_out_what_is_the_members_own():
    def pair(setting, plans, parameters, draws):
        return {"scenario": {"fdi_actual_use": np.ones((3, 2, 4))}, OWN: {"draws": np.zeros(7)}}

    found = Totals(pair, ("fdi_actual_use",))(None, (), None, None)
    assert list(found) == ["scenario"]
    assert found["scenario"]["fdi_actual_use"].tolist() == [8.0, 8.0, 8.0]
