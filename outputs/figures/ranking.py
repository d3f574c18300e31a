"""Which first: the players that bring most of each headline outcome, alone, left out, and the mean of both."""

from typing import Any

import numpy as np
import xarray as xr
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from outputs.attribution.ranking_file import lines, standard_error
from outputs.attribution.ranking_table import short
from outputs.figures.axes import plain
from outputs.figures.figure_numbers import Value, keep
from outputs.figures.figure_page import page
from outputs.figures.findings import inside
from outputs.figures.parts import name_rows
from outputs.figures.style import BLUE, INK, ORANGE, styled
from outputs.results.outcomes import HEADLINES, Outcome, unit
from outputs.results.reader_names import axis_names

_NAME = {"en": 34, "zh": 18}
"""Letters of a name that a panel has room for."""
WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "title": {"tasks": "Which tasks first", "fields": "Which fields first"},
        "subtitle": "{}: effect over the whole run; {} members on the same luck",
        "header": (
            "Outcome",
            "Rank",
            "Name",
            "Mean of alone and left out",
            "Standard error",
            "Alone",
            "Left out",
            "Unit",
        ),
        "finding": "First for {}: {}",
        "second": "; for {}: {}",
        "effect": "Mean of alone and left out",
        "alone": "Alone",
        "left_out": "Left out",
        "error": "Two standard errors either way",
    },
    "zh": {
        "title": {"tasks": "先做哪些任务", "fields": "先做哪些领域"},
        "subtitle": "{}：全期效果；{}个模拟样本，使用同一组随机数",
        "header": ("结果", "位次", "名称", "单独实施与唯独不做的平均", "标准误", "单独实施", "唯独不做", "单位"),
        "finding": "对{}贡献居首：{}",
        "second": "；对{}：{}",
        "effect": "二者平均",
        "alone": "单独实施",
        "left_out": "唯独不做",
        "error": "正负两个标准误",
    },
}


@styled
def ranking(dataset: xr.Dataset, lang: str = "en", columns: int = 2) -> Figure:
    """The first players of each headline outcome as bars, a panel each.

    Args:
        dataset: a ranking, as :func:`outputs.attribution.ranking_file.open_ranking` gives it.
        lang: ``"en"`` or ``"zh"``.
        columns: 1 (panels below one another) or 2 (two abreast) columns of a printed page.
    """
    words, down = WORDS[lang], -(-len(HEADLINES) // columns)
    subtitle = words["subtitle"].format(words["title"][dataset.attrs["by"]], dataset.sizes["member"])
    title = _finding(dataset, lang)
    rows = min(int(dataset.attrs["first"]), dataset.sizes["player"])
    figure = page(dataset, lang, title, subtitle, columns, down * (14.0 + 4.5 * rows), _legend(dataset, lang))
    axes = figure.subplots(down, columns, squeeze=False).ravel()
    for ax, outcome in zip(axes, HEADLINES, strict=False):
        _panel(ax, dataset, outcome, rows, lang)
    for ax in axes[len(HEADLINES) :]:
        ax.remove()
    return keep(figure, words["header"], _numbers(dataset, rows, lang))


def _finding(dataset: xr.Dataset, lang: str) -> str:
    """The first player for investment and for visitors, where its effect is not nothing."""
    words, names, text = WORDS[lang], axis_names(dataset, "player", lang), ""
    for outcome in HEADLINES:
        listed = lines(dataset, outcome)
        if outcome.key in ("fdi", "visitors") and listed and listed[0].effect.any():
            form = words["second" if text else "finding"]
            name = short(str(names[listed[0].place]), lang, _NAME[lang])
            text += form.format(inside(outcome.name(lang), lang), name)
    return text or words["title"][dataset.attrs["by"]]


def _numbers(dataset: xr.Dataset, rows: int, lang: str) -> list[tuple[Value, ...]]:
    names, found = axis_names(dataset, "player", lang), list[tuple[Value, ...]]()
    for outcome in HEADLINES:
        readers = unit(dataset, outcome, lang)
        for rank, line in enumerate(lines(dataset, outcome)[:rows], 1):
            effect, alone, left_out = (array * readers.factor for array in (line.effect, line.alone, line.left_out))
            error = float(standard_error(effect))
            cells = (
                float(effect.mean()),
                error if np.isfinite(error) else None,
                float(alone.mean()),
                float(left_out.mean()),
            )
            found.append((outcome.name(lang), rank, str(names[line.place]), *cells, readers.name))
    return found


def _panel(ax: Axes, dataset: xr.Dataset, outcome: Outcome, rows: int, lang: str) -> None:
    readers, names = unit(dataset, outcome, lang), axis_names(dataset, "player", lang)
    shown = lines(dataset, outcome)[:rows]
    for y, line in enumerate(shown):
        effect, alone, left_out = (array * readers.factor for array in (line.effect, line.alone, line.left_out))
        ax.barh(y, effect.mean(), 0.6, color=BLUE, alpha=0.55, linewidth=0)
        if np.isfinite(error := standard_error(effect)):
            ax.hlines(y, effect.mean() - 2 * error, effect.mean() + 2 * error, color=INK, linewidth=0.9, zorder=3)
        ax.plot(alone.mean(), y, "o", color="white", markeredgecolor=INK, markersize=3.5, zorder=4)
        ax.plot(left_out.mean(), y, "D", color=ORANGE, markersize=2.8, zorder=4)
    name_rows(ax, [short(str(names[line.place]), lang, _NAME[lang]) for line in shown])
    ax.axvline(0, color=INK, linewidth=0.6, zorder=1)
    plain(ax.xaxis, ticks=4, signed=True)
    ax.set_xlabel(readers.name)
    ax.set_title(outcome.name(lang))


def _legend(dataset: xr.Dataset, lang: str) -> list[Artist]:
    words = WORDS[lang]
    handles: list[Artist] = [
        Patch(facecolor=BLUE, alpha=0.55, linewidth=0, label=words["effect"]),
        Line2D(
            [],
            [],
            marker="o",
            linestyle="none",
            color="white",
            markeredgecolor=INK,
            markersize=3.5,
            label=words["alone"],
        ),
        Line2D([], [], marker="D", linestyle="none", color=ORANGE, markersize=2.8, label=words["left_out"]),
    ]
    if dataset.sizes["member"] > 1:
        handles.append(Line2D([], [], color=INK, linewidth=0.9, label=words["error"]))
    return handles
