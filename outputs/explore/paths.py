"""Outcomes of a run by month and by period: the means, bands and effects that fans, cards and bars show."""

import numpy as np
import xarray as xr

from outputs.explore.rounded import DRAWN, READ, difference, numbers
from outputs.results.direction import direction
from outputs.results.outcomes import HEADLINES, Outcome, monthly, quantiles
from outputs.results.summary_rows import QUANTILES, is_stock, periods

CARDS = ("fdi", "goods-trade", "services-trade", "visitors", "spending", "cost")
"""Outcomes that have a card on the first screen."""
COMMON = "common"
"""The months that all runs on the page have, where they do not all have the same."""


def period_months(dataset: xr.Dataset, common: slice | None = None) -> dict[str, slice]:
    """Return the periods of ``summary.csv``, and the months of all runs where these are not all months of this one."""
    found = periods(dataset)
    return found if common is None else {**found, COMMON: common}


def outcome_paths(dataset: xr.Dataset, outcome: Outcome, spans: dict[str, slice]) -> dict:
    """Return one outcome by month and period, in the unit of the file.

    Returns:
        ``months``: for counterfactual, scenario and effect the mean and the quantiles of ``summary.csv``, (6, months).
        ``periods``: for each period the same six numbers of each, the direction of the effect (``direction``), the
        share of members with a gain (``up``) and the standard error of the mean effect (``error``).
    """
    flow, stock = monthly(dataset, outcome).values, is_stock(dataset, outcome)
    by_period = {}
    for name, months in spans.items():
        both = _over(flow[..., months], stock)
        change = difference(both[1], both[0])
        by_period[name] = {
            **_variants(both, READ),
            "direction": direction(change),
            "up": numbers([float((change > 0).mean()), float((change < 0).mean())]),
            "error": numbers([change.std(ddof=1) / np.sqrt(len(change)) if len(change) > 1 else np.nan])[0],
        }
    return {"stock": stock, "months": _variants(flow, DRAWN), "periods": by_period}


def years_before(history: xr.Dataset | None) -> dict[str, dict[str, list]]:
    """Return the whole years that were simulated before a run, by headline outcome: mean and quantiles, (6,), by year."""
    if history is None:
        return {}
    whole = {name: span for name, span in periods(history).items() if name.isdigit() and span.stop - span.start == 12}
    found: dict[str, dict[str, list]] = {}
    for outcome in HEADLINES:
        flow, stock = monthly(history, outcome).values, is_stock(history, outcome)
        found[outcome.key] = {
            year: _variants(_over(flow[..., span], stock), READ)["scenario"] for year, span in whole.items()
        }
    return found


def _over(flow: np.ndarray, stock: bool) -> np.ndarray:
    """A flow added up over its months, the last axis; of a stock the level at the end."""
    return flow[..., -1] if stock else flow.sum(axis=-1)


def _variants(both: np.ndarray, digits: int) -> dict[str, list]:
    """The mean and the quantiles over members of both variants, (2, members, ...), and of the effect: (6, ...) each."""
    shown = {"counterfactual": both[0], "scenario": both[1], "effect": difference(both[1], both[0])}
    return {
        name: numbers(np.stack([members.mean(axis=0), *quantiles(members, QUANTILES)]), digits)
        for name, members in shown.items()
    }
