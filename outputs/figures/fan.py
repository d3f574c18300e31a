"""A headline outcome month by month: the past, scenario against counterfactual as fans, their difference, and dates of policy."""

from typing import Any, NamedTuple

import numpy as np
import xarray as xr
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from outputs.figures.axes import month_axis, month_positions, plain, unit_title
from outputs.figures.end_labels import end_labels
from outputs.figures.figure_numbers import Value, keep
from outputs.figures.figure_page import Handle, page
from outputs.figures.findings import change_of, outcome_finding
from outputs.figures.observed_marks import draw_months, draw_years, observed_legend, totals
from outputs.figures.parts import LINES, draw_fan, draw_fans, fan_legend, fit_effect, fit_level, variant_names
from outputs.figures.past import past_years
from outputs.figures.policy_marks import draw_marks, marks
from outputs.figures.style import GREY, INK, SMALL_PT, styled
from outputs.observed.observation import Observed
from outputs.results.history import with_history
from outputs.results.outcomes import Outcome, along_members, effect, monthly, unit

YEARLY = frozenset({"fdi"})
"""Outcomes shown as sums of twelve months where the run has two years: single months of them are mostly noise."""
PAST_WIDTH, MAIN_WIDTH = 1.0, 3.6
FLAG_ROWS = {1: 4, 2: 3}
FLAG_MM = 3.6
"""Rows of words of marks by columns of the page, and the height of one."""
QUANTILES = (0.5, 0.1, 0.25, 0.75, 0.9)
WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "monthly": "Monthly medians; that of the difference is not the difference of the other two",
        "yearly": "Sums of 12 months, medians; that of the difference is not the difference of the other two",
        "marks": "; dotted: dates of measures{}",
        "national": ", in red rules of the nation",
        "monthly per": "{} a month",
        "yearly per": "{} in 12 months",
        "effect": "Difference, {}",
        "past": "Observed, yearly",
        "past legend": "Observed by the city (yearly; a month's mean)",
        "past legend yearly": "Observed by the city (yearly)",
        "history": "Simulated history, same for both",
        "difference": "Difference",
        "header": (
            "Month",
            "Series",
            "Median or value",
            "10th percentile",
            "25th percentile",
            "75th percentile",
            "90th percentile",
            "Unit",
        ),
    },
    "zh": {
        "monthly": "逐月中位数；差额的中位数不等于两条中位数之差",
        "yearly": "近12个月合计的中位数；差额的中位数不等于两条中位数之差",
        "marks": "；点线为政策时点{}",
        "national": "（红色：国家）",
        "monthly per": "{}/月",
        "yearly per": "{}（12个月合计）",
        "effect": "差额，{}",
        "past": "历年统计",
        "past legend": "历年统计数（月均）",
        "past legend yearly": "历年统计数",
        "history": "此前的模拟（两方案相同）",
        "difference": "差额",
        "header": ("月份", "序列", "中位数或实际值", "10%分位数", "25%分位数", "75%分位数", "90%分位数", "单位"),
    },
}


class _Past(NamedTuple):
    years: np.ndarray
    values: np.ndarray


