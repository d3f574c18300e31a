"""The cycle of goods trade, and what became of China's exports and imports.

Trade swings far more than incomes do. From 2023 on the swing is drawn; where the world is as observed it is what China's
exports and imports did beside incomes, output, prices and the exchange rate, by the law that the firms of Nanjing
follow. Exports and imports grew apart.
"""

from typing import NamedTuple

import numpy as np

from model.facts import Facts
from model.facts.national import BASE_YEAR
from model.parameters import Room
from model.trade.currency import MEMORY, rate_effects
from model.world.observed import FIRST_YEAR, beyond_trend, china
from model.world.paths import mid_year, year_of


class ByLaw(NamedTuple):
    """Log of China's goods trade by the law of Nanjing's firms, by year from 2022 on, (years, flows) each."""

    prices: np.ndarray
    """By prices and the exchange rate."""
    amounts: np.ndarray
    """By incomes and output, of one link."""


def by_law(
    months: np.ndarray, abroad: np.ndarray, goods_prices: np.ndarray, exchange_rate: np.ndarray, facts: Facts, p: Room
) -> ByLaw:
    """Return what prices and incomes explain.

    Args:
        months: calendar months, consecutive, beyond the last known year.
        abroad: real incomes by origin, 2022 = 1, (months, origins); they weigh as partners of Nanjing.
        goods_prices: 2022 = 1, (months,).
        exchange_rate: CNY per USD, (months,).
        facts: the facts.
        p: parameters, room ``trade``.
    """
    growth = china().growth
    home = beyond_trend((months + 0.5 - mid_year(BASE_YEAR)) / 12.0, growth, 0.0)
    exports = p.income_elasticity * np.log(abroad) @ facts.goods_export_share + p.supply_elasticity * home
    real = np.stack([exports, p.absorption_elasticity * home], axis=1)
    log_rate, year = np.log(exchange_rate / facts.exchange_rate(BASE_YEAR)), year_of(months)
    prices, amounts = [], []
    for which in range(BASE_YEAR, FIRST_YEAR + growth.size):
        rows = np.flatnonzero(year == which)
        past = [log_rate[row - MEMORY + 1 : row + 1][::-1] for row in rows]
        rate = np.mean([rate_effects(rates, p.currency).value for rates in past], axis=0)
        prices.append(np.log(goods_prices[rows]).mean() + rate)
        amounts.append(real[rows].mean(axis=0))
    return ByLaw(np.array(prices), np.array(amounts))


def beside_incomes(
    months: np.ndarray, abroad: np.ndarray, goods_prices: np.ndarray, exchange_rate: np.ndarray, facts: Facts, p: Room
) -> np.ndarray:
    """Return the log of what China's exports and imports did beside what is explained, (months, flows).

    It is 0 to the end of 2022 and stands still after the last known year. It acts on each link, and new links come on
    top, so that it is smaller than what it brings by ``trade.with_new_links``. Of imports it is what they did beside the
    inputs of exports too. Arguments as of :func:`by_law`.
    """
    prices, amounts = (np.diff(part, axis=0) for part in by_law(months, abroad, goods_prices, exchange_rate, facts, p))
    years = ((months + 0.5 - mid_year(BASE_YEAR)) / 12.0)[:, None]
    trade = _without_inputs(china().trade, p.inputs_share)
    return beyond_trend(years, (trade - prices) / p.with_new_links - amounts, np.zeros(2))


def _without_inputs(growth: np.ndarray, inputs: float) -> np.ndarray:
    """Return log growth of exports and of imports for use at home, (years, flows); a share of imports grew as exports did."""
    exports, imports = np.exp(growth.cumsum(axis=0)).T
    at_home = np.log((imports - inputs * exports) / (1 - inputs))
    return np.stack([growth[:, 0], np.diff(at_home, prepend=0.0)], axis=1)
