"""Headline outcomes month by month: scenario against counterfactual as fans, and below them their difference."""

import numpy as np
import xarray as xr
from matplotlib.figure import Figure

from outputs.figures.axes import month_axis, plain, unit_above
from outputs.figures.figure_page import page
from outputs.figures.observed_marks import draw_months, draw_years, observed_legend, totals
from outputs.figures.parts import draw_fan, draw_fans, fan_legend, fit_effect, fit_level
from outputs.figures.style import styled
from outputs.observed.observation import Observed
from outputs.results.outcomes import Outcome, effect, monthly, unit

YEARLY = frozenset({"fdi"})
"""Outcomes shown as sums of twelve months where the run has two years: single months of them are mostly noise."""
WORDS = {
    "en": {
        "monthly": "Monthly; lines are medians of the ensemble",
        "yearly": "Sum of the last 12 months; lines are medians of the ensemble",
        "monthly per": "{} a month",
        "yearly per": "{} in 12 months",
        "effect": "Difference, {}",
    },
    "zh": {
        "monthly": "逐月；线为样本中位数",
        "yearly": "近12个月合计；线为样本中位数",
        "monthly per": "{}/月",
        "yearly per": "{}（12个月合计）",
        "effect": "差额，{}",
    },
}


@styled
def fan(
    dataset: xr.Dataset, outcome: Outcome, lang: str = "en", columns: int = 1, observed: Observed | None = None
) -> Figure:
    """One headline outcome as fans of both variants, with the fan of their difference below.

    Args:
        dataset: results with dims variant, member, month.
        outcome: one of :data:`outputs.results.outcomes.HEADLINES`.
        lang: ``"en"`` or ``"zh"``.
        columns: 1 or 2 columns of a printed page.
        observed: what was observed, as :func:`outputs.observed.read_observed` gives it; drawn as diamonds where it
            tells of this outcome as a whole.

    Returns:
        A figure; yearly sums for outcomes in :data:`YEARLY` of runs of two years or more, else months.
    """
    words, readers, paths = WORDS[lang], unit(dataset, outcome, lang), monthly(dataset, outcome)
    form = "yearly" if outcome.key in YEARLY and paths.sizes["month"] >= 24 else "monthly"
    if form == "yearly":
        paths = paths.rolling(month=12).sum().isel(month=slice(11, None))
    known = totals(observed, outcome.variables)
    legend = fan_legend(dataset, lang) + (observed_legend(lang) if known else [])
    abreast = 5 if columns == 2 else 4 if len(legend) < 5 else 3
    figure = page(dataset, lang, outcome.name(lang), words[form], columns, 62.0, legend, abreast)
    levels, difference = figure.subplots(2, 1, sharex=True, height_ratios=[2.2, 1])
    draw_fans(levels, paths, readers.factor)
    if form == "yearly":
        draw_years(levels, known, paths["month"].values, readers.factor)
    else:
        draw_months(levels, known, readers.factor)
    draw_fan(difference, effect(paths), "effect", readers.factor)
    fit_level(levels)
    fit_effect(difference, 1e-4 * float(np.abs(paths).max()) * readers.factor)
    per = words[f"{form} per"].format(readers.name)
    unit_above(levels, per)
    unit_above(difference, words["effect"].format(per))
    plain(levels.yaxis)
    plain(difference.yaxis, ticks=3, signed=True)
    month_axis(difference, paths["month"].values, lang, room=6 * columns)
    for ax in (levels, difference):
        ax.grid(axis="y")
    return figure