@styled
def fan(
    dataset: xr.Dataset,
    outcome: Outcome,
    lang: str = "en",
    columns: int = 1,
    observed: Observed | None = None,
    history: xr.Dataset | None = None,
) -> Figure:
    """One headline outcome as fans of both variants, with the fan of their difference below.

    Args:
        dataset: results with dims variant, member, month.
        outcome: one of :data:`outputs.results.outcomes.HEADLINES`.
        lang: ``"en"`` or ``"zh"``.
        columns: 1 or 2 columns of a printed page.
        observed: what was observed, as :func:`outputs.observed.read_observed` gives it; drawn as diamonds where it
            tells of this outcome as a whole.
        history: the simulated months before, in which both variants are one; drawn before the fans where it is given.

    Returns:
        A figure whose first two axes are the levels and their difference; yearly sums for outcomes in :data:`YEARLY` of
        runs of two years or more, else months. Where the city's past is known it stands at the left, and where the
        results hold a scenario, dates of its measures stand below.
    """
    words, readers, flow = WORDS[lang], unit(dataset, outcome, lang), monthly(dataset, outcome)
    first = flow["month"].values[0]
    paths = with_history(flow, None if history is None else monthly(history, outcome))
    form = "yearly" if outcome.key in YEARLY and paths.sizes["month"] >= 24 else "monthly"
    if form == "yearly":
        paths = paths.rolling(month=12).sum().isel(month=slice(11, None))
    paths, before_start = paths.sel(month=slice(first, None)), paths.sel(month=slice(None, first))
    known, found = totals(observed, outcome.variables), marks(dataset, outcome.key, lang, paths["month"].values)
    years, counted = past_years(outcome.key, int((dataset if history is None else history)["month"].dt.year.values[0]))
    past = _Past(years, counted * readers.factor / (1 if form == "yearly" else 12))
    legend: list[Handle] = [*fan_legend(dataset, lang, difference=True), *(observed_legend(lang) if known else [])]
    if len(past.years):
        legend.append(_past_handle(words["past legend yearly" if form == "yearly" else "past legend"]))
    if history is not None:
        legend.append(Line2D([], [], color=GREY, linewidth=1.1, label=words["history"]))
    title, subtitle = outcome_finding(change_of(dataset, outcome, lang, flow), lang), words[form]
    if found:
        subtitle += words["marks"].format(words["national"] if any(mark.national for mark in found) else "")
    figure = page(dataset, lang, title, subtitle, columns, 62.0 + FLAG_MM * FLAG_ROWS[columns] * bool(found), legend, 6)
    levels, difference, flags, before = _axes(figure, FLAG_ROWS[columns] if found else 0, bool(len(past.years)))
    draw_fans(levels, paths, readers.factor)
    if history is not None:
        draw_fan(levels, before_start.sel(variant="scenario"), "history", readers.factor)
        levels.axvline(month_positions(paths["month"].values[:1])[0], color=GREY, linewidth=0.6)
    if form == "yearly":
        draw_years(levels, known, paths["month"].values, readers.factor)
    else:
        draw_months(levels, known, readers.factor)
    draw_fan(difference, effect(paths), "effect", readers.factor)
    if before is not None:
        _draw_past(before, past, columns, lang)
    fit_level(levels)
    fit_effect(difference, 1e-4 * float(np.abs(paths).max()) * readers.factor)
    per = words[f"{form} per"].format(readers.name)
    levels.set_ylabel(per).set_visible(False)
    unit_title(before or levels, per)
    unit_title(difference, words["effect"].format(per))
    plain(levels.yaxis)
    plain(difference.yaxis, ticks=3, signed=True)
    shown = paths["month"].values if history is None else np.union1d(before_start["month"], paths["month"])
    month_axis(difference, shown, lang, room=5 * columns)
    for ax in (levels, difference):
        ax.grid(axis="y")
    _ends(levels, difference, dataset, paths, readers.factor, lang, columns)
    if flags is not None:
        draw_marks(figure, flags, (levels, difference), found, FLAG_ROWS[columns])
    numbers = _numbers(dataset, paths, past, form, readers.factor, per, lang)
    if history is not None:
        numbers = [*_history_rows(before_start.sel(variant="scenario"), readers.factor, per, lang), *numbers]
    return keep(figure, words["header"], numbers, dataset.sizes["member"])


