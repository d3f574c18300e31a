"""Imported inputs of chains: what is lost in a shock, what others replace, what stocks bridge, and what then stands still.

Within a month imported inputs can hardly be replaced (Barrot & Sauvagnat 2016, Quarterly Journal of Economics 131; Boehm,
Flaaen & Pandalai-Nayar 2019, Review of Economics and Statistics 101). Firms use their stock of the goods that fail; as one
after the other runs out, output that depends on them falls nearly as much as they do. Meanwhile other suppliers are
found, at a higher price.
"""

import numpy as np

from model.facts.chains import ChainFacts
from model.facts.months import WEEKS_A_YEAR
from model.parameters import Room

WEEKS_A_MONTH = WEEKS_A_YEAR / 12
LITTLE = 1e-9


class Inputs:
    """Stocks and purchases of imported inputs; all amounts are relative to usual use.

    Args:
        facts: the chains of 2022.
        p: parameters, room ``chains``.
        share: part of a month that a step is.
    """

    def __init__(self, facts: ChainFacts, p: Room, share: float) -> None:
        self.facts, self.p, self.share = facts, p, share
        self._found_a_part = -np.expm1(-share / p.replace_months)
        """Share of those who search that find another partner in a part of a month."""
        self._abroad = p.replaced_abroad
        self.weight = np.minimum(facts.imported / facts.dependent, 1.0)
        """Imported inputs as a share of the output that depends on them, (chains,)."""
        self.held = np.broadcast_to(facts.stock[:, None], facts.origins.shape).copy()
        """Stock of goods from each partner, weeks of their use, (chains, origins)."""
        self.progress = np.zeros(facts.origins.shape)
        """How far the search for other suppliers has come, 0-1, (chains, origins)."""
        self._all = facts.origins.sum(axis=1)
        """Inputs used where none fail, (chains,)."""
        self.used, self.found = np.ones(facts.stock.size), np.zeros(facts.stock.size)
        """Inputs used, and those of them that other suppliers replace, (chains,)."""
        self.bought = np.ones(facts.origins.shape)
        """Value bought from each partner, (chains, origins)."""

    def arrive(self, lost: np.ndarray, backup_weeks: np.ndarray) -> None:
        """Pass one month, or part of it.

        Args:
            lost: share of what each partner delivers that is lost, (chains, origins).
            backup_weeks: weeks of use to be held beside firms' own stock, (chains,).
        """
        facts = self.facts
        target = (facts.stock + backup_weeks)[:, None]
        if not lost.any() and not self.progress.any():  # nothing fails, and nobody searches any more
            extra = self._refill(target)
            self.held = np.maximum(self.held + extra * WEEKS_A_MONTH * self.share, 0.0)
            self.used, self.found, self.bought = self._all, np.zeros(facts.stock.size), 1.0 + extra
            return
        self.progress += ((lost > 0) - self.progress) * self._found_a_part
        replaced = lost * facts.replaceable[:, None] * self.progress
        extra = np.where(lost > replaced, 0.0, self._refill(target))  # nothing where goods fail
        drawn = self._draw(np.maximum(lost - replaced, 0.0))
        self.held = np.maximum(self.held + (extra - drawn) * WEEKS_A_MONTH * self.share, 0.0)
        self.used = (facts.origins * (1.0 - lost + replaced + drawn)).sum(axis=1)
        self.found = (facts.origins * replaced).sum(axis=1)
        self.bought = (1.0 - lost) * (1.0 + self._from_others(lost)[:, None]) + extra

    def _draw(self, missing: np.ndarray) -> np.ndarray:
        """Return what is taken from stock for what is missing, both as share of usual use, (chains, origins).

        Stocks differ among firms and goods: they are exponential around their mean, so that some run out at once.
        """
        weeks = WEEKS_A_MONTH * self.share
        held = np.maximum(self.held, LITTLE)
        return held * -np.expm1(-missing * weeks / held) / weeks

    def _refill(self, target: np.ndarray) -> np.ndarray:
        """Return what would be bought to fill stocks, below 0 to run them down, (chains, origins)."""
        gap = (target - self.held) / (self.p.refill_months * WEEKS_A_MONTH)
        return np.clip(gap, -self.p.refill_most, self.p.refill_most)

    def _from_others(self, lost: np.ndarray) -> np.ndarray:
        """Return what is bought from other partners in place of those that fail, at its price, of their usual, (chains,)."""
        left = (self.facts.origins * (1.0 - lost)).sum(axis=1)
        dearer = self.found * self._abroad * (1 + self.p.replaced_premium)
        return np.divide(dearer, left, out=np.zeros_like(left), where=left > LITTLE)

    @property
    def stock(self) -> np.ndarray:
        """Stocks, weeks of use of all inputs, (chains,)."""
        return (self.facts.origins * self.held).sum(axis=1)

    def output(self) -> np.ndarray:
        """Return the output that the inputs at hand allow, relative to what is wanted, (chains,)."""
        left = mixed(self.used, self.weight, self.p.substitution)
        return 1.0 - self.facts.dependent * (1.0 - left)

    def dearer(self) -> np.ndarray:
        """Return what replaced inputs cost more, share of output, (chains,)."""
        return self.facts.imported * self.found * self.p.replaced_premium


def mixed(inputs: np.ndarray, weight: np.ndarray, elasticity: float) -> np.ndarray:
    """Return output when one input falls and all others stay, relative to usual, by constant elasticity of substitution.

    Args:
        inputs: the input relative to usual.
        weight: its share of cost.
        elasticity: of substitution, below 1: without the input there is no output.
    """
    power = 1 - 1 / elasticity
    few = np.clip(inputs, 1e-6, 1.0)
    return few * (weight + (1 - weight) * few**-power) ** (1 / power)
