"""Batches of plans: the same bits in any batches, on any number of processes, in the worlds that members are given."""

import dataclasses

import numpy as np
import pytest

from model.levers.actions import Plan, RouteGrant
from scenarios.reading.reader import read
from scenarios.running import batches
from scenarios.running.prepare import prepare
from tests.support.planted import planted_model
from tests.support.scenario_files import written
from tests.support.stub_run import failing_model, quick_model

NAMES = ("visitors", "fiscal_cost")
BASE = "name: base\ntitle: {zh: 甲, en: Base}\nperiod: {start: 2023-01, months: 3}\n"
GRANT = RouteGrant(start=121.0, origins=("SGP",), weekly_frequencies=7.0, label="a")
PLANS = [Plan(), *(Plan(route_rights=(dataclasses.replace(GRANT, weekly_frequencies=7.0 * k),)) for k in (1, 2, 3))]


def job(folder, pair=quick_model):
    return dataclasses.replace(prepare(read(written(folder, BASE))).job, pair=pair)


def same(one, other):
    return one.members == other.members and all(np.array_equal(one.values[name], other.values[name]) for name in NAMES)


def test_neither_batches_nor_processes_change_a_bit(tmp_path):
    asked = job(tmp_path)
    alone = batches.run(asked, PLANS, range(3), NAMES, tmp_path / "a", workers=1)
    parted = batches.run(asked, PLANS, range(3), NAMES, tmp_path / "b", batch=2, workers=2)
    assert same(alone, parted) and alone.values["visitors"].shape == (4, 3, 3) and alone.risk.shape[:3] == (4, 3, 3)
    assert (alone.values["visitors"][1] >= alone.values["visitors"][0]).all()


def test_equal_plans_are_run_once_and_what_is_kept_is_not_run_again(tmp_path):
    ran = []

    def counted(setting, plans, parameters, draws):
        ran.append(len(plans))
        return quick_model(setting, plans, parameters, draws)

    asked = job(tmp_path, counted)
    named = dataclasses.replace(PLANS[1], route_rights=(dataclasses.replace(GRANT, label="b"),))
    found = batches.run(asked, [*PLANS, named], range(2), NAMES, tmp_path / "a", workers=1)
    assert ran == [4, 4] and np.array_equal(found.values["visitors"][4], found.values["visitors"][1])
    batches.run(asked, [*PLANS, named], range(3), NAMES, tmp_path / "a", workers=1)
    assert ran == [4, 4, 4]  # one more member


def test_members_meet_their_worlds_in_turn(tmp_path):
    worlds = ({"reopening": "slow"}, {"reopening": "fast"})
    plan = Plan(route_rights=(GRANT,))
    found = batches.run(
        job(tmp_path, planted_model), [Plan(), plan], range(4), NAMES, tmp_path / "a", worlds=worlds, workers=1
    )
    usual = batches.run(job(tmp_path, planted_model), [Plan(), plan], range(4), NAMES, tmp_path / "a", workers=1)
    effects = [
        one.values["visitors"].sum(axis=-1)[1] - one.values["visitors"].sum(axis=-1)[0] for one in (found, usual)
    ]
    assert effects[0] / effects[1] == pytest.approx([0.6, 1.5, 0.6, 1.5])


def test_members_that_fail_are_left_out_and_told(tmp_path):
    found = batches.run(job(tmp_path, failing_model), PLANS, range(6), NAMES, tmp_path / "a", workers=1)
    lost = {record["member"] for record in found.failed}
    assert lost and set(found.members) == set(range(6)) - lost
    assert "books do not balance" in found.failed[0]["why"]
