"""What each part of a scenario costs and what it brings: cost across, effect up, a point with a word for each part."""

from typing import Any

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from outputs.attribution.attribution_file import outcome_part
from outputs.figures.axes import plain
from outputs.figures.figure_numbers import INTERVAL_HEADER, Value, interval_cells, keep
from outputs.figures.figure_page import page
from outputs.figures.findings import CLEAR
from outputs.figures.laid_out import lay_out
from outputs.figures.parts import WIDTHS
from outputs.figures.room_for_words import Words
from outputs.figures.sources_bar import short
from outputs.figures.style import BLUE, GREY, INK, SMALL_PT, styled
from outputs.results.direction import direction
from outputs.results.numbers import percent
from outputs.results.outcomes import HEADLINES, LEVELS, interval_name, quantiles, unit
from outputs.results.reader_names import axis_names
from outputs.results.summary_rows import EXPORTED

COST = next(outcome for outcome in EXPORTED if outcome.key == "cost")
BACKGROUND: dict[str, Any] = {"boxstyle": "square,pad=0", "facecolor": "white", "edgecolor": "none", "alpha": 0.85}
SHOWN = tuple(outcome for outcome in HEADLINES if outcome.key in ("fdi", "visitors"))
"""Outcomes with a panel each."""
WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "title": "{part}: {cost} of the cost, {fdi} of the effect on FDI, {visitors} of that on visitors",
        "none": "What each part costs and what it brings",
        "subtitle": "Fiscal cost and effect of each lever or table of tasks over the whole period (Shapley values), means; "
        "upper left: cheap and effective, lower right: dear with little effect",
        "cost": "Fiscal cost, {}",
        "clear": "Effect is clear",
        "unclear": "Not clear",
        "header": ("Part", "Measure", *INTERVAL_HEADER["en"], "Unit"),
    },
    "zh": {
        "title": "{part}占成本的{cost}，带来外资效果的{fdi}、游客效果的{visitors}",
        "none": "各部分的成本与效果",
        "subtitle": "各政策工具或任务表的全期财政成本与效果（沙普利值），均值；左上：花费少、效果大，右下：花费多、效果小",
        "cost": "财政成本（{}）",
        "clear": "效果明确",
        "unclear": "不明确",
        "header": ("组成部分", "指标", *INTERVAL_HEADER["zh"], "单位"),
    },
}


@styled
def cost_effect(dataset: xr.Dataset, lang: str = "en", columns: int = 2) -> Figure:
    """Cost against effect on investment and on visitors, one point for each player of an attribution.

    Args:
        dataset: an attribution by levers or by tables of tasks.
        lang: ``"en"`` or ``"zh"``.
        columns: 1 (panels below one another) or 2 (abreast) columns of a printed page.
    """
    words = WORDS[lang]
    names = [short(str(name), lang) for name in axis_names(dataset, "player", lang)]
    cost, money = _members(dataset, COST, lang), unit(dataset, COST, lang).name
    members = dataset.sizes["member"]
    legend = [
        Line2D([], [], linestyle="none", marker="o", color=BLUE, label=words["clear"]),
        Line2D([], [], linestyle="none", marker="o", color="white", markeredgecolor=GREY, label=words["unclear"]),
        *([Line2D([], [], color=GREY, linewidth=WIDTHS["80"], label=interval_name(members, lang))] * (members > 1)),
    ]
    title = _finding(dataset, names, lang)
    figure = page(dataset, lang, title, words["subtitle"], columns, {1: 130.0, 2: 70.0}[columns], legend)
    axes = figure.subplots(3 - columns, columns, squeeze=False).ravel()
    rows: list[tuple[Value, ...]] = [
        (name, COST.name(lang), *interval_cells(one), money) for name, one in zip(names, cost, strict=True)
    ]
    for ax, outcome in zip(axes, SHOWN, strict=True):
        brings, readers = _members(dataset, outcome, lang), unit(dataset, outcome, lang)
        _points(ax, cost, brings)
        ax.set_title(
            f"{outcome.name(lang)}{'（' if lang == 'zh' else ', '}{readers.name}{'）' if lang == 'zh' else ''}"
        )
        ax.set_xlabel(words["cost"].format(money))
        rows += [
            (name, outcome.name(lang), *interval_cells(one), readers.name)
            for name, one in zip(names, brings, strict=True)
        ]
    lay_out(figure)
    for ax, outcome in zip(axes, SHOWN, strict=True):
        _name_points(ax, names, cost, _members(dataset, outcome, lang))
    return keep(figure, words["header"], rows, dataset.sizes["member"])


def _members(dataset: xr.Dataset, outcome: Any, lang: str) -> np.ndarray:
    """Contributions (players, members) in the reader's unit."""
    return outcome_part(dataset, outcome).transpose("player", "member").values * unit(dataset, outcome, lang).factor


def _points(ax: Axes, cost: np.ndarray, brings: np.ndarray) -> None:
    for spent, found in zip(cost, brings, strict=True):
        x, y = spent.mean(), found.mean()
        clear = direction(found) in CLEAR
        if len(found) > 1:
            ax.vlines(
                x, *quantiles(found, LEVELS["80"]), color=BLUE if clear else GREY, linewidth=WIDTHS["80"], alpha=0.6
            )
        ax.plot(x, y, "o", color=BLUE if clear else "white", markeredgecolor=BLUE if clear else GREY, markersize=4.5)
    for axis in (ax.xaxis, ax.yaxis):
        plain(axis, ticks=4)
    ax.axhline(0, color=INK, linewidth=0.6, zorder=1)
    ax.margins(x=0.22, y=0.12)
    ax.grid()


def _name_points(ax: Axes, names: list[str], cost: np.ndarray, brings: np.ndarray) -> None:
    """Words for the points, those first that bring or cost most; a point without room for its word is in the numbers."""
    points = list(zip(map(float, cost.mean(1)), map(float, brings.mean(1)), strict=True))
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    weight = [abs(x) / ((right - left) or 1) + abs(y) / ((high - low) or 1) for x, y in points]
    words = Words(ax, points)
    for k in sorted(range(len(points)), key=lambda k: -weight[k]):
        words.put(points[k], names[k], fontsize=SMALL_PT, color=INK, bbox=BACKGROUND)


def _finding(dataset: xr.Dataset, names: list[str], lang: str) -> str:
    """Shares of the dearest part in cost and in both effects; nothing is claimed where an effect is not clear."""
    words, shares = WORDS[lang], dict[str, str]()
    cost = outcome_part(dataset, COST).transpose("player", "member").values.mean(1)
    whole = float(outcome_part(dataset, COST, "_effect").mean())
    best = int(np.argmax(cost))
    for outcome in SHOWN:
        effect = outcome_part(dataset, outcome, "_effect").values
        if direction(effect) not in CLEAR or whole <= 0:
            return words["none"]
        brought = outcome_part(dataset, outcome).transpose("player", "member").values.mean(1)
        shares[outcome.key] = percent(float(brought[best] / effect.mean()), lang=lang)
    return words["title"].format(part=names[best], cost=percent(float(cost[best] / whole), lang=lang), **shares)
