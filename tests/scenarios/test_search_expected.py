"""What is expected of investors, beside what chance brings: the same runs, and a measure by which plans are compared."""

import dataclasses

import numpy as np
import pytest

from common.vocabulary import WORLD_DEFAULTS
from model.draws import Draws, member_seed
from model.levers.actions import Plan, TaskRun
from model.parameters import Parameters
from model.setting import Setting
from scenarios.running.member import run_pair
from scenarios.searching.expected import EXPECTED, run_watched
from scenarios.searching.question import Question
from scenarios.searching.stages import search
from tests.scenarios.test_searching import SIZES, VISITORS, Planted
from tests.support.whole_model import START, differing

SETTING = Setting(start=START, months=3, scale=0.005, world=WORLD_DEFAULTS)
EQUITY = Plan(pilot_tasks=(TaskRun(start=float(START), tasks=("4.2", "4.3"), ramp_months=0.0),))


def test_watching_changes_no_result_and_more_is_expected_where_licences_are_quicker():
    plans = (Plan(), EQUITY)
    luck = Draws(member_seed(7, 3))
    watched = run_watched(SETTING, plans, Parameters.drawn(luck.seed), luck)
    luck = Draws(member_seed(7, 3))
    usual = run_pair(SETTING, plans, Parameters.drawn(luck.seed), luck)
    for name in ("counterfactual", "scenario"):
        expected = watched[name].pop(EXPECTED)
        assert expected.shape == (3,) and (expected > 0).all()
        assert not differing(watched[name], usual[name])
        usual[name] = expected
    assert (usual["scenario"] >= usual["counterfactual"]).all()


def test_plans_are_compared_by_what_has_no_luck_of_single_agents():
    problem = Planted(10, 3, seed=4)

    def noisy(plans, seed, members, stage):
        """Drawn effects are mostly luck; what is expected is not, in another unit."""
        run = problem.measure(plans, seed, members, stage)
        drawn = {
            "visitors": np.array(
                [
                    [5 + 40 * np.random.default_rng([seed, m, *np.flatnonzero(p)]).random() for m in members]
                    for p in plans
                ]
            )
        }
        return run._replace(effects=drawn, steady={"visitors": 3 * run.effects["visitors"]})

    sizes = dataclasses.replace(SIZES, budgets=2)
    found = search(Question(problem.space(), (VISITORS,), 120.0, sizes=sizes, seed=3), noisy)
    best = problem.truth(problem.best(120.0, np.ones(10, dtype=bool)))[0]
    assert problem.truth(found.plans[found.front[-1].plan])[0] >= 0.95 * best
    assert found.surrogates[0].explained > 0.9
    drawn = found.measured.effects["visitors"].mean()
    assert found.surrogates[0].predicted.mean() == pytest.approx(drawn, rel=0.5)  # in the unit of what is drawn
