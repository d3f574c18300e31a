"""The airlines' room: the order of a season and of a month, and what others hear of it."""

from collections.abc import Iterable

import numpy as np

from common.vocabulary import CARRIER_TYPES, CITIES
from model.arrays import Num
from model.city_protocol import City
from model.facts.months import EPOCH_YEAR
from model.interventions import FaresTimes, FlightsTimes, Intervention, times_by_origin
from model.policy import Policy
from model.routes import contracts, fifth_freedom, rights
from model.routes.airlines import Airline, Case, MarketStudy, SeasonPlan, review_all
from model.routes.connecting import connecting_load, mean_share, per_local
from model.routes.costs import as_2019_shows, breakeven_loads, fuel_factor, stop_cost, support_of_2019
from model.routes.fifth_freedom import Cabin, Rotations, Stopover
from model.routes.frequencies import ReviewRules, growth_ahead
from model.routes.luck import HOME_BASE, Luck
from model.routes.network import Network
from model.routes.passengers import WEEKS_A_MONTH, Passengers
from model.rules.travel import RightsPool
from model.wires import SeatsOffered

SEASON_STARTS = (3, 10)
"""Calendar months (0 = January) with the first full month of the summer and winter schedules: April and November."""
FOREIGN = CARRIER_TYPES.index("foreign")
CHINESE = CARRIER_TYPES.index("home_base"), CARRIER_TYPES.index("chinese")
NOTHING = 1e-9
"""People or months that count as none."""


