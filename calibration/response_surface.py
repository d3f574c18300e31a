"""A response surface: what history would make of a point, without running it.

For each target a second-order polynomial in the scores of the calibrated parameters, shrunk by ridge regression whose
penalties, of linear terms and of products, are chosen by leave-one-out errors (Golub, Heath & Wahba 1979). What it leaves unexplained, the draws of all
other parameters among it, is kept as a covariance between targets and widens every comparison.
"""

import functools
from dataclasses import dataclass

import numpy as np

PENALTIES = np.logspace(-2, 4, 25)
PRODUCTS = (0.05, 0.2, 0.5)
"""Sizes that products of scores may have beside linear terms: most pairs of parameters do not meet, so that they are penalised
the inverse square as much."""

MANY = 200
"""Points from which on it is quicker to go through the scores one by one: measured."""


@dataclass(frozen=True)
class Surface:
    """A fitted surface.

    ``intercept`` (targets,), ``slopes`` (features, targets); ``error`` is the covariance of leave-one-out errors,
    (targets, targets), ``explained`` the share of variance explained out of sample, (targets,).
    """

    intercept: np.ndarray
    slopes: np.ndarray
    error: np.ndarray
    explained: np.ndarray

    def __call__(self, scores: np.ndarray) -> np.ndarray:
        """Return expected moments at points, (points, parameters) to (points, targets)."""
        return self.intercept + features(scores) @ self.slopes


def features(scores: np.ndarray) -> np.ndarray:
    """Linear, squared and product terms of the scores, (points, features)."""
    scores = np.atleast_2d(scores)
    points, linear = scores.shape
    (left, right), squares = _pairs(linear)
    if points < MANY:
        products = scores[:, left] * scores[:, right]
        products[:, squares] = (products[:, squares] - 1) / np.sqrt(2)
        return np.concatenate([scores, products], axis=1)
    found = np.empty((points, linear + len(left)))
    found[:, :linear] = scores
    # A score's products side by side: picked one by one they take half as long again.
    for first, place in enumerate(linear + squares):
        products = found[:, place : place + linear - first]
        np.multiply(scores[:, first:], scores[:, first, None], out=products)
        products[:, 0] = (products[:, 0] - 1) / np.sqrt(2)
    return found


@functools.cache
def _pairs(linear: int) -> tuple[tuple[np.ndarray, np.ndarray], np.ndarray]:
    """Return which two scores each product is of, and the places of squares, (parameters,)."""
    upper = np.triu_indices(linear)
    return upper, np.flatnonzero(upper[0] == upper[1])


def fit(scores: np.ndarray, moments: np.ndarray) -> Surface:
    """Fit the surface to simulated candidates.

    Args:
        scores: (candidates, parameters).
        moments: (candidates, targets).
    """
    x, mean = features(scores), moments.mean(axis=0)
    centre = x.mean(axis=0)
    x, y = x - centre, moments - mean
    linear, best, residuals = scores.shape[1], np.full(y.shape[1], np.inf), np.zeros_like(y)
    slopes = np.zeros((x.shape[1], y.shape[1]))
    for product in PRODUCTS:
        weight = np.concatenate([np.ones(linear), np.full(x.shape[1] - linear, product)])
        left, sizes, right = np.linalg.svd(x * weight, full_matrices=False)
        projected, least = left.T @ y, np.full(y.shape[1], np.nan)
        for penalty in PENALTIES:
            shrink = sizes**2 / (sizes**2 + penalty)
            leverage = (left**2 * shrink).sum(axis=1) + 1 / len(x)
            errors = (y - left @ (shrink[:, None] * projected)) / (1 - leverage)[:, None]
            size = (errors**2).mean(axis=0)
            better = size < best
            best[better], residuals[:, better], least[better] = size[better], errors[:, better], penalty
        better = ~np.isnan(least)
        shrunk = projected[:, better] * sizes[:, None] / (sizes[:, None] ** 2 + least[better])
        slopes[:, better] = weight[:, None] * (right.T @ shrunk)
    explained = 1 - best / np.maximum((y**2).mean(axis=0), 1e-12)
    return Surface(mean - centre @ slopes, slopes, np.cov(residuals, rowvar=False), explained)
