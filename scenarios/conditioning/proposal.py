"""Where to move a candidate's courses so that it agrees better with what was observed.

What a candidate gives is taken to answer its scores in a straight line; the line is learned from how candidates changed when
their scores did, each against itself, so that its numbers and its other luck drop out. Around what a candidate gave last,
the scores given the figures are then normal; a candidate's next scores are drawn from that law with wider tails
(multivariate t), and the weight of the draw makes good what the line gets wrong.
"""

from typing import NamedTuple

import numpy as np
from scipy.special import gammainccinv, gammaln

RIDGE = 0.05
"""Weight of a slope of nothing, as a share of the changes seen."""
NOISE = 0.3
"""Part of a candidate's own departure from the line of all that is taken to be roughness and not its own slope."""
TAIL, WIDEN = 8.0, 1.1
"""Degrees of freedom of the draws, and how much wider they are than the normal law."""


class Line(NamedTuple):
    """How figures answer scores: ``slopes`` (scores, figures), and the variance that it leaves, ``rough`` (figures,)."""

    slopes: np.ndarray
    rough: np.ndarray


def learned(moved: np.ndarray, changed: np.ndarray, may: np.ndarray) -> Line:
    """Return the line that fits how candidates changed.

    Args:
        moved: changes of scores, (changes, scores).
        changed: changes of figures on the scale of comparison, (changes, figures); rows that are not finite are left out.
        may: whether a score can act on a figure, (scores, figures): not on one that came before it.
    """
    whole = np.isfinite(changed).all(axis=1)
    moved, changed = moved[whole], changed[whole]
    slopes = np.zeros((moved.shape[1], changed.shape[1]))
    if not len(moved):
        return Line(slopes, np.zeros(changed.shape[1]))
    for figure in range(changed.shape[1]):
        some = may[:, figure]
        if some.any():
            own = moved[:, some]
            square = own.T @ own
            square += RIDGE * np.trace(square) / len(square) * np.eye(len(square))
            slopes[some, figure] = np.linalg.solve(square, own.T @ changed[:, figure])
    return Line(slopes, ((changed - moved @ slopes) ** 2).mean(axis=0))


def of_one(line: Line, moved: np.ndarray, changed: np.ndarray, may: np.ndarray) -> np.ndarray:
    """Return the slopes of one candidate: those of all, corrected by how it changed itself, (scores, figures).

    Args:
        line: how figures answer scores in all candidates.
        moved: its own changes of scores, (changes, scores).
        changed: its own changes of figures, (changes, figures); rows that are not finite are left out.
        may: whether a score can act on a figure, (scores, figures).
    """
    whole = np.isfinite(changed).all(axis=1)
    if not whole.any():
        return line.slopes
    moved, left = moved[whole], changed[whole] - moved[whole] @ line.slopes
    square = moved @ moved.T
    square += NOISE * np.trace(square) / len(square) * np.eye(len(square))
    return line.slopes + may * (moved.T @ np.linalg.solve(square, left))


class Move(NamedTuple):
    """The law from which the next scores of a candidate are drawn: ``centre`` (scores,), ``root`` (scores, scores) of its spread."""

    centre: np.ndarray
    root: np.ndarray

    def drawn(self, normal: np.ndarray, uniform: float) -> np.ndarray:
        """Return scores from standard normal numbers, (scores,), and a uniform one."""
        chi2 = 2 * gammainccinv(TAIL / 2, uniform)
        return self.centre + self.root @ normal * np.sqrt(TAIL / chi2)

    def log_density(self, scores: np.ndarray) -> float:
        """Return the log density of scores under this law."""
        d = len(self.centre)
        square = float((np.linalg.solve(self.root, scores - self.centre) ** 2).sum())
        scale = float(np.log(np.abs(np.diag(self.root))).sum())
        constant = gammaln((TAIL + d) / 2) - gammaln(TAIL / 2) - d / 2 * np.log(TAIL * np.pi) - scale
        return float(constant - (TAIL + d) / 2 * np.log1p(square / TAIL))


def move(slopes: np.ndarray, scores: np.ndarray, off: np.ndarray, variance: np.ndarray) -> Move:
    """Return where a candidate's scores go next.

    Args:
        slopes: how figures answer scores, (scores, figures).
        scores: the candidate's last ones, (scores,).
        off: what was observed less what it gave with them, (figures,); zero where that is not finite.
        variance: of the errors of the figures and of what the line gets wrong, (figures,).
    """
    trust = 1 / variance
    precision = np.eye(len(scores)) + (slopes * trust) @ slopes.T
    usable = np.where(np.isfinite(off), off, 0.0)
    step = np.linalg.solve(precision, slopes @ (trust * usable) - scores)
    root = np.linalg.cholesky(np.linalg.inv(precision))
    return Move(scores + step, WIDEN * root)


def log_normal(scores: np.ndarray) -> float:
    """Return the log density of scores where they are luck: standard normal."""
    return float(-0.5 * (scores**2).sum() - len(scores) / 2 * np.log(2 * np.pi))
