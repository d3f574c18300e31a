"""A row with two dots, counterfactual and scenario, joined by a line: what moves, and which way."""

from typing import Any

import xarray as xr
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from outputs.figures.parts import LINES, variant_names
from outputs.figures.style import GREY

USUAL: dict[str, Any] = {"marker": "s", "color": "white", "markeredgecolor": LINES["counterfactual"], "markersize": 4}
SCENARIO: dict[str, Any] = {"marker": "o", "color": LINES["scenario"], "markersize": 4.5}


def draw_move(ax: Axes, usual: float, scenario: float, y: float) -> None:
    """Two means of one row at height ``y``: a hollow square for the counterfactual, a full dot for the scenario."""
    ax.hlines(y, min(usual, scenario), max(usual, scenario), color=GREY, linewidth=1.4, zorder=2)
    ax.plot(usual, y, linestyle="none", zorder=3, **USUAL)
    ax.plot(scenario, y, linestyle="none", zorder=3.1, **SCENARIO)


def move_legend(dataset: xr.Dataset, lang: str) -> list[Artist]:
    """Handles for both dots."""
    names = variant_names(dataset, lang)
    return [
        Line2D([], [], linestyle="none", label=names[kind], **look)
        for kind, look in (("counterfactual", USUAL), ("scenario", SCENARIO))
    ]
