"""Simulation-based calibration: cities whose truth is known, fitted as the real one is.

Each synthetic city is one run over history at a draw of the prior, on luck of its own and with all other parameters
drawn too, counted with the targets' errors. If the fit is honest, the true value's rank among the posterior's draws is
uniform and its 80 % intervals hold the truth four times in five (Talts, Betancourt, Simpson, Vehtari & Gelman 2018,
arXiv:1804.06788); a fit wider than the data force would hold it more often.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.stats import binomtest, kstest

from calibration.fit import Budget, first_runs, likelihood, luck_of
from calibration.fit_points import SEED, Candidate, coordinates, names
from calibration.response_surface import fit as fit_surface
from calibration.result_cache import StageProgress
from calibration.smc import sample
from calibration.targets import covariance
from calibration.waves import run

FIRST_LUCK = 5001
PARTICLES_EACH = 500
INTERVALS = (0.5, 0.8)


@dataclass(frozen=True)
class Coverage:
    """What the synthetic cities say.

    ``ranks`` are shares of posterior draws below the truth, (cities, parameters); ``width`` the posterior's standard
    deviation relative to the prior's, ``error`` the distance of its mean from the truth in the same unit, both
    (cities, parameters).
    """

    ranks: np.ndarray
    width: np.ndarray
    error: np.ndarray

    def held(self, interval: float) -> np.ndarray:
        """Return the share of cities whose central interval holds the truth, (parameters,)."""
        return (np.abs(self.ranks - 0.5) < interval / 2).mean(axis=0)

    def uniform(self) -> np.ndarray:
        """Chance of ranks as uneven as these if the fit is honest, (parameters,) (Kolmogorov-Smirnov)."""
        return np.array([kstest(column, "uniform").pvalue for column in self.ranks.T])

    def held_all(self, interval: float) -> tuple[float, float]:
        """Return the share held over all parameters, and the chance of such a share over as many independent tries."""
        inside = np.abs(self.ranks - 0.5) < interval / 2
        # Parameters of one city are not independent tries: the test counts cities.
        cities = len(inside)
        share = float(inside.mean())
        return share, float(binomtest(round(share * cities), cities, interval).pvalue)

    def sharpness(self) -> np.ndarray:
        """Actual error over stated width, root mean square, (parameters,): 1 where width is what the data force."""
        return np.sqrt((self.error**2).mean(axis=0) / (self.width**2).mean(axis=0))


def coverage(
    folder: Path,
    cities: int = 100,
    budget: Budget | None = None,
    workers: int | None = 2,
    progress: StageProgress | None = None,
) -> Coverage:
    """Fit synthetic cities with known truth.

    Args:
        folder: where runs are kept; shared with :func:`calibration.fit.fit`, whose first runs are used.
        cities: how many.
        budget: as the fit's.
        workers: processes; None is one per core.
        progress: called with each stage.
    """
    budget, rng = budget or Budget(), np.random.default_rng(SEED + 1)
    lucks, candidates = first_runs(folder, budget, workers, progress)
    luck, surface = luck_of(lucks.moments()), fit_surface(coordinates(candidates.scores), candidates.moments())
    truths, errors = rng.standard_normal((cities, len(names()))), covariance()
    made = [Candidate(tuple(p), 20_001 + k, FIRST_LUCK + k, budget.scale) for k, p in enumerate(truths)]
    moments = run(made, folder, workers, progress, "cities").moments()
    counted = moments + rng.multivariate_normal(np.zeros(len(errors)), errors, cities)
    ranks, width, error = (np.empty_like(truths) for _ in range(3))
    for k, truth in enumerate(truths):
        worth = likelihood(surface, luck, errors, counted[k])
        draws = sample(worth, truth.size, rng, min(budget.particles, PARTICLES_EACH))
        ranks[k], width[k], error[k] = (draws < truth).mean(axis=0), draws.std(axis=0), draws.mean(axis=0) - truth
        if progress:
            progress("fits", k + 1, cities)
    return Coverage(ranks, width, error)
