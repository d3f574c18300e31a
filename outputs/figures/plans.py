"""Plans beside each other: the effect of each on its own counterfactual, over the months that all have, on the same axes."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import xarray as xr
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from outputs.figures.axes import effects_axis
from outputs.figures.figure_numbers import INTERVAL_HEADER, Value, interval_cells, keep
from outputs.figures.figure_page import MODEL_NAME, page
from outputs.figures.findings import CLEAR, Change, change_of, inside, sized
from outputs.figures.parts import WIDTHS, name_rows
from outputs.figures.style import BLUE, GREEN, GREY, INK, ORANGE, PURPLE, RED, SMALL_PT, styled
from outputs.results.direction import RISE
from outputs.results.numbers import interval, number, percent
from outputs.results.outcomes import HEADLINES, LEVELS, Outcome, effect, interval_name, quantiles
from outputs.results.reader_names import period, wrapped
from outputs.results.summary_rows import over

LOOKS = ((BLUE, "o"), (ORANGE, "s"), (GREEN, "^"), (PURPLE, "D"), (RED, "v"))
"""Colour and mark of each plan; of more than five they begin again."""
NAME_WIDTH = {"en": {1: 22, 2: 24}, "zh": {1: 10, 2: 12}}
ROW_MM = 6.5
BACKGROUND: dict[str, Any] = {"boxstyle": "square,pad=0.05", "facecolor": "white", "edgecolor": "none"}
WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "first": "Largest mean effect on {outcome}: {plan}, {amount}",
        "second": "; on {outcome}: {plan}, {amount}",
        "none": "No plan's effect is clear",
        "subtitle": "Effect of each plan on its own counterfactual, {months} (months that all have); grey: not clear",
        "intervals": "{}: {} ({} members)",
        "one": "{}: one member, no interval",
        "footer": ("Plans: {}", "Source: simulations with the {}; fingerprints {}"),
        "header": (
            "Outcome",
            "Plan",
            "Months",
            "Members",
            *INTERVAL_HEADER["en"],
            "Per cent of the counterfactual",
            "Unit",
        ),
    },
    "zh": {
        "first": "{outcome}平均效果最大：{plan}，{amount}",
        "second": "；{outcome}：{plan}，{amount}",
        "none": "各方案的效果均不明确",
        "subtitle": "各方案相对各自对照情景的效果，{months}（各方案共有月份）；灰色：不明确",
        "intervals": "{}：{}（{}个样本）",
        "one": "{}：1个样本，无区间",
        "footer": ("方案：{}", "来源：{}模拟结果；指纹 {}"),
        "header": ("结果", "方案", "月份", "样本数", *INTERVAL_HEADER["zh"], "占对照情景（%）", "单位"),
    },
}


class Plan(NamedTuple):
    """A plan: what readers call it, and its results."""

    title: str
    dataset: xr.Dataset


def common_months(plans: Sequence[Plan]) -> np.ndarray:
    """Months that all plans have; empty where there is none."""
    months = plans[0].dataset["month"].values
    for plan in plans[1:]:
        months = np.intersect1d(months, plan.dataset["month"].values)
    return months


def plans_effects(plans: Sequence[Plan], lang: str = "en", columns: int = 2) -> Figure | None:
    """Draw dots with 50 and 80 % intervals, one row per plan and one panel per headline outcome.

    Args:
        plans: at least one; titles tell them apart.
        lang: ``"en"`` or ``"zh"``.
        columns: 1 (panels below one another) or 2 (three abreast) columns of a printed page.

    Returns:
        The figure; None where the plans have no month in common.
    """
    months = common_months(plans)
    if not len(months):
        return None
    return _drawn([Plan(plan.title, plan.dataset.sel(month=months)) for plan in plans], lang, columns)


@styled
def _drawn(plans: Sequence[Plan], lang: str, columns: int) -> Figure:
    words, abreast = WORDS[lang], {1: 1, 2: 3}[columns]
    found = {outcome: [change_of(plan.dataset, outcome, lang) for plan in plans] for outcome in HEADLINES}
    down = -(-len(HEADLINES) // abreast)
    months = plans[0].dataset["month"].values
    subtitle = words["subtitle"].format(months=period(months, lang))
    height = down * (14.0 + ROW_MM * len(plans))
    title = finding(found, [plan.title for plan in plans], lang)
    figure = page(footer(plans, lang), lang, title, subtitle, columns, height, _legend(plans, lang), 2 * columns)
    axes = figure.subplots(down, abreast, sharey=True, squeeze=False).ravel()
    for ax, (outcome, changes) in zip(axes, found.items(), strict=False):
        _panel(ax, plans, outcome, changes, lang, columns)
    for ax in axes[len(HEADLINES) :]:
        ax.remove()
    rows: list[tuple[Value, ...]] = [
        (
            outcome.name(lang),
            plan.title,
            period(months, lang),
            plan.dataset.sizes["member"],
            *interval_cells(_members(plan, outcome, change)),
            100 * change.share if np.isfinite(change.share) else None,
            change.unit.name,
        )
        for outcome, changes in found.items()
        for plan, change in zip(plans, changes, strict=True)
    ]
    return keep(figure, words["header"], rows, *(plan.dataset.sizes["member"] for plan in plans))


def _members(plan: Plan, outcome: Outcome, change: Change) -> np.ndarray:
    return effect(over(plan.dataset, outcome)).values * change.unit.factor


def _panel(
    ax: Axes, plans: Sequence[Plan], outcome: Outcome, changes: Sequence[Change], lang: str, columns: int
) -> None:
    usual = 0.0
    for y, (plan, change) in enumerate(zip(plans, changes, strict=True)):
        colour, marker = LOOKS[y % len(LOOKS)]
        clear = change.direction in CLEAR
        members = _members(plan, outcome, change)
        level = change.mean / change.share if change.share and np.isfinite(change.share) else 0.0
        usual = max(usual, level)
        if len(members) > 1:
            for share, ends in LEVELS.items():
                ax.hlines(y, *quantiles(members, ends), color=colour if clear else GREY, linewidth=WIDTHS[share])
            low, high = quantiles(members, LEVELS["80"])
            text = interval(change.mean, low, high, lang, signed=True, level=level)
        else:
            text = number(change.mean, change.decimals, signed=True)
        face = colour if clear else "white"
        ax.plot(change.mean, y, marker, color=face, markeredgecolor=colour if clear else GREY, markersize=4.5, zorder=3)
        where: dict[str, Any] = {"xycoords": ("axes fraction", "data"), "textcoords": "offset points"}
        look: dict[str, Any] = {"fontsize": SMALL_PT - 0.5, "va": "center", "bbox": BACKGROUND, "zorder": 2}
        ax.annotate(text, (0, y), (1, 6), color=INK if clear else GREY, **look, **where)
    name_rows(ax, [wrapped(plan.title, NAME_WIDTH[lang][columns]) for plan in plans])
    ax.set_ylim(len(plans) - 0.5, -0.75)
    effects_axis(ax, [_members(plan, outcome, change) for plan, change in zip(plans, changes, strict=True)], usual)
    ax.set_title(outcome.name(lang))
    ax.set_xlabel(changes[0].unit.name)


def _legend(plans: Sequence[Plan], lang: str) -> list[Artist]:
    """Each plan's mark with the interval that its members allow."""
    words = WORDS[lang]
    handles: list[Artist] = []
    for k, plan in enumerate(plans):
        colour, marker = LOOKS[k % len(LOOKS)]
        members = plan.dataset.sizes["member"]
        form = words["intervals"] if members > 1 else words["one"]
        label = form.format(plan.title, interval_name(members, lang), members)
        handles.append(Line2D([], [], color=colour, linewidth=WIDTHS["80"], marker=marker, markersize=4.5, label=label))
    return handles


