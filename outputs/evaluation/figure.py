"""What the years came from: the part of each cause in each main outcome, with its interval and what it rests on."""

from collections.abc import Iterator

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from outputs.evaluation.cause_file import CAUSES
from outputs.evaluation.words import BASES, basis, of_cause
from outputs.figures.axes import plain
from outputs.figures.figure_numbers import INTERVAL_HEADER, Value, interval_cells, keep
from outputs.figures.figure_page import page
from outputs.figures.style import GREEN, GREY, INK, SKY, styled
from outputs.results.outcomes import HEADLINES, LEVELS, Outcome, interval_name, quantiles, unit

FILLS = {"data": (GREY, ""), "fitted": (SKY, ""), "assumed": (GREEN, "////")}
"""Colour and hatching by what a part rests on."""
HEADER = {
    "en": ("Outcome", "Part", *INTERVAL_HEADER["en"], "Unit"),
    "zh": ("结果", "组成部分", *INTERVAL_HEADER["zh"], "单位"),
}


@styled
def causes(dataset: xr.Dataset, record: dict, given: bool, lang: str = "en", columns: int = 2) -> Figure:
    """Draw the part of each cause in every headline outcome over the whole run, one panel each.

    Args:
        dataset: results of the run, for units and the footer.
        record: what the evaluation found, see :mod:`outputs.evaluation.cause_file`.
        given: whether members were chosen for agreeing with figures.
        lang: ``"en"`` or ``"zh"``.
        columns: 1 or 2 columns of a printed page.
    """
    zh, abreast = lang == "zh", {1: 1, 2: 3}[columns]
    down = -(-len(HEADLINES) // abreast)
    members = len(record["members"])
    span = interval_name(members, lang)
    there = {basis(cause, given) for cause in CAUSES}
    handles = [
        Patch(facecolor=colour, hatch=hatch, edgecolor="white", linewidth=0, label=BASES[kind][zh])
        for kind, (colour, hatch) in FILLS.items()
        if kind in there
    ]
    title = (
        "各年结果的成因：外部环境、国家政策、南京自身走势与试点"
        if zh
        else "What the years came from: the world, national rules, Nanjing's own course and the pilot"
    )
    subtitle = (
        f"全期合计，与2022年底的预期相比；条为{members}个样本的均值，线为{span}"
        if zh
        else f"Whole period, beside what was expected at the end of 2022; bars are means over {members} members, lines their {span}"
    )
    figure = page(dataset, lang, title, subtitle, columns, down * 38.0, handles)
    axes = figure.subplots(down, abreast, squeeze=False).ravel()
    for ax, outcome in zip(axes, HEADLINES, strict=False):
        _panel(ax, dataset, record["causes"][outcome.key]["total"], outcome, given, lang)
    for k, ax in enumerate(axes):
        if k >= len(HEADLINES):
            ax.remove()
        elif k % abreast:
            ax.tick_params(labelleft=False)
    return keep(figure, HEADER[lang], _numbers(dataset, record, given, lang), members)


def _numbers(dataset: xr.Dataset, record: dict, given: bool, lang: str) -> Iterator[tuple[Value, ...]]:
    for outcome in HEADLINES:
        own, parts = unit(dataset, outcome, lang), record["causes"][outcome.key]["total"]
        for cause in CAUSES:
            cells = interval_cells(np.array(parts[cause]) * own.factor)
            yield outcome.name(lang), of_cause(cause, given, lang), *cells, own.name


def _panel(ax: Axes, dataset: xr.Dataset, parts: dict, outcome: Outcome, given: bool, lang: str) -> None:
    factor = unit(dataset, outcome, lang).factor
    for place, cause in enumerate(CAUSES):
        members = np.array(parts[cause]) * factor
        colour, hatch = FILLS[basis(cause, given)]
        ax.barh(place, members.mean(), 0.62, color=colour, hatch=hatch, edgecolor="white", linewidth=0)
        if len(members) > 1:
            low, high = quantiles(members, LEVELS["80"])
            ax.hlines(place, low, high, color=INK, linewidth=0.9, zorder=3)
    ax.axvline(0, color=INK, linewidth=0.6, zorder=2)
    ax.set_yticks(range(len(CAUSES)), [of_cause(cause, given, lang) for cause in CAUSES])
    ax.set_ylim(len(CAUSES) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.grid(axis="x")
    plain(ax.xaxis, ticks=3, signed=True)
    ax.set_xlabel(unit(dataset, outcome, lang).name)
    ax.set_title(outcome.name(lang))
