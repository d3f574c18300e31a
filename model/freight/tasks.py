"""What tasks do for freight, in the units of the lever: flights and trains with support, hours at the port, fast trains.

Their flights go where Nanjing's air cargo of 2022 went, their trains where its trains ran. Support is paid as it is
earned and counted with the task, so that it is no cost of the lever.
"""

import numpy as np

from common.vocabulary import SAILINGS
from model.freight.clearing import Base
from model.parameters import Room
from model.policy import Policy
from model.rules.business import CarrierOffer, FreightRules


def with_tasks(policy: Policy, base: Base, p: Room) -> FreightRules:
    """Return the month's rules of freight with what tasks add."""
    flights, trains, hours, tonnes = (
        float(policy.channels[key]) for key in ("freighters", "trains", "river_sea", "express_rail")
    )
    if not (flights or trains or hours or tonnes):
        return policy.freight
    rules, s = policy.freight, base.services
    by_sailing = np.array(rules.hours) + np.where(np.array(SAILINGS) == "shanghai", hours, 0.0)
    each = np.full(s.flights.shape, p.task_flight_tonnes)
    return rules._replace(
        freighters=rules.freighters + offers(flights * base.fast.sum(axis=0), each, p.task_flight_support),
        trains=rules.trains + offers(trains * s.trains / s.trains.sum(), s.train_tonnes, p.task_train_support),
        hours=(float(by_sailing[0]), float(by_sailing[1])),
        express_tonnes_a_day=rules.express_tonnes_a_day + tonnes,
    )


def offers(weekly: np.ndarray, tonnes: np.ndarray, support_cny: float) -> tuple[CarrierOffer, ...]:
    """Return one offer for each market with flights or trains, (markets,)."""
    return tuple(
        CarrierOffer(market, float(number), float(tonnes[market]), support_cny, counted=False)
        for market, number in enumerate(weekly)
        if number > 0
    )
