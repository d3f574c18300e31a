"""The search on problems with known answers, with arithmetic in place of the city."""

import dataclasses
import itertools

import numpy as np
import pytest

from common.text import Text
from scenarios.searching import boxes
from scenarios.searching.finding_out import worths
from scenarios.searching.programme import Programme, best, cheapest, different
from scenarios.searching.question import Measured, Question, Reach, Sizes, Want
from scenarios.searching.regret import regrets
from scenarios.searching.space import Option, Space, allowed
from scenarios.searching.stages import search
from scenarios.searching.surrogate import Surrogate, fit
from scenarios.searching.worlds import spread

CAP = 3.0
VISITORS = Want(("visitors",), Text("Visitors", "游客"))
SIZES = Sizes(
    screened=60, screen_members=2, budgets=4, alternatives=3, chosen=(3, 4), finalists=2, rights=2, stressed=12
)


class Planted:
    """A problem whose answer is known: options push channels that saturate, and cost what they cost."""

    def __init__(self, options: int = 18, channels: int = 4, seed: int = 0):
        rng = np.random.default_rng(seed)
        self.push = np.zeros((options, channels))
        self.push[np.arange(options), rng.integers(channels, size=options)] = rng.uniform(0.3, 1.5, options)
        self.cost, self.weights = rng.uniform(5, 60, options), rng.uniform(1, 8, channels)
        self.calls: list[tuple[str, int, int]] = []

    def space(self, national=()) -> Space:
        return Space(
            tuple(
                Option(
                    f"o{k}",
                    f"o{k}",
                    Text(f"o{k}", f"o{k}"),
                    decided_by="national" if k in national else "city",
                    pushes={f"c{c}": push for c, push in enumerate(row) if push},
                    own=False,
                    known_cost=self.cost[k],
                )
                for k, row in enumerate(self.push)
            ),
            {f"c{c}": CAP for c in range(len(self.weights))},
        )

    def truth(self, plans):
        return CAP * (1 - np.exp(-(np.atleast_2d(plans).astype(float) @ self.push) / CAP)) @ self.weights

    def measure(self, plans, seed, members, stage):
        self.calls.append((stage, len(plans), len(members)))
        luck = np.array([np.exp(0.3 * np.random.default_rng([seed, m]).normal()) for m in members])
        noise = np.array(
            [[np.random.default_rng([seed, m, *np.flatnonzero(p)]).normal() for m in members] for p in plans]
        )
        effects = {"visitors": self.truth(plans)[:, None] * luck + 0.3 * noise}
        cost = np.repeat((plans @ self.cost)[:, None], len(luck), 1)
        return Measured(effects, cost, np.zeros((len(plans), len(luck), 7)), tuple(members))

    def best(self, budget, open_):
        """The best of all plans, each looked at."""
        plans = np.array(list(itertools.product([False, True], repeat=len(self.cost))))
        plans = plans[(plans @ self.cost <= budget) & ~plans[:, ~open_].any(axis=1)]
        return plans[self.truth(plans).argmax()]


@pytest.fixture(scope="module")
def planted():
    return Planted(14)


@pytest.fixture(scope="module")
def asked(planted):
    reach = Reach(VISITORS, 12.0, 0.8)
    return Question(planted.space(national=(3,)), (VISITORS,), 160.0, ("city", "province"), (), reach, SIZES, 7)


@pytest.fixture(scope="module")
def answer(planted, asked):
    planted.calls.clear()
    return search(asked, planted.measure)


def test_the_planted_plan_is_found_at_every_budget(planted, asked, answer):
    assert answer.trusted and answer.surrogates[0].explained > 0.95
    open_ = allowed(asked.space, asked.deciders)
    for point in answer.front:
        plan = answer.plans[point.plan]
        assert planted.truth(plan)[0] >= 0.97 * planted.truth(planted.best(point.budget, open_))[0]


