"""Candidates that are weighted by what was observed and moved until enough different ones remain.

An importance sampler that adapts (population Monte Carlo: Cappé, Guillin, Marin & Robert 2004, JCGS 13:907-929). Every
candidate has numbers, a world and luck of its own. In the first round it runs with them; in the second with scores of its
courses drawn anew, from which the sampler learns how figures answer scores; then in each round its scores are drawn
near those that agree with the figures, and the draw is weighted by

    prior density of the scores * likelihood of the figures / density that they were drawn from,

so that whatever the line gets wrong costs draws, not truth. Rounds end when enough different candidates carry the weight.
Random numbers are keyed by candidate and round: the order and place of runs change nothing.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from model.draws import Draws
from scenarios.conditioning.likelihood import Target, target
from scenarios.conditioning.proposal import Move, learned, log_normal, move, of_one

MEDIAN_OF_SQUARE = 0.455
"""Median of the square of a standard normal number: chi-squared with one degree of freedom."""
MOST_ROUNDS = 6
"""Rounds of weighted draws after which no more are made."""


class NoCandidate(Exception):
    """No candidate is left: none could be run, or the figures leave none any weight."""


class Piece(NamedTuple):
    """One run of a candidate: which, in which round, and its scores; None: as its own luck has them."""

    round: int
    candidate: int
    scores: tuple[float, ...] | None


Simulate = Callable[[Sequence[Piece]], list[tuple[np.ndarray, np.ndarray] | None]]
"""Gives for each piece its scores, (scores,), and figures, (figures,); None where the run failed."""


class Sample(NamedTuple):
    """Weighted draws, and what they were weighted by.

    Attributes:
        prior: figures of candidates before they were moved, (candidates, figures).
        candidate: (draws,) which candidate each draw is of.
        scores: (draws, scores).
        figures: (draws, figures), in their own units.
        weights: (draws,), sum 1.
        target: what they were compared with.
        rounds: rounds of weighted draws.
        failed: runs that failed.
    """

    prior: np.ndarray
    candidate: np.ndarray
    scores: np.ndarray
    figures: np.ndarray
    weights: np.ndarray
    target: Target
    rounds: int
    failed: int

    @property
    def of_candidates(self) -> np.ndarray:
        """Weight of each candidate that has any draw, (different candidates,)."""
        return np.bincount(self.candidate, self.weights)

    @property
    def effective(self) -> float:
        """Effective number of different candidates: 1 over the sum of squared weights."""
        return float(1 / (self.of_candidates**2).sum())


def sample(
    simulate: Simulate,
    observed: np.ndarray,
    error: np.ndarray,
    may: np.ndarray,
    candidates: int,
    wanted: float,
    luck: Draws,
    most_rounds: int = MOST_ROUNDS,
) -> Sample:
    """Return weighted draws of candidates.

    Args:
        simulate: runs candidates.
        observed: the figures, (figures,).
        error: standard deviation of the error of each, as a share, (figures,).
        may: whether a score can act on a figure, (scores, figures); without scores candidates are weighted as they are.
        candidates: how many.
        wanted: effective number of candidates at which rounds end.
        luck: random numbers of the sampler.
        most_rounds: rounds of weighted draws at the most.

    Raises:
        NoCandidate: none could be run, or none has any weight.
    """
    numbers, width = range(candidates), len(may)
    first = simulate([Piece(0, k, None) for k in numbers])
    last = {k: found for k, found in zip(numbers, first, strict=True) if found is not None}
    if not last:
        raise NoCandidate("no candidate could be run")
    prior = np.array([figures for _, figures in last.values()])
    aim, failed = target(observed, error, prior), candidates - len(last)
    if not width:
        draws = [(k, scores, figures, 0.0) for k, (scores, figures) in last.items()]
        return _weighted(prior, draws, aim, 1, failed)
    walked: dict[int, list[tuple[np.ndarray, np.ndarray]]] = {k: [] for k in last}
    drawn: list[tuple[int, np.ndarray, np.ndarray, float]] = []
    found: Sample | None = None
    for turn in range(1, most_rounds + 2):
        laws = dict.fromkeys(last) if turn == 1 else _laws(last, walked, aim, may)
        pieces, densities = [], []
        for k, law in laws.items():
            place, density = _next(luck, turn, k, law, width)
            pieces.append(Piece(turn, k, tuple(place.tolist())))
            densities.append(density)
        for piece, density, new in zip(pieces, densities, simulate(pieces), strict=True):
            if new is None:
                failed += 1
                continue
            before = last[piece.candidate]
            walked[piece.candidate].append((new[0] - before[0], aim.scaled(new[1]) - aim.scaled(before[1])))
            last[piece.candidate] = new
            if turn > 1:
                drawn.append((piece.candidate, new[0], new[1], log_normal(new[0]) - density))
        if drawn:
            found = _weighted(prior, drawn, aim, turn - 1, failed)
            if found.effective >= wanted:
                break
    if found is None:
        raise NoCandidate("no candidate could be run again")
    return found


def _laws(
    last: dict[int, tuple[np.ndarray, np.ndarray]],
    walked: dict[int, list[tuple[np.ndarray, np.ndarray]]],
    aim: Target,
    may: np.ndarray,
) -> dict[int, Move]:
    """Return the law of each candidate's next scores, from how all have changed and how it has changed itself."""
    steps = [step for of_one_candidate in walked.values() for step in of_one_candidate]
    line = learned(np.array([moved for moved, _ in steps]), np.array([changed for _, changed in steps]), may)
    own: dict[int, np.ndarray] = {}
    wrong = []
    for k, listed in walked.items():
        moved, changed = (np.array([step[place] for step in listed]) for place in (0, 1))
        own[k] = of_one(line, moved, changed, may) if listed else line.slopes
        if len(listed) > 1:  # what its line without the last step got wrong of that step
            guess = moved[-1] @ of_one(line, moved[:-1], changed[:-1], may)
            wrong.append(changed[-1] - guess)
    usable = np.array([one for one in wrong if np.isfinite(one).all()])
    rough = np.median(usable**2, axis=0) / MEDIAN_OF_SQUARE if len(usable) else line.rough
    variance = aim.sd**2 + rough
    return {
        k: move(own[k], scores, aim.observed - aim.scaled(figures), variance) for k, (scores, figures) in last.items()
    }


