"""Passengers: who asks for direct seats in each market, who gets them, what fares do next, and what a study of a market finds.

Arrays are by origin. People are monthly rates, one way.
"""

from collections import deque

import numpy as np

from model.city_protocol import City
from model.facts.months import DAYS_A_MONTH, SEASON_MONTHS, month_index
from model.routes.connecting import connecting_load, mean_share, per_local
from model.routes.frequencies import Fares, growth_ahead
from model.routes.residents import AtHome
from model.routes.seating import Seating
from model.visitors.direct_visitors import FLIGHTS, between
from model.world.paths import UNSEEN

WEEKS_A_MONTH = DAYS_A_MONTH / 7
MIDDLE_OF_2019, END_OF_2022 = month_index(2019, 7), month_index(2023, 1) - 0.5


class Passengers:
    """Those who fly direct, or would.

    Args:
        model: the pilot model, whose facts, parameters, world, wires and baseline are read.
        plan: weekly flights at the start, (origins, carrier types).
    """

    def __init__(self, model: City, plan: np.ndarray) -> None:
        self.model, self.clock, p = model, model.clock, model.parameters
        base, n = model.baseline, len(model.facts.origins)
        self.p = p.room("carriers")
        self.fares, self.seating, self.residents = Fares(p), Seating(p), base.residents
        self.fare_adjustment = self.clock.speed(p["carriers.fare_adjustment"])
        self.neighbours = np.flatnonzero(np.array(model.facts.region) == "greater_china")
        rules = p.room("residents")
        self._entry_cost = np.array([rules.visa_cost_usd, rules.easy_entry_cost_usd, 0.0])
        """What each rule of entry abroad costs a resident, USD, (rules,)."""
        self._entry_cost_2019 = self._entry_cost[model.facts.entry_abroad(MIDDLE_OF_2019)]
        self.at_home = self._met_at_home(model.setting.start - 1)
        self.load_year = base.load_wanted / (1 + base.connecting_per_local)
        """Seats that the market itself wants over those that the closure leaves, mean of the last twelve months: what plans are judged by.
        Flights that a grant or support adds to those are not counted, so that they do not keep a plan from growing."""
        self.known = (plan.sum(axis=1) > 0).astype(float)
        """Share of travellers who count with the direct flights of a market: new routes become known by and by."""
        self.known_year = self.known.copy()
        """The same, mean of the last twelve months."""
        self.offer_connections(plan)
        self.fare_now = base.fare_2019.copy()
        """Direct fares relative to the usual."""
        self.wanted_direct = base.direct / 12 * model.world.willingness
        """Visitors who want a direct seat, people a month."""
        self.otherwise: deque[np.ndarray] = deque(maxlen=self.clock.parts)
        """Who came first by another way in the parts of the last month, people a month, (origins,) each."""
        self.came_otherwise: np.ndarray = np.zeros(n)
        """The same, mean of the last month as the season's studies know it, people a month, (origins,)."""
        self.carried_residents, self.flown_visitors, self.connecting = np.zeros((3, n))
        self.wanting_residents, self.bound_residents = np.zeros((2, n))
        """Residents who want a direct seat, and all who travel to the market by any way, people a month."""
        self.residents_by_flights = np.zeros((FLIGHTS.size, n))
        """Residents who would want a direct seat next season with each of ``FLIGHTS``, people a month, (flights, origins)."""
        self.month_carried, self.month_seats = np.zeros((2, n))
        """People carried and seats flown in the month so far, in parts' monthly rates."""

    def begin(self, month: int) -> None:
        """Hear who came by another way, and what residents meet at home in a calendar month."""
        self.otherwise.append(self.model.wires.hear("visitors_to_carriers").first_stop)
        self.at_home = self._met_at_home(month)

    def _met_at_home(self, month: int) -> AtHome:
        """What residents meet at home in a calendar month: worked out once for all variants of a member."""
        key = self.model.shared_key, month
        found: AtHome = self.model.draws.cached("residents at home", key, lambda: self._at_home(month))
        return found

    def _at_home(self, month: int) -> AtHome:
        """What residents meet at home in a calendar month.

        To 2019 they grow as the destinations counted China's travellers. Their readiness to travel comes back as that of
        their neighbours in Hong Kong, Macao and Taiwan. National rules held at 2022 hold those of the destinations as well.
        Part of the habit of 2019 is lost for good.
        """
        facts, world, rules = self.model.facts, self.model.world, self.model.parameters.room("residents")
        held = self.model.setting.world["national_visa_policy"] == "held_2022"
        cost_2019 = self._entry_cost_2019
        moment = min(month + 0.5, END_OF_2022) if held else month + 0.5
        after = month >= UNSEEN and not self.model.setting.world["reopening"].startswith("frozen")
        counted = moment < MIDDLE_OF_2019  # trips as the destinations counted them: prices and rules are in them
        return AtHome(
            readiness=float(world.willingness[self.neighbours].mean()) * (rules.lasting_share if after else 1.0),
            income=world.income_at_home,
            prices_abroad=1.0 if counted else world.exchange_rate / facts.exchange_rate(2019),
            rules=np.zeros(cost_2019.size) if counted else self._entry_cost[facts.entry_abroad(moment)] - cost_2019,
            beside=world.outbound_beside_income,
        )

    def learn(self, timetable: np.ndarray) -> None:
        """Let travellers learn of the routes in the timetable, weekly flights, (origins,), and forget the others."""
        flown, share = timetable > 0, self.clock.share
        learnt = self.known + (1 - self.known) * min(share / self.p.ramp_months, 1.0)
        forgotten = self.known * (1 - min(share / self.p.forget_months, 1.0))
        self.known = np.where(flown, np.maximum(learnt, self.p.known_at_opening), forgotten)
        self.known_year += (self.known - self.known_year) / self.clock.year

    # -- studies of a market ---------------------------------------------------------------------------------------

    def demand_ahead(self, origins: int | slice, seasons: int) -> np.ndarray:
        """Travellers who will count with a market's flights in each coming season, over those of today if all knew,
        (..., seasons).

        They learn of the flights, and airlines count with the growth of their forecasts.
        """
        known = np.maximum(self.known[origins], self.p.known_at_opening)[..., None]
        ahead = SEASON_MONTHS * np.arange(seasons)
        share = 1 - (1 - known) * np.exp(-(ahead + SEASON_MONTHS / 2) / self.p.ramp_months)
        grown: np.ndarray = share * growth_ahead(self.p.expected_growth, seasons)
        return grown

    def study_season(self) -> None:
        """Ask once before a season who came another way, and what residents would do with more or fewer flights."""
        self.came_otherwise = np.asarray(sum(self.otherwise) / len(self.otherwise))
        self.residents_by_flights = self.residents.direct_by_flights(self.fare_now, self.at_home)

    def bound_for(
        self, origins: np.ndarray, weekly_flights: np.ndarray, now: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Visitors and residents who would fly direct with each number of weekly flights, people a month, (markets, flights).

        Args:
            origins: places of markets on the origin axis, (markets,).
            weekly_flights: of each market, (markets, flights).
            now: those in today's timetable, (markets,).
        """
        share = self.model.baseline.by_flights.share(origins, weekly_flights, now)
        residents = between(weekly_flights, self.residents_by_flights[:, origins])
        return share * (self.came_otherwise[origins] + self.wanted_direct[origins])[:, None], residents

    def wanted_2019(self, weekly_flights: np.ndarray) -> np.ndarray:
        """Passengers who would have wanted a direct seat in 2019 with each number of flights, people a month, (flights, origins)."""
        n = len(self.model.facts.origins)
        usual = AtHome(1.0, 1.0, 1.0, np.zeros(n))
        people = self.residents.direct_by_flights(np.ones(n), usual)
        people = people + self.p.expected_capture * self.model.baseline.by_flights.direct
        return between(np.broadcast_to(weekly_flights, (n, weekly_flights.size)), people).T

    def won(self, origins: np.ndarray, weekly_flights: np.ndarray, now: np.ndarray) -> np.ndarray:
        """Passengers a month whom each number of weekly flights would win from other ways against the first of them,
        (markets, flights); for the arguments see :meth:`bound_for`.
        """
        visitors, residents = self.bound_for(origins, weekly_flights, now)
        return self.p.expected_capture * (visitors - visitors[:, :1]) + residents - residents[:, :1]

    def expected(
        self, origins: np.ndarray, weekly_flights: np.ndarray, planned: np.ndarray, now: np.ndarray
    ) -> np.ndarray:
        """Passengers of the market itself who would want each number of weekly flights if all knew of them, as last year's
        load tells, over those that one flight would carry full, (markets, flights).

        Args:
            origins: places of markets on the origin axis, (markets,).
            weekly_flights: (flights,), from 0 on.
            planned: weekly flights planned now, (markets,).
            now: those in today's timetable, (markets,).
        """
        more = weekly_flights - planned[:, None]
        visitors, residents = self.bound_for(origins, more + now[:, None], now)
        bound = visitors + residents
        today = bound[np.arange(origins.size), planned][:, None]
        grown = np.divide(bound, today, out=np.ones_like(bound), where=today > 0)
        last_year = self.load_year[origins][:, None]
        return grown * last_year / self.known_year[origins][:, None] * planned[:, None]

    def foresee(self, origin: int, wanted: float, wanted_next: float, flights: int, flights_next: int) -> None:
        """Airlines know the flights they have just added: last year's load becomes the one on which it settles with them.

        Of flights taken out, the passengers are counted as gone.
        """
        if flights_next > flights and min(wanted, wanted_next) > 0:
            asked = self.load_year[origin] * wanted_next / wanted * flights / flights_next
            settled = self.fares.settle(asked, self.fare_now[origin], self.connecting_per_local[origin])
            self.load_year[origin] = min(float(settled.local), self.load_year[origin])

    def foresee_new(self, origin: int, load: float) -> None:
        """A route opens at the fare on which its first load settles; ``load`` is that of travellers who all know of it."""
        known = self.demand_ahead(origin, 1)[0]
        settled = self.fares.settle(load * known, self.fare_now[origin], self.connecting_per_local[origin])
        self.known_year[origin] = known
        self.load_year[origin] = min(float(settled.local), self.fares.high)
        self.fare_now[origin] = settled.fare

    # -- the month -------------------------------------------------------------------------------------------------

    def ask(self, timetable: np.ndarray, stop_share: np.ndarray) -> None:
        """Residents look at the timetable, weekly flights, (origins,), and the share of flights with a stop."""
        residents = self.residents.demand(timetable, self.fare_now, stop_share, self.at_home)
        self.wanting_residents, self.bound_residents = residents.direct * self.known, residents.bound

    def offer_connections(self, plan: np.ndarray) -> None:
        """Take over whom the airlines bring along for each passenger of the market itself, by planned weekly flights,
        (origins, carrier types).
        """
        self.connecting_per_local: np.ndarray = per_local(mean_share(plan, self.model.facts.connecting_share))

    def asked(self, origin: int) -> float:
        """Visitors who want a direct seat and residents bound for a market, people a month."""
        return float(self.wanted_direct[origin] + self.bound_residents[origin])

    def seats_for_visitors(self, seats: np.ndarray) -> np.ndarray:
        """Seats a month that visitors may book of all ``seats``, (origins,)."""
        return self.seating.for_visitors(seats, self.wanted_direct, self.wanting_residents)

    def fly(self, seats: np.ndarray, extra_seats: np.ndarray) -> None:
        """Close the month: residents take what visitors left, loads settle, and fares follow the seats asked for.

        Args:
            seats: seats a month, (origins,).
            extra_seats: those of them on flights that a grant or support adds, (origins,).
        """
        visitors = self.model.wires.hear("visitors_to_carriers")
        self.wanted_direct, self.flown_visitors = visitors.direct, np.minimum(visitors.flew, seats)
        left = np.maximum(self.seating.sold_at_most(seats) - self.flown_visitors, 0.0)
        self.carried_residents = np.minimum(self.wanting_residents, left)
        local = self.wanted_direct + self.wanting_residents
        load = np.divide(local, seats, out=np.zeros_like(local), where=seats > 0)
        connecting = connecting_load(load, self.connecting_per_local, self.fares.target) * seats
        self.connecting = np.minimum(connecting, left - self.carried_residents)
        asked = local + connecting
        wanted = np.divide(asked, seats, out=np.full_like(asked, self.fares.target), where=seats > 0)
        self.fare_now += self.fare_adjustment * (self.fares.level(wanted) - self.fare_now)
        usual = np.divide(local, seats - extra_seats, out=load, where=seats > extra_seats)
        self.load_year += (np.minimum(usual, self.fares.high) - self.load_year) / self.clock.year
        if self.clock.part == 0:
            self.month_carried, self.month_seats = self.carried, seats
        else:
            self.month_carried, self.month_seats = self.month_carried + self.carried, self.month_seats + seats

    @property
    def carried(self) -> np.ndarray:
        """All who fly direct, people a month, (origins,)."""
        return self.carried_residents + self.flown_visitors + self.connecting

    def load_last_year(self) -> np.ndarray:
        """Return seats wanted over seats, connecting passengers included, mean of the last twelve months, (origins,)."""
        return self.load_year + connecting_load(self.load_year, self.connecting_per_local, self.fares.target)

    def load_factor(self) -> np.ndarray:
        """Return people carried over seats flown in the month so far, (origins,)."""
        carried, seats = self.month_carried, self.month_seats
        return np.divide(carried, seats, out=np.zeros_like(carried), where=seats > 0)
