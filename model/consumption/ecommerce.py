"""Selling abroad by e-commerce: who finds it worth the cost, what learning and warehouses abroad change, what is new trade."""

import numpy as np
from scipy.special import ndtr, ndtri

from common.vocabulary import GOODS
from model.parameters import Room


class Sellers:
    """The firms that could sell abroad online; what each could sell is lognormal, and it sells if its margin covers the cost.

    The cost is solved for so that the sellers of 2022 are the declared number.

    Args:
        sales_2022: what they sold in 2022, million CNY.
        p: parameters, group ``consumption.ecommerce``.
    """

    def __init__(self, sales_2022: float, p: Room) -> None:
        self.sales_2022, self.p = sales_2022, p
        self.bar = float(ndtri(1 - p.sellers_2022 / p.firms))
        """Log size of the smallest seller of 2022, standard deviations over the middle firm."""

    def selling(self, learned: float) -> np.ndarray:
        """Return sellers, and their sales relative to 2022, where all firms save a share ``learned`` of the fixed cost, (2,)."""
        p = self.p
        bar = self.bar + np.log1p(-learned) / p.spread
        sales = ndtr(p.spread - bar) / ndtr(p.spread - self.bar)
        return np.array([p.firms * ndtr(-bar), sales])

    def target(self, served: float) -> np.ndarray:
        """Return sellers, and sales relative to 2022, in time, where ``served`` firms know how to, (2,)."""
        share = -np.expm1(-served / self.p.firms)
        return (1 - share) * self.selling(0.0) + share * self.selling(self.p.learned)


def by_warehouses(m2: float, sales: float, p: Room) -> float:
    """Return what sellers sell more a year with warehouses abroad, million CNY.

    Goods in lots come cheaper to the door than parcels; only a part of sales can pass warehouses.

    Args:
        m2: floor space abroad.
        sales: sales without them, million CNY a year.
        p: parameters, group ``consumption.warehouses``.
    """
    most = p.most * sales
    passed = most * -np.expm1(-m2 * p.turnover / 1e6 / most)
    return float(passed * ((1 - p.saved) ** -p.elasticity - 1))


def live_sales(m2: float, p: Room) -> float:
    """Return sales of livestream bases, million CNY a year, at home and abroad; ``p``: group ``consumption.live``."""
    return float(p.most * -np.expm1(-m2 * p.sales / 1e6 / p.most))


def spread_over_trade(exports: np.ndarray, distance_km: np.ndarray, p: Room) -> np.ndarray:
    """Return the share of e-commerce exports by kind and partner, (goods, partners), sum 1.

    Partners count by the city's exports of a kind, and the far ones more than there.

    Args:
        exports: exports by kind and partner, in any unit, (goods, partners).
        distance_km: distance of each partner, (partners,).
        p: parameters, group ``consumption.ecommerce``.
    """
    online = exports * np.maximum(distance_km, 1.0) ** p.distance_power
    kinds = p.goods.vector(GOODS)[:, None]
    return np.asarray(kinds / kinds.sum() * online / online.sum(axis=1, keepdims=True))
