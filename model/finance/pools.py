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
        self.p, self.rules, self.saving = p, rules, saving
        self._joining = max(p.pool.joining_years * year, 1.0)
        self._leaving = max(p.pool.leaving_years * year, 1.0)
        edges = np.geomspace(SMALLEST, LARGEST, STEPS + 1)
        self._low, self._high = edges[:-1], edges[1:]
        self._revenue = np.sqrt(self._low * self._high)
        over = np.array([p.groups.foreign, p.groups.domestic])[:, None] * edges**-p.groups.tail
        self.groups = over[:, :-1] - over[:, 1:]
        """Groups, (owners, sizes)."""
        self.begin(rules)
        self.joined = self.wanted()
        """Of them, those with a pool, (owners, sizes)."""
        self._count()

    def begin(self, rules: PoolRules) -> None:
        """Take over the rules of the month."""
        self.rules, threshold = rules, rules.threshold / 1000
        eligible = np.clip((self._high - threshold) / (self._high - self._low), 0.0, 1.0)
        self._eligible = self.groups * eligible
        """Groups that may pool, (owners, sizes)."""
        pool = self.p.pool
        in_use = pool.used * pool.quota_2022 * (rules.quota / pool.quota_2022) ** pool.quota_power
        self._each = 1000 * self._revenue * self.p.groups.own_funds * in_use
        """What a group of each size moves, million CNY, (sizes,): on most days it is far from the quota, so that more of it is
        used in part."""

    def wanted(self) -> np.ndarray:
        """Return groups that may pool and whom it pays, (owners, sizes)."""
        pool, saved = self.p.pool, self._each * self.saving / 100
        pays = ndtr(np.log(np.maximum(saved, 1e-12) / pool.cost_cny_mn) / pool.cost_spread)
        return self._eligible * pays

    def deal(self, rules: PoolRules, saving: float) -> None:
        """Pass a part of a month: groups join over the years that it takes; those whom it pays no longer leave sooner."""
        if rules != self.rules:
            self.begin(rules)
        self.saving = saving
        missing = self.wanted() - self.joined
        self.joined += missing / np.where(missing > 0, self._joining, self._leaving)
        self._count()

    def _count(self) -> None:
        self.balance: np.ndarray = self.joined @ self._each
        """What pools move across the border, both ways together, million CNY, (owners,)."""
        self.saved: np.ndarray = self.balance * self.saving / 100
        """What groups save in a year, million CNY, (owners,)."""
