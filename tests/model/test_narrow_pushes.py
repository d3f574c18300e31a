"""Tasks for some partners or sectors only, the luck of costs, and grades that stand on their evidence."""

import math

import numpy as np
import pytest

from common.vocabulary import SECTORS, TASKS, ZONES
from model.draws import Draws
from model.facts import facts
from model.levers import pilot_tasks
from model.levers.catalogue import catalogue
from model.levers.channels import CHANNELS
from model.parameters import Parameters


def one(task):
    return (np.array(TASKS) == task).astype(float)


def test_a_task_for_hong_kong_and_macao_is_felt_by_them_alone():
    narrow = pilot_tasks.narrow_push(one("4.14"))["dispute"]
    assert [code for code, more in zip(facts().origins, narrow, strict=True) if more] == ["HKG", "MAC"]
    assert not pilot_tasks.push(one("4.14"))["dispute"]


def test_a_zone_programme_reaches_the_sectors_it_is_for():
    narrow = pilot_tasks.narrow_push(one("3.5"))["zone_attraction"]
    assert {ZONES[zone] for zone in np.flatnonzero(narrow.any(axis=1))} == {"culture_belt"}
    assert {SECTORS[sector] for sector in np.flatnonzero(narrow.any(axis=0))} == {"culture", "tourism_retail"}


def test_what_some_partners_get_saturates_with_what_all_get():
    both = pilot_tasks.push(one("1.7") + one("4.14"))["dispute"], pilot_tasks.narrow_push(one("1.7") + one("4.14"))
    sum_of_two = 0.06 + 0.1
    cap = CHANNELS["dispute"].cap
    assert both[0] + both[1]["dispute"].max() == pytest.approx(cap * (1 - math.exp(-sum_of_two / cap)))


def test_each_task_has_its_own_luck_with_its_cost_and_the_median_is_the_catalogues():
    lucks = np.array([pilot_tasks.cost_luck(Draws(seed), Parameters()) for seed in range(200)])
    assert np.median(lucks) == pytest.approx(1.0, abs=0.02) and np.log(lucks).std() == pytest.approx(0.4, abs=0.02)
    assert abs(np.corrcoef(lucks[:, 0], lucks[:, 1])[0, 1]) < 0.25


def test_no_grade_stands_above_its_evidence():
    for task in catalogue().values():
        for push in task.pushes:
            cited = not push.source.startswith("assumption") or "Energy Economics" in push.source
            assert push.evidence in "CD" or cited, task.id
