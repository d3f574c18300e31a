"""The airlines' room: routes are opened, thickened, thinned and ended by season, and seats are offered by month.

Between seasons the plan stands; what is flown of it is limited by the aircraft and slots that are back after the
closure. Rights cap the plan at once.
"""

from collections import deque
from collections.abc import Iterable

import numpy as np

from common.vocabulary import CARRIER_TYPES
from model.city_protocol import City
from model.facts.months import DAYS_A_MONTH, EPOCH_YEAR, month_index
from model.interventions import FaresTimes, FlightsTimes, Intervention, times_by_origin
from model.parameters import Parameters
from model.policy import Policy, RightsPool
from model.routes import fifth_freedom, rights
from model.routes.airlines import Airline, MarketStudy, SeasonPlan
from model.routes.fifth_freedom import Rotations, Stopover
from model.routes.frequencies import Fares, ReviewRules, margin
from model.routes.residents import AtHome
from model.routes.seating import Seating
from model.visitors.direct_visitors import FLIGHTS
from model.wires import SeatsOffered
from model.world.paths import UNSEEN

SEASON_STARTS = (3, 10)
"""Calendar months (0 = January) with the first full month of the summer and winter schedules: April and November."""
WEEKS_A_MONTH = DAYS_A_MONTH / 7
MIDDLE_OF_2019, END_OF_2022 = month_index(2019, 7), month_index(2023, 1) - 0.5


