"""The answer at a glance: what the scenario changes of each main outcome, in per cent of the counterfactual, on one scale."""

from typing import Any

import numpy as np
import xarray as xr
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from outputs.figures.axes import plain
from outputs.figures.figure_numbers import Value, keep
from outputs.figures.figure_page import page
from outputs.figures.findings import CLEAR, Change, change_of, count, inside, listed
from outputs.figures.parts import WIDTHS, interval_label, name_rows
from outputs.figures.style import BLUE, GREY, INK, ORANGE, SMALL_PT, styled
from outputs.results.amounts import amount
from outputs.results.direction import FALL, LEAST, NOTHING, RISE, SMALL
from outputs.results.numbers import interval_end, negligible, percent
from outputs.results.outcomes import HEADLINES, Outcome
from outputs.results.summary_rows import EXPORTED

SHOWN: tuple[Outcome, ...] = (*HEADLINES, next(outcome for outcome in EXPORTED if outcome.key == "jobs"))
"""The six main outcomes: investment, both trades, visitors and what they spend, jobs."""
LOOKS = {RISE: (BLUE, "o"), FALL: (ORANGE, "v")}
UNCLEAR_MARK = "s"
GREY_MARKS = {SMALL: "d", NOTHING: "o"}
"""Marks by direction; what is not clear, hardly changes or does not change is grey and hollow."""
ROW_MM = 6.2
GAPS = {1: "\n", 2: "  "}
"""What stands between the two numbers of a row, by columns of the page."""
WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "none": "No main outcome moves clearly",
        "all nothing": "None of the main outcomes differs from the counterfactual",
        "rise": "{} of {} main outcomes rise",
        "one rise": "{} of {} main outcomes rises",
        "all rise": "All {} main outcomes rise",
        "fall": "{} fall",
        "one fall": "{} falls",
        "all fall": "All {} main outcomes fall",
        "unclear": "{} not clear",
        "small": "{} hardly changes",
        "small several": "{} hardly change",
        "no difference": "{} without any difference",
        "all small": "None of the main outcomes changes by more than {}",
        "most": "{}, most of all {} ({})",
        "beside": "; ",
        "subtitle": "Effect of the scenario over the whole period (jobs: at its end), per cent of the counterfactual",
        "unclear row": "not clear",
        "small row": "hardly any change",
        "small grey": "Hardly any change: under {} of the counterfactual",
        "nothing": "no difference",
        "nothing grey": "No difference in any run",
        "mark rise": "Rises",
        "mark fall": "Falls",
        "grey": "Not clear: the interval holds zero",
        "header": ("Outcome", "Direction", "Effect, %", "10th percentile, %", "90th percentile, %", "Effect", "Unit"),
    },
    "zh": {
        "none": "各项主要结果均无明确变化",
        "all nothing": "各项主要结果与对照情景均无差别",
        "rise": "{1}项主要结果中{0}项增加",
        "one rise": "{1}项主要结果中{0}项增加",
        "all rise": "{}项主要结果全部增加",
        "fall": "{}项减少",
        "one fall": "{}项减少",
        "all fall": "{}项主要结果全部减少",
        "unclear": "{}项不明确",
        "small": "{}项无明显变化",
        "small several": "{}项无明显变化",
        "no difference": "{}项无差别",
        "all small": "各项主要结果的变化均不超过{}",
        "most": "{}，变化最大的是{}（{}）",
        "beside": "；",
        "subtitle": "情景的全期效果（就业为期末），占对照情景的百分比",
        "unclear row": "增减不明确",
        "small row": "无明显变化",
        "small grey": "无明显变化：不足对照情景的{}",
        "nothing": "无差别",
        "nothing grey": "无差别：各样本均与对照情景相同",
        "mark rise": "增加",
        "mark fall": "减少",
        "grey": "不明确：区间包含零",
        "header": ("结果", "方向", "效果（%）", "10%分位数（%）", "90%分位数（%）", "效果", "单位"),
    },
}


