"""The airlines' room: the order of a season and of a month, and what others hear of it."""

from collections.abc import Iterable

import numpy as np

from common.vocabulary import CARRIER_TYPES
from model.city_protocol import City
from model.interventions import FaresTimes, FlightsTimes, Intervention, times_by_origin
from model.policy import Policy, RightsPool
from model.routes import contracts, fifth_freedom, rights
from model.routes.airlines import Airline, MarketStudy, SeasonPlan
from model.routes.fifth_freedom import Rotations, Stopover
from model.routes.frequencies import ReviewRules
from model.routes.network import Network
from model.routes.passengers import WEEKS_A_MONTH, Passengers
from model.wires import SeatsOffered

SEASON_STARTS = (3, 10)
"""Calendar months (0 = January) with the first full month of the summer and winter schedules: April and November."""


class Carriers:
    """All airlines and the seats they offer; arrays by origin and carrier type. Seats and people are monthly rates.

    Args:
        model: the pilot model, whose facts, parameters, world, wires and policies it reads.
    """

    def __init__(self, model: City) -> None:
        self.model, self.clock, facts, p = model, model.clock, model.facts, model.parameters
        self.rules = ReviewRules(p)
        far = facts.distance_km > p["carriers.low_cost_reach_km"]
        self.rules_of = [ReviewRules(p, far=bool(beyond)) for beyond in far]
        """What an airline of each market judges by, by origin."""
        self.usual_fare = model.baseline.ways.geo.fare_direct
        self.seats_per_flight = facts.seats_per_flight
        self.network, self.passengers = Network(model), Passengers(model)
        self.fifth: dict[Stopover, Rotations] = {}
        """Fifth-freedom rotations by home and stop."""
        self.support_flown = 0.0
        """Launch support paid in this part of the month, million CNY."""
        n = len(facts.origins)
        self.agents = [[Airline(model, self.rules_of[o], self.passengers.fares, k) for k in range(len(CARRIER_TYPES))] for o in range(n)]  # fmt: skip
        """Airlines by origin and carrier type."""
        self.timetable, self.flights, self.seats = np.zeros((3, n))
        """Weekly flights in the timetable, those flown, and seats a month, rotations included, (origins,) each."""
        self.extra_seats = np.zeros(n)
        """Seats a month on flights that a grant or support adds to what the closure leaves, (origins,)."""
        self.stop_share = np.zeros(n)
        """Share of the timetable's flights that stop on the way, (origins,)."""

    def announce(self) -> None:
        """Send the first signals: the flights of the month before the run."""
        self._operate(self.model.policy_before_start)
        self._send(self.model.policy_before_start)

    def intervene(self, changes: Iterable[Intervention]) -> None:
        """Apply the declared changes of fares and flights, as residents, visitors and firms meet them."""
        for change in changes:
            if isinstance(change, FaresTimes):
                self.passengers.residents = self.passengers.residents.with_fares(change.by, change.breadth)
            elif isinstance(change, FlightsTimes):
                self._thicken(times_by_origin(change.by, change.origins))

    def _thicken(self, by: np.ndarray) -> None:
        """Push the wires as a timetable times ``by``, (origins,), would at the start."""
        wires, seats, base = self.model.wires, self.model.wires.start("seats_to_visitors"), self.model.baseline
        trip, friction = base.ways.business_trip, base.friction(self.model.policy_before_start)
        before = trip(seats.flights, seats.fare, seats.stop_share, friction)
        wires.push("flights_to_firms", trip(seats.flights * by, seats.fare, seats.stop_share, friction) / before)
        wires.push("seats_to_visitors.flights", by)
        wires.push("seats_to_visitors.seats", by)

    # -- the season ------------------------------------------------------------------------------------------------

    def schedule(self, policy: Policy) -> None:
        """Plan the season where one begins, keep within rights, and offer this month's seats."""
        self.passengers.begin(policy.month)
        if policy.month % 12 in SEASON_STARTS and self.clock.part == 0:
            self._review(policy)
        self._keep_within_rights(policy)
        self._operate(policy)
        self._send(policy)

    def _review(self, policy: Policy) -> None:
        """All airlines decide what to fly next season."""
        network = self.network
        lifted = rights.granted(policy)
        self.passengers.study_residents()
        studies = [self._study(origin, policy) for origin in range(lifted.size)]

        def wished(origin: int, allowed: int) -> int:
            return sum(plan.flights for plan in self._plans(origin, studies[origin], allowed))

        known = [pool for pool in rights.pools_between_two(policy) if self._may_plan(pool, policy)]
        allowed = rights.for_next_season(policy, network.planned, known, wished)
        for origin, study in enumerate(studies):
            before = int(network.plan[origin].sum())
            plans = self._plans(origin, study, int(allowed[origin]))
            for airline, plan in zip(self.agents[origin], plans, strict=True):
                airline.take(plan)
                network.plan[origin, airline.kind] = plan.flights
                network.paid[origin, airline.kind] = plan.flights - plan.unsupported
            after = int(network.plan[origin].sum())
            a_full_flight = self.rules.target_load * self.seats_per_flight[origin] * WEEKS_A_MONTH
            network.free(origin, float(study.wanted[after]) / a_full_flight, float(lifted[origin]))
            pairs = [(float(figure[before]), float(figure[after])) for figure in (study.wanted, study.seats)]
            self.passengers.foresee(origin, *pairs)
        self._review_rotations(policy)
        network.restored = contracts.restored_flights(policy, self.usual_fare, network, self.passengers, self.rules_of)

    def _plans(self, origin: int, study: MarketStudy, allowed: int) -> list[SeasonPlan]:
        """Decisions of one market's airlines, one after the other, if they may fly ``allowed`` weekly flights together."""
        flights = self.network.plan[origin].astype(int)
        plans = []
        for airline in self.agents[origin]:
            others = int(flights.sum() - flights[airline.kind])
            plans.append(airline.review(study, int(flights[airline.kind]), others, allowed - others))
            flights[airline.kind] = plans[-1].flights
        return plans

    def _study(self, origin: int, policy: Policy) -> MarketStudy:
        """What airlines expect of a market next season.

        Where a route is flown, last year's passengers are the yardstick; where none is, who comes another way. Demand
        and seats are both those of the day: as willing as people are, and as many seats as are back. A new route is no
        answer to a shortage of aircraft: it is judged as if seats were back as far as demand.
        """
        now, world, passengers = int(self.network.plan[origin].sum()), self.model.world, self.passengers
        flights = np.arange(now + len(CARRIER_TYPES) * self.rules.most_change(now) + self.rules.opening_flights + 1)
        a_flight, timetable = self.seats_per_flight[origin] * WEEKS_A_MONTH, float(self.timetable[origin])
        share = world.seat_share[origin]
        if now > 0:
            wanted = passengers.expected(origin, flights - now, now, timetable) * share * a_flight
        else:
            wanted = passengers.won(origin, flights + timetable, timetable)
            share = max(share, min(world.willingness[origin], 1.0))
        seats = flights * share * a_flight
        load = np.divide(wanted, seats, out=np.zeros_like(seats), where=seats > 0)
        return MarketStudy(wanted, seats, self._support(policy, origin, flights, load))

    def _support(self, policy: Policy, origin: int, flights: np.ndarray, load: np.ndarray) -> np.ndarray:
        """Launch support per seat over the usual fare of a seat, by candidate weekly flights and their load."""
        offered = policy.support_cny_per_seat(flights, np.minimum(load, self.rules.fullest_load), origin)
        return contracts.over_fare(offered, self.model.world, self.usual_fare[origin])

    def _may_plan(self, pool: RightsPool, policy: Policy) -> bool:
        return pool.known_from + self.rules.lead_months <= policy.month + 1e-9

    def _keep_within_rights(self, policy: Policy) -> None:
        self.network.keep_within_rights(policy)
        self.fifth = fifth_freedom.within_rights(self._stopover_pools(policy), self.fifth)

    def _stopover_pools(self, policy: Policy, planning: bool = False) -> list[RightsPool]:
        return [p for p in policy.pools if p.via >= 0 and not (planning and not self._may_plan(p, policy))]

    def _review_rotations(self, policy: Policy) -> None:
        """Open, thicken or drop rotations that fill one cabin from home, stop and the sector between them."""

        def planned(key: Stopover, allowed: int) -> Rotations | None:
            now = self.fifth.get(key)
            loads = self._rotation_loads(*key, now)
            support = self._support(policy, key[0], np.arange(loads.size), loads)
            return fifth_freedom.review(now, allowed, loads, support, self.rules)

        self.fifth = fifth_freedom.next_rotations(self._stopover_pools(policy, planning=True), self.fifth, planned)

    def _rotation_loads(self, home: int, stop: int, now: Rotations | None) -> np.ndarray:
        """Load expected with each number of weekly rotations: home, the sector to the stop, and who boards there."""
        flights, passengers = now.flights if now else 0, self.passengers
        number = np.arange(flights + max(self.rules.most_change(flights), self.rules.opening_flights) + 1)
        seats = number * self.model.world.seat_share[home] * self.seats_per_flight[home] * WEEKS_A_MONTH
        if flights:
            return np.divide(passengers.load_year[home] * flights, number, out=np.zeros(number.size), where=number > 0)
        wanted = passengers.won(home, self.timetable[home] + number, self.timetable[home])
        if self.network.plan[stop].sum() < 1:
            wanted = wanted + passengers.won(stop, self.timetable[stop] + number, self.timetable[stop])
        else:
            wanted = wanted + max(passengers.load_year[stop] - self.rules.target_load, 0.0) * self.seats[stop]
        return self.rules.local_share + np.divide(wanted, seats, out=np.zeros(number.size), where=seats > 0)

    # -- the month -------------------------------------------------------------------------------------------------

    def _operate(self, policy: Policy) -> None:
        """Seats of the month by origin; a fifth-freedom cabin is split between its two markets by what they ask.

        Travellers judge a route by its timetable: while the closure holds back aircraft, flights to Shanghai are cut
        alike, and a thin month makes Nanjing no worse against it.
        """
        share, network, passengers = self.model.world.seat_share, self.network, self.passengers
        planned = network.planned
        self.timetable = planned.copy()
        self.flights = network.flown(policy, network.restored)
        self.seats = self.flights * self.seats_per_flight * WEEKS_A_MONTH
        plain = network.flown(policy, np.zeros_like(planned))
        back = np.divide(plain, planned, out=np.zeros_like(planned), where=planned > 0)
        paid = network.paid.sum(axis=1) * back + self.flights - plain
        self.extra_seats = (self.flights - planned * share) * self.seats_per_flight * WEEKS_A_MONTH
        stopping = np.zeros_like(self.flights)
        for (home, stop), rotations in self.fifth.items():
            flown = rotations.flights * share[home]
            cabin = flown * self.seats_per_flight[home] * WEEKS_A_MONTH * (1 - self.rules.local_share)
            asks = np.array([passengers.asked(home), passengers.asked(stop)])
            unmet = np.maximum(asks - self.seats[[home, stop]], 0.05 * asks + 1e-9)
            self.seats[[home, stop]] += cabin * unmet / unmet.sum()
            self.flights[home] += flown
            self.timetable[[home, stop]] += rotations.flights
            stopping[home] += rotations.flights
            paid[home] += rotations.paid * share[home]
        self.stop_share = np.divide(stopping, self.timetable, out=np.zeros_like(stopping), where=self.timetable > 0)
        passengers.ask(self.timetable, self.stop_share)
        load = np.minimum(passengers.load_year, self.rules.fullest_load)
        a_month = contracts.support_million_cny(policy, paid, self.flights, load, self.seats_per_flight)
        self.support_flown = a_month * self.clock.share

    def _send(self, policy: Policy) -> None:
        fare, base = self.passengers.fare_now, self.model.baseline
        seats = self.passengers.seats_for_visitors(self.seats)
        self.model.wires.send("seats_to_visitors", SeatsOffered(self.timetable, fare, self.stop_share, seats))
        trip = base.ways.business_trip(self.timetable, fare, self.stop_share, base.friction(policy))
        self.model.wires.send("flights_to_firms", trip)

    def fly(self) -> None:
        """Close the month: seats are filled, loads settle, and fares follow the seats asked for."""
        self.passengers.fly(self.seats, self.extra_seats)

    def results(self) -> dict[str, np.ndarray]:
        """Weekly flights, seats and residents flown out of this part of the month, load factors of the month so far, by origin."""
        return {
            "weekly_flights": self.flights.copy(),
            "seats": self.seats * self.clock.share,
            "load_factor": self.passengers.load_factor(),
            "outbound_passengers": self.passengers.carried_residents * self.clock.share,
        }

    def identities(self) -> dict[str, float]:
        """Seats: nobody flies without one."""
        over = self.passengers.carried_residents + self.passengers.flown_visitors - self.seats
        return {"seats": float(np.maximum(over, 0.0).max(initial=0.0))}
