"""Word of mouth: markets from which more people came than usual hear more of Nanjing; some people forget."""

import numpy as np

from model.city_protocol import City


class WordOfMouth:
    """Share of each market that has heard of Nanjing.

    Args:
        model: the pilot model.
    """

    def __init__(self, model: City) -> None:
        self.p, self.clock = model.parameters.room("visitors"), model.clock
        self.usual = model.baseline.awareness
        """Share that had heard of Nanjing in 2019, (origins,)."""
        self.aware = self.usual.copy()
        """Share that has heard of Nanjing now, (origins,)."""
        self.visits_year, self.expected_year = np.zeros((2, self.usual.size))
        """Visits of the last twelve months weighted by satisfaction, and those expected at the start, (origins,)."""

    def spread(self, visits: np.ndarray, expected: np.ndarray, promotion: float) -> None:
        """Let people hear of Nanjing, and forget it, in this part of the month.

        Args:
            visits: people who came, weighted by their satisfaction, (origins,).
            expected: people who would have come as things stood at the start, (origins,).
            promotion: added share of travellers who hear of Nanjing in a year.
        """
        p = self.p
        self.visits_year += (visits - self.visits_year) / self.clock.year
        self.expected_year += (expected - self.expected_year) / self.clock.year
        ratio = np.divide(
            self.visits_year, self.expected_year, out=np.ones(visits.size), where=self.expected_year > 1e-9
        )
        balance = p.forgetting * self.usual / (1 - self.usual)  # what hears of it where as many hear as forget
        hears = balance * (1 - p.word_of_mouth_share + p.word_of_mouth_share * np.minimum(ratio, p.word_of_mouth_most))
        hears = (hears + promotion / 12) * self.clock.share
        forget = p.forgetting * self.clock.share
        self.aware = np.clip(self.aware + hears * (1 - self.aware) - forget * self.aware, 0.0, p.awareness_most)
