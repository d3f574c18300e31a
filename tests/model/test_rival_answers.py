"""Rivals answer what they lose to Nanjing, within a budget and after a lag, and copy its rules later."""

from dataclasses import replace

import numpy as np
import pytest

from common.vocabulary import CITIES, WORLD_DEFAULTS
from model.draws import Draws, member_seed
from model.facts.months import month_index
from model.interventions import WiresCut
from model.levers.actions import Plan, TaskRun
from model.levers.catalogue import catalogue
from model.parameters import Parameters
from model.pilot import PilotModel
from model.setting import Setting
from model.wires import GainsOfNanjing, Wires
from model.world.rival_answers import APPEAL, OPENNESS, RivalAnswers
from tests.support.shared_draws import SharedDraws

START = month_index(2023, 1)
P = {"rivals.answer": 0.5, "rivals.answer_chance": 0.6, "rivals.answer_budget": 0.01, "rivals.spread_share": 0.25}


def answers(lost: float, rules: float = 0.0, months: int = 60, **changed: float) -> np.ndarray:
    """Points gained by each month where all rivals lose the same share of visitors and twice it of FDI, (months, 2, cities)."""
    wires, p = Wires(), Parameters({**P, **{f"rivals.{name}": value for name, value in changed.items()}})
    wires.send("firms_to_rivals", GainsOfNanjing(np.full(len(CITIES), 2 * lost), np.array(rules)))
    wires.send("visitors_to_rivals", np.full(len(CITIES), lost))
    rivals = RivalAnswers(wires, Draws(3), p.room("rivals"))
    return np.array([rivals.gained(month) for month in range(START, START + months)])


def test_a_rival_wins_back_a_part_of_its_loss_within_a_budget_and_after_a_lag():
    found = answers(0.02)
    assert np.all(found[:12] == 0) and np.all(np.diff(found, axis=0) >= 0)
    assert found[-1].max(axis=1) == pytest.approx([0.01, 0.02]), "half of what is lost, in steps of a hundredth"
    assert np.unique(found[24, APPEAL]).size > 1, "not all answer in the first year"
    assert np.all(answers(-0.02) == 0), "what Nanjing loses is answered by nobody"


def test_more_loss_never_brings_less_answer_and_chance_only_adds_cities():
    small, large, sure = answers(0.005), answers(0.02), answers(0.02, answer_chance=1.0)
    assert np.all(large >= small) and np.all(sure >= large) and np.any(large > small)


def test_rules_spread_to_all_cities_after_their_lag():
    found = answers(0.0, rules=0.2)
    assert np.all(found[:24] == 0) and np.all(found[24:, OPENNESS] == pytest.approx(0.05))
    assert np.all(found[:, APPEAL] == 0)


@pytest.mark.long
def test_answers_belong_to_the_scenario_and_need_their_wires():
    """Rivals answer more where Nanjing opens; with the wires cut, or the passive case, they follow their path alone."""
    firms = tuple(task.id for task in catalogue().values() if any(push.channel == "licensing" for push in task.pushes))
    plan = Plan(pilot_tasks=(TaskRun(start=START, tasks=firms, ramp_months=1.0),))
    world = {**WORLD_DEFAULTS, "rivals": "central"}
    setting = Setting(start=START, months=18, scale=0.005, world=world)
    luck = SharedDraws(member_seed(5, 0))
    quick = Parameters({"rivals.spread_lag_months": 12, "rivals.spread_share": 0.5})

    def run(plan: Plan, case: str = "central", cut: tuple[str, ...] = ()) -> PilotModel:
        about = replace(setting, world={**world, "rivals": case})
        model = PilotModel(about, plan, quick, luck, (WiresCut(cut),))
        model.run()
        return model

    done, usual, still = run(plan), run(Plan()), run(plan, cut=("firms_to_rivals", "visitors_to_rivals"))
    assert np.all(done.world.rival_answers[OPENNESS] > usual.world.rival_answers[OPENNESS])
    assert np.all(still.world.rival_answers == 0)
    alone = run(plan, "passive")
    assert np.array_equal(alone.series["fdi_actual_use"], still.series["fdi_actual_use"])
    assert np.any(alone.series["rival_fdi"] != done.series["rival_fdi"])
