"""What the scenario costs the public purse, lever by lever and together."""

import xarray as xr
from matplotlib.figure import Figure

from outputs.figures.axes import plain
from outputs.figures.figure_page import page
from outputs.figures.parts import draw_interval, interval_legend, name_rows
from outputs.figures.style import INK, styled
from outputs.results.numbers import reader_unit
from outputs.results.outcomes import effect
from outputs.results.reader_names import axis_names, variable_name

WORDS = {
    "en": {"subtitle": "Scenario minus counterfactual, sum over the whole run", "total": "Together"},
    "zh": {"subtitle": "情景减对照情景，全期合计", "total": "合计"},
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
    names = [*axis_names(dataset, "lever", lang), words["total"]]
    title, height = variable_name(dataset, "fiscal_cost", lang), 12.0 + 5.0 * len(names)
    figure = page(dataset, lang, title, words["subtitle"], columns, height, interval_legend(dataset, lang))
    ax = figure.subplots()
    for y, members in enumerate((*extra, extra.sum(0))):
        draw_interval(ax, members, y)
    name_rows(ax, names)
    ax.axvline(0, color=INK, linewidth=0.6, zorder=1)
    if not extra.any():
        ax.set_xlim(-1, 1)
    plain(ax.xaxis)
    ax.set_xlabel(readers.name)
    return figure