def strip_rows(dataset: xr.Dataset, lang: str, outcomes: tuple[Outcome, ...] = SHOWN) -> list[Change]:
    """What the strip shows, a row for each outcome."""
    return [change_of(dataset, outcome, lang) for outcome in outcomes]


def finding(rows: list[Change], lang: str) -> str:
    """The strip in one sentence that claims no more than its rows."""
    words, total = WORDS[lang], len(rows)
    clear = {way: sum(row.direction == way for row in rows) for way in CLEAR}
    small, same = (sum(row.direction == way for row in rows) for way in (SMALL, NOTHING))
    if same == total:
        return words["all nothing"]
    if small + same == total:
        return words["all small"].format(percent(LEAST, lang=lang))
    if not any(clear.values()) and not small and not same:
        return words["none"]
    told = []
    for way in CLEAR:
        if clear[way] == total:
            told.append(words[f"all {way}"].format(count(total, lang)))
        elif clear[way] and not told:
            form = words["one rise" if clear[way] == 1 else "rise"]
            if way == FALL:
                form = form.replace("rises", "falls").replace("rise", "fall").replace("增加", "减少")
            told.append(form.format(count(clear[way], lang, first=True), count(total, lang)))
        elif clear[way]:
            told.append(words["one fall" if clear[way] == 1 else "fall"].format(count(clear[way], lang)))
    if small:
        told.append(words["small" if small == 1 else "small several"].format(count(small, lang, first=not told)))
    if same:
        told.append(words["no difference"].format(count(same, lang, first=not told)))
    if unclear := total - sum(clear.values()) - small - same:
        told.append(words["unclear"].format(count(unclear, lang)))
    sure = [row for row in rows if row.direction in CLEAR and np.isfinite(row.share)]
    if not sure:
        return listed(told, lang)
    first = max(sure, key=lambda row: abs(row.share))
    moved = sum(map(bool, clear.values()))  # what changes most belongs to what changes
    most = words["most"].format(
        listed(told[:moved], lang), inside(first.outcome.name(lang), lang), percent(first.share, signed=True, lang=lang)
    )
    return words["beside"].join([most, listed(told[moved:], lang)]) if told[moved:] else most


@styled
def answer_strip(
    dataset: xr.Dataset, lang: str = "en", columns: int = 2, outcomes: tuple[Outcome, ...] = SHOWN
) -> Figure:
    """One bar for each main outcome: the mean effect with its 80 % interval, per cent of the counterfactual.

    Args:
        dataset: results with dims variant, member, month.
        lang: ``"en"`` or ``"zh"``.
        columns: 1 (for phones: numbers in two lines) or 2 columns of a printed page.
        outcomes: what to show, first at the top.
    """
    words, rows = WORDS[lang], strip_rows(dataset, lang, outcomes)
    height = 10.0 + ROW_MM * len(rows) * (1.25 if columns == 1 else 1.0)
    legend = _legend(rows, dataset.sizes["member"], lang)
    figure = page(dataset, lang, finding(rows, lang), words["subtitle"], columns, height, legend)
    ax = figure.subplots()
    for y, row in enumerate(rows):
        colour, marker = LOOKS.get(row.direction, (GREY, GREY_MARKS.get(row.direction, UNCLEAR_MARK)))
        share = 0.0 if row.direction == NOTHING else row.share
        if not np.isfinite(share):
            continue
        if row.high > row.low:
            ax.hlines(y, 100 * row.low, 100 * row.high, color=colour, linewidth=WIDTHS["50"], alpha=0.45)
        face = colour if row.direction in CLEAR else "white"
        ax.plot(100 * share, y, marker, color=face, markeredgecolor=colour, markersize=4.5, zorder=3)
    _frame(ax, rows, lang, columns)
    table: list[tuple[Value, ...]] = [
        (
            row.outcome.name(lang),
            _direction_word(row, lang),
            *(100 * value if np.isfinite(value) else None for value in (row.share, row.low, row.high)),
            row.mean,
            row.unit.name,
        )
        for row in rows
    ]
    return keep(figure, words["header"], table, dataset.sizes["member"])