def _axes(figure: Figure, flagged: int, past: bool) -> tuple[Axes, Axes, Axes | None, Axes | None]:
    """Axes of the levels and of the difference, and where there is need, of ``flagged`` rows of words and of the past."""
    heights = [2.2, 1.0, *([0.16 * flagged] if flagged else [])]
    widths = [*([PAST_WIDTH] if past else []), MAIN_WIDTH]
    grid = figure.add_gridspec(len(heights), len(widths), height_ratios=heights, width_ratios=widths)
    levels = figure.add_subplot(grid[0, -1])
    difference = figure.add_subplot(grid[1, -1], sharex=levels)
    flags = figure.add_subplot(grid[2, -1], sharex=levels) if flagged else None
    before = figure.add_subplot(grid[0, 0], sharey=levels) if past else None
    levels.tick_params(labelbottom=False)
    if flags is not None:
        flags.axis("off")
    if before is not None:
        levels.tick_params(labelleft=False, left=False)
        levels.spines["left"].set_visible(False)
    return levels, difference, flags, before


def _past_handle(label: str) -> Artist:
    return Line2D([], [], color=INK, linewidth=0.7, marker="o", markersize=2.6, label=label)


def _draw_past(ax: Axes, past: _Past, columns: int, lang: str) -> None:
    """The years before the run; a line joins years that follow on one another, so that gaps are seen."""
    for run in np.split(np.arange(len(past.years)), np.flatnonzero(np.diff(past.years) > 1) + 1):
        ax.plot(past.years[run], past.values[run], "-o", color=INK, linewidth=0.7, markersize=2.6)
    ends = [int(past.years[0]), int(past.years[-1])]
    ax.set_xticks(ends, [str(year) for year in ends])
    ax.set_xlim(ends[0] - 1.2, ends[1] + 1.2)
    ax.grid(axis="y")
    ax.annotate(
        WORDS[lang]["past"],
        (0.04, 0.02),
        xycoords="axes fraction",
        color=GREY,
        fontsize=SMALL_PT,
        va="bottom",
    )


def _ends(
    levels: Axes, difference: Axes, dataset: xr.Dataset, paths: xr.DataArray, factor: float, lang: str, columns: int
) -> None:
    """The values of the medians in the last month at the ends of their lines."""
    names = variant_names(dataset, lang) if columns == 2 else {}
    last = paths.isel(month=-1)
    values = {kind: float(last.sel(variant=kind).median()) * factor for kind in ("scenario", "counterfactual")}
    end_labels(levels, [(values[kind], names.get(kind, ""), LINES[kind]) for kind in values])
    change = float(effect(paths).isel(month=-1).median()) * factor
    end_labels(difference, [(change, "", LINES["effect"])], signed=True, level=values["counterfactual"])


def _history_rows(path: xr.DataArray, factor: float, per: str, lang: str) -> list[list[Value]]:
    """Quantiles of the simulated months before the run, without its first month, which the fans have too."""
    found = np.array([q.values for q in along_members(path, *QUANTILES)])[:, :-1] * factor
    months = path["month"].values[:-1].astype("datetime64[M]").astype(str)
    return [
        [str(month), WORDS[lang]["history"], *map(float, numbers), per]
        for month, numbers in zip(months, found.T, strict=True)
    ]


def _numbers(
    dataset: xr.Dataset, paths: xr.DataArray, past: _Past, form: str, factor: float, per: str, lang: str
) -> list[list[Value]]:
    """What is drawn: years of the past, then quantiles by month of both variants and of their difference."""
    words, names = WORDS[lang], variant_names(dataset, lang)
    label = words["past legend yearly" if form == "yearly" else "past legend"]
    rows: list[list[Value]] = [
        [str(year), label, float(value), None, None, None, None, per]
        for year, value in zip(past.years, past.values, strict=True)
    ]
    months = paths["month"].values.astype("datetime64[M]").astype(str)
    series = [(names[kind], paths.sel(variant=kind)) for kind in ("scenario", "counterfactual")]
    for name, path in [*series, (words["difference"], effect(paths))]:
        found = np.array([q.values for q in along_members(path, *QUANTILES)]) * factor
        rows += [[str(month), name, *map(float, numbers), per] for month, numbers in zip(months, found.T, strict=True)]
    return rows
