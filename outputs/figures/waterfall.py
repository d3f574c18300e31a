"""From no effect to the whole effect, step by step: what each lever brings to each headline outcome."""

from typing import Any

import numpy as np
import xarray as xr
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from outputs.attribution.attribution_file import outcome_part
from outputs.attribution.attribution_table import is_clear, level_of, method, middle, unit_of
from outputs.figures.axes import effects_axis, plain
from outputs.figures.figure_numbers import INTERVAL_HEADER, Value, interval_cells, keep
from outputs.figures.figure_page import page
from outputs.figures.parts import WIDTHS, name_rows
from outputs.figures.sources_bar import division, finding
from outputs.figures.style import BLUE, GREY, INK, ORANGE, SMALL_PT, styled
from outputs.results.outcomes import HEADLINES, LEVELS, Outcome, interval_name, quantiles
from outputs.results.reader_names import axis_names

UP, DOWN, WHOLE = BLUE, ORANGE, GREY
VALUE_SHARE = 0.22
"""Room for a value beyond the longest step, as a share of all steps."""
SMALL: dict[str, Any] = {"va": "center", "color": GREY, "fontsize": SMALL_PT}
HATCHES = {UP: "", DOWN: "////", WHOLE: ""}
WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "title": {
            "levers": "What each lever brings",
            "tables": "What each lever and each table of tasks brings",
            "decider": "What the nation, the province and the city bring",
        },
        "subtitle": "{}: Shapley contributions, whole run, means; {}",
        "header": ("Outcome", "Part", *INTERVAL_HEADER["en"], "Unit"),
        "more": "Adds",
        "less": "Takes away",
        "whole": "Whole effect",
        "span": "{} of the step, from where it starts",
        "unclear": "{} (not clear)",
    },
    "zh": {
        "title": {
            "levers": "各政策工具的贡献",
            "tables": "各政策工具与各任务表的贡献",
            "decider": "国家、省、市各自决定事项的贡献",
        },
        "subtitle": "{}：沙普利贡献，全期合计，均值；{}",
        "header": ("结果", "组成部分", *INTERVAL_HEADER["zh"], "单位"),
        "more": "增加",
        "less": "减少",
        "whole": "全部效果",
        "span": "该步的{}，自该步起点量起",
        "unclear": "{}（不明确）",
    },
}


@styled
def waterfall(dataset: xr.Dataset, lang: str = "en", columns: int = 2) -> Figure:
    """Contributions to each headline outcome as steps from zero to the whole effect, with 80 % intervals.

    Args:
        dataset: an attribution, as :func:`outputs.attribution.attribution_file.open_attribution` gives it.
        lang: ``"en"`` or ``"zh"``.
        columns: 1 (panels below one another) or 2 (three abreast) columns of a printed page.
    """
    words, abreast = WORDS[lang], {1: 1, 2: 3}[columns]
    names = [*axis_names(dataset, "player", lang), words["whole"]]
    down = -(-len(HEADLINES) // abreast)
    figure = page(
        dataset,
        lang,
        finding(lang, division(dataset.attrs["by"], dataset, lang)),
        words["subtitle"].format(words["title"][dataset.attrs["by"]], method(dataset, lang)),
        columns,
        down * (15.0 + 6.0 * len(names)),
        _legend(dataset, lang),
    )
    axes = figure.subplots(down, abreast, sharey=True, squeeze=False).ravel()
    for ax, outcome in zip(axes, HEADLINES, strict=False):
        _panel(ax, dataset, outcome, names, lang)
    for ax in axes[len(HEADLINES) :]:
        ax.remove()
    rows: list[tuple[Value, ...]] = [
        (outcome.name(lang), str(name), *interval_cells(members), unit_of(dataset, outcome, lang).name)
        for outcome in HEADLINES
        for name, members in zip(names, _members(dataset, outcome, lang), strict=True)
    ]
    return keep(figure, words["header"], rows, dataset.sizes["member"])


def _members(dataset: xr.Dataset, outcome: Outcome, lang: str) -> list[np.ndarray]:
    """The contributions of each player by member and then the whole effect, in the reader's unit."""
    factor = unit_of(dataset, outcome, lang).factor
    shares = outcome_part(dataset, outcome).transpose("player", "member").values * factor
    return [*shares, outcome_part(dataset, outcome, "_effect").values * factor]


def _falls(dataset: xr.Dataset) -> bool:
    """Whether any step takes away."""
    return any(
        bool((outcome_part(dataset, one).mean("member") < 0).any())
        for one in HEADLINES
        if is_clear(outcome_part(dataset, one, "_effect").values)
    )


def _panel(ax: Axes, dataset: xr.Dataset, outcome: Outcome, names: list[str], lang: str) -> None:
    """The steps of one outcome, the whole effect at the bottom, each with its value."""
    readers = unit_of(dataset, outcome, lang)
    *shares, effect = _members(dataset, outcome, lang)
    means = np.array([members.mean() for members in shares])
    starts = np.concatenate([[0.0], means.cumsum()])
    low = high = 0.0
    level, clear = level_of(dataset, outcome) * readers.factor, is_clear(effect)
    for y, (start, members) in enumerate(zip([*starts[:-1], 0.0], [*shares, effect], strict=True)):
        mean = members.mean()
        colour = WHOLE if y == len(means) or not clear else UP if mean >= 0 else DOWN
        ax.barh(y, mean, 0.62, left=start, color=colour, hatch=HATCHES[colour], edgecolor="white", linewidth=0)
        ends = start + quantiles(members, LEVELS["80"])
        if len(members) > 1:
            ax.hlines(y, *ends, color=INK, linewidth=WIDTHS["80"], zorder=3)
        if y < len(means):
            ax.vlines(start + mean, y, y + 1, color=GREY, linewidth=0.5, zorder=1)
        right = max(start, start + mean, *ends)
        ax.annotate(middle(members, effect, level), (right, y), (3, 0), "data", "offset points", **SMALL)
        low, high = min(low, start, start + mean, *ends), max(high, right)
    name_rows(ax, names)
    ax.axvline(0, color=INK, linewidth=0.6, zorder=1)
    span = (high - low) or 1.0
    ax.set_xlim(low - 0.04 * span, high + VALUE_SHARE * span)
    if middle(effect, effect, level) == "0":  # luck, which the axis does not spread out
        effects_axis(ax, [effect], level)
    plain(ax.xaxis, ticks=4, signed=True)
    ax.set_xlabel(readers.name)
    name = outcome.name(lang)
    ax.set_title(name if clear else WORDS[lang]["unclear"].format(name))


def _legend(dataset: xr.Dataset, lang: str) -> list[Artist]:
    words = WORDS[lang]
    handles: list[Artist] = [
        Patch(facecolor=colour, hatch=HATCHES[colour], edgecolor="white", linewidth=0, label=words[key])
        for colour, key in ((UP, "more"), (DOWN, "less"), (WHOLE, "whole"))
        if colour != DOWN or _falls(dataset)
    ]
    if dataset.sizes["member"] > 1:
        label = words["span"].format(interval_name(dataset.sizes["member"], lang))
        handles.append(Line2D([], [], color=INK, linewidth=WIDTHS["80"], label=label))
    return handles
