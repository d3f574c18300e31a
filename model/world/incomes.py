"""Incomes abroad, and output, prices and people at home: known history, then trend and noise.

An origin's income is the real income of its whole people (income per head times people). Between 2019 and 2022, and in
the observed years from 2023 on, it follows the origin's gross domestic product: part of what its value in dollars did
counts as income, for dollars are what a trip abroad costs. Nanjing's output has the same cases and shares the common
shock; where the world is as observed it grows, but for its own luck, as China did.
"""

import functools
from typing import NamedTuple

import numpy as np

from model.draws import Draws
from model.facts import Facts
from model.facts.months import month_index
from model.facts.tables import Table
from model.parameters import Room
from model.world.observed import beyond_trend, china, months_known
from model.world.observed import growth_abroad as observed_growth
from model.world.paths import UNSEEN, autoregressive, known_and_later, mean_before, mid_year, shocks

HOME = 156
"""Slot of the home economy's own luck: China's ISO number."""


class Incomes(NamedTuple):
    """Paths by month; all but people are indices, 2022 = 1."""

    abroad: np.ndarray
    """Real incomes by origin, (months, origins)."""
    abroad_2019: np.ndarray
    """Their mean of 2019, also where the path itself is frozen, (origins,)."""
    domestic: np.ndarray
    """Real output of Nanjing, (months,)."""
    foreseen: np.ndarray
    """The same as it was counted and then foreseen, without cycles, errors of the trend and cases, (months,)."""
    prices: np.ndarray
    """Prices in China, (months,)."""
    trade: np.ndarray
    """World trade relative to what incomes explain: its cycle is far wider than theirs, (months,)."""
    people: np.ndarray
    """Residents of Nanjing at the end of the month, before any change in foreign talent, persons, (months,)."""
    prices_2019: float
    """Mean of ``prices`` of 2019, also where the path itself is frozen."""


@functools.cache
def trend_growth(origins: tuple[str, ...]) -> np.ndarray:
    """Return trend growth of real income, % a year, (origins,), from ``model/data/origin_growth.csv``."""
    return Table("origin_growth", "iso3", origins).array("trend_growth")


def growth_abroad(facts: Facts, p: Room) -> tuple[np.ndarray, np.ndarray]:
    """Return log growth of incomes abroad: trend a year, and from 2019 to 2022; each (origins,)."""
    trend = np.log1p(trend_growth(facts.origins) / 100.0)
    weight = p.income_dollar_weight
    pandemic = np.log(facts.gdp_usd_bn_2022 / facts.gdp_usd_bn_2019 / p.dollar_prices_2022_over_2019)
    own_pandemic = 3 * trend - p.pandemic_loss
    return trend, weight * pandemic + (1 - weight) * own_pandemic


def path_abroad(months: np.ndarray, trend: np.ndarray, pandemic: np.ndarray, seen: np.ndarray | None) -> np.ndarray:
    """Return log income by month and origin, 0 in the middle of 2022: straight lines through the middles of known years.

    Args:
        months: calendar months.
        trend: growth a year outside the known years, (origins,).
        pandemic: growth from 2019 to 2022, (origins,).
        seen: growth of each year from 2023 on where it is known, (years, origins); None follows the trend.
    """
    years = ((months + 0.5 - mid_year(2022)) / 12.0)[:, None]
    before_2019 = np.minimum(years + 3, 0) * trend
    path = before_2019 + np.clip(years, -3, 0) * pandemic / 3 + np.maximum(years, 0) * trend
    return path if seen is None else path + beyond_trend(years, seen, trend)


def deviations(
    draws: Draws, p: Room, slots: np.ndarray, months: np.ndarray, first: int, first_own: int | None = None
) -> np.ndarray:
    """Return log deviations from the path: cycles and errors of the trend, (months, slots).

    What all share is zero before the calendar month ``first``, what is a slot's own before ``first_own``; an error of the trend
    has the luck of the month in which it begins.
    """
    first_own = first if first_own is None else first_own
    zero, persistence = np.zeros(1, np.uint64), p.income_persistence
    years, years_own = (np.maximum(months - month + 1, 0)[:, None] / 12.0 for month in (first, first_own))
    together = shocks(draws, "world.income_common", zero, months, first)
    alone = shocks(draws, "world.income", slots, months, first_own)
    trend_together, trend_alone = (
        draws.at(begins).normal_between_members("world.income_trend", -1, who)[0]
        for who, begins in ((zero, first), (slots, first_own))
    )
    return (
        autoregressive(together, persistence, p.income_common_sd)
        + autoregressive(alone, persistence, p.income_own_sd)
        + p.income_trend_common_sd * trend_together * years
        + p.income_trend_own_sd * trend_alone * years_own
    )


