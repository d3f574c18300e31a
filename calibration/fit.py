"""The fit: from the priors to a posterior of the calibrated parameters, by history (:mod:`calibration.history`).

Two waves. The first runs candidates spread over the prior and fits a response surface to their moments; a posterior is
sampled on it. The second runs candidates from there, fits the surface again to both, and samples anew: history matching
followed by sampling (Vernon, Goldstein & Bower 2010, Bayesian Analysis 5:619-669). All candidates meet the same luck;
what another luck would have made of history is measured apart, as a covariance. Draws of the posterior are then run for
real, on luck of their own, and compared with what was counted.
"""

import dataclasses
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize

from calibration.fit_points import SEED, Candidate, names, spread
from calibration.history import SCALE
from calibration.response_surface import Surface
from calibration.response_surface import fit as fit_surface
from calibration.result_cache import StageProgress, done, in_stage
from calibration.smc import PARTICLES, Likelihood, sample
from calibration.targets import errors, observed


class Budget(NamedTuple):
    """How much is run."""

    first: int = 384
    """Candidates of the first wave."""
    second: int = 128
    """Candidates of the second."""
    lucks: int = 40
    """Runs at the defaults, each on luck of its own."""
    checks: int = 48
    """Draws of the prior and of the posterior each that are run for real."""
    cities: int = 80
    """Synthetic cities with known truth."""
    particles: int = PARTICLES
    scale: float = SCALE


SMALL = Budget(first=96, second=24, lucks=8, checks=8, cities=8, particles=500, scale=0.005)
"""To see how a fit goes: some minutes, and no number to be believed."""


@dataclasses.dataclass(frozen=True)
class Luck:
    """What luck does to the moments: mean distance from the candidates' luck, (targets,), and covariance."""

    offset: np.ndarray
    covariance: np.ndarray


@dataclasses.dataclass(frozen=True)
class Fit:
    """What a fit found.

    ``scores`` are draws of the posterior, (draws, parameters), in standard normal scores of the priors; ``best`` the
    point of highest posterior density, ``best_moments`` what history makes of it when it is run. ``prior_moments`` and
    ``posterior_moments`` are real runs of draws of each, (draws, targets), ``surface`` the last response surface.
    """

    scores: np.ndarray
    best: np.ndarray
    best_moments: np.ndarray
    prior_moments: np.ndarray
    posterior_moments: np.ndarray
    surface: Surface
    luck: Luck


def measure_luck(folder: Path, budget: Budget, workers: int | None, progress: StageProgress | None = None) -> Luck:
    """Run the defaults on many lucks."""
    runs = [Candidate(None, 0, luck, budget.scale) for luck in range(budget.lucks + 1)]
    found = done(runs, folder, workers, in_stage(progress, "luck"))
    others = found[1:]
    covariance = np.cov(others, rowvar=False) * (1 + 1 / len(others))
    return Luck(others.mean(axis=0) - found[0], covariance)


def first_wave(
    folder: Path, budget: Budget, workers: int | None, progress: StageProgress | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Return scores and moments of candidates spread over the prior."""
    scores = spread(budget.first)
    runs = [Candidate(tuple(point), number, scale=budget.scale) for number, point in enumerate(scores)]
    return scores, done(runs, folder, workers, in_stage(progress, "prior"))


def likelihood(surface: Surface, luck: Luck, counted: np.ndarray | None = None) -> Likelihood:
    """How well points explain what was counted (default: the targets)."""
    covariance = np.diag(errors() ** 2) + luck.covariance + surface.error
    return Likelihood(
        lambda scores: surface(scores) + luck.offset, observed() if counted is None else counted, covariance
    )


def fit(
    folder: Path, budget: Budget | None = None, workers: int | None = 2, progress: StageProgress | None = None
) -> Fit:
    """Fit the calibrated parameters to the targets.

    Args:
        folder: where finished runs are kept; a fit that was interrupted goes on from them.
        budget: how much is run.
        workers: processes; None is one per core.
        progress: called with each stage.
    """
    budget, rng = budget or Budget(), np.random.default_rng(SEED)
    luck = measure_luck(folder, budget, workers, progress)
    scores, moments = first_wave(folder, budget, workers, progress)
    found = sample(likelihood(fit_surface(scores, moments), luck), len(names()), rng, budget.particles)
    # The second wave is drawn a little wider than the posterior, so that its edges are not extrapolated.
    near = _some(found, budget.second, rng)
    near = near.mean(axis=0) + 1.3 * (near - near.mean(axis=0))
    runs = [Candidate(tuple(point), budget.first + number, scale=budget.scale) for number, point in enumerate(near)]
    more = done(runs, folder, workers, in_stage(progress, "near"))
    surface = fit_surface(np.concatenate([scores, near]), np.concatenate([moments, more]))
    worth = likelihood(surface, luck)
    draws = sample(worth, len(names()), rng, budget.particles)
    best = _optimum(worth, draws)
    lucks, numbers = range(1001, 1001 + budget.checks), range(10_001, 10_001 + budget.checks)
    checks = [
        [Candidate(tuple(p), n, k, budget.scale) for p, n, k in zip(points, numbers, lucks, strict=False)]
        for points in (rng.standard_normal((budget.checks, len(names()))), _some(draws, budget.checks, rng))
    ]
    prior, posterior = (done(runs, folder, workers, in_stage(progress, "check")) for runs in checks)
    best_moments = done([Candidate(tuple(best), 0, scale=budget.scale)], folder, 1)[0] + luck.offset
    return Fit(draws, best, best_moments, prior, posterior, surface, luck)


def _some(draws: np.ndarray, count: int, rng: np.random.Generator) -> np.ndarray:
    return draws[rng.choice(len(draws), size=min(count, len(draws)), replace=False)]


def _optimum(worth: Likelihood, draws: np.ndarray) -> np.ndarray:
    """Return the point of highest posterior density on the surface, searched from the best draw."""
    cost = lambda point: 0.5 * float(point @ point) - float(worth(point[None, :])[0])  # noqa: E731
    start = draws[np.argmin([cost(point) for point in draws])]
    return minimize(cost, start, method="L-BFGS-B", bounds=[(-4, 4)] * start.size).x
