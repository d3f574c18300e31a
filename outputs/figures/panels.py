"""Small fans side by side: one panel per stage, risk or stock, all over the same months."""

from collections.abc import Sequence
from typing import NamedTuple

import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from outputs.figures.axes import month_axis, plain, unit_above
from outputs.figures.parts import draw_fans, fit_level

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
