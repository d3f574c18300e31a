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
from outputs.figures.axes import effects_axis
from outputs.figures.figure_numbers import INTERVAL_HEADER, Value, interval_cells, keep
from outputs.figures.figure_page import MODEL_NAME, page
from outputs.figures.letters import drawable
from outputs.figures.parts import WIDTHS, bars_legend, name_rows
from outputs.figures.style import BLUE, GREEN, ORANGE, PURPLE, RED, styled
from outputs.results.numbers import fitting
from outputs.results.outcomes import HEADLINES, LEVELS, Outcome, interval_name, quantiles, unit

LOOKS = ((BLUE, "o"), (ORANGE, "s"), (GREEN, "^"), (PURPLE, "D"), (RED, "v"))
"""Colour and marker of each run that is compared with the first."""
WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "title": "Compared with {}",
        "paired": "Scenario minus scenario of {}, member by member",
        "apart": "Scenario minus scenario of {}; different luck: all members against all",
        "mixed": "Scenario minus scenario of {}, by member where luck is the same",
        "list": ", ",
        "footer": "Scenarios: {}; members: {}\nSource: simulation with the {} {}; fingerprints {}",
        "header": ("Outcome", "Period", "Compared with the first", *INTERVAL_HEADER["en"], "Unit"),
        "few": "{}, {}",
    },
    "zh": {
        "title": "与《{}》相比",
        "paired": "各情景减《{}》，逐个模拟样本相减",
        "apart": "各情景减《{}》；随机性不同，样本两两相减",
        "mixed": "各情景减《{}》；随机性相同者逐个样本相减",
        "list": "、",
        "footer": "情景：{}；样本数：{}\n来源：{} {}版模拟结果；指纹 {}",
        "header": ("结果", "时段", "与首个情景相比", *INTERVAL_HEADER["zh"], "单位"),
        "few": "{}，{}",
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
    names, paired = titles(comparisons, lang), [found.paired for found in comparisons]
    base = names[0]
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
    lines = [
        (name, line) for name, found in zip(names[1:], comparisons, strict=True) for line in found.lines(HEADLINES)
    ]
    rows: list[tuple[Value, ...]] = [
        (
            line.outcome.name(lang),
            period_label(line.period, lang),
            name,
            *interval_cells(line.differences * unit(comparisons[0].old.dataset, line.outcome, lang).factor),
            unit(comparisons[0].old.dataset, line.outcome, lang).name,
        )
        for name, line in lines
    ]
    return keep(figure, words["header"], rows, *(len(line.differences) for _, line in lines))


def titles(comparisons: Sequence[Comparison], lang: str) -> list[str]:
    """What readers call the runs, the one that others are compared with first: their titles, or their labels where two share one."""
    runs = [comparisons[0].old, *(found.new for found in comparisons)]
    names = [str(run.dataset.attrs.get(f"title_{lang}", "")) or run.label for run in runs]
    return names if len(set(names)) == len(names) else [run.label for run in runs]


def about(comparisons: Sequence[Comparison]) -> xr.Dataset:
    """A dataset that says of all runs what a footer says of one: titles, names, fingerprints."""
    runs = [comparisons[0].old, *(found.new for found in comparisons)]
    attrs = dict(runs[0].dataset.attrs)
    attrs["scenario"] = ", ".join(run.label for run in runs)
    for key, mark in (("title_en", "; "), ("title_zh", "；"), ("fingerprint", " ")):
        attrs[key] = mark.join(str(run.dataset.attrs.get(key, "")) for run in runs)
    members = [run.dataset.sizes["member"] for run in runs]
    prints = " ".join(str(run.dataset.attrs.get("fingerprint", ""))[:12] for run in runs)
    for lang, words in WORDS.items():
        told = words["list"].join(titles(comparisons, lang))
        counted = words["list"].join(str(one) for one in (members if len(set(members)) > 1 else members[:1]))
        attrs[f"footer_{lang}"] = words["footer"].format(
            told, counted, MODEL_NAME[lang], attrs.get("version", ""), prints
        )
    return xr.Dataset(coords={name: runs[0].dataset[name].values for name in ("member", "month")}, attrs=attrs)


def _panel(ax: Axes, comparisons: Sequence[Comparison], outcome: Outcome, lang: str) -> None:
    """The rows of one outcome, first year at the top, the runs of a row below one another."""
    own = unit(comparisons[0].old.dataset, outcome, lang)
    most = max(
        (float(np.abs(line.differences).max()) for one in comparisons for line in one.lines([outcome])), default=0
    )
    readers = fitting(own, most * own.factor)
    step = 0.8 / len(comparisons)
    rows: list[OutcomeDifference] = []
    drawn: list[np.ndarray] = []
    level = max((float(line.old.mean()) for line in comparisons[0].lines([outcome])), default=0.0) * readers.factor
    for k, found in enumerate(comparisons):
        rows = list(found.lines([outcome]))
        for y, line in enumerate(rows):
            drawn.append(line.differences * readers.factor)
            _mark(ax, drawn[-1], y + step * (k - (len(comparisons) - 1) / 2), *LOOKS[k])
    name_rows(ax, [period_label(line.period, lang) for line in rows])
    effects_axis(ax, drawn, level)
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
    draws = [found.draws for found in comparisons]
    spans = [interval_name(one, lang) if one > 1 else "" for one in draws]
    differ = len(set(spans)) > 1
    handles: list[Artist] = []
    for name, span, (colour, marker) in zip(titles(comparisons, lang)[1:], spans, LOOKS, strict=False):
        label = drawable(WORDS[lang]["few"].format(name, span) if differ and span else name)
        handles.append(Line2D([], [], marker=marker, markeredgecolor=colour, label=label, **look))
    bars = bars_legend(max(draws), lang) if max(draws) > 1 else []
    return handles + (bars[:1] if differ else bars)
