"""How likely what was observed is under what a candidate gives, by stated measurement errors.

Amounts are compared by their logarithms, the error being a share; where a figure is zero, or a candidate may give less than
nothing, by themselves, the error being that share of what candidates give. Errors of different figures are independent.
"""

from typing import NamedTuple

import numpy as np


class Target(NamedTuple):
    """What was observed, on the scale on which it is compared; arrays (figures,).

    ``log`` says which are compared by their logarithms, ``sd`` is the standard deviation of the error on that scale.
    """

    observed: np.ndarray
    sd: np.ndarray
    log: np.ndarray

    def scaled(self, values: np.ndarray) -> np.ndarray:
        """Return what candidates give on the scale of comparison, (candidates, figures); minus infinity where there is no logarithm."""
        values = np.asarray(values, dtype=float)
        with np.errstate(divide="ignore", invalid="ignore"):
            logs = np.where(values > 0, np.log(values), -np.inf)
        return np.where(self.log, logs, values)

    def of_each(self, values: np.ndarray) -> np.ndarray:
        """Return the log likelihood of each figure under each candidate, (candidates, figures)."""
        off = (self.scaled(values) - self.observed) / self.sd
        return -0.5 * off**2 - np.log(self.sd) - 0.5 * np.log(2 * np.pi)


def target(observed: np.ndarray, error: np.ndarray, candidates: np.ndarray) -> Target:
    """Return what candidates are compared with.

    Args:
        observed: the figures, (figures,).
        error: standard deviation of the error of each, as a share, (figures,).
        candidates: what candidates give before they are moved, (candidates, figures).
    """
    log = (observed > 0) & (candidates > 0).all(axis=0)
    size = np.maximum(np.abs(observed), np.abs(candidates).mean(axis=0))
    sd = np.where(log, error, error * np.where(size > 0, size, 1.0))
    with np.errstate(divide="ignore"):
        scaled = np.where(log, np.log(np.where(log, observed, 1.0)), observed)
    return Target(scaled, sd, log)