def test_budgets_bind_and_more_budget_never_brings_less(planted, answer):
    costs = [float(planted.cost @ answer.plans[point.plan]) for point in answer.front]
    assert all(cost <= point.budget for cost, point in zip(costs, answer.front, strict=True))
    assert costs[-1] > 0.85 * 160
    truth = [planted.truth(answer.plans[point.plan])[0] for point in answer.front]
    assert truth == sorted(truth)
    assert all(slope[0] >= -1e-9 for slope in answer.slopes)


def test_a_dominated_measure_is_never_chosen():
    problem = Planted(10, 2, seed=3)
    problem.push[9], problem.cost[9] = problem.push[8] * 0.5, problem.cost[8] * 3  # half as good, three times as dear
    found = search(Question(problem.space(), (VISITORS,), 120.0, sizes=SIZES, seed=1), problem.measure)
    chosen = [found.plans[place] for place in (*found.finalists[:1], *(point.plan for point in found.front))]
    assert all(not plan[9] or plan[8] for plan in chosen)


def test_what_others_decide_is_left_out_and_priced(planted, asked, answer):
    assert not answer.plans[list(answer.finalists)][:, 3].any()
    for place, choice, gain in answer.rights:
        assert choice == "o3" and answer.plans[place][3] and gain >= 0


def test_numbers_that_are_shown_come_from_worlds_that_chose_nothing(answer, planted):
    promised, found = answer.front[-1].promised[0], answer.front[-1].found[0]
    assert promised != found
    stages = [stage for stage, *_ in planted.calls]
    assert stages.count("stress") == 1 and stages[-1] == "stress"


def test_the_reverse_question_is_answered_by_a_cheap_plan(planted, answer):
    assert answer.reached and max(answer.reached) >= 0.8
    first = answer.reaching[[share >= 0.8 for share in answer.reached].index(True)]
    assert planted.cost @ answer.plans[first] < 160


@pytest.mark.long
def test_the_same_question_takes_the_same_course(planted, asked, answer):
    again = search(asked, planted.measure)
    assert np.array_equal(again.plans, answer.plans) and again.finalists == answer.finalists
    assert again.front == answer.front


def test_where_the_stand_in_explains_too_little_the_search_goes_on_from_runs():
    problem = Planted(12, 3, seed=5)

    def chance(plans):  # nothing that adds up over channels
        return np.array([10 * np.random.default_rng([1, *np.flatnonzero(p)]).random() for p in np.atleast_2d(plans)])

    problem.truth = chance
    found = search(Question(problem.space(), (VISITORS,), 150.0, sizes=SIZES, seed=2), problem.measure)
    assert not found.trusted
    screened = found.measured.effects["visitors"].mean(axis=1)[found.measured.cost.mean(axis=1) <= 150]
    assert chance(found.plans[found.finalists[0]])[0] > np.median(screened) / 1.1


# -- parts -------------------------------------------------------------------------------------------------------------


def test_the_programme_is_the_best_of_all_plans(planted):
    space, zero = planted.space(), np.zeros
    weights = np.array([planted.weights[int(name[1:])] for name in space.channels])
    value = Surrogate(space, weights, zero(4), zero(14), 1.0, 0.0, zero(1))
    cost = Surrogate(space, zero(4), zero(4), planted.cost, 1.0, 0.0, zero(1))
    asked = Programme(space, value, cost, 100.0, np.ones(14, dtype=bool))
    plan, true = best(asked), planted.best(100.0, np.ones(14, dtype=bool))
    assert planted.truth(plan)[0] >= 0.99 * planted.truth(true)[0] and plan @ planted.cost <= 100
    others = different(asked, 3, 0.1)
    assert len({one.tobytes() for one in others}) == len(others) == 4
    assert all(planted.truth(one)[0] >= 0.88 * planted.truth(true)[0] and one @ planted.cost <= 100 for one in others)
    least = cheapest(dataclasses.replace(asked, budget=np.inf, least=float(value(plan)[0])))
    assert least @ planted.cost <= plan @ planted.cost + 1e-6


