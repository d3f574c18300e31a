"""Small fans side by side: one panel per stage, risk or stock, all over the same months."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from outputs.figures.axes import month_axis, plain, unit_above
from outputs.figures.figure_numbers import Value
from outputs.figures.findings import largest_finding
from outputs.figures.parts import draw_fans, fit_level
from outputs.results.outcomes import along_members

PANEL_MM = 37.0
"""Height of one row of panels."""


class Panel(NamedTuple):
    """One panel: its name, what it measures, and paths (variant, member, month) in the reader's unit."""

    title: str
    unit: str
    paths: xr.DataArray


def rows_needed(panels: int, abreast: int) -> int:
    """Rows that hold ``panels`` where ``abreast`` stand side by side."""
    return -(-panels // abreast)


def fan_panels(figure: Figure, panels: Sequence[Panel], abreast: int, lang: str) -> list[Axes]:
    """Draw each panel as fans of both variants; no empty axes are left. Returns the axes in the order of panels."""
    axes = list(figure.subplots(rows_needed(len(panels), abreast), abreast, squeeze=False).ravel())
    for spare in axes[len(panels) :]:
        spare.remove()
    for ax, panel in zip(axes, panels, strict=False):
        draw_fans(ax, panel.paths.transpose("variant", "member", "month"))
        fit_level(ax)
        plain(ax.yaxis, ticks=4)
        month_axis(ax, panel.paths["month"].values, lang, room=4)
        ax.grid(axis="y")
        unit_above(ax, panel.unit)
        ax.set_title(f"{panel.title}\n", linespacing=1.3)
    return axes[: len(panels)]


HEADER = {
    "en": (
        "Panel",
        "Month",
        "Variant",
        "Median",
        "10th percentile",
        "25th percentile",
        "75th percentile",
        "90th percentile",
        "Unit",
    ),
    "zh": ("图", "月份", "情景", "中位数", "10%分位数", "25%分位数", "75%分位数", "90%分位数", "单位"),
}


def panel_rows(panels: Sequence[Panel], variants: dict[str, str]) -> list[tuple[Value, ...]]:
    """What the panels draw: quantiles by month of both variants; ``variants`` names them for readers."""
    rows: list[tuple[Value, ...]] = []
    for panel in panels:
        months = panel.paths["month"].values.astype("datetime64[M]").astype(str)
        for kind, name in variants.items():
            found = along_members(panel.paths.sel(variant=kind), 0.5, 0.1, 0.25, 0.75, 0.9)
            cells = np.array([q.values for q in found]).T
            rows += [
                (panel.title, str(month), name, *map(float, numbers), panel.unit)
                for month, numbers in zip(months, cells, strict=True)
            ]
    return rows


def panel_finding(things: str, panels: Sequence[Panel], unit_name: str, lang: str) -> str:
    """Which panel changes most by the last month, for a title."""
    usual, scenario = (
        np.array([panel.paths.isel(month=-1).sel(variant=kind).values for panel in panels]).T
        for kind in ("counterfactual", "scenario")
    )
    return largest_finding(things, [panel.title for panel in panels], usual, scenario, unit_name, lang)
