"""Nanjing beside its benchmarks: each measure where both were counted alike, as a share of the benchmark."""

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from outputs.comparing.benchmark_table import PLACES
from outputs.comparing.benchmarks import Line
from outputs.figures.figure_page import MODEL_NAME, page
from outputs.figures.letters import drawable
from outputs.figures.style import BLUE, GREY, INK, ORANGE, styled

WORDS = {
    "en": {
        "title": "Nanjing beside its benchmarks",
        "subtitle": "Same year and scope only; benchmark = 1, logarithmic",
        "start": "Nanjing, in the year told",
        "run": "Nanjing, last year of {}",
        "there": "Benchmark",
        "axis": "Nanjing over the benchmark",
        "footer": "Figures of the years told; sources in the table",
    },
    "zh": {
        "title": "南京与标杆城市对照",
        "subtitle": "仅列年份相同、口径一致者；标杆=1，对数刻度",
        "start": "南京（所示年份）",
        "run": "南京（{}最后一年）",
        "there": "标杆",
        "axis": "南京与标杆之比",
        "footer": "数据为所示年份，来源见表",
    },
}
ROW_MM = 7.0
TICKS = (0.03, 0.1, 0.3, 1, 3, 10, 30)
"""Ratios that are named on the axis, as far as they are in sight."""


@styled
def benchmarks(found: Sequence[Line], lang: str = "en", columns: int = 2) -> Figure:
    """Draw what can be compared, one row for each gap, with the first run's last year where it has the measure.

    Args:
        found: the lines of :func:`outputs.comparing.benchmarks.lines`.
        lang: ``"en"`` or ``"zh"``.
        columns: 1 or 2 columns of a printed page.
    """
    words = WORDS[lang]
    shown = [line for line in found if line.gap is not None and line.here is not None and line.here.value > 0]
    run = next((line.closed[0].run for line in shown if line.closed), "")
    names = [words["start"], *([words["run"].format(run)] if run else []), words["there"]]
    looks = [(INK, "o"), *([(BLUE, "D")] if run else []), (ORANGE, "|")]
    legend = [
        Line2D([], [], color=color, marker=marker, linestyle="", label=drawable(name))
        for name, (color, marker) in zip(names, looks, strict=True)
    ]
    figure = page(
        footer(found, lang), lang, words["title"], words["subtitle"], columns, 22.0 + ROW_MM * len(shown), legend, 3
    )
    ax = figure.subplots()
    for row, line in enumerate(shown):
        start = line.here.value / line.there.value if line.here else np.nan
        ax.hlines(row, min(start, 1.0), max(start, 1.0), color=GREY, linewidth=0.8)
        ax.plot(start, row, "o", color=INK)
        if line.closed:
            ax.plot(line.closed[0].scenario / line.there.value, row, "D", color=BLUE, markersize=3.5)
        ax.plot(1.0, row, "|", color=ORANGE, markersize=10, markeredgewidth=2)
    ax.set_xscale("log")
    ax.set_yticks(range(len(shown)), [drawable(_row(line, lang)) for line in shown])
    ax.invert_yaxis()
    ratios = [line.here.value / line.there.value for line in shown if line.here]
    ax.set_xlim(min([*ratios, 1.0]) / 1.5, max([*ratios, 1.0]) * 1.5)
    low, high = ax.get_xlim()
    ticks = [tick for tick in TICKS if low <= tick <= high]
    ax.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    ax.minorticks_off()
    ax.set_xlabel(words["axis"])
    return figure


def footer(found: Sequence[Line], lang: str) -> tuple[str, str]:
    """Return the two lines at the foot: where the figures are from, and the run that is shown."""
    run = next((line.closed[0].run for line in found if line.closed), "")
    return WORDS[lang]["footer"], f"{MODEL_NAME[lang]} {run}".strip()


def _row(line: Line, lang: str) -> str:
    name, place = line.measure.en, PLACES[line.there.place][0]
    if lang == "zh":
        return f"{line.measure.zh}：{PLACES[line.there.place][1]}（{line.there.year}）"
    return f"{name}: {place} ({line.there.year})"
