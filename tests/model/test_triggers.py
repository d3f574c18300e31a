"""Triggers: what is done only where an outcome stays behind, and what that changes."""

import dataclasses

import pytest

from common.vocabulary import WORLD_DEFAULTS
from model.city.triggers import carried_on
from model.draws import Draws, member_seed
from model.levers.actions import (
    Conversion,
    Plan,
    RouteGrant,
    Shop,
    TaskRun,
    TaxRefund,
    TemporaryUse,
    Trigger,
    WorkPermits,
)
from model.levers.other_names import with_implied_actions
from model.parameters import Parameters
from model.pilot import PilotModel
from model.setting import Setting
from model.side_by_side import SideBySide
from tests.support.whole_model import START, differing

SETTING = Setting(start=START, months=5, scale=0.005, world=WORLD_DEFAULTS)
REFUND = TaxRefund(start=START + 3.0, rate=0.2, minimum_cny=1.0)
NEVER_REACHED = Trigger(outcomes=("visitors",), below=1e12, by=START + 2, then=Plan(duty_free=(REFUND,)))
ALWAYS_REACHED = dataclasses.replace(NEVER_REACHED, below=0.0)
LATER_TASK = (TaskRun(start=START + 4.0, tasks=("1.2",)),)
PLANS = {
    "nothing": Plan(),
    "acts": Plan(triggers=(NEVER_REACHED,)),
    "rests": Plan(triggers=(ALWAYS_REACHED,)),
    "dated": Plan(duty_free=(REFUND,)),
    "with a task": Plan(triggers=(NEVER_REACHED,), pilot_tasks=LATER_TASK),
}


def luck():
    return Draws(member_seed(7, 3))


@pytest.fixture(scope="module")
def together():
    """Results of all plans side by side, and how many cities there were in each month."""
    draws = luck()
    cities, shared = SideBySide(SETTING, list(PLANS.values()), Parameters.drawn(draws.seed), draws), []
    cities.begin()
    for _ in range(SETTING.months):
        cities.step()
        shared.append(len(cities.courses))
    found = {name: cities.city(k).run() for k, name in enumerate(PLANS)}
    yield found, shared
    cities.free()


def test_a_trigger_acts_from_the_next_month_as_if_it_had_been_planned(together):
    found, _ = together
    assert not differing(found["acts"], found["dated"])
    assert found["acts"]["fiscal_cost"][:3].sum() == 0 < found["acts"]["fiscal_cost"][3:].sum()


def test_a_trigger_rests_where_the_level_is_reached(together):
    found, _ = together
    assert not differing(found["rests"], found["nothing"])


def test_cities_part_for_triggers_and_bring_what_each_brings_by_itself(together):
    found, shared = together
    assert shared[:2] == [1, 1] and shared[-1] == 5
    plan = PLANS["with a task"]
    alone = PilotModel(SETTING, plan, Parameters.drawn(luck().seed), luck())
    assert not differing(found["with a task"], alone.run())
    alone.free()


def test_flows_add_up_and_stocks_are_read_in_the_month(together):
    from model.city.triggers import reached

    series = together[0]["nothing"]
    assert reached(series, ("visitors",), 2) == pytest.approx(series["visitors"][:3].sum())
    assert reached(series, ("foreign_firms",), 2) == pytest.approx(series["foreign_firms"][2].sum())
    assert reached(series, ("visitors",), 2, 1) == pytest.approx(series["visitors"][1:3].sum())
    both = reached(series, ("goods_exports", "goods_imports"), 1)
    assert both == pytest.approx(series["goods_exports"][:2].sum() + series["goods_imports"][:2].sum())


LATER = START + 3.0
OF_A_KIND = {
    "6.18": ("duty_free", Shop(start=LATER, zone="lukou", kind="downtown", area_m2=50.0, quota_cny=8000.0)),
    "5.1": ("visa_facilitation", WorkPermits(start=LATER, processing_days=10.0, residence_years=5.0)),
    "1.16": ("route_rights", RouteGrant(start=LATER, origins=("SGP",), weekly_frequencies=7.0)),
    "6.2": ("route_rights", RouteGrant(start=LATER, origins=("DEU",), via="ARE", weekly_frequencies=7.0, freedom="fifth")),
    "2.10": (
        "mixed_land_use",
        Conversion(
            start=LATER, zone="lukou", hectares=5.0, plot_ratio=1.0, use="industry", mix={"hotel": 1.0}, build_months=9
        ),
    ),
    "2.4": (
        "mixed_land_use",
        TemporaryUse(start=LATER, zone="lukou", hectares=5.0, use="industry", mix={"office": 1.0}, years=3),
    ),
}  # fmt: skip


def long_since(*tasks, strength=1.0):
    return Plan(pilot_tasks=(TaskRun(start=START - 60.0, tasks=tasks, strength=strength),))


@pytest.mark.parametrize("task", OF_A_KIND)
def test_what_a_task_has_set_under_another_name_goes_on_beside_an_action_of_its_kind(task):
    lever, action = OF_A_KIND[task]
    plan = long_since(*OF_A_KIND)
    so_far = getattr(with_implied_actions(plan), lever)
    then = carried_on(plan, dataclasses.replace(NEVER_REACHED, then=Plan(**{lever: (action,)})))
    now = getattr(with_implied_actions(then), lever)
    assert len(now) == len(so_far) + 1 and all(one in now for one in (*so_far, action))
    again = carried_on(then, dataclasses.replace(NEVER_REACHED, by=START + 4, then=Plan(**{lever: (action,)})))
    assert len(getattr(with_implied_actions(again), lever)) == len(so_far) + 2


@pytest.mark.parametrize("task", ["2.4", "2.10"])
def test_land_that_a_task_has_converted_stays_where_a_trigger_raises_the_task(task):
    plan, stronger = long_since(task, strength=0.5), (TaskRun(start=LATER, tasks=(task,)),)
    then = carried_on(plan, dataclasses.replace(NEVER_REACHED, then=Plan(pilot_tasks=stronger)))
    assert with_implied_actions(then).mixed_land_use == with_implied_actions(plan).mixed_land_use


def test_a_trigger_that_raises_a_task_raises_what_it_sets():
    plan, stronger = long_since("6.18", strength=0.5), (TaskRun(start=LATER, tasks=("6.18",)),)
    then = carried_on(plan, dataclasses.replace(NEVER_REACHED, then=Plan(pilot_tasks=stronger)))
    areas = {one.area_m2 for one in with_implied_actions(then).duty_free if one.holds_at(START + 60.0)}
    assert areas == {3000.0}


def test_months_before_the_first_that_counts_are_no_part_of_a_level(together):
    from model.city.triggers import set_off

    series, last = together[0]["nothing"], START + 2
    whole, later = series["visitors"][:3].sum(), series["visitors"][1:3].sum()
    between = dataclasses.replace(NEVER_REACHED, below=float(whole + later) / 2)
    for since, acts in ((0, False), (START, False), (START + 1, True)):
        assert bool(set_off(Plan(triggers=(between,), since=since), series, START, last)) is acts, since
