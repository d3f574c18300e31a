"""What happens to Nanjing alone and no model knows: paths of its own, each on a driver, never on an outcome.

Seven cities that live under the same nation depart from each other year after year by more than their trends and
measures explain: a fair, a scandal, a factory, a taste. Such departures add up (their variance grows with the years
ahead), so each path is a random walk from the first month that was unknown when the plan was written. Scenario and
counterfactual share it.

All of China has such a course too, against going elsewhere: the years move the visitors of seven cities together by more than
incomes and rules explain.
"""

from collections.abc import Sequence

import numpy as np

from model.draws import Draws
from model.parameters import Room
from model.world.paths import calendar, shocks

MONTHS_A_YEAR = 12
COURSES = ("travellers", "investors", "exporters", "tenants")
"""Whose view of Nanjing moves: pull on travellers and on investors (utility points), what its exporters sell abroad at
given prices and incomes, and what domestic tenants would pay for space (log points each)."""


def own_course(case: str, months: np.ndarray, unseen: int, draws: Draws, p: Room) -> dict[str, np.ndarray]:
    """Return each of :data:`COURSES` by month, (months,), in the unit given there; zero before ``unseen``.

    Args:
        case: a case of ``own_course``; frozen stands still.
        months: calendar months, consecutive from :data:`model.world.paths.FIRST`.
        unseen: first calendar month that nobody has seen.
        draws: random numbers of the member.
        p: parameters, room ``world``.
    """
    if case == "frozen":
        return {name: np.zeros(months.size) for name in COURSES}
    steps = bent_steps(months, unseen, draws)
    spread = np.array([p.own_course[name] for name in COURSES]) / np.sqrt(MONTHS_A_YEAR)
    return dict(zip(COURSES, (steps * spread).cumsum(axis=0).T, strict=True))


def bent_steps(months: np.ndarray, unseen: int, draws: Draws) -> np.ndarray:
    """Return the monthly steps of all courses, standard normal, (months, courses), bent where :attr:`Draws.bends` says so.

    A bend sets what the steps of some months come to together and leaves how they differ from each other to luck: the sum of
    independent normal numbers tells nothing of their differences, so that a bend drawn from its own law is luck again.
    """
    steps = shocks(draws, "world.own_course", np.arange(len(COURSES)), months, unseen)
    for bend in draws.bends:
        inside = (months >= bend.first) & (months < bend.stop)
        root = np.sqrt(bend.stop - bend.first)
        steps[inside, bend.course] += (bend.score - steps[inside, bend.course].sum() / root) / root
    return steps


def scores(blocks: Sequence[tuple[int, int, int]], unseen: int, draws: Draws) -> np.ndarray:
    """Return what a member's own luck gives for blocks of course, first month and month after the last, (blocks,)."""
    months = calendar(max((stop for _, _, stop in blocks), default=unseen))
    steps = bent_steps(months, unseen, draws)
    return np.array(
        [
            steps[(months >= first) & (months < stop), course].sum() / np.sqrt(stop - first)
            for course, first, stop in blocks
        ]
    )


def course_of_china(case: str, months: np.ndarray, unseen: int, draws: Draws, p: Room) -> np.ndarray:
    """Return what all Chinese cities are worth to travellers by a course of the nation's own, utility points, (months,).

    Args:
        case: a case of ``own_course``; frozen stands still.
        months: calendar months, consecutive from :data:`model.world.paths.FIRST`.
        unseen: first calendar month of which nobody has seen how many came to China.
        draws: random numbers of the member.
        p: parameters, room ``world``.
    """
    if case == "frozen":
        return np.zeros(months.size)
    steps = shocks(draws, "world.own_course.china", np.zeros(1, np.int64), months, unseen)[:, 0]
    return steps.cumsum() * p.own_course.china / np.sqrt(MONTHS_A_YEAR)
