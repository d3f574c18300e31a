"""Slow trends in what a city is to travellers and investors that the model does not explain.

Before the year whose levels the model reproduces, a trend runs at the pace that history shows; afterwards it loses pace
from year to year, as trends do, how fast nobody knows.
"""

import numpy as np

from model.facts.months import month_index
from model.parameters import Room
from model.world.city_offers import NANJING, opened
from model.world.paths import FIRST, UNSEEN, damped_years

LEVELS_OF_2019, LEVELS_OF_2022 = month_index(2019, 12), month_index(2022, 12)
"""Last months of the years whose travel and whose investment the model reproduces."""


def trend_years(months: np.ndarray, until: int, persistence: float, unseen: int = UNSEEN) -> np.ndarray:
    """Return years at full pace that a trend has run at each month, negative before the month ``until``, (months,).

    From there on it stands still; from ``unseen`` on it goes on and a year leaves ``persistence`` of its pace. Where that
    comes first, years count from there.
    """
    return np.minimum(months - min(until, unseen - 1), 0) / 12.0 + damped_years(months, unseen, persistence)


def counted_from(start: int, until: int, unseen: int) -> int:
    """Return the calendar month from whose level on it counts what a city gained.

    That is the month before the run, or the last of the year whose levels the model reproduces where a run starts earlier. A run
    that starts after ``unseen`` finds what was gained from then on, as a run that started there has it.
    """
    return max(min(start, unseen) - 1, until)


def own_trends(case: str, start: int, months: np.ndarray, unseen: int, p: Room) -> dict[str, np.ndarray]:
    """Return what Nanjing, and China as a whole, gained since the month of :func:`counted_from`, utility points, each (months,).

    Nanjing's trends are of one family with those of its rivals, and its free-trade zone is worth what theirs are.

    Args:
        case: a case of ``rivals``; frozen stands still.
        start: first calendar month of the run.
        months: calendar months, consecutive from :data:`model.world.paths.FIRST`.
        unseen: first calendar month that nobody has seen.
        p: parameters, room ``rivals``.
    """
    known = LEVELS_OF_2019, LEVELS_OF_2022
    travel, money = (trend_years(months, until, p.trend_persistence, unseen) for until in known)
    zone = p.zone_openness * opened("zone", NANJING, months, unseen, p.pilot_months)
    paths = {
        "nanjing_appeal": (p.trend_spread.appeal * p.trend_nanjing * travel, LEVELS_OF_2019),
        "china_appeal": (p.trend_china * travel, LEVELS_OF_2019),
        "nanjing_openness": (p.trend_spread.openness * p.trend_nanjing_openness * money + zone, LEVELS_OF_2022),
    }
    if case == "frozen":
        return {name: np.zeros(months.size) for name in paths}
    return {name: path - path[counted_from(start, until, unseen) - FIRST] for name, (path, until) in paths.items()}
