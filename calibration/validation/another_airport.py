"""The airlines of another airport: the model's own rooms of routes, run with that airport's facts and without the rest of a city.

Residents have the tastes for destinations that Nanjing's have, and the airport's own distances; so have visitors, who come
in expectation (:mod:`calibration.validation.expected_visitors`). There is no route at the start.
"""

from dataclasses import replace
from typing import NamedTuple

import mesa
import numpy as np

from calibration.validation.airports import Airport, facts_of, parameters_of
from calibration.validation.expected_visitors import ExpectedVisitors
from common.vocabulary import CITIES
from model.clock import Clock
from model.draws import Draws, name_key
from model.facts import facts
from model.levers import policies, rules_before_start
from model.levers.actions import Plan
from model.parameters import Parameters
from model.policy import Policy
from model.routes.carriers import Carriers
from model.routes.residents import Residents
from model.segments import segments
from model.setting import Setting
from model.visitors.baseline import MIDDLE_OF_2019, Baseline, baseline
from model.visitors.getting_in import DIRECT, WaysIn
from model.visitors.travellers import Market, market
from model.wires import SeatsWanted, Wires
from model.world import World


class Nanjing(NamedTuple):
    """What one member knows of Nanjing and takes along to the other airports."""

    parameters: Parameters
    market: Market
    baseline: Baseline


def nanjing(parameters: Parameters, scale: float) -> Nanjing:
    """Return Nanjing in 2019 for one draw of parameters."""
    sizes = market(facts(), parameters, scale)
    return Nanjing(parameters, sizes, baseline(facts(), parameters, sizes))


class AnotherAirport(mesa.Model):
    """One airport under one plan of support, in one world, with one draw of parameters and luck.

    Args:
        airport: its own facts.
        known: what is taken over from Nanjing.
        setting: when and in which world; rival cities stand still, for none answers here.
        plan: launch support.
        seed: the member's seed; each airport has luck of its own.
    """

    def __init__(self, airport: Airport, known: Nanjing, setting: Setting, plan: Plan, seed: int) -> None:
        self.draws = Draws(name_key(seed, airport.code, bits=64))
        super().__init__(rng=self.draws.seed % 2**32)
        self.setting = replace(setting, world={**setting.world, "rivals": "frozen"})
        self.facts, self.parameters = facts_of(airport), parameters_of(airport, known.parameters)
        self.market = known.market
        self.shared_key: object = (airport.code, self.setting)
        self.wires, self.clock = Wires(), Clock(setting.start)
        self.policy_before_start = rules_before_start(self.setting, self.facts, self.parameters)
        self.policies = policies(self.setting, plan, self.facts, self.parameters)
        usual = self.policies[min(int(MIDDLE_OF_2019) - setting.start, setting.months - 1)]
        ways = WaysIn(self.facts, self.parameters, segments())
        self.visitors = ExpectedVisitors(known.baseline, ways, usual, airport.visitors_2019)
        self.baseline = self._baseline(known.baseline, usual)
        self.world = World(self)
        self.wires.send("places_to_travel", np.zeros(len(CITIES)))  # no railway is built
        self.carriers = Carriers(self)
        self.carriers.announce()
        self._travel(self.policy_before_start)

    def _baseline(self, of_nanjing: Baseline, usual: Policy) -> Baseline:
        """Return what airlines and residents know of travel: usual fares and loads, since no flights of 2019 tell others."""
        usual_fares, none = np.ones(len(self.facts.origins)), np.zeros(len(self.facts.origins))
        return replace(
            of_nanjing,
            ways=self.visitors.ways,
            by_flights=self.visitors.by_flights(usual),
            residents=Residents(self.facts, self.parameters, usual_fares, none, of_nanjing.residents.taste),
            fare_2019=usual_fares,
            load_wanted=np.full(none.size, self.parameters["carriers.target_load"]),
            connecting_per_local=none,
            direct=none,
        )

    def _travel(self, policy: Policy) -> None:
        """Let visitors travel; those who find no direct seat come by another way."""
        seats, willing = self.wires.hear("seats_to_visitors"), self.world.willingness / 12
        people = self.visitors.by_way(policy, seats.flights, seats.fare, seats.stop_share) * willing
        direct, flew = people[DIRECT], np.minimum(people[DIRECT], seats.seats)
        self.wires.send("visitors_to_carriers", SeatsWanted(direct, people.sum(axis=0) - flew, flew))

    def run(self) -> dict[str, np.ndarray]:
        """Run all months; return weekly flights and people carried a month, one way, (months, origins) each."""
        flights, carried = np.zeros((2, self.setting.months, len(self.facts.origins)))
        for month, policy in enumerate(self.policies):
            self.world.advance()
            self.clock.advance()
            self.carriers.schedule(policy)
            self._travel(policy)
            self.carriers.fly()
            flights[month], carried[month] = self.carriers.flights, self.carriers.passengers.carried
        return {"flights": flights, "carried": carried}

    def free(self) -> None:
        """Release all agents and arrays: Mesa 3.3 keeps a reference to every model ever made."""
        self.remove_all_agents()
        self.__dict__.clear()
