"""Do bands hold whose width is learned by the rule of :mod:`calibration.own_departures`? Forecasts of counts from every year.

The refitted backtests (:mod:`calibration.validation.refitted`) forecast visitors from one year only, and the cities of a year
share what happens in it: few cases, which hang together. So the rule alone, without the model, is tried from each year that
has a past: a city's visitors go on at their mean growth, departures of the nation and of the city are walks whose spreads
were known by then, and the mean growth is itself uncertain. So are the nation's visitors, from 2010 on, over up to five years.

``python -m calibration.validation.rolling_bands`` prints how many counts bands hold, and the mean interval score.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from scipy.stats import norm

from calibration import own_departures
from calibration.own_departures import FIRST_YEAR, LAST_YEAR, NATION, PLACES, departures, growth
from calibration.validation import scores
from common.files import read_csv

INDICATOR = "inbound_visitors"
LONGEST = 5
"""Years ahead."""
FIRST_ORIGIN, FIRST_OF_NATION = 2014, 2010
"""The first years with three steps of cities, and five of the nation, behind them."""


class Case(NamedTuple):
    """One forecast of the log of a count, less that of the origin."""

    place: str
    origin: int
    horizon: int
    error: float
    """What came less what was expected, log points."""
    spread: float
    """Standard deviation of the forecast, log points."""

    def inside(self, share: float) -> bool:
        """Whether the central band that should hold with probability ``share`` holds it."""
        return abs(self.error) <= self.spread * norm.ppf((1 + share) / 2)

    def score(self, share: float) -> float:
        """Interval score of that band, log points."""
        half = self.spread * float(norm.ppf((1 + share) / 2))
        return scores.interval_score(-half, half, share, self.error)


def of_cities() -> list[Case]:
    """Return forecasts of each city from each year, a city's own departures and the nation's together."""
    found, steps = [], growth(INDICATOR)
    for origin in range(FIRST_ORIGIN, LAST_YEAR):
        own = [one.yearly**2 for one in departures(origin) if one.indicator == INDICATOR]
        variance = float(np.mean(own)) + _spread_of_nation(origin) ** 2
        for city, row in zip(PLACES, steps, strict=True):
            past = row[: origin - FIRST_YEAR]
            found += _ahead(city, origin, past[~np.isnan(past)], row[origin - FIRST_YEAR :], variance)
    return found


def of_nation() -> list[Case]:
    """Return forecasts of the nation's visitors from each year."""
    found, steps = [], _of_nation(LAST_YEAR)
    for origin in range(FIRST_OF_NATION, LAST_YEAR):
        known = len(_of_nation(origin))
        found += _ahead("china", origin, steps[:known], steps[known:], _spread_of_nation(origin) ** 2)
    return found


def _ahead(place: str, origin: int, past: np.ndarray, later: np.ndarray, variance: float) -> list[Case]:
    """Forecasts up to the first year that was not counted; the mean of ``past`` errs by a step over the root of their number."""
    found = []
    for horizon in range(1, min(LONGEST, len(later)) + 1):
        error = float(later[:horizon].sum() - horizon * past.mean())
        if np.isnan(error):
            break
        # From one mean of a year to another a walk departs by a third of a year less than lies between them.
        spread = np.sqrt(variance * (horizon - 1 / 3 + horizon**2 / len(past)))
        found.append(Case(place, origin, horizon, error, float(spread)))
    return found


def _of_nation(last: int) -> np.ndarray:
    counts = [float(row[INDICATOR]) for row in read_csv(NATION) if int(row["year"]) <= last]
    return np.diff(np.log(counts))


def _spread_of_nation(last: int) -> float:
    """Return the yearly spread of the walk whose yearly means step as the nation's counts did, log points."""
    return own_departures.steps_of_nation(last) / float(np.sqrt(own_departures.yearly_means(1)[0, 0]))


def share_inside(cases: Iterable[Case], share: float) -> float:
    """Return the share of cases that bands hold which should hold ``share`` of them."""
    return float(np.mean([case.inside(share) for case in cases]))


if __name__ == "__main__":
    for name, cases in (("cities", of_cities()), ("nation", of_nation())):
        for origin in (*sorted({case.origin for case in cases}), None):
            mine = [case for case in cases if origin in (None, case.origin)]
            told = ", ".join(f"{share:.0%} bands hold {share_inside(mine, share):.0%}" for share in scores.BANDS)
            score = np.mean([case.score(0.8) for case in mine])
            print(f"{name} from {origin or 'all'}: {len(mine)} cases, {told}, interval score {score:.3f}")
