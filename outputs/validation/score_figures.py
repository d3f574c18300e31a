"""Figures of a validation: projections beside what was observed, PIT histograms, skill against the references."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from common.records import PROJECTIONS, REFERENCES, Score
from outputs.figures.axes import month_axis, month_positions, plain, unit_above
from outputs.figures.figure_page import page
from outputs.figures.observed_marks import LOOK
from outputs.figures.observed_marks import WORDS as OBSERVED
from outputs.figures.parts import WIDTHS, fit_level, name_rows
from outputs.figures.style import BLUE, GREEN, GREY, INK, ORANGE, PURPLE, RED, SKY, styled
from outputs.observed.members import name_of, unit_of
from outputs.results.reader_names import wrapped
from outputs.validation.forecast_names import FORECASTS, group_name, word
from outputs.validation.score_rows import GroupScore, cell_of

MOST_PANELS = 12
LOOKS = {"unconditional": (BLUE, "o"), "conditional": (GREEN, "s")}
RIVALS = {
    "naive": (INK, "x"),
    "drift": (PURPLE, "v"),
    "ets": (SKY, "^"),
    "ar1": (GREY, "P"),
    "asia_pacific": (ORANGE, "D"),
    "northeast_asia": (RED, "d"),
}
WORDS = {
    "en": {
        "projections": "Projected and observed",
        "projections what": "Bars: 50 % and 80 % bands of each projection for the period observed; flows as a month's mean",
        "pit": "Where the observed numbers fell in the projections",
        "pit what": "PIT histogram: level where bands are right, high in the middle where too wide, at the ends where too narrow",
        "chance": "90 % of chance, were all numbers independent",
        "share": "Share of numbers",
        "pit axis": "Share of the projection below the number",
        "skill": "Skill against reference forecasts",
        "skill what": "1 − CRPS / CRPS of the reference: above 0 the model is better. Filled: world as projected; hollow: as observed",
        "skill axis": "Skill (1 is perfect; what is below −1 is drawn there)",
        "a month": "{} a month",
    },
    "zh": {
        "projections": "推演与实际",
        "projections what": "竖线：各推演在观测时段的50%与80%区间；流量按月均值",
        "pit": "实际数据落在推演分布中的位置",
        "pit what": "PIT直方图：平坦则区间恰当，中间高则区间过宽，两端高则过窄",
        "chance": "假定各观测相互独立时随机波动的90%范围",
        "share": "观测值占比",
        "pit axis": "推演分布中低于实际值的比例",
        "skill": "相对参照预测的技巧得分",
        "skill what": "1－CRPS/参照的CRPS：大于0则模型更好。实心：外部环境按推演；空心：按实际",
        "skill axis": "技巧得分（1为完美；低于−1者画在−1处）",
        "a month": "{}/月",
    },
}


@styled
def projections(rows: Sequence[Score], dataset: xr.Dataset, lang: str = "en", columns: int = 2) -> Figure:
    """Every observed number with the bands of the projections, one panel per series, the largest twelve.

    Args:
        rows: the scores.
        dataset: the run, for names, units and the footer.
        lang: ``"en"`` or ``"zh"``.
        columns: 1 or 2 columns of a printed page.
    """
    words, abreast = WORDS[lang], {1: 1, 2: 3}[columns]
    series = _largest(rows)
    forecasts = [name for name in PROJECTIONS if any(row.forecast == name for row in rows)]
    legend = [_bar(name, lang) for name in forecasts]
    legend.append(Line2D([], [], linestyle="none", label=OBSERVED[lang], **LOOK))
    down = -(-len(series) // abreast)
    figure = page(
        dataset, lang, words["projections"], words["projections what"], columns, 40.0 * down, legend, 1 + columns
    )
    axes = list(figure.subplots(down, abreast, squeeze=False).ravel())
    for spare in axes[len(series) :]:
        spare.remove()
    for ax, (key, mine) in zip(axes, series.items(), strict=False):
        _panel(ax, key, mine, dataset, lang)
    return figure


def _largest(rows: Sequence[Score]) -> dict[tuple[str, str], list[Score]]:
    """The model's rows by series: totals first, then the largest of each variable; at most twelve."""
    series: dict[tuple[str, str], list[Score]] = {}
    for row in rows:
        if row.forecast in PROJECTIONS:
            series.setdefault((row.variable, row.cell), []).append(row)
    order = sorted(series, key=lambda key: (bool(key[1]), -sum(row.observed for row in series[key])))
    kept = set(order[:MOST_PANELS])
    return {key: mine for key, mine in series.items() if key in kept}


def _panel(ax: Axes, key: tuple[str, str], rows: Sequence[Score], dataset: xr.Dataset, lang: str) -> None:
    variable, cell = key[0], cell_of(key[1])
    unit, kind = unit_of(dataset, variable, lang), dataset[_first(variable)].attrs["kind"]
    forecasts = [name for name in PROJECTIONS if any(row.forecast == name for row in rows)]
    days = (max(np.datetime64(row.last) for row in rows) - min(np.datetime64(row.first) for row in rows)).astype(float)
    apart = max(days / 120, 1.0)  # so that the bars of two worlds stand side by side
    shifts = dict(zip(forecasts, (0.0,) if len(forecasts) == 1 else (-apart, apart), strict=True))
    for row in rows:
        months = _months(row) if kind == "flow" else 1.0
        factor, at = unit.factor / months, _middle(row, kind)
        colour, marker = LOOKS[row.forecast]
        x = at + shifts[row.forecast]
        for level, low, high in (("80", row.low_80, row.high_80), ("50", row.low_50, row.high_50)):
            ax.vlines(x, low * factor, high * factor, color=colour, linewidth=WIDTHS[level])
        ax.plot(x, row.median * factor, marker, color="white", markeredgecolor=colour, markersize=2.6, zorder=4)
        ax.plot(at, row.observed * factor, linestyle="none", **LOOK)
    fit_level(ax)
    plain(ax.yaxis, ticks=4)
    span = np.arange(
        min(np.datetime64(row.first, "M") for row in rows), max(np.datetime64(row.last, "M") for row in rows) + 1
    )
    month_axis(ax, span.astype("datetime64[D]"), lang, room=4)
    ax.grid(axis="y")
    unit_above(ax, WORDS[lang]["a month"].format(unit.name) if kind == "flow" else unit.name)
    ax.set_title(wrapped(name_of(dataset, variable, cell, lang), 20 if lang == "zh" else 34) + "\n", linespacing=1.3)


