"""Figure of the history of routes: intercontinental markets by year, weekly flights, and first openings by market."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from common.records import FarMarket, FlightsOfYear
from common.text import Text
from outputs.figures.axes import plain, unit_above
from outputs.figures.figure_page import page
from outputs.figures.observed_marks import LOOK
from outputs.figures.parts import WIDTHS
from outputs.figures.style import BLUE, styled

NEVER = 2020.0
"""Where a market stands that was not flown to the end of 2019."""
WORDS = {
    "en": {
        "title": "The routes of Lukou, as they opened and as the model opens them",
        "what": "Model from 2013 in the world as it was: median and 80 % band of the members",
        "model": "Model",
        "counted": "As it was",
        "markets": "Intercontinental markets, end of year",
        "unit": "markets",
        "opened": "First flight of each market",
        "never": "none",
    },
    "zh": {
        "title": "禄口航线的开通历史：实际与模型",
        "what": "模型自2013年起在实际外部环境下运行：样本的中位数与80%区间",
        "model": "模型",
        "counted": "实际",
        "markets": "洲际市场数（年末）",
        "unit": "个",
        "opened": "各市场首次开航时间",
        "never": "未开",
    },
}
_POINT: dict[str, Any] = {"color": BLUE, "marker": "o", "markerfacecolor": "white", "markersize": 3.5}


@styled
def route_history(
    years: Sequence[FlightsOfYear],
    markets: Sequence[FarMarket],
    names: Mapping[str, Text],
    about: xr.Dataset,
    lang: str = "en",
    columns: int = 2,
) -> Figure:
    """Intercontinental markets flown by year, and when each was first flown.

    Args:
        years: one row a year.
        markets: one row a market.
        names: of markets by code.
        about: says where the figure is from.
        lang: ``"en"`` or ``"zh"``.
        columns: 1 (panels below one another) or 2 (side by side) columns of a printed page.
    """
    words, shape = WORDS[lang], {1: (2, 1), 2: (1, 2)}[columns]
    legend = [
        Line2D([], [], linewidth=1.4, label=words["model"], **_POINT),
        Line2D([], [], linestyle="none", label=words["counted"], **LOOK),
    ]
    figure = page(about, lang, words["title"], words["what"], columns, 62.0 * shape[0], legend)
    left, right = np.ravel(figure.subplots(*shape, squeeze=False))
    _by_year(left, years, words)
    _openings(right, [row for row in markets if row.opened > years[0].year or np.isnan(row.opened)], names, words, lang)
    return figure


def _by_year(ax: Axes, years: Sequence[FlightsOfYear], words: Mapping[str, str]) -> None:
    at = [row.year for row in years]
    ax.vlines(
        at, [r.markets_low_80 for r in years], [r.markets_high_80 for r in years], color=BLUE, linewidth=WIDTHS["80"]
    )
    ax.plot(at, [row.markets_median for row in years], linestyle="none", zorder=4, **_POINT)
    ax.plot(at, [row.markets for row in years], linestyle="none", **LOOK)
    ax.set_ylim(0)
    ax.set_xticks(at[::2])
    plain(ax.yaxis, ticks=4)
    ax.grid(axis="y")
    unit_above(ax, words["unit"])
    ax.set_title(words["markets"] + "\n", linespacing=1.3)


def _openings(
    ax: Axes, markets: Sequence[FarMarket], names: Mapping[str, Text], words: Mapping[str, str], lang: str
) -> None:
    rows = np.arange(len(markets))
    ax.hlines(
        rows,
        [r.opened_low_80 for r in markets],
        [r.opened_high_80 for r in markets],
        color=BLUE,
        linewidth=WIDTHS["80"],
    )
    ax.plot([row.opened_median for row in markets], rows, linestyle="none", zorder=4, **_POINT)
    real = [NEVER if np.isnan(row.opened) else row.opened for row in markets]
    ax.plot(real, rows, linestyle="none", **LOOK)
    ax.set_yticks(rows, [names[row.origin].of(lang) for row in markets])
    ax.set_ylim(len(markets) - 0.5, -0.5)
    ticks = np.arange(2013, NEVER + 1)[1::2].tolist()
    ax.set_xticks([*ticks[:-1], NEVER], [*(f"{tick:.0f}" for tick in ticks[:-1]), words["never"]])
    ax.set_xlim(2012.8, NEVER + 0.3)
    ax.grid(axis="x")
    ax.set_title(words["opened"] + "\n", linespacing=1.3)
