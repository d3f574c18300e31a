"""The marks that figures share: fans over months, dots with intervals, and the legends that explain them."""

from typing import Any

import numpy as np
import xarray as xr
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from outputs.figures.axes import month_positions
from outputs.figures.style import BLUE, GREEN, GREY, INK
from outputs.results.outcomes import LEVELS, along_members, interval_name, quantiles
from outputs.results.reader_names import axis_names

FILLS = {"counterfactual": GREY, "scenario": BLUE, "effect": GREEN, "history": GREY}
LINES = {"counterfactual": INK, "scenario": BLUE, "effect": GREEN, "history": GREY}
DASHES: dict[str, Any] = {
    "counterfactual": (0, (3.5, 1.5)),
    "scenario": "solid",
    "effect": "solid",
    "history": "solid",
}
MARKERS = {"counterfactual": "s", "scenario": "o", "effect": "o"}
SHADES = {"80": 0.18, "50": 0.32}
WIDTHS = {"50": 3.2, "80": 1.1}
OUTLINE: dict[str, Any] = {"edgecolor": GREY, "linewidth": 0.6, "linestyle": (0, (1, 1))}
"""How the counterfactual's 80 % band is drawn."""
WORDS = {
    "en": {
        "mean": "Mean",
        "50": "50 % interval",
        "outline": "{}, {}",
    },
    "zh": {"mean": "均值", "50": "50%区间", "outline": "{}{}"},
}
_DOT: dict[str, Any] = {"markersize": 4, "markeredgewidth": 1.1}
_APART_DAYS = 4.0


def draw_fan(ax: Axes, paths: xr.DataArray, kind: str, factor: float = 1.0) -> None:
    """Draw the median, 50 % and 80 % bands of ``paths`` (member, month); a lone month becomes a point with bars.

    The counterfactual has its 80 % band as a thin outline, so that bands never lie on one another.

    Args:
        ax: where to draw.
        paths: one path per member, in the unit of the file.
        kind: ``counterfactual``, ``scenario``, ``effect`` or ``history``, which sets colour and dashes.
        factor: what turns the file's unit into the reader's.
    """
    x = month_positions(paths["month"].values)
    alone, spread = len(x) == 1, paths.sizes["member"] > 1
    if alone:
        x = x + {"counterfactual": -_APART_DAYS, "scenario": _APART_DAYS}.get(kind, 0.0)
    ends = [end for level in LEVELS.values() for end in level]
    middle, *bounds = (q.values * factor for q in along_members(paths, 0.5, *ends))
    for level, low, high in zip(LEVELS, bounds[::2], bounds[1::2], strict=True):
        if spread and alone:
            ax.vlines(x, low, high, color=FILLS[kind], linewidth=WIDTHS[level])
        elif spread and kind != "counterfactual":
            ax.fill_between(x, low, high, color=FILLS[kind], alpha=SHADES[level], linewidth=0)
        elif spread and level == "80":
            ax.fill_between(x, low, high, facecolor="none", zorder=2.6, **OUTLINE)
    # The dashes lie on top, so that both lines are seen where they are one.
    look: dict[str, Any] = {
        "color": LINES[kind],
        "linestyle": DASHES[kind],
        "zorder": 3 if kind == "counterfactual" else 2.5,
    }
    ax.plot(x, middle, marker="o" if alone else "", markersize=3.5, **look)


def draw_fans(ax: Axes, paths: xr.DataArray, factor: float = 1.0) -> None:
    """Both variants of ``paths`` (variant, member, month) as fans, the scenario on top."""
    for kind in ("counterfactual", "scenario"):
        draw_fan(ax, paths.sel(variant=kind), kind, factor)


def draw_interval(ax: Axes, members: np.ndarray, y: float, kind: str = "effect") -> None:
    """A dot for the mean of ``members`` (members,) at height ``y``, with bars for the 50 % and 80 % intervals.

    Members that have no number are left out; where none has one, nothing is drawn.
    """
    members = members[np.isfinite(members)]
    if not len(members):
        return
    if len(members) > 1:
        lows, highs = np.transpose([quantiles(members, ends) for ends in LEVELS.values()])
        ax.hlines([y] * len(LEVELS), lows, highs, color=FILLS[kind], linewidth=[WIDTHS[level] for level in LEVELS])
    ax.plot(members.mean(), y, MARKERS[kind], color="white", markeredgecolor=LINES[kind], zorder=3, **_DOT)


