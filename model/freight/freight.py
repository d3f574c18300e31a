"""The room of freight: each month goods choose how to leave and come, carriers what to fly and run.

It hears what Nanjing trades and which passenger flights are flown, and tells trade what freight and time cost less than
at the start. Rates at other airports, on other trains and at sea stand for what the nation and the world do, which is in
trade already, and stay as they are: only what changes at Nanjing's own gates is felt.
"""

from typing import NamedTuple

import numpy as np

from common.vocabulary import FREIGHT_MARKETS, FREIGHT_MODES
from model.city_protocol import City
from model.freight import clearing, levels, shippers
from model.freight.clearing import FLIES, RUNS, Balance, Base, Belly, Cleared, Terms
from model.freight.services import BY_RAIL, LUKOU, RIVER_SEA, SEA_DIRECT
from model.freight.shippers import Weights
from model.freight.tasks import with_tasks
from model.freight.terms import terms
from model.policy import Policy, under
from model.rules.business import FreightRules

MONTHS, QUARTER = 12.0, 3
TONNES_PER_MILLION = 1000.0
"""CNY per kg times tonnes, over million CNY."""
BY_AIR, TRAIN = slice(2), FREIGHT_MODES.index("train")
"""Places of the modes belly and freighter, which come first, and of trains."""


class Start(NamedTuple):
    """Freight before the run."""

    cost: np.ndarray
    """Mean cost over worth, (goods, classes, flows, markets)."""
    cost_index: np.ndarray
    """Cost index of all services, same shape."""
    boxes: float
    """Boxes with Nanjing's goods at its port, TEU a month."""


