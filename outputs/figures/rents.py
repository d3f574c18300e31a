"""Rents by zone and use: what the scenario changes of them by the end."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from outputs.figures.axes import plain
from outputs.figures.figure_numbers import INTERVAL_HEADER, Value, interval_cells, keep
from outputs.figures.figure_page import page
from outputs.figures.findings import inside, largest_finding
from outputs.figures.panels import rows_needed
from outputs.figures.parts import draw_interval, interval_legend, name_rows
from outputs.figures.style import INK, styled
from outputs.results.numbers import number, reader_unit
from outputs.results.reader_names import axis_names, wrapped

LEAST_SPAN = 0.5
"""Half the least width of the axis, percent, so that no change looks like none."""
TITLE_LETTERS = 28
WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "things": "Rents by zone and use",
        "subtitle": "Change of rents, mean of the last {months} months; in brackets the counterfactual rent, {unit}",
        "name": "{zone}, {use}",
        "header": (
            "Zone",
            "Use",
            "Counterfactual rent, {unit}",
            *(f"Change, %, {name.lower()}" for name in INTERVAL_HEADER["en"]),
        ),
        "label": "change, %",
        "row": "{use} ({rent})",
    },
    "zh": {
        "things": "各片区各用途租金",
        "subtitle": "租金变化，最后{months}个月均值；括号内为对照情景的租金，{unit}",
        "name": "{zone}{use}租金",
        "header": ("片区", "用途", "对照情景租金（{unit}）", *(f"变化（%）{name}" for name in INTERVAL_HEADER["zh"])),
        "label": "变化，%",
        "row": "{use}（{rent}）",
    },
}


@styled
def rents(dataset: xr.Dataset, lang: str = "en", columns: int = 2) -> Figure:
    """Percentage change of rents in each zone, one row per use that has floor space there.

    Args:
        dataset: results with ``rent`` and ``floor_space`` by variant, member, month, zone and use.
        lang: ``"en"`` or ``"zh"``.
        columns: 1 (panels below one another) or 2 (three abreast) columns of a printed page.
    """
    words, abreast = WORDS[lang], {1: 1, 2: 3}[columns]
    zones, uses = axis_names(dataset, "zone", lang), axis_names(dataset, "use", lang)
    last = dataset["rent"].isel(month=slice(-12, None))
    unit_name = reader_unit("rent", last.attrs["units"], lang).name
    rent = last.mean("month").transpose("variant", "member", "zone", "use")
    without, scenario = (rent.sel(variant=kind).values for kind in ("counterfactual", "scenario"))
    built = dataset["floor_space"].max(("variant", "member", "month")).transpose("zone", "use").values > 0
    with np.errstate(divide="ignore", invalid="ignore"):
        change = 100 * (scenario / without - 1)
    down = rows_needed(len(zones), abreast)
    subtitle = words["subtitle"].format(months=last.sizes["month"], unit=unit_name)
    title = _finding(change, built, list(map(str, zones)), list(map(str, uses)), lang)
    rows: list[tuple[Value, ...]] = []
    figure = page(dataset, lang, title, subtitle, columns, 44.0 * down, interval_legend(dataset.sizes["member"], lang))
    axes = figure.subplots(down, abreast, sharex=True, squeeze=False).ravel()
    for k, ax in enumerate(axes):
        name = str(zones[k])
        ax.set_title(wrapped(name, TITLE_LETTERS if name.isascii() else TITLE_LETTERS // 2))
        shown = [u for u in range(len(uses)) if built[k, u] and np.isfinite(change[:, k, u]).any()]
        for y, use in enumerate(shown):
            draw_interval(ax, change[:, k, use], y)
        rows += [
            (str(zones[k]), str(uses[u]), float(np.nanmean(without[:, k, u])), *interval_cells(change[:, k, u]))
            for u in shown
        ]
        levels = [number(float(np.nanmean(without[:, k, use])), 0) for use in shown]
        name_rows(ax, [words["row"].format(use=uses[u], rent=r) for u, r in zip(shown, levels, strict=True)])
        ax.axvline(0, color=INK, linewidth=0.6, zorder=1)
    _zero(axes)
    for ax in axes[-abreast:]:
        ax.set_xlabel(words["label"])
    header = [head.format(unit=unit_name) for head in words["header"]]
    return keep(figure, header, rows, dataset.sizes["member"])


def _finding(change: np.ndarray, built: np.ndarray, zones: list[str], uses: list[str], lang: str) -> str:
    """Return which rent changes most, in per cent; ``change`` is (members, zones, uses)."""
    words = WORDS[lang]
    cells = [(z, u) for z, u in np.argwhere(built) if np.isfinite(change[:, z, u]).any()]
    names = [words["name"].format(zone=zones[z], use=inside(uses[u], lang)) for z, u in cells]
    moved = np.array([change[:, z, u] for z, u in cells]).reshape(len(cells), -1).T
    return largest_finding(words["things"], names, np.zeros_like(moved), moved, "%", lang)


def _zero(axes: Iterable[Axes]) -> None:
    """One axis for all zones that holds every interval, and always no change."""
    ends = np.array([ax.dataLim.intervalx for ax in axes])
    ends = ends[np.isfinite(ends).all(1)]
    low, high = min(ends.min(initial=0), -LEAST_SPAN), max(ends.max(initial=0), LEAST_SPAN)
    first, *_ = axes
    first.set_xlim(low - 0.05 * (high - low), high + 0.05 * (high - low))
    for ax in axes:
        plain(ax.xaxis, ticks=4, signed=True)
