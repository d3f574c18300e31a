"""Duty-free shops and the departure tax refund."""

from collections.abc import Iterable

import numpy as np

from common.vocabulary import SHOPS, ZONES
from model.levers.actions import Plan, Shop, TaxRefund, stretches
from model.parameters import Parameters
from model.policy import RefundRules, ShopInForce


def write(plan: Plan, p: Parameters, month: int) -> dict:
    """Shops with their sales areas and quotas, and the refund in force in a calendar month.

    Shops add area to what stood in 2022; each keeps its own quota, a departure shop at least that of 2022. Refund rules
    stand beside that of 2022 as they are, rate and smallest purchase together: a purchase gets the best that it
    qualifies for. Part of a month counts pro rata.
    """
    in_2022 = np.zeros(len(SHOPS))
    in_2022[SHOPS.index("departure")] = p["duty_free.departure_quota_2022_cny"]
    lukou, departure = ZONES.index("lukou"), SHOPS.index("departure")
    floors = [ShopInForce(lukou, departure, p["duty_free.departure_area_2022_m2"], float(in_2022[departure]))]
    for action in plan.duty_free:
        share = action.share_of(month)
        if isinstance(action, Shop) and share > 0:
            zone, kind = ZONES.index(action.zone), SHOPS.index(action.kind)
            floors.append(ShopInForce(zone, kind, action.area_m2 * share, max(float(in_2022[kind]), action.quota_cny)))
    refunds = [action for action in plan.duty_free if isinstance(action, TaxRefund)]
    rule_2022 = p["duty_free.refund_minimum_2022_cny"], p["duty_free.refund_rate_2022"]
    rules = []
    for middle, length in stretches(refunds, month):
        in_force = [(action.minimum_cny, action.rate) for action in refunds if action.holds_at(middle)]
        rules.append(_refund_rules(length, [rule_2022, *in_force]))
    return {"shop_floors": tuple(floors), "refunds": tuple(rules)}


def _refund_rules(share: float, rules: Iterable[tuple[float, float]]) -> RefundRules:
    """The rules, each (smallest purchase in CNY, rate), that give some purchase more than all others do."""
    best: list[tuple[float, float]] = []
    for minimum, rate in sorted(rules, key=lambda rule: (rule[0], -rule[1])):
        if rate > (best[-1][1] if best else 0.0):
            best.append((minimum, rate))
    minimums, rates = np.array(best, dtype=float).reshape(-1, 2).T
    return RefundRules(share, minimums, rates)
