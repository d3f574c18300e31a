"""Domestic firms that are founded: by science, by makers who set their services up apart, and as headquarters.

They are no foreign investment. They employ people, sell and pay; science's and makers' also sell services abroad. Some
are founded and some close all the time; what tasks push, and what people and rents cost, moves their number.
"""

from typing import NamedTuple

import numpy as np

from common.vocabulary import FOUNDERS, SECTORS
from model.city_protocol import City
from model.draws import poisson_counts
from model.home import founding
from model.population import Population

SCIENCE, MAKERS, HEADQUARTERS = range(len(FOUNDERS))


FIELDS = {
    "science": ("technology", "professional", "health"),
    "makers": ("technology", "logistics", "business"),
    "headquarters": ("business", "technology", "logistics"),
}
"""Sectors in which each kind founds."""
_ORDER_BITS = 12


class Offer(NamedTuple):
    """What founding meets this month."""

    added: np.ndarray
    """Firms that tasks let found a year per thousand who could, (founders,)."""
    gain: np.ndarray
    """What founding has gained since the start, log points of yearly cost, (founders, sectors)."""
    growth: float = 1.0
    """Those who could found a firm relative to the start: as many more as the city's output has grown."""


class Founders:
    """Domestic firms founded by the three kinds of founders.

    Args:
        model: the pilot model.
    """

    def __init__(self, model: City) -> None:
        self.draws, self.clock, self.p = model.draws, model.clock, model.parameters.room("home")
        self.could = self.p.parents.vector(FOUNDERS)[:, None] * self._fields()
        """Thousands who could found a firm at the start, by the field they would choose, (founders, sectors)."""
        self.usual = self.p.founding.vector(FOUNDERS)
        """Firms founded a year per thousand who could, at the start, (founders,)."""
        self.closing = self.p.closing.vector(FOUNDERS) / self.clock.year
        """Hazard of closing in a step of the run, (founders,)."""
        self.firms = Population({"cell": "i8", "since": "i8", "until": "i8"}, 4096)
        """One firm each: its founder and sector as one index, and the steps in which it began and will close."""
        self.founded = np.zeros(self.could.shape)
        self._settle()
        self.count = self.counted()
        """Firms alive, (founders, sectors)."""

    def _fields(self) -> np.ndarray:
        """Return the share of each field in which a kind founds, (founders, sectors)."""
        share = np.zeros((len(FOUNDERS), len(SECTORS)))
        for kind, founder in enumerate(FOUNDERS):
            share[kind, [SECTORS.index(field) for field in FIELDS[founder]]] = self.p.fields[founder].vector(
                FIELDS[founder]
            )
        return share / share.sum(axis=1, keepdims=True)

    def _settle(self) -> None:
        """Create the steady stock of the start; what is left of an exponential life is exponential."""
        stock = self.could * self.usual[:, None] / (self.closing * self.clock.year)[:, None]
        luck = self.draws.uniform("home.stock", -1, np.arange(stock.size, dtype=np.uint64)).reshape(stock.shape)
        self._add("home.first", -1, np.floor(stock + luck).astype(np.int64))

    def found(self, offer: Offer) -> None:
        """Let some close, and found new ones this month, or in this part of it."""
        self.firms.keep(self.firms["until"] > self.clock.now)
        usual = (self.usual + offer.added)[:, None] / 1000
        mean = 1000 * offer.growth * self.could * founding.chance(usual, offer.gain, self.p.slope) / 12
        month, cells = self.clock.month, np.arange(mean.size, dtype=np.uint64)
        luck = self.draws.cached("home.founding", month, lambda: self.draws.uniform("home.founding", month, cells))
        number = poisson_counts(luck, mean.ravel()).reshape(mean.shape)
        self.founded = self._add("home.life", self.clock.month, number)
        self.count = self.counted()

    def _add(self, decision: str, month: int, number: np.ndarray) -> np.ndarray:
        """Add ``number`` firms, (founders, sectors), each with a life of its own; return those that begin in this part."""
        flat = number.ravel()
        cell = np.repeat(np.arange(flat.size), flat)
        order = np.arange(cell.size) - (np.cumsum(flat) - flat)[cell]
        luck = self.draws.uniforms(decision, month, (cell << _ORDER_BITS | order).astype(np.uint64), 2)
        here = self.clock.falls_here(luck[1]) if month >= 0 else np.ones(cell.size, bool)
        cell, life = cell[here], luck[0, here].astype(np.float64)
        closing = self.closing[cell // number.shape[1]]
        until = self.clock.now + 1 + np.floor(-np.log(life) / closing).astype(np.int64)
        self.firms.add(cell=cell, since=self.clock.now, until=until)
        return np.bincount(cell, minlength=number.size).reshape(number.shape).astype(float)

    def counted(self, weight: np.ndarray | None = None) -> np.ndarray:
        """Return firms alive, each times its ``weight``, (founders, sectors)."""
        number = np.bincount(self.firms["cell"], weight, minlength=self.could.size)
        return number.reshape(self.could.shape).astype(float, copy=False)
