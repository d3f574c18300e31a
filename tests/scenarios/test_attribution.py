import dataclasses

import numpy as np
import pytest

from model.levers.actions import Plan, RouteGrant, TaskRun, TaxRefund
from scenarios.attributing import coalition_runs
from scenarios.running.ensemble import run as run_ensemble
from tests.support.fake_model import job

GRANT = RouteGrant(start=122.0, origins=("SGP",), weekly_frequencies=2.0, label="levers.route_rights.grants[0]")
REFUND = TaxRefund(start=120.0, rate=0.1, minimum_cny=0.0)
TASKS = TaskRun(start=120.0, tasks=("1.2", "2.1"))
PLAN = Plan(route_rights=(GRANT,), duty_free=(REFUND,), pilot_tasks=(TASKS,))
ran = []


def together(setting, plans, parameters, draws):
    """Flights bring visitors, and more of them where there are refunds; tasks do nothing."""
    ran.append(plans[1])
    luck = draws.uniform("fake", 0, np.arange(setting.months)).astype(float)
    found = {}
    for variant, plan in zip(("counterfactual", "scenario"), plans, strict=True):
        flights, refunds = 2 * len(plan.route_rights), len(plan.duty_free)
        found[variant] = {
            "visitors": np.outer(luck * (10 + flights + 3 * flights * refunds), [0.5, 0.5]),
            "cost": 7.0 * refunds + np.zeros(setting.months),
        }
    return found


def partly(setting, plans, parameters, draws):
    if plans[1].duty_free and draws.seed % 2:
        raise ArithmeticError("books do not balance")
    return together(setting, plans, parameters, draws)


def interrupted(setting, plans, parameters, draws):
    if len(ran) >= 5:
        raise KeyboardInterrupt
    return together(setting, plans, parameters, draws)


@pytest.fixture(autouse=True)
def nothing_ran():
    ran.clear()


def ask(pair=together, plan=PLAN, by="levers", **more):
    shared = dataclasses.replace(job(pair, plan), shapes=(("visitors", (2,)), ("cost", ())))
    return coalition_runs.question(shared, by, ("visitors", "cost"), **more)


def test_each_lever_gets_its_part_member_by_member(tmp_path):
    found = coalition_runs.run(ask(), 3, tmp_path, workers=1)
    assert [player.key for player in found.question.players] == ["route_rights", "duty_free", "pilot_tasks"]
    luck = found.counterfactual["visitors"] / 10
    assert len(np.unique(luck)) == 3 * 6
    assert found.effect["visitors"] == pytest.approx(8 * luck)
    assert found.contributions["visitors"] == pytest.approx(np.array([5, 3, 0])[:, None, None] * luck)
    assert found.interactions["visitors"][0, 1] == pytest.approx(6 * luck)
    assert found.interactions["visitors"][0, 2] == pytest.approx(0 * luck)
    assert found.contributions["cost"][:, 0, 0] == pytest.approx([0, 7, 0])
    assert found.blocks["visitors"].shape == (0, 3, 6)


def test_the_effect_is_that_of_the_run_itself(tmp_path):
    shared = ask().job
    plain = run_ensemble(shared, 2, tmp_path / "run", workers=1)
    found = coalition_runs.run(ask(), 2, tmp_path / "coalitions", workers=1)
    for member in (0, 1):
        pair = plain.load(member)
        effect = (pair["scenario"]["visitors"] - pair["counterfactual"]["visitors"]).sum(1)
        np.testing.assert_array_equal(found.effect["visitors"][member], effect)


def test_no_coalition_is_run_twice_whatever_it_is_called_and_asked_for(tmp_path):
    coalition_runs.run(ask(), 2, tmp_path, workers=1)
    assert len(ran) == 8 * 2
    other = dataclasses.replace(PLAN, route_rights=(dataclasses.replace(GRANT, label="elsewhere"),))
    coalition_runs.run(ask(plan=other), 2, tmp_path, workers=1)
    assert len(ran) == 8 * 2
    coalition_runs.run(ask(), 3, tmp_path, workers=1)
    assert len(ran) == 8 * 3
    coalition_runs.run(ask(plan=dataclasses.replace(PLAN, pilot_tasks=())), 3, tmp_path, workers=1)
    assert len(ran) == 8 * 3
    coalition_runs.run(ask(by="decider"), 3, tmp_path, workers=1)
    assert len(ran) == 8 * 3


def test_an_interrupted_attribution_goes_on_and_gives_the_same(tmp_path):
    with pytest.raises(KeyboardInterrupt):
        coalition_runs.run(ask(interrupted), 2, tmp_path, workers=1)
    assert len(ran) == 5
    found = coalition_runs.run(ask(), 2, tmp_path, workers=1)
    assert len(ran) == 16
    fresh = coalition_runs.run(ask(), 2, tmp_path / "fresh", workers=1)
    for name, expected in fresh.contributions.items():
        np.testing.assert_array_equal(found.contributions[name], expected)


def test_members_that_fail_in_one_coalition_are_left_out_of_all(tmp_path):
    told = []
    found = coalition_runs.run(ask(partly), 6, tmp_path, workers=1, progress=lambda *counts: told.append(counts))
    assert 0 < len(found.members) < 6
    assert {record["member"] for record in found.failed} | set(found.members) == set(range(6))
    assert told[0] == (0, 48, 0) and told[-1] == (48, 48, len(found.failed))
    assert found.contributions["visitors"].shape == (3, len(found.members), 6)


def test_a_sample_of_orders_for_many_players(tmp_path):
    tables = TaskRun(start=120.0, tasks=("1.2", "2.1", "3.1", "4.1", "5.9"))
    plan = dataclasses.replace(PLAN, pilot_tasks=(tables,))
    asked = ask(plan=plan, by="tables", permutations=8)
    assert len(asked.players) == 7 and len(asked.orders) == 8
    found = coalition_runs.run(asked, 2, tmp_path, workers=1)
    luck = found.counterfactual["visitors"] / 10
    assert found.contributions["visitors"][:3] == pytest.approx(np.array([5, 3, 0])[:, None, None] * luck)
    assert found.blocks["visitors"].shape == (2, 7, 6)
    assert len(ran) <= 2 * 2 * (2 + 4 * 6)


def test_another_question_has_another_identity():
    asked = ask()
    names = {asked.identity(2), asked.identity(3), ask(by="decider").identity(2)}
    tables = dataclasses.replace(PLAN, pilot_tasks=(TaskRun(start=120.0, tasks=("1.2", "2.1", "3.1", "4.1", "5.9")),))
    names |= {ask(plan=tables, by="tables", permutations=count).identity(2) for count in (8, 12)}
    assert len(names) == 5
    assert ask().identity(2) == asked.identity(2)
