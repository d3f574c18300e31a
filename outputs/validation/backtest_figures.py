"""Figures of backtests: the model over Nanjing's past, and errors by horizon."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import xarray as xr
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from outputs.figures.axes import plain, unit_above
from outputs.figures.figure_page import page
from outputs.figures.observed_marks import LOOK
from outputs.figures.parts import WIDTHS
from outputs.figures.style import BLUE, INK, PURPLE, SKY, styled
from outputs.results.numbers import reader_unit
from outputs.results.outcomes import LEVELS, quantiles
from outputs.validation.forecast_names import FORECASTS, INDICATORS, word

OF = {
    "inbound_visitors": ("visitors", "1"),
    "fdi_musd": ("fdi_actual_use", "million USD"),
    "inbound_receipts_musd": ("visitor_spending", "million USD"),
}
"""Indicator → result and its unit."""
LOOKS = {"model": (BLUE, "o"), "naive": (INK, "x"), "drift": (PURPLE, "v"), "ets": (SKY, "^")}
WORDS = {
    "en": {
        "hindcast": "Nanjing's past, counted and modelled",
        "hindcast what": "Model from 2013 in the world as it was: median, 50 % and 80 % bands of the members",
        "counted": "Counted",
        "backtests": "Errors of forecasts of the past",
        "backtests what": "Mean absolute error of the median, by years ahead; above Nanjing, below all seven cities",
        "nanjing": "{}, Nanjing",
        "cities": "{}, seven cities",
        "error": "% of what was counted",
        "ahead": "Years ahead",
        "naive": "Last value again",
    },
    "zh": {
        "hindcast": "南京的历史：统计值与模型值",
        "hindcast what": "模型自2013年起在实际外部环境下运行：样本的中位数与50%、80%区间",
        "counted": "统计值",
        "backtests": "对历史年份的预测误差",
        "backtests what": "中位数的平均绝对误差，按提前年数；上为南京，下为七城市",
        "nanjing": "{}，南京",
        "cities": "{}，七城市",
        "error": "占统计值的百分比",
        "ahead": "提前年数",
        "naive": "与上年相同",
    },
}


@styled
def hindcast(
    known: Mapping[str, tuple[np.ndarray, np.ndarray]],
    modelled: Mapping[str, tuple[np.ndarray, np.ndarray]],
    about: xr.Dataset,
    lang: str = "en",
    columns: int = 2,
) -> Figure:
    """The model over Nanjing's past beside what was counted.

    Args:
        known: by indicator years and values, (years,).
        modelled: by indicator years and members, (years,) and (members, years).
        about: says where the figure is from.
        lang: ``"en"`` or ``"zh"``.
        columns: 1 (panels below one another) or 2 (side by side) columns of a printed page.
    """
    words, shape = WORDS[lang], {1: (len(modelled), 1), 2: (1, len(modelled))}[columns]
    model: dict[str, Any] = {
        "color": BLUE,
        "marker": "o",
        "markerfacecolor": "white",
        "markersize": 3,
        "linewidth": 1.4,
    }
    legend = [
        Line2D([], [], label=word(FORECASTS, "model", lang), **model),
        Line2D([], [], linestyle="none", label=words["counted"], **LOOK),
    ]
    figure = page(about, lang, words["hindcast"], words["hindcast what"], columns, 42.0 * shape[0], legend)
    for ax, (indicator, (years, members)) in zip(
        np.ravel(figure.subplots(*shape, squeeze=False)), modelled.items(), strict=True
    ):
        unit = reader_unit(*OF[indicator], lang)
        for level, ends in LEVELS.items():
            low, high = quantiles(members, ends) * unit.factor
            ax.vlines(years, low, high, color=BLUE, linewidth=WIDTHS[level])
        ax.plot(
            years,
            np.median(members, axis=0) * unit.factor,
            "o",
            color="white",
            markeredgecolor=BLUE,
            markersize=3,
            zorder=4,
        )
        counted, values = known[indicator]
        inside = (counted >= years[0]) & (counted <= years[-1])
        ax.plot(counted[inside], values[inside] * unit.factor, linestyle="none", **LOOK)
        ax.set_ylim(0)
        ax.set_xticks(years[::2])
        plain(ax.yaxis, ticks=4)
        ax.grid(axis="y")
        unit_above(ax, unit.name)
        ax.set_title(word(INDICATORS, indicator, lang) + "\n", linespacing=1.3)
    return figure


@styled
def backtests(nanjing: Sequence, cities: Sequence, about: xr.Dataset, lang: str = "en", columns: int = 2) -> Figure:
    """Mean absolute errors by years ahead, a panel for each indicator, for Nanjing and for all cities.

    Args:
        nanjing, cities: lines of :class:`outputs.validation.backtest_page.HorizonScore`.
        about: says where the figure is from.
        lang: ``"en"`` or ``"zh"``.
        columns: 1 or 2 columns of a printed page.
    """
    words = WORDS[lang]
    indicators = list(dict.fromkeys(line.indicator for line in cities))
    forecasts = [name for name in LOOKS if any(line.forecast == name for line in [*nanjing, *cities])]
    panels = [(place, one, lines) for place, lines in (("nanjing", nanjing), ("cities", cities)) for one in indicators]
    abreast = len(indicators) if columns == 2 else 1
    legend = [_handle(name, words["naive"] if name == "naive" else word(FORECASTS, name, lang)) for name in forecasts]
    down = len(panels) // abreast
    figure = page(about, lang, words["backtests"], words["backtests what"], columns, 36.0 * down, legend, 2 * columns)
    for ax, (place, indicator, lines) in zip(
        np.ravel(figure.subplots(down, abreast, squeeze=False)), panels, strict=True
    ):
        for name in forecasts:
            mine = [line for line in lines if (line.indicator, line.forecast) == (indicator, name)]
            colour, marker = LOOKS[name]
            ax.plot(
                [one.horizon for one in mine],
                [100 * one.mape for one in mine],
                color=colour,
                marker=marker,
                markersize=4,
            )
        ax.set_xlim(0.8, 3.2)
        ax.set_ylim(0)
        ax.set_xticks([1, 2, 3])
        plain(ax.yaxis, ticks=4)
        ax.grid(axis="y")
        ax.set_xlabel(words["ahead"])
        unit_above(ax, words["error"])
        ax.set_title(words[place].format(word(INDICATORS, indicator, lang)) + "\n", linespacing=1.3)
    return figure


def _handle(name: str, label: str) -> Line2D:
    colour, marker = LOOKS[name]
    return Line2D([], [], color=colour, marker=marker, markersize=4, label=label)
