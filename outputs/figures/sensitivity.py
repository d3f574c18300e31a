"""How much of the interval is a number's own: shares by source, by room of numbers, and what numbers that stand out do.

These figures are drawn from plain tables, rows as the study's CSV files hold them.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from outputs.figures.axes import plain
from outputs.figures.figure_page import page
from outputs.figures.fit import bracketed, footer, wrapped
from outputs.figures.style import BLUE, GREY, INK, ORANGE, PALE, styled

Row = Mapping[str, Any]
FIGURES = ("interval_shares", "room_shares", "standing_out")
"""Functions of this module, each drawn from the table of its name."""
MOST = 8
"""Numbers shown in a panel."""
WORDS = {
    "en": {
        "sources": "How much of the interval is luck, the world, numbers",
        "sources_sub": "Share of the variance of the effect over members, by rank; two standard errors either way",
        "total": "with all interplay",
        "first": "alone",
        "share": "share of variance, %",
        "spread": "members spread by ±{0:.2g} %",
        "rooms": "Which rooms' numbers the interval goes with",
        "rooms_sub": "Linear share of the variance of the effect, %; shaded: what chance would reach in fewer than one of a hundred tries",
        "standing": "Numbers that stand out, moved across their 80 % range",
        "standing_sub": "Effect with the number at its 10 % and 90 % quantile, mean of the same members; bar at 90 %: two standard errors of the move",
        "low": "number low (10 %)",
        "high": "number high (90 %)",
        "effect": "effect, %",
        "open": "hollow: not beyond chance in these runs",
        "none": "no number stands out",
    },
    "zh": {
        "sources": "区间有多少来自随机因素、外部路径与参数",
        "sources_sub": "各来源占样本间效果方差的比重（按秩次）；误差线为正负两个标准误",
        "total": "含与其他来源的交互",
        "first": "单独",
        "share": "方差占比，%",
        "spread": "样本间标准差 ±{0:.2g}%",
        "rooms": "区间与哪些部分的参数有关",
        "rooms_sub": "各部分参数对效果方差的线性占比，%；着色者：偶然达到的概率低于百分之一",
        "standing": "影响突出的参数：在80%区间两端的效果",
        "standing_sub": "参数取10%、90%分位数时的效果，为同一组样本的均值；90%端的误差线为变动的正负两个标准误",
        "low": "参数取低值（10%）",
        "high": "参数取高值（90%）",
        "effect": "效果，%",
        "open": "空心：在这些运行中变动未超出偶然",
        "none": "没有影响突出的参数",
    },
}


@styled
def interval_shares(
    rows: Sequence[Row], outcomes: Mapping[str, str], lang: str = "en", version: str = "", note: str = ""
) -> Figure:
    """Shares of the variance of effects by source, one panel per outcome.

    Args:
        rows: as ``interval_shares.csv``; those of the measure ``rank`` are shown.
        outcomes: key -> name in the reader's language, in the order of the panels.
        lang: ``"en"`` or ``"zh"``.
        version: of the project.
        note: first line of the footer.
    """
    words, down = WORDS[lang], -(-len(outcomes) // 2)
    legend = [
        Patch(color=PALE, label=words["first"]),
        Line2D([], [], color=BLUE, marker="o", markersize=2.5, linewidth=1.0, label=words["total"]),
    ]
    figure = page(footer(lang, version, note), lang, words["sources"], words["sources_sub"], 2, 34.0 * down, legend)
    axes = figure.subplots(down, 2, squeeze=False, sharex=True).ravel()
    for ax, (key, name) in zip(axes, outcomes.items(), strict=False):
        found = [row for row in rows if (row["outcome"], row["measure"]) == (key, "rank")]
        first, total, error = (
            100 * np.array([float(row[field]) for row in found]) for field in ("first", "total", "total_error")
        )
        ax.barh(range(len(found)), np.clip(first, 0, None), height=0.5, color=PALE)
        ax.errorbar(total, range(len(found)), xerr=2 * error, fmt="o", color=BLUE, markersize=2.5, linewidth=1.0)
        ax.set_ylim(len(found) - 0.4, -0.6)
        ax.set_yticks(range(len(found)), [str(row[lang]) for row in found])
        ax.tick_params(axis="y", length=0)
        ax.set_xlim(0, 125)
        ax.set_xticks(range(0, 101, 25))
        ax.grid(axis="x")
        ax.set_title(bracketed(name, words["spread"].format(float(found[0]["spread"])), lang))
    for ax in axes[max(len(outcomes) - 2, 0) : len(outcomes)]:
        ax.set_xlabel(words["share"])
    for ax in axes[len(outcomes) :]:
        ax.remove()
    return figure


@styled
def room_shares(
    rows: Sequence[Row], outcomes: Mapping[str, str], lang: str = "en", version: str = "", note: str = ""
) -> Figure:
    """Linear shares of rooms of numbers as a table of shades; for arguments see :func:`interval_shares`."""
    words = WORDS[lang]
    rooms = list(dict.fromkeys((row["room"], bracketed(row[lang], f"{row['numbers']:.0f}", lang)) for row in rows))
    by = {(row["room"], row["outcome"]): row for row in rows}
    share, error, chance = (
        np.array([[float(by[room, one][field]) for one in outcomes] for room, _ in rooms])
        for field in ("share", "error", "chance")
    )
    figure = page(footer(lang, version, note), lang, words["rooms"], words["rooms_sub"], 2, 4.2 * len(rooms) + 14)
    ax = figure.subplots()
    beyond = chance < 0.01
    shade = np.where(beyond, np.clip(share, 0, 1), 0.0)
    ax.pcolormesh(shade, cmap="Blues", vmin=0, vmax=max(0.5, float(shade.max())), edgecolors="white", linewidth=0.5)
    ax.invert_yaxis()
    ax.set_yticks(np.arange(len(rooms)) + 0.5, [wrapped(label, lang, 44) for _, label in rooms])
    ax.set_xticks(np.arange(len(outcomes)) + 0.5, [wrapped(name, lang, 14) for name in outcomes.values()])
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    for (row, column), value in np.ndenumerate(share):
        look = INK if beyond[row, column] else GREY
        told = f"{round(100 * float(value)):d} ± {100 * error[row, column]:.0f}".replace("-", "−")
        color = "white" if shade[row, column] > 0.35 else look
        ax.text(column + 0.5, row + 0.5, told, ha="center", va="center", fontsize=5.5, color=color)
    for side in ax.spines.values():
        side.set_visible(False)
    return figure


@styled
def standing_out(
    rows: Sequence[Row], outcomes: Mapping[str, str], lang: str = "en", version: str = "", note: str = ""
) -> Figure:
    """The effect at both ends of numbers that go with it beyond chance, or whose move real runs verify, one panel per outcome.

    Few runs verify little: what stands out by correlation alone is hollow. For arguments see :func:`interval_shares`.
    """
    words, down = WORDS[lang], -(-len(outcomes) // 2)
    legend = [
        Line2D([], [], color=ORANGE, marker="o", linestyle="none", markersize=3.5, label=words["low"]),
        Line2D([], [], color=BLUE, marker="o", linestyle="none", markersize=3.5, label=words["high"]),
    ]
    if any(float(row["beyond_chance"]) and not _verified(row) for row in rows):
        look: dict[str, Any] = {"marker": "o", "linestyle": "none", "markersize": 3.5, "markerfacecolor": "white"}
        legend.append(Line2D([], [], color=GREY, label=words["open"], **look))
    shown = {}
    for key in outcomes:
        found = [row for row in rows if row["outcome"] == key and (_verified(row) or float(row["beyond_chance"]))]
        shown[key] = sorted(found, key=lambda row: -abs(float(row["moves"])))[:MOST]
    tallest = max(2, *map(len, shown.values()))
    height = down * (13.0 + 7.0 * tallest)
    figure = page(footer(lang, version, note), lang, words["standing"], words["standing_sub"], 2, height, legend)
    axes = figure.subplots(down, 2, squeeze=False).ravel()
    for ax, (key, name) in zip(axes, outcomes.items(), strict=False):
        found = shown[key]
        for place, row in enumerate(found):
            low, high, error = (float(row[field]) for field in ("at_low", "at_high", "error"))
            ax.hlines(place, low, high, color=PALE, linewidth=4)
            ax.hlines(place, high - 2 * error, high + 2 * error, color=INK, linewidth=0.8)
            for end, colour in ((low, ORANGE), (high, BLUE)):
                face = colour if _verified(row) else "white"
                ax.plot(end, place, "o", color=colour, markerfacecolor=face, markersize=3.5, zorder=3)
        ax.set_ylim(tallest - 0.4, -0.6)
        ax.set_yticks(range(len(found)), [wrapped(str(row[lang]), lang, 40) for row in found], fontsize=5.5)
        ax.tick_params(axis="y", length=0)
        ax.set_title(name)
        if found:
            ax.grid(axis="x")
            plain(ax.xaxis, ticks=4)
            ax.set_xlabel(words["effect"])
        else:
            ax.text(0.02, 0.6, words["none"], transform=ax.transAxes, color=GREY)
            ax.set_xticks([])
    for ax in axes[len(outcomes) :]:
        ax.remove()
    return figure


def _verified(row: Row) -> bool:
    return bool(float(row["verified"]))
