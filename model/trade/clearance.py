"""What crossing the border costs goods: hours of clearance with their spread, papers, and reaching buyers.

Hours of clearance are lognormal. An importer waits the mean and plans for a late case, which costs a part of what waiting
does (stock, idle lines). A day costs a share of the value of goods, most for parts and medicines (Hummels & Schaur 2013,
American Economic Review 103(7): 0.6 to 2.1 % a day; Djankov, Freund & Pham 2010, Review of Economics and Statistics 92(1):
1 % of trade a day, some 0.2 % of value).
"""

from typing import NamedTuple

import numpy as np

from model import waiting
from model.parameters import Room
from model.policy import Policy, push_on_each
from model.world.clearance import hours_of_2022

HOURS_A_DAY = 24.0
PUSHED = ("customs", "customs_certainty", "documents", "goods_cost")
"""Channels that change what goods meet at the border."""


class Border(NamedTuple):
    """What trade with each partner meets at the border in a month."""

    hours: np.ndarray
    """Mean hours of clearance as customs count them, (flows, partners)."""
    late_hours: np.ndarray
    """Hours within which all but the latest cases that traders plan for are cleared, (flows, partners)."""
    saved: np.ndarray
    """Share of the price at the gate saved against 2022, (goods, flows, partners)."""


def border(policy: Policy, hours: np.ndarray, haste: np.ndarray, p: Room) -> Border:
    """Return what the border costs in a month against 2022.

    Args:
        policy: the month's rules.
        hours: mean hours of clearance as counted in China, (flows,).
        haste: what a day costs kinds of goods relative to the mean good, (goods, 1, 1).
        p: parameters, group ``trade.border``.
    """
    shorter, surer, papers, cost = (push_on_each(policy, channel) for channel in PUSHED)
    counted = waiting.about(hours[:, None] * (1.0 - shorter), p.spread, surer)
    usual = hours_of_2022()[:, None]
    met = waiting.about((usual + p.counted_met * (hours[:, None] - usual)) * (1.0 - shorter), p.spread, surer)
    law = p.planned_for, p.buffer_weight
    fewer = waiting.about(usual, p.spread).worth(*law) - met.worth(*law)
    days = fewer / HOURS_A_DAY
    other = papers / p.consignment_usd + cost
    mean, late = np.asarray(counted.mean), np.asarray(counted.late(p.planned_for))
    return Border(mean, late, p.day_cost * haste * days + other)
