"""Foreign investors by chain: what draws them to one, and how the firms of a sector divide among chains.

Who comes at all is decided in the room of firms; here a sector hears what its chains offer, and what came is divided by
what drew it. Chains keep their part of 2022 while nothing is done for any of them.
"""

from collections.abc import Sequence

import numpy as np

from model.facts.chains import ChainFacts
from model.parameters import Room
from model.rules.business import LeadersSought


class ChainInvestors:
    """Draw of chains, and foreign firms by chain.

    Args:
        facts: the chains of 2022.
        usual_usd_mn: foreign investment of a usual year by sector, million USD, (sectors,).
        p, firms: parameters, rooms ``chains`` and ``firms``.
    """

    def __init__(self, facts: ChainFacts, usual_usd_mn: np.ndarray, p: Room, firms: Room) -> None:
        self.facts, self.p, self.value_weight = facts, p, firms.value_weight
        self._most_led = np.expm1(self.value_weight * p.leaders_most)
        """Most that support of leading firms adds, share of what would come."""
        self.usual = facts.investors @ usual_usd_mn
        """Foreign investment of a usual year by chain, million USD, (chains,)."""
        months = np.arange(12 * firms.horizon_years)
        self.years = float(((1 + firms.discount_rate) ** (-months / 12)).sum() / 12)
        """Years of full value that a lasting saving is worth."""
        self._others = 1 - facts.investors.sum(axis=0)
        """Part of each sector's investors that no chain has, (sectors,)."""
        self.draw = np.ones(self.usual.size)
        """Investors of each chain for one that would come without its support and suppliers, (chains,)."""
        self.met = self.draw.copy()
        """The same as those met it who open now, (chains,)."""
        self.supported_usd_mn = 0.0
        """Support that projects take, million USD a year."""
        self.firms = np.zeros(facts.investors.shape)
        """Foreign firms by chain and sector, (chains, sectors)."""
        self.of_sector = np.zeros(facts.investors.shape[1])
        """All foreign firms of each sector at the last call, (sectors,)."""

    def attract(self, saved: np.ndarray, depth: np.ndarray, leaders: Sequence[LeadersSought]) -> np.ndarray:
        """Return investors of each sector for one that would come without what is done for chains, (sectors,).

        Args:
            saved: cost saved, share of sales, (chains,).
            depth: capacity of suppliers in Nanjing, start 1, (chains,).
            leaders: leading firms that are sought.
        """
        p = self.p
        worth = self.value_weight * self.years * p.sales_per_capital * saved
        self.draw = np.exp(worth) * depth**p.supplier_elasticity * (1 + self._led(leaders))
        return 1 + (self.draw - 1) @ self.facts.investors

    def _led(self, leaders: Sequence[LeadersSought]) -> np.ndarray:
        """Return investment that support of leading firms adds, share of what would come, (chains,); it saturates."""
        if not leaders:
            self.supported_usd_mn = 0.0
            return np.zeros(self.usual.size)
        gain, money, sought = np.zeros((3, self.usual.size))
        for wanted in leaders:
            part = wanted.usd_mn_a_year / self.usual[wanted.chain]
            gain[wanted.chain] += part * np.expm1(self.value_weight * wanted.support_share)
            money[wanted.chain] += wanted.usd_mn_a_year * wanted.support_share
            sought[wanted.chain] += part
        taken = np.divide(-np.expm1(-sought), sought, out=np.ones_like(sought), where=sought > 0)
        self.supported_usd_mn = float(taken @ money)
        return self._most_led * -np.expm1(-gain / self._most_led)

    def settle(self, firms: np.ndarray) -> None:
        """Divide the foreign firms of the start, (sectors,)."""
        self.firms, self.of_sector = self.facts.investors * firms, firms

    def divide(self, firms: np.ndarray, opened: np.ndarray, share: float) -> None:
        """Give each chain its part of those that opened, and let it lose its part of those that left.

        Args:
            firms: in operation now, (sectors,).
            opened: since the last call, (sectors,).
            share: part of a month that has passed.
        """
        self.met += (self.draw - self.met) * -np.expm1(-share / self.p.entry_months)
        others = self._others
        part = self.facts.investors * self.met[:, None]
        part = part / (part.sum(axis=0) + others)
        rest = self.of_sector - self.firms.sum(axis=0)
        grown = self.firms + part * opened
        whole = grown.sum(axis=0) + rest + (1 - part.sum(axis=0)) * opened
        self.firms = grown * np.divide(firms, whole, out=np.ones_like(whole), where=whole > 0)
        self.of_sector = firms

    @property
    def shift(self) -> np.ndarray:
        """Foreign firms over those that the chain would have with its part of 2022 of each sector, (chains,)."""
        usual = self.facts.investors @ self.of_sector
        return np.divide(self.firms.sum(axis=1), usual, out=np.ones_like(usual), where=usual > 0)
