"""Members that fail in some stage are left out for all plans, and the search goes on with the others."""

import numpy as np
import pytest

from scenarios.searching.measure import beyond
from scenarios.searching.measured import with_plans
from scenarios.searching.question import NoMember, Question
from scenarios.searching.stages import search
from tests.scenarios.test_searching import SIZES, VISITORS, Planted

BUDGET = 120.0


def failing(problem, lost):
    """Runs plans without the members that ``lost`` names by stage and seed."""

    def measure(plans, seed, members, stage):
        left = [member for member in members if member not in lost.get((stage, seed), ())]
        if not left:
            raise NoMember("all of them failed")
        return problem.measure(plans, seed, left, stage)

    return measure


def test_a_search_goes_on_without_members_that_failed():
    problem = Planted(10, 3, seed=4)
    lost = {("screen", 3): (0,), ("verify", 4): (1,), ("choose", 5): (2,), ("stress", 6): (0, 7)}
    found = search(Question(problem.space(), (VISITORS,), BUDGET, sizes=SIZES, seed=3), failing(problem, lost))
    assert found.final.members == (1, 2, 3, 4, 5, 6, 8, 9, 10, 11)
    assert found.final.cost.shape[1] == 10 and found.measured.cost.shape[1] == 2  # one is left of each seed
    best = problem.truth(problem.best(BUDGET, np.ones(10, dtype=bool)))[0]
    assert problem.truth(found.plans[found.front[-1].plan])[0] >= 0.95 * best


def test_where_nobody_is_left_the_search_stops():
    problem = Planted(10, 3, seed=4)
    asked = Question(problem.space(), (VISITORS,), BUDGET, sizes=SIZES, seed=3)
    with pytest.raises(NoMember):
        search(asked, failing(problem, {("screen", 3): (0,), ("verify", 3): (1,)}))
    plans = problem.space().random(4, 1)
    one, other = (problem.measure(plans, 1, members, "screen") for members in ((0, 1, 2), (2, 3)))
    assert with_plans(one, other).members == (2,)


def test_rounding_is_no_effect():
    totals = np.array([[1e6, 0.0], [1e6 + 1e-5, 2.0], [1e6 + 3, 0.0]])
    assert beyond(totals).tolist() == [[0.0, 2.0], [3.0, 0.0]]
