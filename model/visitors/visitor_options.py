"""The options of travellers this month: the utility of every alternative for every segment, and terms of entry."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from scipy.special import expit

from common.vocabulary import CITIES, PURPOSES, WAYS
from model.choice import shares
from model.city.attractions import Attractions
from model.city_protocol import City
from model.parameters import Parameters
from model.policy import Policy
from model.segments import middle_businessman, segments
from model.visitors.baseline import Baseline, on_the_spot
from model.visitors.getting_in import DIRECT, VIA_SHANGHAI
from model.visitors.paying import Paying
from model.visitors.rival_transit import RivalTransit
from model.visitors.second_stops import BASES, STOPS, dearer_home
from model.visitors.visas import Entry, Terms
from model.visitors.visitor_utilities import expected_flows

SHANGHAI = CITIES.index("shanghai")
ROUNDING = 1e-6
"""More than the rounding of a chance to single precision."""


@dataclass(frozen=True)
class MonthOptions:
    """The options of travellers in one month."""

    utility: np.ndarray
    """Elsewhere, seven rivals, four ways into Nanjing: float32, (12, segments)."""
    among_rivals: np.ndarray
    """Chance of adding Shanghai, Suzhou and Hangzhou to each first stop of the region, 0 for Nanjing, which comes last as
    first and as second stop, float32, (4, 5, segments)."""
    worth_of_nanjing: np.ndarray
    """What adding Nanjing is worth to those who know it at each rival base, utility points, (4, segments)."""
    worth_of_rivals: Callable[[np.ndarray], np.ndarray]
    """Returns what adding Shanghai, Suzhou and Hangzhou is worth to visitors of given segments whose first stop is Nanjing,
    utility points, (3, visitors); they are few, so that it is worked out for them alone."""
    terms: Terms
    """Terms of entry by way into Nanjing."""
    business_ways: np.ndarray
    """Shares of business travellers by way, (ways, origins)."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Terms of entry by way into Nanjing."""
        return self.terms.entries

    @property
    def exempt(self) -> np.ndarray:
        """Share that enters without a visa, (ways, segments)."""
        return self.terms.exempt

    def permitted(self, way: np.ndarray, segment: np.ndarray, length: np.ndarray) -> np.ndarray:
        """Nights each visitor may stay, (visitors,).

        An exemption serves those of a segment who stay shortest; who would stay longer has a visa and is not bound by it.
        ``length`` says which share of the segment stays shorter than each, (visitors,).
        """
        terms = self.terms
        return np.where(length < terms.exempt[way, segment], terms.nights[way, segment], terms.visa_stay)

    def adding(
        self, u: np.ndarray, base: np.ndarray, segment: np.ndarray, knows: Callable[[np.ndarray], np.ndarray]
    ) -> np.ndarray:
        """Return who of the visitors of the region adds Shanghai, Suzhou, Hangzhou and Nanjing, boolean, (4, visitors).

        Args:
            u: luck, float32, (4, visitors).
            base: place of the first stop among those of the region, Nanjing last, (visitors,).
            segment: segments of the visitors, (visitors,).
            knows: returns who of the visitors at given places has heard of Nanjing, boolean; few need be asked.
        """
        chance, bases = self.among_rivals.reshape(len(STOPS) + 1, -1), len(BASES)
        cell = base * self.worth_of_nanjing.shape[1] + segment
        adds = u < chance.take(cell, axis=1)
        own = np.flatnonzero(base == bases)
        adds[:-1, own] = u[:-1, own] < expit(self.worth_of_rivals(segment[own])).astype(np.float32)
        # Few add Nanjing: whose luck falls short of the best chance at their base need not be looked at one by one.
        best = np.zeros(bases + 1)
        best[:-1] = expit(self.worth_of_nanjing.max(axis=1)) + ROUNDING
        may = np.flatnonzero(u[-1] < best.take(base))
        may = may[knows(may)]
        adds[-1, may] = u[-1, may] < expit(self.worth_of_nanjing.take(cell[may])).astype(np.float32)
        return adds


