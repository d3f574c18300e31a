"""Figure of the backtests of the model fitted anew: for each city and origin the bands, and what came."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from common.vocabulary import CITY_WORDS
from outputs.figures.axes import plain, unit_above
from outputs.figures.figure_page import page
from outputs.figures.observed_marks import LOOK
from outputs.figures.parts import WIDTHS
from outputs.figures.style import BLUE, GREY, ORANGE, styled
from outputs.results.numbers import reader_unit
from outputs.validation.backtest_figures import OF
from outputs.validation.forecast_names import INDICATORS, within, word

Row = Mapping[str, Any]
CITY_NAMES = {"nanjing": {"en": "Nanjing", "zh": "南京"}} | {
    one.key: {"en": one.en, "zh": one.zh} for one in CITY_WORDS
}
COLOURS = (BLUE, ORANGE)
"""Of the origins, in their order."""
WORDS = {
    "en": {
        "title": "Forecasts of the past, each fitted without the years it forecasts",
        "what": "Bars: 80 % (thin) and 50 % (thick) bands of the model, given the drivers of the world; marks: what was counted",
        "learned": "learned from 2013-{}",
        "counted": "counted",
        "known": "known at the origin",
        "panel": "{}, {}",
    },
    "zh": {
        "title": "历史年份预测：每次拟合都不使用被预测的年份",
        "what": "竖线为给定外部条件下模型的80%（细）与50%（粗）区间；标记为统计值",
        "learned": "按2013—{}年数据拟合",
        "counted": "统计值",
        "known": "预测起点已知值",
        "panel": "{}{}",
    },
}


@styled
def refitted(
    rows: Sequence[Row],
    series: Mapping[tuple[str, str], tuple[np.ndarray, np.ndarray]],
    footer: tuple[str, str],
    lang: str = "en",
    columns: int = 2,
) -> Figure:
    """The model's bands by city and origin beside what was counted, a panel for each series.

    Args:
        rows: forecasts of the model, with ``indicator``, ``city``, ``origin``, ``year`` and ``low_80`` to ``high_80``.
        series: by indicator and city the years and values that were counted, (years,).
        footer: its two lines.
        lang: ``"en"`` or ``"zh"``.
        columns: 1 or 2 columns of a printed page.
    """
    words = WORDS[lang]
    panels = list(dict.fromkeys((row["indicator"], row["city"]) for row in rows))
    origins = sorted({row["origin"] for row in rows})
    abreast = 2 * columns
    down = -(-len(panels) // abreast)
    known: dict[str, Any] = {"linestyle": "none", "marker": "o", "color": GREY, "markersize": 2.6}
    legend = [
        *(
            Patch(color=colour, label=words["learned"].format(origin))
            for origin, colour in zip(origins, COLOURS, strict=False)
        ),
        Line2D([], [], label=words["known"], **known),
        Line2D([], [], linestyle="none", label=words["counted"], **LOOK),
    ]
    figure = page(footer, lang, words["title"], words["what"], columns, 34.0 * down, legend, 2 * columns)
    axes = np.ravel(figure.subplots(down, abreast, squeeze=False))
    for ax, (indicator, city) in zip(axes, panels, strict=False):
        mine = [row for row in rows if (row["indicator"], row["city"]) == (indicator, city)]
        unit = reader_unit(*OF[indicator], lang)
        for origin, colour in zip(origins, COLOURS, strict=False):
            _bands(ax, [row for row in mine if row["origin"] == origin], unit.factor, colour)
        years, values = series[indicator, city]
        ahead = np.isin(years, [row["year"] for row in mine])
        ax.plot(years[~ahead], values[~ahead] * unit.factor, **known)
        ax.plot(years[ahead], values[ahead] * unit.factor, linestyle="none", **LOOK)
        ax.set_ylim(0, 1.06 * ax.get_ylim()[1])  # marks at the top stay whole
        ax.set_xlim(2012.4, 2022.6)
        ax.set_xticks([2013, 2016, 2019, 2022])
        plain(ax.yaxis, ticks=3)
        ax.grid(axis="y")
        name = word(INDICATORS, indicator, lang)
        unit_above(ax, unit.name)
        title = words["panel"].format(CITY_NAMES[city][lang], name if lang == "zh" else within(name))
        ax.set_title(title + "\n", linespacing=1.3)
    for ax in axes[len(panels) :]:
        ax.set_visible(False)
    return figure


def _bands(ax: Axes, rows: Sequence[Row], factor: float, colour: str) -> None:
    for level in ("80", "50"):
        low, high = (np.array([row[f"{end}_{level}"] for row in rows], float) * factor for end in ("low", "high"))
        ax.vlines([row["year"] for row in rows], low, high, color=colour, linewidth=WIDTHS[level], alpha=0.75)
