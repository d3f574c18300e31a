"""What happens to Nanjing alone and no model knows: paths of its own, each on a driver, never on an outcome.

Seven cities that live under the same nation depart from each other year after year by more than their trends and
measures explain: a fair, a scandal, a factory, a taste. Such departures add up (their variance grows with the years
ahead), so each path is a random walk from the first month that was unknown when the plan was written. Scenario and
counterfactual share it.
"""

import numpy as np

from model.draws import Draws
from model.parameters import Room
from model.world.paths import shocks

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
    steps = shocks(draws, "world.own_course", np.arange(len(COURSES)), months, unseen)
    spread = np.array([p.own_course[name] for name in COURSES]) / np.sqrt(MONTHS_A_YEAR)
    return dict(zip(COURSES, (steps * spread).cumsum(axis=0).T, strict=True))
