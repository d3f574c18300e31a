"""The headline outcomes as a tidy table: one row per outcome, period and variant or effect, with quantiles."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
import xarray as xr

from common.files import csv_text
from outputs.results.net_effect import NATIONAL
from outputs.results.outcomes import HEADLINES, Outcome, difference, monthly, quantiles
from outputs.results.unit_words import unit_words

EXPORTED = (
    HEADLINES[0],
    Outcome("fdi-jiangsu", ("fdi_jiangsu",), "FDI of Nanjing and Suzhou (Jiangsu)", "南京与苏州实际使用外资（江苏）"),
    NATIONAL["fdi"],
    *HEADLINES[1:4],
    Outcome(
        "visitors-jiangsu",
        ("visitors_jiangsu",),
        "Visitors of Nanjing and Suzhou (Jiangsu)",
        "南京与苏州入境游客（江苏）",
    ),
    NATIONAL["visitors"],
    Outcome("nights", ("visitor_nights",), "Visitor nights", "入境游客停留夜数"),
    *HEADLINES[4:],
    Outcome("duty-free", ("duty_free_sales",), "Duty-free sales", "免税销售额"),
    Outcome("new-firms", ("new_foreign_firms",), "New foreign firms", "新设外资企业"),
    Outcome("domestic-firms", ("domestic_firms_founded",), "Domestic firms founded", "新设本土服务企业与总部"),
    Outcome("talent", ("talent",), "International talent", "国际人才"),
    Outcome("jobs", ("jobs",), "Jobs in foreign firms", "外资企业就业"),
    Outcome("cost", ("fiscal_cost",), "Fiscal cost", "财政成本"),
    Outcome("land-income", ("land_income",), "Public income from land", "土地收入"),
    Outcome("public-income", ("public_income",), "Tax income of all levels of government", "税收收入（各级政府合计）"),
    Outcome("public-income-local", ("public_income_local",), "Tax income of province and city", "省市两级税收收入"),
)
"""What ``summary.csv`` tells, in its order; the closing table leaves out what is nought, see :func:`present`."""
NAMES = {outcome.key: (outcome.en, outcome.zh) for outcome in EXPORTED}
"""What readers call an outcome, in English and Chinese."""
COST = "cost"
"""Is shown without an interval: unit costs are assumed, members draw each task's apart, and an error that all share is in no member."""
COSTS = frozenset({"fiscal_cost", "task_cost"})
"""Variables that are public cost, which are shown without an interval as :data:`COST` is."""
QUANTILES = (0.10, 0.25, 0.50, 0.75, 0.90)
FIRST_MONTHS = 36
"""Length of the pilot, which longer runs also report apart, months."""
TOTAL = "total"
COLUMNS = (
    "outcome",
    "period",
    "measure",
    "variant",
    "mean",
    "p10",
    "p25",
    "p50",
    "p75",
    "p90",
    "unit",
    "name_en",
    "name_zh",
    "unit_en",
    "unit_zh",
)


class SummaryRow(NamedTuple):
    """One row of the summary; ``measure`` is ``sum`` for a flow, ``end`` for a stock at the end of the period."""

    outcome: str
    period: str
    measure: str
    variant: str
    mean: float
    p10: float
    p25: float
    p50: float
    p75: float
    p90: float
    unit: str
    name_en: str = ""
    name_zh: str = ""
    unit_en: str = ""
    unit_zh: str = ""


def summary_row(
    outcome: str, period: str, measure: str, variant: str, numbers: Iterable[float], unit: str
) -> SummaryRow:
    """Return a row from the six ``numbers`` of a summary: the mean and :data:`QUANTILES`, in ``unit``."""
    mean, p10, p25, p50, p75, p90 = numbers
    named = NAMES.get(outcome, ("", ""))
    told = unit_words(outcome, measure, unit)
    return SummaryRow(outcome, period, measure, variant, mean, p10, p25, p50, p75, p90, unit, *named, *told)


def is_stock(dataset: xr.Dataset, outcome: Outcome) -> bool:
    """Whether an outcome is counted at the end of a period and not added up over it."""
    return dataset.variables[outcome.variables[0]].attrs["kind"] == "stock"


def present(dataset: xr.Dataset) -> tuple[Outcome, ...]:
    """Return the outcomes to show, without those that are zero in every month of both variants (land that nobody sells)."""
    return tuple(outcome for outcome in EXPORTED if bool(monthly(dataset, outcome).any()))


def over(dataset: xr.Dataset, outcome: Outcome, months: slice = slice(None)) -> xr.DataArray:
    """An outcome over some months of the run, dims (variant, member): added up, or the level at the end."""
    return over_months(monthly(dataset, outcome), is_stock(dataset, outcome), months)


def levels_over(flow: np.ndarray, stock: bool, months: slice) -> np.ndarray:
    """A monthly outcome, whose last axis is months, over some of them: added up, or of a stock the level at the end.

    What is missing adds nothing.
    """
    return flow[..., months][..., -1] if stock else np.nansum(flow[..., months], axis=-1)


def over_months(flow: xr.DataArray, stock: bool, months: slice) -> xr.DataArray:
    """The same as :func:`levels_over` with labels, wherever months stand."""
    return flow.reduce(lambda values, axis: levels_over(np.moveaxis(values, axis, -1), stock, months), "month")


def periods(dataset: xr.Dataset) -> dict[str, slice]:
    """The periods that are shown: each calendar year that the run touches, of a longer run the first 36 months, the whole run."""
    years = dataset["month"].dt.year.values
    found = {}
    for year in np.unique(years):
        inside = np.flatnonzero(years == year)
        found[str(year)] = slice(int(inside[0]), int(inside[-1]) + 1)
    if len(years) > FIRST_MONTHS:  # else they are the whole run
        found[f"first {FIRST_MONTHS} months"] = slice(0, FIRST_MONTHS)
    return {**found, TOTAL: slice(None)}


def rows(dataset: xr.Dataset) -> Iterator[SummaryRow]:
    """The rows of the summary in the units of the results file; the effect is taken member by member."""
    spans = periods(dataset)
    for outcome in EXPORTED:
        stock, flow = is_stock(dataset, outcome), monthly(dataset, outcome)
        by_month = {str(name): flow.values[k] for k, name in enumerate(flow["variant"].values)}  # (member, month)
        measure = "end" if stock else "sum"
        unit = dataset[outcome.variables[0]].attrs["units"]
        for period, months in spans.items():
            shown = {name: levels_over(levels, stock, months) for name, levels in by_month.items()}
            shown["effect"] = difference(shown["counterfactual"], shown["scenario"])
            for variant, members in shown.items():
                low_to_high = quantiles(members, QUANTILES)
                numbers = (float(members.mean()), *map(float, low_to_high))
                yield summary_row(outcome.key, period, measure, variant, numbers, unit)


def summary_csv(dataset: xr.Dataset) -> str:
    """The text of ``summary.csv``; numbers with ten significant digits, so that nothing of interest is lost."""
    cells = ([format(cell, ".10g") if isinstance(cell, float) else cell for cell in row] for row in rows(dataset))
    return csv_text([COLUMNS, *cells])