class Freight:
    """Freight of Nanjing's goods trade, and of other places' by Nanjing's flights and trains.

    Args:
        model: the pilot model.
    """

    def __init__(self, model: City) -> None:
        self.model, self.p = model, model.parameters.room("freight")
        facts, p = model.facts, self.p
        self.base, self.weights = model.draws.cached("freight.2022", model.shared_key, self._as_in_2022)
        self.services = self.base.services
        self.cleared: Cleared
        self.terms: Terms
        self.services_taken: np.ndarray
        """Shares of the services, (services, goods, classes, flows, markets)."""
        self.modes_taken: np.ndarray
        """Shares of the modes, (modes, goods, classes, flows, markets)."""
        self.by_sea: np.ndarray
        """Share that goes by ship through Nanjing's own port, (goods, classes, flows, markets)."""
        self.start: Start
        self.agreed = FreightRules()
        """What the plan does for freight as carriers and shippers last agreed upon it."""
        self.at_gates: tuple = ()
        """What the plan does at the gates; the terms of services are found again when it changes."""
        self.belly_tonnes = levels.belly_tonnes(facts, p)

    def _as_in_2022(self) -> tuple[Base, Weights]:
        facts = self.model.facts
        exported = facts.goods_export_share_of_trade
        by_flow = np.array([exported, 1 - exported]) * facts.goods_trade_cny_mn_2022 / MONTHS
        base = levels.base_of_2022(facts, self.model.parameters)
        plane = levels.belly(facts.flights_2022_weekly, levels.belly_tonnes(facts, self.p))
        weights, by_air = levels.weights_of_2022(base, facts.goods_share * by_flow[:, None], plane, self.p)
        return base._replace(fast=by_air), weights

    def announce(self) -> None:
        """Settle freight before the run and send the first signal: nothing is saved against it."""
        rules, before = FreightRules(), Balance.usual(len(FREIGHT_MARKETS))
        plane = self._hear(rules)
        met = self.model.shared_key, self.tonnes.tobytes(), plane.flights.tobytes(), plane.tonnes.tobytes()
        self._take(self.model.draws.cached("freight.before", met, lambda: self._cleared(rules, plane, before)))
        taken = self.cleared.taken
        self.start = Start(
            shippers.mean_cost(taken, self.terms.others), shippers.cost_index(taken, self.p), self._boxes()
        )
        self._tell()

    def move(self, policy: Policy) -> None:
        """Pass one month, or a part of one: agree rates and flights where they are due, tell trade what it saves.

        Rates and timetables are agreed at the beginning of a quarter, and when the plan's own actions change.
        """
        clock = self.model.clock
        if clock.part == 0 and (clock.month % QUARTER == 0 or policy.freight != self.agreed):
            self.agreed = policy.freight
            self._clear(with_tasks(policy, self.base, self.p), self.cleared.balance)
            self._tell()
        self.tonnes = levels.tonnes_a_week(self._value(), self.services)

    def _clear(self, rules: FreightRules, before: Balance) -> None:
        plane = self._hear(rules)
        self._take(self._cleared(rules, plane, before))

    def _hear(self, rules: FreightRules) -> Belly:
        """Hear what is traded and which passenger flights are flown, which are returned, and find the terms at the gates."""
        hear, base = self.model.wires.hear, self.base
        self.tonnes = levels.tonnes_a_week(hear("trade_to_freight"), self.services)
        at_gates = rules.sailings, rules.hours, rules.hub_cny_kg, rules.hub_hours
        if at_gates != self.at_gates:
            self.at_gates, self.terms = at_gates, terms(rules, self.services, base.day_cost, self.p)
        return levels.belly(hear("flights_to_freight"), self.belly_tonnes)

    def _cleared(self, rules: FreightRules, plane: Belly, before: Balance) -> Cleared:
        return clearing.clear(self.terms, self.base, self.weights, self.tonnes, rules, plane, before, self.p)

    def _take(self, cleared: Cleared) -> None:
        self.cleared = cleared
        self.services_taken = shippers.service_shares(self.cleared.taken, self.terms.others)
        self.modes_taken, self.by_sea = self._by_mode(), self.services_taken[[SEA_DIRECT, RIVER_SEA]].sum(axis=0)

    def _tell(self) -> None:
        """Send what is saved, share of worth, (goods, flows, origins)."""
        gain = self.start.cost * (1 - shippers.cost_index(self.cleared.taken, self.p) / self.start.cost_index)
        self.saved = gain.mean(axis=1) @ self.services.member
        self.model.wires.send("freight_to_trade", self.saved)

    # -- the books -----------------------------------------------------------------------------------------------------

    def cost(self) -> np.ndarray:
        """Return support earned by what flew and ran in this part of the month, million CNY by lever."""
        weekly = self.cleared.supply.flights.support.sum() + self.cleared.supply.trains.support.sum()
        return under("freight", weekly * self._weeks() / 1e6)

    def results(self) -> dict[str, np.ndarray]:
        """Return tonnes and worth by mode, what Lukou and the trains carry and for whom, boxes, and what is saved."""
        cleared, weeks = self.cleared, self._weeks()
        tonnes = self.modes_taken * self.tonnes * weeks
        worth = tonnes * self.services.worth[..., None] / TONNES_PER_MILLION
        flights, trains = cleared.supply.flights, cleared.supply.trains
        by_air = tonnes[BY_AIR].sum(axis=0)
        room = cleared.supply.room[FLIES].sum()
        return {
            "freight_tonnes": tonnes.sum(axis=(1, 2, 3)),
            "freight_value": worth.sum(axis=(1, 2, 3, 4)),
            "air_cargo": by_air.sum(axis=(0, 1, 2)) * self.base.drawing[FLIES, 0, 0],
            "air_cargo_value": self._by_source(worth[BY_AIR].sum(), FLIES),
            "air_cargo_load": np.array(cleared.asked[FLIES].sum() / room if room > 0 else 0.0),
            "freighter_flights": flights.usual + flights.offered,
            "international_trains": (trains.usual + trains.offered)[list(BY_RAIL)] * weeks,
            "train_cargo_value": self._by_source(worth[TRAIN].sum(), RUNS),
            "port_containers": np.array(self._port_boxes() * self.model.clock.share),
            "freight_saved": np.array((self.saved * self._value()).sum() * self.model.clock.share),
        }

    def _weeks(self) -> float:
        return levels.WEEKS_A_YEAR / MONTHS * self.model.clock.share

    def _value(self) -> np.ndarray:
        return self.model.wires.hear("trade_to_freight")

    def _by_mode(self) -> np.ndarray:
        """Return shares of the modes, (modes, goods, classes, flows, markets); Lukou's goods split by room."""
        share, belly = self.services_taken, self.cleared.belly.tonnes
        room = belly + self.cleared.supply.flights.tonnes
        in_belly = np.divide(belly, room, out=np.zeros_like(room), where=room > 0)
        return np.concatenate(
            [(in_belly * share[LUKOU])[None], ((1 - in_belly) * share[LUKOU])[None], share[LUKOU + 1 :]]
        )

    def _by_source(self, own: float, limited: int) -> np.ndarray:
        """Return Nanjing's own goods and those of other places, which ask for the same service in proportion."""
        return own * np.array([1.0, self.base.drawing[limited, 0, 0] - 1])

    def _boxes(self) -> float:
        """Return boxes a month with Nanjing's goods at its port, empty ones among them, TEU."""
        boxed = ((self.by_sea * self.tonnes).sum(axis=(1, 3)) * self.services.boxed).sum()
        return boxed * (1 + self.p.empty_boxes) / self.p.tonnes_per_teu * levels.WEEKS_A_YEAR / MONTHS

    def _port_boxes(self) -> float:
        """Return all boxes a month at the port: those of domestic trade and of other places stay as in 2022."""
        return self.p.port_kteu_2022 * 1000 / MONTHS + self._boxes() - self.start.boxes
