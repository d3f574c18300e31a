"""Axes for readers: months by their names, numbers without offsets or exponents."""

from collections.abc import Iterable, Sequence
from typing import Literal

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.dates import date2num
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedLocator, Formatter, FuncFormatter, MaxNLocator

from outputs.figures.style import INK
from outputs.results.direction import LEAST
from outputs.results.numbers import negligible, number
from outputs.results.outcomes import LEVELS, quantiles

_DOWN: Literal[3] = 3
"""Matplotlib's mark for a tick that points down."""


class PlainNumbers(Formatter):
    """Tick labels as :func:`outputs.results.numbers.number` writes them, with the decimals that the ticks need."""

    def __init__(self, signed: bool = False):
        self.signed = signed
        self._decimals = 0

    def set_locs(self, locs: Sequence[float]) -> None:
        """Called by matplotlib with the positions of all ticks, in data units."""
        steps = np.diff(np.unique(locs))
        step = steps[steps > 0].min() if (steps > 0).any() else 1.0
        self._decimals = max(0, next(d for d in range(-9, 13) if abs(round(step, d) - step) < 1e-6 * step))

    def __call__(self, x: float, pos: int | None = None) -> str:
        """The label of one tick."""
        return number(x, self._decimals, self.signed)


def plain(axis: Axis, ticks: int = 5, signed: bool = False) -> None:
    """About ``ticks`` round numbers on one axis."""
    axis.set_major_locator(MaxNLocator(ticks, steps=[1, 2, 2.5, 5, 10]))
    axis.set_major_formatter(PlainNumbers(signed))


def effects_axis(ax: Axes, rows: Iterable[np.ndarray], level: float) -> None:
    """Mark zero on a horizontal axis of effects and write its numbers; one that shows nothing but luck is not spread out.

    Args:
        ax: where the effects are drawn already.
        rows: the members of each effect, (members,), in the unit of the axis.
        level: of what they are effects; where all are negligible beside it, the axis is as wide as what could be seen.
    """
    told = [float(end) for row in rows for end in (*quantiles(row, LEVELS["80"]), row.mean())]
    if not any(told):
        ax.set_xlim(-1, 1)
    elif negligible(level, *told):
        ax.set_xlim(-LEAST * level, LEAST * level)
    ax.axvline(0, color=INK, linewidth=0.6, zorder=1)
    plain(ax.xaxis, ticks=4, signed=True)


def month_positions(months: np.ndarray) -> np.ndarray:
    """Months as matplotlib's day numbers."""
    return date2num(np.asarray(months).astype("datetime64[D]"))


def month_axis(ax: Axes, months: np.ndarray, lang: str, room: int = 7) -> None:
    """Label an axis of months: by year where the run is long, by month where it is short.

    Args:
        months: (months,) first days of the months.
        room: about how many labels fit.
    """
    calendar = np.asarray(months).astype("datetime64[M]").astype(int)
    positions = month_positions(months)
    step = next(s for s in (1, 2, 3, 6, 12, 24, 36, 60) if len(calendar) <= s * room or s == 60)
    step = max(step, 12) if len(calendar) > 24 else step
    major = calendar % step == 0
    minor = (calendar % (12 if step > 12 else 3 if step == 12 else 1) == 0) & ~major

    def label(x: float, pos: int | None = None) -> str:
        day = np.datetime64("1970-01-01") + int(x)
        year, month = str(day.astype("datetime64[M]")).split("-")
        if step >= 12:
            return f"{year}年" if lang == "zh" else year
        return f"{year}-{month}"

    ax.xaxis.set_major_locator(FixedLocator(list(positions[major] if major.any() else positions[:1])))
    ax.xaxis.set_major_formatter(FuncFormatter(label))
    for beside in ax.get_shared_x_axes().get_siblings(ax):
        if beside.axison:
            _small_ticks(beside, positions[minor])
    gap = 20.0 if len(positions) < 2 else 0.02 * (positions[-1] - positions[0])
    ax.set_xlim(positions[0] - gap, positions[-1] + gap)


def _small_ticks(ax: Axes, positions: np.ndarray) -> None:
    """Ticks without labels, as one line of marks that looks the same: of each own tick matplotlib makes and draws five artists."""
    marks = Line2D(
        positions,
        np.zeros(len(positions)),
        linestyle="none",
        marker=_DOWN,
        markersize=mpl.rcParams["xtick.minor.size"],
        markeredgewidth=mpl.rcParams["xtick.minor.width"],
        color=mpl.rcParams["xtick.color"],
        transform=ax.get_xaxis_transform(),
        clip_on=False,
        zorder=ax.xaxis.get_zorder(),
    )
    marks.set_in_layout(False)
    ax.add_artist(marks)


def unit_above(ax: Axes, text: str) -> None:
    """Write what an axis measures above it, level, where long units have room; it remains the label of the y axis."""
    ax.set_ylabel(text, rotation=0, ha="left", va="bottom")
    ax.yaxis.set_label_coords(0.0, 1.03)


def unit_title(ax: Axes, text: str) -> None:
    """Write what an axis measures above it as :func:`unit_above` does, where a long unit must not push other axes aside."""
    ax.set_title(text, fontweight="normal")
    ax.set_ylabel(text).set_visible(False)
