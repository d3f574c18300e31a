"""Visitors: who comes to Nanjing, by which way, for how long, and what they spend.

One slot per party of potential travellers. Each month some have an occasion to travel and choose among going
elsewhere, seven other Chinese destinations, and four ways into Nanjing; those who chose Shanghai may add a side trip.
Travellers of foreign firms and trading partners come on top.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from common.vocabulary import CITIES, PURPOSES, WAYS
from model import numba_switch
from model.choice import exponential, gumbel, log_positive_stable
from model.city_protocol import City
from model.interventions import FaresTimes, Intervention
from model.policy import Policy
from model.segments import CLASSES, segments
from model.visitors.getting_in import DIRECT, VIA_SHANGHAI
from model.visitors.stays import Stays
from model.visitors.travellers import purpose_mix, travellers
from model.visitors.visitor_options import Outlook
from model.wires import SeatsWanted

HOME, RIVALS, NANJING = 0, slice(1, 1 + len(CITIES)), slice(1 + len(CITIES), 1 + len(CITIES) + len(WAYS))
SHANGHAI = 1 + CITIES.index("shanghai")
SIDE_CITIES = (CITIES.index("suzhou"), CITIES.index("hangzhou"))
BLOCK = 8192
"""Travellers who choose at a time, so that their utilities stay in the processor's cache."""
NEVER = -10_000


class Choosers(NamedTuple):
    """Who has an occasion to travel, the same in both variants; all but the tastes (choosers,)."""

    row: np.ndarray
    """Their rows among all travellers."""
    tastes: np.ndarray
    """(alternatives, choosers)."""
    origin: np.ndarray
    awareness: np.ndarray
    people: np.ndarray


