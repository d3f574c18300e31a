"""How far travellers reckon with new rules of entry: news of an easier rule spreads, and part of its effect wears off.

A rule that makes entry harder is met by everybody at once. Of a rule that makes it easier people hear over months, and
those who had waited for it come first: part of what it brings at its height is gone in the long run. Rules that stood
before the run are known to all.
"""

import numpy as np

from model.clock import Clock
from model.parameters import Room


class RuleNews:
    """The friction of entry that travellers reckon with, as rules change.

    Args:
        p: parameters (room ``visitors``).
        clock: the clock of the run.
        friction: friction under the rules before the run, USD, of any shape; that of all later calls.
    """

    def __init__(self, p: Room, clock: Clock, friction: np.ndarray) -> None:
        self.p, self.clock, self.before = p, clock, friction
        self.heard = np.zeros_like(friction)
        """How far entry has become easier since the start, as far as people have heard of it, USD; below 0: harder."""
        self.worn = np.zeros_like(friction)
        """The part of it that nobody is waiting for any more, USD, at most ``heard``."""

    def spread(self, friction: np.ndarray) -> None:
        """Let news of this month's rules spread, in one part of the month.

        Args:
            friction: friction under the rules in force, USD.
        """
        easier = self.before - friction
        self.heard += self.clock.speed(1 / self.p.visa_news_months) * (easier - self.heard)
        np.minimum(self.heard, easier, out=self.heard)
        eased = np.maximum(self.heard, 0.0)
        self.worn += self.clock.speed(1 / self.p.visa_wear_off_months) * (eased - self.worn)
        np.minimum(self.worn, eased, out=self.worn)

    def reckoned(self) -> np.ndarray:
        """Return the friction that travellers reckon with now, USD."""
        return self.before - self.heard + self.p.visa_wear_off * self.worn
