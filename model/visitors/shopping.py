"""Shopping: what a traveller buys duty free, in the high street or elsewhere, and what a refund leaves of a price."""

import functools
from typing import NamedTuple

import numpy as np
from scipy.special import ndtr

from model.arrays import Num

BUDGETS = 64
"""Budgets by which a lognormal law is represented."""


class Purchases(NamedTuple):
    """What a person whom a duty-free shop reaches buys on average, CNY of the day."""

    at_shop: float
    """Paid in the duty-free shop."""
    shifted: float
    """Of it, what the same person would have paid in the city's other shops."""
    saved: float
    """What the same goods would have cost more in the high street."""
    buyers: float
    """Share of people who buy duty free."""
    cut: float
    """Share of people who buy duty free and would buy more but for the quota."""


@functools.cache
def _relative_budgets(sigma: float) -> tuple[np.ndarray, np.ndarray]:
    """Return shares of people and their mean budgets, from a lognormal law of mean 1 cut into strips, (budgets,) each."""
    edges = np.linspace(-4.0, 4.0 + sigma, BUDGETS + 1)
    edges[0], edges[-1] = -np.inf, np.inf
    people = np.diff(ndtr(edges))
    return people, np.diff(ndtr(edges - sigma)) / people


@functools.lru_cache(maxsize=256)
def purchases(
    mean: float, sigma: float, quota: float, saving: float, buyers: float, usual: float, power: float, in_city: float
) -> Purchases:
    """Return what people whom a shop reaches buy there, who else would have bought in the city or elsewhere.

    Each has a budget for the categories that a duty-free shop sells, lognormal between people, and compares the shop
    with the city's other shops and with buying at home, abroad or not at all: a logit in the logarithm of what the
    whole budget costs. A quota limits what one buyer may pay in the shop; only the part below it is cheaper. Buyers come
    from the other two in proportion to what these had.

    Shops of a kind, the months' two looks at a shop and the variants of a member ask for the same: answers are kept.

    Args:
        mean: mean budget, CNY.
        sigma: standard deviation of its logarithm.
        quota: most that a buyer may pay, CNY.
        saving: share by which the shop is cheaper.
        buyers: share who would buy at the saving ``usual`` if nothing limited them.
        usual: the saving at which ``buyers`` holds.
        power: how the odds of buying in the shop rise as its prices fall, elasticity.
        in_city: share of those who do not buy duty free who buy in the city's other shops.
    """
    people, relative = _relative_budgets(sigma)
    budget = mean * relative
    paid = np.minimum(budget, quota)
    cheaper = -np.log1p(-saving) * paid / budget + np.log1p(-usual)
    odds = buyers / (1 - buyers) * np.exp(power * cheaper)
    share = odds / (1 + odds)
    at_shop = float(people @ (share * paid))
    return Purchases(
        at_shop=at_shop,
        shifted=in_city * at_shop,
        saved=at_shop * saving / (1 - saving),
        buyers=float(people @ share),
        cut=float(people @ (share * (budget > quota))),
    )


def reach(area_m2: Num, half_m2: Num) -> np.ndarray:
    """Share of people passing whom shops of this area reach, 0 to 1, with diminishing returns."""
    return np.asarray(area_m2 / (area_m2 + half_m2))


def refunded_share(mean: float, sigma: float, minimums: np.ndarray, rates: np.ndarray) -> float:
    """Share of lognormal spending that is refunded when each purchase gets the last rule that it qualifies for.

    Args:
        mean: mean purchase, in the unit of ``minimums``.
        sigma: standard deviation of the logarithm of a purchase.
        minimums: smallest purchase of each rule, rising, (rules,).
        rates: refund of each rule, share of the price, rising, (rules,).
    """
    share, before = 0.0, 0.0
    for least, rate in zip(minimums.tolist(), rates.tolist(), strict=True):
        share += (rate - before) * share_above(mean, sigma, least)
        before = rate
    return share


@functools.lru_cache(maxsize=256)
def share_above(mean: float, sigma: float, minimum: float) -> float:
    """Share of lognormal spending that lies in purchases above ``minimum``."""
    if minimum <= 0:
        return 1.0
    mu = np.log(mean) - sigma**2 / 2
    return float(ndtr(sigma - (np.log(minimum) - mu) / sigma))
