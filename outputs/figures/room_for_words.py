"""Words beside points: each at the first side with room, left out where there is none, so that none lies on another."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.text import Annotation
from matplotlib.transforms import Bbox

SIDES = (
    *((1, 0, "left", "center"), (-1, 0, "right", "center"), (0, 1, "center", "bottom"), (0, -1, "center", "top")),
    *((1, 1, "left", "bottom"), (-1, 1, "right", "bottom"), (1, -1, "left", "top"), (-1, -1, "right", "top")),
)
"""Where a word may stand beside its point, the best first."""
AWAY_PT, AIR_PX = 4.0, 1.0
WIDER = 1.08
"""Times its measured width that a word takes at most in a file: letters are fitted to the pixels of the screen that measures them."""


class Words:
    """The words of one axes, whose figure has been laid out; those put first have their choice."""

    def __init__(self, ax: Axes, points: Sequence[tuple[float, float]], faint: Sequence[tuple[float, float]] = ()):
        """``points`` are kept free of words, in data units, and ``faint`` ones where a word has room elsewhere."""
        self._ax, size = ax, 2.0
        self._taken, self._faint = (
            [Bbox.from_bounds(x - size, y - size, 2 * size, 2 * size) for x, y in ax.transData.transform(some)]
            for some in (np.reshape(points, (-1, 2)), np.reshape(faint, (-1, 2)))
        )

    def put(self, point: tuple[float, float], text: str, outward: int = 1, **look: Any) -> Annotation | None:
        """Write a word beside a point; None where it has no room inside the axes.

        Args:
            point: in data units.
            text: the word.
            outward: 1 where the right side is tried first, -1 where the left one is.
            look: of the text.
        """
        return self._beside(point, text, outward, self._faint, look) or self._beside(point, text, outward, [], look)

    def _beside(
        self, point: tuple[float, float], text: str, outward: int, beyond: list[Bbox], look: dict[str, Any]
    ) -> Annotation | None:
        """The word where it lies on nothing that is taken, nor on what is ``beyond`` that."""
        room = self._ax.get_window_extent()
        for right, up, ha, va in sorted(SIDES, key=lambda side: -(side[0] * outward if not side[1] else 0)):
            away = (AWAY_PT * right * (0.7 if up else 1), AWAY_PT * up * (0.7 if right else 1))
            word = self._ax.annotate(
                text, point, away, "data", "offset points", ha=ha, va=va, annotation_clip=False, **look
            )
            word.set_in_layout(False)
            box = word.get_window_extent().expanded(WIDER, 1.0).padded(AIR_PX)
            inside = room.x0 <= box.x0 and box.x1 <= room.x1 and room.y0 <= box.y0 and box.y1 <= room.y1
            if inside and not box.count_overlaps([*self._taken, *beyond]):
                self._taken.append(box)
                return word
            word.remove()
        return None
