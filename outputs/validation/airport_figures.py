"""Figure of other airports: destinations abroad and passengers, as counted and as the model's rules give them."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from common.records import CountOfAirport
from common.text import Text
from outputs.figures.axes import plain
from outputs.figures.figure_page import page
from outputs.figures.observed_marks import LOOK
from outputs.figures.parts import WIDTHS
from outputs.figures.style import BLUE, styled

WORDS = {
    "en": {
        "title": "The same rules at other airports",
        "what": "From 2013 with no route, on each airport's own facts: median and 80 % band",
        "model": "Model",
        "counted": "Counted",
        "destinations": "Destinations abroad, June 2014",
        "passengers": "International and regional passengers",
        "destinations_unit": "cities",
        "passengers_unit": "million a year",
    },
    "zh": {
        "title": "同一套规则用于其他机场",
        "what": "模型自2013年起运行，起始无航线，采用各机场自身资料：样本的中位数与80%区间",
        "model": "模型",
        "counted": "统计",
        "destinations": "2014年6月境外通航城市（不含港澳台）",
        "passengers": "国际及地区旅客",
        "destinations_unit": "个",
        "passengers_unit": "百万人次/年",
    },
}
_POINT: dict[str, Any] = {"color": BLUE, "marker": "o", "markerfacecolor": "white", "markersize": 3.5}


@styled
def airport_counts(
    counts: Sequence[CountOfAirport],
    names: Mapping[str, Text],
    about: xr.Dataset,
    lang: str = "en",
    columns: int = 2,
) -> Figure:
    """Destinations abroad of June 2014 and the latest count of passengers by airport.

    Args:
        counts: what was counted, and the members.
        names: of airports by code.
        about: says where the figure is from.
        lang: ``"en"`` or ``"zh"``.
        columns: 1 (panels below one another) or 2 (side by side) columns of a printed page.
    """
    words, shape = WORDS[lang], {1: (2, 1), 2: (1, 2)}[columns]
    legend = [
        Line2D([], [], linestyle="none", label=words["model"], **_POINT),
        Line2D([], [], linestyle="none", label=words["counted"], **LOOK),
    ]
    figure = page(about, lang, words["title"], words["what"], columns, 72.0 * shape[0], legend)
    left, right = np.ravel(figure.subplots(*shape, squeeze=False))
    first = [row for row in counts if row.measure == "destinations_abroad" and row.when == "2014-06"]
    _by_airport(left, first, [names[row.airport].of(lang) for row in first], words, "destinations")
    latest = {row.airport: row for row in sorted(counts, key=lambda row: row.when) if row.measure == "passengers_m"}
    last = list(latest.values())
    labels = [f"{names[row.airport].of(lang)} {row.when}" for row in last]
    _by_airport(right, last, labels, words, "passengers")
    return figure


def _by_airport(
    ax: Axes, counts: Sequence[CountOfAirport], labels: Sequence[str], words: Mapping[str, str], key: str
) -> None:
    order = sorted(range(len(counts)), key=lambda place: -counts[place].counted)
    rows, at = [counts[place] for place in order], np.arange(len(order))
    ax.hlines(at, [row.low_80 for row in rows], [row.high_80 for row in rows], color=BLUE, linewidth=WIDTHS["80"])
    ax.plot([row.median for row in rows], at, linestyle="none", zorder=4, **_POINT)
    ax.plot([row.counted for row in rows], at, linestyle="none", **LOOK)
    ax.set_yticks(at, [labels[place] for place in order])
    ax.set_ylim(len(rows) - 0.5, -0.5)
    ax.set_xlim(0)
    plain(ax.xaxis, ticks=5)
    ax.grid(axis="x")
    ax.set_xlabel(words[f"{key}_unit"])
    ax.set_title(words[key])
