"""Sampling the posterior: sequential Monte Carlo from the prior to the posterior by tempering.

Particles start as draws of the prior; the likelihood is let in step by step, each step as large as half the particles'
worth allows; after each, particles are resampled and moved by Metropolis steps (Del Moral, Doucet & Jasra 2006, JRSS B
68:411-436).
"""

from collections.abc import Callable

import numpy as np
from scipy.linalg import cho_factor, cho_solve, solve_triangular
from scipy.optimize import brentq

PARTICLES = 2000
MOVES, LAST_MOVES = 5, 40
"""Metropolis steps after each step of the heat, and at the end, where particles must have lost their common descent."""


class Likelihood:
    """Normal likelihood of counted moments around a surface.

    Args:
        surface: scores (points, parameters) to expected moments (points, targets).
        counted: the moments counted, log, (targets,).
        covariance: of their distance at the true point: errors of counting, luck, and the surface's own,
            (targets, targets).
    """

    def __init__(self, surface: Callable[[np.ndarray], np.ndarray], counted: np.ndarray, covariance: np.ndarray):
        self.surface, self.counted, self.factor = surface, counted, cho_factor(covariance)

    def __call__(self, scores: np.ndarray) -> np.ndarray:
        """Return the log likelihood up to a constant, (points,)."""
        gap = self.counted - self.surface(scores)
        return -0.5 * np.einsum("pt,tp->p", gap, cho_solve(self.factor, gap.T))


def sample(
    likelihood: Callable[[np.ndarray], np.ndarray],
    parameters: int,
    rng: np.random.Generator,
    particles: int = PARTICLES,
) -> np.ndarray:
    """Return draws of the posterior, scores, (particles, parameters).

    Args:
        likelihood: scores to log likelihood.
        parameters: how many scores a point has; their prior is the unit normal.
        rng: the sampler's own luck.
        particles: how many draws.
    """
    scores = rng.standard_normal((particles, parameters))
    value, heat = likelihood(scores), 0.0
    while heat < 1.0:
        step = _step(value, 1.0 - heat)
        heat += step
        weight = np.exp(step * (value - value.max()))
        kept = _systematic(weight / weight.sum(), rng)
        scores, value = scores[kept], value[kept]
        scores, value = _moved(scores, value, likelihood, heat, rng, MOVES if heat < 1.0 else LAST_MOVES)
    return scores


def _moved(
    scores: np.ndarray, value: np.ndarray, likelihood: Callable, heat: float, rng: np.random.Generator, moves: int
) -> tuple[np.ndarray, np.ndarray]:
    """Metropolis steps that pull toward the particles' own normal approximation.

    A proposal keeps part of a particle's distance from their mean and draws the rest anew with their covariance; where
    the posterior is nearly normal nearly all are taken, in any number of dimensions (Cotter, Roberts, Stuart & White
    2013, Statistical Science 28:424-446).
    """
    middle = scores.mean(axis=0)
    root = np.linalg.cholesky(np.cov(scores, rowvar=False) + 1e-6 * np.eye(scores.shape[1]))
    excess = lambda points, worth: (  # noqa: E731  log target over log of the normal approximation
        heat * worth
        - 0.5 * (points**2).sum(axis=1)
        + 0.5 * (solve_triangular(root, (points - middle).T, lower=True) ** 2).sum(axis=0)
    )
    weight, fresh = excess(scores, value), 0.7
    for _ in range(moves):
        noise = rng.standard_normal(scores.shape) @ root.T
        moved = middle + np.sqrt(1 - fresh**2) * (scores - middle) + fresh * noise
        new = likelihood(moved)
        gained = excess(moved, new)
        taken = np.log(rng.random(len(scores))) < gained - weight
        scores = np.where(taken[:, None], moved, scores)
        value, weight = np.where(taken, new, value), np.where(taken, gained, weight)
        fresh = float(np.clip(fresh * np.exp(taken.mean() - 0.4), 0.05, 0.999))
    return scores, value


def _step(value: np.ndarray, most: float) -> float:
    """Return the largest step in heat that leaves half the particles' worth, at most ``most``."""

    def spare(step: float) -> float:
        weight = np.exp(step * (value - value.max()))
        return weight.sum() ** 2 / (weight**2).sum() - 0.5 * value.size

    return most if spare(most) >= 0 else float(brentq(spare, 0.0, most))


def _systematic(share: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return indices drawn in proportion to ``share`` with one random offset, (particles,)."""
    ends = np.cumsum(share)
    places = (rng.random() + np.arange(share.size)) / share.size
    return np.minimum(np.searchsorted(ends, places), share.size - 1)
