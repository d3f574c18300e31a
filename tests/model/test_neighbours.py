"""Firms draw firms of their field and country: the loop adds to an opening, and does not run away in ten years."""

import numpy as np
import pytest

from common.vocabulary import WORLD_STILL
from model.draws import Draws, member_seed
from model.facts.months import month_index
from model.levers.actions import Plan, TaskRun
from model.levers.catalogue import catalogue
from model.parameters import Parameters
from model.pilot import PilotModel
from model.setting import Setting

START = month_index(2023, 1)
TASKS = tuple(task.id for task in catalogue().values() if any(push.channel == "licensing" for push in task.pushes))


@pytest.mark.long
def test_an_opening_does_not_speed_up_by_itself_in_ten_years():
    plan, added = Plan(pilot_tasks=(TaskRun(start=START, tasks=TASKS, ramp_months=1.0),)), []
    for member in range(2):
        setting, luck = Setting(start=START, months=120, scale=0.005, world=WORLD_STILL), Draws(member_seed(5, member))
        done, usual = (PilotModel(setting, one, Parameters(), luck).run() for one in (plan, Plan()))
        more = done["foreign_firms"].sum(axis=1) - usual["foreign_firms"].sum(axis=1)
        added.append(np.diff(more[[11, 47, 83, 119]]))
    first, second, third = np.mean(added, axis=0)
    assert first > 0 and third < 1.5 * second and second < 1.7 * first, "firms added in three years and three years"
