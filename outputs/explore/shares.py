"""Who brings the effect, and what every combination of levers would bring, from attributions beside the results."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import xarray as xr

from outputs.attribution.attribution_file import WORTH, outcome_part, standard_errors
from outputs.explore.paths import CARDS
from outputs.explore.rounded import difference, numbers
from outputs.results.outcomes import LEVELS, Outcome, quantiles
from outputs.results.summary_rows import EXPORTED, is_stock, periods

MOST_PATHS = 64
"""Combinations up to which the page holds each one's path by month; of more, only the periods."""
BY_KEY = {outcome.key: outcome for outcome in EXPORTED}


def players(dataset: xr.Dataset) -> list[dict[str, str]]:
    """Return keys and names of those whom the effect is shared among."""
    columns = (dataset[name].values for name in ("player", "player_name", "player_name_zh"))
    return [{"key": str(key), "en": str(en), "zh": str(zh)} for key, en, zh in zip(*columns, strict=True)]


def contributions(dataset: xr.Dataset) -> dict:
    """Return each player's part of each outcome in each period: mean, ends of the 80 % interval, standard error.

    Returns:
        ``members``; ``players``; ``outcomes``: by outcome and period ``parts`` (players, 4), the whole ``effect`` (3,)
        and the mean ``counterfactual``.
    """
    found: dict[str, dict] = {}
    for outcome in EXPORTED:
        for name, months in periods(dataset).items():
            shares = outcome_part(dataset, outcome, "", months).transpose("player", "member").values
            whole = outcome_part(dataset, outcome, "_effect", months).values
            base = outcome_part(dataset, outcome, "_counterfactual", months).values
            low, high = quantiles(shares.T, LEVELS["80"])
            columns = (shares.mean(axis=1), low, high, standard_errors(dataset, outcome, months))
            found.setdefault(outcome.key, {})[name] = {
                "parts": numbers(np.stack(columns, axis=1)),
                "effect": numbers([whole.mean(), *quantiles(whole, LEVELS["80"])]),
                "counterfactual": numbers([base.mean()])[0],
            }
    sampled = dataset.sizes["block"] > 0
    return {"members": dataset.sizes["member"], "players": players(dataset), "sampled": sampled, "outcomes": found}


def combinations(dataset: xr.Dataset) -> dict | None:
    """Return what every combination of levers that was run brings beyond none; None where the file does not say.

    Returns:
        ``numbers``: the combinations, whose bits are players; ``outcomes``: by outcome ``base`` by period (the mean
        counterfactual), ``periods`` (by period, for each combination mean, ends of the 80 % interval and share of
        members with a gain) and, where combinations are few, ``months`` (each one's mean effect by month).
    """
    if "coalition" not in dataset.dims:
        return None
    order = [int(number) for number in dataset["coalition"].values]
    found = {}
    for outcome in (BY_KEY[key] for key in CARDS):
        if any(name + WORTH not in dataset for name in outcome.variables):
            return None
        worth = sum(dataset[name + WORTH] for name in outcome.variables[1:]) + dataset[outcome.variables[0] + WORTH]
        found[outcome.key] = _outcome(dataset, outcome, worth.transpose("coalition", "member", "month").values, order)
    return {"numbers": order, "outcomes": found}


def _outcome(dataset: xr.Dataset, outcome: Outcome, worth: np.ndarray, order: list[int]) -> Mapping:
    none = worth[order.index(0)]
    found: dict[str, Any] = {"base": {}, "periods": {}}
    for name, months in periods(dataset).items():
        base, value = _over(none, months, is_stock(dataset, outcome)), _over(worth, months, is_stock(dataset, outcome))
        change = difference(value, base)
        low, high = quantiles(change.T, LEVELS["80"])
        found["base"][name] = numbers([base.mean()])[0]
        found["periods"][name] = numbers(np.stack([change.mean(1), low, high, (change > 0).mean(1)], axis=1))
    if len(order) <= MOST_PATHS:
        found["months"] = numbers(difference(worth, none).mean(axis=1), 4)
    return found


def _over(values: np.ndarray, months: slice, stock: bool) -> np.ndarray:
    inside = values[..., months]
    return inside[..., -1] if stock else inside.sum(axis=-1)
