"""The seven rival cities: what each has to offer, a trend of its own, steps of its own and a course that nobody knows.

A rival's *appeal* (to travellers) and *openness* (to investors) are utility points gained since the month before the
run, or since the year whose levels the model reproduces (2019 and 2022) in a run that starts earlier; a run that starts later
finds what was gained since knowledge ends. What it has to offer
(``city_offers``) is worth the same in every city; what is left of its past is a trend, drawn with those of the other cities
from one distribution whose spread is fitted too. They follow a path of the world, the same in both variants of a run; what
rivals do in answer to Nanjing comes on top (``rival_answers``).
"""

import numpy as np

from common.vocabulary import CITIES
from model.draws import Draws
from model.facts.months import month_index
from model.parameters import Room
from model.world.city_offers import larger_airport_near, network, opened, ramp
from model.world.paths import FIRST, months_of_steps, shocks, year_of
from model.world.trends import LEVELS_OF_2019, LEVELS_OF_2022, counted_from, trend_years

REST = CITIES.index("rest_of_china")
MONTHS_A_YEAR = 12


def steps_taken(draws: Draws, months: np.ndarray, unseen: int, chance: float, length: float) -> np.ndarray:
    """Return the opening steps of their own that the rivals have taken by each month, (months, cities).

    Each year from that of ``unseen`` on each takes one with ``chance``, in a month also drawn; a higher chance only adds steps.
    """
    taken = np.zeros((months.size, len(CITIES)))
    for year in np.unique(year_of(months[months >= unseen])):
        taken += ramp(months[:, None], _step_of_year(draws, month_index(int(year), 1), chance), length)
    return taken


def _step_of_year(draws: Draws, january: int, chance: float) -> np.ndarray:
    """Return the calendar month in which each rival takes its step of the year, infinity where it takes none, (cities,).

    Luck may become another's within the year: who has taken no step by then takes one in what is left of the year with the
    chance that is left.
    """
    end = january + MONTHS_A_YEAR

    def steps(whose: Draws, first: int, odds: float) -> np.ndarray:
        acts, when = whose.between_members("world.rival_step", january, np.arange(len(CITIES)), streams=2)
        return np.where(acts < odds, first + np.floor((end - first) * when), np.inf)

    step = steps(draws, january, chance)
    if draws.later is not None and january < draws.fresh_from < end:
        left = chance * (end - draws.fresh_from) / MONTHS_A_YEAR
        late = steps(draws.later, draws.fresh_from, left / (1 - chance + left))
        step = np.where(step < draws.fresh_from, step, late)
    return step


def offered(months: np.ndarray, unseen: int, p: Room) -> np.ndarray:
    """Return what the rivals' networks, zones and pilots are worth to travellers and investors, (2, months, cities)."""
    zones, pilots = (
        np.stack([opened(kind, city, months, unseen, p.pilot_months) for city in CITIES], axis=1)
        for kind in ("zone", "pilot")
    )
    flights = np.where(larger_airport_near(), p.network_worth.near, p.network_worth.far) * network(
        months, unseen, p.trend_persistence
    )
    return np.stack([flights + p.pilot_appeal * pilots, p.zone_openness * zones + p.pilot_openness * pilots])


def own_courses(months: np.ndarray, unseen: int, draws: Draws, spread: np.ndarray) -> np.ndarray:
    """Return what happens to each rival alone since it was counted, random walks, utility points, (2, months, cities).

    What they came to before ``unseen`` shows in that month.

    The rest of China is many cities, whose courses cancel out: it has none.

    Args:
        months: calendar months, consecutive from :data:`model.world.paths.FIRST`.
        unseen: first calendar month that nobody has seen.
        draws: the member's luck.
        spread: of the step of a year, with travellers and with investors, (2,); a city's own, as Nanjing's.
    """
    steps = shocks(draws, "world.rival_course", np.arange(2 * len(CITIES)), months, unseen)
    lengths = np.sqrt([months_of_steps(months, unseen, until) for until in (LEVELS_OF_2019, LEVELS_OF_2022)])
    by_kind = steps.reshape(-1, 2, len(CITIES)).swapaxes(0, 1) * lengths[:, :, None]
    walks = by_kind.cumsum(axis=1) / np.sqrt(MONTHS_A_YEAR)
    walks[:, :, REST] = 0.0
    return walks * spread[:, None, None]


def rival_paths(
    case: str, start: int, months: np.ndarray, unseen: int, draws: Draws, p: Room, spread: np.ndarray
) -> np.ndarray:
    """Return appeal and openness of the rivals since the month of :func:`counted_from`, utility points, (2, months, cities).

    Args:
        case: a case of ``rivals``. Low and high weaken or strengthen trends and own steps; frozen is zero throughout.
        start: first calendar month of the run.
        months: calendar months, consecutive from :data:`model.world.paths.FIRST`.
        unseen: first calendar month that nobody has seen.
        draws: the member's luck.
        p: parameters, room ``rivals``.
        spread: as :func:`own_courses`.
    """
    push = {"low": p.low, "high": p.high}.get(case, 1.0)
    gap = {"low": -1.0, "high": 1.0}.get(case, 0.0) * p.trend_gap
    size = np.array([p.step_appeal, p.step_openness])
    scores = np.array([p.trend_appeal.vector(CITIES), p.trend_openness.vector(CITIES)])
    trends = scores * p.trend_spread.vector(("appeal", "openness"))[:, None]
    known = LEVELS_OF_2019, LEVELS_OF_2022
    years = np.stack([trend_years(months, until, p.trend_persistence, unseen) for until in known])
    years_ahead = np.maximum(months - unseen + 1, 0) / MONTHS_A_YEAR
    path = (
        offered(months, unseen, p)
        + trends[:, None] * years[:, :, None]
        + gap * years_ahead[:, None]
        + own_courses(months, unseen, draws, spread)
        + size[:, None, None] * steps_taken(draws, months, unseen, p.step_chance * push, p.step_months)
    )
    for kind, until in enumerate(known):
        path[kind] -= path[kind, counted_from(start, until, unseen) - FIRST]
    return np.zeros_like(path) if case == "frozen" else path
