"""A small model that behaves like the real one where ensembles are concerned: keyed luck, levers that do something."""

import os
import time
from collections.abc import Sequence

import numpy as np

from common.vocabulary import WORLD_DEFAULTS
from model.draws import Draws
from model.levers.actions import Plan
from model.parameters import Parameters
from model.setting import Setting
from scenarios.running.member import Job, plan_names

SHAPES = (("arrivals", (3,)), ("stock", ()), ("ratio", (2,)), ("fiscal_cost", (5,)))


def fake_pair(setting: Setting, plans: Sequence[Plan], parameters: Parameters, draws: Draws) -> dict:
    """Arrivals grow with granted flights; shops cost money and move nobody."""
    return {
        variant: _Fake(setting, plan, draws).run() for variant, plan in zip(plan_names(len(plans)), plans, strict=True)
    }


class _Fake:
    def __init__(self, setting: Setting, plan: Plan, draws: Draws):
        self.setting, self.plan, self.draws, self.month = setting, plan, draws, -1

    def run(self) -> dict[str, np.ndarray]:
        months = [self.step(self.setting.start + t) for t in range(self.setting.months)]
        arrivals = np.array(months)
        cost = np.zeros((len(months), 5))
        cost[:, 2] = 7.0 * len(self.plan.duty_free)
        return {
            "arrivals": arrivals,
            "stock": arrivals.sum(axis=1).cumsum(),
            "ratio": np.full((len(months), 2), np.nan),
            "fiscal_cost": cost,
        }

    def step(self, month: int) -> np.ndarray:
        self.month = month
        granted = sum(grant.weekly_frequencies * grant.share_of(month) for grant in self.plan.route_rights)
        return self.draws.uniform("fake.arrivals", month, np.arange(3)).astype(float) * (10 + granted)


def failing_pair(setting: Setting, plans: Sequence[Plan], parameters: Parameters, draws: Draws) -> dict:
    """Fails for about half of the members, by their seed."""
    if draws.seed % 2:
        do_not_balance()
    return fake_pair(setting, plans, parameters, draws)


def do_not_balance() -> None:
    raise ArithmeticError("books do not balance")


def slow_pair(setting: Setting, plans: Sequence[Plan], parameters: Parameters, draws: Draws) -> dict:
    """Takes long enough for something to happen meanwhile."""
    time.sleep(0.2)
    return fake_pair(setting, plans, parameters, draws)


def dying_pair(setting: Setting, plans: Sequence[Plan], parameters: Parameters, draws: Draws) -> dict:
    """Takes its process down for some members, as the system does when memory runs out."""
    if draws.seed % 3 == 0:
        os._exit(9)
    return fake_pair(setting, plans, parameters, draws)


def job(pair=fake_pair, scenario: Plan | None = None) -> Job:
    """A job of six months from 2023-01 on the fake model."""
    return Job(
        setting=Setting(start=120, months=6, scale=0.05, world=WORLD_DEFAULTS),
        counterfactual=Plan(),
        scenario=scenario or Plan(),
        seed=2023,
        overrides=(),
        shapes=SHAPES,
        inputs="abc",
        may_be_missing=frozenset({"ratio"}),
        pair=pair,
    )