def _next(luck: Draws, turn: int, k: int, law: Move | None, width: int) -> tuple[np.ndarray, float]:
    """Return new scores of a candidate and the log density that they were drawn from."""
    slot = np.array([k])
    normal = luck.normal("conditioning.scores", turn, slot, streams=width)[:, 0]
    if law is None:
        return normal, log_normal(normal)
    new = law.drawn(normal, float(luck.uniform("conditioning.tail", turn, slot)[0]))
    return new, law.log_density(new)


def _weighted(
    prior: np.ndarray, draws: Sequence[tuple[int, np.ndarray, np.ndarray, float]], aim: Target, rounds: int, failed: int
) -> Sample:
    candidate = np.array([one[0] for one in draws])
    scores, figures = (np.array([one[place] for one in draws]) for place in (1, 2))
    logs = np.array([one[3] for one in draws]) + aim.of_each(figures).sum(axis=1)
    if not np.isfinite(logs).any():
        raise NoCandidate("no candidate has any weight")
    weights = np.exp(logs - logs.max())
    return Sample(prior, candidate, scores, figures, weights / weights.sum(), aim, rounds, failed)


def chosen(found: Sample, members: int, luck: Draws) -> np.ndarray:
    """Return which draws become members, (members,), by systematic resampling: as often as their weights say, to less than one."""
    start = float(luck.uniform("conditioning.choice", 0, np.array([0]))[0])
    points = (start + np.arange(members)) / members
    return np.minimum(np.searchsorted(np.cumsum(found.weights), points), len(found.weights) - 1)
