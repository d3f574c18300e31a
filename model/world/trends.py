"""Slow trends in the appeal of a destination that the model does not explain.

Before the year whose levels the model reproduces, a trend runs at the pace that history shows; afterwards nobody knows
whether it goes on, and a share of it, itself uncertain, does.
"""

import numpy as np

from model.facts.months import month_index
from model.parameters import Room
from model.world.paths import FIRST, UNSEEN

LEVELS_OF_2019, LEVELS_OF_2022 = month_index(2019, 12), month_index(2022, 12)
"""Last months of the years whose travel and whose investment the model reproduces."""


def trend_years(months: np.ndarray, until: int, persistence: float, unseen: int = UNSEEN) -> np.ndarray:
    """Return years that a trend has run at each month, negative before the month ``until``, (months,).

    From there on it stands still; from ``unseen`` on it runs at ``persistence`` of its pace. Where that comes first,
    years count from there.
    """
    whole = np.minimum(months - min(until, unseen - 1), 0)
    return (whole + persistence * np.maximum(months - unseen + 1, 0)) / 12.0


def own_trends(case: str, start: int, months: np.ndarray, unseen: int, p: Room) -> dict[str, np.ndarray]:
    """Return appeal that Nanjing, and China as a whole, gained since the start or 2019, utility points, each (months,).

    Args:
        case: a case of ``rivals``; frozen stands still.
        start: first calendar month of the run.
        months: calendar months, consecutive from :data:`model.world.paths.FIRST`.
        unseen: first calendar month that nobody has seen.
        p: parameters, room ``rivals``.
    """
    years = trend_years(months, LEVELS_OF_2019, p.trend_persistence, unseen)
    years = years - years[max(start - 1, LEVELS_OF_2019) - FIRST]
    if case == "frozen":
        years = np.zeros_like(years)
    return {"nanjing_appeal": p.trend_nanjing * years, "china_appeal": p.trend_china * years}
