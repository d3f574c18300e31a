"""Carriers: one per origin market and carrier type; they open, thicken, thin and end routes by season.

Between seasons the plan stands; what is flown of it is limited by the aircraft and slots that are back after the
closure. Rights cap the plan at once. A fifth-freedom rotation carries three markets in one cabin: home to Nanjing,
the stop to Nanjing, and home to the stop; it adds one cabin of seats, not three.
"""

from collections import deque
from collections.abc import Iterable

import mesa
import numpy as np

from common.vocabulary import CARRIER_TYPES
from model.city_protocol import City
from model.facts.months import DAYS_A_MONTH, EPOCH_YEAR
from model.interventions import FaresTimes, FlightsTimes, Intervention, times_by_origin
from model.routes import route_decisions
from model.wires import SeatsOffered

SEASON_STARTS = (3, 10)
"""Calendar months (0 = January) with the first full month of the summer and winter schedules: April and November."""
WEEKS_A_MONTH = DAYS_A_MONTH / 7


class Carrier(mesa.Agent):
    """One carrier type of one market; its plan is a cell of the room's arrays."""

    def __init__(self, model: mesa.Model, room: "Carriers", origin: int, kind: int):
        super().__init__(model)
        self.room, self.origin, self.kind = room, origin, kind
        self.bad_seasons = 0

    def review(self, load_wanted: float, fare: float, support: float) -> float:
        """Weekly flights the carrier wants next season, given the last year's load and fares of its market."""
        rules, now = self.room.rules, float(self.room.plan[self.origin, self.kind])
        if now <= 0:
            return 0.0
        margin = route_decisions.margin(np.float64(load_wanted), fare, support, rules.breakeven_load)
        self.bad_seasons = self.bad_seasons + 1 if margin < rules.end_margin else 0
        if self.bad_seasons >= 2:
            self.bad_seasons = 0
            return 0.0
        return float(route_decisions.next_frequency(np.float64(now), np.float64(load_wanted), margin, rules))


