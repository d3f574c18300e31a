"""Domestic service firms that spin off: from science through technology firms, and from manufacturers.

They are no foreign investment. They employ people and sell services abroad. The two channels give the number founded
a year per thousand firms; the lifetime of each is drawn when it is founded.
"""

import numpy as np

from common.vocabulary import SECTORS
from model.city_protocol import City
from model.draws import poisson_counts
from model.policy import Policy
from model.population import Population

KINDS = ("ip_finance", "integration")
"""The channels that found them, in the order of :attr:`SpinOffs.parents`."""


class SpinOffs:
    """Spin-offs founded since the start by the two channels.

    Args:
        model: the pilot model.
    """

    def __init__(self, model: City) -> None:
        self.draws, self.clock, self.p = model.draws, model.clock, model.parameters.room("firms")
        self.parents = np.array([self.p.technology_thousands, self.p.manufacturer_thousands])
        """Thousands of firms from which each kind spins off, (kinds,)."""
        self.hazard = self.p.spin_off_exit / self.clock.year
        """Exit hazard in a step of the run."""
        field = self.p.spin_off_field
        self.fields = np.stack([field.science.vector(_fields(0)), field.makers.vector(_fields(1))])
        """Share of each field in which a kind is founded, (kinds, fields)."""
        self.places = np.array([[SECTORS.index(word) for word in _fields(kind)] for kind in (0, 1)])
        self.firms = Population({"sector": "i8", "until": "i8"}, 64)
        self.founded = np.zeros(len(SECTORS))

    def found(self, policy: Policy) -> None:
        """Let some close, and found new ones this month, or in this part of it."""
        now, month = self.clock.now, self.clock.month
        self.firms.keep(self.firms["until"] > now)
        mean = np.array([float(policy.channels[kind]) for kind in KINDS]) * self.parents / 12
        self.founded = np.zeros(len(SECTORS))
        if not mean.any():
            return
        slots = np.arange(len(KINDS), dtype=np.uint64)
        number = poisson_counts(self.draws.uniform("firms.spin_offs", month, slots), mean)
        kind = np.repeat(slots, number).astype(np.int64)
        order = np.arange(kind.size) - np.repeat(np.cumsum(number) - number, number)
        luck = self.draws.uniforms("firms.spin_off", month, kind * 4096 + order, 3).astype(np.float64)
        here = self.clock.falls_here(luck[2])
        kind, (field, life) = kind[here], luck[:2, here]
        share = np.cumsum(self.fields, axis=1) / self.fields.sum(axis=1, keepdims=True)
        place = np.minimum((field[:, None] > share[kind]).sum(axis=1), share.shape[1] - 1)
        sector = self.places[kind, place]
        self.firms.add(sector=sector, until=now + 1 + np.floor(-np.log(life) / self.hazard).astype(np.int64))
        self.founded = np.bincount(sector, minlength=len(SECTORS)).astype(float)

    @property
    def count(self) -> np.ndarray:
        """Spin-offs alive by sector, (sectors,)."""
        return np.bincount(self.firms["sector"], minlength=len(SECTORS)).astype(float)

    @property
    def jobs(self) -> np.ndarray:
        """Their jobs by sector, (sectors,)."""
        return self.count * self.p.spin_off_jobs


def _fields(kind: int) -> tuple[str, ...]:
    """Return sectors in which the spin-offs of a kind are founded."""
    science = ("technology", "professional", "health")
    makers = ("technology", "logistics", "business")
    return (science, makers)[kind]
