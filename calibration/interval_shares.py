"""How much of an interval is luck, how much the world, how much numbers: shares of the variance of effects by source.

Members k (A) and as many others (B) are run, and each A again with one source taken from its B. A source's total share, alone and with all
its interplay, is what changes when it alone is swapped (Jansen 1999, Computer Physics Communications 117:35-43); its first-order share what two
members have in common that share it alone (Saltelli and others 2010, Computer Physics Communications 181:259-270). Errors are by jackknife over k.

Money of investors has a heavy tail: effects are logarithms of ratios, and shares are taken once more on normal scores, the ranks of effects in the bank put on
a normal curve, where no single project weighs more than its rank.
"""

from typing import NamedTuple

import numpy as np
from scipy.special import ndtri

from calibration.headline_effects import OUTCOMES
from calibration.report import Row
from calibration.swapped_members import SOURCES

MEASURES = ("effect", "rank")
"""What the variance is of: log effects, or their normal scores."""


class Shares(NamedTuple):
    """Shares of variance by source and outcome, (sources, outcomes), with standard errors."""

    first: np.ndarray
    first_error: np.ndarray
    total: np.ndarray
    total_error: np.ndarray


def interval_shares(bank: np.ndarray, swapped: np.ndarray) -> Shares:
    """Return shares of the variance of effects.

    Args:
        bank: effects of members, (members, outcomes); the first are A, as many after them B, all serve for the variance.
        swapped: effects of each A with one source of its B, (sources, A, outcomes).

    Raises:
        ValueError: fewer members in the bank than A and B together.
    """
    count = swapped.shape[1]
    if len(bank) < 2 * count:
        raise ValueError(f"{len(bank)} members in the bank, {2 * count} are needed")
    first, total = _shares(bank, swapped)
    left_out = []
    for k in range(count):
        others = np.delete(np.arange(count), k)
        rest = np.delete(bank, (k, count + k), axis=0)
        left_out.append(_shares(rest, swapped[:, others]))
    spread = np.array(left_out).std(axis=0) * np.sqrt(count - 1)
    return Shares(first, spread[0], total, spread[1])


def _shares(bank: np.ndarray, swapped: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    count = swapped.shape[1]
    a, b = bank[:count], bank[count : 2 * count]
    variance = bank.var(axis=0, ddof=1)
    first = ((b - bank.mean(axis=0)) * (swapped - a)).mean(axis=1) / variance
    total = ((swapped - a) ** 2).mean(axis=1) / (2 * variance)
    return first, total


def normal_scores(effects: np.ndarray, bank: np.ndarray) -> np.ndarray:
    """Return normal scores of the ranks that effects have in the bank, same shape as ``effects``, (..., outcomes)."""
    scores = np.empty_like(effects, dtype=float)
    for outcome, known in enumerate(np.sort(bank, axis=0).T):
        below, to = (np.searchsorted(known, effects[..., outcome], side) for side in ("left", "right"))
        scores[..., outcome] = ndtri((0.5 * (below + to) + 0.5) / (len(known) + 1))
    return scores


def rows(bank: np.ndarray, swapped: np.ndarray) -> list[Row]:
    """Return one row by outcome, measure and source; ``spread`` is the standard deviation of the effect over members, in percent."""
    found: list[Row] = []
    for measure in MEASURES:
        ours = (bank, swapped) if measure == "effect" else (normal_scores(bank, bank), normal_scores(swapped, bank))
        shares = interval_shares(*ours)
        for column, outcome in enumerate(OUTCOMES):
            for place, (source, (en, zh)) in enumerate(SOURCES.items()):
                row: Row = {"outcome": outcome, "measure": measure, "source": source, "en": en, "zh": zh}
                row |= {field: float(getattr(shares, field)[place, column]) for field in Shares._fields}
                found.append(row | {"spread": float(bank[:, column].std(ddof=1))})
    return found
