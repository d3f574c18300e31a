"""What the scenario costs the public purse, lever by lever and together."""

from typing import Any

import numpy as np
import xarray as xr
from matplotlib.figure import Figure

from outputs.figures.axes import plain
from outputs.figures.figure_numbers import INTERVAL_HEADER, Value, interval_cells, keep
from outputs.figures.figure_page import page
from outputs.figures.findings import inside, with_unit
from outputs.figures.parts import draw_interval, interval_legend, name_rows
from outputs.figures.style import INK, styled
from outputs.results.numbers import number, percent, places, reader_unit
from outputs.results.outcomes import effect
from outputs.results.reader_names import axis_names

WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "title": "Fiscal cost beyond the counterfactual: {amount}, {share} of it for {lever}",
        "nothing": "No fiscal cost beyond the counterfactual",
        "subtitle": "Fiscal cost of each lever, scenario minus counterfactual, sum over the whole run; unit costs are as set",
        "total": "Together",
        "header": ("Lever", *INTERVAL_HEADER["en"], "Unit"),
    },
    "zh": {
        "title": "较对照情景增加财政成本{amount}，其中{lever}占{share}",
        "nothing": "较对照情景无新增财政成本",
        "subtitle": "各政策工具的财政成本，情景减对照情景，全期合计；按设定的单位成本测算",
        "total": "合计",
        "header": ("政策工具", *INTERVAL_HEADER["zh"], "单位"),
    },
}


@styled
def costs(dataset: xr.Dataset, lang: str = "en", columns: int = 1) -> Figure:
    """Fiscal cost of each lever over the run, beyond the counterfactual, with intervals.

    Args:
        dataset: results with ``fiscal_cost`` by variant, member, month and lever.
        lang: ``"en"`` or ``"zh"``.
        columns: 1 or 2 columns of a printed page.
    """
    words, cost = WORDS[lang], dataset["fiscal_cost"]
    readers = reader_unit("fiscal_cost", cost.attrs["units"], lang)
    extra = (effect(cost).sum("month") * readers.factor).transpose("lever", "member").values
    names = [*map(str, axis_names(dataset, "lever", lang)), words["total"]]
    height = 12.0 + 5.0 * len(names)
    figure = page(
        dataset,
        lang,
        _finding(extra, names, readers.name, lang),
        words["subtitle"],
        columns,
        height,
        interval_legend(dataset, lang),
    )
    ax = figure.subplots()
    for y, members in enumerate((*extra, extra.sum(0))):
        draw_interval(ax, members, y)
    name_rows(ax, names)
    ax.axvline(0, color=INK, linewidth=0.6, zorder=1)
    if not extra.any():
        ax.set_xlim(-1, 1)
    plain(ax.xaxis)
    ax.set_xlabel(readers.name)
    rows: list[tuple[Value, ...]] = [
        (str(name), *interval_cells(members), readers.name)
        for name, members in zip(names, (*extra, extra.sum(0)), strict=True)
    ]
    return keep(figure, words["header"], rows)


def _finding(extra: np.ndarray, names: list[str], unit_name: str, lang: str) -> str:
    """The whole cost and its largest part; ``extra`` is (levers, members) in the reader's unit."""
    words, means = WORDS[lang], extra.mean(1)
    whole, best = float(means.sum()), int(np.argmax(means))
    if whole <= 0:
        return words["nothing"]
    amount = with_unit(number(whole, places(0, 0, whole) - 2), unit_name, lang)
    return words["title"].format(
        amount=amount, share=percent(float(means[best] / whole), lang=lang), lever=inside(names[best], lang)
    )
