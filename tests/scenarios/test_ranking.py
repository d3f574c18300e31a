import numpy as np
import pytest

from model.levers.actions import Plan, RouteGrant, TaskRun
from scenarios.attributing import ranking
from scenarios.running.member import plan_names
from tests.support.fake_model import job

GRANT = RouteGrant(start=122.0, origins=("SGP",), weekly_frequencies=2.0, label="a")
PLAN = Plan(route_rights=(GRANT,), pilot_tasks=(TaskRun(start=120.0, tasks=("1.2", "1.4", "2.1")),))
WORTH = {"1.2": 3.0, "1.4": 1.0, "2.1": 0.0}
ran = []


def together(setting, plans, parameters, draws):
    """Tasks bring visitors by their worth, the first of them twice as many beside flights, which bring ten."""
    ran.append(len(plans))
    luck = draws.uniform("fake", 0, np.arange(setting.months)).astype(float)
    found = {}
    for name, plan in zip(plan_names(len(plans)), plans, strict=True):
        tasks, flights = {task for run in plan.pilot_tasks for task in run.tasks}, bool(plan.route_rights)
        brought = 10.0 * flights + sum(WORTH[task] for task in tasks) + 3.0 * (flights and "1.2" in tasks)
        found[name] = {
            "visitors": np.outer(luck * (100 + brought), [0.5, 0.5]),
            "cost": 7.0 * len(tasks) * np.ones_like(luck),
        }
    return found


def partly(setting, plans, parameters, draws):
    if draws.seed % 2:
        raise ArithmeticError("books do not balance")
    return together(setting, plans, parameters, draws)


@pytest.fixture(autouse=True)
def few_first(monkeypatch):
    ran.clear()
    monkeypatch.setattr(ranking, "FIRST", 2)
    monkeypatch.setattr(ranking, "BATCH", 4)


def ask(pair=together):
    return ranking.question(job(pair, PLAN), "tasks", ("visitors", "cost"), [("visitors",), ("cost",)])


def test_each_is_run_alone_and_left_out_on_the_same_luck(tmp_path):
    found = ranking.run(ask(), 3, tmp_path, workers=1)
    assert [player.key for player in found.question.players] == ["route_rights", "1.2", "1.4", "2.1"]
    luck = found.counterfactual["visitors"] / 100
    assert found.effect["visitors"] == pytest.approx(17 * luck)
    assert found.alone["visitors"] == pytest.approx(np.array([10, 3, 1, 0])[:, None, None] * luck)
    assert found.left_out["visitors"] == pytest.approx(np.array([13, 6, 1, 0])[:, None, None] * luck)
    assert found.together["visitors"][0] == pytest.approx(16 * luck)  # flights and 1.2
    assert found.together["cost"][1] == pytest.approx(np.full_like(luck, 14.0))  # two tasks
    mean = (found.alone["visitors"] + found.left_out["visitors"]) / 2
    assert mean.sum(axis=0) == pytest.approx(found.effect["visitors"])  # pairs only: the Shapley shares


def test_what_is_kept_is_not_run_again_and_more_members_are_added(tmp_path):
    told = []
    ranking.run(ask(), 2, tmp_path, workers=1, progress=lambda *one: told.append(one))
    assert sum(ran) == 2 * (10 + 2) and told[-1] == (8, 8, 0)
    ran.clear()
    assert ranking.run(ask(), 2, tmp_path, workers=1).members == (0, 1) and not ran
    assert ranking.run(ask(), 3, tmp_path, workers=1).members == (0, 1, 2) and sum(ran) == 12


def test_members_that_fail_are_left_out_and_named(tmp_path):
    found = ranking.run(ask(partly), 6, tmp_path, workers=1)
    assert 0 < len(found.members) < 6 and {one["why"] for one in found.failed} == {
        "ArithmeticError: books do not balance"
    }
    nobody = ranking.run(ask(_never), 2, tmp_path / "never", workers=1)
    assert nobody.members == () and nobody.effect == {}


def _never(*args):
    raise ArithmeticError("no plan can run")