class Carriers:
    """All carriers and the seats they offer; arrays by origin and carrier type. Seats and people are monthly rates.

    Args:
        model: the pilot model, whose facts, parameters, world, wires and policies it reads.
    """

    def __init__(self, model: City) -> None:
        self.model, self.clock, facts, p = model, model.clock, model.facts, model.parameters
        self.rules = route_decisions.ReviewRules(p)
        self.share_power = p["carriers.frequency_share_power"]
        self.half, self.power = p["carriers.residents_half_flights"], p["carriers.residents_power"]
        self.resident_fare = p["carriers.residents_fare_elasticity"]
        self.fares = route_decisions.Fares(p)
        self.fare_adjustment = self.clock.speed(p["carriers.fare_adjustment"])
        self.visitor_floor = p["carriers.visitor_seat_floor"]
        self.fare = model.baseline.ways.geo.fare_direct
        n = len(facts.origins)
        budget = np.where(facts.distance_km < p["carriers.low_cost_reach_km"], p["carriers.low_cost_share"], 0.0)
        growth = self._network_size(model.setting.start)
        self.plan = facts.flights_2019_weekly[:, None] * np.stack([1 - budget, budget], axis=1) * growth
        """Planned weekly return flights, (origins, carrier types)."""
        self.usual = self.plan.copy()
        self.usual_pull = self._pull()
        self.seats_per_flight = facts.seats_per_flight
        self.fifth = {}
        """Planned weekly rotations by fifth-freedom pool (home, stop)."""
        self.bad_fifth = {}
        """Bad seasons in a row of those rotations."""
        self.residents_2019 = self._resident_potential(p)
        self.load_year = model.baseline.load_wanted.copy()
        """Seats wanted over seats offered, mean of the last twelve months."""
        self.fare_now = model.baseline.fare_2019.copy()
        self.wanted_direct = np.zeros(n)
        self.carried_residents = np.zeros(n)
        self.flown_visitors = np.zeros(n)
        self.otherwise: deque[np.ndarray] = deque(maxlen=self.clock.parts)
        """Who came first by another way in the parts of the last month, people a month, (origins,) each."""
        self.support_flown = 0.0
        """Launch support paid in this part of the month, million CNY."""
        self.month_carried, self.month_seats = np.zeros((2, n))
        """People carried and seats flown in the month so far, in parts' monthly rates."""
        self.agents = [Carrier(model, self, o, k) for o in range(n) for k in range(len(CARRIER_TYPES))]
        self.timetable, self.flights, self.seats = np.zeros((3, n))
        """Planned weekly flights, those flown, and seats a month, (origins,) each."""
        self.stop_share = np.zeros(n)
        """Share of the timetable's flights that stop on the way, (origins,)."""
        self.wanting_residents = np.zeros(n)
        """Residents who want a direct seat, people a month, (origins,)."""

    def announce(self) -> None:
        """Send the first signals: the flights of the month before the run."""
        self._operate(self.model.policy_before_start)
        self._send(self.model.policy_before_start)

    def intervene(self, changes: Iterable[Intervention]) -> None:
        """Apply the declared changes of fares and flights, as residents, visitors and firms meet them."""
        for change in changes:
            if isinstance(change, FaresTimes):
                self.residents_2019 = self.residents_2019 * change.by**self.resident_fare
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

    def _network_size(self, start: int) -> float:
        """Size of the network relative to 2019 in the year of ``start``, taken from the city's visitors before 2019."""
        years, visitors = self.model.facts.panel("nanjing", "inbound_visitors")
        year = EPOCH_YEAR + start // 12
        return float(visitors[years == year][0] / visitors[years == 2019][0]) if year < 2019 else 1.0

    def _resident_potential(self, p) -> np.ndarray:
        """Residents bound for each market in a month of 2019, by any way: what filled the seats visitors left."""
        facts = self.model.facts
        flights = facts.flights_2019_weekly
        seats = flights * self.seats_per_flight * WEEKS_A_MONTH
        visitors = self.model.baseline.direct / 12
        filled = np.maximum(seats * self.model.baseline.load_wanted - visitors, p["carriers.residents_floor"] * seats)
        filled = filled / self.model.baseline.fare_2019**self.resident_fare
        served = route_decisions.direct_share(flights, self.half, self.power)
        unserved = facts.china_trips_2019 / 12 * p["carriers.residents_per_trip"]
        return np.divide(filled, served, out=unserved.copy(), where=flights > 0)

    # -- the season's plan -----------------------------------------------------------------------------------------

    def schedule(self, policy) -> None:
        """Plan the season where one begins, keep within rights, and offer this month's seats."""
        self.otherwise.append(self.model.wires.hear("visitors_to_carriers").first_stop)
        if policy.month % 12 in SEASON_STARTS and self.clock.part == 0:
            self._review(policy)
        self._keep_within_rights(policy)
        self._operate(policy)
        self._send(policy)

    def _support(self, policy) -> np.ndarray:
        """Launch support per seat over the usual fare of a seat, (origins,)."""
        world = self.model.world  # fares are those of 2022, support is money of the day
        usd = policy.launch_support_cny_per_seat / (world.exchange_rate * world.price_level)
        return usd / (self.fare / 2)

    def _review(self, policy) -> None:
        support = self._support(policy)
        level = self.fares.level(self.load_year)
        pull = self._pull() / self.usual_pull
        new = np.array(
            [
                c.review(
                    self.load_year[c.origin] * pull[c.origin, c.kind],
                    level[c.origin],
                    support[c.origin] * self._new_part(c),
                )
                for c in self.agents
            ]
        )
        before, self.plan = self.plan.sum(axis=1), new.reshape(self.plan.shape)
        rights = self._rights(policy, planning=True)
        self._cap(np.maximum(rights, before))
        for origin in np.flatnonzero((self.plan.sum(axis=1) < 1) & (rights >= 1)):
            self._consider_opening(origin, rights[origin], support[origin])
        self._foresee(before)
        for home, stop in self._fifth_rights(policy, planning=False)[0]:
            covered, spare = self._fifth_rights(policy, planning=True)
            allowed = covered.get((home, stop), 0.0) + spare.get((home, stop), 0.0)
            self._consider_fifth(home, stop, allowed, support[home])

    def _foresee(self, before: np.ndarray) -> None:
        """Carriers know the seats they have just added: last year's passengers are spread over them, and no others counted
        on. Of flights taken out, the passengers are counted as gone."""
        after = self.plan.sum(axis=1)
        spread = np.divide(before, after, out=np.ones_like(after), where=(before > 0) & (after > 0))
        self.load_year *= np.minimum(spread, 1.0)

    def _pull(self) -> np.ndarray:
        """Each carrier's share of its market's passengers over its share of flights, 1 for who does not fly."""
        total = self.plan.sum(axis=1, keepdims=True)
        flown = np.divide(self.plan, total, out=np.zeros_like(self.plan), where=total > 0)
        carried = route_decisions.carrier_share(self.plan, self.share_power)
        return np.divide(carried, flown, out=np.ones_like(flown), where=flown > 0)

    def _new_part(self, carrier: Carrier) -> float:
        """Part of a carrier's plan that is new, 0 to 1: what launch support is paid for."""
        o, k = carrier.origin, carrier.kind
        return max(1.0 - self.usual[o, k] / self.plan[o, k], 0.0) if self.plan[o, k] > 0 else 0.0

    def _may_plan(self, pool, policy) -> bool:
        return pool.known_from + self.rules.lead_months <= policy.month + 1e-9

    def _rights(self, policy, planning: bool) -> np.ndarray:
        """Weekly flights each market's carriers may fly, (origins,).

        When a season is planned, what is left of the shared pools is handed out by load, and only pools known in time
        count.
        """
        rights = policy.own_rights.copy()
        for pool in policy.pools:
            if pool.via >= 0 or (planning and not self._may_plan(pool, policy)):
                continue
            members = np.flatnonzero(pool.origins)
            held = self.plan.sum(axis=1)[members]
            short = np.maximum(held - rights[members], 0.0)
            left = max(pool.weekly_flights - short.sum(), 0.0)
            used = short * min(1.0, pool.weekly_flights / max(short.sum(), 1e-9))
            if planning:
                want = np.maximum(self.load_year[members], self.rules.target_load * (held < 1))
                used = used + left * want / max(want.sum(), 1e-9)
            rights[members] += used
        return rights

    def _keep_within_rights(self, policy) -> None:
        self._cap(self._rights(policy, planning=False))
        covered, _ = self._fifth_rights(policy, planning=False)
        self.fifth = {key: covered[key] for key in self.fifth if covered.get(key, 0.0) > 0}

    def _cap(self, flights: np.ndarray) -> None:
        """Thin every market's plan to at most so many weekly flights, (origins,)."""
        total = self.plan.sum(axis=1)
        self.plan *= np.minimum(1.0, np.divide(flights, total, out=np.ones_like(total), where=total > 0))[:, None]

    def _fifth_rights(self, policy, planning: bool) -> tuple[dict[tuple[int, int], float], ...]:
        """Weekly rotations that fifth-freedom pools cover, and those they have to spare, by home and stop."""
        covered, spare = {}, {}
        for pool in policy.pools:
            if pool.via < 0 or (planning and not self._may_plan(pool, policy)):
                continue
            keys = [(int(home), pool.via) for home in np.flatnonzero(pool.origins)]
            short = [self.fifth.get(key, 0.0) - covered.get(key, 0.0) for key in keys]
            left = max(pool.weekly_flights - sum(short), 0.0)
            part = min(1.0, pool.weekly_flights / max(sum(short), 1e-9))
            for key, lacking in zip(keys, short, strict=True):
                covered[key] = covered.get(key, 0.0) + lacking * part
                spare[key] = spare.get(key, 0.0) + left
        return covered, spare

    def _expected_load(self, origin: int, flights: float) -> float:
        """Load a carrier expects of ``flights`` more weekly flights: who comes another way, and residents they win."""
        world, seats = self.model.world, flights * self.seats_per_flight[origin] * WEEKS_A_MONTH
        other = sum(part[origin] for part in self.otherwise) / len(self.otherwise)
        residents = self.residents_2019[origin] * world.willingness[origin]
        now = self.timetable[origin]
        won = route_decisions.direct_share(now + flights, self.half, self.power) - route_decisions.direct_share(
            now, self.half, self.power
        )
        found = self.rules.capture * other + residents * won
        return found / max(seats, 1e-9)

    def _consider_opening(self, origin: int, rights: float, support: float) -> None:
        flights = min(self.rules.opening_flights, rights)
        load = self._expected_load(origin, flights)
        if route_decisions.margin(np.float64(load), 1.0, support, self.rules.breakeven_load) > self.rules.open_margin:
            self.plan[origin, 0] = flights

    def _consider_fifth(self, home: int, stop: int, rights: float, support: float) -> None:
        """Open, thicken or drop a rotation that fills one cabin from home, stop and the sector between them."""
        now = self.fifth.get((home, stop), 0.0)
        flights = now if now > 0 else min(self.rules.opening_flights, rights)
        if flights <= 0:
            return
        load = self.load_year[home] if now > 0 else self._expected_fifth_load(home, stop, flights)
        margin = route_decisions.margin(np.float64(load), 1.0, support, self.rules.breakeven_load)
        if now <= 0 and margin <= self.rules.open_margin:
            return
        bad = now > 0 and margin < self.rules.end_margin
        self.bad_fifth[home, stop] = self.bad_fifth.get((home, stop), 0) + 1 if bad else 0
        if self.bad_fifth[home, stop] >= 2:
            self.bad_fifth.pop((home, stop))
            self.fifth.pop((home, stop))
            return
        step = 1 + self.rules.largest_step if now > 0 and margin > self.rules.thicken_margin else 1.0
        self.fifth[home, stop] = max(min(flights * step, rights), now)

    def _expected_fifth_load(self, home: int, stop: int, flights: float) -> float:
        """Load expected of a new rotation: home, the sector to the stop, and who wants to board there."""
        load = self._expected_load(home, flights) + self.rules.local_share
        if self.plan[stop].sum() < 1:
            return load + self._expected_load(stop, flights)
        spill = max(self.load_year[stop] - self.rules.target_load, 0.0) * self._own_seats()[stop]
        return load + spill / (flights * self.seats_per_flight[home] * WEEKS_A_MONTH)

    # -- the month's seats -------------------------------------------------------------------------------------------

    def _own_seats(self) -> np.ndarray:
        share = self.model.world.seat_share
        return self.plan.sum(axis=1) * share * self.seats_per_flight * WEEKS_A_MONTH

    def _operate(self, policy) -> None:
        """Seats of the month by origin; a fifth-freedom cabin is split between its two markets by what they ask.

        Travellers judge a route by its timetable: while the closure holds back aircraft, flights to Shanghai are cut
        alike, and a thin month makes Nanjing no worse against it.
        """
        share = self.model.world.seat_share
        self.timetable = self.plan.sum(axis=1)
        self.flights, self.seats = self.timetable * share, self._own_seats()
        stopping = np.zeros_like(self.flights)
        for (home, stop), planned in self.fifth.items():
            cabin = planned * share[home] * self.seats_per_flight[home] * WEEKS_A_MONTH * (1 - self.rules.local_share)
            asks = np.array([self._asked(home), self._asked(stop)])
            unmet = np.maximum(asks - self.seats[[home, stop]], 0.05 * asks + 1e-9)
            self.seats[[home, stop]] += cabin * unmet / unmet.sum()
            self.flights[home] += planned * share[home]
            self.timetable[[home, stop]] += planned
            stopping[home] += planned
        self.stop_share = np.divide(stopping, self.timetable, out=np.zeros_like(stopping), where=self.timetable > 0)
        residents = self.residents_2019 * self.model.world.willingness
        residents = residents * route_decisions.direct_share(self.timetable, self.half, self.power)
        self.wanting_residents = residents * self.fare_now**self.resident_fare
        new = np.maximum(self.plan - self.usual, 0.0).sum(axis=1) * share
        for (home, _), planned in self.fifth.items():
            new[home] += planned * share[home]
        seats_both_ways = 2 * new * self.seats_per_flight * WEEKS_A_MONTH
        a_month = (seats_both_ways * policy.launch_support_cny_per_seat).sum() / 1e6
        self.support_flown = float(a_month * self.clock.share)

    def _asked(self, origin: int) -> float:
        return float(self.wanted_direct[origin] + self.residents_2019[origin] * self.model.world.willingness[origin])

    def seats_for_visitors(self) -> np.ndarray:
        """Seats a month that residents leave, at least a floor of each cabin, (origins,)."""
        return np.maximum(self.seats - self.wanting_residents, self.visitor_floor * self.seats)

    def _send(self, policy) -> None:
        offered = SeatsOffered(self.timetable, self.fare_now, self.stop_share, self.seats_for_visitors())
        self.model.wires.send("seats_to_visitors", offered)
        base = self.model.baseline
        trip = base.ways.business_trip(self.timetable, self.fare_now, self.stop_share, base.friction(policy))
        self.model.wires.send("flights_to_firms", trip)

    def fly(self) -> None:
        """Close the month: residents take what visitors left, loads settle, and fares follow the seats asked for."""
        visitors = self.model.wires.hear("visitors_to_carriers")
        self.wanted_direct, self.flown_visitors = visitors.direct, np.minimum(visitors.flew, self.seats)
        self.carried_residents = np.minimum(self.wanting_residents, self.seats - self.flown_visitors)
        asked = self.wanted_direct + self.wanting_residents
        wanted = np.divide(asked, self.seats, out=np.full_like(asked, self.rules.target_load), where=self.seats > 0)
        level = self.fares.level(wanted)
        self.fare_now += self.fare_adjustment * (level - self.fare_now)
        self.load_year += (np.minimum(wanted, self.fares.high) - self.load_year) / self.clock.year
        carried = self.carried_residents + self.flown_visitors
        if self.clock.part == 0:
            self.month_carried, self.month_seats = carried, self.seats
        else:
            self.month_carried, self.month_seats = self.month_carried + carried, self.month_seats + self.seats

    def results(self) -> dict[str, np.ndarray]:
        """Weekly flights, seats of this part of the month, and load factors of the month so far, by origin."""
        carried, seats = self.month_carried, self.month_seats
        load = np.divide(carried, seats, out=np.zeros_like(carried), where=seats > 0)
        return {"weekly_flights": self.flights.copy(), "seats": self.seats * self.clock.share, "load_factor": load}

    def identities(self) -> dict[str, float]:
        """Seats: nobody flies without one."""
        over = self.carried_residents + self.flown_visitors - self.seats
        return {"seats": float(np.maximum(over, 0.0).max(initial=0.0))}
