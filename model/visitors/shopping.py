"""The duty-free basket: who shops, how much they would spend, and what quota and floor space leave of it."""

import numpy as np
from scipy.special import ndtr

from model.arrays import Num


def limited_mean(mean: Num, sigma: float, quota: Num) -> np.ndarray:
    """Mean of a lognormal budget cut at ``quota``, same unit as ``mean``; the limited expected value of actuaries.

    ``E[min(X, q)] = mean * Phi((ln q - mu - sigma^2) / sigma) + q * (1 - Phi((ln q - mu) / sigma))`` (Klugman, Panjer
    and Willmot, Loss Models, appendix A).
    """
    quota = np.maximum(np.asarray(quota, dtype=float), 1e-9)
    mu = np.log(mean) - sigma**2 / 2
    z = (np.log(quota) - mu) / sigma
    return mean * ndtr(z - sigma) + quota * (1 - ndtr(z))


def reach(area_m2: np.ndarray, half_m2: Num) -> np.ndarray:
    """Share of would-be buyers whom shops of this area attract, 0 to 1, with diminishing returns."""
    return area_m2 / (area_m2 + half_m2)


def refunded_share(mean: float, sigma: float, minimums: np.ndarray, rates: np.ndarray) -> float:
    """Share of lognormal spending that is refunded when each purchase gets the last rule that it qualifies for.

    Args:
        mean: mean purchase, in the unit of ``minimums``.
        sigma: standard deviation of the logarithm of a purchase.
        minimums: smallest purchase of each rule, rising, (rules,).
        rates: refund of each rule, share of the price, rising, (rules,).
    """
    steps = np.diff(rates, prepend=0.0)
    return sum(
        (float(step) * share_above(mean, sigma, float(least)) for step, least in zip(steps, minimums, strict=True)), 0.0
    )


def share_above(mean: float, sigma: float, minimum: float) -> float:
    """Share of lognormal spending that lies in purchases above ``minimum``."""
    if minimum <= 0:
        return 1.0
    mu = np.log(mean) - sigma**2 / 2
    return float(ndtr(sigma - (np.log(minimum) - mu) / sigma))