class VisitorOptions:
    """Make the month's options from policy, world and the signals of the other rooms.

    Args:
        model: the pilot model.
        base: travel of 2019.
        p: parameters (room ``visitors``).
    """

    def __init__(self, model: City, base: Baseline, p: Parameters) -> None:
        self.model, self.base, self.wires = model, base, model.wires
        self.s = segments()
        self.p = visitors = p.room("visitors")
        self.vibrancy = visitors.vibrancy_elasticity.vector(PURPOSES)[self.s.purpose]
        self.crowding = visitors.crowding_elasticity.vector(PURPOSES)[self.s.purpose]
        self.attractions = Attractions(model.facts, p)
        self.pulls = {offer: self.attractions.pull(offer)[self.s.purpose] for offer in ("venue", "shop", "event")}
        self.ties = np.where(self.s.purpose == PURPOSES.index("family"), visitors.ties_elasticity, 0.0)
        here = visitors.nights.vector(PURPOSES)[:, None] / base.visas.trip_days
        spent_here = base.land_cost * np.minimum(here, 1.0)[self.s.purpose, self.s.origin]
        self.shopping_usd = spent_here * visitors.shopping_share * visitors.shopping_salience
        rooms = p.room("hotels")
        self.room_usd = visitors.nights.vector(PURPOSES)[self.s.purpose] * rooms.price_2019 / rooms.guests_a_room
        self.room_usd /= model.facts.exchange_rate(2019)
        """What a guest pays for rooms in a usual stay at the prices of 2019, USD, (segments,)."""
        self.paying = Paying(model, p, base.visas.trip_days)
        self.transit = RivalTransit(model, base.visas)
        self.usual_rate = model.facts.exchange_rate(2019)
        self.businessman = middle_businessman()
        self._among_rivals = np.zeros((len(STOPS) + 1, len(BASES) + 1, self.s.origin.size), dtype=np.float32)
        """See :class:`MonthOptions`: chances that never change."""
        self._among_rivals[:-1, :-1] = base.second_stops.among.swapaxes(0, 1)
        self._appeal = base.appeal.nanjing[self.s.origin]

    def friction(self, policy: Policy) -> np.ndarray:
        """Friction of entry by way into Nanjing under the month's rules, USD, (ways, segments)."""
        return self.base.terms(policy).friction

    def of_month(self, policy: Policy, friction: np.ndarray | None = None) -> MonthOptions:
        """Return the options of one month under ``policy``.

        Args:
            policy: the month's rules.
            friction: the friction of entry that travellers reckon with, as :meth:`friction` gives it; by default they
                know the rules.
        """
        base, world, cities = self.base, self.model.world, 1 + len(CITIES)
        friction = self.friction(policy) if friction is None else friction
        seats = self.wires.hear("seats_to_visitors")
        rail_saved = self.wires.hear("places_to_travel")
        cost = base.ways.cost(seats.flights, seats.fare, seats.stop_share, float(rail_saved[SHANGHAI]))
        home, sooner = dearer_home(base.per_usd, cost[DIRECT], base.ways.shanghai), self._sooner()
        prices = base.land_cost * (self.dollars_on_the_spot(world.exchange_rate) - 1) + self.paying.in_china()
        utility = np.empty((cities + len(WAYS), self.s.origin.size), dtype=np.float32)
        np.subtract(base.appeal.elsewhere, world.china_appeal, out=utility[0])
        reach = base.per_usd * (base.ways.shanghai + friction[VIA_SHANGHAI] + prices)
        np.subtract((base.appeal.rivals + world.rival_appeal)[:, None], reach, out=utility[1:cities])
        if (dearer := self.transit.dearer(policy, world.month)) is not None:
            utility[1:cities] -= base.per_usd * dearer
        cost += friction
        cost += prices
        cost *= base.per_usd
        here = self._worth_here(policy) + base.per_usd * self.paying.saved_here(policy)
        np.subtract(self._appeal + here, cost, out=utility[cities:])
        utility[cities + DIRECT] += self._worth_of_shops()
        ways = utility[cities:, self.businessman].astype(float)
        return MonthOptions(
            utility=utility,
            among_rivals=self._among_rivals,
            worth_of_nanjing=base.second_stops.worth_of_nanjing(self.s, here, home, sooner),
            worth_of_rivals=partial(base.second_stops.worth_of_rivals, home, sooner),
            terms=base.terms(policy),
            business_ways=shares(ways, base.nests.ways[self.businessman]),
        )

    def _sooner(self) -> np.ndarray | float:
        """Return what quicker trains save on the return trip to each base, utility points, (bases, segments); 0: nothing."""
        saved = self.wires.hear("places_to_travel")[list(BASES)]
        if not saved.any():
            return 0.0
        return np.asarray(2 * self.base.per_usd * self.base.ways.value_of_time * saved[:, None])

    def change_fares(self, by: float, breadth: str) -> None:
        """Multiply fares by ``by``; ``breadth`` as in :meth:`model.visitors.getting_in.WaysIn.with_fares`."""
        self.base = replace(self.base, ways=self.base.ways.with_fares(by, breadth))

    def dollars_on_the_spot(self, exchange_rate: float) -> float:
        """What a stay costs in USD at this rate, CNY per USD, relative to the rate of 2019, whose trips the constants give back;
        prices in China apart.

        A weaker yuan makes every Chinese destination cheaper on the spot.
        """
        return float(on_the_spot(exchange_rate, self.usual_rate, self.p))

    def _worth_here(self, policy: Policy) -> np.ndarray:
        """What Nanjing offers on the spot beyond its start: streets, crowds, rooms, ties, refunds, sights, events, (segments,)."""
        city, start = self.wires.hear("zones_to_visitors"), self.wires.start("zones_to_visitors")
        hear = self.wires.hear
        offer = self.attractions.of_month(policy, float(hear("consumption_to_visitors")[0]), hear("events_to_visitors"))
        talent = (self.wires.hear("talent_to_visitors") + 1) / (self.wires.start("talent_to_visitors") + 1)
        refunded = self.wires.hear("shops_to_visitors").refunded - self.wires.start("shops_to_visitors").refunded
        return (
            self.model.world.nanjing_appeal
            + self.vibrancy * np.log(city.vibrancy / start.vibrancy)
            - self.crowding * np.log(city.crowding / start.crowding)
            + self.ties * np.log(talent)[self.s.origin]
            + self.base.per_usd * (self.shopping_usd * refunded - self.room_usd * (city.room_price - 1))
            + self.pulls["venue"] * offer.venues
            + self.pulls["shop"] * offer.shops
            + self.pulls["event"] * offer.events[self.s.origin]
        )

    def _worth_of_shops(self) -> np.ndarray:
        """What duty-free shops save those who fly direct beyond the start, as far as they reckon with it, (segments,)."""
        saved = self.wires.hear("shops_to_visitors").saved - self.wires.start("shops_to_visitors").saved
        salience, rate = self.p.shopping_salience, self.model.world.exchange_rate
        return np.asarray(self.base.per_usd * salience * saved / rate)

    def satisfaction(self) -> float:
        """How content visitors leave, 1 at the start's crowding."""
        crowding = self.wires.hear("zones_to_visitors").crowding / self.wires.start("zones_to_visitors").crowding
        return float(crowding**-self.p.satisfaction_crowding)

    def expected_by_way(self, options: MonthOptions, aware: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Expected visitors of Nanjing per occasion: flying direct, other first stops, second stops; each (origins,)."""
        base, s = self.base, self.s
        rivals, ways = self._first_stops(options, aware)
        sides = (rivals[list(BASES)] * expit(options.worth_of_nanjing).astype(np.float32)).sum(axis=0) * aware[s.origin]
        n = aware.size
        people = np.bincount(s.origin, base.people, minlength=n)
        direct = np.bincount(s.origin, ways[DIRECT], minlength=n)
        other = np.bincount(s.origin, ways[VIA_SHANGHAI:].sum(axis=0), minlength=n)
        return direct / people, other / people, np.bincount(s.origin, sides, minlength=n) / people

    def _first_stops(
        self, options: MonthOptions, aware: np.ndarray, more: float = 0.0
    ) -> tuple[np.ndarray, np.ndarray]:
        """Expected first stops, as :func:`expected_flows` gives them, if Nanjing had ``more`` utility points."""
        base, origin, cities = self.base, self.s.origin, 1 + len(CITIES)
        utility = options.utility.astype(float)
        # The loyal are a given share of each market; their bonus is part of the expectation (see baseline).
        here = utility[cities:] + self.loyal_bonus()[origin] + more
        return expected_flows(base.people, utility[0], utility[1:cities], here, aware[origin], base.nests)

    def lost_by_rivals(self, options: MonthOptions, aware: np.ndarray) -> np.ndarray:
        """Return the share of its visitors that each rival loses for each share by which Nanjing's grow, (cities,)."""
        (rivals, ways), (left, won) = (self._first_stops(options, aware, more) for more in (0.0, 0.01))
        return (1 - left.sum(axis=1) / rivals.sum(axis=1)) / (won.sum() / ways.sum() - 1)

    def loyal_bonus(self) -> np.ndarray:
        """Mean utility that past visits add, utility points, (origins,); see ``baseline`` for its counterpart."""
        nests, repeat = self.base.nests, self.base.repeat
        return nests.region * np.log(1 - repeat + repeat * np.exp(self.p.loyalty / nests.region))

    def expected_share(self, options: MonthOptions, aware: np.ndarray) -> np.ndarray:
        """Expected visitors of Nanjing per occasion, (origins,)."""
        direct, other, sides = self.expected_by_way(options, aware)
        return direct + other + sides
