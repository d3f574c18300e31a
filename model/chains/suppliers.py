"""Suppliers in Nanjing: chains buy from their own and each other's, and capacity follows what is bought."""

import numpy as np

from model.facts.chains import ChainFacts
from model.parameters import Room


class Suppliers:
    """Capacity of the suppliers of each chain.

    Args:
        facts: the chains of 2022.
        p: parameters, room ``chains``.
        share: part of a month that a step is.
    """

    def __init__(self, facts: ChainFacts, p: Room, share: float) -> None:
        self.facts, self.p = facts, p
        self.bought = facts.output * facts.purchased
        """Bought inputs of each chain, million CNY a year, (chains,)."""
        self.flow = facts.supplies * (self.bought * facts.local)
        """What users buy from suppliers in Nanjing, million CNY a year, (suppliers, users)."""
        self.sales = self.flow.sum(axis=1)
        self.room = p.matched_room * self.bought * (1 - facts.local)
        """Most that matching can bring to Nanjing, million CNY a year, (chains,)."""
        self.pace = -np.expm1(-share / p.supplier_months)
        self.grown = np.ones(self.sales.size)
        """Capacity for what chains buy by themselves, start 1, (chains,)."""
        self.matched = np.zeros(self.sales.size)
        """Capacity for matched purchases, million CNY a year, (chains,)."""

    def build(self, activity: np.ndarray, purchases: np.ndarray) -> None:
        """Let capacity follow demand for one month, or part of it.

        Args:
            activity: what each chain makes by policy and place, start 1, (chains,).
            purchases: matched purchases, million CNY a year, (chains,).
        """
        self.grown += (self.flow @ activity / self.sales - self.grown) * self.pace
        wanted = self.room * -np.expm1(-self.p.matched_added * purchases / self.room)
        self.matched += (wanted - self.matched) * self.pace

    @property
    def depth(self) -> np.ndarray:
        """Capacity of suppliers in Nanjing, start 1, (chains,)."""
        return self.grown + self.matched / self.sales

    @property
    def local_share(self) -> np.ndarray:
        """Share of bought inputs from suppliers in Nanjing, (chains,)."""
        return self.facts.local + self.matched / self.bought

    def imports_left(self) -> np.ndarray:
        """Return imported inputs relative to what they would be without matched purchases, (chains,)."""
        saved = self.p.matched_from_imports * self.matched / (self.facts.imported * self.facts.output)
        return np.exp(-saved)

    def shortfall(self, output: np.ndarray) -> np.ndarray:
        """Return what local suppliers deliver, relative to usual, when chains make only ``output``, (users,)."""
        return 1.0 - (1.0 - self.p.mainland_cover) * ((1.0 - output) @ self.facts.supplies)
