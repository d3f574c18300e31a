"""Headline outcomes month by month: scenario against counterfactual as fans, and below them their difference."""

import numpy as np
import xarray as xr
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from outputs.axes import month_axis, month_positions, plain, unit_above
from outputs.labels import axis_names
from outputs.outcomes import LEVELS, Outcome, effect, monthly, quantiles, unit
from outputs.page import page
from outputs.style import BLUE, GREEN, GREY, INK, styled

COLOURS = {"counterfactual": GREY, "scenario": BLUE, "effect": GREEN}
LINES = {"counterfactual": INK, "scenario": BLUE, "effect": GREEN}
DASHES = {"counterfactual": (0, (3.5, 1.5)), "scenario": "solid", "effect": "solid"}
SHADES = {"80": 0.18, "50": 0.32}
YEARLY = frozenset({"fdi"})
"""Outcomes shown as sums of twelve months where the run has two years: single months of them are mostly noise."""
WORDS = {
    "en": {
        "monthly": "Monthly; lines are medians of the ensemble",
        "yearly": "Sum of the last 12 months; lines are medians of the ensemble",
        "monthly per": "{} a month",
        "yearly per": "{} in 12 months",
        "effect": "Difference, {}",
        "bands": {"50": "50 % band", "80": "80 % band"},
    },
    "zh": {
        "monthly": "逐月；线为集合中位数",
        "yearly": "近12个月合计；线为集合中位数",
        "monthly per": "{}/月",
        "yearly per": "{}（12个月合计）",
        "effect": "差额，{}",
        "bands": {"50": "50%区间", "80": "80%区间"},
    },
}


def draw_fan(ax: Axes, paths: xr.DataArray, kind: str, factor: float = 1.0) -> None:
    """Draw the median, 50 % and 80 % bands of ``paths`` (member, month); a lone month becomes a point with bars.

    Args:
        ax: where to draw.
        paths: one path per member, in the unit of the file.
        kind: ``counterfactual``, ``scenario`` or ``effect``, which sets colour and dashes.
        factor: what turns the file's unit into the reader's.
    """
    x, colour = month_positions(paths["month"].values), COLOURS[kind]
    alone, spread = len(x) == 1, paths.sizes["member"] > 1
    if alone:
        x = x + {"counterfactual": -4.0, "scenario": 4.0, "effect": 0.0}[kind]
    for level, ends in LEVELS.items():
        low, high = (q.values * factor for q in quantiles(paths, *ends))
        if spread and alone:
            ax.vlines(x, low, high, color=colour, linewidth={"50": 3.0, "80": 1.0}[level])
        elif spread:
            ax.fill_between(x, low, high, color=colour, alpha=SHADES[level], linewidth=0)
    middle = quantiles(paths, 0.5)[0].values * factor
    ax.plot(x, middle, color=LINES[kind], linestyle=DASHES[kind], marker="o" if alone else "", markersize=3.5)


def fan_legend(dataset: xr.Dataset, lang: str) -> list[Artist]:
    """Handles for the lines of the two variants and, where there are members enough, for the bands."""
    names = dict(zip(dataset["variant"].values, axis_names(dataset, "variant", lang), strict=True))
    handles = [
        Line2D([], [], color=LINES[kind], linestyle=DASHES[kind], label=names[kind])
        for kind in ("scenario", "counterfactual")
    ]
    if dataset.sizes["member"] > 1:
        for level, alpha in (("50", SHADES["50"] + SHADES["80"]), ("80", SHADES["80"])):
            handles.append(Patch(facecolor=BLUE, alpha=alpha, linewidth=0, label=WORDS[lang]["bands"][level]))
    return handles


def fit_level(ax: Axes) -> None:
    """Start the axis of a level at zero where zero is near anyway, so that heights can be compared."""
    low, high = ax.get_ylim()
    if 0 < low < 0.5 * high:
        ax.set_ylim(0, high)
    elif low == high:
        ax.set_ylim(low - 1, high + 1)


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


@styled
def fan(dataset: xr.Dataset, outcome: Outcome, lang: str = "en", columns: int = 1) -> Figure:
    """One headline outcome as fans of both variants, with the fan of their difference below.

    Args:
        dataset: results with dims variant, member, month.
        outcome: one of :data:`outputs.outcomes.HEADLINES`.
        lang: ``"en"`` or ``"zh"``.
        columns: 1 or 2 columns of a printed page.

    Returns:
        A figure; yearly sums for outcomes in :data:`YEARLY` of runs of two years or more, else months.
    """
    words, readers, paths = WORDS[lang], unit(dataset, outcome, lang), monthly(dataset, outcome)
    form = "yearly" if outcome.key in YEARLY and paths.sizes["month"] >= 24 else "monthly"
    if form == "yearly":
        paths = paths.rolling(month=12).sum().isel(month=slice(11, None))
    figure = page(dataset, lang, outcome.name(lang), words[form], columns, 62.0, fan_legend(dataset, lang))
    levels, difference = figure.subplots(2, 1, sharex=True, height_ratios=[2.2, 1])
    for kind in ("counterfactual", "scenario"):
        draw_fan(levels, paths.sel(variant=kind), kind, readers.factor)
    draw_fan(difference, effect(paths), "effect", readers.factor)
    fit_level(levels)
    fit_effect(difference, 1e-4 * float(np.abs(paths).max()) * readers.factor)
    per = words[f"{form} per"].format(readers.name)
    unit_above(levels, per)
    unit_above(difference, words["effect"].format(per))
    plain(levels.yaxis)
    plain(difference.yaxis, ticks=3, signed=True)
    month_axis(difference, paths["month"].values, lang, room=6 * columns)
    for ax in (levels, difference):
        ax.grid(axis="y")
    return figure
