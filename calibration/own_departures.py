"""How far cities depart from each other from year to year: what the spread of Nanjing's own course is learned from.

The yearly growth of seven cities, less the mean of each year (what the nation does) and the mean of each city (its own
trend), is summed over one to three years. A random walk of yearly spread ``s`` gives such sums the variance
``s**2 * h * (1 - h / years) * (1 - 1 / cities)``; each horizon ``h`` tells an ``s``.

Of goods trade two counts years apart were found for two cities and their province: the growth of each less that of the
nation, over the root of the years between, tells an ``s`` too, from three cases only.

``python -m calibration.own_departures`` prints the table that ``model/data/parameters/world.csv`` quotes.
"""

import functools
from pathlib import Path
from typing import NamedTuple

import numpy as np

from calibration.validation.backtests import HORIZONS, PLACES
from calibration.validation.past_series import stretches
from common.files import read_csv

FIRST_YEAR = 2013
LAST_YEAR = 2019
"""The last year before the border closed."""
INDICATORS = ("inbound_visitors", "fdi_musd", "inbound_receipts_musd")

KNOWN_TO = 2016
"""Counts of the nation stop where the earliest backtest begins, so that no forecast knows what came."""
NATION = Path(__file__).parent / "data" / "national_counts.csv"
"""Overnight visitors of the nation by year, with sources."""
GOODS_TRADE = Path(__file__).parent / "data" / "goods_trade_of_cities.csv"
"""Goods trade of places and of the nation in two years each, with sources."""


class Departure(NamedTuple):
    """Spread of cities' departures at one horizon, years ahead."""

    indicator: str
    horizon: int
    cases: int
    spread: float
    """Standard deviation of the departure, log points."""
    yearly: float
    """Spread of the yearly step of a random walk that departs as far, log points."""


def departures(last: int = LAST_YEAR) -> list[Departure]:
    """Return the spread of departures by indicator and years ahead, as it was known at the end of the year ``last``."""
    ahead = range(1, min(HORIZONS, last - FIRST_YEAR - 1) + 1)  # the sum of all years says nothing: it is the trend
    return [_told(growth(indicator, last), indicator, horizon) for indicator in INDICATORS for horizon in ahead]


def known_by(last: int) -> dict[str, float]:
    """Return by indicator the yearly spread that a year's past teaches over what that of :data:`LAST_YEAR` does, ratio."""

    return {indicator: _yearly(last, indicator) / _yearly(LAST_YEAR, indicator) for indicator in INDICATORS}


@functools.cache  # each run of a backtest asks, and tables are read for each city
def _yearly(year: int, indicator: str) -> float:
    return float(np.sqrt(np.mean([one.yearly**2 for one in departures(year) if one.indicator == indicator])))


def growth(indicator: str, last: int = LAST_YEAR) -> np.ndarray:
    """Return yearly log growth of each city since :data:`FIRST_YEAR`, (cities, years); nan where definitions change."""
    found = np.full((len(PLACES), last - FIRST_YEAR), np.nan)
    for row, city in enumerate(PLACES):
        for known in stretches(city, indicator, last):
            inside = known.years[1:] > FIRST_YEAR
            found[row, known.years[1:][inside] - FIRST_YEAR - 1] = np.diff(np.log(known.values))[inside]
    return found


def trade_departures() -> dict[str, float]:
    """Return by place how far its goods trade departed from the nation's, log points per root of a year."""
    rows = {(row["place"], row["first_year"], row["last_year"]): row for row in read_csv(GOODS_TRADE)}
    grown = {key: np.log(float(row["last"]) / float(row["first"])) for key, row in rows.items()}
    return {
        place: float((grown[place, first, last] - grown["china", first, last]) / np.sqrt(int(last) - int(first)))
        for place, first, last in rows
        if place != "china"
    }


def common_steps(indicator: str, last: int = LAST_YEAR) -> float:
    """Return the spread of the step that a year gives all cities together, about the mean of years, log points."""
    return float(np.nanmean(growth(indicator, last), axis=0).std(ddof=1))


def steps_of_nation(last: int = KNOWN_TO) -> float:
    """Return the spread of the yearly growth of the nation's overnight visitors since 2005, log points."""
    counts = [float(row["inbound_visitors"]) for row in read_csv(NATION) if int(row["year"]) <= last]
    return float(np.diff(np.log(counts)).std(ddof=1))


def _told(alone: np.ndarray, indicator: str, horizon: int) -> Departure:
    cities, years = alone.shape
    alone = alone - np.nanmean(alone, axis=0)
    alone = alone - np.nanmean(alone, axis=1, keepdims=True)
    sums = np.lib.stride_tricks.sliding_window_view(alone, horizon, axis=1).sum(axis=-1)
    sums = sums[~np.isnan(sums)]
    variance = float((sums**2).mean())
    left = horizon * (1 - horizon / years) * (1 - 1 / cities)
    return Departure(indicator, horizon, sums.size, variance**0.5, (variance / left) ** 0.5)


if __name__ == "__main__":
    for one in departures():
        print(f"{one.indicator:24} {one.horizon} years: {one.spread:.3f} in {one.cases} cases, {one.yearly:.3f} a year")
    for indicator in INDICATORS:
        print(f"{indicator:24} all cities together: {common_steps(indicator):.3f} a year")
    print(f"{'inbound_visitors':24} of the nation: {steps_of_nation():.3f} a year")
    apart = trade_departures()
    spread = np.sqrt(np.mean(np.square(list(apart.values()))))
    print(
        f"{'goods trade':24} {spread:.3f} a year:", ", ".join(f"{place} {step:+.3f}" for place, step in apart.items())
    )
