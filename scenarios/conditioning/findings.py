"""What conditioning found: how many candidates agree, which figures pull, which the model cannot explain.

- *Before* is what candidates gave before they were moved, *after* the weighted draws.
- A figure *pulls* by how far the law of the draws would move without it: the Kullback-Leibler divergence of the weights from
  those without its likelihood, in nats.
- A figure is *surprising* where it lies too far from what candidates gave before for its error and their spread, and *not
  explained* where it still does after: a two-sided normal test on the scale of comparison, at 5 % over all figures (Holm).
- The courses of Nanjing's own are *strained* where what they must do together has less than 5 % probability by luck: the sum
  of their squared scores is chi-squared if the figures are of the model's making.
"""

from typing import NamedTuple

import numpy as np
from scipy.special import gammaincc, ndtr

from scenarios.conditioning.sampler import Sample

LEVEL = 0.05


class Found(NamedTuple):
    """One figure; numbers in its own unit but for what is said.

    ``before`` and ``after`` are mean, 10th and 90th percentile; ``p_before`` and ``p_after`` probabilities of a figure so far
    off; ``pull`` in nats.
    """

    before: tuple[float, float, float]
    after: tuple[float, float, float]
    p_before: float
    p_after: float
    pull: float
    surprising: bool
    unexplained: bool


class Findings(NamedTuple):
    """All figures, and the courses together: ``strain`` is the sum of squared scores on ``scores`` degrees of freedom."""

    figures: tuple[Found, ...]
    candidates: int
    effective: float
    different: int
    rounds: int
    failed: int
    scores: int
    strain: float
    p_strain: float
    strained: bool


def findings(found: Sample, members: np.ndarray) -> Findings:
    """Return what conditioning found.

    Args:
        found: the weighted draws.
        members: which draws became members, as :func:`scenarios.conditioning.sampler.chosen` gives them.
    """
    target, weights = found.target, found.weights
    p_before = _p(found, found.prior, np.full(len(found.prior), 1 / len(found.prior)))
    p_after = _p(found, found.figures, weights)
    each = target.of_each(found.figures)
    rows = []
    for k in range(len(target.observed)):
        likely = np.where(weights > 0, each[:, k], 0.0)
        least = likely[weights > 0].min()
        without = float(np.log((weights * np.exp(-(likely - least))).sum()) - least)
        pull = max(float((weights * likely).sum()) + without, 0.0)
        rows.append(
            Found(
                _spread(found.prior[:, k], np.full(len(found.prior), 1 / len(found.prior))),
                _spread(found.figures[:, k], weights),
                float(p_before[k]),
                float(p_after[k]),
                pull,
                bool(_holm(p_before)[k]),
                bool(_holm(p_after)[k]),
            )
        )
    width = found.scores.shape[1]
    strain = float((weights * (found.scores**2).sum(axis=1)).sum())
    p_strain = float(gammaincc(width / 2, strain / 2)) if width else 1.0
    return Findings(
        tuple(rows),
        len(found.prior),
        found.effective,
        len(set(found.candidate[members].tolist())),
        found.rounds,
        found.failed,
        width,
        strain,
        p_strain,
        p_strain < LEVEL,
    )


def _p(found: Sample, values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return two-sided probabilities of figures so far from the mean of draws, (figures,)."""
    scaled = found.target.scaled(values)
    usable = np.isfinite(scaled).all(axis=1)
    scaled, weights = scaled[usable], weights[usable] / weights[usable].sum()
    mean = weights @ scaled
    variance = weights @ (scaled - mean) ** 2 + found.target.sd**2
    return 2 * ndtr(-np.abs(found.target.observed - mean) / np.sqrt(variance))


def _holm(p: np.ndarray) -> np.ndarray:
    """Return which are significant at :data:`LEVEL` over all, by Holm's step-down rule, (figures,)."""
    order = np.argsort(p)
    passed = p[order] * (len(p) - np.arange(len(p))) < LEVEL
    kept = np.logical_and.accumulate(passed)
    return kept[np.argsort(order)]


def _spread(values: np.ndarray, weights: np.ndarray) -> tuple[float, float, float]:
    """Return mean, 10th and 90th percentile of weighted values."""
    order = np.argsort(values)
    reached = np.cumsum(weights[order]) - 0.5 * weights[order]
    low, high = np.interp([0.1, 0.9], reached, values[order])
    return float(weights @ values), float(low), float(high)
