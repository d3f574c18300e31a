"""Duty-free shops and the departure tax refund."""

import numpy as np

from common.vocabulary import SHOPS, ZONES
from model.levers.actions import Plan, Shop, TaxRefund, stretches
from model.parameters import Parameters
from model.policy import Floor


def write(plan: Plan, p: Parameters, month: int) -> dict:
    """Shops with their sales areas and quotas, and the refund in force in a calendar month.

    Shops add area to what stood in 2022; a departure shop's quota, a rate or minimum is the better of the lever and 2022.
    Each shop keeps its own quota. Part of a month counts pro rata.
    """
    in_2022 = np.zeros(len(SHOPS))
    in_2022[SHOPS.index("departure")] = p["duty_free.departure_quota_2022_cny"]
    lukou, departure = ZONES.index("lukou"), SHOPS.index("departure")
    floors = [Floor(lukou, departure, p["duty_free.departure_area_2022_m2"], float(in_2022[departure]))]
    for action in plan.duty_free:
        share = action.share_of(month)
        if isinstance(action, Shop) and share > 0:
            zone, kind = ZONES.index(action.zone), SHOPS.index(action.kind)
            floors.append(Floor(zone, kind, action.area_m2 * share, max(float(in_2022[kind]), action.quota_cny)))
    rate = minimum = 0.0
    refunds = [action for action in plan.duty_free if isinstance(action, TaxRefund)]
    for middle, length in stretches(refunds, month):
        held = [action for action in refunds if action.holds_at(middle)]
        rate += length * max([p["duty_free.refund_rate_2022"], *(action.rate for action in held)])
        minimum += length * min([p["duty_free.refund_minimum_2022_cny"], *(action.minimum_cny for action in held)])
    return {"shop_floors": tuple(floors), "refund_rate": rate, "refund_minimum_cny": minimum}