def finding(found: dict[Outcome, list[Change]], titles: Sequence[str], lang: str) -> str:
    """Which plan has the largest mean effect on investment and on visitors, among those whose effect is a clear rise."""
    words, text = WORDS[lang], ""
    for outcome, changes in found.items():
        rising = [k for k, change in enumerate(changes) if change.direction == RISE]
        if outcome.key not in ("fdi", "visitors") or not rising:
            continue
        best = max(rising, key=lambda k: changes[k].mean)
        change = changes[best]
        told = sized(change.mean, change.decimals, change.unit.name, lang)
        if np.isfinite(change.share):
            share = percent(change.share, signed=True, lang=lang)
            told += f"（{share}）" if lang == "zh" else f" ({share})"
        form = words["second" if text else "first"]
        text += form.format(outcome=inside(outcome.name(lang), lang), plan=titles[best], amount=told)
    return text or words["none"]


def footer(plans: Sequence[Plan], lang: str) -> tuple[str, str]:
    """Return the two lines at the foot: the plans, and what their results are known by."""
    first, second = WORDS[lang]["footer"]
    names = ("；" if lang == "zh" else "; ").join(plan.title for plan in plans)
    prints = " ".join(str(plan.dataset.attrs.get("fingerprint", ""))[:12] for plan in plans)
    return first.format(names), second.format(MODEL_NAME[lang], prints)
