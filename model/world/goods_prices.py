"""Prices of goods that China trades: they follow its producer prices, not its prices at large.

The two went apart: producer prices fell by a tenth from 2012 to 2016, rose by a fifth from there to 2022, and were
falling again when the plan was written.
"""

import functools

import numpy as np

from model.facts.national import BASE_YEAR
from model.facts.tables import number, rows
from model.parameters import Room
from model.world.paths import UNSEEN, by_year, mean_before


@functools.cache
def known_prices() -> tuple[np.ndarray, np.ndarray]:
    """Return years and the log level of goods prices in each, 0 in 2022; both (years,)."""
    table = rows("goods_prices")
    years = np.array([int(row["year"]) for row in table])
    level = np.cumsum(np.log1p([number(row["growth_pct"]) / 100 for row in table]))
    return years, level - level[years == BASE_YEAR]


def goods_prices(case: str, start: int, months: np.ndarray, p: Room) -> np.ndarray:
    """Return prices of traded goods in CNY by month, 2022 = 1, (months,): known years are their means, then a trend.

    Args:
        case: a case of ``incomes``; observed knows the years after 2022, frozen holds the year before ``start``.
        start: first calendar month of the run.
        months: calendar months, consecutive from :data:`model.world.paths.FIRST`.
        p: parameters, room ``world``.
    """
    years, level = known_prices()
    known = years if case.startswith("observed") else years[years <= BASE_YEAR]
    first = UNSEEN + 12 * int(known[-1] - BASE_YEAR)
    trend = p.goods_price_growth * np.maximum(months - first + 1, 0) / 12.0
    prices = np.exp(by_year(known, level[: known.size], months) + trend)
    return np.full_like(prices, mean_before(prices, start)) if case == "frozen" else prices
