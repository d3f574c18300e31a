"""Where the effect comes from: each main outcome's effect as a bar of a hundred per cent, cut by who brings it."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.transforms import ScaledTranslation

from outputs.attribution.attribution_file import outcome_part
from outputs.figures.axes import plain
from outputs.figures.figure_numbers import Value, keep
from outputs.figures.figure_page import LEGEND_MM, page
from outputs.figures.findings import CLEAR, inside
from outputs.figures.parts import name_rows
from outputs.figures.style import BLUE, FOOTER_PT, GREEN, GREY, INK, ORANGE, PALE, PURPLE, RED, SKY, SMALL_PT, styled
from outputs.results.direction import direction
from outputs.results.numbers import percent
from outputs.results.outcomes import HEADLINES, Outcome
from outputs.results.reader_names import axis_names

BY = (("tables", "levers"), ("decider",))
"""Who the effect may be shared among, a bar chart for each group; the first of a group that is there is shown."""
MOST, LEAST = 6, 0.03
"""Parts with a colour of their own, and the share of some outcome from which a part gets one; all others are added up."""
LABELLED = 0.09
"""Share from which a part has its number written on it."""
FILLS = ((BLUE, ""), (ORANGE, "////"), (GREEN, "...."), (PURPLE, "\\\\\\\\"), (SKY, "xxxx"), (RED, "----"))
REST = (PALE, "")
NAME_LETTERS = {"en": 44, "zh": 22}
ROW_MM = 7.0
BELOW_PT = 16.0
"""Where the legend of a chart begins, below its axis, points."""
WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "first": "{share} of the effect on {outcome} comes from {part}",
        "second": ", {share} of that on {outcome} from {part}",
        "none": "No effect is clear enough to be divided",
        "subtitle": "Shares of the mean effect over the whole period (Shapley values){}",
        "sampled": "; orders of joining were sampled",
        "levers": "By lever, % of the effect",
        "tables": "By lever and table of tasks, % of the effect",
        "decider": "By who decides, % of the effect",
        "city": "By who has to decide, % of the effect",
        "process": "By behaviour or push, % of the effect",
        "sector": "FDI by sector, % of the effect",
        "origin": "Visitors by market, % of the effect",
        "rest": "All others",
        "unclear": "effect not clear: not divided",
        "header": ("Divided by", "Outcome", "Part", "Share of the effect, %"),
    },
    "zh": {
        "first": "{outcome}的效果{share}来自{part}",
        "second": "，{outcome}的效果{share}来自{part}",
        "none": "效果均不明确，不作分解",
        "subtitle": "占全期平均效果的比例（沙普利值）{}",
        "sampled": "；加入顺序为抽样",
        "levers": "按政策工具，占效果的%",
        "tables": "按政策工具与任务表，占效果的%",
        "decider": "按决定层级，占效果的%",
        "city": "按决定权限，占效果的%",
        "process": "按行为或推动量，占效果的%",
        "sector": "外资按行业，占效果的%",
        "origin": "游客按客源地，占效果的%",
        "rest": "其余",
        "unclear": "效果不明确，不作分解",
        "header": ("分解方式", "结果", "组成部分", "占效果（%）"),
    },
}


class Division(NamedTuple):
    """One attribution as shares: parts by name, outcomes, and (parts, outcomes), not a number where the effect is not clear."""

    by: str
    parts: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    shares: np.ndarray


def divisions(shared: Mapping[str, xr.Dataset], lang: str) -> list[Division]:
    """What can be drawn of the attributions of a run: the finest split by what is done, and that by who decides."""
    chosen = [next((by for by in group if by in shared), None) for group in BY]
    return [division(by, shared[by], lang) for by in chosen if by is not None]


def division(by: str, dataset: xr.Dataset, lang: str) -> Division:
    """The shares of the largest parts, the largest first, and of all others together."""
    names = [short(str(name), lang) for name in axis_names(dataset, "player", lang)]
    columns = []
    for outcome in HEADLINES:
        parts = outcome_part(dataset, outcome).transpose("player", "member").values.mean(1)
        whole = outcome_part(dataset, outcome, "_effect").values
        clear = direction(whole) in CLEAR
        columns.append(parts / whole.mean() if clear else np.full(len(parts), np.nan))
    return largest(by, names, HEADLINES, np.array(columns).T, lang)


def largest(by: str, names: Sequence[str], outcomes: tuple[Outcome, ...], shares: np.ndarray, lang: str) -> Division:
    """A division that keeps the largest of the parts, whose ``shares`` are (parts, outcomes), and adds up the others."""
    size = np.nan_to_num(np.abs(shares)).max(1)
    order = np.argsort(-np.nan_to_num(np.abs(shares)).sum(1), kind="stable")
    own = [int(k) for k in order if size[k] >= LEAST]
    own = own if len(own) <= MOST else own[: MOST - 1]
    rest = [int(k) for k in order if k not in own and size[k] > 0]
    found = shares[own]
    parts_named = [names[k] for k in own]
    if rest:
        found = np.vstack([found, shares[rest].sum(0)])
        parts_named.append(WORDS[lang]["rest"])
    return Division(by, tuple(parts_named), outcomes, found)


def short(name: str, lang: str) -> str:
    """A name of a part, cut where it is too long for a figure."""
    most = NAME_LETTERS[lang]
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"


def finding(lang: str, *divided: Division) -> str:
    """Which part brings most of two outcomes whose effect is clear, investment and visitors before others."""
    words = WORDS[lang]
    ranked = [(found, k) for found in divided for k in range(len(found.outcomes)) if len(found.parts)]
    ranked.sort(key=lambda one: one[0].outcomes[one[1]].key not in ("fdi", "visitors"))
    told = [(found, k) for found, k in ranked if np.isfinite(found.shares[0, k])][:2]
    if not told:
        return words["none"]
    text = ""
    for found, k in told:
        best = int(np.argmax(found.shares[:, k]))
        share = percent(float(found.shares[best, k]), lang=lang)
        names = {"outcome": inside(found.outcomes[k].name(lang), lang), "part": inside(found.parts[best], lang)}
        text += words["second" if text else "first"].format(share=share, **names)
    return text[:1].upper() + text[1:]


@styled
def drawn_divisions(
    found: Sequence[Division], source: xr.Dataset, subtitle: str, lang: str = "en", columns: int = 2
) -> Figure:
    """Divisions as bars of a hundred per cent, each in a chart of its own; ``source`` is what the footer names."""
    words = WORDS[lang]
    abreast = min(columns, len(found))
    down = -(-len(found) // abreast)
    legend_rows = max(-(-len(one.parts) // (2 if columns > abreast else 1)) for one in found)
    rows_of_bars = max(len(one.outcomes) for one in found)
    height = down * (17.0 + ROW_MM * rows_of_bars + LEGEND_MM * legend_rows)
    figure = page(source, lang, finding(lang, *(found if rows_of_bars == 1 else found[:1])), subtitle, columns, height)
    axes = figure.subplots(down, abreast, squeeze=False, sharey=down == 1 and rows_of_bars > 1).ravel()
    for ax, one in zip(axes, found, strict=True):
        _panel(ax, one, lang, 2 if columns > abreast else 1)
    rows: list[tuple[Value, ...]] = [
        (words[one.by], outcome.name(lang), part, 100 * share if np.isfinite(share) else None)
        for one in found
        for k, outcome in enumerate(one.outcomes)
        for part, share in zip(one.parts, map(float, one.shares[:, k]), strict=True)
    ]
    return keep(figure, words["header"], rows)


def sources_bar(shared: Mapping[str, xr.Dataset], lang: str = "en", columns: int = 2) -> Figure | None:
    """Draw who brings how much of each headline effect, as bars of a hundred per cent.

    Args:
        shared: attributions by ``levers``, ``tables`` or ``decider``, as :class:`outputs.report.run.Run` has them.
        lang: ``"en"`` or ``"zh"``.
        columns: 1 (charts below one another) or 2 (abreast) columns of a printed page.

    Returns:
        The figure; None where the run has no attribution, for the caller to say so.
    """
    found = divisions(shared, lang)
    if not found:
        return None
    words = WORDS[lang]
    sampled = any(shared[one.by].sizes.get("block", 0) for one in found)
    subtitle = words["subtitle"].format(words["sampled"] if sampled else "")
    return drawn_divisions(found, shared[found[0].by], subtitle, lang, columns)


def _panel(ax: Axes, found: Division, lang: str, legend_columns: int) -> None:
    """The bars of one division; what takes away stands left of zero."""
    words, rows = WORDS[lang], len(found.outcomes)
    up, down = np.zeros(rows), np.zeros(rows)
    handles = []
    for k, part in enumerate(found.parts):
        fill, hatch = REST if part == words["rest"] else FILLS[k % len(FILLS)]
        look: dict[str, Any] = {"facecolor": fill, "hatch": hatch, "edgecolor": "white", "linewidth": 0.4}
        share = 100 * np.nan_to_num(found.shares[k])
        left = np.where(share >= 0, up, down + share)
        ax.barh(range(rows), np.abs(share), 0.68, left=left, **look)
        up, down = up + np.maximum(share, 0), down + np.minimum(share, 0)
        handles.append(Patch(label=part, **look))
        for y in range(rows):
            if abs(share[y]) >= 100 * LABELLED:
                box = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none", "alpha": 0.85}
                text = percent(share[y] / 100, lang=lang)
                ax.text(
                    left[y] + abs(share[y]) / 2,
                    y,
                    text,
                    ha="center",
                    va="center",
                    fontsize=FOOTER_PT,
                    color=INK,
                    bbox=box,
                )
    name_rows(ax, [outcome.name(lang) for outcome in found.outcomes])
    for y in range(rows):
        if not np.isfinite(found.shares[:, y]).any():
            ax.text(2, y, words["unclear"], va="center", color=GREY, fontsize=SMALL_PT)
    ax.axvline(0, color=INK, linewidth=0.6, zorder=3)
    ax.set_xlim(min(0.0, 1.05 * down.min()), max(100.0, 1.02 * up.max()))
    plain(ax.xaxis, ticks=5)
    ax.set_title(words[found.by])
    ax.grid(axis="y", visible=False)
    ax.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=(0, 0),
        bbox_transform=ax.transAxes + ScaledTranslation(0, -BELOW_PT / 72, ax.figure.dpi_scale_trans),
        ncols=legend_columns,
        borderpad=0,
        borderaxespad=0,
        handlelength=1.6,
        handleheight=0.9,
        labelspacing=0.3,
    )
