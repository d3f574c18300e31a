"""Word of mouth: markets from which more people came than usual hear more of Nanjing; some people forget.

A closed border is forgotten by: who does not come tells nobody, before the run as within it.
"""

import numpy as np

from model.arrays import Num
from model.city_protocol import City

YEARS_BEFORE = 10
"""Years before the run in which hearing and forgetting are followed."""
ROUNDS = 60


class WordOfMouth:
    """Share of each market that has heard of Nanjing.

    Args:
        model: the pilot model.
    """

    def __init__(self, model: City) -> None:
        self.p, self.clock = model.parameters.room("visitors"), model.clock
        self.usual = model.baseline.awareness
        """Share that had heard of Nanjing in 2019, (origins,)."""
        self.balance = self.p.forgetting * self.usual / (1 - self.usual)
        """What hears of it where as many hear as forget, share a month, (origins,)."""
        months = model.setting.start - np.arange(YEARS_BEFORE * 12, 0, -1)
        self.aware, self.ratio = model.draws.cached(
            "word of mouth", model.shared_key, lambda: self._before(model.world.past("willingness", months))
        )
        """Share that has heard of Nanjing now, and visits of the last twelve months over those of an open border, (origins,) each."""
        self.visits_year, self.expected_year = np.zeros((2, self.usual.size))
        """Visits of the last twelve months weighted by satisfaction, and those of an open border, as monthly means, (origins,)."""

    def _before(self, willingness: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Let people hear and forget before the run, as travel went by ``willingness``, (months, origins).

        Before, travel is taken to have always been as in the first of these months.
        """
        aware = self.usual
        for _ in range(ROUNDS):
            ratio = willingness[0] * aware / self.usual
            odds = self.usual / (1 - self.usual) * self._heard(ratio)
            aware = odds / (1 + odds)
        for month in willingness:
            ratio = ratio + (month * aware / self.usual - ratio) / 12
            aware = self._next(aware, ratio, 0.0, 1.0)
        return aware, ratio

    def begin(self, normal: np.ndarray) -> None:
        """Start the year of visits with ``normal``, people a month who would come with the border open, (origins,)."""
        self.visits_year, self.expected_year = self.ratio * normal, normal.copy()

    def _heard(self, ratio: np.ndarray) -> np.ndarray:
        """What people hear, 1 as usual, at visits over those of an open border, (origins,)."""
        p = self.p
        return 1 - p.word_of_mouth_share + p.word_of_mouth_share * np.minimum(ratio, p.word_of_mouth_most)

    def _next(self, aware: np.ndarray, ratio: np.ndarray, promotion: Num, share: float) -> np.ndarray:
        """Who has heard of Nanjing after ``share`` of a month, (origins,)."""
        hears = (self.balance * self._heard(ratio) + promotion / 12) * share
        return aware + hears * (1 - aware) - self.p.forgetting * share * aware

    def spread(self, visits: np.ndarray, expected: np.ndarray, promotion: Num) -> None:
        """Let people hear of Nanjing, and forget it, in this part of the month.

        Args:
            visits: people who came, weighted by their satisfaction, (origins,).
            expected: people who would have come as things stood at the start, with the border open and Nanjing as known
                as in 2019, (origins,).
            promotion: added share of travellers who hear of Nanjing in a year, (origins,) or one number.
        """
        self.visits_year += (visits / self.clock.share - self.visits_year) / self.clock.year
        self.expected_year += (expected / self.clock.share - self.expected_year) / self.clock.year
        self.ratio = np.divide(
            self.visits_year, self.expected_year, out=np.ones(visits.size), where=self.expected_year > 1e-9
        )
        aware = self._next(self.aware, self.ratio, promotion, self.clock.share)
        self.aware = np.minimum(np.maximum(aware, 0.0), self.p.awareness_most)
