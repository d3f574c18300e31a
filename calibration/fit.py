"""The fit: from the priors to a posterior of the calibrated parameters, by history (:mod:`calibration.history`).

Two waves. The first runs candidates spread over the prior and fits a response surface to their moments; a posterior is
sampled on it. The second runs candidates from there, fits the surface again to both, and samples anew: history matching
followed by sampling (Vernon, Goldstein & Bower 2010, Bayesian Analysis 5:619-669). All candidates meet the same luck;
what another luck would have made of history is measured apart, as a covariance. Draws of the posterior are then run for
real, on luck of their own, and compared with what was counted.

Runs do not depend on the targets. :func:`learn` fits what was run to any of them, so that a fit to some, or to others, takes
seconds: backtests learn so from the years to 2016 alone (:mod:`calibration.validation.earlier_fits`).
"""

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize

from calibration.fit_points import SEED, Candidate, coordinates, names, spread
from calibration.history import SCALE
from calibration.response_surface import Surface
from calibration.response_surface import fit as fit_surface
from calibration.result_cache import StageProgress
from calibration.smc import PARTICLES, Likelihood, sample
from calibration.targets import Target, covariance, fitted, observed
from calibration.waves import Wave, run


class Budget(NamedTuple):
    """How much is run."""

    first: int = 256
    """Candidates of the first wave."""
    second: int = 72
    """Candidates of the second."""
    lucks: int = 24
    """Runs at the defaults, each on luck of its own."""
    checks: int = 32
    """Draws of the prior and of the posterior each that are run for real."""
    cities: int = 40
    """Synthetic cities with known truth."""
    ahead: int = 48
    """Draws of what was learnt by each origin of the backtests that are run ahead."""
    particles: int = PARTICLES
    scale: float = SCALE


SMALL = Budget(first=96, second=24, lucks=8, checks=8, cities=8, ahead=9, particles=500, scale=0.005)
"""To see how a fit goes: some minutes, and no number to be believed."""


@dataclasses.dataclass(frozen=True)
class Luck:
    """What luck does to the moments: mean distance from the candidates' luck, (targets,), and covariance."""

    offset: np.ndarray
    covariance: np.ndarray


@dataclasses.dataclass(frozen=True)
class Learnt:
    """What runs and targets teach, without a further run.

    ``scores`` are draws of the posterior, (draws, parameters), in standard normal scores of the priors; ``worth`` is the
    likelihood that they were drawn under, on ``surface`` and beside ``luck``, of the targets ``chosen``.
    """

    chosen: tuple[Target, ...]
    scores: np.ndarray
    worth: Likelihood
    surface: Surface
    luck: Luck


@dataclasses.dataclass(frozen=True)
class Fit:
    """What a fit found.

    ``learnt`` holds the posterior's draws, from ``candidates``; ``best`` is the point of highest posterior density. ``prior`` and
    ``posterior`` are real runs of draws of each, on luck of their own, ``at_best`` one at the best point on the
    candidates' luck.
    """

    learnt: Learnt
    candidates: Wave
    best: np.ndarray
    at_best: Wave
    prior: Wave
    posterior: Wave

    @property
    def scores(self) -> np.ndarray:
        """Draws of the posterior, (draws, parameters), in standard normal scores of the priors."""
        return self.learnt.scores


def fit(
    folder: Path,
    budget: Budget | None = None,
    workers: int | None = 2,
    progress: StageProgress | None = None,
    chosen: Sequence[Target] | None = None,
) -> Fit:
    """Fit the calibrated parameters to targets, with a second wave near what the first found, and check by real runs.

    Args:
        folder: where finished runs are kept; a fit that was interrupted goes on from them.
        budget: how much is run.
        workers: processes; None is one per core.
        progress: called with each stage.
        chosen: the targets, default all whose use is ``fit``.
    """
    budget, rng = budget or Budget(), np.random.default_rng(SEED)
    lucks, candidates = both_waves(folder, budget, workers, progress, chosen, rng)
    found = learn(lucks, candidates, chosen, budget.particles, rng)
    best = _optimum(found.worth, found.scores)
    points = rng.standard_normal((budget.checks, len(names()))), _some(found.scores, budget.checks, rng)
    looks = [[_check(p, number, budget) for number, p in enumerate(some)] for some in points]
    prior, posterior = (run(some, folder, workers, progress, "check") for some in looks)
    at_best = run([Candidate(tuple(best), 0, scale=budget.scale)], folder, 1)
    return Fit(found, candidates, best, at_best, prior, posterior)


