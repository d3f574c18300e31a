"""Size of each of the plan's risks over a year, 1 = threshold, as pure functions of what was observed.

Where a risk has several measures, the worst counts.
"""

from typing import NamedTuple

import numpy as np

from model.parameters import Room


class Measures(NamedTuple):
    """One number per measure: the year's observations, or the thresholds at which each measure makes its risk 1."""

    volatility: float
    """Coefficient of variation of monthly inflows of capital, without their season."""
    short_term_share: float
    """Share of capital that can leave at short notice."""
    exit_rate: float
    """Share of foreign firms that leave in a year."""
    herfindahl: float
    """Sum of squared sector shares of a year's investment."""
    hong_kong_share: float
    """Share of a year's investment that comes through Hong Kong."""
    supplier_share: float
    """Share of the largest single partner in a year's goods imports for which there is no backup."""
    overstays: float
    """Overstays a year."""
    incidents: float
    """Data incidents a year."""
    crowding: float
    """Crowding of the most crowded zone over its start."""
    rent_rise: float
    """Rise of rents in a year beyond that of prices, share."""


def thresholds(p: Room) -> Measures:
    """Return the thresholds of a run, the parameters ``regulator.threshold.*``; ``p``: room ``regulator``."""
    return Measures(**{measure: p.threshold[measure] for measure in Measures._fields})


def volatility(monthly: np.ndarray) -> float:
    """Return the coefficient of variation of monthly flows, (months,); 0 for a single month or no flow."""
    mean = np.add.reduce(monthly) / monthly.size
    if monthly.size < 2 or mean <= 0:
        return 0.0
    beside = monthly - mean
    return float(np.sqrt(np.add.reduce(beside * beside) / (monthly.size - 1)) / mean)


def herfindahl(amounts: np.ndarray) -> float:
    """Return the sum of squared shares, from 1/n (even) to 1 (all in one place); 0 for a zero total.

    :func:`model.city.forces.effective_number` is 1 over it, but not to the last bit, so each keeps its own formula.
    """
    total = amounts.sum()
    return float(((amounts / total) ** 2).sum()) if total > 0 else 0.0


def risks(seen: Measures, over: Measures, harmless: float) -> np.ndarray:
    """Return each risk in the order of ``vocabulary.RISKS`` from observations and thresholds, 1 = threshold, (risks,).

    The share of Hong Kong counts as far as it exceeds ``harmless``; rents count when they rise.
    """
    hong_kong = (seen.hong_kong_share - harmless) / (over.hong_kong_share - harmless)
    capital_flows = max(
        seen.volatility / over.volatility,
        seen.short_term_share / over.short_term_share,
        seen.exit_rate / over.exit_rate,
    )
    return np.maximum(
        [
            capital_flows,
            max(seen.herfindahl / over.herfindahl, hong_kong, seen.supplier_share / over.supplier_share),
            seen.overstays / over.overstays,
            seen.incidents / over.incidents,
            (seen.crowding - 1.0) / (over.crowding - 1.0),
            seen.rent_rise / over.rent_rise,
        ],
        0.0,
    )


def early_warning(history: np.ndarray, early: float, floor: float, ahead: int) -> np.ndarray:
    """Return whether to warn of each risk, (risks,) bool.

    A warning is given when a risk is over the share ``early`` of its threshold for the second month, or when it is
    over ``floor`` and a straight line through the recent months crosses the threshold within ``ahead`` months.

    Args:
        history: risks of the recent months, oldest first, (months, risks), at least one month.
        early: early-warning share of the threshold.
        floor: share of the threshold below which a trend is ignored.
        ahead: months to look ahead.
    """
    months = len(history)
    stands = np.logical_and.reduce(history[-2:] > early, axis=0) & (months > 1)
    if months < 3:
        return stands
    at = np.arange(months) - (months - 1) / 2
    slope = at @ history / (at @ at)
    heading_over = (slope > 0) & (np.add.reduce(history, axis=0) / months + slope * (at[-1] + ahead) > 1.0)
    return stands | (heading_over & (history[-1] > floor))
