"""Makers who sell services with their products, one to one: they begin when it pays and the tasks help, and some stop."""

import numpy as np

from model.city_protocol import City
from model.home import founding


class Makers:
    """Industrial firms above the statistical threshold.

    Args:
        model: the pilot model.
    """

    def __init__(self, model: City) -> None:
        self.draws, self.clock, self.p = model.draws, model.clock, model.parameters.room("home").makers
        self.slots = np.arange(int(1000 * model.parameters.room("home").parents.makers), dtype=np.uint64)
        self.usual = self.p.ending * self.p.integrated / (1 - self.p.integrated)
        """Share of the others who begin in a year while nothing changes: as many as stop."""
        self.integrated = self.draws.uniform("home.makers", -1, self.slots) < self.p.integrated
        """(makers,) whether a maker sells services."""
        self._count()
        self.share_start = self.share

    def _count(self) -> None:
        self.number = int(np.count_nonzero(self.integrated))
        """Makers who sell services."""
        self.share = self.number / self.slots.size
        """Share of makers who sell services."""

    def decide(self, added: float, gain: float, slope: float) -> None:
        """Let makers begin or stop in this month, or this part of it.

        Args:
            added: service firms that tasks let makers found, per thousand makers and year.
            gain: what founding has gained since the start, log points.
            slope: log odds per log point.
        """
        usual = np.array(self.usual + self.p.per_spin_off * added / 1000)
        begin = founding.chance(usual, np.array(gain), slope) / self.clock.year
        key = self.clock.key
        luck = self.draws.cached(
            "home.makers", (key, self.slots.size), lambda: self.draws.uniform("home.makers", key, self.slots)
        )
        stay = luck < 1 - self.p.ending / self.clock.year
        self.integrated = (self.integrated & stay) | (~self.integrated & (luck < begin))
        self._count()
