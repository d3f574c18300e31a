"""A complaints office with a case load: foreign firms file, cases wait, some are settled and some given up.

Investors ask a premium for disputes that nobody settles: it follows from the share of cases that were settled lately.
"""

from model.clock import Clock
from model.facts.months import DAYS_A_MONTH
from model.parameters import Room


class Complaints:
    """Cases of one variant; they are numbers to be expected, not persons.

    Args:
        p: parameters, room ``firms``.
        clock: the run's clock.
        firms: foreign firms before the run.
    """

    def __init__(self, p: Room, clock: Clock, firms: float) -> None:
        self.p, self.year = p.complaints, clock.year
        self._memory = clock.speed(1 / self.p.memory_months)
        filed, most = self.p.filed * firms / self.year, self.p.capacity_2022 / self.year
        self.filed, self.settled = filed, min(filed, most)
        """Cases filed, and those settled or decided, in this part of the month."""
        self.given_up = filed - self.settled
        self.waiting = self.given_up / self._leaving - self.given_up
        """Cases that wait."""
        self.share = self.share_start = self._share()
        """Share of closed cases that were settled to the firm's content, mean of the last year or so, now and at the start."""

    @property
    def _leaving(self) -> float:
        """Share of waiting cases given up in a part of the month."""
        return min(1.0, 12 / self.p.patience_months / self.year)

    def work(self, firms: float, added: float) -> None:
        """Pass a month, or a part of it.

        Args:
            firms: foreign firms that could file.
            added: cases a year that tasks let be settled more than in 2022.
        """
        self.filed = self.p.filed * firms / self.year
        open_cases = self.waiting + self.filed
        self.settled = min(open_cases, max(self.p.capacity_2022 + added, 0.0) / self.year)
        self.given_up = (open_cases - self.settled) * self._leaving
        self.waiting = open_cases - self.settled - self.given_up
        self.share += self._memory * (self._share() - self.share)

    def _share(self) -> float:
        return self.p.success * self.settled / max(self.settled + self.given_up, 1e-9)

    @property
    def saved(self) -> float:
        """Risk premium saved since the start, percentage points; negative where more cases are left lying."""
        return self.p.premium * (self.share - self.share_start)

    @property
    def days(self) -> float:
        """Days from filing to settling: those of waiting (Little's law) and those of work."""
        waited = self.waiting / max(self.settled + self.given_up, 1e-9) * 12 / self.year
        return self.p.work_days + DAYS_A_MONTH * waited
