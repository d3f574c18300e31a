"""What the exchange rate does to trade: dominant-currency pricing (Gopinath et al. 2020, American Economic Review 110(3)).

Most goods and services of China are priced in dollars, both ways. When a dollar costs more yuan, exporters earn more
yuan at once; buyers abroad see the same dollar price and buy no more, until dollar prices give way over a year or two.
Importers pay more yuan at once and soon buy less. Prices in yuan are passed on at once to buyers abroad, and give way
as slowly to foreign sellers. The rate is taken as the yuan's own against all other currencies.
"""

from typing import NamedTuple

import numpy as np

from model.city_protocol import City
from model.parameters import Room

MEMORY = 60
"""Months of past exchange rates that are looked at."""


class RateEffects(NamedTuple):
    """Log changes since 2022 of one link's trade, exports and imports, (flows,) each."""

    value: np.ndarray
    """In CNY."""
    worth: np.ndarray
    """Of what the link earns the firm here: what is sold abroad counts in CNY, what is bought there in amounts."""


def rate_since_2022(model: City) -> np.ndarray:
    """Return the log of CNY per USD over 2022's, this month's first, (months,)."""
    months = model.clock.month - np.arange(MEMORY)
    return np.log(model.world.past("exchange_rate", months) / model.facts.exchange_rate(2022))


def effects_this_month(model: City, p: Room) -> RateEffects:
    """Return :func:`rate_effects` of this month's rate and the past ones, computed once for both variants of a member."""
    key = model.shared_key, model.clock.month
    return model.draws.cached("trade.rate", key, lambda: rate_effects(rate_since_2022(model), p))


def slow(log_rate: np.ndarray, months: float) -> float:
    """Return the rate as it is felt with a mean lag of ``months``: past log rates, latest first, by geometric weights."""
    weights = (months / (1 + months)) ** np.arange(log_rate.size)
    return float(log_rate @ weights / weights.sum())


def rate_effects(log_rate: np.ndarray, p: Room) -> RateEffects:
    """Return what the rate does to exports and imports.

    Args:
        log_rate: log of CNY per USD over 2022's, this month's first, (months,).
        p: parameters, room ``trade.currency``.
    """
    now, soon, late = float(log_rate[0]), slow(log_rate, p.months_imports), slow(log_rate, p.months_exports)
    dollars, yuan = p.in_dollars, 1 - p.in_dollars
    sold_abroad = p.demand_abroad * (dollars * p.given_way + yuan) * late
    exports = dollars * (now - p.given_way * late) + sold_abroad
    dearer = dollars * now + yuan * p.given_way * late
    bought = -p.demand_at_home * (dollars * soon + yuan * p.given_way * late)
    return RateEffects(value=np.array([exports, dearer + bought]), worth=np.array([exports, bought]))
