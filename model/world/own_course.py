"""What happens to Nanjing alone and no model knows: paths of its own, each on a driver, never on an outcome.

Seven cities that live under the same nation depart from each other year after year by more than their trends and
measures explain: a fair, a scandal, a factory, a taste. Such departures add up (their variance grows with the years
ahead), so each path is a random walk from the last year that was counted; what it came to before the first month that was
unknown when the plan was written shows in that month. Scenario and counterfactual share it.

All of China has such a course too, against going elsewhere: the years move the visitors of seven cities together by more than
incomes and rules explain.
"""

from collections.abc import Sequence

import numpy as np

from model.draws import Draws
from model.parameters import Room
from model.world.paths import calendar, months_of_steps, shocks
from model.world.trends import LEVELS_OF_2019

MONTHS_A_YEAR = 12
COURSES = ("travellers", "investors", "exporters", "tenants", "importers", "spenders")
"""Whose view of Nanjing moves: pull on travellers and on investors (utility points), what its exporters sell abroad and
what is bought abroad for use at home at given prices and incomes, what domestic tenants would pay for space, and what visitors
spend a night (log points each)."""
COUNTED = {"travellers": LEVELS_OF_2019, "spenders": LEVELS_OF_2019}
"""Last month of the last year that was counted, of courses of which it was not the last before they are unknown."""


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
    steps = bent_steps(months, unseen, draws) * _lengths(months, unseen)
    spread = np.array([p.own_course[name] for name in COURSES]) / np.sqrt(MONTHS_A_YEAR)
    return dict(zip(COURSES, (steps * spread).cumsum(axis=0).T, strict=True))


def lift(case: str, name: str, months: np.ndarray, unseen: int, p: Room, power: float) -> np.ndarray:
    """Return by how much a course in log points lifts the mean of what answers to it with an elasticity, (months,), log points.

    The trade of cities adds up to the nation's: luck that no other city shares spreads what one of them trades about its part
    and leaves the mean of that part as it is. A course without its lift, half its variance times the elasticity, does. So is it
    with what visitors spend.

    Args:
        case, months, unseen, p: as of :func:`own_course`.
        name: one of :data:`COURSES`.
        power: the elasticity.
    """
    if case == "frozen":
        return np.zeros(months.size)
    lengths = np.where(months >= unseen, _lengths(months, unseen)[:, COURSES.index(name)], 0.0)
    variance = (lengths**2).cumsum() * p.own_course[name] ** 2 / MONTHS_A_YEAR
    return np.asarray(power * variance / 2)


def bent_steps(months: np.ndarray, unseen: int, draws: Draws) -> np.ndarray:
    """Return the monthly steps of all courses, standard normal, (months, courses), bent where :attr:`Draws.bends` says so.

    A bend sets what a course comes to over some months and leaves how their steps differ to luck: the sum of independent
    normal numbers, each times its length, tells nothing of what is left when each is less its part of the sum, so that a
    bend drawn from its own law is luck again.
    """
    steps = shocks(draws, "world.own_course", np.arange(len(COURSES)), months, unseen)
    lengths = _lengths(months, unseen)
    for bend in draws.bends:
        inside = (months >= bend.first) & (months < bend.stop)
        part = _parts_of(lengths[inside, bend.course])
        steps[inside, bend.course] += (bend.score - part @ steps[inside, bend.course]) * part
    return steps


def scores(blocks: Sequence[tuple[int, int, int]], unseen: int, draws: Draws) -> np.ndarray:
    """Return what a member's own luck gives for blocks of course, first month and month after the last, (blocks,)."""
    months = calendar(max((stop for _, _, stop in blocks), default=unseen))
    steps, lengths = bent_steps(months, unseen, draws), _lengths(months, unseen)
    of_block = [(course, (months >= first) & (months < stop)) for course, first, stop in blocks]
    return np.array([_parts_of(lengths[inside, course]) @ steps[inside, course] for course, inside in of_block])


def _lengths(months: np.ndarray, unseen: int) -> np.ndarray:
    """Return how long the steps of each course are, in monthly steps, (months, courses)."""
    counted = [COUNTED.get(name, unseen - 1) for name in COURSES]
    return np.sqrt(np.stack([months_of_steps(months, unseen, until) for until in counted], axis=1))


def _parts_of(lengths: np.ndarray) -> np.ndarray:
    """Return how much each step counts in what a course comes to, (months,), of length 1."""
    return lengths / np.sqrt((lengths**2).sum())


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