class Visitors:
    """The travelling population of one variant.

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
        self.stays = Stays(p)
        self.money = p.vector("travel.income_class", map(str, range(CLASSES)))
        self.income_power = p["visitors.income_elasticity"]
        self.loyalty = np.float32(p["visitors.loyalty"])
        self.memory = int(p["visitors.stay_memory_months"])
        self.purpose_season = self.facts.season
        self.firm_nights, self.firm_daily = p["visitors.nights.business"], p["visitors.daily_spending_usd.business"]
        self.forget, self.word_share = p["visitors.forgetting"], p["visitors.word_of_mouth_share"]
        self.heard_most, self.aware_most = p["visitors.word_of_mouth_most"], p["visitors.awareness_most"]
        self.spending_scale = self._spending_scale()
        self.aware = self.base.awareness.copy()
        """Share of each market that has heard of Nanjing, (origins,)."""
        self.outlook = Outlook(model, self.base, p)
        n = len(self.facts.origins)
        self.usual_share = np.zeros(n)
        """Visitors of Nanjing per occasion as things stand at the start, (origins,)."""
        self.usual_nights = 0.0
        """Visitor nights of a usual month at the start."""
        self.last_visit = np.full(self.who.slot.size, NEVER, dtype=np.int32)
        """Month of each slot's last visit, :data:`NEVER` if none within memory, (slots,)."""
        self.visits_year, self.expected_year = np.zeros((2, n))
        """Visits of the last twelve months weighted by satisfaction, and those expected at the start, (origins,)."""
        self.year_of_visits = np.zeros(n)
        """Visitors of the last twelve months per unit of willingness to travel, people, (origins,)."""
        self.visitors, self.nights = np.zeros((2, n, len(PURPOSES)))
        """People and nights of this part of the month, (origins, purposes)."""
        self.spending, self.first_otherwise = np.zeros((2, n))
        """USD spent, and people who came to Nanjing first by another way than direct, (origins,)."""
        self.by_way, self.by_city = np.zeros((n, len(WAYS))), np.zeros(len(CITIES))
        """People by way, (origins, ways), and visitors of the rival cities, (cities,)."""
        self.exempt_visitors = 0.0
        """Visitors who entered without a visa, people."""

    # -- at the start -----------------------------------------------------------------------------------------------

    def announce(self) -> None:
        """Settle memories under what the other rooms announced, and send the first signals of a usual month."""
        start = self.outlook.tables(self.model.policy_before_start)
        self.usual_share = self.outlook.expected_share(start, self.aware)
        self.last_visit = self._past_visits()
        self._start_wires(start)

    def _spending_scale(self) -> float:
        """Factor that brings what the visitors of 2019 are expected to spend to the receipts of 2019 (facts)."""
        s, base = segments(), self.base
        money = self.money[s.income]
        spent = base.first @ self.stays.expected(s.purpose, money, side=False)
        spent += base.second @ self.stays.expected(s.purpose, money, side=True)
        firms = self.facts.nanjing_visitors_2019.sum() * self.model.parameters["visitors.firm_traveller_share"]
        spent += firms * self.firm_nights * self.firm_daily
        return self.facts.nanjing_spending_2019_musd * 1e6 / spent

    def _prices(self) -> float:
        """USD of the day for a USD of declared spending: 2019's receipts at the prices and exchange rate of the day."""
        dollars, world = self.outlook.dollars_on_the_spot, self.model.world
        since_2019 = dollars(world.exchange_rate) / dollars(self.facts.exchange_rate(2019))
        return self.spending_scale * world.prices_since_2019 * since_2019

    def _past_visits(self) -> np.ndarray:
        """Month of each slot's last visit before the start (``NEVER`` if none within memory), (slots,)."""
        months = self.model.setting.start - np.arange(1, self.memory + 1)
        history = np.array([self.model.world.past_willingness(m) for m in months])
        monthly = self.usual_share / self.base.awareness * self.sizes.rate / 12
        chance = 1 - np.exp(-np.cumsum(history * monthly, axis=0))
        ago = np.concatenate(
            [
                np.searchsorted(chance[:, origin], quantiles)
                for origin, quantiles in enumerate(np.split(self.who.first_visit, np.cumsum(self.sizes.slots)[:-1]))
            ]
        )
        knew = self.who.awareness < self.base.awareness[self.who.origin]
        return np.where(knew & (ago < self.memory), self.model.setting.start - 1 - ago, NEVER).astype(np.int32)

    def _start_wires(self, start) -> None:
        """What the other rooms hear before the first month: a usual month under the rules of the start.

        Firms' travellers, whom nobody has sent yet, are counted at their declared share of all visitors.
        """
        occasions = self.sizes.occasions / 12 * self.model.world.willingness
        direct, other, _ = (part * occasions for part in self.outlook.expected_by_way(start, self.aware))
        usual, share = self.usual_share * occasions, self.model.parameters["visitors.firm_traveller_share"]
        firms = start.business_ways * usual * share / (1 - share)
        flown, first_stop = direct + firms[DIRECT], other + firms[VIA_SHANGHAI:].sum(axis=0)
        self.wires.send("visitors_to_carriers", SeatsWanted(flown, first_stop, flown))
        self.year_of_visits = usual / (1 - share) * 12 / self.model.world.willingness
        self.wires.send("travel_to_firms", self.year_of_visits)
        nights = usual @ (self.stays.mean_nights @ purpose_mix(self.facts, self.model.parameters))
        self.usual_nights = float(nights + firms.sum() * self.firm_nights)
        self.wires.send("visitors_to_zones", np.array([self.usual_nights]))

    def intervene(self, changes: Iterable[Intervention]) -> None:
        """Apply the declared changes of fares, as visitors meet them from the first month on."""
        for change in changes:
            if isinstance(change, FaresTimes):
                self.outlook.change_fares(change.by, change.breadth)

    # -- the month --------------------------------------------------------------------------------------------------

    def travel(self, policy: Policy) -> None:
        """One month of travel under ``policy``, or one part of it."""
        month = self.clock.month
        now = self.clock.now, self.model.shared_key
        choosers = self.draws.cached("occasions", now, lambda: self._choosers(*self._occasions(month)))
        tables = self.outlook.tables(policy)
        aware = choosers.awareness < self.aware[choosers.origin]
        recent = month - self.last_visit[choosers.row] <= self.memory
        choice = self._choose(choosers.row, choosers.tastes, tables.utility, aware, recent)
        firms = self._firm_travellers(tables)
        parted, choice, people, wanted = self._seat(choosers, tables.utility, choice, aware, recent, firms[DIRECT])
        chooser, origin, knows = choosers.row, choosers.origin, aware | recent
        if parted.size:  # appended and not looked up row by row: parties that are divided are few
            chooser, origin, knows = (np.concatenate([of_all, of_all[parted]]) for of_all in (chooser, origin, knows))
        occasions = np.bincount(origin, people, minlength=len(self.facts.origins))
        sides = self._side_trips(chooser, choice, tables, knows)
        self._arrive(policy, chooser, occasions, people, choice, sides, tables, firms)
        self._tell(wanted + firms[DIRECT])

    def _occasions(self, month: int) -> tuple[np.ndarray, np.ndarray]:
        """Who has an occasion in this part of the month, and their tastes: luck and world only, so variants share it."""
        who, world = self.who, self.model.world
        season = self.purpose_season[month % 12]
        rate = self.sizes.rate / 12 * world.willingness * world.income_to(self.income_power)
        # One occasion a month at most: the chance is the rate itself, so that yearly occasions are those declared.
        chance = np.minimum(rate[:, None] * season[None, :], 1.0)
        # One hash of a slot gives four numbers: a third of a year of occasions.
        third, turn = divmod(month, 4)
        u = self.draws.cached(
            "occasion luck",
            (third, self.model.shared_key),
            lambda: self.draws.uniforms("visitors.occasion", third, who.slot, streams=4),
        )[turn]
        cell = chance.astype(np.float32).ravel()
        chooser = np.flatnonzero(u < cell[who.cell])
        if self.clock.parts > 1:  # luck falls evenly below the chance: where it falls says in which part of the month
            chooser = chooser[self.clock.falls_here(u[chooser] / cell[who.cell[chooser]])]
        return chooser, self._tastes(month, who.slot[chooser])

    def _choosers(self, chooser: np.ndarray, tastes: np.ndarray) -> Choosers:
        """What both variants ask of the choosers, looked up once."""
        who = self.who
        return Choosers(chooser, tastes, who.origin[chooser], who.awareness[chooser], who.weight[chooser].astype(float))

    def _tastes(self, month: int, slot: np.ndarray) -> np.ndarray:
        """Monthly tastes for going elsewhere, the rivals and the ways into Nanjing, (alternatives, choosers)."""
        nests, cities, ways = self.base.nests, len(CITIES), len(WAYS)
        tastes = np.empty((NANJING.stop, slot.size), dtype=np.float32)
        china, own = np.float32(nests.china), np.float32(nests.ways)
        for start in range(0, slot.size, BLOCK):
            part = slice(start, start + BLOCK)
            u, out = self.draws.uniforms("visitors.where", month, slot[part], 5 + cities + ways), tastes[:, part]
            shared = china * log_positive_stable(u[0], exponential(u[1]), nests.china)
            among_ways = shared + own * log_positive_stable(u[2], exponential(u[3]), nests.ways / nests.china)
            out[HOME] = gumbel(u[4])
            out[RIVALS] = shared + china * gumbel(u[5 : 5 + cities])
            out[NANJING] = among_ways + own * gumbel(u[5 + cities :])
        return tastes

    def _choose(self, chooser, tastes, utility, aware, recent) -> np.ndarray:
        """The best alternative of each chooser, (choosers,), as an index of the utility table."""
        segment = self.who.segment[chooser]
        best = np.empty(chooser.size, dtype=np.int8)
        if (loops := numba_switch.compiled()) is not None:
            offers, tastes = np.ascontiguousarray(utility.T), np.ascontiguousarray(tastes)
            loops.best(best, offers, tastes, segment, aware, recent, self.loyalty, NANJING.start)
            return best
        for start in range(0, chooser.size, BLOCK):
            part = slice(start, start + BLOCK)
            u = utility[:, segment[part]]
            u += tastes[:, part]
            u[NANJING] += np.where(
                recent[part], self.loyalty, np.where(aware[part], np.float32(0), np.float32(-np.inf))
            )
            best[part] = u.argmax(axis=0)
        return best

    def _firm_travellers(self, tables) -> np.ndarray:
        """Business travellers of foreign firms and trading partners by way, people, (ways, origins); they book first."""
        people = self.wires.hear("firms_to_visitors") + self.wires.hear("trade_to_visitors")
        by_way = tables.business_ways * people * self.model.world.willingness * self.clock.share
        flown = np.minimum(by_way[DIRECT], self._seats())
        by_way[VIA_SHANGHAI] += by_way[DIRECT] - flown
        by_way[DIRECT] = flown
        return by_way

    def _seats(self) -> np.ndarray:
        """Direct seats left for visitors this month, or in this part of it, (origins,)."""
        return self.wires.hear("seats_to_visitors").seats * self.clock.share

    def _seat(self, choosers: Choosers, utility, choice, aware, recent, firms_flown):
        """Hand out the direct seats; those without one take their next best.

        A party stands for many people: of the last one in the queue as many fly as there are seats, so that what is
        flown does not hang on how many people a party stands for.

        Returns:
            Which of the choosers are divided; the choices and people of all choosers, and below them of the parts that
            fly; and the seats wanted by origin.
        """
        n, people, chooser = len(self.facts.origins), choosers.people, choosers.row
        parted = np.zeros(0, dtype=np.int64)
        flying = np.flatnonzero(choice == NANJING.start + DIRECT)
        origin, weight = choosers.origin[flying], people[flying]
        wanted = np.bincount(origin, weight, minlength=n)
        seats = self._seats() - firms_flown
        served = np.minimum(1.0, np.divide(seats, wanted, out=np.ones(n), where=wanted > 0))
        if (served < 1.0).any():
            # Earliest bookers fly: a queue in keyed order, so that another seat never unseats anyone.
            queue = self.draws.uniform("visitors.booking", self.clock.month, self.who.slot[chooser[flying]])
            order = np.lexsort((queue, origin))
            taken = np.cumsum(weight[order], dtype=np.float64)
            before = np.concatenate([[0.0], np.cumsum(wanted)])[origin[order]]
            lacking = taken - before - seats[origin[order]]
            left_out, lacking = flying[order[lacking > 1e-6]], lacking[lacking > 1e-6]
            parted = left_out[lacking < people[left_out] - 1e-6]
            closed = utility.copy()
            closed[NANJING.start + DIRECT] = -np.inf
            choice, people = choice.copy(), people.copy()
            choice[left_out] = self._choose(
                chooser[left_out], choosers.tastes[:, left_out], closed, aware[left_out], recent[left_out]
            )
            people[left_out] = np.minimum(people[left_out], lacking)
            choice = np.concatenate([choice, np.full(parted.size, NANJING.start + DIRECT, choice.dtype)])
            people = np.concatenate([people, self.who.weight[chooser[parted]] - people[parted]])
        return parted, choice, people, wanted

    def _side_trips(self, chooser, choice, tables, knows) -> np.ndarray:
        """Which of Shanghai's visitors add Nanjing (2), Suzhou (0) or Hangzhou (1) or none (-1); (choosers,)."""
        side = np.full(chooser.size, -1, dtype=np.int8)
        there = np.flatnonzero(choice == SHANGHAI)
        segment = self.who.segment[chooser[there]]
        u = self.draws.uniforms("visitors.side_trip", self.clock.month, self.who.slot[chooser[there]], streams=4)
        worth = gumbel(u).astype(np.float64)
        worth[1:] += tables.side[:, segment]
        worth[3, ~knows[there]] = -np.inf
        side[there] = worth.argmax(axis=0) - 1
        return side

    def _arrive(self, policy: Policy, chooser, occasions, people, choice, sides, tables, firms) -> None:
        """Count arrivals, nights and spending, and remember the visits."""
        who, month, n = self.who, self.clock.month, len(self.facts.origins)
        first = np.flatnonzero(choice >= NANJING.start)
        second = np.flatnonzero(sides == 2)
        here = np.concatenate([first, second])
        slots, side = chooser[here], np.arange(here.size) >= first.size
        way = np.where(side, VIA_SHANGHAI, choice[here] - NANJING.start)
        origin, purpose, weight = who.origin[slots].astype(int), who.purpose[slots].astype(int), people[here]
        u = self.draws.uniforms("visitors.stay", month, who.slot[slots], streams=2)
        z = self.draws.normal("visitors.spending", month, who.slot[slots])[0]
        permitted = tables.permitted(way, who.segment[slots], u[1])
        nights = self.stays.nights(u[0].astype(float), purpose, side, permitted)
        money = self.money[segments().income[who.segment[slots]]]
        saved = float(self.wires.hear("shops_to_visitors")[0] - self.wires.start("shops_to_visitors")[0])
        spent = self.stays.spending(z, nights, purpose, money, side)
        prices = self._prices()
        spent *= prices * self.stays.more_shopping(saved)

        firm = firms.sum(axis=0)
        cell = origin * len(PURPOSES) + purpose
        table = lambda flow: _sums(cell, flow, n * len(PURPOSES)).reshape(n, -1)  # noqa: E731
        business = PURPOSES.index("business")
        self.visitors, self.nights = table(weight), table(weight * nights)
        self.visitors[:, business] += firm
        self.nights[:, business] += firm * self.firm_nights
        self.spending = _sums(origin, weight * spent, n)
        self.spending += firm * self.firm_nights * self.firm_daily * prices
        self.by_way = np.bincount(origin * len(WAYS) + way, weight, minlength=n * len(WAYS)).reshape(n, -1) + firms.T
        indirect = ~side & (way != DIRECT)
        self.first_otherwise = np.bincount(origin[indirect], weight[indirect], minlength=n) + firms[VIA_SHANGHAI:].sum(
            axis=0
        )
        self.by_city = _sums(choice, people, NANJING.stop)[RIVALS]
        for place, city in enumerate(SIDE_CITIES):
            self.by_city[city] += people[sides == place].sum()
        self.by_city *= self.base.rival_scale
        self.exempt_visitors = float((weight * tables.exempt[way, who.segment[slots]]).sum())
        self.last_visit[slots] = month
        self._remember(policy, occasions, weight, origin)

    def _remember(self, policy: Policy, occasions, weight, origin) -> None:
        """Word of mouth: markets where more came than usual hear more of Nanjing; some forget."""
        n = len(self.facts.origins)
        visits = np.bincount(origin, weight, minlength=n)
        satisfaction = self.outlook.satisfaction()
        self.visits_year += (visits * satisfaction - self.visits_year) / self.clock.year
        self.expected_year += (occasions * self.usual_share - self.expected_year) / self.clock.year
        ratio = np.divide(self.visits_year, self.expected_year, out=np.ones(n), where=self.expected_year > 1e-9)
        usual = self.base.awareness
        hears = (
            self.forget
            * usual
            / (1 - usual)
            * (1 - self.word_share + self.word_share * np.minimum(ratio, self.heard_most))
        )
        hears = (hears + policy.channels["promotion"] / 12) * self.clock.share
        forget = self.forget * self.clock.share
        self.aware = np.clip(self.aware + hears * (1 - self.aware) - forget * self.aware, 0.0, self.aware_most)

    def _tell(self, wanted: np.ndarray) -> None:
        """What carriers, zones and firms hear of the month, or of this part of it as a monthly rate."""
        share = self.clock.share
        flew = self.by_way[:, DIRECT]
        self.wires.send("visitors_to_carriers", SeatsWanted(wanted / share, self.first_otherwise / share, flew / share))
        self.wires.send("visitors_to_zones", np.array([self.nights.sum() / share]))
        # Per willing traveller: what reopening does to investors is part of the climate for investment already.
        came = self.visitors.sum(axis=1) / self.model.world.willingness
        self.year_of_visits += came - self.year_of_visits / self.clock.year
        self.wires.send("travel_to_firms", self.year_of_visits)

    def results(self) -> dict[str, np.ndarray]:
        """Visitors, nights, spending and ways of the month."""
        return {
            "visitors": self.visitors,
            "visitor_nights": self.nights,
            "visitor_spending": self.spending / 1e6,
            "visitors_by_way": self.by_way,
            "rival_visitors": self.by_city,
        }

    def identities(self) -> dict[str, float]:
        """People: by purpose and by way agree; every night belongs to someone who came."""
        return {
            "visitors by way and by purpose": float(np.abs(self.by_way.sum(axis=1) - self.visitors.sum(axis=1)).max()),
            "nights without a visitor": float(self.nights[self.visitors <= 0].sum()),
        }


def _sums(place: np.ndarray, amounts: np.ndarray, places: int) -> np.ndarray:
    """Sum of the amounts at each place, (places,); in a month without anyone ``bincount`` would give whole numbers."""
    return np.bincount(place, amounts, minlength=places).astype(float, copy=False)
