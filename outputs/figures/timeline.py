"""When what begins: each measure of the scenario as a bar over the months, coloured by who decides, with the nation's rules."""

from typing import Any, NamedTuple

import numpy as np
import xarray as xr
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from common.vocabulary import DECIDER_WORDS
from outputs.figures.axes import month_axis, month_positions
from outputs.figures.figure_numbers import keep
from outputs.figures.figure_page import page
from outputs.figures.measure_words import national_short, short
from outputs.figures.policy_marks import together
from outputs.figures.style import BLUE, FOOTER_PT, GREEN, GREY, INK, ORANGE, RED, styled
from outputs.results.dated_measures import biting_rules, day, measures
from outputs.results.reader_names import month_name

FILLS = {"city": (BLUE, ""), "province": (GREEN, "...."), "national": (ORANGE, "////")}
DECIDERS = {word.key: (word.en, word.zh) for word in DECIDER_WORDS}
ROW_MM = 3.6
WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "title": "{count} {things} from {first} to {last}, {national} for the nation to decide",
        "one": "{count} {things} from {first}, {national} for the nation to decide",
        "things": ("measure", "measures", "group of tasks", "measures or groups of tasks"),
        "national": "{}",
        "none": "none",
        "subtitle": "Timeline of the scenario's measures, by who decides; dot: announced before it begins",
        "rules": "; red: rules of the nation that give all of China the same",
        "announced": "Announced",
        "rule": "Rule of the nation",
        "header": ("Measure", "Announced", "From", "Until", "Decided by"),
    },
    "zh": {
        "title": "{count}{things}于{first}至{last}陆续启动，{national}须由国家决定",
        "one": "{count}{things}于{first}启动，{national}须由国家决定",
        "things": ("项措施", "项措施", "组任务", "项措施（任务按组计）"),
        "national": "其中{}项",
        "none": "均不",
        "subtitle": "情景措施时间表，按决定层级着色；圆点：提前公布",
        "rules": "；红色：国家对全国实行的同类政策",
        "announced": "公布",
        "rule": "国家政策",
        "header": ("措施", "公布", "生效", "截止", "决定层级"),
    },
}


class _Row(NamedTuple):
    text: str
    announced: np.datetime64
    start: np.datetime64
    until: np.datetime64 | None
    decider: str
    tasks: bool


def rows_of(dataset: xr.Dataset, lang: str) -> list[_Row]:
    """Measures that begin before the run ends, then the nation's rules that come to the same, by their first days."""
    end = (dataset["month"].values[-1].astype("datetime64[M]") + 1).astype("datetime64[D]")
    own = [
        _Row(
            short(dataset, one, lang),
            day(one.action.get("announced")) or one.start,
            one.start,
            one.until,
            one.decided_by,
            one.lever == "pilot_tasks",
        )
        for one in together(measures(dataset), ends=True)
        if one.start < end
    ]
    rules = [
        _Row(national_short(dataset, one, lang), one.start, one.start, None, "", False) for one in biting_rules(dataset)
    ]
    return [*own, *rules]


def timeline(dataset: xr.Dataset, lang: str = "en", columns: int = 2) -> Figure | None:
    """Draw the measures of the scenario over the months of the run.

    Args:
        dataset: results that hold their scenario.
        lang: ``"en"`` or ``"zh"``.
        columns: 1 or 2 columns of a printed page.

    Returns:
        The figure; None where the results hold no dated measure.
    """
    rows = rows_of(dataset, lang)
    return _drawn(dataset, rows, lang, columns) if any(row.decider for row in rows) else None


@styled
def _drawn(dataset: xr.Dataset, rows: list[_Row], lang: str, columns: int) -> Figure:
    words = WORDS[lang]
    subtitle = words["subtitle"] + (words["rules"] if any(not row.decider for row in rows) else "")
    height = 10.0 + ROW_MM * len(rows)
    figure = page(dataset, lang, finding(rows, lang), subtitle, columns, height, _legend(rows, lang))
    ax = figure.subplots()
    months = dataset["month"].values
    month_axis(ax, months, lang, room=5 * columns)
    left, right = month_positions(months[[0, -1]]) + np.array([0.0, 31.0])
    for y, row in enumerate(rows):
        _bar(ax, row, y, (left, right))
    ax.set_xlim(left - 8, right)
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.set_yticks(range(len(rows)), [row.text for row in rows], fontsize=FOOTER_PT + 0.3)
    for label, row in zip(ax.get_yticklabels(), rows, strict=True):
        label.set_color(INK if row.decider else RED)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.grid(axis="x")
    table = [
        (row.text, str(row.announced), str(row.start), "" if row.until is None else str(row.until), _decider(row, lang))
        for row in rows
    ]
    return keep(figure, words["header"], table)


def _bar(ax: Axes, row: _Row, y: int, ends: tuple[float, float]) -> None:
    """The bar of a row from its first to its last day inside the run, and a dot where it was announced before."""
    left, right = ends
    dates = [row.announced, row.start, *([] if row.until is None else [row.until])]
    announced, start, *until = (float(place) for place in month_positions(np.array(dates, "datetime64[D]")))
    stop = min(until[0], right) if until else right
    fill, hatch = FILLS.get(row.decider, (GREY, ""))
    if not row.decider:
        ax.plot([start, right], [y, y], color=RED, linewidth=1.2, linestyle=(0, (1, 1)))
        ax.plot(start, y, "|", color=RED, markersize=6, markeredgewidth=1.4)
        return
    ax.barh(
        y, stop - max(start, left), 0.62, left=max(start, left), color=fill, hatch=hatch, edgecolor="white", linewidth=0
    )
    if announced < start:
        ax.plot([max(announced, left), start], [y, y], color=INK, linewidth=0.6)
        if announced >= left:
            ax.plot(announced, y, "o", color=INK, markersize=2.4)


def _decider(row: _Row, lang: str) -> str:
    return DECIDERS[row.decider][lang == "zh"] if row.decider in DECIDERS else WORDS[lang]["rule"]


def finding(rows: list[_Row], lang: str) -> str:
    """How many measures begin, when, and how many of them the nation must decide; a row of tasks is a group of many."""
    words, own = WORDS[lang], [row for row in rows if row.decider]
    things = words["things"][(len(own) > 1) + 2 * any(row.tasks for row in own)]
    first, last = (month_name(end, lang) for end in (min(row.start for row in own), max(row.start for row in own)))
    national = sum(row.decider == "national" for row in own)
    form, told = words["one" if first == last else "title"], words["national"].format(national)
    return form.format(
        count=len(own), things=things, first=first, last=last, national=told if national else words["none"]
    )


def _legend(rows: list[_Row], lang: str) -> list[Artist]:
    words, used = WORDS[lang], {row.decider for row in rows}
    handles: list[Artist] = [
        Patch(facecolor=fill, hatch=hatch, edgecolor="white", linewidth=0, label=DECIDERS[key][lang == "zh"])
        for key, (fill, hatch) in FILLS.items()
        if key in used
    ]
    if any(row.announced < row.start for row in rows):
        handles.append(Line2D([], [], color=INK, linewidth=0.6, marker="o", markersize=2.4, label=words["announced"]))
    if "" in used:
        handles.append(Line2D([], [], color=RED, linewidth=1.2, linestyle=(0, (1, 1)), label=words["rule"]))
    return handles
