"""Plans are ranked by what is wanted of them in every stage, on a problem whose best plan by means is not the surest."""

import dataclasses

import numpy as np
import pytest

from common.text import Text
from scenarios.searching.question import Measured, Question, Sizes, Want
from scenarios.searching.stages import search
from scenarios.searching.wanted import estimates, seen, spreads
from tests.scenarios.test_searching import Planted

VISITORS = Want(("visitors",), Text("Visitors", "游客"))
SIZES = dataclasses.replace(Sizes.for_runs(4000, tails=True), screened=48, budgets=2)
BUDGET = 130.0


class Risky(Planted):
    """What brings most on average depends on luck of its own; the rest brings somewhat less, everywhere alike."""

    def __init__(self):
        super().__init__(12, 4, seed=2)
        self.push[:] = 0
        self.push[np.arange(12), np.arange(12) % 4] = 1.0
        self.cost = 30.0 + np.arange(12) % 3
        self.weights = np.array([8.0, 7.6, 7.0, 6.6])
        self.swings = np.array([1.1, 1.0, 0.1, 0.1])

    def effects(self, plans, luck):
        """Luck is (members, channels), of mean 1."""
        felt = 3 * (1 - np.exp(-(np.atleast_2d(plans).astype(float) @ self.push) / 3)) * self.weights
        return felt @ luck.T

    def luck(self, keys):
        normal = np.array([np.random.default_rng(key).normal(size=4) for key in keys])
        return 1 + self.swings * np.clip(normal, -2.5, 2.5)

    def measure(self, plans, seed, members, stage):
        drawn = self.effects(plans, self.luck([[seed, member] for member in members]))
        cost = np.repeat((plans @ self.cost)[:, None], len(members), 1)
        return Measured({"visitors": drawn}, cost, np.zeros((*cost.shape, 7)), tuple(members))


@pytest.fixture(scope="module")
def risky():
    return Risky()


@pytest.fixture(scope="module")
def worlds(risky):
    """Luck of many worlds."""
    return risky.luck([[99, k] for k in range(2000)])


def found(risky, want):
    answer = search(Question(risky.space(), (want,), BUDGET, sizes=SIZES, seed=50), risky.measure)
    return answer, answer.plans[answer.finalists[0]]


@pytest.mark.parametrize(
    "want",
    [
        pytest.param(dataclasses.replace(VISITORS, of="p10"), marks=pytest.mark.long),
        dataclasses.replace(VISITORS, of="worst_tenth"),
        pytest.param(dataclasses.replace(VISITORS, of="share_reaching", amount=16.5), marks=pytest.mark.long),
    ],
    ids=lambda want: want.of,
)
def test_the_surest_plan_is_found_where_it_is_wanted(risky, worlds, want):
    every = np.array([[bool(k >> bit & 1) for bit in range(12)] for k in range(2**12)])
    every = every[every @ risky.cost <= BUDGET]
    effects = risky.effects(every, worlds)
    true, by_mean = want.statistic(effects), int(effects.mean(axis=1).argmax())
    assert true[by_mean] < 0.8 * true.max()  # else the problem asks nothing
    _, plan = found(risky, want)
    assert want.statistic(risky.effects(plan, worlds))[0] >= 0.9 * true.max()


def test_the_mean_still_finds_the_best_mean(risky, worlds):
    answer, plan = found(risky, VISITORS)
    assert plan @ risky.push @ risky.swings > 2  # it takes the risk
    assert answer.goals == answer.surrogates[:1]


def test_few_members_give_a_normal_tail_and_many_their_own():
    drawn = np.random.default_rng(1).normal([[10.0], [12.0]], [[1.0], [6.0]], (2, 4000))
    for of, few, many in (("p10", 8.7, 4.3), ("worst_tenth", 8.2, 1.5)):
        want = dataclasses.replace(VISITORS, of=of)
        assert estimates(want, drawn, drawn) == pytest.approx([few, many], abs=0.4)
        assert np.array_equal(estimates(want, drawn, drawn), want.statistic(drawn))
        some = drawn[:, :29]
        assert not np.array_equal(estimates(want, some, some), want.statistic(some))
        assert estimates(want, some, some) == pytest.approx([few, many], abs=3.5)
    four = np.array([[9.0, 10.0, 11.0, 10.0], [2.0, 20.0, 4.0, 22.0]])
    assert np.diff(estimates(dataclasses.replace(VISITORS, of="p10"), four, four))[0] < 0
    share = estimates(dataclasses.replace(VISITORS, of="share_reaching", amount=9.0), drawn[:, :9], drawn[:, :9])
    assert 0.6 < share[0] <= 1 and 0.5 < share[1] < 0.9
    one = estimates(dataclasses.replace(VISITORS, of="p10"), drawn[:, :1], drawn[:, :1])
    assert one == pytest.approx(drawn[:, 0])  # a spread cannot be told from one member


def test_effects_that_few_members_bring_do_not_seem_to_turn_into_losses():
    skewed = np.exp(np.random.default_rng(3).normal(0, 1.2, (1, 8))) * np.arange(1, 30)[:, None]
    want = dataclasses.replace(VISITORS, of="p10")
    low = estimates(want, skewed, skewed)
    assert (low > skewed.mean(axis=1) - 1.28 * skewed.std(axis=1, ddof=1)).all()
    assert np.array_equal(seen(want, skewed), low)  # eight worlds have no tenth
    more = np.repeat(skewed, 2, axis=1)
    assert np.array_equal(seen(want, more), want.statistic(more))


def test_own_spread_counts_more_with_more_members():
    drawn = np.random.default_rng(2).normal([[10.0], [10.0]], [[0.2], [5.0]], (2, 60))
    ratios = [float(np.divide(*spreads(drawn[:, :members]))) for members in (3, 10, 60)]
    assert ratios == sorted(ratios, reverse=True) and ratios[-1] < 0.3
