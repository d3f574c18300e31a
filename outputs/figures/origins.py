"""Who visits: the origins whose visitors change most over the run, from counterfactual to scenario, the largest gain first."""

from typing import Any

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from outputs.figures.axes import plain
from outputs.figures.figure_numbers import INTERVAL_HEADER, Value, interval_cells, keep
from outputs.figures.figure_page import page
from outputs.figures.findings import CLEAR, largest_finding
from outputs.figures.pairs import draw_move, move_legend
from outputs.figures.parts import name_rows
from outputs.figures.style import GREY, INK, SMALL_PT, styled
from outputs.results.direction import direction
from outputs.results.markets import most_changed
from outputs.results.numbers import negligible, number, places, reader_unit
from outputs.results.outcomes import LEVELS, interval_name, quantiles
from outputs.results.reader_names import axis_names

SHOWN = 12
"""Origins named one by one; the rest are added up."""
WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "things": "Inbound visitors by origin",
        "subtitle": "Inbound overnight visitors of the {} origins that change most, whole run, means; at the right the effect with its {}, in grey where it is not clear",
        "rest": "All others",
        "header": (
            "Origin",
            "Counterfactual, mean",
            "Scenario, mean",
            *(f"Effect, {name.lower()}" for name in INTERVAL_HEADER["en"]),
            "Unit",
        ),
    },
    "zh": {
        "things": "各客源地入境游客",
        "subtitle": "变化最大的{}个客源地的入境过夜游客，全期合计，样本均值；右侧为效果及{}，不明确者为灰色",
        "rest": "其余客源地",
        "header": ("客源地", "对照情景均值", "情景均值", *(f"效果{name}" for name in INTERVAL_HEADER["zh"]), "单位"),
    },
}


def shown_origins(visitors: np.ndarray, origins: np.ndarray) -> np.ndarray:
    """Positions of the origins whose visitors change most, by gain, the largest first; ``ROW`` is never one of them.

    The table of the report names the same.

    Args:
        visitors: (variants, members, origins), the scenario last.
        origins: codes of the origins, (origins,).
    """
    usual, scenario = visitors[0].mean(0), visitors[-1].mean(0)
    order = most_changed(usual, scenario)
    named = order[origins[order] != "ROW"][:SHOWN]
    return named[np.argsort((usual - scenario)[named], kind="stable")]


@styled
def origins(dataset: xr.Dataset, lang: str = "en", columns: int = 2) -> Figure:
    """Visitors of the twelve origins that change most and of all others: two dots each, counterfactual and scenario, and the effect.

    Args:
        dataset: results with ``visitors`` by variant, member, month, origin and purpose.
        lang: ``"en"`` or ``"zh"``.
        columns: 1 or 2 columns of a printed page.
    """
    words = WORDS[lang]
    readers = reader_unit("visitors", dataset["visitors"].attrs["units"], lang)
    by_origin = dataset["visitors"].sum(("month", "purpose")).transpose("variant", "member", "origin")
    visitors = by_origin.sel(variant=["counterfactual", "scenario"]).values * readers.factor
    named = shown_origins(visitors, dataset["origin"].values)
    rest = np.delete(visitors, named, axis=2).sum(2, keepdims=True)
    visitors = np.concatenate([visitors[:, :, named], rest], axis=2)
    names = [*map(str, axis_names(dataset, "origin", lang)[named]), words["rest"]]
    usual, scenario = visitors
    title = largest_finding(words["things"], names[:-1], usual[:, :-1], scenario[:, :-1], readers.name, lang)
    subtitle = words["subtitle"].format(len(named), interval_name(visitors.shape[1], lang))
    figure = page(dataset, lang, title, subtitle, columns, 12.0 + 5.0 * len(names), move_legend(dataset, lang))
    ax = figure.subplots()
    for y in range(len(names)):
        draw_move(ax, usual[:, y].mean(), scenario[:, y].mean(), y)
    name_rows(ax, names)
    ax.axhline(len(names) - 1.5, color=GREY, linewidth=0.5)
    _effects(ax, scenario - usual, usual.mean(0), lang)
    ax.set_xlim(0, max(1.04 * visitors.mean(1).max(), 1e-9))
    ax.set_xlabel(readers.name)
    plain(ax.xaxis)
    rows: list[tuple[Value, ...]] = [
        (name, usual[:, y].mean(), scenario[:, y].mean(), *interval_cells(scenario[:, y] - usual[:, y]), readers.name)
        for y, name in enumerate(names)
    ]
    return keep(figure, words["header"], rows, dataset.sizes["member"])


def _effects(ax: Axes, change: np.ndarray, usual: np.ndarray, lang: str) -> None:
    """The effect on each row in words at the right edge, one number of decimals for all; ``change`` is (members, rows), ``usual`` (rows,)."""
    low, high = quantiles(change, LEVELS["80"])
    decimals = _places(low, high, change.mean(0), usual)
    for y, members in enumerate(change.T):
        text = number(members.mean(), decimals, signed=True)
        if len(members) > 1 and low[y] < high[y]:
            ends = [_end(end, decimals) for end in (low[y], high[y])]
            text += f"（{ends[0]} 至 {ends[1]}）" if lang == "zh" else f" ({ends[0]} to {ends[1]})"
        colour = INK if direction(members) in CLEAR else GREY
        where: dict[str, Any] = {
            "xycoords": ("axes fraction", "data"),
            "textcoords": "offset points",
            "annotation_clip": False,
        }
        ax.annotate(text, (1, y), (4, 0), va="center", color=colour, fontsize=SMALL_PT, **where)


def _places(low: np.ndarray, high: np.ndarray, middle: np.ndarray, usual: np.ndarray) -> int:
    """Decimals of all rows, (rows,) each: those of the largest effect, and one more where most others would vanish."""
    best = int(np.argmax(np.abs(middle)))
    if negligible(usual[best], low[best], high[best], middle[best]):
        return places(0, 0, usual[best])
    decimals = places(low[best], high[best], middle[best]) if low[best] < high[best] else places(0, 0, middle[best])
    moved = np.abs(middle[middle != 0])
    return decimals + (2 * int((moved < 0.5 * 10.0**-decimals).sum()) > len(moved))


def _end(value: float, decimals: int) -> str:
    """An end of an interval as tables have it: on which side of zero it lies can be read where it rounds to zero."""
    if value and round(float(value), decimals) == 0:
        return ">0" if value > 0 else "<0"
    return number(value, decimals, signed=True)
