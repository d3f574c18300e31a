"""Outbound residents: who of Lukou's hinterland travels where, and by which way.

For each destination there are types of travellers: purpose, income and the third of the headway in which the hour they
want to leave at lies. Each stays, or goes by a direct flight, by rail and a flight from Shanghai, through a hub, or over land, on
the generalised costs that visitors meet the other way round (nested logit). Direct flights so bring travellers who did not
go before, many in thin markets far from a hub and few next door to Shanghai. The level of 2019 comes from the arrivals of
Chinese travellers at each destination and the hinterland's share of them.
"""

import copy
from typing import Literal, NamedTuple

import numpy as np
from scipy.special import expit

from common.vocabulary import PURPOSES
from model.facts import Facts
from model.parameters import Parameters
from model.segments import CLASSES, Segments
from model.visitors.direct_visitors import FLIGHTS
from model.visitors.getting_in import DIRECT, VIA_HUB, WaysIn, schedule_delay_hours, utility_per_usd
from model.visitors.visas import trip_days

TRAVEL_FOR = ("leisure", "business", "family")
"""Purposes of residents."""
ROUNDS = 40


def resident_types(origins: int) -> Segments:
    """Return the types of residents of all destinations, in the order destination, purpose, income, wanted hour.

    ``origin`` is the place of the destination on the origin axis; the classes of ``hassle`` stand for wanted hours alone.
    """
    shape = (origins, len(TRAVEL_FOR), CLASSES, CLASSES)
    origin, purpose, income, hour = (axis.ravel() for axis in np.indices(shape))
    purpose = np.array([PURPOSES.index(name) for name in TRAVEL_FOR])[purpose]
    nobody = np.zeros(origin.size, dtype=bool)
    return Segments(origin, purpose, income, hour, nobody, (*shape, 1))


class AtHome(NamedTuple):
    """What residents meet at home in one month, relative to 2019."""

    readiness: float
    """Share of 2019's readiness to travel."""
    income: float
    """Real income, 2019 = 1."""
    prices_abroad: float
    """Cost of a stay abroad in CNY through the exchange rate, 2019 = 1."""
    rules: np.ndarray
    """Cost of the destination's rules of entry above those of 2019, USD, (origins,)."""
    beside: np.ndarray | float = 1.0
    """Trips to each destination over what these explain, 2019 = 1, (origins,)."""


class Demand(NamedTuple):
    """Residents of a month, people, (origins,) each."""

    direct: np.ndarray
    """Who want a direct flight."""
    bound: np.ndarray
    """Who travel to the destination by any way."""


class Offer(NamedTuple):
    """What all ways to a destination are to its travellers, (..., destinations, types of each) each."""

    direct: np.ndarray
    """Weight of the direct flight."""
    weights: np.ndarray
    """Weights of all ways."""
    shift: np.ndarray
    """Utility points lost to prices abroad and rules of entry against 2019; the same whatever the flights."""
    best_way: np.ndarray
    """Utility of the best way."""