def _direction_word(row: Change, lang: str) -> str:
    words = WORDS[lang]
    if row.direction in CLEAR:
        return words[f"mark {row.direction}"]
    return words[{NOTHING: "nothing", SMALL: "small row"}.get(row.direction, "unclear row")]


def _frame(ax: Axes, rows: list[Change], lang: str, columns: int) -> None:
    """Names at the left, values at the right, and zero always in sight."""
    name_rows(ax, [row.outcome.name(lang) for row in rows])
    ax.axvline(0, color=INK, linewidth=0.6, zorder=1)
    low, high = ax.get_xlim()
    low, high = min(low, 0.0), max(high, 0.0)
    if high - low < 0.2:
        low, high = low - 0.1, high + 0.1
    ax.set_xlim(low - 0.03 * (high - low), high + 0.03 * (high - low))
    plain(ax.xaxis, ticks=5 if columns == 2 else 3, signed=True)
    ax.set_xlabel("%")
    for y, row in enumerate(rows):
        colour = INK if row.direction in CLEAR else GREY
        ax.annotate(
            value_text(row, lang, columns),
            (1, y),
            (4, 0),
            ("axes fraction", "data"),
            "offset points",
            va="center",
            color=colour,
            fontsize=SMALL_PT,
            annotation_clip=False,
            linespacing=1.1,
        )


def value_text(row: Change, lang: str, columns: int) -> str:
    """The numbers at the end of a row: the effect in its own unit, and per cent with interval; in two lines on a phone."""
    if row.direction == NOTHING:
        return WORDS[lang]["nothing"]
    if row.direction == SMALL and negligible(1.0, row.share, row.low, row.high):
        return WORDS[lang]["small row"]
    share = percent(row.share, signed=True, lang=lang)
    if np.isfinite(row.share) and row.high > row.low:
        decimals = len(share.rstrip(" %").partition(".")[2])
        low, high = (interval_end(100 * end, decimals, signed=True) for end in (row.low, row.high))
        share += f"（{low} 至 {high}）" if lang == "zh" else f" ({low} to {high})"
    size = amount(row.mean, row.decimals, row.unit, lang, signed=True)
    first = size if row.direction in CLEAR else _direction_word(row, lang)
    return f"{first}{GAPS[columns]}{share}"


def _legend(rows: list[Change], members: int, lang: str) -> list[Artist]:
    """Handles for the directions that are drawn, and for the bar."""
    words, drawn = WORDS[lang], {row.direction for row in rows}
    handles: list[Artist] = []
    for way in CLEAR:
        if way in drawn:
            colour, marker = LOOKS[way]
            handles.append(
                Line2D(
                    [], [], linestyle="none", marker=marker, markersize=4.5, color=colour, label=words[f"mark {way}"]
                )
            )
    look: dict[str, Any] = {"linestyle": "none", "color": "white", "markeredgecolor": GREY, "markersize": 4.5}
    if SMALL in drawn:
        label = words["small grey"].format(percent(LEAST, lang=lang))
        handles.append(Line2D([], [], marker=GREY_MARKS[SMALL], label=label, **look))
    if NOTHING in drawn:
        handles.append(Line2D([], [], marker=GREY_MARKS[NOTHING], label=words["nothing grey"], **look))
    if drawn - {*CLEAR, SMALL, NOTHING}:
        handles.append(Line2D([], [], marker=UNCLEAR_MARK, label=words["grey"], **look))
    if members > 1 and drawn != {NOTHING}:
        handles.append(
            Line2D([], [], color=GREY, linewidth=WIDTHS["50"], alpha=0.45, label=interval_label(members, "80", lang))
        )
    return handles
