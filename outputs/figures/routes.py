"""The network at Lukou: flights, seats and how full they are, by origin market."""

import numpy as np
import xarray as xr
from matplotlib.figure import Figure

from outputs.figures.axes import plain
from outputs.figures.figure_page import page
from outputs.figures.parts import draw_pair, name_rows, pair_legend
from outputs.figures.style import styled
from outputs.results.numbers import reader_unit
from outputs.results.reader_names import axis_names, variable_name

SHOWN = 12
"""Origin markets shown, those with most flights."""
PANELS = ("weekly_flights", "seats", "load_factor")
WORDS = {
    "en": {"title": "Routes and seats by origin market", "subtitle": "Monthly means of the last {} months"},
    "zh": {"title": "各客源地的航线与座位", "subtitle": "最后{}个月的月均值"},
}


@styled
def routes(dataset: xr.Dataset, lang: str = "en", columns: int = 2) -> Figure:
    """Weekly flights, seats and load factor of the twelve largest markets, both variants with their intervals.

    Args:
        dataset: results with ``weekly_flights``, ``seats`` and ``load_factor`` by origin.
        lang: ``"en"`` or ``"zh"``.
        columns: 1 (flights only) or 2 (all three) columns of a printed page.
    """
    words, keys = WORDS[lang], PANELS[: {1: 1, 2: 3}[columns]]
    last = dataset[[*PANELS]].isel(month=slice(-12, None))
    flown = last["weekly_flights"].mean(("member", "month")).max("variant").values
    order = np.argsort(-flown, kind="stable")[:SHOWN]
    order = order[flown[order] > 0] if flown.any() else order
    names = list(axis_names(dataset, "origin", lang)[order])
    figure = page(
        dataset,
        lang,
        words["title"],
        words["subtitle"].format(last.sizes["month"]),
        columns,
        18.0 + 5.0 * len(names),
        pair_legend(dataset, lang),
    )
    axes = figure.subplots(1, len(keys), sharey=True, squeeze=False).ravel()
    for ax, key in zip(axes, keys, strict=True):
        readers = reader_unit(key, dataset[key].attrs["units"], lang)
        # A month without flights has no load factor: the mean is over the months that have one.
        means = last[key].isel(origin=order).mean("month") * readers.factor
        for y in range(len(names)):
            draw_pair(ax, means.isel(origin=y), y)
        name_rows(ax, names)
        ax.set_title(variable_name(dataset, key, lang))
        ax.set_xlabel(readers.name)
        right = max(ax.get_xlim()[1], 1e-9)
        ax.set_xlim(-0.03 * right, right)
        plain(ax.xaxis, ticks=4)
    return figure
