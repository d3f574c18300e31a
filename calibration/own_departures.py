"""How far cities depart from each other from year to year: what the spread of Nanjing's own course is learned from.

The yearly growth of seven cities, less the mean of each year (what the nation does) and the mean of each city (its own
trend), is summed over one to three years. What a random walk would give such sums is worked out for the same years and gaps; it
is counted as the means of years, which step by less than the walk itself. So each horizon tells the yearly spread of a walk.

All years of the panel up to the year of a forecast count, also those that a run over history does not reach: few years tell
little of a spread, and those of 2014-2016 were quiet ones. Whether bands made by this rule hold is looked at over all years that
can be forecast (:mod:`calibration.validation.rolling_bands`).

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

FIRST_YEAR = 2011
"""The first year of the panel's visitors; where a definition changes, the growth across it is left out."""
LAST_YEAR = 2019
"""The last year before the border closed."""
INDICATORS = ("inbound_visitors", "fdi_musd", "inbound_receipts_musd")
PER_HEAD = "receipts_per_visitor"
"""Of the panel's receipts and visitors."""

ROUNDS = 12
"""Where a city lacks a year, taking off the means of years leaves some of its trend and the other way round: both in turn, until
neither leaves more than a thousandth."""
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
    return [
        _told(growth(indicator, last), indicator, horizon) for indicator in (*INDICATORS, PER_HEAD) for horizon in ahead
    ]


def known_by(last: int) -> dict[str, float]:
    """Return by indicator the yearly spread that a year's past teaches over what that of :data:`LAST_YEAR` does, ratio."""

    found = (*INDICATORS, PER_HEAD)
    return {indicator: _yearly(last, indicator) / _yearly(LAST_YEAR, indicator) for indicator in found}


@functools.cache  # each run of a backtest asks, and tables are read for each city
def _yearly(year: int, indicator: str) -> float:
    return float(np.sqrt(np.mean([one.yearly**2 for one in departures(year) if one.indicator == indicator])))


def growth(indicator: str, last: int = LAST_YEAR) -> np.ndarray:
    """Return yearly log growth of each city since :data:`FIRST_YEAR`, (cities, years); nan where definitions change."""
    if indicator == PER_HEAD:
        return growth("inbound_receipts_musd", last) - growth("inbound_visitors", last)
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


def yearly_means(years: int) -> np.ndarray:
    """Return the covariance of the yearly growth of means of years of a walk of unit yearly spread, (years, years).

    Such growth has two thirds of the walk's variance, and a sixth in common with that of the next year (Working 1960,
    Econometrica 28:916-918).
    """
    return np.eye(years) * 2 / 3 + (np.eye(years, k=1) + np.eye(years, k=-1)) / 6


def _told(alone: np.ndarray, indicator: str, horizon: int) -> Departure:
    sums = _sums(alone, horizon)
    counted = ~np.isnan(sums)
    variance = float((sums[counted] ** 2).mean())
    return Departure(indicator, horizon, int(counted.sum()), variance**0.5, (variance / _left(alone, horizon)) ** 0.5)


def _sums(growth: np.ndarray, horizon: int) -> np.ndarray:
    """Return sums over ``horizon`` years of growth less the means of years and of cities, (..., cities, years - horizon + 1)."""
    alone = growth
    for _ in range(ROUNDS if np.isnan(growth).any() else 1):
        alone = alone - np.nanmean(alone, axis=-2, keepdims=True)
        alone = alone - np.nanmean(alone, axis=-1, keepdims=True)
    found: np.ndarray = np.lib.stride_tricks.sliding_window_view(alone, horizon, axis=-1).sum(axis=-1)
    return found


def _left(growth: np.ndarray, horizon: int) -> float:
    """Return the mean variance of such sums for walks of unit yearly spread that lack the same years."""
    lacking, (cities, years) = np.isnan(growth), growth.shape
    # The sums are linear in growth: the variance of each follows from what one unit of growth in each place gives.
    units = np.eye(lacking.size).reshape(-1, cities, years)[~lacking.ravel()]
    units[:, lacking] = np.nan
    weights = _sums(units, horizon).reshape(len(units), -1)
    weights = weights[:, ~np.isnan(weights[0])]
    together = np.kron(np.eye(cities), yearly_means(years))[np.ix_(~lacking.ravel(), ~lacking.ravel())]
    return float(np.einsum("ik,ij,jk->k", weights, together, weights).mean())


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
