"""What services offer in a month: usual rates, days and departures, less what hubs, papers and sailings save."""

import numpy as np

from common.vocabulary import FREIGHT_MARKETS, GOODS, HUBS, SAILINGS
from model.freight import shippers
from model.freight.clearing import Terms
from model.freight.services import LIMITED, LUKOU, RIVER_SEA, SEA_DIRECT, SERVICES, TRAIN, Services
from model.parameters import Room
from model.rules.business import FreightRules
from model.trade.clearance import HOURS_A_DAY

GATES = {"land_port": (TRAIN,), "sea_port": (SEA_DIRECT, RIVER_SEA), "air_port": (LUKOU,), "production_service": range(len(SERVICES)), "trade_service": range(len(SERVICES))}  # fmt: skip
"""Services at which each kind of hub saves."""
SERVED = {"production_service": tuple(kind for kind in GOODS if kind != "other"), "trade_service": ("other",)}
"""Kinds of goods that a hub serves where it does not serve all: makers' inputs and products, and other goods."""
SAILS = {"near_sea": SEA_DIRECT, "shanghai": RIVER_SEA}
NEAR = ("japan_korea", "greater_china", "asean")
"""Markets to which ships sail from Nanjing on a timetable."""


def terms(rules: FreightRules, services: Services, day_cost: np.ndarray, p: Room) -> Terms:
    """Return what services offer.

    Args:
        rules: the month's rules of freight.
        services: the services of 2022.
        day_cost: share of worth a day, (goods,).
        p: parameters, room ``freight``.
    """
    saved, hours = savings(rules, p)
    days = np.repeat(services.days[:, None], len(GOODS), axis=1)
    days = np.maximum(days - hours[:, :, None] / HOURS_A_DAY, p.least_kept * days)
    limited = list(LIMITED)
    wait = shippers.departures_wait(departures(rules, services), p)[:, None]
    usual = services.rate[:, None]
    rate = np.maximum(usual - saved[:, :, None, None], p.least_kept * usual)
    costs = shippers.cost(rate, days + wait, services.worth, day_cost)
    return Terms(saved[limited], days[limited], shippers.fixed(costs, p))


def savings(rules: FreightRules, p: Room) -> tuple[np.ndarray, np.ndarray]:
    """Return CNY a kg and hours saved, (services, goods) each."""
    saved, hours = np.zeros((2, len(SERVICES), len(GOODS)))
    for hub, cny, fewer in zip(HUBS, rules.hub_cny_kg, rules.hub_hours, strict=True):
        where = np.ix_(GATES[hub], [GOODS.index(kind) for kind in SERVED.get(hub, GOODS)])
        reached = p.hub_reach if hub in SERVED else 1.0
        saved[where] += reached * cny
        hours[where] += reached * fewer
    for sailing, fewer in zip(SAILINGS, rules.hours, strict=True):
        hours[SAILS[sailing]] += fewer
    return saved, hours


def departures(rules: FreightRules, services: Services) -> np.ndarray:
    """Return weekly departures of services without limits, (services, markets); near-sea ships sail to near ports only."""
    weekly = np.nan_to_num(services.departures, nan=1.0)
    near = np.isin(FREIGHT_MARKETS, NEAR)
    for sailing, more in zip(SAILINGS, rules.sailings, strict=True):
        weekly[SAILS[sailing]] += more * (near if sailing == "near_sea" else 1.0)
    return weekly
