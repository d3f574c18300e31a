"""Nanjing beside its benchmarks: each measure where both were counted alike, as a share of the benchmark."""

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from outputs.comparing.benchmark_table import COUNTRIES, PLACES
from outputs.comparing.benchmarks import Line
from outputs.figures.figure_page import MODEL_NAME, page
from outputs.figures.letters import drawable
from outputs.figures.style import BLUE, GREY, INK, ORANGE, styled

WORDS = {
    "en": {
        "title": "Nanjing beside its benchmarks",
        "subtitle": "Same year and scope only; benchmark = 1, logarithmic; right of 1: ahead, left: behind",
        "start": "Nanjing, in the year told",
        "run": "Nanjing, last year of {}",
        "nation": "China for Nanjing: country against country",
        "there": "Benchmark",
        "axis": "Share of the benchmark (inverse where less is better)",
        "less": "; less is better",
        "for": "{country}, for {city}",
        "footer": "Figures of the years told; sources in the table",
    },
    "zh": {
        "title": "南京与标杆城市对照",
        "subtitle": "仅列年份相同、口径一致者；标杆=1，对数刻度；1的右侧为领先，左侧为落后",
        "start": "南京（所示年份）",
        "run": "南京（{}最后一年）",
        "nation": "中国（代表南京），国家之间相比",
        "there": "标杆",
        "axis": "与标杆之比（越低越好的指标取倒数）",
        "less": "，越低越好",
        "for": "{country}（{city}所在国）",
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
    looks = {
        "start": (INK, "o", INK),
        **({"nation": (INK, "s", "white")} if any(line.national for line in shown) else {}),
        **({"run": (BLUE, "D", BLUE)} if run else {}),
        "there": (ORANGE, "|", ORANGE),
    }
    legend = [
        Line2D(
            [], [], color=ink, marker=mark, markerfacecolor=face, linestyle="", label=drawable(words[name].format(run))
        )
        for name, (ink, mark, face) in looks.items()
    ]
    figure = page(
        footer(found, lang), lang, words["title"], words["subtitle"], columns, 22.0 + ROW_MM * len(shown), legend, 3
    )
    ax = figure.subplots()
    for row, line in enumerate(shown):
        start = _ahead(line, line.here.value) if line.here else np.nan
        ax.hlines(row, min(start, 1.0), max(start, 1.0), color=GREY, linewidth=0.8)
        _, mark, face = looks["nation" if line.national else "start"]
        ax.plot(start, row, mark, color=INK, markerfacecolor=face)
        if line.closed:
            ax.plot(_ahead(line, line.closed[0].scenario), row, "D", color=BLUE, markersize=3.5)
        ax.plot(1.0, row, "|", color=ORANGE, markersize=10, markeredgewidth=2)
    ax.set_xscale("log")
    ax.set_yticks(range(len(shown)), [drawable(_row(line, lang)) for line in shown])
    ax.invert_yaxis()
    ratios = [_ahead(line, line.here.value) for line in shown if line.here]
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


def _ahead(line: Line, value: float) -> float:
    """A value over the benchmark's, or where less is better the benchmark's over it: above 1 it is ahead."""
    return line.there.value / value if line.measure.better == "less" else value / line.there.value


def _row(line: Line, lang: str) -> str:
    """What is compared with whom: where figures are the nation's, with the country of the city."""
    words, zh = WORDS[lang], lang == "zh"
    name, place = (line.measure.zh if zh else line.measure.en), PLACES[line.there.place][zh]
    if line.national and line.there.place in COUNTRIES:
        place = words["for"].format(country=COUNTRIES[line.there.place][zh], city=place)
    less = words["less"] if line.measure.better == "less" else ""
    return f"{name}：{place}（{line.there.year}{less}）" if zh else f"{name}: {place} ({line.there.year}{less})"
