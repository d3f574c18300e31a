"""A quick stand-in for the model that gives every declared variable; flights bring visitors, refunds do nothing."""

import time

import numpy as np

from model.vocabulary import VARIANTS
from scenarios.layout import shapes


def quick_model(setting, plans, parameters, draws):
    return {variant: _run(setting, plan, draws) for variant, plan in zip(VARIANTS, plans, strict=True)}


def _run(setting, plan, draws):
    months = [setting.start + t for t in range(setting.months)]
    flights = [sum(grant.weekly_frequencies * grant.share_of(m) for grant in plan.route_rights) for m in months]
    luck = [np.random.default_rng([draws.seed, month]) for month in months]
    results = {name: np.array([one.uniform(size=axes) for one in luck]) for name, axes in shapes()}
    results["visitors"] *= 1 + np.array(flights)[:, None, None]
    return results


def failing_model(setting, plans, parameters, draws):
    if draws.seed % 2:
        raise ArithmeticError("books do not balance")
    return quick_model(setting, plans, parameters, draws)


def slow_model(setting, plans, parameters, draws):
    time.sleep(0.05)
    return quick_model(setting, plans, parameters, draws)
