"""Shared platforms: money becomes equipment, equipment serves firms, and a firm that is served saves research cost."""

import numpy as np

from model.facts.chains import ChainFacts
from model.parameters import Room


class Platforms:
    """Platforms that the plan and the tasks add to those of 2022.

    Args:
        facts: the chains of 2022.
        p: parameters, room ``chains``.
        share: part of a month that a step is.
    """

    def __init__(self, facts: ChainFacts, p: Room, share: float) -> None:
        self.facts, self.p, self.years = facts, p, share / 12
        self.ordered, self.capital = np.zeros((2, facts.firms.size))
        """Equipment that is ordered and built, and equipment in use, million CNY of 2022, (chains,)."""

    def build(self, spent: np.ndarray) -> None:
        """Pass one month, or part of it, in which ``spent`` million CNY a year become equipment, (chains,)."""
        wear = np.exp(-self.years / self.p.platform_life_years)
        self.ordered += spent * self.years
        ready = self.ordered * -np.expm1(-12 * self.years / self.p.platform_build_months)
        self.ordered -= ready
        self.capital = self.capital * wear + ready

    @property
    def users(self) -> np.ndarray:
        """Firms that use them, (chains,): as many as there is equipment for while many want it, never more than there are."""
        served = self.capital / self.p.platform_cny_mn_per_user
        return self.facts.firms * -np.expm1(-served / self.facts.firms)

    @property
    def saved(self) -> np.ndarray:
        """Cost that users save, share of the chain's sales, (chains,)."""
        research = self.facts.research * self.p.platform_user_size * self.users / self.facts.firms
        return self.p.platform_saved * research
