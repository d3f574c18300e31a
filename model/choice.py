"""Random-utility choice with tastes that stay with the agent: the nested (GEV) logit as a race of exponentials.

An agent takes the alternative with the highest utility plus taste. Tastes are drawn per agent and alternative and do
not depend on utilities, so that when one alternative gets better and the rest stay, agents move into it and never
between two others. Within a nest tastes share a positive-stable variate, which makes the choice probabilities
exactly those of the nested logit (McFadden 1978; the mixture form is in Hougaard 1986 and Kanter 1975 for the draw).
"""

import numpy as np

from model.arrays import Num

NEAR_ONE = np.float32(0.9999)
"""An index at which a positive-stable variate is as good as constant, and its formula still has finite parts."""


def exponential(u: np.ndarray) -> np.ndarray:
    """Return standard exponentials from uniforms in (0, 1), same shape, float32."""
    e = np.log(u)
    return np.negative(e, out=e)


def log_positive_stable(u: np.ndarray, e: np.ndarray, index: Num) -> np.ndarray:
    """Return the logarithm of a positive-stable variate of ``index`` in (0, 1], one for all or each its own, from a
    uniform and an exponential.

    Its Laplace transform is ``exp(-s ** index)`` (Kanter 1975, Annals of Probability 3(4):697-707). For index 1 it
    is the constant 0.
    """
    one = isinstance(index, float)
    if index >= 1.0 if one else np.all(index >= 1.0):
        return np.zeros_like(u)
    theta = np.float32(np.pi) * u
    a = min(np.float32(index), NEAR_ONE) if one else np.minimum(np.asarray(index, dtype=np.float32), NEAR_ONE)
    log_sin = np.log(np.sin(theta))
    first = np.log(np.sin(a * theta)) - log_sin / a
    return first + (1 - a) / a * (np.log(np.sin((1 - a) * theta)) - np.log(e))


def gumbel(u: np.ndarray) -> np.ndarray:
    """Return standard Gumbel variates from uniforms in (0, 1), same shape."""
    g = exponential(u)
    np.log(g, out=g)
    return np.negative(g, out=g)


def logsum(utility: np.ndarray, scale: Num, axis: int = 0) -> np.ndarray:
    """Return the expected best of a nest: ``scale * log(sum(exp(utility / scale)))`` along ``axis``; -inf where none is open."""
    top = np.max(utility, axis=axis, keepdims=True)
    safe = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(divide="ignore"):
        total = np.log(np.exp((utility - safe) / scale).sum(axis=axis))
    return np.squeeze(safe, axis=axis) + scale * total


def logsum_and_shares(utility: np.ndarray, scale: Num) -> tuple[np.ndarray, np.ndarray]:
    """Return :func:`logsum` and :func:`shares` of a nest along its first axis, to the last bit, from the same exponentials."""
    top = np.max(utility, axis=0)
    top[~np.isfinite(top)] = 0.0
    weights = np.exp((utility - top) / scale)
    total = weights.sum(axis=0)
    with np.errstate(divide="ignore"):
        best = top + scale * np.log(total)
    return best, np.divide(weights, total, out=np.zeros_like(weights), where=total > 0)


def shares(utility: np.ndarray, scale: Num, axis: int = 0) -> np.ndarray:
    """Return the logit probabilities of a nest along ``axis``; zeros where no alternative is open."""
    top = np.max(utility, axis=axis, keepdims=True)
    weights = np.exp((utility - np.where(np.isfinite(top), top, 0.0)) / scale)
    total = weights.sum(axis=axis, keepdims=True)
    return np.divide(weights, total, out=np.zeros_like(weights), where=total > 0)
