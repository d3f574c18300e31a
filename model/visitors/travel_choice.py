"""Who has an occasion to travel in a month, and where each of them goes.

Occasions and tastes depend only on luck and the world outside, so that both variants of a member share them. Each
chooser takes the alternative of the highest utility plus taste among going elsewhere, seven other Chinese
destinations, and four ways into Nanjing.
"""

from typing import NamedTuple

import numpy as np

from model import numba_switch
from model.city_protocol import City
from model.visitors.tastes import BLOCK, CLOSE, HOME, NANJING, Tastes
from model.visitors.travellers import Travellers, purposes_shifted

SURELY = np.float32(1e-3)
"""Utility points beyond which rounding turns no choice, nor brings two alternatives as close as :data:`CLOSE`."""


class Choosers(NamedTuple):
    """Travellers with an occasion to travel, the same in both variants; all arrays but the tastes and those by
    origin are (choosers,)."""

    month: int
    row: np.ndarray
    """Row of each among all travellers, ascending, so that they stand by origin."""
    segment: np.ndarray
    tastes: np.ndarray
    """Tastes for each alternative, see :meth:`model.visitors.tastes.Tastes.nearly`, (alternatives, choosers)."""
    people: np.ndarray
    """People for whom each party stands."""
    parties: np.ndarray
    """Number of choosers by origin, (origins,)."""
    occasions: np.ndarray
    """People for whom all of them stand by origin, (origins,)."""

    def some(self, which: np.ndarray) -> "Choosers":
        """Return those at ``which``, (some,), with their tastes for ways into Nanjing alone; figures by origin stay those of all."""
        row, segment, people = (of.take(which) for of in (self.row, self.segment, self.people))
        tastes = np.full((len(self.tastes), which.size), np.nan, dtype=np.float32)
        self.tastes[NANJING].take(which, axis=1, out=tastes[NANJING], mode="clip")  # none is out of bounds
        return self._replace(row=row, segment=segment, tastes=tastes, people=people)


class Elsewhere(NamedTuple):
    """The best that choosers find but for Nanjing, each but the last (choosers,)."""

    best: np.ndarray
    """Alternatives, as places in the table of utilities."""
    top: np.ndarray
    """What it is worth, utility points."""
    second: np.ndarray
    """What the second best is worth, utility points."""
    lead: np.ndarray
    """What it is worth more than the best of :attr:`ways`, utility points; -inf where near values do not settle it."""
    ways: np.ndarray
    """What ways into Nanjing offered when this was looked at, utility points, (ways, segments)."""

    def some(self, which: np.ndarray) -> "Elsewhere":
        """Return those at ``which``, (some,)."""
        best, top, second, lead = (of.take(which) for of in (self.best, self.top, self.second, self.lead))
        return Elsewhere(best, top, second, lead, self.ways)