def both_waves(
    folder: Path,
    budget: Budget,
    workers: int | None = 2,
    progress: StageProgress | None = None,
    chosen: Sequence[Target] | None = None,
    rng: np.random.Generator | None = None,
) -> tuple[Wave, Wave]:
    """Return runs of the defaults on many lucks, and of all candidates of both waves; for arguments see :func:`fit`."""
    rng = rng or np.random.default_rng(SEED)
    lucks, first = first_runs(folder, budget, workers, progress)
    near = learn(lucks, first, chosen, budget.particles, rng)
    return lucks, first + run(_near(near.scores, budget, rng), folder, workers, progress, "near")


def first_runs(
    folder: Path, budget: Budget | None = None, workers: int | None = 2, progress: StageProgress | None = None
) -> tuple[Wave, Wave]:
    """Return the runs that every fit begins with: the defaults on many lucks, and candidates spread over the prior.

    For arguments see :func:`fit`; what the folder holds is not run again.
    """
    budget = budget or Budget()
    lucks = [Candidate(None, 0, luck, budget.scale) for luck in range(budget.lucks + 1)]
    points = [Candidate(tuple(p), number, scale=budget.scale) for number, p in enumerate(spread(budget.first))]
    return run(lucks, folder, workers, progress, "luck"), run(points, folder, workers, progress)


def learn(
    lucks: Wave,
    candidates: Wave,
    chosen: Sequence[Target] | None = None,
    particles: int = PARTICLES,
    rng: np.random.Generator | None = None,
    counted: np.ndarray | None = None,
    errors: np.ndarray | None = None,
) -> Learnt:
    """Return what runs and targets teach of the calibrated parameters; no further run is made.

    Args:
        lucks: runs of the defaults, the first on the candidates' luck.
        candidates: runs of points.
        chosen: the targets, default all whose use is ``fit``; they may be the caller's own.
        particles: how many draws.
        rng: the sampler's own luck.
        counted: logarithms of the values counted, (targets,), where they are other than the targets' (a synthetic city).
        errors: their covariance, (targets, targets), where it is other than the targets'.
    """
    chosen = tuple(fitted() if chosen is None else chosen)
    luck = luck_of(lucks.moments(chosen))
    surface = fit_surface(coordinates(candidates.scores), candidates.moments(chosen))
    errors = covariance(chosen) if errors is None else errors
    worth = likelihood(surface, luck, errors, observed(chosen) if counted is None else counted)
    scores = sample(worth, len(names()), rng or np.random.default_rng(SEED), particles)
    return Learnt(chosen, scores, worth, surface, luck)


def luck_of(moments: np.ndarray) -> Luck:
    """Return what luck does, from moments of the defaults on several lucks, the candidates' first, (lucks, targets)."""
    others = moments[1:]
    covariance = np.atleast_2d(np.cov(others, rowvar=False)) * (1 + 1 / len(others))
    return Luck(others.mean(axis=0) - moments[0], covariance)


def likelihood(surface: Surface, luck: Luck, errors: np.ndarray, counted: np.ndarray) -> Likelihood:
    """How well points explain what was counted, with errors of this covariance, (targets, targets)."""
    return Likelihood(
        lambda scores: surface(coordinates(scores)) + luck.offset, counted, errors + luck.covariance + surface.error
    )


def _near(scores: np.ndarray, budget: Budget, rng: np.random.Generator) -> list[Candidate]:
    """Candidates a little wider than a posterior, so that its edges are not extrapolated."""
    near = _some(scores, budget.second, rng)
    near = near.mean(axis=0) + 1.3 * (near - near.mean(axis=0))
    return [Candidate(tuple(point), budget.first + number, scale=budget.scale) for number, point in enumerate(near)]


def _check(point: np.ndarray, number: int, budget: Budget) -> Candidate:
    return Candidate(tuple(point), 10_001 + number, 1001 + number, budget.scale)


def _some(draws: np.ndarray, count: int, rng: np.random.Generator) -> np.ndarray:
    return draws[rng.choice(len(draws), size=min(count, len(draws)), replace=False)]


def _optimum(worth: Likelihood, draws: np.ndarray) -> np.ndarray:
    """Return the point of highest posterior density on the surface, searched from the best draw."""
    cost = lambda point: 0.5 * float(point @ point) - float(worth(point[None, :])[0])  # noqa: E731
    start = draws[np.argmin([cost(point) for point in draws])]
    return minimize(cost, start, method="L-BFGS-B", bounds=[(-4, 4)] * start.size).x
