"""A concave stand-in for the model: effects as sums over channels that saturate, and over options with effects of their own.

The mean effect of a plan is ``sum_c w_c cap_c (1 - exp(-s_c / cap_c)) + v_c s_c + sum_o b_o x_o`` where ``s_c`` is the
plan's push on channel ``c``, ``w`` is at least 0 and ``v`` at most 0, so that the best plan under a budget is a
mixed-integer linear programme. Weights are fitted by ridge regression under these signs; the penalty is that with the
least leave-one-plan-out error, which is kept and printed: where it is large the search says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import lsq_linear

from scenarios.searching.space import Space

PENALTIES = np.logspace(-2, 3, 11)


@dataclass(frozen=True)
class Surrogate:
    """A fitted stand-in for one outcome.

    Attributes:
        space: what may be chosen.
        concave: weights of saturated pushes, (channels,), at least 0.
        linear: weights of pushes, (channels,).
        own: effects of options, (options,).
        explained: share of the variance between plans that leave-one-plan-out predictions explain.
        error: root mean square error of those, in the outcome's unit.
        predicted: those predictions, (plans,).
    """

    space: Space
    concave: np.ndarray
    linear: np.ndarray
    own: np.ndarray
    explained: float
    error: float
    predicted: np.ndarray

    def __call__(self, plans: np.ndarray) -> np.ndarray:
        """Return the effects of plans, (plans, options) to (plans,)."""
        plans = np.atleast_2d(plans).astype(float)
        pushed = plans @ self.space.amounts()
        return saturated(pushed, caps(self.space)) @ self.concave + pushed @ self.linear + plans @ self.own


def caps(space: Space) -> np.ndarray:
    """Return the caps of the channels, (channels,)."""
    return np.array([space.caps[channel] for channel in space.channels], dtype=float)


def saturated(pushed: np.ndarray, cap: np.ndarray) -> np.ndarray:
    """Return what is felt of pushes, each at least 0: the first brings the most and none passes the cap."""
    finite = np.where(np.isfinite(cap), cap, 1.0)
    return np.where(np.isfinite(cap), finite * -np.expm1(-np.maximum(pushed, 0.0) / finite), pushed)


def saturates(space: Space) -> np.ndarray:
    """Return which channels are pushed one way only and have a cap, (channels,): the others are taken as straight lines."""
    return np.isfinite(caps(space)) & (space.amounts() >= 0).all(axis=0)


def fit(
    space: Space, plans: np.ndarray, effects: np.ndarray, straight: bool = False, weights: np.ndarray | None = None
) -> Surrogate:
    """Fit the stand-in to plans that were run.

    Args:
        space: what may be chosen.
        plans: (plans, options) of truth values.
        effects: mean effect of each, (plans,), in any unit.
        straight: all signs free and nothing saturated, as for costs, which add up.
        weights: how many members stand behind each mean, (plans,); none: all alike.
    """
    x, low, high = _columns(space, plans, straight)
    size = np.sqrt((x**2).mean(axis=0))
    used = np.flatnonzero(size > 0)
    if not len(used) or not effects.any():
        zero = np.zeros(len(space.channels))
        error = float(np.sqrt((effects**2).mean()))
        return Surrogate(space, zero, zero.copy(), np.zeros(len(space.options)), 0.0, error, np.zeros(len(effects)))
    root = np.sqrt(np.ones(len(effects)) if weights is None else weights / weights.mean())
    scale = float(np.sqrt((effects**2).mean()))
    target = effects / scale * root
    design = x[:, used] / size[used] * root[:, None]
    best, found, errors = np.inf, np.zeros(len(used)), np.zeros_like(effects)
    for penalty in PENALTIES:
        solved, left_out = _ridge(design, target, penalty, low[used], high[used])
        square = float((left_out**2).mean())
        if square < best:
            best, found, errors = square, solved, left_out
    whole = np.zeros(x.shape[1])
    whole[used] = found / size[used] * scale
    channels = len(space.channels)
    errors = errors / root * scale
    spread = float(((effects - effects.mean()) ** 2).mean())
    explained = 1 - float((errors**2).mean()) / spread if spread > 0 else 0.0
    concave, linear, own = whole[:channels], whole[channels : 2 * channels], whole[2 * channels :]
    return Surrogate(space, concave, linear, own, explained, float(np.sqrt((errors**2).mean())), effects - errors)


def _columns(space: Space, plans: np.ndarray, straight: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the columns of the regression, (plans, 2 channels + options), and the bounds of their weights."""
    pushed = plans.astype(float) @ space.amounts()
    curved = saturates(space) & (not straight)
    bent = np.where(curved, saturated(pushed, caps(space)), 0.0)
    own = plans.astype(float) * np.array([option.own for option in space.options], dtype=float)
    low = np.concatenate([np.zeros(len(curved)), np.full(len(curved), -np.inf), np.full(own.shape[1], -np.inf)])
    high = np.concatenate([np.full(len(curved), np.inf), np.where(curved, 0.0, np.inf), np.full(own.shape[1], np.inf)])
    return np.concatenate([bent, pushed, own], axis=1), low, high


def _ridge(
    x: np.ndarray, y: np.ndarray, penalty: float, low: np.ndarray, high: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return weights, and leave-one-out errors for the set of weights that are not at a bound."""
    padded = np.vstack([x, np.sqrt(penalty) * np.eye(x.shape[1])])
    solved = lsq_linear(
        padded, np.concatenate([y, np.zeros(x.shape[1])]), (low, high), method="bvls" if x.shape[1] < 200 else "trf"
    ).x
    free = (solved > low + 1e-12) & (solved < high - 1e-12)
    active = x[:, free]
    gram = active.T @ active + penalty * np.eye(active.shape[1])
    leverage = np.einsum("ij,ji->i", active, np.linalg.solve(gram, active.T)) if active.shape[1] else np.zeros(len(y))
    return solved, (y - x @ solved) / np.maximum(1 - leverage, 0.05)


def combined(parts: Sequence[Surrogate], weights: Sequence[float]) -> Surrogate:
    """Return the stand-in of a sum of outcomes with weights, each at least 0; its errors are those of the parts, added up."""

    def total(arrays: Sequence[np.ndarray]) -> np.ndarray:
        return np.sum([weight * array for weight, array in zip(weights, arrays, strict=True)], axis=0)

    return Surrogate(
        parts[0].space,
        total([part.concave for part in parts]),
        total([part.linear for part in parts]),
        total([part.own for part in parts]),
        min(part.explained for part in parts),
        float(sum(weight * part.error for weight, part in zip(weights, parts, strict=True))),
        total([part.predicted for part in parts]),
    )
