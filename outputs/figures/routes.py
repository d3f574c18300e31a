"""The network at Lukou: flights, seats and how full they are, by origin market."""

from typing import Any

import numpy as np
import xarray as xr
from matplotlib.figure import Figure

from outputs.figures.axes import plain
from outputs.figures.figure_numbers import PAIR_HEADER, Value, keep, pair_rows
from outputs.figures.figure_page import page
from outputs.figures.findings import largest_finding
from outputs.figures.parts import draw_pair, name_rows, pair_legend, variant_names
from outputs.figures.style import styled
from outputs.results.numbers import reader_unit
from outputs.results.reader_names import axis_names, variable_name

SHOWN = 12
"""Origin markets shown, those with most flights."""
PANELS = ("weekly_flights", "seats", "load_factor")
WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "things": "Weekly flights by origin market",
        "subtitle": "Lukou's routes by origin market, means of the last {} months{}{}",
        "full": "; a load factor of 100 % is the model's ceiling: all seats sold, and who finds none goes by another way",
        "none": "; no mark: no flights",
        "rows": ("Origin", "Measure"),
    },
    "zh": {
        "things": "各客源地每周航班",
        "subtitle": "禄口机场各客源地航线，最后{}个月均值{}{}",
        "full": "；客座率100%为模型上限：座位售罄，买不到票者改走其他路线",
        "none": "；无标记：无航班",
        "rows": ("客源地", "指标"),
    },
}
FULL = 0.995
"""Load factor from which flights count as sold out."""


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
    names = list(map(str, axis_names(dataset, "origin", lang)[order]))
    load = last["load_factor"].isel(origin=order).mean("month")
    full = "load_factor" in keys and bool((load >= FULL).any())
    empty = "load_factor" in keys and bool((load.isnull() | (load == 0)).all("member").any())
    flights = last["weekly_flights"].isel(origin=order).mean("month").transpose("variant", "member", "origin")
    usual, scenario = (flights.sel(variant=kind).values for kind in ("counterfactual", "scenario"))
    unit_name = reader_unit("weekly_flights", dataset["weekly_flights"].attrs["units"], lang).name
    rows: list[tuple[Value, ...]] = []
    figure = page(
        dataset,
        lang,
        largest_finding(words["things"], names, usual, scenario, unit_name, lang),
        words["subtitle"].format(
            last.sizes["month"], words["full"] if full else "", words["none"] if empty and not full else ""
        ),
        columns,
        18.0 + 5.0 * len(names),
        pair_legend(dataset, lang),
    )
    axes = figure.subplots(1, len(keys), sharey=True, squeeze=False).ravel()
    for ax, key in zip(axes, keys, strict=True):
        readers = reader_unit(key, dataset[key].attrs["units"], lang)
        # A month without flights has no load factor: the mean is over the months that have one.
        means = (last[key].isel(origin=order).mean("month") * readers.factor).transpose("variant", "member", "origin")
        for y in range(len(names)):
            draw_pair(ax, means.isel(origin=y), y)
        name_rows(ax, names)
        ax.set_title(variable_name(dataset, key, lang))
        ax.set_xlabel(readers.name)
        right = max(ax.get_xlim()[1], 1e-9)
        ax.set_xlim(-0.03 * right, 1.04 * right)
        plain(ax.xaxis, ticks=4)
        variable = variable_name(dataset, key, lang)
        found = pair_rows(names, means, variant_names(dataset, lang), readers.name)
        rows += [(name, variable, *cells) for name, *cells in found]
    return keep(figure, (*words["rows"], *PAIR_HEADER[lang]), rows)
