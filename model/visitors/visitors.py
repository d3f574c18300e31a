"""Visitors: who comes to Nanjing, by which way, for how long, and what they spend.

One slot per party of potential travellers. Each month some have an occasion to travel and choose among going
elsewhere, seven other Chinese destinations, and four ways into Nanjing; who is in one city of the region may add others.
Travellers of foreign firms and trading partners come on top.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from common.vocabulary import CITIES, PURPOSES, WAYS
from model.city_protocol import City
from model.interventions import FaresTimes, Intervention
from model.policy import Policy, push_on_each
from model.segments import CLASSES, segments
from model.visitors.booking import SMALLEST, Parties, left_out
from model.visitors.budgets import Budgets
from model.visitors.getting_in import DIRECT, VIA_HUB, VIA_SHANGHAI
from model.visitors.rule_news import RuleNews
from model.visitors.second_stops import BASES, STOPS
from model.visitors.stays import Stays
from model.visitors.tastes import NANJING, RIVALS
from model.visitors.travel_choice import Choosers, Elsewhere, TravelChoice
from model.visitors.travellers import purpose_mix, purposes_shifted, travellers
from model.visitors.visitor_options import MonthOptions, VisitorOptions
from model.visitors.word_of_mouth import WordOfMouth
from model.wires import SeatsWanted

EVENT = PURPOSES.index("event")

BASE_OF = np.full(NANJING.stop, -1)
"""Place among the first stops of the region of each alternative, Nanjing last, -1: none, (alternatives,)."""
BASE_OF[[RIVALS.start + city for city in BASES]] = np.arange(len(BASES))
BASE_OF[NANJING] = len(BASES)
IN_REGION = BASE_OF >= 0
"""Whether each alternative is such a first stop, (alternatives,)."""
NEVER = -10_000
"""Calendar month of the last visit of those who were never there."""
BUSINESS = PURPOSES.index("business")


class Trips(NamedTuple):
    """Where everybody goes who has an occasion, and who is in the region of Nanjing; a party of whom only some get a seat
    counts as two."""

    choice: np.ndarray
    """Places in the table of utilities, (everybody,)."""
    stops: np.ndarray
    """People by first stop, (alternatives,); who goes elsewhere is not counted."""
    people: np.ndarray
    """People of each party, (everybody,)."""
    place: np.ndarray
    """Places among everybody of those whose first stop is in the region, (there,)."""
    row: np.ndarray
    """Their rows among all travellers, (there,)."""
    base: np.ndarray
    """Their first stops, see :data:`BASE_OF`, (there,)."""


class Usual(NamedTuple):
    """What is expected of a usual month at the start; the same for both variants of a member."""

    by_way: tuple[np.ndarray, np.ndarray, np.ndarray]
    """See :meth:`model.visitors.visitor_options.VisitorOptions.expected_by_way`."""
    lost_by_rivals: np.ndarray
    """Share of its visitors that each rival loses for each share by which Nanjing's grow, (cities,)."""


