"""The risks that the regulator watches, against their thresholds; warnings are given before they are reached."""

from typing import Any

import xarray as xr
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from outputs.figures.figure_numbers import keep
from outputs.figures.figure_page import Handle, page
from outputs.figures.panels import HEADER, PANEL_MM, Panel, fan_panels, panel_rows, rows_needed
from outputs.figures.parts import fan_legend, variant_names
from outputs.figures.style import RED, styled
from outputs.results.numbers import percent, reader_unit
from outputs.results.reader_names import axis_names

THRESHOLD: dict[str, Any] = {"color": RED, "linewidth": 1.0, "linestyle": (0, (1, 1))}
WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "subtitle": "Risks and early warnings; percentages: months with a warning, counterfactual → scenario",
        "more": "{} is warned of more often: in {} of months, {} without the scenario",
        "same": "No risk is warned of more often than without the scenario",
        "threshold": "Threshold",
        "warned": "{unit}; {counterfactual} → {scenario}",
    },
    "zh": {
        "subtitle": "风险与预警；百分数为预警月份占比：对照情景→情景",
        "more": "{}预警增多：{}的月份有预警，对照情景为{}",
        "same": "各项风险的预警均不多于对照情景",
        "threshold": "阈值",
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
    found: list[tuple[float, float, str]] = []
    for k, name in enumerate(axis_names(dataset, "risk", lang)):
        warned = (dataset["warning"].isel(risk=k) > 0).mean(("member", "month"))
        scenario, usual = (float(warned.sel(variant=kind)) for kind in ("scenario", "counterfactual"))
        found.append((scenario, usual, str(name)))
        shares = {kind: percent(float(warned.sel(variant=kind)), lang=lang) for kind in ("counterfactual", "scenario")}
        path = dataset["risk"].isel(risk=k) * readers.factor
        panels.append(Panel(str(name), words["warned"].format(unit=readers.name, **shares), path))
    height = PANEL_MM * rows_needed(len(panels), abreast)
    legend: list[Handle] = [*fan_legend(dataset, lang), Line2D([], [], label=words["threshold"], **THRESHOLD)]
    figure = page(dataset, lang, _finding(found, lang), words["subtitle"], columns, height, legend, 6)
    for ax in fan_panels(figure, panels, abreast, lang):
        ax.axhline(1, **THRESHOLD)
        ax.set_ylim(0, max(ax.get_ylim()[1], 1.08))
    panels = [panel._replace(unit=readers.name) for panel in panels]  # how often there was warning is no unit
    return keep(figure, HEADER[lang], panel_rows(panels, variant_names(dataset, lang)), dataset.sizes["member"])


def _finding(found: list[tuple[float, float, str]], lang: str) -> str:
    """Return which warning becomes more frequent by most, from shares of months (scenario, counterfactual) by risk."""
    scenario, usual, name = max(found, key=lambda one: one[0] - one[1])
    told = [percent(share, lang=lang) for share in (scenario, usual)]
    if scenario <= usual or told[0] == told[1]:
        return WORDS[lang]["same"]
    return WORDS[lang]["more"].format(name, *told)
