"""Power-scaling: is a fitted number driven by its prior or by the data?

Prior or likelihood is raised to a power near one, and importance weights turn the draws at hand into the posterior that this
would give. How far a number's distribution moves, as a distance between cumulative distributions per doubling of
the power, is its sensitivity (Kallioinen, Paananen, Buerkner & Vehtari 2023, Statistics and Computing 34:57). A number
that moves with the likelihood alone is driven by the data, one that moves with its prior alone by the prior; where it
moves with both, each holds the other back.
"""

from typing import NamedTuple

import numpy as np

from calibration.smc import Likelihood

POWERS = (0.99, 1.01)
NOTICED = 0.05
"""Sensitivity from which on the authors call a posterior sensitive."""


class PowerScaling(NamedTuple):
    """Sensitivity of each number to the power of its own prior and of the likelihood, (parameters,)."""

    prior: np.ndarray
    data: np.ndarray

    def driven_by(self) -> list[str]:
        """Return what drives each number: ``prior``, ``data`` or ``both``."""
        words = {(True, True): "both", (False, True): "data", (True, False): "prior", (False, False): "prior"}
        return [words[bool(p >= NOTICED), bool(d >= NOTICED)] for p, d in zip(self.prior, self.data, strict=True)]


def power_scaling(scores: np.ndarray, worth: Likelihood) -> PowerScaling:
    """Return sensitivities from draws of a posterior.

    Args:
        scores: the draws, (draws, parameters), in standard normal scores of the priors.
        worth: the likelihood that they were drawn under.
    """
    likelihood = worth(scores)
    prior = [sensitivity(column, -0.5 * column**2) for column in scores.T]
    data = [sensitivity(column, likelihood) for column in scores.T]
    return PowerScaling(np.array(prior), np.array(data))


def sensitivity(draws: np.ndarray, component: np.ndarray) -> float:
    """Return how far draws move per doubling of the power of one component of their density.

    Args:
        draws: of one number, (draws,).
        component: logarithm of the component at each, (draws,).
    """
    moved = [distance(draws, _weights((power - 1) * component)) / abs(np.log2(power)) for power in POWERS]
    return float(np.mean(moved))


def _weights(logarithms: np.ndarray) -> np.ndarray:
    weights = np.exp(logarithms - logarithms.max())
    return weights / weights.sum()


def distance(draws: np.ndarray, weights: np.ndarray) -> float:
    """Return the cumulative Jensen-Shannon distance of draws with weights from the same with equal ones, 0 to 1."""
    order = np.argsort(draws)
    return max(_distance(draws[order], weights[order]), _distance(-draws[order[::-1]], weights[order[::-1]]))


def _distance(draws: np.ndarray, weights: np.ndarray) -> float:
    gaps = np.diff(draws)
    equal, weighted = np.arange(1, draws.size) / draws.size, np.cumsum(weights)[:-1]
    middle = 0.5 * (equal + weighted)
    areas = [float(gaps @ side) for side in (equal, weighted)]
    apart = sum(float(gaps @ (side * np.log2(side / middle))) for side in (equal, weighted))
    return float(np.sqrt(max(apart, 0.0) / sum(areas)))
