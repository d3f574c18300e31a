"""International talent: how many are here, how many come and how many go, month by month."""

from typing import Any

import xarray as xr
from matplotlib.figure import Figure

from outputs.figures.figure_numbers import keep
from outputs.figures.figure_page import page
from outputs.figures.findings import change_of, outcome_finding
from outputs.figures.panels import HEADER, PANEL_MM, Panel, fan_panels, panel_rows, rows_needed
from outputs.figures.parts import fan_legend, variant_names
from outputs.figures.style import styled
from outputs.results.numbers import reader_unit
from outputs.results.outcomes import total
from outputs.results.reader_names import variable_name
from outputs.results.summary_rows import EXPORTED

STOCK = next(outcome for outcome in EXPORTED if outcome.key == "talent")
SHOWN = ("talent", "talent_arrivals", "talent_departures")
WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "subtitle": "International talent: stock at the end, flows within each month; lines are medians",
        "flow": "{} a month",
    },
    "zh": {
        "subtitle": "国际人才：存量为月末数，流量为当月数；线为样本中位数",
        "flow": "{}/月",
    },
}


@styled
def talent(dataset: xr.Dataset, lang: str = "en", columns: int = 2) -> Figure:
    """Stock, arrivals and departures of foreign professionals and returnees, one fan each.

    Args:
        dataset: results with ``talent``, ``talent_arrivals`` and ``talent_departures`` by sector.
        lang: ``"en"`` or ``"zh"``.
        columns: 1 (panels below one another) or 2 (abreast) columns of a printed page.
    """
    words, abreast, panels = WORDS[lang], {1: 1, 2: 3}[columns], []
    for key in SHOWN:
        readers = reader_unit(key, dataset[key].attrs["units"], lang)
        per = words["flow"].format(readers.name) if dataset[key].attrs["kind"] == "flow" else readers.name
        panels.append(Panel(variable_name(dataset, key, lang), per, total(dataset[key]) * readers.factor))
    height = PANEL_MM * rows_needed(len(panels), abreast)
    title = outcome_finding(change_of(dataset, STOCK, lang), lang)
    figure = page(dataset, lang, title, words["subtitle"], columns, height, fan_legend(dataset, lang))
    fan_panels(figure, panels, abreast, lang)
    return keep(figure, HEADER[lang], panel_rows(panels, variant_names(dataset, lang)), dataset.sizes["member"])