def test_the_stand_in_tells_plans_that_it_has_not_seen(planted):
    space = planted.space()
    plans, other = space.random(60, 1), space.random(40, 2)
    line = fit(space, plans, planted.truth(plans))
    assert line.explained > 0.98 and (line.concave >= 0).all() and (line.linear <= 0).all()
    errors = line(other) - planted.truth(other)
    assert np.sqrt((errors**2).mean()) < 0.2 * planted.truth(other).std()


def test_needs_and_single_steps_are_kept():
    options = (
        Option("a@1", "a", Text("a", "a"), start=1),
        Option("a@2", "a", Text("a", "a"), start=2),
        Option("b@1", "b", Text("b", "b"), start=1, needs=("a",)),
        Option("c@1", "c", Text("c", "c"), start=1, needs=("nowhere",)),
    )
    space = Space(options, {})
    plans = space.random(40, 1)
    assert all(space.sound(plan) for plan in plans) and not plans[:, 3].any()
    assert plans[:, :2].sum(axis=1).max() == 1 and (plans[:, 2] <= plans[:, 0]).all()
    zero = np.zeros(0)
    value = Surrogate(space, zero, zero, np.array([-1.0, -0.5, 5.0, 9.0]), 1.0, 0.0, zero)
    cost = Surrogate(space, zero, zero, np.zeros(4), 1.0, 0.0, zero)
    assert best(Programme(space, value, cost, 1.0, np.ones(4, dtype=bool))).tolist() == [True, False, True, False]


def test_a_box_is_found_where_there_is_one_and_not_in_noise():
    rng = np.random.default_rng(1)
    columns = {f"n{k}": rng.random(60) for k in range(12)} | {"case": np.array(["slow", "fast"] * 30)}
    cases = (columns["n3"] > 0.6) & (columns["case"] == "slow")
    box = boxes.find(columns, cases, 1)
    assert box is not None and box.p < 0.05 and box.density > 0.8 and box.coverage > 0.8
    assert {limit.name for limit in box.limits} >= {"n3", "case"}
    assert next(limit for limit in box.limits if limit.name == "case").cases == ("slow",)
    chance = [boxes.find(columns, np.random.default_rng(k).random(60) < 0.25, k) for k in range(4)]
    assert np.mean([one.p < 0.1 for one in chance if one is not None]) < 0.5
    assert boxes.find(columns, np.zeros(60, dtype=bool), 1) is None


def test_luck_is_not_counted_as_information():
    rng = np.random.default_rng(2)
    known, worlds = rng.normal(size=300), 300
    values = np.array([known + rng.normal(size=worlds), -known + rng.normal(size=worlds), rng.normal(size=worlds)])
    found = {one.name: one for one in worths({"known": known, "other": rng.normal(size=worlds)}, values, 1)}
    assert found["known"].gain == pytest.approx(np.abs(known).mean(), rel=0.15)
    assert abs(found["other"].gain) < 3 * found["other"].error + 0.1
    assert (
        values.max(axis=0).mean() - values.mean(axis=1).max() > 1.3 * found["known"].gain
    )  # what luck would have added


def test_regret_is_against_the_best_of_each_world():
    first, second = regrets(np.array([[3.0, 1.0, 2.0], [1.0, 2.0, 2.0]]))
    assert (first.mean, first.most) == (pytest.approx(1 / 3), 1.0) and second.most == 2.0
    assert first.best == pytest.approx(2 / 3)


def test_worlds_meet_every_case_equally_often():
    worlds = spread({"reopening": ("slow", "fast"), "rivals": ("low", "central", "high")}, 12, 3)
    assert [sum(one["rivals"] == case for one in worlds) for case in ("low", "central", "high")] == [4, 4, 4]
    assert sum(one["reopening"] == "slow" for one in worlds) == 6
    assert len({tuple(one.values()) for one in worlds}) > 4


def test_wants_count_what_they_say():
    effects = np.arange(20.0)[None]
    assert Want(("a",), Text("", ""), "worst_tenth").statistic(effects)[0] == 0.5
    assert Want(("a",), Text("", ""), "share_reaching", 15.0).statistic(effects)[0] == 0.25
    assert 0 < Want(("a",), Text("", ""), "p10").statistic(effects)[0] < 3
