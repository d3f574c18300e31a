"""The five forces of the city's strategy: where they stand at the end, with the scenario and without."""

import xarray as xr
from matplotlib.figure import Figure

from outputs.figures.axes import plain
from outputs.figures.figure_numbers import PAIR_HEADER, keep, pair_rows
from outputs.figures.figure_page import page
from outputs.figures.findings import largest_finding
from outputs.figures.parts import draw_pair, name_rows, pair_legend, variant_names
from outputs.figures.style import INK, styled
from outputs.results.numbers import reader_unit
from outputs.results.reader_names import axis_names, variable_name

WORDS = {
    "en": "{}: mean of the last {} months; the line marks Nanjing in 2019",
    "zh": "{}：最后{}个月均值；竖线为2019年的南京",
}
POINTS = {"en": "index points", "zh": "点"}
ROWS = {"en": "Force", "zh": "能力"}


@styled
def forces(dataset: xr.Dataset, lang: str = "en", columns: int = 1) -> Figure:
    """The five force indices over the last twelve months of the run, both variants with their intervals.

    Args:
        dataset: results with ``force_index`` by variant, member, month and force.
        lang: ``"en"`` or ``"zh"``.
        columns: 1 or 2 columns of a printed page.
    """
    index = dataset["force_index"].isel(month=slice(-12, None))
    names = list(map(str, axis_names(dataset, "force", lang)))
    things = variable_name(dataset, "force_index", lang)
    pairs = index.mean("month").transpose("variant", "member", "force")
    usual, scenario = (pairs.sel(variant=kind).values for kind in ("counterfactual", "scenario"))
    points = POINTS[lang]
    figure = page(
        dataset,
        lang,
        largest_finding(things, names, usual, scenario, points, lang),
        WORDS[lang].format(things, index.sizes["month"]),
        columns,
        12.0 + 7.0 * len(names),
        pair_legend(dataset, lang),
    )
    ax = figure.subplots()
    for y in range(len(names)):
        draw_pair(ax, pairs.isel(force=y), y)
    name_rows(ax, names)
    ax.axvline(100, color=INK, linewidth=0.6, zorder=1)
    plain(ax.xaxis)
    unit_name = reader_unit("force_index", index.attrs["units"], lang).name
    ax.set_xlabel(unit_name)
    rows = pair_rows(names, pairs, variant_names(dataset, lang), unit_name)
    return keep(figure, (ROWS[lang], *PAIR_HEADER[lang]), rows, dataset.sizes["member"])
