"""The five forces of the city's strategy: where they stand at the end, with the scenario and without."""

import xarray as xr
from matplotlib.figure import Figure

from outputs.figures.axes import plain
from outputs.figures.figure_page import page
from outputs.figures.parts import draw_pair, name_rows, pair_legend
from outputs.figures.style import INK, styled
from outputs.results.numbers import reader_unit
from outputs.results.reader_names import axis_names, variable_name

WORDS = {
    "en": "Mean of the last {} months; the line marks Nanjing in 2019",
    "zh": "最后{}个月均值；竖线为2019年的南京",
}


@styled
def forces(dataset: xr.Dataset, lang: str = "en", columns: int = 1) -> Figure:
    """The five force indices over the last twelve months of the run, both variants with their intervals.

    Args:
        dataset: results with ``force_index`` by variant, member, month and force.
        lang: ``"en"`` or ``"zh"``.
        columns: 1 or 2 columns of a printed page.
    """
    index = dataset["force_index"].isel(month=slice(-12, None))
    names = list(axis_names(dataset, "force", lang))
    figure = page(
        dataset,
        lang,
        variable_name(dataset, "force_index", lang),
        WORDS[lang].format(index.sizes["month"]),
        columns,
        12.0 + 7.0 * len(names),
        pair_legend(dataset, lang),
    )
    ax = figure.subplots()
    for y in range(len(names)):
        draw_pair(ax, index.isel(force=y).mean("month"), y)
    name_rows(ax, names)
    ax.axvline(100, color=INK, linewidth=0.6, zorder=1)
    plain(ax.xaxis)
    ax.set_xlabel(reader_unit("force_index", index.attrs["units"], lang).name)
    return figure
