"""What years came from: parts add up, each cause is what it says, and luck that was chosen is kept."""

import dataclasses

import numpy as np
import pytest

from common.vocabulary import VARIANTS
from model.levers.actions import Plan, TaskRun, TaxRefund, Trigger
from scenarios.attributing import causes
from scenarios.attributing.causes import CAUSES, PILOT, job_of, observed_parts
from tests.support.fake_model import job

PLAN = Plan(
    pilot_tasks=(TaskRun(tasks=("1.2",), start=121.0, label="a"),),
    duty_free=(TaxRefund(rate=0.11, minimum_cny=200.0, start=121.0, decided_by="national", label="b"),),
)


def settled(setting, plans, parameters, draws):
    """Each cause adds an amount of its own, and world and pilot together another."""
    world = 10.0 * (setting.world["incomes"] == "observed")
    luck = 3.0 * (setting.world["own_course"] == "central") * (1 + draws.seed % 2)
    found = {}
    for variant, plan in zip(VARIANTS, plans, strict=True):
        rules = 2.0 * (setting.world["national_visa_policy"] == "observed") + 0.5 * len(plan.duty_free)
        pilot = 5.0 * len(plan.pilot_tasks) * (1.2 if world else 1.0)
        found[variant] = {"arrivals": np.full((setting.months, 2), 100 + world + luck + rules + pilot)}
    return found


def looking_back(**changes):
    usual = job(settled, PLAN)
    world = {**usual.setting.world, "incomes": "observed"}
    return dataclasses.replace(usual, setting=dataclasses.replace(usual.setting, world=world), **changes)


def test_parts_add_up_to_what_came_and_are_what_they_say(tmp_path):
    found = causes.run(looking_back(), (0, 1, 3), ("arrivals",), tmp_path, workers=1)
    assert found.members == (0, 1, 3) and not found.failed
    parts, expected, came = found.parts["arrivals"], found.expected["arrivals"], found.came["arrivals"]
    assert parts.shape == (len(CAUSES), 3, 6)
    np.testing.assert_allclose(expected + parts.sum(axis=0), came)
    np.testing.assert_allclose(expected, 200.0)
    world, nation, luck, pilot = parts[..., 0]
    np.testing.assert_allclose(nation, 2 * 2.5)
    np.testing.assert_allclose(world, 2 * (10 + 0.5))
    np.testing.assert_allclose(pilot, 2 * (5 + 0.5))
    assert set(luck) <= {6.0, 12.0}


def test_combinations_differ_in_what_they_leave_out():
    usual = looking_back()
    none, everything = job_of(usual, 0, ("arrivals",)), job_of(usual, PILOT - 1, ("arrivals",))
    assert none.setting.world["incomes"] == "central" and none.setting.world["own_course"] == "frozen"
    assert none.setting.world["national_visa_policy"] == none.setting.world["national_data_rules"] == "held_2022"
    assert not none.scenario.duty_free and none.scenario.pilot_tasks and not none.counterfactual.pilot_tasks
    assert everything.setting.world == usual.setting.world
    assert everything.scenario == PLAN and everything.counterfactual.duty_free == PLAN.duty_free
    assert len({job_of(usual, k, ("arrivals",)).inputs for k in range(PILOT)}) == PILOT


def test_what_a_trigger_sets_off_for_the_nation_is_no_part_of_the_pilot():
    (task,), (refund,) = PLAN.pilot_tasks, PLAN.duty_free
    of_nation, of_pilot = (
        Trigger(outcomes=("visitors",), below=1.0, by=120, then=then)
        for then in (Plan(duty_free=(refund,)), Plan(pilot_tasks=(task,)))
    )
    both = dataclasses.replace(of_nation, then=Plan(duty_free=(refund,), pilot_tasks=(task,)))
    usual = looking_back(scenario=Plan(triggers=(both,)))
    none, everything = job_of(usual, 0, ("arrivals",)), job_of(usual, PILOT - 1, ("arrivals",))
    assert none.scenario.triggers == (of_pilot,) and not none.counterfactual.triggers
    assert everything.scenario.triggers == (of_pilot, of_nation) and everything.counterfactual.triggers == (of_nation,)


def test_what_was_run_is_kept_and_other_luck_is_run_anew(tmp_path):
    from scenarios.running.member import Luck

    causes.run(looking_back(), (0,), ("arrivals",), tmp_path, workers=1)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.npz")}
    causes.run(looking_back(), (0,), ("arrivals",), tmp_path, workers=1)
    assert before == {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.npz")}
    causes.run(looking_back(luck=(Luck(3, (), 123),)), (0,), ("arrivals",), tmp_path, workers=1)
    assert len(list(tmp_path.rglob("*.npz"))) == 2 * len(before)


def test_the_world_as_it_was_is_known_by_its_cases():
    world = {"incomes": "observed_low", "rivals": "central", "national_visa_policy": "observed"}
    assert observed_parts(world) == ("incomes",)


@pytest.mark.parametrize(("members", "most", "found"), [(3, 8, (0, 1, 2)), (32, 4, (0, 10, 21, 31)), (1, 8, (0,))])
def test_members_are_taken_evenly(members, most, found):
    from commands.evaluate import spread

    assert spread(members, most) == found
