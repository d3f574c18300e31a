"""The seven rival cities: each follows its own trend, carries out its own pilot, and sometimes takes a step of its own.

A rival's *appeal* (to travellers) and *openness* (to investors) are utility points gained since the month before the
run, or since the year whose levels the model reproduces (2019 and 2022) in a run that starts earlier. They follow a
path of the world, the same in both variants of a run; what rivals do in answer to Nanjing comes on top (``rival_answers``).
"""

import functools

import numpy as np

from common.vocabulary import CITIES
from model.draws import Draws
from model.facts.months import month_index
from model.facts.tables import rows
from model.parameters import Room
from model.world.paths import FIRST, year_of
from model.world.trends import LEVELS_OF_2019, LEVELS_OF_2022, trend_years


@functools.cache
def pilots() -> dict[str, tuple[tuple[float, float], ...]]:
    """Return each city's pilots for opening services: (calendar month of the start, share of the city's weight they cover)."""
    by_city: dict[str, list[tuple[float, float]]] = {city: [] for city in CITIES}
    for row in rows("rival_pilots"):
        year, month = row["start"].split("-")
        by_city[row["city"]].append((month_index(int(year), int(month)), float(row["share"])))
    return {city: tuple(given) for city, given in by_city.items()}


def ramp(months: np.ndarray, start: float | np.ndarray, length: float) -> np.ndarray:
    """Return 0 before ``start``, 1 from ``start + length`` months on, a straight line between."""
    return np.clip((months - start) / length, 0.0, 1.0)


def steps_taken(draws: Draws, months: np.ndarray, unseen: int, chance: float, length: float) -> np.ndarray:
    """Return the opening steps of their own that the rivals have taken by each month, (months, cities).

    Each year from that of ``unseen`` on each takes one with ``chance``, in a month also drawn; a higher chance only adds steps.
    """
    taken = np.zeros((months.size, len(CITIES)))
    for year in np.unique(year_of(months[months >= unseen])):
        january = month_index(int(year), 1)
        acts, when = draws.between_members("world.rival_step", january, np.arange(len(CITIES)), streams=2)
        taken += (acts < chance) * ramp(months[:, None], january + np.floor(12 * when), length)
    return taken


def rival_paths(case: str, start: int, months: np.ndarray, unseen: int, draws: Draws, p: Room) -> np.ndarray:
    """Return appeal and openness of the rivals since the month before ``start``, utility points, (2, months, cities).

    Args:
        case: a case of ``rivals``. Low and high weaken or strengthen trends and own steps; frozen is zero throughout.
        start: first calendar month of the run.
        months: calendar months, consecutive from :data:`model.world.paths.FIRST`.
        unseen: first calendar month that nobody has seen.
        draws: the member's luck.
        p: parameters, room ``rivals``.
    """
    push = {"low": p.low, "high": p.high}.get(case, 1.0)
    gap = {"low": -1.0, "high": 1.0}.get(case, 0.0) * p.trend_gap
    size = np.array([p.step_appeal, p.step_openness])
    pilot = np.array([p.pilot_appeal, p.pilot_openness])
    trends = np.array([p.trend_appeal.vector(CITIES), p.trend_openness.vector(CITIES)])
    luck = p.trend_sd * draws.normal_between_members("world.rival_trend", -1, np.arange(len(CITIES)), streams=2)
    chance, length, pilot_length = p.step_chance * push, p.step_months, p.pilot_months
    known = LEVELS_OF_2019, LEVELS_OF_2022
    years = np.stack([trend_years(months, until, p.trend_persistence, unseen) for until in known])
    years_ahead = np.maximum(months - unseen + 1, 0) / 12.0
    own = steps_taken(draws, months, unseen, chance, length)
    given = np.zeros_like(own)
    for city, key in enumerate(CITIES):
        for first, share in pilots()[key]:
            given[:, city] += share * ramp(months, first, pilot_length)
    path = (
        trends[:, None] * years[:, :, None]
        + (luck + gap)[:, None] * years_ahead[:, None]
        + size[:, None, None] * own
        + pilot[:, None, None] * given
    )
    for kind, until in enumerate(known):
        path[kind] -= path[kind, max(start - 1, until) - FIRST]
    return np.zeros_like(path) if case == "frozen" else path
