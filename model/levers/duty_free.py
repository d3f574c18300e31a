"""Duty-free shops and the departure tax refund."""

import numpy as np

from model.levers.actions import Plan, Shop, TaxRefund, stretches
from model.parameters import Parameters
from model.vocabulary import SHOPS, ZONES


def write(plan: Plan, p: Parameters, month: int) -> dict:
    """Sales area by zone and kind, quota by kind, and the refund in force in a calendar month.

    Shops add area to what stood in 2022; a quota, rate or minimum is the better of the lever and 2022. Part of a
    month counts pro rata.
    """
    area = np.zeros((len(ZONES), len(SHOPS)))
    area[ZONES.index("lukou"), SHOPS.index("departure")] = p["duty_free.departure_area_2022_m2"]
    quota = np.zeros(len(SHOPS))
    quota[SHOPS.index("departure")] = p["duty_free.departure_quota_2022_cny"]
    for action in plan.duty_free:
        share = action.share_of(month)
        if isinstance(action, Shop) and share > 0:
            kind = SHOPS.index(action.kind)
            area[ZONES.index(action.zone), kind] += action.area_m2 * share
            quota[kind] = max(quota[kind], action.quota_cny)
    rate = minimum = 0.0
    refunds = [action for action in plan.duty_free if isinstance(action, TaxRefund)]
    for middle, length in stretches(refunds, month):
        held = [action for action in refunds if action.holds_at(middle)]
        rate += length * max([p["duty_free.refund_rate_2022"], *(action.rate for action in held)])
        minimum += length * min([p["duty_free.refund_minimum_2022_cny"], *(action.minimum_cny for action in held)])
    return {"shop_area_m2": area, "shop_quota_cny": quota, "refund_rate": rate, "refund_minimum_cny": minimum}
