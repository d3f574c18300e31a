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
from outputs.results.markets import named_markets
from outputs.results.numbers import number, places, reader_unit
from outputs.results.reader_names import axis_names, variable_name

SHOWN = 12
"""Origin markets shown, see :func:`outputs.results.markets.named_markets`; those with new rights may be more."""
PANELS = ("weekly_flights", "seats", "load_factor")
WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "things": "Weekly flights by origin market",
        "subtitle": "Lukou's routes by origin market, means of the last {} months: new rights, largest changes, most flights{}{}{}",
        "rest": "; {} other markets {} → {} flights a week, all together {} → {}",
        "others": ("All others", "Together"),
        "full": "; a load factor of 100 % is the model's ceiling: all seats sold, and who finds none goes by another way",
        "none": "; no mark: no flights",
        "rows": ("Origin", "Measure"),
    },
    "zh": {
        "things": "各客源地每周航班",
        "subtitle": "禄口机场各客源地航线，最后{}个月均值（新增航权、变化最大与航班最多者）{}{}{}",
        "rest": "；其余{}个客源地合计每周{}班→{}班，全部合计{}班→{}班",
        "others": ("其余", "合计"),
        "full": "；客座率100%为模型上限：座位售罄，买不到票者改走其他路线",
        "none": "；无标记：无航班",
        "rows": ("客源地", "指标"),
    },
}
FULL = 0.995
"""Load factor from which flights count as sold out."""


@styled
def routes(dataset: xr.Dataset, lang: str = "en", columns: int = 2) -> Figure:
    """Weekly flights, seats and load factor of the markets to be named, both variants with their intervals.

    Args:
        dataset: results with ``weekly_flights``, ``seats`` and ``load_factor`` by origin.
        lang: ``"en"`` or ``"zh"``.
        columns: 1 (flights only) or 2 (all three) columns of a printed page.
    """
    words, keys = WORDS[lang], PANELS[: {1: 1, 2: 3}[columns]]
    last = dataset[[*PANELS]].isel(month=slice(-12, None))
    flights = last["weekly_flights"].mean("month").transpose("variant", "member", "origin")
    usual, scenario = (flights.sel(variant=kind).values for kind in ("counterfactual", "scenario"))
    order = named_markets(dataset, usual.mean(0), scenario.mean(0), SHOWN)
    order = order if len(order) else np.arange(min(SHOWN, last.sizes["origin"]))
    names = list(map(str, axis_names(dataset, "origin", lang)[order]))
    # Who has no seats has no load factor, which the file keeps as 0: the mean is over months and members with seats.
    last = last.assign(load_factor=last["load_factor"].where(last["seats"] > 0).assign_attrs(last["load_factor"].attrs))
    load = last["load_factor"].isel(origin=order).mean("month")
    full = "load_factor" in keys and bool((load >= FULL).any())
    empty = "load_factor" in keys and bool(load.isnull().all("member").any())
    unit_name = reader_unit("weekly_flights", dataset["weekly_flights"].attrs["units"], lang).name
    rows: list[tuple[Value, ...]] = []
    figure = page(
        dataset,
        lang,
        largest_finding(words["things"], names, usual[:, order], scenario[:, order], unit_name, lang),
        words["subtitle"].format(
            last.sizes["month"],
            _rest(usual, scenario, order, lang),
            words["full"] if full else "",
            words["none"] if empty and not full else "",
        ),
        columns,
        18.0 + 5.0 * len(names),
        pair_legend(dataset, lang),
    )
    axes = figure.subplots(1, len(keys), sharey=True, squeeze=False).ravel()
    for ax, key in zip(axes, keys, strict=True):
        readers = reader_unit(key, dataset[key].attrs["units"], lang)
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
        if key != "load_factor":
            found += pair_rows(
                words["others"], _sums(last[key], order) * readers.factor, variant_names(dataset, lang), readers.name
            )
        rows += [(name, variable, *cells) for name, *cells in found]
    return keep(figure, (*words["rows"], *PAIR_HEADER[lang]), rows, dataset.sizes["member"])


def _sums(values: xr.DataArray, order: np.ndarray) -> xr.DataArray:
    """What all origins but some have, and all: (variant, member, origin) with two places for origins."""
    means = values.mean("month").transpose("variant", "member", "origin")
    others = np.setdiff1d(np.arange(means.sizes["origin"]), order)
    return xr.concat([means.isel(origin=others).sum("origin"), means.sum("origin")], "origin").transpose(*means.dims)


def _rest(usual: np.ndarray, scenario: np.ndarray, order: np.ndarray, lang: str) -> str:
    """What the markets that are not shown have, and all together, in words; empty where all that fly are shown."""
    others = np.setdiff1d(np.flatnonzero(np.maximum(usual, scenario).mean(0)), order)
    if not len(others):
        return ""
    variants = (usual, scenario)
    decimals = places(0, 0, *(float(flights.sum(1).mean()) for flights in variants))
    told = (
        number(float(flights[:, which].sum(1).mean()), decimals)
        for which in (others, slice(None))
        for flights in variants
    )
    return WORDS[lang]["rest"].format(len(others), *told)
