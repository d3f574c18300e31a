"""What the scenario costs the public purse, lever by lever and together."""

from typing import Any

import numpy as np
import xarray as xr
from matplotlib.figure import Figure

from outputs.figures.axes import plain
from outputs.figures.figure_numbers import Value, keep
from outputs.figures.figure_page import page
from outputs.figures.findings import inside
from outputs.figures.parts import name_rows
from outputs.figures.style import GREEN, GREY, INK, SMALL_PT, styled
from outputs.results.amounts import amount
from outputs.results.numbers import Unit, fitting, interval_end, percent, places, reader_unit
from outputs.results.outcomes import effect
from outputs.results.reader_names import axis_names

WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "title": "Fiscal cost beyond the counterfactual: {amount}, {share} of it for {lever}",
        "nothing": "No fiscal cost beyond the counterfactual",
        "subtitle": "Fiscal cost of each lever, scenario minus counterfactual, sum over the whole run; means over the members, unit costs are as set",
        "total": "Together",
        "header": ("Lever", "Mean", "Unit"),
    },
    "zh": {
        "title": "较对照情景增加财政成本{amount}，其中{lever}占{share}",
        "nothing": "较对照情景无新增财政成本",
        "subtitle": "各政策工具的财政成本，情景减对照情景，全期合计，样本均值；按设定的单位成本测算",
        "total": "合计",
        "header": ("政策工具", "均值", "单位"),
    },
}


@styled
def costs(dataset: xr.Dataset, lang: str = "en", columns: int = 1) -> Figure:
    """Mean fiscal cost of each lever over the run, beyond the counterfactual; levers that cost nothing are left out.

    There is no interval: unit costs are assumed, and an error that they share is in no member.

    Args:
        dataset: results with ``fiscal_cost`` by variant, member, month and lever.
        lang: ``"en"`` or ``"zh"``.
        columns: 1 or 2 columns of a printed page.
    """
    words, cost = WORDS[lang], dataset["fiscal_cost"]
    readers = reader_unit("fiscal_cost", cost.attrs["units"], lang)
    extra = effect(cost).sum("month").transpose("lever", "member").values
    readers = fitting(readers, float(extra.sum(0).mean()) * readers.factor)
    extra = extra * readers.factor
    paid = np.flatnonzero(extra.any(1))
    extra = extra[paid]
    names = [*map(str, axis_names(dataset, "lever", lang)[paid]), words["total"]]
    means = [float(members.mean()) for members in (*extra, extra.sum(0))]
    height = 12.0 + 5.0 * len(names)
    figure = page(
        dataset,
        lang,
        _finding(extra, names, readers, lang),
        words["subtitle"],
        columns,
        height,
    )
    ax = figure.subplots()
    looks = [GREEN] * len(paid) + [GREY]
    ax.barh(range(len(names)), means, height=0.55, color=looks, zorder=2)
    decimals = places(0, 0, means[-1]) - 2 + 1 if means[-1] else 0
    for y, mean in enumerate(means):
        ax.annotate(
            interval_end(mean, decimals),  # what is paid is never printed as nothing
            (max(mean, 0), y),
            (3, 0),
            textcoords="offset points",
            va="center",
            fontsize=SMALL_PT,
        )
    name_rows(ax, names)
    ax.margins(x=0.12)
    ax.axvline(0, color=INK, linewidth=0.6, zorder=1)
    if not extra.any():
        ax.set_xlim(-1, 1)
    plain(ax.xaxis)
    ax.set_xlabel(readers.name)
    rows: list[tuple[Value, ...]] = [(name, mean, readers.name) for name, mean in zip(names, means, strict=True)]
    return keep(figure, words["header"], rows)


def _finding(extra: np.ndarray, names: list[str], readers: Unit, lang: str) -> str:
    """The whole cost and its largest part; ``extra`` is (levers, members) in the reader's unit."""
    words, means = WORDS[lang], extra.mean(1)
    whole = float(means.sum())
    if whole <= 0:
        return words["nothing"]
    best = int(np.argmax(means))
    size = amount(whole, places(0, 0, whole) - 2, readers, lang)
    return words["title"].format(
        amount=size, share=percent(float(means[best] / whole), lang=lang), lever=inside(names[best], lang)
    )
