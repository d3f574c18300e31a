"""A run of what a ledger says was carried out, beside the run of what was planned on the same luck."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import xarray as xr

from common.files import csv_text
from outputs.results.direction import FALL, RISE, direction
from outputs.results.numbers import fitting, number, percent, places
from outputs.results.outcomes import HEADLINES, LEVELS, Outcome, effect, monthly, quantiles, unit
from outputs.results.summary_rows import EXPORTED, QUANTILES, is_stock, over_months, periods, summary_row

PLANNED = "planned"
"""The folder, in that of the run, with the results of the scenario as it was written; its scenario is the plan."""
PROGRESS = "tasks-carried-out.csv"
"""Each task of the plan beside what the ledger says of it."""

EVALUATED = frozenset(
    [
        *("fdi_actual_use", "new_substantive_firms", "services_exports", "services_imports", "force_index", "risk"),
        *("warning", "foreign_firms", "talent", "rent", "floor_space"),
    ]
)
"""Results that the aims of the plan are measured by, beside the headline outcomes."""


class AgainstPlan(NamedTuple):
    """Effects on one outcome by member, (members,), in the unit of the file: what was planned, what was carried out."""

    base: np.ndarray
    planned: np.ndarray
    carried_out: np.ndarray

    @property
    def share(self) -> float | None:
        """The mean effect carried out as a share of that planned; None where the planned one is not clear of zero."""
        if direction(self.planned) not in (RISE, FALL):
            return None
        return float(self.carried_out.mean()) / float(self.planned.mean())


def against_plan(
    dataset: xr.Dataset, planned: xr.Dataset, outcome: Outcome, months: slice = slice(None)
) -> AgainstPlan:
    """Return the effects on an outcome over some months, all where not given.

    Args:
        dataset: results of what was carried out.
        planned: those of what was planned, of the same members.
        outcome: the outcome.
        months: positions of the months.
    """
    stock = is_stock(dataset, outcome)
    here, there = (over_months(monthly(one, outcome), stock, months) for one in (dataset, planned))
    return AgainstPlan(
        here.sel(variant="counterfactual").values,
        effect(there.sel(member=here["member"])).values,
        effect(here).values,
    )


def months_to(dataset: xr.Dataset, as_of: str) -> slice:
    """Return the months of a run up to the date of a ledger, ``YYYY-MM`` or ``YYYY-MM-DD``, its month included."""
    return slice(0, int((dataset["month"].values.astype("datetime64[M]") <= np.datetime64(as_of, "M")).sum()))


def planned_csv(dataset: xr.Dataset, planned: xr.Dataset) -> str:
    """Further lines for ``summary.csv``: the plan's levels (variant ``planned``) and effects (``effect_planned``)."""
    return csv_text(
        [format(cell, ".10g") if isinstance(cell, float) else cell for cell in row] for row in _rows(dataset, planned)
    )


def _rows(dataset: xr.Dataset, planned: xr.Dataset) -> Iterator[tuple]:
    for outcome in EXPORTED:
        stock, by_month = is_stock(dataset, outcome), monthly(planned, outcome).compute()
        of = dataset[outcome.variables[0]].attrs["units"]
        for period, months in periods(dataset).items():
            values = over_months(by_month, stock, months)
            for variant, members in ((PLANNED, values.sel(variant="scenario")), (f"effect_{PLANNED}", effect(values))):
                numbers = (float(members.mean()), *map(float, quantiles(members.values, QUANTILES)))
                yield summary_row(outcome.key, period, "end" if stock else "sum", variant, numbers, of)


def plan_note(dataset: xr.Dataset, planned: xr.Dataset, lang: str) -> str:
    """Return a sentence that sets the effects of what was carried out beside those of the plan, over the whole run."""
    told = [f"{outcome.name(lang)} {_told(dataset, planned, outcome, lang)}" for outcome in HEADLINES]
    if lang == "zh":
        return f"按计划与按台账落实的效果（相同随机数）：{'；'.join(told)}。"
    return f"Effect as planned and as carried out by the ledger, on the same luck: {'; '.join(told)}."


def _told(dataset: xr.Dataset, planned: xr.Dataset, outcome: Outcome, lang: str) -> str:
    found, own = against_plan(dataset, planned, outcome), unit(dataset, outcome, lang)
    shown = fitting(own, float(found.planned.mean()) * own.factor, float(found.carried_out.mean()) * own.factor)
    ends = quantiles(found.planned * shown.factor, LEVELS["80"])
    means = [float(values.mean()) * shown.factor for values in (found.planned, found.carried_out)]
    decimals = places(*map(float, ends), *means)
    plan, done = (number(mean, decimals, signed=True) for mean in means)
    share = (
        ""
        if found.share is None
        else f"（{percent(found.share, lang='zh')}）"
        if lang == "zh"
        else f" ({percent(found.share)})"
    )
    return f"{plan} → {done}{'' if lang == 'zh' else ' '}{shown.name}{share}"
