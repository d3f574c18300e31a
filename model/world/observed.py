"""What the outside really did from 2023 on: growth abroad, China's growth, prices and trade, the exchange rate.

These series drive the cases named ``observed``. None of them is a figure of Nanjing or of a rival city.
"""

import functools
from typing import NamedTuple

import numpy as np

from model.facts.months import month_index
from model.facts.tables import number, rows
from model.world.paths import UNSEEN

FIRST_YEAR = 2023
"""First year that was open when the plan was written."""


class China(NamedTuple):
    """China from the middle of 2022 on, one value a year; logs relative to the year before, (years,)."""

    growth: np.ndarray
    """Real output, log growth."""
    prices: np.ndarray
    """Prices of output, log growth."""
    trade: np.ndarray
    """Goods exports and imports in CNY, log growth, (years, flows)."""


@functools.cache
def china() -> China:
    """Return China's accounts and goods trade from ``model/data/observed_china.csv``."""
    table = rows("observed_china")
    trade = np.array([[number(row[f"goods_{flow}_tn_cny"]) for flow in ("exports", "imports")] for row in table])
    growth, prices = (np.array([number(row[f"{key}_growth_pct"]) for row in table[1:]]) for key in ("real", "deflator"))
    return China(np.log1p(growth / 100), np.log1p(prices / 100), np.diff(np.log(trade), axis=0))


@functools.cache
def growth_abroad(origins: tuple[str, ...], dollar_weight: float) -> np.ndarray:
    """Return log growth of real income by year from :data:`FIRST_YEAR` on, (years, origins).

    Args:
        origins: ISO codes.
        dollar_weight: part of a change in the dollar value of output, at constant dollars, that counts as income.

    Raises:
        ValueError: an origin and year that is missing.
    """
    table = rows("observed_growth")
    years = sorted({int(row["year"]) for row in table})
    kinds = np.full((2, len(years), len(origins)), np.nan)
    for row in table:
        at = years.index(int(row["year"])), origins.index(row["iso3"])
        kinds[:, *at] = np.log1p([number(row["real_growth_pct"]) / 100, number(row["dollar_growth_pct"]) / 100])
    if np.isnan(kinds).any():
        raise ValueError("observed_growth.csv: a year of an origin is missing")
    real, dollars = kinds
    home = origins.index("USA")
    dollar_prices = dollars[:, home] - real[:, home]
    return (1 - dollar_weight) * real + dollar_weight * (dollars - dollar_prices[:, None])


@functools.cache
def exchange_rates() -> np.ndarray:
    """Return CNY per USD by month from 2023-01 to the last known quarter, (months,)."""
    return np.repeat([number(row["cny_per_usd"]) for row in rows("exchange_rate_quarters")], 3)


def months_known() -> int:
    """Return the first calendar month after the last year of these tables."""
    return month_index(FIRST_YEAR + china().growth.size, 1)


def beyond_trend(years: np.ndarray, growth: np.ndarray, trend: np.ndarray | float) -> np.ndarray:
    """Return the sum, up to each moment, by which known growth departs from the trend; it begins in 2023-01.

    Growth of a year leads from the middle of the year before to the middle of the year. What had passed of the first
    such step by the end of 2022 is left as the trend has it, so that no path knows ahead.

    Args:
        years: years since the middle of 2022, (months, 1) or (months,).
        growth: log growth by year from 2023 on, (years, origins) or (years,).
        trend: log growth a year that the path has without it, (origins,) or one number.
    """
    opening = (UNSEEN - month_index(2022, 7)) / 12.0
    total: np.ndarray = np.zeros(())
    for place, known in enumerate(growth):
        begin = max(float(place), opening)
        passed = np.clip((years - begin) / (place + 1 - begin), 0.0, 1.0)
        total = total + passed * (known - trend)
    return total
