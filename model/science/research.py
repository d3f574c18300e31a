"""Who does research in Nanjing, on what money, and what is invented some years later; arrays by kind of organisation."""

import numpy as np

from common.vocabulary import ORGANISATIONS
from model.city_protocol import City

UNIVERSITIES, LABORATORIES, INSTITUTES = range(len(ORGANISATIONS))


class Research:
    """Researchers, spending and inventions of universities, laboratories and cross-border institutes.

    Args:
        model: the pilot model.
    """

    def __init__(self, model: City) -> None:
        self.year, self.p = model.clock.year, model.parameters.room("science")
        self.money_start = self.p.research.vector(ORGANISATIONS)
        """Research spending at the start, million CNY a year, (organisations,)."""
        self.people_start = self.p.researchers.vector(ORGANISATIONS)
        """Researchers at the start, full time, (organisations,)."""
        self._disclosures = self.p.disclosures.vector(ORGANISATIONS)
        self.people = self.people_start.copy()
        self.money = self.money_start.copy()
        self._from_here = np.zeros(len(ORGANISATIONS))
        """Posts added that people from China hold."""
        self._matured = self.money_start.copy()
        """Research of some years ago, as spending of the start, million CNY a year."""

    def work(self, money: np.ndarray, posts_here: np.ndarray, held_abroad: np.ndarray) -> None:
        """Pass a month, or a part of it.

        Args:
            money: spending added to that of the start, million CNY a year, (organisations,).
            posts_here: posts added for people from China, (organisations,).
            held_abroad: posts added that returnees and foreigners hold, (organisations,).
        """
        p = self.p
        self._from_here += (posts_here - self._from_here) / max(p.hiring_years * self.year, 1.0)
        self.people = self.people_start + self._from_here + held_abroad
        self.money = self.money_start + money
        done = self.money_start * (
            (self.money / self.money_start) ** (1 - p.people_share)
            * (self.people / self.people_start) ** p.people_share
        )
        self._matured += (done - self._matured) / max(p.research_years * self.year, 1.0)

    @property
    def inventions(self) -> float:
        """Inventions disclosed a year."""
        return float(self._disclosures @ self._matured)
