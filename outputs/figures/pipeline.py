"""Foreign investors on their way: how many are at each stage, from prospect to operation, month by month."""

import xarray as xr
from matplotlib.figure import Figure

from outputs.figures.figure_numbers import keep
from outputs.figures.figure_page import page
from outputs.figures.panels import HEADER, PANEL_MM, Panel, fan_panels, panel_finding, panel_rows, rows_needed
from outputs.figures.parts import fan_legend, variant_names
from outputs.figures.style import styled
from outputs.results.numbers import reader_unit
from outputs.results.outcomes import total
from outputs.results.reader_names import axis_names, variable_name

WORDS = {
    "en": "{} at the end of each month, all sectors; lines are medians; the title tells the last month",
    "zh": "{}：月末数，全部行业；线为样本中位数；标题为最后一个月",
}


@styled
def pipeline(dataset: xr.Dataset, lang: str = "en", columns: int = 2) -> Figure:
    """One fan per stage of ``fdi_pipeline``.

    Args:
        dataset: results with ``fdi_pipeline`` by variant, member, month, sector and stage.
        lang: ``"en"`` or ``"zh"``.
        columns: 1 (two panels abreast) or 2 (three abreast) columns of a printed page.
    """
    stock, stages, abreast = dataset["fdi_pipeline"], axis_names(dataset, "stage", lang), columns + 1
    readers = reader_unit("fdi_pipeline", stock.attrs["units"], lang)
    panels = [
        Panel(str(stage), readers.name, total(stock.isel(stage=k)) * readers.factor) for k, stage in enumerate(stages)
    ]
    height = PANEL_MM * rows_needed(len(panels), abreast)
    things = variable_name(dataset, "fdi_pipeline", lang)
    title = panel_finding(things, panels, readers.name, lang)
    figure = page(dataset, lang, title, WORDS[lang].format(things), columns, height, fan_legend(dataset, lang))
    fan_panels(figure, panels, abreast, lang)
    return keep(figure, HEADER[lang], panel_rows(panels, variant_names(dataset, lang)), dataset.sizes["member"])
