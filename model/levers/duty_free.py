"""Duty-free shops and the departure tax refund."""

from collections.abc import Iterable

import numpy as np

from common.vocabulary import SHOPS, ZONES
from model.kept import Kept
from model.levers.actions import Plan, Shop, TaxRefund, stretches
from model.parameters import Parameters
from model.rules.travel import RefundRules, ShopInForce

_REFUNDS = Kept()


def write(plan: Plan, p: Parameters, months: range) -> list[dict]:
    """Shops with their sales areas and quotas, and the refund in force in each calendar month.

    Shops add area to what stood in 2022; each keeps its own quota, a departure shop at least that of 2022. Refund rules
    stand beside that of 2022 as they are, rate and smallest purchase together: a purchase gets the best that it
    qualifies for. Part of a month counts pro rata.
    """
    shops = tuple(action for action in plan.duty_free if isinstance(action, Shop))
    refunds = tuple(action for action in plan.duty_free if isinstance(action, TaxRefund))
    in_force = _REFUNDS.at((refunds, months), p, lambda q: [_refunds(refunds, q, month) for month in months])
    return [
        {"shop_floors": _floors(shops, p, month), "refunds": rules}
        for month, rules in zip(months, in_force, strict=True)
    ]


def _floors(shops: tuple[Shop, ...], p: Parameters, month: int) -> tuple[ShopInForce, ...]:
    in_2022 = {"departure": p["duty_free.departure_quota_2022_cny"]}
    lukou, departure = ZONES.index("lukou"), SHOPS.index("departure")
    floors = [ShopInForce(lukou, departure, p["duty_free.departure_area_2022_m2"], in_2022["departure"])]
    for shop in shops:
        share = shop.share_of(month)
        if share > 0:
            quota = max(in_2022.get(shop.kind, 0.0), shop.quota_cny)
            floors.append(ShopInForce(ZONES.index(shop.zone), SHOPS.index(shop.kind), shop.area_m2 * share, quota))
    return tuple(floors)


def _refunds(refunds: tuple[TaxRefund, ...], p: Parameters, month: int) -> tuple[RefundRules, ...]:
    rule_2022 = p["duty_free.refund_minimum_2022_cny"], p["duty_free.refund_rate_2022"]
    rules = []
    for middle, length in stretches(refunds, month):
        in_force = [(action.minimum_cny, action.rate) for action in refunds if action.holds_at(middle)]
        rules.append(_refund_rules(length, [rule_2022, *in_force]))
    return tuple(rules)


def _refund_rules(share: float, rules: Iterable[tuple[float, float]]) -> RefundRules:
    """The rules, each (smallest purchase in CNY, rate), that give some purchase more than all others do."""
    best: list[tuple[float, float]] = []
    for minimum, rate in sorted(rules, key=lambda rule: (rule[0], -rule[1])):
        if rate > (best[-1][1] if best else 0.0):
            best.append((minimum, rate))
    minimums, rates = np.array(best, dtype=float).reshape(-1, 2).T
    return RefundRules(share, minimums, rates)