class Visitors:
    """The room of visitors: the travelling population of one variant.

    Args:
        model: the pilot model.
    """

    def __init__(self, model: City) -> None:
        self.model, self.clock, p = model, model.clock, model.parameters
        self.facts, self.draws, self.wires = model.facts, model.draws, model.wires
        self.sizes, self.base = model.market, model.baseline
        self.who = self.draws.cached(
            "travellers", model.shared_key, lambda: travellers(self.facts, p, self.sizes, self.draws)
        )
        self.stays, self.budgets = Stays(p), Budgets(p)
        self.p = p.room("visitors")
        self.money = p.room("travel").income_class.vector(map(str, range(CLASSES)))
        self.money_of = self.money[segments().income]
        """Money of the income class of each segment, relative to the middle, (segments,)."""
        self.choice, self.word = TravelChoice(model, self.who), WordOfMouth(model)
        self.memory = int(self.p.stay_memory_months)
        self.firm_nights, self.firm_daily = self.p.nights.business, self.p.daily_spending_usd.business
        self.spending_scale = self._spending_scale()
        self.options = VisitorOptions(model, self.base, p)
        self.news = RuleNews(self.p, self.clock, self.options.friction(model.policy_before_start))
        n = len(self.facts.origins)
        self.usual_share = np.zeros(n)
        """Visitors of Nanjing per occasion as things stand at the start, (origins,)."""
        self.open_share = np.zeros(n)
        """The same if Nanjing were as known as in 2019, (origins,)."""
        self.lost_by_rivals, self.usual_visits = np.zeros(len(CITIES)), 1.0
        """Share of its visitors that each rival loses for each share by which Nanjing's grow, (cities,), and the visitors
        of a usual year at the start from whom that growth counts."""
        self.usual_nights = 0.0
        """Visitor nights of a usual month at the start."""
        self.last_visit = np.full(self.who.slot.size, NEVER, dtype=np.int32)
        """Month of each slot's last visit, :data:`NEVER` if none within memory, (slots,)."""
        self.year_of_visits = np.zeros(n)
        """Visitors of the last twelve months per unit of willingness to travel, people, (origins,)."""
        self.visitors, self.nights = np.zeros((2, n, len(PURPOSES)))
        """People and nights of this part of the month, (origins, purposes)."""
        self.spending, self.first_otherwise = np.zeros((2, n))
        """USD spent, and people who came to Nanjing first by another way than direct, (origins,)."""
        self.by_way, self.by_city = np.zeros((n, len(WAYS))), np.zeros(len(CITIES))
        """People by way, (origins, ways), and visitors of the rival cities, (cities,)."""
        self._added = np.zeros((len(STOPS), 0))
        """Who adds which stop, all zeros between uses, (stops, everybody or more)."""
        self.in_china = 0.0
        """Visitors of China's interior, wherever they go there, people."""
        self.at_lukou = np.zeros(len(WAYS))
        """Share of those who come by each way who cross the border at Lukou, (ways,)."""
        self.at_lukou[[DIRECT, VIA_HUB]] = 1.0, self.base.ways.p.hub_abroad_share
        self.visa_free, self.visa_free_at_lukou = np.zeros(n), np.zeros(n)
        """Visitors who entered without a visa, travellers of firms included, people, (origins,)."""

    # -- at the start -----------------------------------------------------------------------------------------------

    def announce(self) -> None:
        """Settle memories under what the other rooms announced, and send the first signals of a usual month."""
        rules = self.model.policy_before_start
        start, aware = self.options.of_month(rules), self.word.aware
        usual = self.draws.cached(
            "usual visitors",
            (self.model.shared_key, start.utility.tobytes(), start.worth_of_nanjing.tobytes(), aware.tobytes()),
            lambda: Usual(self.options.expected_by_way(start, aware), self.options.lost_by_rivals(start, aware)),
        )
        direct, other, sides = usual.by_way
        self.usual_share = direct + other + sides
        self.open_share = self.usual_share * self.word.usual / self.word.aware
        self.word.begin(self.open_share * self.sizes.occasions / 12)
        known = self.model.shared_key, self.usual_share.tobytes(), self.word.aware.tobytes()
        self.last_visit = self.draws.cached("past visits", known, self._past_visits).copy()
        self._start_wires(usual, start)

    def _spending_scale(self) -> float:
        """Factor that brings what the visitors of 2019 are expected to spend to the receipts of 2019 (facts)."""
        s, base = segments(), self.base
        money = self.money[s.income]
        spent = base.first @ self.stays.expected(s.purpose, money, side=False)
        spent += base.second @ self.stays.expected(s.purpose, money, side=True)
        firms = self.facts.nanjing_visitors_2019.sum() * self.p.firm_traveller_share
        spent += firms * self.firm_nights * self.firm_daily
        return self.facts.nanjing_spending_2019_musd * 1e6 / spent

    def _price_on_the_spot(self) -> float:
        """USD that a stay of 2019 costs now, relative to 2019, general inflation apart."""
        dollars = self.options.dollars_on_the_spot
        rate = dollars(self.model.world.exchange_rate) / dollars(self.facts.exchange_rate(2019))
        room = float(self.wires.hear("zones_to_visitors").room_price)
        return rate * (1 + self.p.room_share * (room - 1))

    def _past_visits(self) -> np.ndarray:
        """Month of each slot's last visit before the start (``NEVER`` if none within memory), (slots,)."""
        start = self.model.setting.start
        history = self.model.world.past("willingness", start - np.arange(1, self.memory + 1))
        monthly = self.usual_share / self.word.aware * self.sizes.rate / 12
        chance = 1 - np.exp(-np.cumsum(history * monthly, axis=0))
        knew = np.flatnonzero(self.who.awareness < np.repeat(self.base.awareness, self.sizes.slots))
        ends = np.searchsorted(knew, np.cumsum(self.sizes.slots))
        last = np.full(self.who.slot.size, NEVER, dtype=np.int32)
        for ever, rows in zip(np.ascontiguousarray(chance.T), np.split(knew, ends[:-1]), strict=True):
            ago = np.searchsorted(ever, self.who.first_visit[rows])
            last[rows] = np.where(ago < self.memory, start - 1 - ago, NEVER)
        return last

    def _start_wires(self, expected: Usual, start: MonthOptions) -> None:
        """Send the signals of the month before the run: a usual month under the rules of the start.

        Travellers of firms, who are not known yet, are counted at their declared share of all visitors.
        """
        occasions = self.sizes.occasions / 12 * self.model.world.willingness
        direct, other, _ = (part * occasions for part in expected.by_way)
        usual, share = self.usual_share * occasions, self.p.firm_traveller_share
        firms = start.business_ways * usual * share / (1 - share)
        flown, first_stop = direct + firms[DIRECT], other + firms[VIA_SHANGHAI:].sum(axis=0)
        self.wires.send("visitors_to_carriers", SeatsWanted(flown, first_stop, flown))
        self.year_of_visits = usual / (1 - share) * 12 / self.model.world.willingness
        self.wires.send("travel_to_firms", self.year_of_visits)
        self.lost_by_rivals = expected.lost_by_rivals
        self.usual_visits = self.year_of_visits.sum()
        self.wires.send("visitors_to_rivals", np.zeros(len(CITIES)))
        mix = purpose_mix(self.facts, self.model.parameters).T
        mix = mix * purposes_shifted(self.facts, self.model.parameters, self.model.world.willingness)
        self.wires.send("visitors_to_exhibitions", usual * mix[:, EVENT])
        nights = usual @ (mix @ self.stays.mean_nights)
        self.usual_nights = float(nights + firms.sum() * self.firm_nights)
        self.wires.send("visitors_to_zones", np.array([self.usual_nights]))

    def intervene(self, changes: Iterable[Intervention]) -> None:
        """Apply the declared changes of fares, as visitors meet them from the first month on."""
        for change in changes:
            if isinstance(change, FaresTimes):
                self.options.change_fares(change.by, change.breadth)

    # -- the month --------------------------------------------------------------------------------------------------

    def travel(self, policy: Policy) -> None:
        """Simulate one month of travel under ``policy``, or one part of it."""
        month = self.clock.month
        now = self.clock.now, self.model.shared_key
        choosers: Choosers = self.draws.cached("occasions", now, lambda: self.choice.choosers(month))
        self.news.spread(self.options.friction(policy))
        options = self.options.of_month(policy, self.news.reckoned())
        firms, asked = self._firm_travellers(options)
        trips, wanted = self._trips(choosers, options, self._seats() - firms[DIRECT])
        paying = self.options.paying.spending(policy)
        visits = self._arrive(trips, self._second_stops(trips, options), options, firms, paying)
        self.word.spread(
            visits * self.options.satisfaction(),
            choosers.occasions / self.model.world.willingness * self.open_share,
            push_on_each(policy, "promotion") + self._campaigns(policy),
        )
        self._send(wanted + asked)

    def _campaigns(self, policy: Policy) -> np.ndarray:
        """Return what campaigns add to the share of travellers who hear of Nanjing in a year, (origins,).

        A budget reaches the travellers of its markets in proportion to their number, and some of them twice; so do
        broadcasts of matches.
        """
        travellers = self.sizes.occasions / self.sizes.rate
        reached = 12 * self.wires.hear("matches_to_visitors") / travellers.sum()
        people_a_million = 1e6 / self.p.campaign_cny_per_traveller
        for running in policy.campaigns:
            people = running.budget_cny_mn_a_year * people_a_million
            reached += running.origins * people / travellers[running.origins].sum()
        return self.p.campaign_most * -np.expm1(-reached / self.p.campaign_most)

    def _firm_travellers(self, options: MonthOptions) -> tuple[np.ndarray, np.ndarray]:
        """Return business travellers of foreign firms and trading partners by way, people, (ways, origins), who book first,
        and how many asked for a direct seat, (origins,)."""
        people = self.wires.hear("firms_to_visitors") + self.wires.hear("trade_to_visitors")
        by_way = options.business_ways * people * self.model.world.willingness * self.clock.share
        asked = by_way[DIRECT].copy()
        flown = np.minimum(asked, self._seats())
        by_way[VIA_SHANGHAI] += asked - flown
        by_way[DIRECT] = flown
        return by_way, asked

    def _seats(self) -> np.ndarray:
        """Direct seats left for visitors this month, or in this part of it, (origins,)."""
        return self.wires.hear("seats_to_visitors").seats * self.clock.share

    def _trips(self, choosers: Choosers, options: MonthOptions, seats: np.ndarray) -> tuple[Trips, np.ndarray]:
        """Let everybody choose; those who find no direct seat choose again without that way.

        Returns:
            The trips, and the direct seats wanted, people, (origins,).
        """
        people, row, direct, offers = choosers.people, choosers.row, NANJING.start + DIRECT, options.utility
        # What rivals offer is mostly the same in all variants, and so is the best of it.
        offered = self.clock.now, self.model.shared_key, offers[: NANJING.start].tobytes()
        elsewhere: Elsewhere = self.draws.cached(
            "best elsewhere", offered, lambda: self.choice.elsewhere(choosers.segment, choosers.tastes, offers)
        )
        may = self.choice.undecided(choosers, elsewhere, offers)
        some, found = choosers.some(may), elsewhere.some(may)
        aware, recent = self._familiar(some.row)
        chosen = self.choice.settle(some, found, offers, aware, recent)
        flying = np.flatnonzero(chosen == direct)
        parties = Parties(flying, self.who.origin.take(some.row.take(flying)).astype(np.intp), some.people.take(flying))
        wanted = np.bincount(parties.origin, parties.people, minlength=len(self.facts.origins))
        out, divided = left_out(parties, wanted, seats, lambda: self._booking(some.row[flying])), flying[:0]
        if out is not None:
            again = out.row
            closed = offers.copy()
            closed[direct] = -np.inf
            chosen[again] = self.choice.settle(some.some(again), found.some(again), closed, aware[again], recent[again])
            all_of_them = some.people[again]
            flown, lacking = out.lacking < all_of_them - SMALLEST, np.minimum(all_of_them, out.lacking)
            divided = may[again[flown]]  # appended and not looked up row by row: parties that are divided are few
            people = np.concatenate([people, (all_of_them - lacking)[flown]])
            people[may[again]] = lacking
        choice = np.concatenate([elsewhere.best, np.full(divided.size, direct, chosen.dtype)])
        choice[may] = chosen
        stops, place = self.choice.first_stops(choice, people, IN_REGION)
        chooser = np.concatenate([place[: place.size - divided.size], divided])
        return Trips(choice, stops, people, place, row.take(chooser), BASE_OF.take(choice.take(place))), wanted

    def _familiar(self, row: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return who of the travellers at ``row`` has heard of Nanjing, and who was there within memory, (travellers,) each."""
        aware = self.who.awareness.take(row) < self.word.aware.take(self.who.origin.take(row))
        return aware, self.last_visit.take(row) >= self.clock.month - self.memory

    def _booking(self, row: np.ndarray) -> np.ndarray:
        """Numbers in whose order the travellers at ``row`` book, (travellers,)."""
        return self.draws.uniform("visitors.booking", self.clock.month, self.who.slot[row])

    def _second_stops(self, trips: Trips, options: MonthOptions) -> np.ndarray:
        """Return who of those in the region adds Shanghai, Suzhou, Hangzhou and Nanjing, boolean, (stops, there)."""
        who, row, month = self.who, trips.row, self.clock.month
        u = self.draws.uniforms("visitors.second_stop", month, who.slot.take(row), streams=len(STOPS) + 1)
        return options.adding(
            u, trips.base, who.segment.take(row), lambda some: np.logical_or(*self._familiar(row.take(some)))
        )

    def _arrive(
        self,
        trips: Trips,
        adds: np.ndarray,
        options: MonthOptions,
        firms: np.ndarray,
        paying: np.ndarray,
    ) -> np.ndarray:
        """Count arrivals, nights and spending; return visits without travellers of firms, people, (origins,).

        Args:
            trips: where people go.
            adds: second stops of those in the region, boolean, (stops, there).
            options: the options of the month.
            firms: travellers of firms and trading partners, people, (ways, origins).
            paying: spending relative to that in 2019's state of payment, (origins,).
        """
        who, month, n = self.who, self.clock.month, len(self.facts.origins)
        first, second = np.flatnonzero(trips.base == len(BASES)), np.flatnonzero(adds[-1])
        there = np.concatenate([first, second])
        here, slots = trips.place.take(there), trips.row.take(there)
        way, side = trips.choice.take(here).astype(np.intp) - NANJING.start, np.zeros(here.size, dtype=bool)
        way[first.size :], side[first.size :] = VIA_SHANGHAI, True
        segment, slot, cell = who.segment.take(slots), who.slot.take(slots), who.cell.take(slots)
        origin, purpose = np.divmod(cell, len(PURPOSES))
        weight = trips.people.take(here)
        u = self.draws.uniform("visitors.stay", month, slot)
        z = self.draws.normal("visitors.spending", month, slot)[0]
        permitted = options.permitted(way, segment, 1 - u)
        shops, usual = self.wires.hear("shops_to_visitors"), self.wires.start("shops_to_visitors")
        price, world = self._price_on_the_spot(), self.model.world
        inflation = self.spending_scale * world.prices_since_2019 * world.spent_by_luck
        budget = self.budgets.at(price, float(shops.refunded - usual.refunded))
        nights = self.stays.nights(u.astype(float), purpose, side, permitted, budget.nights)
        money = self.money_of.take(segment)
        spent = self.stays.spending(z, nights, purpose, money, side)
        spent *= inflation * budget.a_night * paying[origin]

        firm = firms.sum(axis=0)
        self.visitors, self.nights = (
            _sums(cell, flow, n * len(PURPOSES)).reshape(n, -1) for flow in (weight, weight * nights)
        )
        self.visitors[:, BUSINESS] += firm
        self.nights[:, BUSINESS] += firm * self.firm_nights
        self.spending = _sums(origin, weight * spent, n)
        self.spending += firm * self.firm_nights * self.firm_daily * inflation * price * paying
        self.by_way = np.bincount(origin * len(WAYS) + way, weight, minlength=n * len(WAYS)).reshape(n, -1) + firms.T
        # What those who fly spend duty free beyond the start, and would not have spent in the city, comes on top.
        self.spending += self.by_way[:, DIRECT] * float(shops.won - usual.won) / self.model.world.exchange_rate
        indirect = ~side & (way != DIRECT)
        self.first_otherwise = np.bincount(origin[indirect], weight[indirect], minlength=n) + firms[VIA_SHANGHAI:].sum(
            axis=0
        )
        self.in_china = trips.stops[RIVALS.start :].sum() + firm.sum()
        self.by_city = trips.stops[RIVALS]
        self.by_city[list(STOPS)] += self._at_second_stops(trips, adds[:-1])
        self.by_city *= self.base.rival_scale
        exempt, firms_exempt = (
            weight * options.exempt[way, segment],
            firms * options.exempt[:, self.options.businessman],
        )
        self.visa_free = _sums(origin, exempt, n) + firms_exempt.sum(axis=0)
        self.visa_free_at_lukou = _sums(origin, self.at_lukou[way] * exempt, n) + self.at_lukou @ firms_exempt
        self.last_visit[slots] = month
        return np.bincount(origin, weight, minlength=n)

    def _at_second_stops(self, trips: Trips, adds: np.ndarray) -> np.ndarray:
        """People at each second stop, (stops,): a product over everybody, on whose places the last digit of a sum depends."""
        size, (stops, room) = trips.people.size, self._added.shape
        if room < size:
            self._added, room = np.zeros((stops, 2 * size)), 2 * size
        # Searched as one row, which takes a fifth of the time of a table.
        stop, there = np.divmod(np.flatnonzero(adds), max(trips.place.size, 1))
        place = stop * room + trips.place.take(there)
        self._added.put(place, 1.0)
        people = self._added[:, :size] @ trips.people
        self._added.put(place, 0.0)
        return people

    def _send(self, wanted: np.ndarray) -> None:
        """Send what carriers, zones and firms hear of the month, or of this part of it as a monthly rate."""
        share = self.clock.share
        flew = self.by_way[:, DIRECT]
        self.wires.send("visitors_to_carriers", SeatsWanted(wanted / share, self.first_otherwise / share, flew / share))
        self.wires.send("visitors_to_zones", np.array([self.nights.sum() / share]))
        self.wires.send("visitors_to_exhibitions", self.visitors[:, EVENT] / share)
        # Per willing traveller: what reopening does to investors is part of the climate for investment already.
        came = self.visitors.sum(axis=1) / self.model.world.willingness
        self.year_of_visits += came - self.year_of_visits / self.clock.year
        self.wires.send("travel_to_firms", self.year_of_visits)
        growth = self.year_of_visits.sum() / self.usual_visits - 1
        self.wires.send("visitors_to_rivals", self.lost_by_rivals * growth)

    def find_less(self, cny: float) -> None:
        """Take from the month's spending what those who fly would have paid in shops that are full, CNY of the day."""
        direct = self.by_way[:, DIRECT]
        share = np.divide(direct, direct.sum(), out=np.zeros_like(direct), where=direct > 0)
        self.spending -= cny / self.model.world.exchange_rate * share

    def results(self) -> dict[str, np.ndarray]:
        """Visitors, nights, spending and ways of the month."""
        return {
            "visitors": self.visitors,
            "visitor_nights": self.nights,
            "visitor_spending": self.spending / 1e6,
            "visitors_by_way": self.by_way,
            "visa_free_visitors": self.visa_free,
            "rival_visitors": self.by_city,
            "visitors_china": np.array(self.in_china),
        }

    def identities(self) -> dict[str, float]:
        """People: by purpose and by way agree, no more are free of visas than came; every night belongs to someone who came."""
        return {
            "visitors by way and by purpose": float(np.abs(self.by_way.sum(axis=1) - self.visitors.sum(axis=1)).max()),
            "visa-free visitors beyond all": float(np.maximum(self.visa_free - self.visitors.sum(axis=1), 0.0).max()),
            "nights without a visitor": float(self.nights[self.visitors <= 0].sum()),
        }


def _sums(place: np.ndarray, amounts: np.ndarray, places: int) -> np.ndarray:
    """Sum of the amounts at each place, (places,); in a month without anyone ``bincount`` would give whole numbers."""
    return np.bincount(place, amounts, minlength=places).astype(float, copy=False)