def _first(variable: str) -> str:
    from outputs.observed.observation import SUMS

    return SUMS.get(variable, (variable,))[0]


def _months(row: Score) -> float:
    """The months of a period, parts of a month by its days."""
    begin, after = np.datetime64(row.first), np.datetime64(row.last) + 1
    months = np.arange(begin.astype("datetime64[M]"), np.datetime64(row.last, "M") + 1)
    starts, ends = months.astype("datetime64[D]"), (months + 1).astype("datetime64[D]")
    covered = np.minimum(ends, after) - np.maximum(starts, begin)
    return float((covered.astype(float) / (ends - starts).astype(float)).sum())


def _middle(row: Score, kind: str) -> float:
    """Where a period stands on an axis of months: its middle, a stock at its last month."""
    ends = np.array([row.last if kind == "stock" else row.first, row.last], dtype="datetime64[M]")
    return float(month_positions(ends).mean())


def _bar(name: str, lang: str) -> Line2D:
    colour, marker = LOOKS[name]
    look: dict[str, Any] = {
        "color": colour,
        "marker": marker,
        "markerfacecolor": "white",
        "markersize": 3,
        "linewidth": 1.4,
    }
    return Line2D([], [], label=word(FORECASTS, name, lang), **look)


@styled
def pits(
    histograms: dict[str, np.ndarray],
    chance: tuple[float, float],
    dataset: xr.Dataset,
    lang: str = "en",
    columns: int = 1,
) -> Figure:
    """PIT histograms of the projections.

    Args:
        histograms: by name of a projection the share of the numbers in each equal part of 0 to 1.
        chance: between which shares a bin lies in nine of ten cases when the projection is right.
        dataset: the run, for the footer.
        lang: ``"en"`` or ``"zh"``.
        columns: 1 or 2 columns of a printed page.
    """
    words = WORDS[lang]
    legend = [Line2D([], [], color=INK, linestyle="--", linewidth=0.8, label=words["chance"])]
    figure = page(dataset, lang, words["pit"], words["pit what"], columns, 42.0, legend, 1)
    for ax, (name, shares) in zip(
        np.ravel(figure.subplots(1, len(histograms), squeeze=False, sharey=True)), histograms.items(), strict=True
    ):
        edges = np.linspace(0, 1, len(shares) + 1)
        ax.bar(edges[:-1], shares, np.diff(edges), align="edge", color=LOOKS[name][0], alpha=0.6, edgecolor="white")
        ax.axhline(1 / len(shares), color=INK, linewidth=0.8)
        for end in chance:
            ax.axhline(end, color=INK, linewidth=0.8, linestyle="--")
        ax.set_xlim(0, 1)
        ax.set_xlabel(words["pit axis"])
        ax.set_title(word(FORECASTS, name, lang) + "\n", linespacing=1.3)
        plain(ax.xaxis, ticks=5)
        plain(ax.yaxis, ticks=4)
        unit_above(ax, words["share"])
    return figure


@styled
def skills(lines: Sequence[GroupScore], dataset: xr.Dataset, lang: str = "en", columns: int = 2) -> Figure:
    """The model's gain on every reference, a row for each group of series."""
    words = WORDS[lang]
    ours = [
        line for line in lines if line.forecast in PROJECTIONS and any(np.isfinite(line.skill(r)) for r in REFERENCES)
    ]
    groups = list(dict.fromkeys(line.group for line in ours))
    shown = [name for name in REFERENCES if any(np.isfinite(line.skill(name)) for line in ours)]
    legend = [
        Line2D(
            [],
            [],
            linestyle="none",
            color=RIVALS[n][0],
            marker=RIVALS[n][1],
            markersize=4,
            label=word(FORECASTS, n, lang),
        )
        for n in shown
    ]
    height = 12.0 + 7.0 * max(len(groups), 1)
    figure = page(dataset, lang, words["skill"], words["skill what"], columns, height, legend, 1 + columns)
    ax = figure.subplots()
    for line in ours:
        row, solid = groups.index(line.group), line.forecast == PROJECTIONS[0]
        for name in shown:
            if np.isfinite(line.skill(name)):
                colour, marker = RIVALS[name]
                x = max(line.skill(name), -1.0)
                y = row + (-0.2 if solid else 0.2) + 0.05 * (shown.index(name) - (len(shown) - 1) / 2)
                fill = colour if solid or marker == "x" else "white"
                ax.plot(x, y, marker, color=fill, markeredgecolor=colour, markersize=4, markeredgewidth=1.0, zorder=3)
    ax.axvline(0, color=INK, linewidth=0.8)
    ax.set_xlim(-1.08, 1.08)
    width = {1: 16, 2: 34}[columns] // (2 if lang == "zh" else 1)
    name_rows(ax, [wrapped(group_name(dataset, group, lang), width) for group in groups])
    plain(ax.xaxis, ticks=5, signed=True)
    ax.set_xlabel(words["skill axis"])
    return figure
