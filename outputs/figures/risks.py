"""The risks that the regulator watches, against their thresholds; warnings are given before they are reached."""

import xarray as xr
from matplotlib.figure import Figure

from outputs.figures.figure_page import page
from outputs.figures.panels import PANEL_MM, Panel, fan_panels, rows_needed
from outputs.figures.parts import fan_legend
from outputs.figures.style import RED, styled
from outputs.results.numbers import percent, reader_unit
from outputs.results.reader_names import axis_names

WORDS = {
    "en": {
        "title": "Risks and early warnings",
        "subtitle": "Percentages: months with a warning, counterfactual → scenario",
        "warned": "{unit}; {counterfactual} → {scenario}",
    },
    "zh": {
        "title": "风险与预警",
        "subtitle": "百分数为预警月份占比：对照情景→情景",
        "warned": "{unit}；{counterfactual} → {scenario}",
    },
}


@styled
def risks(dataset: xr.Dataset, lang: str = "en", columns: int = 2) -> Figure:
    """One fan per risk with its threshold, and how often each variant was warned.

    Args:
        dataset: results with ``risk`` and ``warning`` by variant, member, month and risk.
        lang: ``"en"`` or ``"zh"``.
        columns: 1 (two panels abreast) or 2 (three abreast) columns of a printed page.
    """
    words, abreast, panels = WORDS[lang], columns + 1, []
    readers = reader_unit("risk", dataset["risk"].attrs["units"], lang)
    for k, name in enumerate(axis_names(dataset, "risk", lang)):
        warned = (dataset["warning"].isel(risk=k) > 0).mean(("member", "month"))
        shares = {kind: percent(float(warned.sel(variant=kind)), lang=lang) for kind in ("counterfactual", "scenario")}
        path = dataset["risk"].isel(risk=k) * readers.factor
        panels.append(Panel(name, words["warned"].format(unit=readers.name, **shares), path))
    height = PANEL_MM * rows_needed(len(panels), abreast)
    figure = page(dataset, lang, words["title"], words["subtitle"], columns, height, fan_legend(dataset, lang))
    for ax in fan_panels(figure, panels, abreast, lang):
        ax.axhline(1, color=RED, linewidth=1.0, linestyle=(0, (1, 1)))
        ax.set_ylim(0, max(ax.get_ylim()[1], 1.08))
    return figure
