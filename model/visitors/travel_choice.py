"""Who has an occasion to travel in a month, and where each of them goes.

Occasions and tastes depend only on luck and the world outside, so that both variants of a member share them. Each
chooser takes the alternative of the highest utility plus taste among going elsewhere, seven other Chinese
destinations, and four ways into Nanjing.
"""

from typing import NamedTuple

import numpy as np

from model import numba_switch
from model.city_protocol import City
from model.visitors.tastes import BLOCK, CLOSE, NANJING, Tastes
from model.visitors.travellers import Travellers, purposes_shifted


class Choosers(NamedTuple):
    """Travellers with an occasion to travel, the same in both variants; all arrays but the tastes and those by
    origin are (choosers,)."""

    row: np.ndarray
    """Row of each among all travellers, ascending, so that they stand by origin."""
    segment: np.ndarray
    tastes: np.ndarray
    """Tastes for each alternative, see :meth:`model.visitors.tastes.Tastes.nearly`, (alternatives, choosers)."""
    awareness: np.ndarray
    """Quantile in (0, 1), see :class:`model.visitors.travellers.Travellers`."""
    people: np.ndarray
    """People for whom each party stands."""
    parties: np.ndarray
    """Number of choosers by origin, (origins,)."""
    occasions: np.ndarray
    """People for whom all of them stand by origin, (origins,)."""


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
        who, row = self.who, self.occasions(month)
        parties = np.diff(np.searchsorted(row, self.first), append=row.size)
        return Choosers(
            row=row,
            segment=who.segment.take(row),
            tastes=self.tastes.nearly(month, row),
            awareness=who.awareness.take(row),
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
        u = self.draws.cached(
            "occasion luck",
            (third, self.model.shared_key),
            lambda: self.draws.uniforms("visitors.occasion", third, who.slot, streams=4),
        )[turn]
        cell = chance.astype(np.float32).ravel()
        row = np.flatnonzero(u < cell.take(who.cell))
        if self.clock.parts > 1:  # luck falls evenly below the chance: where it falls says in which part of the month
            row = row[self.clock.falls_here(u[row] / cell[who.cell[row]])]
        return row

    def settle(
        self,
        month: int,
        row: np.ndarray,
        segment: np.ndarray,
        tastes: np.ndarray,
        utility: np.ndarray,
        aware: np.ndarray,
        recent: np.ndarray,
    ) -> np.ndarray:
        """Return what :meth:`choose` returns with the month's tastes in full.

        Args:
            month: calendar month.
            row: rows of the choosers among all travellers, (choosers,).
            segment: columns of the table of utilities that hold for each, int32, (choosers,).
            tastes: as in :class:`Choosers`.
            utility: see :meth:`choose`.
            aware: the same.
            recent: the same.
        """
        best, close = self._best(segment, tastes, utility, aware, recent)
        if close.size:
            tastes = self.tastes.in_full(month, row[close])
            best[close] = self._best(segment[close], tastes, utility, aware[close], recent[close])[0]
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
        return self._best(self.who.segment[row], tastes, utility, aware, recent)[0]

    def _best(
        self, segment: np.ndarray, tastes: np.ndarray, utility: np.ndarray, aware: np.ndarray, recent: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return the best alternatives, and the choosers whose best leads by less than :data:`CLOSE`: in NumPy's form, which
        has all tastes in full, nobody is asked for."""
        best = np.empty(segment.size, dtype=np.int8)
        if (loops := numba_switch.compiled()) is not None:
            close = np.empty(segment.size, dtype=np.int64)
            offers, tastes = np.ascontiguousarray(utility.T), np.ascontiguousarray(tastes)
            found = loops.best(best, close, CLOSE, offers, tastes, segment, aware, recent, self.loyalty, NANJING.start)
            return best, close[:found]
        for start in range(0, segment.size, BLOCK):
            part = slice(start, start + BLOCK)
            u = utility[:, segment[part]]
            u += tastes[:, part]
            u[NANJING] += np.where(
                recent[part], self.loyalty, np.where(aware[part], np.float32(0), np.float32(-np.inf))
            )
            best[part] = u.argmax(axis=0)
        return best, np.empty(0, dtype=np.int64)
