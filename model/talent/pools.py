"""The pools abroad: candidates by origin and field, and who of them applies in a month."""

from typing import NamedTuple

import numpy as np

from model.draws import Draws
from model.parameters import Room
from model.talent import hiring
from model.talent.steady_state import Rest

_PERSON_BITS = 16


class Applicants(NamedTuple):
    """Those who apply in one step; arrays (applicants,)."""

    cell: np.ndarray
    """Kind, origin and field in one number."""
    slot: np.ndarray
    """Identity for keyed draws."""
    queue: np.ndarray
    """Luck in the queue, lowest first."""
    hurdle: np.ndarray
    """Recognition that the qualification needs, 0: none."""


class Applying(NamedTuple):
    """Share of candidates who apply, (cells,) each."""

    able: np.ndarray
    """Of those who could practise what they learned."""
    barred: np.ndarray
    """Of those who could not."""
    mean: np.ndarray
    """Of all."""


class Pools:
    """Candidates abroad, one slot per person and step; drawn anew each step, since pools are far larger than Nanjing.

    Args:
        rest: the steady state, whose applicants the pools must send while nothing changes.
        regulated: (cells,) share of posts in occupations that need a licence.
        p: parameters, room ``talent``.
        most: (cells,) the largest factor by which more candidates may look at Nanjing than at the start.
    """

    def __init__(self, rest: Rest, regulated: np.ndarray, p: Room, most: np.ndarray) -> None:
        self.p, self._regulated = p, regulated
        self.level_start = np.full(regulated.size, p.recognised)
        """Share of regulated qualifications that are recognised at the start, (cells,)."""
        self.start = self.applying(np.zeros(regulated.size), self.level_start)
        candidates = rest.applicants / self.start.mean
        slots = np.ceil(candidates * most).astype(np.int64)
        self._cell, self._slot = members(slots)
        self._same = hash(self._slot.tobytes())
        self._rate = np.divide(candidates, slots, out=np.zeros_like(candidates), where=slots > 0)
        self._licence = np.maximum(regulated[self._cell], 1e-9).astype(np.float32)
        self._licensed = hash(self._licence.tobytes())

    def applying(self, gain: np.ndarray, level: np.ndarray) -> Applying:
        """Return who applies when Nanjing has gained ``gain`` log wage points and ``level`` is recognised, both (cells,)."""
        able = hiring.applying(self.p.apply_share, self.p.apply_slope, gain)
        barred = hiring.applying(self.p.apply_share, self.p.apply_slope, gain - self.p.unrecognised_loss)
        mean = able + self._regulated * (1 - level) * (barred - able)
        return Applying(able=able, barred=barred, mean=mean)

    def apply(self, draws: Draws, month: int, applying: Applying, level: np.ndarray, eager: np.ndarray) -> Applicants:
        """Return the applicants of one month, or of one part of it.

        Args:
            draws: the luck.
            month: of keyed draws.
            applying: shares from :meth:`applying`.
            level: recognition in force, (cells,).
            eager: candidates who look at Nanjing relative to the start, (cells,).
        """
        when = month, self._same, self._licensed  # scenario and counterfactual meet the same candidates
        (applies, queue, hurdle), licensed = draws.cached("talent.candidate", when, lambda: self._appear(draws, month))
        chance = (applying.able * self._rate * eager)[self._cell]
        cell = self._cell[licensed]
        barred = hurdle[licensed] > level.astype(np.float32)[cell]
        chance[licensed[barred]] = (applying.barred * self._rate * eager)[cell[barred]]
        chosen = (applies < chance).nonzero()[0]
        return Applicants(cell=self._cell[chosen], slot=self._slot[chosen], queue=queue[chosen], hurdle=hurdle[chosen])

    def _appear(self, draws: Draws, month: int) -> tuple[np.ndarray, np.ndarray]:
        """Return of a month's candidates the luck in applying and in the queue, and the hurdle, (3, candidates), and the
        places of the few who have one.
        """
        luck = draws.uniforms("talent.candidate", month, self._slot, 3)
        luck[2] /= self._licence
        luck[2][luck[2] >= 1] = 0
        return luck, luck[2].nonzero()[0]

    def hurdles_hired(self, cell: np.ndarray, barred_luck: np.ndarray, hurdle_luck: np.ndarray) -> np.ndarray:
        """Return hurdles of people hired before the start; fewer are barred than among candidates, since fewer applied."""
        barred = self._regulated * (1 - self.level_start) * self.start.barred / self.start.mean
        level = self.level_start[cell]
        return np.where(barred_luck < barred[cell], level + (1 - level) * hurdle_luck, 0.0)


def members(number: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return cell and identity of each member where cell ``c`` has ``number[c]``; identities do not depend on other cells."""
    cell = np.repeat(np.arange(number.size), number)
    rank = np.arange(cell.size) - (np.cumsum(number) - number)[cell]
    return cell, (cell.astype(np.int64) << _PERSON_BITS | rank).astype(np.uint32)
