"""Triggers: what is done only where an outcome stays behind, and what that changes."""

import dataclasses

import pytest

from common.vocabulary import WORLD_DEFAULTS
from model.draws import Draws, member_seed
from model.levers.actions import Plan, TaskRun, TaxRefund, Trigger
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
    both = reached(series, ("goods_exports", "goods_imports"), 1)
    assert both == pytest.approx(series["goods_exports"][:2].sum() + series["goods_imports"][:2].sum())