def log_domestic(months: np.ndarray, facts: Facts, p: Room) -> np.ndarray:
    """Return log real output of Nanjing, 0 in the middle of 2022: the city's accounts less prices, then trend; (months,)."""
    years, gdp = facts.panel("nanjing", "gdp_cny_mn")
    at = (months + 0.5 - mid_year(2022)) / 12.0
    real = np.log(gdp / gdp[years == 2022]) - p.price_growth * (years - 2022)
    known = np.interp(at, years - 2022.0, real)
    return np.where(at > 0, at * p.domestic_trend, known)


def people_of_nanjing(months: np.ndarray, facts: Facts, growth: float) -> np.ndarray:
    """Return residents at the end of each month, persons: the city's year-ends, then ``growth`` a year; (months,)."""
    years, people = facts.panel("nanjing", "population")
    year_end = mid_year(years + 0.5) - 1
    return np.interp(months, year_end, people) * np.exp(growth * np.maximum(months - year_end[-1], 0) / 12.0)


def incomes(case: str, start: int, months: np.ndarray, facts: Facts, draws: Draws, p: Room) -> Incomes:
    """Return incomes abroad and output, prices and people at home.

    Args:
        case: a case of ``incomes``. Low and high shift every trend from 2023 on, observed_low and observed_high from the
            first month that is not known; frozen holds the mean of the twelve
            months before ``start`` (people: the last month) and has no noise.
        start: first calendar month of the run.
        months: calendar months, consecutive from :data:`model.world.paths.FIRST`.
        facts: the facts.
        draws: the member's luck.
        p: parameters, room ``world``.
    """
    trend, pandemic = growth_abroad(facts, p)
    gap = p.income_case_gap
    slots = facts.iso_numeric.astype(np.uint64)
    years, (observed, later) = (months + 0.5 - mid_year(2022)) / 12.0, known_and_later(case)
    seen = observed_growth(facts.origins, p.income_dollar_weight) if observed else None
    first = months_known() if observed else UNSEEN
    shift = {"low": -gap, "high": gap}.get(later, 0.0) * np.maximum(months - first + 1, 0) / 12.0
    around = deviations(draws, p, slots, months, first)
    around_home = deviations(draws, p, np.array([HOME], np.uint64), months, first, UNSEEN)[:, 0]
    abroad = np.exp(path_abroad(months, trend, pandemic, seen) + shift[:, None] + around)
    output, prices = log_domestic(months, facts, p), p.price_growth * years
    foreseen = np.exp(output)
    if observed:
        output = output + beyond_trend(years, china().growth, p.domestic_trend)
        prices = prices + beyond_trend(years, china().prices, p.price_growth)
    domestic, prices = np.exp(output + shift + around_home), np.exp(prices)
    luck = float(draws.normal_between_members("world.population", -1, np.zeros(1, np.uint64))[0, 0])
    people = people_of_nanjing(months, facts, p.population_growth + p.population_growth_sd * luck)
    abroad, domestic, foreseen, prices = (
        path / mean_before(path, UNSEEN) for path in (abroad, domestic, foreseen, prices)
    )
    cycle = shocks(draws, "world.trade_cycle", np.zeros(1, np.uint64), months, first)[:, 0]
    trade = np.exp(autoregressive(cycle, p.trade_cycle_persistence, p.trade_cycle_sd))
    abroad_2019, prices_2019 = (mean_before(path, month_index(2020, 1)) for path in (abroad, prices))
    if case == "frozen":
        abroad, domestic, foreseen, prices = (
            np.full_like(x, mean_before(x, start)) for x in (abroad, domestic, foreseen, prices)
        )
        trade = np.ones_like(trade)
        people = np.full_like(people, people[np.searchsorted(months, start - 1)])
    return Incomes(abroad, abroad_2019, domestic, foreseen, prices, trade, people, float(prices_2019))
