"""Trips of China's residents abroad to 2019, as the destinations counted them: what they did beside incomes at home.

The years of the outbound boom are a matter of record by destination, with its turns of rules, prices and politics: seven
times as many went to Japan in 2019 as in 2013, and half as many to Korea in 2017 as in 2016. From 2019 on trips
follow incomes, prices and rules.
"""

import functools

import numpy as np

from model.facts.tables import number, rows
from model.world.paths import mean_before, mid_year

EVERYWHERE = "all"
"""The code of all departures, which stand for destinations without counts of their own."""


@functools.cache
def counted(origins: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Return years, and the log of arrivals from China at each destination, 0 in 2019, (years, origins).

    In years without a count a destination's share of all departures lies between those of the counted years next to it.
    """
    found: dict[str, dict[int, float]] = {}
    for row in rows("outbound_years"):
        found.setdefault(row["iso3"], {})[int(row["year"])] = np.log(number(row["arrivals_million"]))
    everywhere = found[EVERYWHERE]
    years = np.array(sorted(everywhere))
    whole = np.array([everywhere[year] for year in years])
    log = np.empty((years.size, len(origins)))
    for place, name in enumerate(origins):
        known = found.get(name, everywhere)
        at = np.array(sorted(known))
        log[:, place] = whole + np.interp(years, at, [known[year] - everywhere[year] for year in at])
    return years, log - log[-1]


def outbound_beside_income(
    case: str, start: int, months: np.ndarray, income: np.ndarray, elasticity: float, origins: tuple[str, ...]
) -> np.ndarray:
    """Return trips to each destination over what incomes at home explain, 1 from the middle of 2019 on, (months, origins).

    Args:
        case: a case of ``incomes``; frozen holds the mean of the twelve months before ``start``.
        start: first calendar month of the run.
        months: calendar months; those before the middle of the first counted year are taken to be like it.
        income: real income at home, 2019 = 1, (months,).
        elasticity: of trips abroad to income.
        origins: codes of the destinations.
    """
    years, log = counted(origins)
    at, middles = months + 0.5, mid_year(years)
    trips = np.stack([np.interp(at, middles, one) for one in log.T], axis=1)
    known = at < middles[-1]
    path = np.where(known[:, None], np.exp(trips) / income[:, None] ** elasticity, 1.0)
    return np.full_like(path, mean_before(path, start)) if case == "frozen" else path
