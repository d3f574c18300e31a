"""Passengers: who asks for direct seats in each market, who gets them, what fares do next, and what a study of a market finds.

Arrays are by origin. People are monthly rates, one way.
"""

from collections import deque

import numpy as np

from model.city_protocol import City
from model.facts.months import DAYS_A_MONTH, month_index
from model.routes.frequencies import Fares
from model.routes.residents import AtHome
from model.routes.seating import Seating
from model.visitors.direct_visitors import FLIGHTS
from model.world.paths import UNSEEN

WEEKS_A_MONTH = DAYS_A_MONTH / 7
MIDDLE_OF_2019, END_OF_2022 = month_index(2019, 7), month_index(2023, 1) - 0.5


class Passengers:
    """Those who fly direct, or would.

    Args:
        model: the pilot model, whose facts, parameters, world, wires and baseline are read.
    """

    def __init__(self, model: City) -> None:
        self.model, self.clock, p = model, model.clock, model.parameters
        base, n = model.baseline, len(model.facts.origins)
        self.fares, self.seating, self.residents = Fares(p), Seating(p), base.residents
        self.fare_adjustment = self.clock.speed(p["carriers.fare_adjustment"])
        self.capture: float = p["carriers.expected_capture"]
        self.neighbours = np.array([region == "greater_china" for region in model.facts.region])
        self.at_home = self._at_home(model.setting.start - 1)
        self.load_year = base.load_wanted.copy()
        """Seats wanted over the seats that the closure leaves, mean of the last twelve months: what plans are judged by.
        Flights that a grant or support adds to those are not counted, so that they do not keep a plan from growing."""
        self.fare_now = base.fare_2019.copy()
        """Direct fares relative to the usual."""
        self.wanted_direct = base.direct / 12 * model.world.willingness
        """Visitors who want a direct seat, people a month."""
        self.otherwise: deque[np.ndarray] = deque(maxlen=self.clock.parts)
        """Who came first by another way in the parts of the last month, people a month, (origins,) each."""
        self.carried_residents, self.flown_visitors = np.zeros((2, n))
        self.wanting_residents, self.bound_residents = np.zeros((2, n))
        """Residents who want a direct seat, and all who travel to the market by any way, people a month."""
        self.residents_by_flights = np.zeros((FLIGHTS.size, n))
        """Residents who would want a direct seat next season with each of ``FLIGHTS``, people a month, (flights, origins)."""
        self.month_carried, self.month_seats = np.zeros((2, n))
        """People carried and seats flown in the month so far, in parts' monthly rates."""

    def begin(self, month: int) -> None:
        """Hear who came by another way, and what residents meet at home in a calendar month."""
        self.otherwise.append(self.model.wires.hear("visitors_to_carriers").first_stop)
        self.at_home = self._at_home(month)

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

    # -- studies of a market ---------------------------------------------------------------------------------------

    def study_residents(self) -> None:
        """Ask once before a season what residents would do with more or fewer flights."""
        self.residents_by_flights = self.residents.direct_by_flights(self.fare_now, self.at_home)

    def bound_for(self, origin: int, weekly_flights: np.ndarray, now: float) -> tuple[np.ndarray, np.ndarray]:
        """Visitors and residents who would fly direct with each number of weekly flights, people a month, (flights,).

        ``now`` is the number in today's timetable.
        """
        other = sum(part[origin] for part in self.otherwise) / len(self.otherwise)
        share = self.model.baseline.by_flights.share(origin, weekly_flights, now)
        residents = np.interp(weekly_flights, FLIGHTS, self.residents_by_flights[:, origin])
        return share * (other + self.wanted_direct[origin]), residents

    def won(self, origin: int, weekly_flights: np.ndarray, now: float) -> np.ndarray:
        """Passengers a month whom each number of weekly flights would win from other ways against the first of them."""
        visitors, residents = self.bound_for(origin, weekly_flights, now)
        return self.capture * (visitors - visitors[0]) + residents - residents[0]

    def expected(self, origin: int, change: np.ndarray, planned: int, now: float) -> np.ndarray:
        """Passengers a month who would want ``planned + change`` weekly flights, if last year's load is the yardstick, over
        the passengers that one planned flight would carry full; (flights,).
        """
        visitors, residents = self.bound_for(origin, change + now, now)
        bound = visitors + residents
        place = int(np.searchsorted(change, 0))
        grown = bound / bound[place] if bound[place] > 0 else np.ones(bound.size)
        return grown * self.load_year[origin] * planned

    def foresee(self, origin: int, wanted: tuple[float, float], seats: tuple[float, float]) -> None:
        """Airlines know the seats they have just added: last year's load becomes the one expected with them.

        Of flights taken out, the passengers are counted as gone. Pairs are before and after the season's review.
        """
        if min(*wanted, *seats) > 0:
            spread = wanted[1] / seats[1] * seats[0] / wanted[0]
            self.load_year[origin] *= min(spread, 1.0)

    # -- the month -------------------------------------------------------------------------------------------------

    def ask(self, timetable: np.ndarray, stop_share: np.ndarray) -> None:
        """Residents look at the timetable, weekly flights, (origins,), and the share of flights with a stop."""
        residents = self.residents.demand(timetable, self.fare_now, stop_share, self.at_home)
        self.wanting_residents, self.bound_residents = residents

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
        asked = self.wanted_direct + self.wanting_residents
        wanted = np.divide(asked, seats, out=np.full_like(asked, self.fares.target), where=seats > 0)
        self.fare_now += self.fare_adjustment * (self.fares.level(wanted) - self.fare_now)
        usual = np.divide(asked, seats - extra_seats, out=wanted.copy(), where=seats > extra_seats)
        self.load_year += (np.minimum(usual, self.fares.high) - self.load_year) / self.clock.year
        carried = self.carried_residents + self.flown_visitors
        if self.clock.part == 0:
            self.month_carried, self.month_seats = carried, seats
        else:
            self.month_carried, self.month_seats = self.month_carried + carried, self.month_seats + seats

    def load_factor(self) -> np.ndarray:
        """Return people carried over seats flown in the month so far, (origins,)."""
        carried, seats = self.month_carried, self.month_seats
        return np.divide(carried, seats, out=np.zeros_like(carried), where=seats > 0)
