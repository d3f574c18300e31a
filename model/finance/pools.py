"""Groups that pool their cash across the border: who may, whom it pays, and what they draw in and lend out.

Groups are counted by size: revenue of their firms in Nanjing follows a power law (Axtell 2001, Science 293), foreign and
domestic groups apart. A group that may join does so when what the pool saves in a year exceeds what it costs.
"""

from typing import NamedTuple

import numpy as np
from scipy.special import ndtr

from model.parameters import Room

FOREIGN, DOMESTIC = 0, 1
SMALLEST, LARGEST, STEPS = 0.05, 100.0, 48
"""Revenue of the groups counted, billion CNY a year, and steps of size between: strips of an integral."""


class PoolRules(NamedTuple):
    """Who may pool how much."""

    quota: float
    """What a pool may draw or lend, share of its members' own funds."""
    threshold: float
    """Revenue of its members here from which a group may pool, million CNY a year."""


class Pools:
    """Groups with a pool, by owner and size.

    Args:
        p: parameters, room ``finance``.
        year: parts of months in a year.
        rules: those of 2022, under which the pools of the start have settled.
        saving: what a pool saved on what it moved then, percentage points a year.
    """

    def __init__(self, p: Room, year: float, rules: PoolRules, saving: float) -> None:
        self.p, self.year, self.rules, self.saving = p, year, rules, saving
        edges = np.geomspace(SMALLEST, LARGEST, STEPS + 1)
        self._low, self._high = edges[:-1], edges[1:]
        self._revenue = np.sqrt(self._low * self._high)
        over = np.array([p.groups.foreign, p.groups.domestic])[:, None] * edges**-p.groups.tail
        self.groups = over[:, :-1] - over[:, 1:]
        """Groups, (owners, sizes)."""
        self.joined = self.wanted()
        """Of them, those with a pool, (owners, sizes)."""

    def wanted(self) -> np.ndarray:
        """Return groups that may pool and whom it pays, (owners, sizes)."""
        p, threshold = self.p, self.rules.threshold / 1000
        eligible = np.clip((self._high - threshold) / (self._high - self._low), 0.0, 1.0)
        saved = self._each() * self.saving / 100
        pays = ndtr(np.log(np.maximum(saved, 1e-12) / p.pool.cost_cny_mn) / p.pool.cost_spread)
        return self.groups * eligible * pays

    def deal(self, rules: PoolRules, saving: float) -> None:
        """Pass a part of a month: groups join over the years that it takes; those whom it pays no longer leave sooner."""
        self.rules, self.saving = rules, saving
        p, missing = self.p.pool, self.wanted() - self.joined
        years = np.where(missing > 0, p.joining_years, p.leaving_years)
        self.joined += missing / np.maximum(years * self.year, 1.0)

    def balance(self) -> np.ndarray:
        """Return what pools move across the border, both ways together, million CNY, (owners,)."""
        return self.joined @ self._each()

    def saved(self) -> np.ndarray:
        """Return what groups save in a year, million CNY, (owners,)."""
        return self.balance() * self.saving / 100

    def _each(self) -> np.ndarray:
        """Return what a group of each size moves, million CNY, (sizes,)."""
        return 1000 * self._revenue * self.p.groups.own_funds * self.p.pool.used * self.rules.quota
