"""Published effects beside those of the model, one row each; every row has a scale of its own."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from outputs.figures.figure_page import page
from outputs.figures.parts import name_rows
from outputs.figures.style import GREEN, GREY, INK, ORANGE, RED, styled

ROW_MM, FRAME_MM = 5.0, 6.0
HALF_BAR = 0.3
"""Half the height of a bar, in rows."""
LOOKS = {"pass": ("o", GREEN), "fail": ("X", RED), "unsure": ("D", ORANGE), "set": ("s", INK), "missed": ("P", RED)}
"""Marker and colour of the model's median by verdict: shapes differ, so that nobody needs to see the colours."""
WORDS = {
    "en": {
        "title": "Published effects and the model",
        "subtitle": "Each row has its own scale; the thin vertical stroke is zero",
        "published": "Published",
        "accepted": "Counts as agreement",
        "pass": "Model, agrees",
        "fail": "Model, does not agree",
        "unsure": "Model, not sharp enough",
        "set": "Model, sets a parameter",
        "missed": "Model, sets a parameter and misses it",
    },
    "zh": {
        "title": "已发表的效果与模型",
        "subtitle": "各行刻度不同；细竖线为零",
        "published": "已发表",
        "accepted": "视为相符的范围",
        "pass": "模型，相符",
        "fail": "模型，不符",
        "unsure": "模型，尚难判断",
        "set": "模型，用于设定参数",
        "missed": "模型，用于设定参数但不符",
    },
}


class EffectRow(NamedTuple):
    """One effect: what was published and what counts as agreement (None: open), and what was measured."""

    name: str
    low: float | None
    central: float | None
    high: float | None
    accept_low: float | None
    accept_high: float | None
    median: float
    low_80: float
    high_80: float
    verdict: str


@styled
def published_effects(rows: Sequence[EffectRow], footer: tuple[str, str], lang: str = "en", columns: int = 2) -> Figure:
    """Draw one row per effect: published range, accepted range, and the model's median with the middle 80 % of members.

    Args:
        rows: effects of one number each, first at the top; verdicts are keys of :data:`LOOKS`.
        footer: two lines that say where the numbers come from.
        lang: ``"en"`` or ``"zh"``.
        columns: 1 or 2 columns of a printed page.
    """
    words = WORDS[lang]
    height = FRAME_MM + ROW_MM * len(rows)
    verdicts = {row.verdict for row in rows}
    legend: list[Artist] = [
        Patch(facecolor=GREY, alpha=0.45, label=words["published"]),
        Patch(facecolor="none", edgecolor=INK, linestyle="--", label=words["accepted"]),
        *(
            Line2D([], [], color=colour, marker=marker, label=words[verdict])
            for verdict, (marker, colour) in LOOKS.items()
            if verdict in verdicts
        ),
    ]
    figure = page(footer, lang, words["title"], words["subtitle"], columns, height, legend, 3 * columns - 1)
    ax = figure.subplots()
    name_rows(ax, [row.name for row in rows])
    ax.set_xlim(-0.04, 1.04)
    ax.set_xticks([])
    for y, row in enumerate(rows):
        _draw(ax, row, y)
    return figure


def _draw(ax: Axes, row: EffectRow, y: int) -> None:
    """One row, on a scale from its smallest to its largest number, zero among them."""
    numbers = (
        row.low,
        row.central,
        row.high,
        row.accept_low,
        row.accept_high,
        row.low_80,
        row.high_80,
        row.median,
        0.0,
    )
    known = [number for number in numbers if number is not None]
    smallest, span = min(known), (max(known) - min(known)) or 1.0

    def place(value: float) -> float:
        return (value - smallest) / span

    if row.low is not None and row.high is not None:
        ax.add_patch(_box(place(row.low), place(row.high), y, facecolor=GREY, alpha=0.45, linewidth=0))
    if row.accept_low is not None and row.accept_high is not None:
        look: dict[str, Any] = {"facecolor": "none", "edgecolor": INK, "linestyle": "--", "linewidth": 0.7}
        ax.add_patch(_box(place(row.accept_low), place(row.accept_high), y, **look))
    if row.central is not None:
        ax.vlines(place(row.central), y - HALF_BAR, y + HALF_BAR, color=GREY, linewidth=1.6)
    ax.vlines(place(0.0), y - 0.5, y + 0.5, color=INK, linewidth=0.4)
    marker, colour = LOOKS[row.verdict]
    ax.hlines(y, place(row.low_80), place(row.high_80), color=colour, linewidth=1.1)
    ax.plot(place(row.median), y, marker, color=colour, markersize=4, zorder=3)


def _box(low: float, high: float, y: float, **look: Any) -> Rectangle:
    return Rectangle((low, y - HALF_BAR), max(high - low, 0.002), 2 * HALF_BAR, **look)
