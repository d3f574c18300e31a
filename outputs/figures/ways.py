"""How visitors get here: direct, by way of Shanghai or another hub, or over land, with the scenario and without."""

import xarray as xr
from matplotlib.figure import Figure

from outputs.figures.axes import plain
from outputs.figures.figure_page import page
from outputs.figures.parts import draw_pair, name_rows, pair_legend
from outputs.figures.style import styled
from outputs.results.numbers import reader_unit
from outputs.results.outcomes import total
from outputs.results.reader_names import axis_names, variable_name

WORDS = {"en": "Sum over the whole run", "zh": "全期合计"}


@styled
def ways(dataset: xr.Dataset, lang: str = "en", columns: int = 1) -> Figure:
    """Visitors by way of arrival over the whole run, both variants with their intervals.

    Args:
        dataset: results with ``visitors_by_way`` by variant, member, month, origin and way.
        lang: ``"en"`` or ``"zh"``.
        columns: 1 or 2 columns of a printed page.
    """
    visitors, names = dataset["visitors_by_way"], list(axis_names(dataset, "way", lang))
    readers = reader_unit("visitors_by_way", visitors.attrs["units"], lang)
    title, height = variable_name(dataset, "visitors_by_way", lang), 12.0 + 7.0 * len(names)
    figure = page(dataset, lang, title, WORDS[lang], columns, height, pair_legend(dataset, lang))
    ax = figure.subplots()
    for y in range(len(names)):
        draw_pair(ax, total(visitors.isel(way=y)).sum("month") * readers.factor, y)
    name_rows(ax, names)
    right = max(ax.get_xlim()[1], 1e-9)
    ax.set_xlim(-0.03 * right, right)
    plain(ax.xaxis)
    ax.set_xlabel(readers.name)
    return figure
