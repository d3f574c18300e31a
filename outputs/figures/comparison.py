"""Runs beside each other: how far the headline outcomes differ from those of the first run, by year and in total."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import xarray as xr
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from outputs.comparing.compare import Comparison, OutcomeDifference
from outputs.comparing.compare_table import period_label
from outputs.figures.axes import plain
from outputs.figures.figure_page import page
from outputs.figures.letters import drawable
from outputs.figures.parts import WIDTHS, bars_legend, name_rows
from outputs.figures.style import BLUE, GREEN, INK, ORANGE, PURPLE, RED, styled
from outputs.results.outcomes import HEADLINES, LEVELS, Outcome, quantiles, unit

LOOKS = ((BLUE, "o"), (ORANGE, "s"), (GREEN, "^"), (PURPLE, "D"), (RED, "v"))
"""Colour and marker of each run that is compared with the first."""
WORDS = {
    "en": {
        "title": "Compared with {}",
        "paired": "Scenario minus scenario of {}, member by member",
        "apart": "Scenario minus scenario of {}; different luck: all members against all",
        "mixed": "Scenario minus scenario of {}, by member where luck is the same",
    },
    "zh": {
        "title": "与{}相比",
        "paired": "各情景减{}情景，逐个模拟样本相减",
        "apart": "各情景减{}情景；随机性不同，样本两两相减",
        "mixed": "各情景减{}情景；随机性相同者逐个样本相减",
    },
}


@styled
def comparison(comparisons: Sequence[Comparison], lang: str = "en", columns: int = 2) -> Figure:
    """Differences of every headline outcome from the first run, one panel each, one mark per other run.

    Args:
        comparisons: other runs against the same first one, as :meth:`outputs.comparing.compare.Runs.comparisons` gives them.
        lang: ``"en"`` or ``"zh"``.
        columns: 1 (panels below one another) or 2 (three abreast) columns of a printed page.
    """
    words, abreast = WORDS[lang], {1: 1, 2: 3}[columns]
    base, paired = comparisons[0].old.label, [found.paired for found in comparisons]
    kind = "paired" if all(paired) else "mixed" if any(paired) else "apart"
    periods = list(dict.fromkeys(line.period for line in comparisons[0].lines(HEADLINES[:1])))
    down = -(-len(HEADLINES) // abreast)
    height = down * (15.0 + len(periods) * (2.5 + 2.5 * len(comparisons)))
    legend = _legend(comparisons, lang)
    figure = page(
        about(comparisons),
        lang,
        words["title"].format(base),
        words[kind].format(base),
        columns,
        height,
        legend,
        2 * columns,
    )
    axes = figure.subplots(down, abreast, sharey=True, squeeze=False).ravel()
    for ax, outcome in zip(axes, HEADLINES, strict=False):
        _panel(ax, comparisons, outcome, lang)
    for ax in axes[len(HEADLINES) :]:
        ax.remove()
    return figure


def about(comparisons: Sequence[Comparison]) -> xr.Dataset:
    """A dataset that says of all runs what a footer says of one: titles, names, fingerprints."""
    runs = [comparisons[0].old, *(found.new for found in comparisons)]
    attrs = dict(runs[0].dataset.attrs)
    attrs["scenario"] = ", ".join(run.label for run in runs)
    for key, mark in (("title_en", "; "), ("title_zh", "；"), ("fingerprint", " ")):
        attrs[key] = mark.join(str(run.dataset.attrs.get(key, "")) for run in runs)
    return xr.Dataset(coords={name: runs[0].dataset[name].values for name in ("member", "month")}, attrs=attrs)


def _panel(ax: Axes, comparisons: Sequence[Comparison], outcome: Outcome, lang: str) -> None:
    """The rows of one outcome, first year at the top, the runs of a row below one another."""
    readers = unit(comparisons[0].old.dataset, outcome, lang)
    step = 0.8 / len(comparisons)
    rows: list[OutcomeDifference] = []
    for k, found in enumerate(comparisons):
        rows = list(found.lines([outcome]))
        for y, line in enumerate(rows):
            _mark(ax, line.differences * readers.factor, y + step * (k - (len(comparisons) - 1) / 2), *LOOKS[k])
    name_rows(ax, [period_label(line.period, lang) for line in rows])
    ax.axvline(0, color=INK, linewidth=0.6, zorder=1)
    if not ax.dataLim.width:
        ax.set_xlim(-1, 1)
    plain(ax.xaxis, ticks=4, signed=True)
    ax.set_xlabel(readers.name)
    ax.set_title(outcome.name(lang))


def _mark(ax: Axes, members: np.ndarray, y: float, colour: str, marker: str) -> None:
    if len(members) > 1:
        for level, ends in LEVELS.items():
            ax.hlines(y, *quantiles(members, ends), color=colour, linewidth=WIDTHS[level])
    ax.plot(
        members.mean(), y, marker, color="white", markeredgecolor=colour, markersize=4, markeredgewidth=1.1, zorder=3
    )


def _legend(comparisons: Sequence[Comparison], lang: str) -> list[Artist]:
    look: dict[str, Any] = {"linestyle": "none", "color": "white", "markersize": 4, "markeredgewidth": 1.1}
    handles: list[Artist] = [
        Line2D([], [], marker=marker, markeredgecolor=colour, label=drawable(found.new.label), **look)
        for found, (colour, marker) in zip(comparisons, LOOKS, strict=False)
    ]
    return handles + bars_legend(min(found.draws for found in comparisons), lang)
