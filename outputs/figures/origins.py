"""Who visits: inbound visitors by origin and purpose over the run, beside what they would be without the scenario."""

from typing import Any

import numpy as np
import xarray as xr
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from outputs.figures.axes import plain
from outputs.figures.figure_page import page
from outputs.figures.parts import name_rows, variant_names
from outputs.figures.style import BLUE, GREEN, GREY, INK, ORANGE, PURPLE, SKY, SMALL_PT, styled
from outputs.results.numbers import interval, number, places, reader_unit
from outputs.results.outcomes import LEVELS, interval_name, quantiles
from outputs.results.reader_names import axis_names

SHOWN = 12
"""Origins named one by one; the rest are added up."""
FILLS = ((BLUE, ""), (ORANGE, "////"), (GREEN, "...."), (PURPLE, "\\\\\\\\"), (SKY, "xxxx"))
WORDS = {
    "en": {
        "title": "Inbound visitors by origin and purpose",
        "subtitle": "Whole run, means of the ensemble; at the right the effect with its {}",
        "rest": "All others",
    },
    "zh": {
        "title": "入境游客的客源地与目的",
        "subtitle": "全期合计，样本均值；右侧为效果及{}",
        "rest": "其余客源地",
    },
}


def largest(visitors: np.ndarray, origins: np.ndarray) -> np.ndarray:
    """Positions of the origins with most visitors in the scenario, largest first; ``ROW`` is never one of them.

    Args:
        visitors: (variants, members, origins, purposes), the scenario last.
        origins: codes of the origins, (origins,).
    """
    order = np.argsort(-visitors[-1].mean(0).sum(-1), kind="stable")
    return order[origins[order] != "ROW"][:SHOWN]


@styled
def origins(dataset: xr.Dataset, lang: str = "en", columns: int = 2) -> Figure:
    """Visitors by origin (the twelve largest) as bars stacked by purpose, with the counterfactual and the effect.

    Args:
        dataset: results with ``visitors`` by variant, member, month, origin and purpose.
        lang: ``"en"`` or ``"zh"``.
        columns: 1 or 2 columns of a printed page.
    """
    words = WORDS[lang]
    readers = reader_unit("visitors", dataset["visitors"].attrs["units"], lang)
    by_origin = dataset["visitors"].sum("month").transpose("variant", "member", "origin", "purpose")
    visitors = by_origin.sel(variant=["counterfactual", "scenario"]).values * readers.factor
    named = largest(visitors, dataset["origin"].values)
    rest = np.delete(visitors, named, axis=2).sum(2, keepdims=True)
    visitors = np.concatenate([visitors[:, :, named], rest], axis=2)
    names = [*axis_names(dataset, "origin", lang)[named], words["rest"]]
    purposes = axis_names(dataset, "purpose", lang)
    handles: list[Artist] = [
        Patch(facecolor=colour, hatch=hatch, edgecolor="white", linewidth=0, label=label)
        for (colour, hatch), label in zip(FILLS, purposes, strict=True)
    ]
    mark: dict[str, Any] = {"linestyle": "none", "marker": "|", "color": INK, "markersize": 9, "markeredgewidth": 1.6}
    handles.append(Line2D([], [], label=variant_names(dataset, lang)["counterfactual"], **mark))
    height = 12.0 + 5.0 * len(names)
    subtitle = words["subtitle"].format(interval_name(visitors.shape[1], lang))
    figure = page(dataset, lang, words["title"], subtitle, columns, height, handles, 3 * columns)
    ax = figure.subplots()
    without, scenario = visitors.mean(1)
    left = np.zeros(len(names))
    for (colour, hatch), part in zip(FILLS, scenario.T, strict=True):
        ax.barh(range(len(names)), part, 0.72, left=left, color=colour, hatch=hatch, edgecolor="white", linewidth=0)
        left = left + part
    ax.plot(without.sum(-1), range(len(names)), **mark)
    name_rows(ax, names)
    _effects(ax, visitors.sum(-1), lang)
    ax.set_xlabel(readers.name)
    plain(ax.xaxis)
    return figure


def _effects(ax: Axes, totals: np.ndarray, lang: str) -> None:
    """The effect on each row in words, right of the longest of its marks; ``totals`` is (variants, members, rows)."""
    ends = totals.mean(1).max(0)
    ax.set_xlim(0, max(1.32 * ends.max(), 1e-9))
    for y, members in enumerate((totals[1] - totals[0]).T):
        if len(members) > 1:
            low, high = quantiles(members, LEVELS["80"])
            text = interval(members.mean(), low, high, lang, signed=True)
        else:
            text = number(members[0], places(0, 0, members[0]), signed=True)
        ax.annotate(text, (ends[y], y), (5, 0), "data", "offset points", va="center", color=GREY, fontsize=SMALL_PT)