class Carriers:
    """All airlines and the seats they offer; arrays by origin and carrier type. Seats and people are monthly rates.

    Args:
        model: the pilot model, whose facts, parameters, world, wires and policies it reads.
    """

    def __init__(self, model: City) -> None:
        self.model, self.clock, facts, p = model, model.clock, model.facts, model.parameters
        self.rules, self.luck = ReviewRules(p), Luck(model)
        self.far = facts.distance_km > p["carriers.low_cost_reach_km"]
        """Whether each market is beyond the reach of low-cost airlines, (origins,)."""
        self.one_airline_until = 12 * (p["carriers.one_airline_until"] - EPOCH_YEAR)
        """Month until which one Chinese airline alone may fly a far market."""
        self.usual_fare = model.baseline.ways.geo.fare_direct
        self.seats_per_flight = facts.seats_per_flight
        self.network = Network(model)
        self.passengers = Passengers(model, self.network.plan)
        self.breakeven = model.draws.cached("break-even loads", model.shared_key, self._breakeven_loads)
        """Load at which a flight just pays at costs of 2019, (origins, carrier types)."""
        self.breakeven_with_stop = self.breakeven[:, FOREIGN] * stop_cost(facts, p)
        """The same of the other country's airline on a rotation with a stop, (origins,)."""
        self.fifth: dict[Stopover, Rotations] = {}
        """Fifth-freedom rotations by home and stop."""
        self.split: dict[Stopover, np.ndarray] = {}
        """Shares of a rotation's seats to Nanjing that home and stop took last, (2,), by home and stop."""
        self.home_saves = 0.0
        """Share of the cost of home airlines that tasks save this season."""
        self.support_flown = 0.0
        """Launch support paid in this part of the month, million CNY."""
        n = len(facts.origins)
        self.agents = [self._airlines(origin) for origin in range(n)]
        """Airlines of each market, those that might fly it."""
        self.timetable, self.flights, self.seats = np.zeros((3, n))
        """Weekly flights in the timetable, those flown, and seats a month, rotations included, (origins,) each."""
        self.extra_seats = np.zeros(n)
        """Seats a month on flights that a grant or support adds to what the closure leaves, (origins,)."""
        self.stop_share = np.zeros(n)
        """Share of the timetable's flights that stop on the way, (origins,)."""
        self.thicker = np.ones(n)
        """Factor on flights that an intervention declares, (origins,)."""

    def _breakeven_loads(self) -> np.ndarray:
        facts, p, base = self.model.facts, self.model.parameters, self.model.baseline
        flown = base.load_wanted[:, None] * (1 - facts.connecting_share)
        earned = self._earns(flown, base.fare_2019[:, None])
        weekly = np.arange(self.rules.fewest_flights, self.rules.opening_flights + 1)
        loads = self.passengers.wanted_2019(weekly) / (weekly[:, None] * self.seats_per_flight * WEEKS_A_MONTH)
        ahead = growth_ahead(self.passengers.p.expected_growth, self.rules.horizon_seasons)
        unserved = ahead[:, None, None, None] * loads[:, :, None] * np.ones(len(CARRIER_TYPES))
        might = np.average(self._earns(unserved, 1.0), axis=0, weights=self.rules.discount).max(axis=0)
        might = might + support_of_2019(facts, p, self.usual_fare)[:, None]
        costs = breakeven_loads(facts, p, self.usual_fare)
        return as_2019_shows(costs, facts, earned, might / (1 + self.rules.open_margin))

    def _earns(self, local: np.ndarray, fare: Num) -> np.ndarray:
        """What a seat earns over the usual fare, from the load of the market itself at a fare, (..., origins, carrier types)."""
        settled = self.passengers.fares.settle(local, fare, per_local(self.model.facts.connecting_share))
        sold = np.minimum(settled.local, self.rules.fullest_load) + self.rules.connecting_yield * settled.connecting
        return sold * settled.fare

    def _airlines(self, origin: int) -> list[Airline]:
        """One market's airlines; who flies at the start knows what the route brings, and has no luck beyond it."""
        airlines = []
        for kind in np.flatnonzero(self.model.facts.may_fly[origin]):
            place = origin, int(kind)
            share, waits = float(self.model.facts.connecting_share[place]), int(self.luck.patience[place])
            airline = Airline(self.model, self.rules, self.passengers.fares, int(kind), float(self.breakeven[place]), share, waits)  # fmt: skip
            if self.network.plan[place] > 0:
                airline.idle_seasons, self.luck.lasting[place] = 0, 0.0
            airlines.append(airline)
        return airlines

    def announce(self) -> None:
        """Send the first signals: the flights of the month before the run."""
        self.timetable = self._timetable()
        self._operate(self.model.policy_before_start)
        self._send(self.model.policy_before_start)

    def intervene(self, changes: Iterable[Intervention]) -> None:
        """Apply the declared changes of fares, as residents meet them, and of flights, as everybody does."""
        for change in changes:
            if isinstance(change, FaresTimes):
                self.passengers.residents = self.passengers.residents.with_fares(change.by, change.breadth)
            elif isinstance(change, FlightsTimes):
                self.thicker = self.thicker * times_by_origin(change.by, change.origins)

    # -- the season ------------------------------------------------------------------------------------------------

    def schedule(self, policy: Policy) -> None:
        """Plan the season where one begins, keep within rights, and offer this month's seats."""
        self.passengers.begin(policy.month)
        if policy.month % 12 in SEASON_STARTS and self.clock.part == 0:
            self._review(policy)
        self._keep_within_rights(policy)
        self.timetable = self._timetable()
        self.passengers.learn(self.timetable)
        self._operate(policy)
        self._send(policy)

    def _review(self, policy: Policy) -> None:
        """All airlines decide what to fly next season."""
        network, model = self.network, self.model
        lifted = rights.granted(policy)
        self.luck.next_season(policy.month)
        self.home_saves = float(policy.channels["home_airline"])
        self.passengers.study_season()
        cost = fuel_factor(model.facts, model.parameters, policy.month)
        studies = self._studies(policy, cost)

        def wished(origins: np.ndarray, allowed: np.ndarray) -> np.ndarray:
            plans = self._plans(studies, dict(zip(origins.tolist(), allowed.tolist(), strict=True)))
            return np.array([sum(plan.flights for plan in decided) for decided in plans])

        known = [pool for pool in rights.pools_between_two(policy) if self._may_plan(pool, policy)]
        allowed = rights.for_next_season(policy, network.planned, known, wished)
        before = network.planned.astype(int)
        plans = self._plans(studies, dict(enumerate(allowed.tolist())))
        for origin, decided in enumerate(plans):
            for airline, plan in zip(self.agents[origin], decided, strict=True):
                airline.take(plan)
                network.plan[origin, airline.kind] = plan.flights
                paid = min(plan.flights - plan.unsupported, self.rules.contract_flights)
                network.paid[origin, airline.kind] = paid
        after = network.planned.astype(int)
        full_flights = self.rules.target_load * self.seats_per_flight * WEEKS_A_MONTH
        coming = [study.wanted[flights] * study.ahead[0] for study, flights in zip(studies, after, strict=True)]
        network.free(np.array(coming) / full_flights, lifted)
        for origin, study in enumerate(studies):
            self._foresee(origin, study, int(before[origin]), int(after[origin]))
        self.passengers.offer_connections(network.plan)
        self._review_rotations(policy)
        cheapest = self.breakeven.min(axis=1, where=model.facts.may_fly, initial=np.inf)
        network.restored = contracts.restored_flights(
            policy, self.usual_fare, network, self.passengers, self.rules, cheapest
        )

    def _foresee(self, origin: int, study: MarketStudy, before: int, after: int) -> None:
        """Airlines know the seats they have just added."""
        if before:
            self.passengers.foresee(origin, float(study.wanted[before]), float(study.wanted[after]), before, after)
        elif after:
            self.network.new[origin] = True
            self.passengers.foresee_new(origin, float(study.wanted[after] / study.seats[after]))

    def _plans(self, studies: list[MarketStudy], allowed: dict[int, int]) -> list[list[SeasonPlan]]:
        """Decisions of the airlines of markets, in their order, if they may fly ``allowed`` weekly flights together.

        No market looks at another, but in each market one airline decides after the other, and who expects most of a
        further flight decides first (Berry 1992, Econometrica 60:889-917). Those that see it decide again next to it: else
        a season that is a little better for an incumbent could keep out who would fly far more.
        """
        planned: list[list[int]] = self.network.plan.astype(int).tolist()
        luck = self.luck.known.tolist()
        plans: dict[int, dict[int, SeasonPlan]] = {origin: {} for origin in allowed}
        waiting = list(allowed)
        while waiting:
            turn = [(o, airline) for o in waiting for airline in self.agents[o] if airline.kind not in plans[o]]
            cases = [
                self._case(o, airline, studies[o], planned[o], allowed[o], luck[o][airline.kind]) for o, airline in turn
            ]
            decided = [
                (origin, airline.kind, plan)
                for (origin, airline), plan in zip(
                    turn, review_all(cases, self.rules, self.passengers.fares), strict=True
                )
            ]
            first: dict[int, tuple[int, SeasonPlan]] = {}
            for origin, kind, plan in decided:
                if plan.flights != planned[origin][kind] and (
                    origin not in first or plan.eager > first[origin][1].eager
                ):
                    first[origin] = kind, plan
            for origin, kind, plan in decided:
                if origin not in first:
                    plans[origin][kind] = plan
            for origin, (kind, plan) in first.items():
                plans[origin][kind], planned[origin][kind] = plan, plan.flights
            waiting = [origin for origin in first if len(plans[origin]) < len(self.agents[origin])]
        return [[decided[airline.kind] for airline in self.agents[origin]] for origin, decided in plans.items()]

    def _case(
        self,
        origin: int,
        airline: Airline,
        study: MarketStudy,
        flights: list[int],
        allowed: int,
        luck: tuple[float, float],
    ) -> Case:
        """What one airline has to decide next to others that plan ``flights``, by carrier type; ``luck`` of a market that
        it does not fly, and of one that it flies."""
        now = flights[airline.kind]
        others = sum(flights) - now
        most = allowed - others if self._may_open(origin, airline.kind, flights) else now
        if airline.kind == HOME_BASE and self.home_saves:
            study = study._replace(cost=study.cost * (1 - self.home_saves))
        return airline.case(study, now, others, most, luck[now > 0])

    def _may_open(self, origin: int, kind: int, flights: list[int]) -> bool:
        """Whether national rules let an airline open the market next to those that plan ``flights``, by carrier type."""
        if kind not in CHINESE or self.clock.month >= self.one_airline_until or not self.far[origin]:
            return True
        return not any(flights[other] > 0 for other in CHINESE if other != kind)

    def _studies(self, policy: Policy, cost: float) -> list[MarketStudy]:
        """What airlines expect of each market next season.

        Where a route is flown, last year's passengers are the yardstick; where none is, who comes another way. Demand
        and seats are both those of the day: as willing as people are, and as many seats as are back. More flights are no
        answer to a shortage of aircraft: they are judged as if those that the closure holds back were flown.
        """
        network, passengers, rules = self.network, self.passengers, self.rules
        now = network.planned.astype(int)
        served, unserved = np.flatnonzero(now > 0), np.flatnonzero(now == 0)
        most_added = max(rules.most_change(int(now.max())), rules.opening_flights)
        flights = np.arange(now.max() + len(CARRIER_TYPES) * most_added + 1)
        a_flight = (self.seats_per_flight * WEEKS_A_MONTH)[:, None]
        limits, share = network.limits[:, None], network.share[:, None]
        wanted = np.empty((now.size, flights.size))
        expected = passengers.expected(served, flights, now[served], self.timetable[served])
        wanted[served] = expected * share[served] * a_flight[served]
        wanted[unserved] = self._won(unserved, flights)
        back = np.where(flights > now[:, None], np.where(now[:, None] == 0, limits, 1.0), share)
        seats, ahead = back * flights * a_flight, passengers.demand_ahead(slice(None), rules.horizon_seasons)
        connecting = mean_share(network.plan, self.model.facts.connecting_share).tolist()
        fares, supported = passengers.fare_now.tolist(), policy.launch_support_cny_per_seat > 0
        studies = []
        for origin, flown in enumerate(now.tolist()):
            study = MarketStudy(
                wanted=wanted[origin],
                seats=seats[origin],
                ahead=ahead[origin],
                support=None,
                connecting_share=connecting[origin] if flown else None,
                fare=fares[origin],
                cost=cost,
            )
            if supported[origin]:
                study = study._replace(support=self._support(policy, origin, flights, self._load_ahead(study)))
            studies.append(study)
        return studies

    def _load_ahead(self, study: MarketStudy) -> np.ndarray:
        """Load of a market in each coming season, connecting passengers included, by weekly flights, (seasons, flights)."""
        seats = study.seats
        load = np.divide(study.wanted, seats, out=np.zeros_like(seats), where=seats > 0) * study.ahead[:, None]
        connecting = per_local(study.connecting_share or 0.0)
        return load + connecting_load(load, connecting, self.rules.target_load)

    def _support(self, policy: Policy, origin: int, flights: np.ndarray, load: np.ndarray) -> np.ndarray:
        """Launch support in each coming season over the usual fare of a seat, by weekly flights and load, (seasons, flights).

        Airlines expect a brake that holds it back to go on: nobody knows when the risk will fall.
        """
        filled = np.minimum(load, self.rules.fullest_load)
        cny = contracts.support_ahead(policy, origin, flights, filled)
        return contracts.over_fare(cny, self.model.world, self.usual_fare[origin])

    def _may_plan(self, pool: RightsPool, policy: Policy) -> bool:
        return pool.known_from + self.rules.lead_months <= policy.month + NOTHING

    def _keep_within_rights(self, policy: Policy) -> None:
        self.network.keep_within_rights(policy)
        self.fifth = fifth_freedom.within_rights(self._stopover_pools(policy), self.fifth)

    def _stopover_pools(self, policy: Policy, planning: bool = False) -> list[RightsPool]:
        return [p for p in policy.pools if p.via >= 0 and not (planning and not self._may_plan(p, policy))]

    def _review_rotations(self, policy: Policy) -> None:
        """Open, thicken or drop rotations that fill one cabin from home, stop and the sector between them."""

        def planned(key: Stopover, allowed: int) -> Rotations | None:
            home, stop = key
            cabin, breakeven = self._cabin(key, self.fifth.get(key)), float(self.breakeven_with_stop[home])
            stop_fare, fare = self.usual_fare[stop] / self.usual_fare[home], self.passengers.fare_now[home]
            earned = fifth_freedom.margins(cabin, stop_fare, self.passengers.fares, fare, self.rules, breakeven)
            support = self._support(policy, home, np.arange(earned.shape[1]), cabin.load)
            return fifth_freedom.review(self.fifth.get(key), allowed, earned, support, self.rules, breakeven)

        before = self.fifth
        self.fifth = fifth_freedom.next_rotations(self._stopover_pools(policy, planning=True), before, planned)
        for home, stop in [key for key in self.fifth if key not in before and self.timetable[key[0]] == 0]:
            cabin, flights = self._cabin((home, stop), None), self.fifth[home, stop].flights
            to_nanjing = (cabin.home + cabin.stop)[0, flights] / self.passengers.demand_ahead(home, 1)[0]
            self.passengers.foresee_new(home, float(to_nanjing) / (1 - self.rules.local_share))
            self.network.new[home] = True

    def _cabin(self, key: Stopover, now: Rotations | None) -> Cabin:
        """Who would fill each number of weekly rotations in each coming season, (seasons, rotations)."""
        (home, stop), flights, passengers, rules = key, now.flights if now else 0, self.passengers, self.rules
        number = np.arange(flights + max(rules.most_change(flights), rules.opening_flights) + 1)
        ahead = passengers.demand_ahead(home, rules.horizon_seasons)[:, None]
        if flights:
            last_year = (1 - rules.local_share) * passengers.load_year[home] / passengers.known_year[home]
            filled = ahead * last_year * flights / np.maximum(number, 1)
            of_home, of_stop = self.split[key]
            return Cabin(of_home * filled, of_stop * filled, rules.local_share)
        a_flight = self.model.world.seat_share[home] * self.seats_per_flight[home] * WEEKS_A_MONTH
        seats = np.maximum(number * a_flight, NOTHING)
        bound_home, bound_stop = self._won(np.array(key), number)
        if self.network.plan[stop].sum() < 1:
            boarding = bound_stop
        else:
            boarding = max(passengers.load_year[stop] - rules.target_load, 0.0) * self.seats[stop]
        return Cabin(ahead * bound_home / seats, ahead * boarding / seats, rules.local_share)

    def _won(self, origins: np.ndarray, more: np.ndarray) -> np.ndarray:
        """Passengers a month whom flights beyond the timetable would win from other ways, (markets, flights).

        Args:
            origins: places of markets on the origin axis, (markets,).
            more: weekly flights beyond those of today, from 0 on, (flights,).
        """
        now = self.timetable[origins]
        return self.passengers.won(origins, now[:, None] + more, now)

    # -- the month -------------------------------------------------------------------------------------------------

    def _timetable(self) -> np.ndarray:
        """Weekly flights in the timetable, rotations counted at home and at their stop, (origins,)."""
        flights = self.network.planned
        for (home, stop), rotations in self.fifth.items():
            flights[[home, stop]] += rotations.flights
        return flights * self.thicker

    def _operate(self, policy: Policy) -> None:
        """Seats of the month by origin; a fifth-freedom cabin is split between its two markets by what they ask.

        Travellers judge a route by its timetable: while the closure holds back aircraft, flights to Shanghai are cut
        alike, and a thin month makes Nanjing no worse against it.
        """
        network, passengers = self.network, self.passengers
        share, planned, plain = network.share, network.planned, network.flown(policy)
        self.flights = network.with_restored(plain, policy)
        self.seats = self.flights * self.seats_per_flight * WEEKS_A_MONTH
        back = np.divide(plain, planned, out=np.zeros_like(planned), where=planned > 0)
        paid = network.paid.sum(axis=1) * back + self.flights - plain
        self.extra_seats = (self.flights - planned * share) * self.seats_per_flight * WEEKS_A_MONTH
        stopping = np.zeros_like(self.flights)
        for (home, stop), rotations in self.fifth.items():
            flown = rotations.flights * share[home]
            cabin = flown * self.seats_per_flight[home] * WEEKS_A_MONTH * (1 - self.rules.local_share)
            asks = np.array([passengers.asked(home), passengers.asked(stop)])
            unmet = np.maximum(asks - self.seats[[home, stop]], self.rules.least_unmet * asks + NOTHING)
            claims = unmet * self.usual_fare[[home, stop]]
            self.split[home, stop] = claims / claims.sum()
            self.seats[[home, stop]] += cabin * self.split[home, stop]
            self.flights[home] += flown
            stopping[home] += rotations.flights * self.thicker[home]
            paid[home] += rotations.paid * share[home]
        self.flights, self.seats = self.flights * self.thicker, self.seats * self.thicker
        self.stop_share = stopping
        if self.fifth:
            self.stop_share = np.divide(stopping, self.timetable, out=np.zeros_like(stopping), where=self.timetable > 0)
        passengers.ask(self.timetable, self.stop_share)
        load = np.minimum(passengers.load_last_year(), self.rules.fullest_load)
        a_month = contracts.support_million_cny(policy, paid, self.timetable, load, self.seats_per_flight)
        self.support_flown = a_month * self.clock.share

    def _send(self, policy: Policy) -> None:
        fare, base, known = self.passengers.fare_now, self.model.baseline, self.passengers.known
        seats = self.passengers.seats_for_visitors(self.seats)
        counted_with = self.timetable * known
        self.model.wires.send("seats_to_visitors", SeatsOffered(counted_with, fare, self.stop_share, seats))
        rail_saved = float(self.model.wires.hear("places_to_travel")[CITIES.index("shanghai")])
        trip = base.ways.business_trip(counted_with, fare, self.stop_share, base.terms(policy).friction, rail_saved)
        self.model.wires.send("flights_to_firms", trip)
        self.model.wires.send("flights_to_freight", self.flights)

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
        passengers = self.passengers
        over = passengers.carried_residents + passengers.flown_visitors + passengers.connecting - self.seats
        return {"seats": float(np.maximum(over, 0.0).max(initial=0.0))}