class TravelChoice:
    """Occasions, tastes and choices of the travelling population.

    Args:
        model: the pilot model.
        who: all travellers.
    """

    def __init__(self, model: City, who: Travellers) -> None:
        self.model, self.who, self.draws, self.clock = model, who, model.draws, model.clock
        self.tastes = Tastes(model.draws, who, model.baseline.nests)
        self.season = model.facts.season
        slots = model.market.slots
        self.first = np.cumsum(slots) - slots
        """Row of the first traveller of each origin, (origins,)."""
        self.weight = model.market.weight.astype(np.float32).astype(float)
        """People for whom a traveller of each origin stands, (origins,)."""
        self.rate = model.market.rate / 12
        """Occasions of a slot in a month of 2019."""
        self.p = model.parameters.room("visitors")
        self.loyalty = np.float32(self.p.loyalty)
        """Bonus of Nanjing for those with a visit within memory, utility points."""

    def choosers(self, month: int) -> Choosers:
        """Return who has an occasion in this part of ``month``, with what both variants look up about them."""
        return self.choosers_at(month, self.occasions(month))

    def choosers_at(self, month: int, row: np.ndarray) -> Choosers:
        """Return the travellers at ``row``, ascending, as those who choose in ``month``."""
        who = self.who
        parties = np.diff(np.searchsorted(row, self.first), append=row.size)
        return Choosers(
            month=month,
            row=row,
            segment=who.segment.take(row),
            tastes=self.tastes.nearly(month, row),
            people=np.repeat(self.weight, parties),
            parties=parties,
            occasions=parties * self.weight,
        )

    def occasions(self, month: int) -> np.ndarray:
        """Return the rows of travellers with an occasion in this part of ``month``, ascending."""
        who, world = self.who, self.model.world
        rate = self.rate * world.willingness * world.income_to(self.p.income_elasticity)
        # One occasion a month at most: the chance is the rate itself, so that yearly occasions are those declared.
        shifted = self.draws.cached(
            "purposes",
            (month, self.model.shared_key),
            lambda: purposes_shifted(self.model.facts, self.model.parameters, world.willingness),
        )
        chance = np.minimum(rate[:, None] * shifted * self.season[month % 12][None, :], 1.0)
        # One hash of a slot gives four numbers: a third of a year of occasions.
        third, turn = divmod(month, 4)
        whose = self.draws.at(month)  # luck may become another's within a third of a year
        u = self.draws.cached(
            "occasion luck",
            (third, whose.identity, self.model.shared_key),
            lambda: whose.uniforms("visitors.occasion", third, who.slot, streams=4),
        )[turn]
        cell = chance.astype(np.float32).ravel()
        row = np.flatnonzero(u < cell.take(who.cell, mode="clip"))  # none is out of bounds, and clipping is faster
        if self.clock.parts > 1:  # luck falls evenly below the chance: where it falls says in which part of the month
            row = row[self.clock.falls_here(u[row] / cell[who.cell[row]])]
        return row

    def undecided(self, among: Choosers, elsewhere: Elsewhere, utility: np.ndarray) -> np.ndarray:
        """Return the places of the choosers for whom Nanjing may be best, or two others as good as each other, (undecided,).

        All others go where they find the best elsewhere: so far is that ahead of the ways into Nanjing that neither loyalty
        nor what these offer more than when it was looked at makes up for it.

        Args:
            among: the choosers.
            elsewhere: what they find elsewhere.
            utility: utility points, float32, (alternatives, segments).
        """
        offered, more = utility[NANJING], np.full(elsewhere.ways.shape, -np.inf, dtype=np.float32)
        np.subtract(offered, elsewhere.ways, out=more, where=offered > -np.inf)
        by_origin = more.reshape(len(more), among.parties.size, -1).max(axis=(0, 2))
        most = by_origin + (max(self.loyalty, np.float32(0)) + SURELY)
        return np.flatnonzero(elsewhere.lead <= np.repeat(most, among.parties))

    def settle(
        self, among: Choosers, elsewhere: Elsewhere, utility: np.ndarray, aware: np.ndarray, recent: np.ndarray
    ) -> np.ndarray:
        """Return what :meth:`choose` returns with this month's tastes in full; see there."""
        best, close = self._best(elsewhere, among.segment, among.tastes, utility, aware, recent)
        if close.size:
            row = among.row[close]  # mostly the same in all variants
            given = self.model.shared_key, among.month, row.tobytes()
            tastes = self.draws.cached("tastes in full", given, lambda: self.tastes.in_full(among.month, row))
            best[close] = self.choose(row, tastes, utility, aware[close], recent[close])
        return best

    def choose(
        self, row: np.ndarray, tastes: np.ndarray, utility: np.ndarray, aware: np.ndarray, recent: np.ndarray
    ) -> np.ndarray:
        """Return the best alternative of each chooser, (choosers,), as a place in the table of utilities.

        Args:
            row: rows of the choosers among all travellers, (choosers,).
            tastes: utility points, float32, (alternatives, choosers).
            utility: utility points, float32, (alternatives, segments).
            aware: who has heard of Nanjing, boolean, (choosers,).
            recent: who has a visit within memory, boolean, (choosers,).
        """
        utility, segment = utility.take(self.who.segment[row], axis=1), np.arange(row.size, dtype=np.int32)
        tastes = np.ascontiguousarray(tastes)
        return self._best(self.elsewhere(segment, tastes, utility), segment, tastes, utility, aware, recent)[0]

    def elsewhere(self, segment: np.ndarray, tastes: np.ndarray, utility: np.ndarray) -> Elsewhere:
        """Return the best that each finds but for Nanjing; arguments as in :class:`Choosers` and :meth:`choose`."""
        first_way, ways = NANJING.start, utility[NANJING]
        best, (top, second, lead) = np.empty(segment.size, dtype=np.int8), np.empty((3, segment.size), dtype=np.float32)
        if (loops := numba_switch.compiled()) is not None:
            offers = np.ascontiguousarray(utility.T)
            loops.best_elsewhere(best, top, second, lead, offers, tastes, segment, first_way, CLOSE)
            return Elsewhere(best, top, second, lead, ways)
        second.fill(-np.inf)  # NumPy's form has all tastes in full, of which no two are close
        for start in range(0, segment.size, BLOCK):
            part = slice(start, start + BLOCK)
            worth = utility[:, segment[part]]
            worth += tastes[:, part]
            best[part], top[part] = worth[:first_way].argmax(axis=0), worth[:first_way].max(axis=0)
            lead[part] = top[part] - worth[NANJING].max(axis=0)
        return Elsewhere(best, top, second, lead, ways)

    def first_stops(self, choice: np.ndarray, people: np.ndarray, wanted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return people by alternative, 0 for going elsewhere, (alternatives,), and the places of parties that choose one ``wanted``.

        Args:
            choice: places in the table of utilities, int8, (parties,).
            people: people of each party, (parties,).
            wanted: alternatives whose choosers are asked for, boolean, (alternatives,).
        """
        if (loops := numba_switch.compiled()) is not None:
            sums, places = np.zeros(wanted.size + loops.SPARE), np.empty(choice.size, dtype=np.int64)
            found = loops.first_stops(places, sums, choice, people, wanted)
            return sums[: wanted.size], places[:found]
        sums = np.bincount(choice, people, minlength=wanted.size).astype(float, copy=False)
        sums[HOME] = 0.0
        return sums, np.flatnonzero(wanted.take(choice))

    def _best(
        self,
        elsewhere: Elsewhere,
        segment: np.ndarray,
        tastes: np.ndarray,
        utility: np.ndarray,
        aware: np.ndarray,
        recent: np.ndarray,
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return the best alternatives, and places of the choosers whose best does not lead by :data:`CLOSE`."""
        best, close = np.empty_like(elsewhere.best), np.empty(segment.size, dtype=np.int64)
        if (loops := numba_switch.compiled()) is not None:
            given = utility, tastes, segment, aware, recent, self.loyalty, NANJING.start
            return best, close[: loops.best_of_all(best, close, CLOSE, *elsewhere[:3], *given)]
        best[:] = elsewhere.best
        knows = np.flatnonzero(aware | recent)
        for start in range(0, knows.size, BLOCK):
            part = knows[start : start + BLOCK]
            worth = utility[NANJING, segment[part]]
            worth += tastes[NANJING, part]
            worth += np.where(recent[part], self.loyalty, np.float32(0))
            better = worth.max(axis=0) > elsewhere.top[part]
            best[part[better]] = NANJING.start + worth.argmax(axis=0)[better]
        return best, close[:0]