def draw_pair(ax: Axes, pair: xr.DataArray, y: float) -> None:
    """The two variants of ``pair`` (variant, member) as dots with intervals, the scenario above the counterfactual."""
    for kind, shift in (("counterfactual", 0.17), ("scenario", -0.17)):
        draw_interval(ax, pair.sel(variant=kind).values, y + shift, kind)


def fan_legend(dataset: xr.Dataset, lang: str, difference: bool = False) -> list[Artist | tuple[Artist, ...]]:
    """Handles for the lines of the two variants and, where there are members enough, for every band that is drawn.

    Args:
        dataset: the results, for the names and the number of members.
        lang: ``"en"`` or ``"zh"``.
        difference: whether the figure shows the difference too, whose bands have a colour of their own.
    """
    names, members = variant_names(dataset, lang), dataset.sizes["member"]
    handles: list[Artist | tuple[Artist, ...]] = [
        Line2D([], [], color=LINES[kind], linestyle=DASHES[kind], label=names[kind])
        for kind in ("scenario", "counterfactual")
    ]
    if members > 1:
        for level, alpha in (("50", SHADES["50"] + SHADES["80"]), ("80", SHADES["80"])):
            look: dict[str, Any] = {"alpha": alpha, "linewidth": 0, "label": interval_label(members, level, lang)}
            band = Patch(facecolor=BLUE, **look)
            handles.append((band, Patch(facecolor=GREEN, **look)) if difference else band)
        label = WORDS[lang]["outline"].format(names["counterfactual"], interval_label(members, "80", lang))
        handles.append(Patch(facecolor="none", label=label, **OUTLINE))
    return handles


def interval_legend(members: int, lang: str) -> list[Artist]:
    """Handles for a dot and, where there are members enough, its bars."""
    return [_dot(INK, "o", WORDS[lang]["mean"]), *_bars(members, lang)]


def pair_legend(dataset: xr.Dataset, lang: str) -> list[Artist]:
    """Handles for the dots of the two variants and, where there are members enough, their bars."""
    names = variant_names(dataset, lang)
    dots = [_dot(LINES[kind], MARKERS[kind], names[kind]) for kind in ("scenario", "counterfactual")]
    return [*dots, *_bars(dataset.sizes["member"], lang)]


def variant_names(dataset: xr.Dataset, lang: str) -> dict[str, str]:
    """The readers' names of the two variants."""
    return dict(zip(map(str, dataset["variant"].values), axis_names(dataset, "variant", lang), strict=True))


def _dot(colour: str, marker: str, label: str) -> Line2D:
    return Line2D([], [], linestyle="none", marker=marker, color="white", markeredgecolor=colour, label=label, **_DOT)


def _bars(members: int, lang: str) -> list[Artist]:
    return bars_legend(members, lang) if members > 1 else []


def bars_legend(members: int, lang: str) -> list[Artist]:
    """Handles for the bars of both intervals of an ensemble of this size."""
    return [
        Line2D([], [], color=GREY, linewidth=WIDTHS[level], label=interval_label(members, level, lang))
        for level in LEVELS
    ]


def interval_label(members: int, level: str, lang: str) -> str:
    """Return the legend's name for an interval of an ensemble of this size; ``level`` is a key of :data:`outputs.results.outcomes.LEVELS`."""
    return interval_name(members, lang) if level == "80" else WORDS[lang][level]


def fit_level(ax: Axes) -> None:
    """Start the axis of a level at zero where zero is near anyway, so that heights can be compared."""
    low, high = ax.get_ylim()
    if 0 < low < 0.5 * high or -0.1 * high < low < 0:
        ax.set_ylim(0, high)


def fit_effect(ax: Axes, smallest: float) -> None:
    """Show zero as a line, and keep a difference of nothing from filling the axis with rounding noise.

    Args:
        ax: the axis of a difference.
        smallest: half the least span, in the reader's unit.
    """
    low, high = ax.get_ylim()
    low, high = min(low, 0.0), max(high, 0.0)
    if high - low < smallest:
        low, high = -smallest, smallest
    pad = 0.06 * (high - low)
    ax.set_ylim(low - pad * (low < 0), high + pad * (high > 0))
    ax.axhline(0, color=INK, linewidth=0.6, zorder=1)


def name_rows(ax: Axes, names: list[str]) -> None:
    """Rows of dots from the top down, named at the left, with lines across to follow them."""
    ax.set_yticks(range(len(names)), names)
    ax.set_ylim(len(names) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.grid()
