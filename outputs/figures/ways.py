"""How visitors get here: direct, by way of Shanghai or another hub, or over land, with the scenario and without."""

import xarray as xr
from matplotlib.figure import Figure

from outputs.figures.axes import plain
from outputs.figures.figure_numbers import PAIR_HEADER, keep, pair_rows
from outputs.figures.figure_page import page
from outputs.figures.findings import largest_finding
from outputs.figures.parts import draw_pair, name_rows, pair_legend, variant_names
from outputs.figures.style import styled
from outputs.results.numbers import reader_unit
from outputs.results.reader_names import axis_names, variable_name

WORDS = {"en": "{}, sum over the whole run", "zh": "{}，全期合计"}
ROWS = {"en": "Way of arrival", "zh": "到达方式"}


@styled
def ways(dataset: xr.Dataset, lang: str = "en", columns: int = 1) -> Figure:
    """Visitors by way of arrival over the whole run, both variants with their intervals.

    Args:
        dataset: results with ``visitors_by_way`` by variant, member, month, origin and way.
        lang: ``"en"`` or ``"zh"``.
        columns: 1 or 2 columns of a printed page.
    """
    visitors, names = dataset["visitors_by_way"], list(map(str, axis_names(dataset, "way", lang)))
    readers = reader_unit("visitors_by_way", visitors.attrs["units"], lang)
    things, height = variable_name(dataset, "visitors_by_way", lang), 12.0 + 7.0 * len(names)
    pairs = (visitors.sum(("month", "origin")) * readers.factor).transpose("variant", "member", "way")
    usual, scenario = (pairs.sel(variant=kind).values for kind in ("counterfactual", "scenario"))
    title = largest_finding(things, names, usual, scenario, readers.name, lang)
    figure = page(dataset, lang, title, WORDS[lang].format(things), columns, height, pair_legend(dataset, lang))
    ax = figure.subplots()
    for y in range(len(names)):
        draw_pair(ax, pairs.isel(way=y), y)
    name_rows(ax, names)
    right = max(ax.get_xlim()[1], 1e-9)
    ax.set_xlim(-0.03 * right, right)
    plain(ax.xaxis)
    ax.set_xlabel(readers.name)
    rows = pair_rows(names, pairs, variant_names(dataset, lang), readers.name)
    return keep(figure, (ROWS[lang], *PAIR_HEADER[lang]), rows, dataset.sizes["member"])
