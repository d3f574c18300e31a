"""Dedicated international lines (国际互联网数据专用通道, IP-VPN): who takes one, at what price, and what it saves.

A line saves a share of what a firm's trade by line costs: calls that do not break, files that arrive. A firm takes one where
this is more than the price. Where more firms want a line than the channel carries, the price rises until it clears.
"""

import math
from typing import NamedTuple

import numpy as np
from scipy.special import ndtr

from model.parameters import Room

STEPS = 60
DEAREST = 0.0, math.log(1e9)
"""Between which prices the one is found that clears, log CNY a year."""
MBPS_PER_GBPS = 1000.0


class Taken(NamedTuple):
    """Lines in use."""

    price_cny: float
    """What a line costs those who take it, CNY a year."""
    takers: float
    """Firms."""
    saved: np.ndarray
    """What they save net of the price, share of the sector's whole trade by line, (sectors,)."""


def taken(trade_cny: np.ndarray, traders: np.ndarray, gbps: float, subsidy_cny: float, p: Room) -> Taken:
    """Return who takes a line.

    Args:
        trade_cny: mean yearly trade by line of a firm, CNY, (sectors,).
        traders: firms, (sectors,).
        gbps: what the channel carries.
        subsidy_cny: paid to each taker, CNY a year.
        p: parameters ``digital.lines.*``.
    """
    lines = MBPS_PER_GBPS * gbps / p.mbps
    paid = max(p.price_cny - subsidy_cny, 1.0)
    if _wanting(paid, trade_cny, p) @ traders > lines:
        low, high = DEAREST
        for _ in range(STEPS):
            middle = (low + high) / 2
            full = _wanting(math.exp(middle), trade_cny, p) @ traders > lines
            low, high = (middle, high) if full else (low, middle)
        paid = math.exp(high)
    share = _wanting(paid, trade_cny, p)
    of_trade = ndtr(p.trade_spread - _cut(paid, trade_cny, p))
    return Taken(paid, float(share @ traders), p.saving * of_trade - paid * share / trade_cny)


def _cut(paid: float, trade_cny: np.ndarray, p: Room) -> np.ndarray:
    """Return the size from which on a line pays, standard deviations of log trade above its middle, (sectors,)."""
    return np.log(paid / p.saving / trade_cny) / p.trade_spread + p.trade_spread / 2


def _wanting(paid: float, trade_cny: np.ndarray, p: Room) -> np.ndarray:
    """Return the share of firms for whom a line pays, (sectors,)."""
    return ndtr(-_cut(paid, trade_cny, p))
