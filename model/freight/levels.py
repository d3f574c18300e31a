"""Freight as it was in 2022: what does not change in a run, and what shippers make of services beside cost.

Weights are solved so that in 2022, at the usual rates, Lukou's flights and Nanjing's trains fill their room to the usual
load, Nanjing's goods by air from all airports weigh what is assumed, and those by train what Nanjing's part of Jiangsu's
trains carries.
"""

import numpy as np

from common.vocabulary import GOODS
from model.facts import Facts
from model.freight.clearing import FLIES, RUNS, Base, Belly, Supply, offered, supplied
from model.freight.services import CLASSES, LIMITED, Services, services
from model.freight.shippers import Weights, choose
from model.freight.terms import terms
from model.parameters import Parameters, Room
from model.rules.business import FreightRules

WEEKS_A_YEAR = 365 / 7
ROUNDS = 60


def base_of_2022(facts: Facts, parameters: Parameters) -> Base:
    """Return what does not change in a run."""
    p, s = parameters.room("freight"), services()
    load = p.load
    loads = np.array([[load.air_out, load.air_in], [1.0, 1.0], [load.train_out, load.train_in]])[:, :, None]
    usual = s.rate[list(LIMITED)]
    finite = np.where(np.isfinite(usual), usual, 0.0)
    ways = np.array([[1.0, 1.0], [p.trains_out, 1 - p.trains_out]])[:, :, None]
    by_way = ways * (finite * loads)[[FLIES, RUNS]]
    a_kg = by_way.sum(axis=1)
    parts = np.divide(by_way, a_kg[:, None], out=np.zeros_like(by_way), where=by_way > 0)
    of_flight, of_train = 1000 * np.stack([s.flight_tonnes, s.train_tonnes]) * a_kg
    drawing = np.array([1 + p.others_air, 1 + p.others_air, 1 + p.others_rail])[:, None, None]
    nowhere_yet = np.zeros(usual.shape[1:])
    of_train[of_train == 0] = np.inf  # no train, no support
    earned, lowest = np.stack([of_flight, of_train]), np.log([p.lowest_rate, 1.0, p.lowest_rate])[:, None, None]
    days = day_cost(facts, parameters)
    return Base(s, usual, loads, earned, drawing, days, ways, parts, nowhere_yet, lowest)


def day_cost(facts: Facts, parameters: Parameters) -> np.ndarray:
    """Return what a day on the way costs kinds of goods, share of worth, as in trade: its mean over trade is the declared one."""
    p = parameters.room("trade")
    haste = p.kinds.haste.vector(GOODS)
    exported = facts.goods_export_share_of_trade
    weight = facts.goods_share.sum(axis=2) @ np.array([exported, 1 - exported])
    return p.border.day_cost * haste / (weight @ haste)


def tonnes_a_week(value: np.ndarray, s: Services) -> np.ndarray:
    """Return tonnes a week, (goods, classes, flows, markets), of trade in million CNY a month, (goods, flows, origins)."""
    by_market = value @ s.member.T
    return (by_market / CLASSES * 12 / WEEKS_A_YEAR * 1000)[:, None] / s.worth[..., None]


def belly_tonnes(facts: Facts, p: Room) -> np.ndarray:
    """Return room for goods in a passenger flight, tonnes each way, (origins,), by its seats."""
    return np.interp(
        facts.seats_per_flight, [p.belly_narrow_seats, p.belly_wide_seats], [p.belly_narrow_t, p.belly_wide_t]
    )


def belly(flights: np.ndarray, tonnes: np.ndarray) -> Belly:
    """Return passenger flights and their room by market, from flights a week and tonnes a flight, (origins,) each."""
    member = services().member
    return Belly(member @ flights, member @ (flights * tonnes))


def weights_of_2022(base: Base, value: np.ndarray, plane: Belly, p: Room) -> tuple[Weights, np.ndarray]:
    """Return what shippers make of services beside cost, solved in turn, and where air cargo goes, (flows, markets), sum 1.

    Args:
        base: what does not change.
        value: trade of 2022, million CNY a month, (goods, flows, origins).
        plane: passenger flights of 2022.
        p: parameters, room ``freight``.
    """
    s, tonnes = base.services, tonnes_a_week(value, base.services)
    rules, earned = FreightRules(), np.ones(base.earned.shape)
    start, supply = terms(rules, s, base.day_cost, p), supplied(earned, base, rules, plane, p)
    supply = _at_least_one_flight(supply, s)
    filled, asking = supply.room * base.loads, tonnes * base.drawing[:, None, None]
    air_goal, rail_goal = p.own_air_kt_2022 * 1000 / WEEKS_A_YEAR, rail_tonnes(s, p)
    weights = Weights(np.ones(base.usual.shape), 1.0, np.ones(rail_goal.shape))
    costs, freight = offered(start, base, np.zeros(base.usual.shape), supply, plane, p)
    for _ in range(ROUNDS):
        taken = choose(costs, freight, start.others, weights, p)
        asked = (taken.limited * asking).sum(axis=(1, 2))
        all_air, by_rail = (taken.air * tonnes).sum(), (taken.rail * tonnes).sum(axis=(0, 1, 2))
        weights = Weights(
            weights.limited * _over(filled, asked),
            weights.air * air_goal / all_air,
            weights.rail * _over(rail_goal, by_rail),
        )
        if np.abs(np.log(_over(filled, asked))).max() < 1e-5:
            break
    by_air = (taken.air * tonnes).sum(axis=(0, 1))
    return weights, by_air / by_air.sum()


def _over(goal: np.ndarray, found: np.ndarray) -> np.ndarray:
    return np.divide(goal, found, out=np.ones_like(found), where=(found > 0) & (goal > 0))


def _at_least_one_flight(supply: Supply, s: Services) -> Supply:
    """Return the same with one freighter a week where no flight with room for goods was flown in 2022."""
    none = supply.room[FLIES, 0] <= 0
    room = supply.room.copy()
    room[FLIES] += np.where(none, s.flight_tonnes, 0.0)
    return supply._replace(room=room, flights=supply.flights._replace(offered=np.where(none, 1.0, 0.0)))


def rail_tonnes(s: Services, p: Room) -> np.ndarray:
    """Return Nanjing's goods on any train in 2022, tonnes a week, (markets,)."""
    return s.province * s.train_tonnes * p.rail_share_of_jiangsu / WEEKS_A_YEAR
