"""What one more of an outcome costs the public purse, and what each lever costs: further lines of the summary.

The whole cost is set against each effect in turn, so that the figures are not to be added up. An effect whose 80 %
interval reaches zero has no cost per unit: nobody knows whether anything was bought.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import xarray as xr

from common.files import csv_text
from outputs.results.numbers import interval
from outputs.results.outcomes import LEVELS, effect, interval_name, quantiles
from outputs.results.summary import EXPORTED, QUANTILES, Row, over, periods

BY_KEY = {outcome.key: outcome for outcome in EXPORTED}
RATIO = "cost per unit"
"""The measure of such a line in the summary."""
SMALLEST = 0.001
"""Effects under this share of the counterfactual are not told of after the table: they are not what was paid for."""


class Unit(NamedTuple):
    """An outcome by the unit that a price is for: so many of the file's units, and the names of the price."""

    outcome: str
    size: float
    unit: str
    en: str
    zh_factor: float
    zh: str
    zh_unit: str


UNITS = (
    Unit("fdi", 1, "million CNY per million USD", "million CNY per extra million USD of FDI", 1, "每增加1美元外资", "元"),
    Unit("visitors", 1000, "million CNY per 1000", "million CNY per extra thousand visitors", 0.1, "每增加1人次游客", "万元"),
    Unit(
        "spending", 1, "million CNY per million USD", "million CNY per extra million USD spent by visitors", 1,
        "每增加1美元游客消费", "元",
    ),
    Unit("new-firms", 1, "million CNY per 1", "million CNY per extra foreign firm", 100, "每增加1家外资企业", "万元"),
)  # fmt: skip


def per_unit(dataset: xr.Dataset, unit: Unit, months: slice = slice(None)) -> np.ndarray | None:
    """Cost of one more unit, million CNY: its mean and the quantiles ``QUANTILES``, shape (6,).

    The mean is that of cost over that of effect; quantiles are over members, taken of what a million buys, which is
    never divided by nothing. None where the effect's 80 % interval is not above zero, or nothing is spent.
    """
    bought = effect(over(dataset, BY_KEY[unit.outcome], months)).values / unit.size
    spent = effect(over(dataset, BY_KEY["cost"], months)).values
    if not (spent > 0).all() or quantiles(bought, LEVELS["80"][0]) <= 0:
        return None
    for_a_million = quantiles(bought / spent, [1 - share for share in QUANTILES])
    return np.array([spent.mean() / bought.mean(), *(1 / for_a_million)])


def rows(dataset: xr.Dataset) -> Iterator[Row]:
    """Fiscal cost by lever in every period of the summary; cost per unit over the whole run and its first 36 months."""
    cost = effect(dataset["fiscal_cost"].astype(np.float64)).compute()
    for lever in dataset["lever"].values:
        for period, months in periods(dataset).items():
            members = cost.sel(lever=lever).isel(month=months).sum("month").values
            numbers = (float(members.mean()), *map(float, quantiles(members, QUANTILES)))
            yield Row(f"cost-{lever}".replace("_", "-"), period, "sum", "effect", *numbers, "million CNY")
    for unit in UNITS:
        for period, months in periods(dataset).items():
            found = None if period.isdigit() else per_unit(dataset, unit, months)
            if found is not None:
                yield Row(unit.outcome, period, RATIO, "effect", *map(float, found), unit.unit)


def efficiency_csv(dataset: xr.Dataset) -> str:
    """The lines of :func:`rows`, to stand below those of the summary."""
    cells = ([format(cell, ".10g") if isinstance(cell, float) else cell for cell in row] for row in rows(dataset))
    return csv_text(cells)


def efficiency_note(dataset: xr.Dataset, lang: str) -> str:
    """One sentence: what one more of each outcome costs, with 80 % intervals; empty where none is clear."""
    told = []
    for unit in UNITS:
        found = per_unit(dataset, unit) if _is_felt(dataset, unit) else None
        if found is not None:
            factor = unit.zh_factor if lang == "zh" else 1
            mean, low, high = (float(value) * factor for value in (found[0], found[1], found[-1]))
            shown = interval(mean, low, high, lang)
            told.append(f"{unit.zh} {shown}{unit.zh_unit}" if lang == "zh" else f"{shown} {unit.en}")
    if not told:
        return ""
    span = interval_name(dataset.sizes["member"], lang)
    if lang == "zh":
        return f"单位效果成本（全部成本分别对应每一项，不可相加；{span}）：{'；'.join(told)}。"
    return f"Cost per effect (the whole cost against each in turn; {span}): {'; '.join(told)}."


def _is_felt(dataset: xr.Dataset, unit: Unit) -> bool:
    values = over(dataset, BY_KEY[unit.outcome])
    return bool(effect(values).mean() >= SMALLEST * values.sel(variant="counterfactual").mean())
