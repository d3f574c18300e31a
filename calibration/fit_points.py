"""Candidates: points of the calibrated parameters' space, and what history makes of them.

A point is written in standard normal scores of the priors, so that its prior is the unit normal whatever the
parameters' units; ``Parameter.draw`` turns a score into a value within its range. Everything that is not calibrated is
drawn anew for each candidate, so that what the fit cannot know widens it.
"""

import dataclasses
import functools
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri
from scipy.stats import qmc

from calibration.history import SCALE, WATCHED, History, history, past_plan, setting
from model.draws import Draws, member_seed
from model.parameters import Parameters, declared
from scenarios.running.fingerprints import fingerprint, foundations

SEED = 2013
LUCK = 0
"""The member whose luck all candidates share."""


@functools.cache
def names() -> tuple[str, ...]:
    """Return the calibrated parameters, in the order of the tables."""
    return tuple(name for name, parameter in declared().items() if parameter.role == "calibrated")


def values(scores: np.ndarray) -> np.ndarray:
    """Parameter values of scores, both (points, parameters)."""
    chances = np.clip(ndtr(np.atleast_2d(scores)), 1e-9, 1 - 1e-9)
    fitted = [declared()[name] for name in names()]
    return np.array([[p.draw(float(u)) for p, u in zip(fitted, row, strict=True)] for row in chances])


def scores(points: np.ndarray) -> np.ndarray:
    """Return scores of parameter values, both (points, parameters) (inverse of :func:`values`), between -4 and 4."""
    grid = np.linspace(-4, 4, 1601)
    curves = [[declared()[name].draw(float(u)) for u in ndtr(grid)] for name in names()]
    columns = np.atleast_2d(points).T
    return np.stack([np.interp(column, curve, grid) for column, curve in zip(columns, curves, strict=True)], axis=1)


TRENDS = {
    "rivals.trend_spread.appeal": ("rivals.trend_appeal.", "rivals.trend_nanjing"),
    "rivals.trend_spread.openness": ("rivals.trend_openness.", "rivals.trend_nanjing_openness"),
}
"""Spread of a family of trends, and the beginning or the name of the scores that it multiplies."""


def coordinates(scores: np.ndarray) -> np.ndarray:
    """Return points as history meets them, same shape: a city's trend in place of its score alone.

    A trend is a score times the family's spread, so that a surface in scores would need products of all of them; in trends it
    is nearly straight. Each is taken over the spread's default.
    """
    found = np.array(scores, dtype=float, ndmin=2)
    for spread_at, curve, of_family in _families():
        size = np.interp(found[:, spread_at], GRID, curve)
        found[:, of_family] *= size[:, None]
    return found


GRID = np.linspace(-4, 4, 401)
"""Scores at which spreads are looked up."""


@functools.cache
def _families() -> list[tuple[int, np.ndarray, np.ndarray]]:
    """For each family the place of its spread, that spread over its default along the grid, and the places of its scores."""
    found = []
    for name, (beginning, nanjing) in TRENDS.items():
        parameter = declared()[name]
        curve = np.array([parameter.draw(float(u)) / parameter.default for u in ndtr(GRID)])
        of_family = [k for k, one in enumerate(names()) if one.startswith(beginning) or one == nanjing]
        found.append((names().index(name), curve, np.array(of_family)))
    return found


def spread(points: int, seed: int = SEED) -> np.ndarray:
    """Return scores spread evenly over the prior by a scrambled Sobol sequence, (points, parameters)."""
    engine = qmc.Sobol(len(names()), seed=seed)
    sample = engine.random_base2(int(np.ceil(np.log2(points))))[:points]
    return ndtri(np.clip(sample, 1e-6, 1 - 1e-6))


@dataclass(frozen=True)
class Candidate:
    """One run over history.

    ``scores`` is the point (None: defaults, and everything else at its default too); ``others`` numbers the draw of all
    other parameters, ``luck`` the member whose luck is met; ``scale`` the share of potential travellers simulated.
    """

    scores: tuple[float, ...] | None
    others: int
    luck: int = LUCK
    scale: float = SCALE

    def parameters(self) -> Parameters:
        """Return the parameter values of the run."""
        if self.scores is None:
            return Parameters()
        fixed = dict(zip(names(), values(np.array(self.scores))[0], strict=True))
        return Parameters.drawn(member_seed(SEED, self.others), fixed, fitted=False)

    def run(self) -> History:
        """Return what its run over history leaves, by month."""
        return history(self.parameters(), Draws(member_seed(SEED, self.luck)), scale=self.scale)

    def key(self) -> str:
        """Return the fingerprint of all that its history depends on; targets and their errors are no part of it."""
        rests_on = {part: found for part, found in foundations().items() if part != "posterior"}
        return fingerprint(rests_on, past_plan(), setting(), dataclasses.asdict(self), names(), WATCHED)[:32]
