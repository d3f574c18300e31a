"""The loops between the parts of the city: who tells whom what, and how to cut each wire for a test.

Every influence of one part on another passes through a named wire. A part *sends* its signal each month; another
*hears* it the same or the next month, in the order of the schedule. A cut wire always carries the signal of the
starting month, so that whatever lies behind it behaves as if the sender had never changed. Signals are small
arrays; units are given per wire. A pushed wire is heard multiplied by a factor from the first month on, so that the
answer of the city to each signal can be measured.
"""

from collections.abc import Iterable, Mapping

import numpy as np

WIRES: dict[str, str] = {
    "seats_to_visitors": "by origin: rows weekly direct flights in the timetable, fare level, share with a stop, seats a month left for visitors",
    "visitors_to_carriers": "by origin, people a month: rows want a direct seat, first stop by another way, flew direct",
    "flights_to_firms": "return trip cost between Nanjing and each origin as firms meet it, entry included (USD)",
    "firms_to_visitors": "business travellers sent by foreign firms and prospects, by origin (people a month)",
    "trade_to_visitors": "business travellers sent by trading partners, by origin (people a month)",
    "travel_to_firms": "visitors of the last twelve months by origin per unit of willingness to travel, from whom investors hear (people a year)",
    "talent_to_visitors": "foreign professionals by origin, whose friends and relatives visit (people)",
    "firms_to_talent": "jobs for foreign professionals and returnees by sector (jobs)",
    "talent_to_firms": "foreign professionals and returnees by sector, whom firms can hire (people)",
    "ties_to_firms": "foreign professionals by origin, whose ties bring investors (people)",
    "ties_to_trade": "foreign professionals by origin, whose ties open partners (people)",
    "firms_to_trade": "operating foreign firms by origin and sector, who trade (firms)",
    "firms_to_zones": "floor space that firms ask for, by zone and use (m2)",
    "visitors_to_zones": "visitor nights in the month, who fill hotels, shops and streets (nights)",
    "talent_to_zones": "foreign professionals and returnees, who rent homes (people)",
    "zones_to_visitors": "vibrancy and crowding of the city as visitors meet them (index, 1 = start)",
    "zones_to_firms": "rents by zone and use as firms meet them (CNY of 2022 per m2 and month)",
    "zones_to_talent": "housing rents as professionals meet them (index, 1 = start)",
    "shops_to_visitors": "what duty-free shops and tax refunds save a visitor (share of shopping)",
}


class Loops:
    """The wires of one model.

    Args:
        cut: names of wires that carry their first signal for ever.
        push: factors by wire, numbers or arrays that broadcast with the signal. Whoever hears the wire hears its
            signal times the factor from the second signal on; the first one, of the start, is heard as it is. On a
            wire that is also cut, the first signal is pushed.

    Raises:
        KeyError: a name that is not a wire.
    """

    def __init__(self, cut: Iterable[str] = (), push: Mapping[str, float | np.ndarray] | None = None):
        self.cut, self.push = frozenset(cut), dict(push or {})
        for name in (*self.cut, *self.push):
            WIRES[name]
        self._first: dict[str, np.ndarray] = {}
        self._now: dict[str, np.ndarray] = {}

    def send(self, wire: str, signal: np.ndarray) -> None:
        """Put a signal on a wire; the first one is what a cut wire carries from then on."""
        WIRES[wire]
        signal = np.array(signal, dtype=np.float64)
        self._first.setdefault(wire, signal)
        self._now[wire] = signal

    def hear(self, wire: str) -> np.ndarray:
        """The signal on a wire, or its first one where the wire is cut, as it is pushed. Not to be written to."""
        signal = self._first[wire] if wire in self.cut else self._now[wire]
        pushed = wire in self.push and self._now[wire] is not self._first[wire]
        return signal * self.push[wire] if pushed else signal

    def start(self, wire: str) -> np.ndarray:
        """The first signal of a wire, against which changes are measured."""
        return self._first[wire]
