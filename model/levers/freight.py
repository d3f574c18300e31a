"""Freight: what the plan does for flights with goods, trains, ships, the home cargo base, hubs and fast trains."""

import math

from common.vocabulary import FREIGHT_MARKETS, HUBS, SAILINGS, TRAINS
from model.freight.services import BY_RAIL, services
from model.levers.actions import CargoBase, ExpressRail, Freighters, LogisticsHub, Plan, Sailings, Trains
from model.rules.business import CarrierOffer, FreightRules

KG_PER_TONNE = 1000.0


def write(plan: Plan, month: int) -> dict:
    """Return what the plan does for freight in a calendar month; part of a month counts pro rata."""
    freighters, trains = [], []
    sailings, hours, hub_cny, hub_hours = [0.0] * 2, [0.0] * 2, [0.0] * len(HUBS), [0.0] * len(HUBS)
    saved = slots = express = 0.0
    for action in plan.freight:
        share = action.share_of(month)
        if share <= 0:
            continue
        if isinstance(action, Freighters):
            market = FREIGHT_MARKETS.index(action.market)
            flights = share * action.weekly_flights
            freighters.append(CarrierOffer(market, flights, action.tonnes, action.support_cny_per_flight))
        elif isinstance(action, Trains):
            market = BY_RAIL[TRAINS.index(action.corridor)]
            tonnes = float(services().train_tonnes[market])
            trains.append(CarrierOffer(market, share * action.weekly_trains, tonnes, action.support_cny_per_train))
        elif isinstance(action, Sailings):
            place = SAILINGS.index(action.service)
            sailings[place] += share * action.weekly_sailings
            hours[place] += share * action.hours_saved
        elif isinstance(action, CargoBase):
            saved += share * action.cny_saved_per_flight
            slots += share * action.night_slots
        elif isinstance(action, LogisticsHub):
            place = HUBS.index(action.kind)
            hub_cny[place] += share * action.cny_saved_per_tonne / KG_PER_TONNE
            hub_hours[place] += share * action.hours_saved
        elif isinstance(action, ExpressRail):
            express += share * action.tonnes_a_day
    rules = FreightRules(
        freighters=tuple(freighters),
        trains=tuple(trains),
        sailings=(sailings[0], sailings[1]),
        hours=(hours[0], hours[1]),
        turnround_cny=saved,
        night_slots=slots,
        hub_cny_kg=tuple(hub_cny),
        hub_hours=tuple(hub_hours),
        express_tonnes_a_day=express,
    )
    return {"freight": rules}


def cost(plan: Plan, month: int) -> float:
    """Return the planned public cost in a calendar month, million CNY; support of flights and trains comes as they earn it."""
    return math.fsum(
        action.share_of(month) * action.cost_cny_mn_a_year / 12
        for action in plan.freight
        if not isinstance(action, Freighters | Trains)
    )
