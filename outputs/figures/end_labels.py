"""Values at the ends of lines, moved apart where they would lie on one another."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from outputs.figures.style import SMALL_PT
from outputs.results.numbers import negligible, number, places

APART_PT = SMALL_PT * 1.35


def end_labels(ax: Axes, labels: Sequence[tuple[float, str, str]], signed: bool = False, level: float = 0.0) -> None:
    """Write a value, with a name where there is one, right of an axes at each height in it.

    Args:
        ax: an axes whose limits are set.
        labels: value, name and colour of each.
        signed: whether values are differences, which have two digits, levels with three.
        level: of what the values are differences; those that are negligible beside it have its digits.
    """
    known = [label for label in labels if np.isfinite(label[0])]
    if not known:
        return
    values = [value for value, _, _ in known]
    small = negligible(level, 0.0, *values)
    decimals = places(0, 0, *values, level=level) - (2 if signed and not small else 1)
    low, high = ax.get_ylim()
    figure = ax.get_figure()
    assert figure is not None  # axes are on one
    height_pt = ax.get_position().height * figure.bbox.height * 72 / figure.dpi
    order = sorted(range(len(known)), key=lambda k: known[k][0])
    wanted = [height_pt * (known[k][0] - low) / ((high - low) or 1.0) for k in order]
    for k, wish, place in zip(order, wanted, apart(wanted, APART_PT), strict=True):
        value, name, colour = known[k]
        text = number(value, decimals, signed)
        ax.annotate(
            f"{name} {text}".strip(),
            (1, value),
            (4, place - wish),
            ("axes fraction", "data"),
            "offset points",
            va="center",
            color=colour,
            fontsize=SMALL_PT,
            annotation_clip=False,
        )


def apart(places_wanted: Sequence[float], least: float) -> list[float]:
    """Heights in order moved as little as two by two is possible so that none is nearer than ``least`` to the next."""
    found = list(map(float, places_wanted))
    for _ in range(20 * len(found)):
        moved = False
        for k in range(len(found) - 1):
            lack = least - (found[k + 1] - found[k])
            if lack > 1e-9:
                found[k] -= lack / 2
                found[k + 1] += lack / 2
                moved = True
        if not moved:
            break
    return found
