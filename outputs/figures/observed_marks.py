"""Observed numbers as marks on a fan of months."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from outputs.figures.axes import month_positions
from outputs.figures.style import RED
from outputs.observed.observation import SUMS, Observation, Observed

WORDS = {"en": "Observed", "zh": "实际数据"}
LOOK: dict[str, Any] = {
    "marker": "D",
    "markersize": 3.2,
    "color": RED,
    "markeredgecolor": "white",
    "markeredgewidth": 0.4,
    "zorder": 5,
}


def totals(observed: Observed | None, variables: tuple[str, ...]) -> list[Observation]:
    """The observations of the sum of some results over all their labels, in order of time.

    Where a file tells the parts of a sum and not the sum, parts of the same period are added up.
    """
    if observed is None:
        return []
    series = observed.by_series()
    names = variables if len(variables) == 1 else [name for name, parts in SUMS.items() if parts == variables]
    found = [item for name in names for item in series.get((name, ()), [])]
    told = {(item.first, item.last) for item in found}
    parts = [{(item.first, item.last): item for item in series.get((name, ()), [])} for name in variables]
    if len(parts) > 1:
        for period in set.intersection(*(set(part) for part in parts)) - told:
            found.append(replace(parts[0][period], value=sum(part[period].value for part in parts)))
    return sorted(found, key=lambda item: (item.last, item.first))


def in_a_month(item: Observation) -> float:
    """A number for one month: a flow by the months of its period, a level as it is."""
    if item.kind != "flow":
        return item.value
    months = np.arange(item.first.astype("datetime64[M]"), item.last.astype("datetime64[M]") + 1)
    return item.value / float(item.weights(months).sum())


def draw_months(ax: Axes, items: Sequence[Observation], factor: float = 1.0) -> None:
    """Each number as a diamond at its month; one of several months as their mean, with a line over them."""
    for item in items:
        first = item.last if item.kind == "stock" else item.first
        ends = month_positions(np.array([first, item.last]).astype("datetime64[M]"))
        level = in_a_month(item) * factor
        if ends[1] > ends[0]:
            ax.hlines(level, *ends, color=RED, linewidth=0.9, zorder=4.9)
        ax.plot(ends.mean(), level, linestyle="none", **LOOK)


def draw_years(ax: Axes, items: Sequence[Observation], months: np.ndarray, factor: float = 1.0) -> None:
    """Sums of twelve months as diamonds at the last of them, wherever periods fit together to twelve months.

    Args:
        ax: where to draw.
        items: flows of one series.
        months: last months of the sums that the fan shows.
        factor: what turns the file's unit into the reader's.
    """
    by_end: dict[np.datetime64, list[Observation]] = {}
    for item in items:
        by_end.setdefault(item.last, []).append(item)
    for month in months.astype("datetime64[M]"):
        total = _chained(by_end, (month - 11).astype("datetime64[D]"), (month + 1).astype("datetime64[D]") - 1)
        if total is not None:
            ax.plot(month_positions(np.array([month])), total * factor, linestyle="none", **LOOK)


def _chained(by_end: dict[np.datetime64, list[Observation]], first: np.datetime64, last: np.datetime64) -> float | None:
    """The sum of periods that cover the days from first to last exactly, the longest first; None where none do."""
    if last == first - 1:
        return 0.0
    for item in by_end.get(last, ()):
        if item.first >= first:
            before = _chained(by_end, first, item.first - 1)
            if before is not None:
                return before + item.value
    return None


def observed_legend(lang: str) -> list[Artist]:
    """The handle of the diamonds."""
    return [Line2D([], [], linestyle="none", label=WORDS[lang], **LOOK)]
