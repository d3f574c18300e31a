"""The regulator in the whole model: warnings come before thresholds are crossed, brakes hold while a risk is over."""

import numpy as np
import pytest

from common.vocabulary import LEVERS, RISKS, TASKS, WORLD_DEFAULTS
from model.draws import Draws, member_seed
from model.levers.actions import Brake, Plan, TaskRun
from model.parameters import Parameters
from model.pilot import PilotModel
from model.setting import Setting
from tests.support.whole_model import OPEN, START

FINANCE = ("1.20", "1.25", "1.27", "1.28", "1.29")
SLOWED = np.isin(TASKS, ["1.20", "1.27", "1.29"])
CAPITAL = RISKS.index("capital_flows")
TO = 0.3


def finance(*brakes: Brake) -> dict[str, np.ndarray]:
    """Thirty months of finance tasks whose pools are so wide and so full that capital that can leave passes its threshold."""
    setting = Setting(start=START, months=30, scale=0.005, world=WORLD_DEFAULTS | OPEN)
    plan = Plan(pilot_tasks=(TaskRun(start=float(START), tasks=FINANCE),), brakes=brakes)
    wide = {"pilot_tasks.size.pool_quota": 4.0, "pilot_tasks.cap.pool_quota": 2.0, "finance.pool.used": 0.9}
    model = PilotModel(setting, plan, Parameters(wide), Draws(member_seed(7, 1)))
    series = model.run()
    model.free()
    return series


@pytest.fixture(scope="module")
def free():
    return finance()


@pytest.fixture(scope="module")
def braked():
    return finance(Brake(risk="capital_flows", slows=("1.20", "1.27", "1.29"), to=TO))


def test_the_regulator_warns_months_before_the_threshold_is_crossed(free):
    over = free["risk"][:, CAPITAL] > 1
    crossed = int(over.argmax())
    assert over.any() and crossed > 6, "the threshold is not crossed on the way: this is no test"
    assert free["warning"][crossed - 3 : crossed, CAPITAL].all()
    assert not free["warning"][: crossed // 2, CAPITAL].all()


def test_without_a_brake_the_risk_stays_over(free):
    over = free["risk"][:, CAPITAL] > 1
    assert over[int(over.argmax()) :].all()


def test_a_brake_slows_what_it_names_in_the_month_after_and_lets_go_when_the_risk_has_fallen(free, braked):
    over = braked["risk"][:, CAPITAL] > 1
    held = np.concatenate([[False], over[:-1]])
    strength, full = braked["task_strength"], free["task_strength"]
    assert held.any() and not held.all()
    np.testing.assert_allclose(strength[np.ix_(held, SLOWED)], TO * full[np.ix_(held, SLOWED)])
    np.testing.assert_array_equal(strength[np.ix_(~held, SLOWED)], full[np.ix_(~held, SLOWED)])
    np.testing.assert_array_equal(strength[:, ~SLOWED], full[:, ~SLOWED])
    assert over.sum() < (free["risk"][:, CAPITAL] > 1).sum()
    assert (~over[int(over.argmax()) :]).any(), "the risk never falls under the brake"


def test_what_is_held_back_costs_less_and_brings_less(free, braked):
    pilot = LEVERS.index("pilot_tasks")
    assert braked["fiscal_cost"][:, pilot].sum() < free["fiscal_cost"][:, pilot].sum()
    np.testing.assert_allclose(braked["task_cost"].sum(axis=1), braked["fiscal_cost"][:, pilot])
    assert braked["new_foreign_firms"].sum() <= free["new_foreign_firms"].sum()
    assert braked["fdi_actual_use"].sum() < free["fdi_actual_use"].sum()
