"""What a fit found: targets counted and simulated, parameters before and after.

These figures are drawn from plain tables, rows as the fit's CSV files hold them.
"""

import math
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from outputs.figures.figure_page import MODEL_NAME, page
from outputs.figures.style import BLUE, GREY, INK, ORANGE, PALE, styled

Row = Mapping[str, Any]
WORDS = {
    "en": {
        "targets": "What history counted and what the fitted model makes of it",
        "targets_sub": "Ratio of simulated to counted; bands hold 80 % of real runs",
        "ratio": "simulated / counted",
        "prior": "before the fit",
        "posterior": "after the fit",
        "counted": "error of the count (±1 s.e.)",
        "parameters": "What the data taught",
        "parameters_sub": "80 % bands in standard deviations of the prior; at the right the share of variance that the data took away",
        "score": "standard deviations of the prior",
    },
    "zh": {
        "targets": "历史统计与拟合后模型的对照",
        "targets_sub": "模拟值与统计值之比；色带含80%的实际运行",
        "ratio": "模拟值 / 统计值",
        "prior": "拟合前",
        "posterior": "拟合后",
        "counted": "统计误差（±1个标准误）",
        "parameters": "数据告诉了我们什么",
        "parameters_sub": "80%区间，以先验标准差为单位；右侧为数据消除的方差占比",
        "score": "先验标准差",
    },
}


def footer(lang: str, version: str, note: str) -> tuple[str, str]:
    """The two lines below a figure that shows no single run: ``note``, and the model with its version."""
    return (note, f"{'来源' if lang == 'zh' else 'Source'}{'：' if lang == 'zh' else ': '}{MODEL_NAME[lang]} {version}")


def bracketed(name: str, more: str, lang: str) -> str:
    """A name with something in the brackets of the language behind it."""
    return f"{name}（{more}）" if lang == "zh" else f"{name} ({more})"


def wrapped(text: str, lang: str, width: int) -> str:
    """A name over as many lines as it needs, each about ``width`` Latin letters wide."""
    if lang == "zh":
        lines = -(-len(text) // (width // 2))
        each = -(-len(text) // lines)
        return "\n".join(text[k : k + each] for k in range(0, len(text), each))
    return textwrap.fill(text, width)


LONGEST, SMALL = 56, 5.5
"""Letters of a name that stands in one line; size of those in two, points."""


def _rows_axes(figure: Figure, names: Sequence[str], lang: str) -> Any:
    ax = figure.subplots()
    ax.set_ylim(len(names) - 0.4, -0.6)
    ax.set_yticks(range(len(names)), [wrapped(name, lang, LONGEST) for name in names])
    for label in ax.get_yticklabels():
        if "\n" in label.get_text():
            label.set_fontsize(SMALL)
            label.set_linespacing(0.95)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.grid(axis="x")
    return ax


@styled
def fitted_targets(rows: Sequence[Row], lang: str = "en", version: str = "", note: str = "") -> Figure:
    """Simulated over counted for every target, before and after the fit.

    Args:
        rows: as ``targets.csv`` of a fit: ``en``, ``zh``, ``counted``, ``error``, and low, median and high of prior and
            posterior.
        lang: ``"en"`` or ``"zh"``.
        version: of the project.
        note: first line of the footer.
    """
    words = WORDS[lang]
    legend = [
        Patch(color=PALE, label=words["counted"]),
        Line2D([], [], color=ORANGE, linewidth=1.2, marker="o", markersize=2.5, label=words["prior"]),
        Line2D([], [], color=BLUE, linewidth=2.0, marker="o", markersize=3, label=words["posterior"]),
    ]
    figure = page(
        footer(lang, version, note), lang, words["targets"], words["targets_sub"], 2, 3.6 * len(rows) + 12, legend
    )
    ax = _rows_axes(figure, [str(row[lang]) for row in rows], lang)
    for place, row in enumerate(rows):
        counted, error = float(row["counted"]), float(row["error"])
        ax.barh(place, math.exp(error) - math.exp(-error), left=math.exp(-error), height=0.9, color=PALE, zorder=1)
        for name, color, down, width in (("prior", ORANGE, -0.2, 1.0), ("posterior", BLUE, 0.15, 1.8)):
            low, mid, high = (float(row[f"{name}_{end}"]) / counted for end in ("low", "median", "high"))
            ax.plot([low, high], [place + down] * 2, color=color, linewidth=width, zorder=2)
            ax.plot(mid, place + down, "o", color=color, markersize=2.5, zorder=3)
    ax.axvline(1, color=INK, linewidth=0.6)
    ax.set_xscale("log")
    lows = [float(row["prior_low"]) / float(row["counted"]) for row in rows]
    highs = [float(row["prior_high"]) / float(row["counted"]) for row in rows]
    ax.set_xlim(max(0.25, min(lows) * 0.95), min(5, max(highs) * 1.05))
    ticks = [t for t in (0.25, 0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3, 4, 5) if ax.get_xlim()[0] <= t <= ax.get_xlim()[1]]
    ax.set_xticks(ticks, [f"{t:g}" for t in ticks])
    ax.minorticks_off()
    ax.set_xlabel(words["ratio"])
    return figure


@styled
def fitted_parameters(
    rows: Sequence[Row], scores: np.ndarray, lang: str = "en", version: str = "", note: str = ""
) -> Figure:
    """Posterior of every calibrated parameter against its prior.

    Args:
        rows: as ``parameters.csv`` of a fit: ``en``, ``zh`` and ``learnt``.
        scores: 10 %, 50 % and 90 % quantiles of the posterior in prior standard deviations, (3, parameters).
        lang: ``"en"`` or ``"zh"``.
        version: of the project.
        note: first line of the footer.
    """
    words = WORDS[lang]
    order = np.argsort([-float(row["learnt"]) for row in rows])
    rows, scores = [rows[k] for k in order], scores[:, order]
    legend = [
        Patch(color=PALE, label=words["prior"]),
        Line2D([], [], color=BLUE, linewidth=2.0, marker="o", markersize=3, label=words["posterior"]),
    ]
    figure = page(
        footer(lang, version, note), lang, words["parameters"], words["parameters_sub"], 2, 3.9 * len(rows) + 12, legend
    )
    ax = _rows_axes(figure, [str(row[lang]) for row in rows], lang)
    ax.axvspan(-1.2816, 1.2816, color=PALE, alpha=0.6, zorder=0)
    ax.hlines(range(len(rows)), scores[0], scores[2], color=BLUE, linewidth=1.8)
    ax.plot(scores[1], range(len(rows)), "o", color=BLUE, markersize=3)
    ax.axvline(0, color=INK, linewidth=0.6)
    ax.set_xlim(-3.2, 3.6)
    for place, row in enumerate(rows):
        ax.text(3.55, place, f"{float(row['learnt']):.0%}", ha="right", va="center", color=GREY, fontsize=6)
    ax.set_xlabel(words["score"])
    return figure
