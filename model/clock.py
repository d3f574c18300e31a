"""The clock of a run: the calendar month, and the part of it in which the model stands.

A month passes in one step, or in several equal parts, to check that results do not depend on the step length. Ages
and waiting times are counted in parts. Monthly rates keep their value, and the flow of one part is its share of them;
wires carry monthly rates whatever the step. The world, the policy, carriers' seasons, trade's noise and the regulator
follow the calendar month. Events that depend only on luck and the world (a traveller's occasion, an investor's first
look) are drawn for the month and fall into one of its parts, so that they are the same events at every step length.
"""

import numpy as np


class Clock:
    """Where a run stands.

    Args:
        start: first calendar month of the run; the clock stands at the end of the month before it.
        parts: equal parts of a month.

    Raises:
        ValueError: no whole number of parts, at least one.
    """

    def __init__(self, start: int, parts: int = 1) -> None:
        if parts < 1 or parts != int(parts):
            raise ValueError(f"a month has a whole number of parts, at least one, not {parts}")
        self.start, self.parts = start, int(parts)
        self.share = 1 / self.parts
        """Of a month that a part is."""
        self.year = 12 * self.parts
        """Parts in a year."""
        self.now = start * self.parts - 1
        """Parts since 2013-01 that have passed before this one."""

    def advance(self) -> None:
        """Move on to the next part of the month, or to the next month."""
        self.now += 1

    @property
    def month(self) -> int:
        """Calendar month, months since 2013-01."""
        return self.now // self.parts

    @property
    def part(self) -> int:
        """Part of the month, from 0 on."""
        return self.now % self.parts

    @property
    def t(self) -> int:
        """Months since the start of the run, -1 before the first month."""
        return self.month - self.start

    @property
    def passed(self) -> int:
        """Parts since the start of the run, -1 before the first month."""
        return self.now - self.start * self.parts

    @property
    def end(self) -> float:
        """When this part ends, in calendar months."""
        return (self.now + 1) / self.parts

    @property
    def key(self) -> int:
        """The month for keyed draws that each part makes anew: the calendar month, with the part in the high bits."""
        return self.month + (self.part << 16)

    def speed(self, a_month: float) -> float:
        """Share of a gap that closes in a part where ``a_month`` of it closes in a month.

        With one part the formula gives ``a_month`` to rounding; it is left out there so that the bits are the month's own.
        """
        return a_month if self.parts == 1 else 1 - (1 - a_month) ** self.share

    def falls_here(self, luck: np.ndarray) -> np.ndarray:
        """Which of the events of a month fall into this part of it, boolean, from luck even between 0 and 1."""
        return np.minimum((luck * self.parts).astype(np.int64), self.parts - 1) == self.part
