"""Who has an occasion to travel in a month, and where each of them goes.

Occasions and tastes depend only on luck and the world outside, so that both variants of a member share them. Each
chooser takes the alternative of the highest utility plus taste among going elsewhere, seven other Chinese
destinations, and four ways into Nanjing.
"""

from typing import NamedTuple

import numpy as np

from common.vocabulary import CITIES, WAYS
from model import numba_switch
from model.choice import exponential, gumbel, log_positive_stable
from model.city_protocol import City
from model.visitors.travellers import Travellers, purposes_shifted

HOME, RIVALS, NANJING = 0, slice(1, 1 + len(CITIES)), slice(1 + len(CITIES), 1 + len(CITIES) + len(WAYS))
"""Places of the alternatives in a table of utilities."""
BLOCK = 8192
"""Travellers who choose at a time, so that their utilities stay in the processor's cache."""


class Choosers(NamedTuple):
    """Travellers with an occasion to travel, the same in both variants; all arrays but the tastes are (choosers,)."""

    row: np.ndarray
    """Row of each among all travellers."""
    tastes: np.ndarray
    """Tastes for each alternative, utility points, (alternatives, choosers)."""
    origin: np.ndarray
    awareness: np.ndarray
    """Quantile in (0, 1), see :class:`model.visitors.travellers.Travellers`."""
    people: np.ndarray
    """People for whom each party stands."""


class TravelChoice:
    """Occasions, tastes and choices of the travelling population.

    Args:
        model: the pilot model.
        who: all travellers.
    """

    def __init__(self, model: City, who: Travellers) -> None:
        self.model, self.who, self.draws, self.clock = model, who, model.draws, model.clock
        self.nests = model.baseline.nests
        self.own = self.nests.ways.astype(np.float32)
        """Scale of tastes among ways into Nanjing, (segments,)."""
        self.season = model.facts.season
        self.rate = model.market.rate / 12
        """Occasions of a slot in a month of 2019."""
        self.p = model.parameters.room("visitors")
        self.loyalty = np.float32(self.p.loyalty)
        """Bonus of Nanjing for those with a visit within memory, utility points."""

    def choosers(self, month: int) -> Choosers:
        """Return who has an occasion in this part of ``month``, with what both variants look up about them."""
        row, tastes = self.occasions(month)
        who = self.who
        return Choosers(
            row=row,
            tastes=tastes,
            origin=who.origin[row].astype(np.intp),
            awareness=who.awareness[row],
            people=who.weight[row].astype(float),
        )

    def occasions(self, month: int) -> tuple[np.ndarray, np.ndarray]:
        """Return the rows of travellers with an occasion in this part of ``month``, and their tastes."""
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
        return row, self.tastes(month, row)

    def tastes(self, month: int, row: np.ndarray) -> np.ndarray:
        """Return monthly tastes of the travellers at ``row`` for going elsewhere, the rivals and the ways into Nanjing,
        (alternatives, choosers)."""
        slot, nests, cities, ways = self.who.slot[row], self.nests, len(CITIES), len(WAYS)
        tastes = np.empty((NANJING.stop, slot.size), dtype=np.float32)
        china, region = np.float32(nests.china), np.float32(nests.region)
        scales = nests.scales.astype(np.float32)[:, None]
        for start in range(0, slot.size, BLOCK):
            part = slice(start, start + BLOCK)
            u, out = self.draws.uniforms("visitors.where", month, slot[part], 7 + cities + ways), tastes[:, part]
            shared = china * log_positive_stable(u[0], exponential(u[1]), nests.china)
            nearby = shared + region * log_positive_stable(u[-2], exponential(u[-1]), nests.region / nests.china)
            own = self.own[self.who.segment[row[part]]]
            among_ways = nearby + own * log_positive_stable(u[2], exponential(u[3]), own / region)
            out[HOME] = gumbel(u[4])
            np.multiply(scales, gumbel(u[5 : 5 + cities]), out=out[RIVALS])
            for city in range(cities):
                out[RIVALS][city] += nearby if nests.near[city] else shared
            np.add(among_ways, own * gumbel(u[5 + cities : -2]), out=out[NANJING])
        return tastes

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
        segment = self.who.segment[row]
        best = np.empty(row.size, dtype=np.int8)
        if (loops := numba_switch.compiled()) is not None:
            offers, tastes = np.ascontiguousarray(utility.T), np.ascontiguousarray(tastes)
            loops.best(best, offers, tastes, segment, aware, recent, self.loyalty, NANJING.start)
            return best
        for start in range(0, row.size, BLOCK):
            part = slice(start, start + BLOCK)
            u = utility[:, segment[part]]
            u += tastes[:, part]
            u[NANJING] += np.where(
                recent[part], self.loyalty, np.where(aware[part], np.float32(0), np.float32(-np.inf))
            )
            best[part] = u.argmax(axis=0)
        return best
