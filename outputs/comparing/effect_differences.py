"""How far the effect of one run differs from that of another: each against its own counterfactual, over shared months.

Members are paired where luck is shared, by the one rule of :mod:`outputs.comparing.luck`; else all are set against all.
"""

from typing import NamedTuple

import numpy as np
import xarray as xr

from outputs.comparing.compare import Comparison
from outputs.results.outcomes import Outcome, effect, monthly
from outputs.results.summary_rows import is_stock, over_months


class EffectDifference(NamedTuple):
    """Effects of two runs by member, (members,) each, and their differences, (pairs,), in the unit of the file."""

    old: np.ndarray
    new: np.ndarray
    differences: np.ndarray


def effect_difference(pair: Comparison, outcome: Outcome, months: slice = slice(None)) -> EffectDifference:
    """Return the effects of both runs on one outcome over some of the shared months, and new less old.

    Where members are paired, only those that both runs have are taken.
    """
    old, new = (_effects(run.dataset, outcome, months, pair.members) for run in (pair.old, pair.new))
    return EffectDifference(old, new, new - old if pair.paired else (new[:, None] - old[None, :]).ravel())


def _effects(dataset: xr.Dataset, outcome: Outcome, months: slice, members: list[int]) -> np.ndarray:
    flow = monthly(dataset, outcome)
    flow = flow.sel(member=members) if members else flow
    return effect(over_months(flow, is_stock(dataset, outcome), months)).values
