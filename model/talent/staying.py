"""Who stays and for how long: leaving hazards by tenure, solved so that people stay as long as declared.

Everyone carries a budget of stay, a standard exponential, and leaves in the month in which the hazards met so far
exceed it. A smaller hazard therefore only lets people stay longer; nobody is drawn anew. A permit that ends adds a
lump to the hazards met: some do not renew. A run in parts of months counts all times in parts instead of months.
"""

import numpy as np
from scipy.optimize import brentq

from model import numba_switch


def shape_of_leaving(months: int, settled: float, settling_months: float) -> np.ndarray:
    """Return relative hazard by months of tenure, (months,): 1 for newcomers, falling to ``settled`` as people settle."""
    return settled + (1 - settled) * np.exp(-np.arange(months) / settling_months)


def lumps(months: int, every: int, not_renewing: float) -> np.ndarray:
    """Return hazard added at the end of each permit of ``every`` months, by tenure, (months,); 0 ``every``: none."""
    added = np.zeros(months)
    if every:
        added[every::every] = lump(not_renewing)
    return added


def lump(not_renewing: float) -> float:
    """Return the hazard that makes a share ``not_renewing`` leave at once."""
    return float(-np.log1p(-not_renewing))


def survival(hazard: np.ndarray) -> np.ndarray:
    """Return the share of arrivals still here after each number of months, (months,); nobody leaves in the month of arrival."""
    met = np.cumsum(hazard)
    return np.exp(-(met - met[0]))


def level_of_leaving(shape: np.ndarray, added: np.ndarray, mean_months: float) -> float:
    """Return the newcomers' monthly hazard with which the mean stay is ``mean_months``.

    Raises:
        ValueError: permits alone end stays sooner than that.
    """

    def excess(level: float) -> float:
        return float(survival(level * shape + added).sum()) - mean_months

    if excess(0.0) < 0:
        raise ValueError(f"a mean stay of {mean_months} months is not possible with permits that end so often")
    return float(brentq(excess, 0.0, 1.0, xtol=1e-12))


def tenures(survivors: np.ndarray, u: np.ndarray) -> np.ndarray:
    """Return months of tenure of people in a steady state, from uniforms ``u``; same shape, int64."""
    share = np.cumsum(survivors)
    return np.searchsorted(share / share[-1], u).astype(np.int64)


def meet(budget: np.ndarray, hazards: np.ndarray, age: np.ndarray, factor: np.ndarray, cell: np.ndarray) -> None:
    """Take from everybody's budget the hazard of a step.

    Args:
        budget: what is left of each, changed here, float32 (people,).
        hazards: by place in the table, float32.
        age: place of each in it, int32 (people,).
        factor: by which the hazard of a cell is more, float32 (cells,).
        cell: of each, int16 (people,).
    """
    if (loops := numba_switch.compiled()) is not None:
        loops.use_up(budget, hazards, age, factor, cell)
        return
    met = hazards.take(age)
    met *= factor.take(cell)
    budget -= met