class Residents:
    """The residents of the hinterland as 2019 shows them, for one draw of parameters.

    Args:
        facts: the facts.
        p: the parameters (rooms ``residents``, ``travel`` and ``visitors``).
        fares: direct fares of 2019 relative to the usual, (origins,).
        filled: seats of 2019 that residents filled, people a month, (origins,); 0 without flights.
        taste: utility of each destination where it is known already, (origins,); by default the one that gives the
            trips of 2019.
    """

    def __init__(
        self, facts: Facts, p: Parameters, fares: np.ndarray, filled: np.ndarray, taste: np.ndarray | None = None
    ) -> None:
        self.p, visitors, travel = p.room("residents"), p.room("visitors"), p.room("travel")
        self.types = types = resident_types(len(facts.origins))
        shape = len(facts.origins), -1
        money = travel.income_class.vector(map(str, range(CLASSES)))[types.income]
        relative = (self.p.income_per_head_usd / travel.reference_income_usd) ** travel.value_of_time_income_power
        value_of_time = travel.value_of_time_usd_h.vector(PURPOSES)[types.purpose] * money * relative
        self.ways = WaysIn(facts, p, types, value_of_time)
        self.value_of_time, self.wait = value_of_time.reshape(shape), types.wait.reshape(shape)
        """USD per hour, and hours between the wanted and the flown departure over their mean, (destinations, types of each)."""
        abroad = trip_days(facts, p)[types.purpose, types.origin] * visitors.daily_budget_usd * money
        self.nest = (visitors.nest_ways * self.ways.journey_share(abroad)).reshape(shape)
        """Scale of tastes among ways, (destinations, types of each)."""
        self.per_usd = utility_per_usd(self.ways.shanghai + abroad, types.purpose, visitors).reshape(shape)
        """Utility points per USD, (destinations, types of each)."""
        self.abroad = abroad.reshape(shape)
        """Cost of the stay, USD, (destinations, types of each)."""
        mix = self.p.purpose_mix.vector(TRAVEL_FOR)
        share = (mix / mix.sum())[[TRAVEL_FOR.index(PURPOSES[purpose]) for purpose in types.purpose]] / CLASSES**2
        expected = facts.outbound_by_air_2019 * self._hinterland_share() / 12
        self.occasions = self.p.occasions_per_trip * expected[types.origin] * share
        """People a month who may travel, (types,)."""
        self.taste = np.zeros(expected.size) if taste is None else taste
        self.others = self._other_ways()
        if taste is None:
            self._match(facts.flights_2019_weekly, fares, expected, filled)

    def _hinterland_share(self) -> float:
        """Share of the nation's air travellers abroad who live in Lukou's hinterland: people, and income to a power."""
        p = self.p
        return float(p.hinterland_people_m / p.nation_people_m * p.hinterland_relative_income**p.income_across_places)

    def _match(self, flights: np.ndarray, fares: np.ndarray, expected: np.ndarray, filled: np.ndarray) -> None:
        """Solve the taste for each destination that gives its trips of 2019, and weigh in what the seats of 2019 say.

        Arrivals tell how many go; where a route was flown, the people who filled its seats tell how much the
        hinterland's share of them departs from the usual. Both are uncertain, and the estimate lies between.
        """
        n, none = expected.size, np.zeros(expected.size)
        usual, origin = AtHome(1.0, 1.0, 1.0, none), self.types.origin
        people = np.bincount(origin, self.occasions, minlength=n)
        offer = self._offer(self._direct(flights, fares, none), usual)
        for _ in range(ROUNDS):
            bound = self._summed(self._going(offer, usual))
            self.taste += np.log(expected / (people - expected)) - np.log(bound / (people - bound))
        direct = self.demand(flights, fares, none, usual).direct
        served = (filled > 0) & (direct > 0)
        departs = np.log(np.where(served, filled, 1.0) / np.where(served, direct, 1.0))
        self.share_departs = np.where(served, np.exp(self.p.seats_weight * departs), 1.0)
        """Factor on the hinterland's usual share of each destination's Chinese travellers, (origins,)."""
        self.occasions = self.occasions * self.share_departs[origin]

    def _other_ways(self) -> np.ndarray:
        """Sum of the weights of all ways but the direct flight, (destinations, types of each); they do not change with
        the timetable."""
        flights, usual = np.ones(self.taste.size), np.ones(self.taste.size)
        cost = self.ways.cost(flights, usual, np.zeros(self.taste.size))
        others = np.delete(cost, DIRECT, axis=0).reshape(-1, *self.nest.shape)
        return np.exp(-self.per_usd * others / self.nest).sum(axis=0)

    def _direct(self, flights: np.ndarray, fares: np.ndarray, stop_share: np.ndarray) -> np.ndarray:
        """Weight of the direct flight, (..., destinations, types of each), for flights, fares and stops (..., origins)."""
        travel, geo = self.ways.p, self.ways.geo
        wait = travel.schedule_delay_weight * schedule_delay_hours(flights, travel.waking_hours_a_week)
        hours = geo.hours_flight + 2 * travel.technical_stop_hours * stop_share
        cost = (geo.fare_direct * fares)[..., None] + self.value_of_time * (
            hours[..., None] + wait[..., None] * self.wait
        )
        return np.exp(-self.per_usd * cost / self.nest)

    def _offer(self, direct: np.ndarray, home: AtHome) -> Offer:
        """What a direct flight of this weight and the other ways together are to all types at the prices of a month."""
        weights = direct + self.others
        shift = self.per_usd * (self.abroad * (home.prices_abroad - 1) + home.rules[:, None])
        return Offer(direct, weights, shift, self.nest * np.log(weights))

    def _going(self, offer: Offer, home: AtHome) -> np.ndarray:
        """Who travel by any way, people a month, (..., destinations, types of each)."""
        grown = home.readiness * home.income**self.p.income_elasticity * home.beside
        goes = self.occasions.reshape(self.nest.shape) * np.asarray(grown)[..., None]
        return goes * expit(self.taste[:, None] - offer.shift + offer.best_way)

    def _summed(self, people: np.ndarray) -> np.ndarray:
        """Sum over the types of each destination, in their order, (origins,)."""
        return np.bincount(self.types.origin, people.ravel(), minlength=self.taste.size)

    def demand(self, flights: np.ndarray, fares: np.ndarray, stop_share: np.ndarray, home: AtHome) -> Demand:
        """Who wants to travel in a month, and who of them by a direct flight.

        Args:
            flights: direct return flights a week, (origins,).
            fares: direct fares relative to the usual, (origins,).
            stop_share: share of the direct flights that stop on the way, (origins,).
            home: what residents meet at home.
        """
        offer = self._offer(self._direct(flights, fares, stop_share), home)
        goes = self._going(offer, home)
        return Demand(self._summed(goes * offer.direct / offer.weights), self._summed(goes))

    def hub_share(self, home: AtHome) -> np.ndarray:
        """Share of those who travel without a direct flight that goes through a hub, (origins,)."""
        goes = self._going(self._offer(np.zeros(self.nest.shape), home), home)
        nowhere = np.zeros(self.taste.size)
        hub = self.ways.cost(nowhere, nowhere + 1, nowhere)[VIA_HUB].reshape(self.nest.shape)
        by_hub = np.exp(-self.per_usd * hub / self.nest) / self.others
        share: np.ndarray = self._summed(goes * by_hub) / self._summed(goes)
        return share

    def direct_by_flights(self, fares: np.ndarray, home: AtHome) -> np.ndarray:
        """Who would want a direct flight at each of :data:`FLIGHTS` weekly flights, people a month, (flights, origins)."""
        flights = np.repeat(FLIGHTS[:, None], fares.size, axis=1)
        offer = self._offer(self._direct(flights, fares, np.zeros_like(flights)), home)
        wanted = self._going(offer, home) * offer.direct / offer.weights
        return np.cumsum(wanted, axis=2)[..., -1]  # one after the other

    def with_fares(self, by: float, breadth: Literal["route", "city", "nation"]) -> "Residents":
        """Return the same residents where fares are ``by`` times the usual; for ``breadth`` see ``WaysIn.with_fares``."""
        dearer = copy.copy(self)
        dearer.ways = self.ways.with_fares(by, breadth)
        dearer.others = dearer._other_ways()
        return dearer
