"""A model in place of the city in which the best plan is known: tasks bring visitors by their worth and cost what they cost."""

import numpy as np

from common.vocabulary import RISKS
from model.levers.actions import RouteGrant
from scenarios.running.member import plan_names
from scenarios.running.results_layout import shapes

WORTH = {"1.2": 300.0, "1.3": 50.0, "1.4": 200.0, "1.6": 10.0, "2.1": 120.0, "2.2": 5.0}
FLIGHTS = 400.0
COST = {"1.2": 60.0, "1.3": 50.0, "1.4": 30.0, "1.6": 40.0, "2.1": 30.0, "2.2": 60.0}


def planted_model(setting, plans, parameters, draws):
    """Visitors and cost of each plan: the worth of its tasks times the member's luck, more where travel is fast."""
    luck = float(np.exp(0.2 * draws.normal("planted", 0, np.zeros(1, np.uint64)).ravel()[0]))
    world = {"fast": 1.5, "slow": 0.6}.get(setting.world["reopening"], 1.0)
    return {
        name: _results(setting, plan, luck * world) for name, plan in zip(plan_names(len(plans)), plans, strict=True)
    }


def _results(setting, plan, luck):
    results = {name: np.zeros((setting.months, *axes)) for name, axes in shapes()}
    tasks = {task for run in plan.pilot_tasks for task in run.tasks}
    flights = any(isinstance(grant, RouteGrant) for grant in plan.route_rights)
    brought = sum(WORTH.get(task, 0.0) for task in tasks) + FLIGHTS * flights
    results["visitors"][:, 0, 0] = 100.0 + brought * luck / setting.months
    results["fdi_actual_use"][:, 0, 0] = 10.0 + 0.1 * len(tasks) * luck
    results["fiscal_cost"][:, 0] = sum(COST.get(task, 20.0) for task in tasks) / setting.months
    results["risk"][:] = np.full(len(RISKS), 0.1 * len(tasks))
    return results
