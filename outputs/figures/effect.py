"""What the scenario changes: scenario minus counterfactual, member by member, by year and in total, with intervals."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from outputs.figures.answer_strip import finding as strip_finding
from outputs.figures.axes import effects_axis
from outputs.figures.figure_numbers import INTERVAL_HEADER, Value, interval_cells, keep
from outputs.figures.figure_page import page
from outputs.figures.findings import change_of
from outputs.figures.parts import draw_interval, interval_legend
from outputs.figures.style import GREY, SMALL_PT, styled
from outputs.results.numbers import fitting, interval, negligible, number, percent, places, share_of_level
from outputs.results.outcomes import HEADLINES, LEVELS, by_year, effect, monthly, quantiles, unit

SMALL: dict[str, Any] = {"color": GREY, "fontsize": SMALL_PT, "annotation_clip": False}
WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "subtitle": "Effect on the headline outcomes: scenario minus counterfactual, member by member",
        "header": ("Outcome", "Period", *INTERVAL_HEADER["en"], "Unit"),
        "total": "Total",
        "part": "{year}\n({months} of 12\nmonths)",
        "words": "{period} {effect}; {change}",
    },
    "zh": {
        "subtitle": "对主要结果的效果：情景减对照情景，逐个模拟样本相减",
        "header": ("结果", "时段", *INTERVAL_HEADER["zh"], "单位"),
        "total": "合计",
        "part": "{year}年\n（{months}个月）",
        "words": "{period} {effect}；{change}",
    },
}


class PeriodEffect(NamedTuple):
    """One row of a panel: a name and the effect of each member, in the reader's unit."""

    name: str
    members: np.ndarray


def period_effects(flow: xr.DataArray, factor: float, lang: str) -> list[PeriodEffect]:
    """Return the effect on one outcome in each calendar year and, where there is more than one year, in total.

    Args:
        flow: the outcome, (variant, member, month).
        factor: what turns its unit into the reader's.
        lang: ``"en"`` or ``"zh"``.
    """
    flows = effect(flow) * factor
    years = by_year(flows)
    rows = []
    for year, months in zip(years["year"].values, years["months"].values, strict=True):
        whole = f"{year}年" if lang == "zh" else str(year)
        name = whole if months == 12 else WORDS[lang]["part"].format(year=year, months=months)
        rows.append(PeriodEffect(name, years.sel(year=year).values))
    if len(rows) > 1:
        rows.append(PeriodEffect(WORDS[lang]["total"], flows.sum("month").values))
    return rows


def _panel(ax: Axes, name: str, unit_name: str, rows: Sequence[PeriodEffect], base: float, told: str) -> None:
    """Draw the rows of one outcome, first year at the top, and above them the last row in words, ``told``.

    Where all are negligible beside ``base``, the counterfactual, the axis does not spread out what is luck.
    """
    lower = 0.25 * (len(rows) > 1)
    heights = [k + lower * (k == len(rows) - 1) for k in range(len(rows))]
    for height, row in zip(heights, rows, strict=True):
        draw_interval(ax, row.members, height)
    ax.set_ylim(len(rows) - 0.25, -0.6)
    ax.set_yticks(heights, [row.name for row in rows])
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.grid(axis="x")
    effects_axis(ax, [row.members for row in rows], base)
    ax.set_xlabel(unit_name)
    ax.set_title(f"{name}\n", linespacing=1.25)
    ax.annotate(told, (0, 1), (0, 4), "axes fraction", "offset points", **SMALL)


def _in_words(base: float, rows: Sequence[PeriodEffect], lang: str) -> str:
    """Return the last row in words, with its 80 % interval, and as a share of ``base``, the counterfactual."""
    last, small = rows[-1].members, False
    if len(last) > 1:
        low, high = quantiles(last, LEVELS["80"])
        shown = interval(last.mean(), low, high, lang, signed=True, level=base)
        small = negligible(base, last.mean(), low, high)
    else:
        shown = number(last[0], places(0, 0, last[0], level=base), signed=True)
    change = percent(0.0 if small else share_of_level(float(last.mean()), float(base)), signed=True, lang=lang)
    period = rows[-1].name if len(rows) > 1 else ""
    return WORDS[lang]["words"].format(period=period, effect=shown, change=change).strip()


@styled
def effects(dataset: xr.Dataset, lang: str = "en", columns: int = 2) -> Figure:
    """Draw the effect on every headline outcome, one panel each.

    Args:
        dataset: results with dims variant, member, month.
        lang: ``"en"`` or ``"zh"``.
        columns: 1 (panels below one another) or 2 (three panels abreast) columns of a printed page.
    """
    words, abreast = WORDS[lang], {1: 1, 2: 3}[columns]
    down = -(-len(HEADLINES) // abreast)
    years = len(np.unique(dataset["month"].dt.year))
    height = down * (21.0 + 4.5 * (years + (years > 1)))
    flows = {outcome: monthly(dataset, outcome) for outcome in HEADLINES}
    title = strip_finding([change_of(dataset, outcome, lang, flow) for outcome, flow in flows.items()], lang)
    figure = page(
        dataset, lang, title, words["subtitle"], columns, height, interval_legend(dataset.sizes["member"], lang)
    )
    axes = figure.subplots(down, abreast, squeeze=False).ravel()
    rows, units = {}, {}
    for ax, (outcome, flow) in zip(axes, flows.items(), strict=False):
        readers = unit(dataset, outcome, lang)
        base = float(flow.sel(variant="counterfactual").mean("member").sum("month"))
        rows[outcome] = period_effects(flow, readers.factor, lang)
        ends = [float(end) for row in rows[outcome] for end in (row.members.min(), row.members.max())]
        if not negligible(base * readers.factor, *ends) and (fit := fitting(readers, *ends)) != readers:
            readers, rows[outcome] = fit, period_effects(flow, fit.factor, lang)
        units[outcome], level = readers, base * readers.factor
        _panel(ax, outcome.name(lang), readers.name, rows[outcome], level, _in_words(level, rows[outcome], lang))
    for ax in axes[len(HEADLINES) :]:
        ax.remove()
    table: list[tuple[Value, ...]] = [
        (
            outcome.name(lang),
            row.name.replace("\n", ""),
            *interval_cells(row.members),
            units[outcome].name,
        )
        for outcome in HEADLINES
        for row in rows[outcome]
    ]
    return keep(figure, words["header"], table, dataset.sizes["member"])
