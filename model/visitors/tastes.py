"""Monthly tastes of travellers: how much each likes going elsewhere, the rivals and the ways into Nanjing, beyond their utility.

Tastes are nested, see :mod:`model.choice`, and depend on luck alone. Where loops are compiled they can also be found
nearly, by short series and at a third of the cost of logarithms and sines in full. That settles all choices but the few
whose two best are closer than :data:`CLOSE`.
"""

from collections.abc import Iterator

import numpy as np

from common.vocabulary import CITIES, WAYS
from model import numba_switch
from model.choice import NEAR_ONE, exponential, gumbel, log_positive_stable
from model.draws import Draws
from model.visitors.travellers import Travellers
from model.visitors.visitor_utilities import Nests

HOME, RIVALS, NANJING = 0, slice(1, 1 + len(CITIES)), slice(1 + len(CITIES), 1 + len(CITIES) + len(WAYS))
"""Places of the alternatives in a table of utilities or tastes."""
BLOCK = 8192
"""Travellers looked at a time, so that their numbers stay in the processor's cache."""
CLOSE = np.float32(2e-5)
"""Utility points by which the best must lead the second best for near values to settle a choice: each errs by up to three
millionths."""


class Tastes:
    """Tastes of the travelling population.

    Args:
        draws: random numbers.
        who: all travellers.
        nests: scales of tastes.
    """

    def __init__(self, draws: Draws, who: Travellers, nests: Nests) -> None:
        self.draws, self.who = draws, who
        self.near = np.array(nests.near)
        self.rivals = nests.scales.astype(np.float32)[:, None]
        """Scale of tastes for each rival, (7, 1)."""
        self.china, self.region = np.float32(nests.china), np.float32(nests.region)
        self.own = nests.ways.astype(np.float32)
        """Scale of tastes among ways into Nanjing, (segments,)."""
        self.in_china, self.in_region = nests.china, nests.region / nests.china
        self.among = np.minimum(self.own / self.region, NEAR_ONE)
        """Indices of the positive-stable variates that alternatives share: in China, in the region, among ways, (segments,)."""

    def in_full(self, month: int, row: np.ndarray) -> np.ndarray:
        """Return the month's tastes of the travellers at ``row``, utility points, float32, (alternatives, travellers)."""
        tastes, cities = np.empty((NANJING.stop, row.size), dtype=np.float32), len(CITIES)
        for part, u, segment in self._luck(month, row):
            out, own = tastes[:, part], self.own[segment]
            shared = self.china * log_positive_stable(u[0], exponential(u[1]), self.in_china)
            nearby = shared + self.region * log_positive_stable(u[-2], exponential(u[-1]), self.in_region)
            among_ways = nearby + own * log_positive_stable(u[2], exponential(u[3]), self.among[segment])
            out[HOME] = gumbel(u[4])
            np.multiply(self.rivals, gumbel(u[5 : 5 + cities]), out=out[RIVALS])
            for city in range(cities):
                out[RIVALS][city] += nearby if self.near[city] else shared
            np.add(among_ways, own * gumbel(u[5 + cities : -2]), out=out[NANJING])
        return tastes

    def nearly(self, month: int, row: np.ndarray) -> np.ndarray:
        """Return what :meth:`in_full` returns: to some millionths where loops are compiled, to the last bit elsewhere."""
        loops = numba_switch.compiled()
        if loops is None or max(self.in_china, self.in_region) >= NEAR_ONE:  # at 1 there is nothing that they share
            return self.in_full(month, row)
        tastes = np.empty((NANJING.stop, row.size), dtype=np.float32)
        scales, indices = (self.china, self.region), (np.float32(self.in_china), np.float32(self.in_region))
        for part, u, segment in self._luck(month, row):
            loops.near_tastes(tastes, part.start, u, segment, scales, indices, self.own, self.among, self.near)
        return tastes

    def _luck(self, month: int, row: np.ndarray) -> Iterator[tuple[slice, np.ndarray, np.ndarray]]:
        """Yield places of travellers, their uniform numbers, (streams, travellers), and their segments, a block at a time."""
        slot, segment = self.who.slot.take(row), self.who.segment.take(row)
        for start in range(0, row.size, BLOCK):
            part = slice(start, start + BLOCK)
            yield part, self.draws.uniforms("visitors.where", month, slot[part], 6 + NANJING.stop), segment[part]