class Carriers:
    """All airlines and the seats they offer; arrays by origin and carrier type. Seats and people are monthly rates.

    Args:
        model: the pilot model, whose facts, parameters, world, wires and policies it reads.
    """

    def __init__(self, model: City) -> None:
        self.model, self.clock, facts, p = model, model.clock, model.facts, model.parameters
        self.rules, self.fares = ReviewRules(p), Fares(p)
        far = facts.distance_km > p["carriers.low_cost_reach_km"]
        self.rules_of = [ReviewRules(p, far=bool(beyond)) for beyond in far]
        """What an airline of each market judges by, by origin."""
        self.fare_adjustment = self.clock.speed(p["carriers.fare_adjustment"])
        self.fare = model.baseline.ways.geo.fare_direct
        self.seat_ceiling = p.vector("world.seats_ceiling", facts.region)
        self.seats_per_flight = facts.seats_per_flight
        self.neighbours = np.array([region == "greater_china" for region in facts.region])
        self.plan = self._network(p)
        """Planned weekly return flights, whole, (origins, carrier types)."""
        n = len(facts.origins)
        self.paid = np.zeros_like(self.plan)
        """Those of them that would not be flown without launch support, (origins, carrier types)."""
        self.freed = np.zeros(n)
        """Weekly flights that airlines fly this season where a grant lifts the closure's limits, (origins,)."""
        self.restored = np.zeros(n)
        """Weekly flights held back by the closure that launch support brings back this season, (origins,)."""
        self.fifth: dict[Stopover, Rotations] = {}
        """Fifth-freedom rotations by home and stop."""
        self.residents = model.baseline.residents
        """Outbound residents of the hinterland."""
        self.seating = Seating(p)
        self.at_home = self._at_home(model.setting.start - 1)
        self.load_year = model.baseline.load_wanted.copy()
        """Seats wanted over the seats that the closure leaves, mean of the last twelve months: what plans are judged by.
        Flights that a grant or support adds to those are not counted, so that they do not keep a plan from growing."""
        self.fare_now = model.baseline.fare_2019.copy()
        self.wanted_direct = model.baseline.direct / 12 * model.world.willingness
        self.carried_residents, self.flown_visitors = np.zeros((2, n))
        self.otherwise: deque[np.ndarray] = deque(maxlen=self.clock.parts)
        """Who came first by another way in the parts of the last month, people a month, (origins,) each."""
        self.support_flown = 0.0
        """Launch support paid in this part of the month, million CNY."""
        self.month_carried, self.month_seats = np.zeros((2, n))
        """People carried and seats flown in the month so far, in parts' monthly rates."""
        self.agents = [[Airline(model, self, o, k) for k in range(len(CARRIER_TYPES))] for o in range(n)]
        """Airlines by origin and carrier type."""
        self.timetable, self.flights, self.seats = np.zeros((3, n))
        """Weekly flights in the timetable, those flown, and seats a month, rotations included, (origins,) each."""
        self.extra_seats = np.zeros(n)
        """Seats a month on flights that a grant or support adds to what the closure leaves, (origins,)."""
        self.stop_share = np.zeros(n)
        """Share of the timetable's flights that stop on the way, (origins,)."""
        self.wanting_residents, self.bound_residents = np.zeros((2, n))
        """Residents who want a direct seat, and all who travel to the market by any way, people a month, (origins,) each."""
        self.residents_by_flights = np.zeros((FLIGHTS.size, n))
        """Residents who would want a direct seat next season with each of ``FLIGHTS``, people a month, (flights, origins)."""

    def announce(self) -> None:
        """Send the first signals: the flights of the month before the run."""
        self._operate(self.model.policy_before_start)
        self._send(self.model.policy_before_start)

    def intervene(self, changes: Iterable[Intervention]) -> None:
        """Apply the declared changes of fares and flights, as residents, visitors and firms meet them."""
        for change in changes:
            if isinstance(change, FaresTimes):
                self.residents = self.residents.with_fares(change.by, change.breadth)
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

    # -- at the start ----------------------------------------------------------------------------------------------

    def _network(self, p: Parameters) -> np.ndarray:
        """Weekly flights at the start, (origins, carrier types): those of 2019, before 2019 fewer as visitors were."""
        facts = self.model.facts
        budget = np.where(facts.distance_km < p["carriers.low_cost_reach_km"], p["carriers.low_cost_share"], 0.0)
        size = self._network_size(self.model.setting.start)
        total = round(float(facts.flights_2019_weekly.sum()) * size)
        by_origin = rights.spread_whole(total, facts.flights_2019_weekly)
        return np.array(
            [
                rights.spread_whole(flights, np.array([1 - share, share]))
                for flights, share in zip(by_origin, budget, strict=True)
            ],
            dtype=float,
        )

    def _network_size(self, start: int) -> float:
        """Size of the network relative to 2019 in the year of ``start``, taken from the city's visitors before 2019."""
        years, visitors = self.model.facts.panel("nanjing", "inbound_visitors")
        year = EPOCH_YEAR + start // 12
        return float(visitors[years == year][0] / visitors[years == 2019][0]) if year < 2019 else 1.0

    def _at_home(self, month: int) -> AtHome:
        """What residents meet at home in a calendar month.

        Their readiness to travel comes back as that of their neighbours in Hong Kong, Macao and Taiwan. National rules held at
        2022 hold those of the destinations as well. Part of the habit of 2019 is lost for good.
        """
        facts, world, rules = self.model.facts, self.model.world, self.model.parameters.room("residents")
        held = self.model.setting.world["national_visa_policy"] == "held_2022"
        cost = np.array([rules.visa_cost_usd, rules.easy_entry_cost_usd, 0.0])
        moment = min(month + 0.5, END_OF_2022) if held else month + 0.5
        after = month >= UNSEEN and not self.model.setting.world["reopening"].startswith("frozen")
        return AtHome(
            readiness=float(world.willingness[self.neighbours].mean()) * (rules.lasting_share if after else 1.0),
            income=world.income_at_home,
            prices_abroad=world.exchange_rate / facts.exchange_rate(2019),
            rules=cost[facts.entry_abroad(moment)] - cost[facts.entry_abroad(MIDDLE_OF_2019)],
        )

    # -- the season's plan -----------------------------------------------------------------------------------------

    def schedule(self, policy: Policy) -> None:
        """Plan the season where one begins, keep within rights, and offer this month's seats."""
        self.otherwise.append(self.model.wires.hear("visitors_to_carriers").first_stop)
        self.at_home = self._at_home(policy.month)
        if policy.month % 12 in SEASON_STARTS and self.clock.part == 0:
            self._review(policy)
        self._keep_within_rights(policy)
        self._operate(policy)
        self._send(policy)

    def _support(self, policy: Policy) -> np.ndarray:
        """Launch support per seat over the usual fare of a seat, (origins,)."""
        world = self.model.world  # fares are those of 2022, support is money of the day
        usd = policy.launch_support_cny_per_seat / (world.exchange_rate * world.price_level)
        return usd / (self.fare / 2)

    def _review(self, policy: Policy) -> None:
        """All airlines decide what to fly next season."""
        support, lifted = self._support(policy), rights.granted(policy)
        self.residents_by_flights = self.residents.direct_by_flights(self.fare_now, self.at_home)
        studies = [self._study(o, float(support[o])) for o in range(support.size)]

        def wished(origin: int, allowed: int) -> int:
            return sum(plan.flights for plan in self._plans(origin, studies[origin], allowed))

        known = [pool for pool in rights.pools_between_two(policy) if self._may_plan(pool, policy)]
        allowed = rights.for_next_season(policy, self.plan.sum(axis=1), known, wished)
        for origin, study in enumerate(studies):
            before = self.plan[origin].sum()
            for airline, plan in zip(
                self.agents[origin], self._plans(origin, study, int(allowed[origin])), strict=True
            ):
                self.plan[origin, airline.kind] = plan.flights
                self.paid[origin, airline.kind] = plan.flights - plan.unsupported
                lives = plan.flights > 0
                airline.bad_seasons, airline.bad_unsupported = plan.bad_seasons * lives, plan.bad_unsupported * lives
            planned = int(self.plan[origin].sum())
            self.freed[origin] = self._freed(origin, float(study.wanted[planned]), float(lifted[origin]))
            self._foresee(origin, study, int(before), planned)
        self._review_rotations(policy, support)
        self._restore(policy, support)

    def _plans(self, origin: int, study: MarketStudy, allowed: int) -> list[SeasonPlan]:
        """Decisions of one market's airlines, one after the other, if they may fly ``allowed`` weekly flights together."""
        flights = self.plan[origin].astype(int)
        plans = []
        for airline in self.agents[origin]:
            others = int(flights.sum() - flights[airline.kind])
            plans.append(airline.review(study, int(flights[airline.kind]), others, allowed - others))
            flights[airline.kind] = plans[-1].flights
        return plans

    def _study(self, origin: int, support: float) -> MarketStudy:
        """What airlines expect of a market next season.

        Where a route is flown, last year's passengers are the yardstick; where none is, who comes another way. Demand
        and seats are both those of the day: as willing as people are, and as many seats as are back. A new route is no
        answer to a shortage of aircraft: it is judged as if seats were back as far as demand.
        """
        now, world = int(self.plan[origin].sum()), self.model.world
        flights = np.arange(now + len(CARRIER_TYPES) * self.rules.most_change(now) + self.rules.opening_flights + 1)
        a_flight = self.seats_per_flight[origin] * WEEKS_A_MONTH
        visitors, residents = self._bound_for(origin, flights + self.timetable[origin] - now)
        if now > 0:
            bound = visitors + residents
            grown = bound / bound[now] if bound[now] > 0 else np.ones(bound.size)
            wanted = grown * self.load_year[origin] * now * world.seat_share[origin] * a_flight
        else:
            wanted = self.rules.capture * (visitors - visitors[0]) + residents - residents[0]
        share = world.seat_share[origin] if now else max(world.seat_share[origin], min(world.willingness[origin], 1.0))
        return MarketStudy(wanted, flights * share * a_flight, support)

    def _freed(self, origin: int, wanted: float, lifted: float) -> float:
        """Weekly flights to fly next season where grants lift the closure's limits for ``lifted`` flights: those that
        ``wanted`` passengers a month fill to the target load."""
        planned, world = self.plan[origin].sum(), self.model.world
        most = min(planned * world.seat_share_without_limits[origin], planned * world.seat_share[origin] + lifted)
        return min(wanted / (self.rules.target_load * self.seats_per_flight[origin] * WEEKS_A_MONTH), most)

    def _foresee(self, origin: int, study: MarketStudy, before: int, after: int) -> None:
        """Airlines know the seats they have just added: last year's load becomes the one expected with them. Of flights
        taken out, the passengers are counted as gone."""
        if before and after and study.wanted[before] > 0 and study.seats[after] > 0:
            spread = study.wanted[after] / study.seats[after] * study.seats[before] / study.wanted[before]
            self.load_year[origin] *= min(spread, 1.0)

    def _may_plan(self, pool: RightsPool, policy: Policy) -> bool:
        return pool.known_from + self.rules.lead_months <= policy.month + 1e-9

    def _keep_within_rights(self, policy: Policy) -> None:
        planned = self.plan.sum(axis=1)
        allowed = rights.whole(rights.in_force(policy, planned))
        for origin in np.flatnonzero(planned > allowed):
            self.plan[origin] = rights.spread_whole(int(allowed[origin]), self.plan[origin])
        self.paid = np.minimum(self.paid, self.plan)
        covered = fifth_freedom.in_force(self._stopover_pools(policy), self.fifth)
        left = {key: int(rights.whole(covered.get(key, 0.0))) for key in self.fifth}
        self.fifth = {
            key: rotations._replace(flights=left[key], paid=min(rotations.paid, left[key]))
            for key, rotations in self.fifth.items()
            if left[key] > 0
        }

    def _stopover_pools(self, policy: Policy, planning: bool = False) -> list[RightsPool]:
        return [p for p in policy.pools if p.via >= 0 and not (planning and not self._may_plan(p, policy))]

    def _review_rotations(self, policy: Policy, support: np.ndarray) -> None:
        """Open, thicken or drop rotations that fill one cabin from home, stop and the sector between them."""

        def planned(key: Stopover, allowed: int) -> Rotations | None:
            now = self.fifth.get(key)
            return fifth_freedom.review(
                now, allowed, self._rotation_loads(*key, now), float(support[key[0]]), self.rules
            )

        def wished(key: Stopover, allowed: int) -> int:
            rotations = planned(key, allowed)
            return rotations.flights if rotations else 0

        pools = self._stopover_pools(policy, planning=True)
        allowed = fifth_freedom.for_next_season(pools, self.fifth, wished)
        for key in sorted({*allowed, *self.fifth}):
            rotations = planned(key, int(rights.whole(allowed.get(key, 0.0))))
            if rotations:
                self.fifth[key] = rotations
            else:
                self.fifth.pop(key, None)

    def _rotation_loads(self, home: int, stop: int, now: Rotations | None) -> np.ndarray:
        """Load expected with each number of weekly rotations: home, the sector to the stop, and who boards there."""
        flights = now.flights if now else 0
        number = np.arange(flights + max(self.rules.most_change(flights), self.rules.opening_flights) + 1)
        seats = number * self.model.world.seat_share[home] * self.seats_per_flight[home] * WEEKS_A_MONTH
        if flights:
            return np.divide(self.load_year[home] * flights, number, out=np.zeros(number.size), where=number > 0)
        wanted = self._won(home, number)
        if self.plan[stop].sum() < 1:
            wanted = wanted + self._won(stop, number)
        else:
            wanted = wanted + max(self.load_year[stop] - self.rules.target_load, 0.0) * self.seats[stop]
        return self.rules.local_share + np.divide(wanted, seats, out=np.zeros(number.size), where=seats > 0)

    def _won(self, origin: int, more: np.ndarray) -> np.ndarray:
        """Passengers a month that this number of further weekly flights would win from other ways, (flights,)."""
        visitors, residents = self._bound_for(origin, self.timetable[origin] + more)
        return self.rules.capture * (visitors - visitors[0]) + residents - residents[0]

    def _bound_for(self, origin: int, weekly_flights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Visitors and residents who would fly direct with each number of weekly flights, people a month, (flights,)."""
        other = sum(part[origin] for part in self.otherwise) / len(self.otherwise)
        share = self.model.baseline.by_flights.share(origin, weekly_flights, self.timetable[origin])
        residents = np.interp(weekly_flights, FLIGHTS, self.residents_by_flights[:, origin])
        return share * (other + self.wanted_direct[origin]), residents

    def _restore(self, policy: Policy, support: np.ndarray) -> None:
        """Bring back flights that the closure holds back, where launch support makes up for what aircraft earn elsewhere."""
        flown, most = self._flown(policy, np.zeros(support.size)), self._most_flown(policy)
        self.restored[:] = 0.0
        for origin in np.flatnonzero((support > 0) & (most > flown)):
            more = np.arange(int(rights.whole(most[origin] - flown[origin])) + 1)
            back = self.plan[origin].sum() * self.model.world.seat_share[origin]
            load = self.load_year[origin] * back / (flown[origin] + more)
            rules = self.rules_of[origin]
            earns = margin(np.minimum(load, rules.target_load), 1.0, support[origin], rules.breakeven_load)
            self.restored[origin] = more[(more == 0) | (earns >= rules.restore_margin)].max()

    # -- the month's seats -------------------------------------------------------------------------------------------

    def _flown(self, policy: Policy, restored: np.ndarray) -> np.ndarray:
        """Weekly flights flown of those planned, (origins,).

        Aircraft and bilateral limits hold back what the closure stopped. A grant lifts the limits for as many flights
        as it is for, and airlines fly those that fill; launch support brings back others.
        """
        planned, world = self.plan.sum(axis=1), self.model.world
        back = planned * world.seat_share
        most = np.minimum(planned * world.seat_share_without_limits, back + rights.granted(policy))
        free = np.maximum(back, np.minimum(self.freed, most))
        return np.maximum(free, np.minimum(free + restored, self._most_flown(policy)))

    def _most_flown(self, policy: Policy) -> np.ndarray:
        """Weekly flights that rights and bilateral limits leave of those planned, (origins,)."""
        planned = self.plan.sum(axis=1)
        limit = np.minimum(np.maximum(self.seat_ceiling, self.model.world.seat_share), 1.0)
        return np.minimum(planned, planned * limit + rights.granted(policy))

    def _operate(self, policy: Policy) -> None:
        """Seats of the month by origin; a fifth-freedom cabin is split between its two markets by what they ask.

        Travellers judge a route by its timetable: while the closure holds back aircraft, flights to Shanghai are cut
        alike, and a thin month makes Nanjing no worse against it.
        """
        share = self.model.world.seat_share
        planned = self.plan.sum(axis=1)
        self.timetable = planned.copy()
        self.flights = self._flown(policy, self.restored)
        self.seats = self.flights * self.seats_per_flight * WEEKS_A_MONTH
        plain = self._flown(policy, np.zeros_like(planned))
        back = np.divide(plain, planned, out=np.zeros_like(planned), where=planned > 0)
        paid = self.paid.sum(axis=1) * back + self.flights - plain
        self.extra_seats = (self.flights - planned * share) * self.seats_per_flight * WEEKS_A_MONTH
        stopping = np.zeros_like(self.flights)
        for (home, stop), rotations in self.fifth.items():
            flown = rotations.flights * share[home]
            cabin = flown * self.seats_per_flight[home] * WEEKS_A_MONTH * (1 - self.rules.local_share)
            asks = np.array([self._asked(home), self._asked(stop)])
            unmet = np.maximum(asks - self.seats[[home, stop]], 0.05 * asks + 1e-9)
            self.seats[[home, stop]] += cabin * unmet / unmet.sum()
            self.flights[home] += flown
            self.timetable[[home, stop]] += rotations.flights
            stopping[home] += rotations.flights
            paid[home] += rotations.paid * share[home]
        self.stop_share = np.divide(stopping, self.timetable, out=np.zeros_like(stopping), where=self.timetable > 0)
        residents = self.residents.demand(self.timetable, self.fare_now, self.stop_share, self.at_home)
        self.wanting_residents, self.bound_residents = residents
        seats_both_ways = 2 * paid * self.seats_per_flight * WEEKS_A_MONTH
        a_month = (seats_both_ways * policy.launch_support_cny_per_seat).sum() / 1e6
        self.support_flown = float(a_month * self.clock.share)

    def _asked(self, origin: int) -> float:
        return float(self.wanted_direct[origin] + self.bound_residents[origin])

    def seats_for_visitors(self) -> np.ndarray:
        """Seats a month that visitors may book, (origins,)."""
        return self.seating.for_visitors(self.seats, self.wanted_direct, self.wanting_residents)

    def _send(self, policy: Policy) -> None:
        offered = SeatsOffered(self.timetable, self.fare_now, self.stop_share, self.seats_for_visitors())
        self.model.wires.send("seats_to_visitors", offered)
        base = self.model.baseline
        trip = base.ways.business_trip(self.timetable, self.fare_now, self.stop_share, base.friction(policy))
        self.model.wires.send("flights_to_firms", trip)

    def fly(self) -> None:
        """Close the month: residents take what visitors left, loads settle, and fares follow the seats asked for."""
        visitors = self.model.wires.hear("visitors_to_carriers")
        self.wanted_direct, self.flown_visitors = visitors.direct, np.minimum(visitors.flew, self.seats)
        left = np.maximum(self.seating.sold_at_most(self.seats) - self.flown_visitors, 0.0)
        self.carried_residents = np.minimum(self.wanting_residents, left)
        asked = self.wanted_direct + self.wanting_residents
        wanted = np.divide(asked, self.seats, out=np.full_like(asked, self.rules.target_load), where=self.seats > 0)
        level = self.fares.level(wanted)
        self.fare_now += self.fare_adjustment * (level - self.fare_now)
        usual = np.divide(asked, self.seats - self.extra_seats, out=wanted.copy(), where=self.seats > self.extra_seats)
        self.load_year += (np.minimum(usual, self.fares.high) - self.load_year) / self.clock.year
        carried = self.carried_residents + self.flown_visitors
        if self.clock.part == 0:
            self.month_carried, self.month_seats = carried, self.seats
        else:
            self.month_carried, self.month_seats = self.month_carried + carried, self.month_seats + self.seats

    def results(self) -> dict[str, np.ndarray]:
        """Weekly flights, seats and residents flown out of this part of the month, load factors of the month so far, by origin."""
        carried, seats = self.month_carried, self.month_seats
        load = np.divide(carried, seats, out=np.zeros_like(carried), where=seats > 0)
        return {
            "weekly_flights": self.flights.copy(),
            "seats": self.seats * self.clock.share,
            "load_factor": load,
            "outbound_passengers": self.carried_residents * self.clock.share,
        }

    def identities(self) -> dict[str, float]:
        """Seats: nobody flies without one."""
        over = self.carried_residents + self.flown_visitors - self.seats
        return {"seats": float(np.maximum(over, 0.0).max(initial=0.0))}
