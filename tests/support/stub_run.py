"""A quick stand-in for the model that gives every declared variable; flights bring visitors, refunds do nothing."""

import itertools
import math
import time

import numpy as np

from model.levers.actions import RouteGrant
from scenarios.running.member import plan_names
from scenarios.running.results_layout import shapes


def quick_model(setting, plans, parameters, draws):
    return {name: _run(setting, plan, draws) for name, plan in zip(plan_names(len(plans)), plans, strict=True)}


def _run(setting, plan, draws):
    months = [setting.start + t for t in range(setting.months)]
    grants = [part for part in plan.route_rights if isinstance(part, RouteGrant)]  # the others are launch support
    flights = [sum(grant.weekly_frequencies * grant.share_of(m) for grant in grants) for m in months]
    sizes = [math.prod(axes) for _, axes in shapes()]
    luck = np.array([np.random.default_rng([draws.seed, month]).random(sum(sizes)) for month in months])
    each = zip(shapes(), np.split(luck, np.cumsum(sizes)[:-1], axis=1), strict=True)
    results = {name: np.ascontiguousarray(part).reshape(len(months), *axes) for (name, axes), part in each}
    results["visitors"] *= 1 + np.array(flights)[:, None, None]
    return results


def failing_model(setting, plans, parameters, draws):
    if draws.seed % 2:
        raise ArithmeticError("books do not balance")
    return quick_model(setting, plans, parameters, draws)


_run_here = itertools.count(1)


def halting_model(setting, plans, parameters, draws):
    """In each process three members are run at once; the next takes longer than any test waits."""
    if next(_run_here) > 3:
        time.sleep(600)
    return quick_model(setting, plans, parameters, draws)
