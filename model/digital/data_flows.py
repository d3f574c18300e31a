"""Data that leave the country: which firm needs which mechanism, who applies, who waits, and what holding back costs.

Firms of a sector that send data of persons abroad differ by their trade and by the number of persons; both are spread
lognormally and go together in part. A firm that needs a mechanism and has none handles the data at home, which costs a
share of the trade that rests on them. It applies where that costs more than an application does over its term.
Cases pass as the authorities' and the city's desks have room, none before its days are over.
"""

from typing import NamedTuple

import numpy as np
from scipy.special import ndtri

from model.facts.digital import DataRule, DigitalNeeds
from model.facts.months import DAYS_A_YEAR
from model.parameters import Room

POINTS = 12
"""Firms that stand for each sector, by size and by persons: the middle of as many equal parts each."""


class Senders(NamedTuple):
    """Firms that send data abroad, by sector, without and with sensitive data, size and persons: (sectors, 2, sizes, persons)."""

    firms: np.ndarray
    """How many firms each stands for."""
    trade_cny_mn: np.ndarray
    """Yearly trade by line of each, million CNY, (sectors, 1, sizes, 1)."""
    weight: np.ndarray
    """Part of the sector's whole trade by line, sent data or not."""
    persons: np.ndarray
    """Persons a year whose data it sends, (1, 1, sizes, persons)."""


def senders(needs: DigitalNeeds, trade_cny_mn: np.ndarray, p: Room) -> Senders:
    """Return the firms that send data of persons abroad.

    Args:
        needs: what firms need.
        trade_cny_mn: yearly trade by line of each sector, million CNY, (sectors,).
        p: parameters ``digital.data.*``.
    """
    z = ndtri((np.arange(POINTS) + 0.5) / POINTS)
    size = np.exp(p.trade_spread * z)
    size /= size.mean()
    together = p.persons_and_trade * z[:, None] + np.sqrt(1 - p.persons_and_trade**2) * z
    persons = p.persons_median * np.exp(p.persons_spread * together)
    kind = np.stack([1 - needs.sensitive, needs.sensitive], axis=1)[:, :, None, None] / POINTS**2
    shape = (*kind.shape[:2], POINTS, POINTS)
    sends = needs.sends[:, None, None, None] * kind
    return Senders(
        firms=np.broadcast_to(needs.traders[:, None, None, None] * sends, shape),
        trade_cny_mn=(trade_cny_mn / needs.traders)[:, None, None, None] * size[:, None],
        weight=np.broadcast_to(sends * size[:, None], shape),
        persons=persons[None, None],
    )


def mechanism(rule: DataRule, persons: np.ndarray) -> np.ndarray:
    """Return what a firm needs, 0 nothing, 1 a contract on file, 2 an assessment: (1, 2, sizes, persons).

    Args:
        rule: what is in force.
        persons: whose data it sends a year, (1, 1, sizes, persons); with sensitive data all of them are sensitive.
    """
    plain = np.where(persons >= rule.assessment_persons, 2, persons >= rule.contract_persons)
    sensitive = np.where(persons >= rule.assessment_sensitive, 2, persons >= rule.contract_sensitive)
    return np.concatenate([plain, np.maximum(plain, sensitive)], axis=1)


class DataFlows:
    """Who may send data, of one variant.

    Args:
        who: the firms that send.
        p: parameters ``digital.data.*``.
        rule: what is in force before the run.
        year: parts of a year in which the room steps.
    """

    def __init__(self, who: Senders, p: Room, rule: DataRule, year: float) -> None:
        self.who, self.p, self.year = who, p, year
        self.waiting, self.passed = 0.0, 0.0
        """Cases that wait, and that passed in this part of the month."""
        self._quickest = p.case_days
        """Days that a case takes when none waits."""
        self.freed = np.zeros((len(who.firms), 1, 1, 1))
        """Share of each sector's firms whose data no longer need a mechanism, (sectors, 1, 1, 1)."""
        self._senders = who.firms.sum(axis=(1, 2, 3))
        """Firms that would send data, (sectors,)."""
        self._known: DataRule | None = None
        self._look(rule)
        firms = float(self.applying.sum())
        lapsing, pace = 1 / (rule.valid_years * year), min(1.0, DAYS_A_YEAR / p.case_days / year)
        usual = min(p.cases_2022 * rule.valid_years, firms * pace / (lapsing + pace * (1 - lapsing)))
        self.held = np.where(self.applying > 0, usual / firms if firms else 0.0, 0.0)
        """Share of each that holds its mechanism, the shape of ``who.firms``: a steady state at the start."""
        self.waiting = firms - usual
        self._hold_back()

    def _look(self, rule: DataRule) -> None:
        """Find who needs a mechanism and who applies for it, firms; kept until the rule changes.

        Firms reckon with the usual days of a case. A quicker desk therefore draws no further applicants into the queue,
        where those with little at stake would hold up those with much.
        """
        if self._known == rule:
            return
        p, self._known = self.p, rule
        need = mechanism(rule, self.who.persons)
        cost = np.array([0.0, p.contract_cny_mn, p.assessment_cny_mn])[need]
        term = max(rule.valid_years - p.case_days / DAYS_A_YEAR, 0.0)
        self.needing = need > 0
        worth = p.handling_cost * self.who.trade_cny_mn * term > cost
        self.applying = np.where(self.needing & worth, self.who.firms, 0.0)

    def work(self, rule: DataRule, added_cases: float, days: float, freed: np.ndarray) -> None:
        """Pass a month, or a part of it.

        Args:
            rule: what is in force.
            added_cases: cases a year that the city's desks can help through, besides the usual.
            days: what a case takes when none waits.
            freed: share of each sector's firms whose data no longer need a mechanism, (sectors,).
        """
        self._look(rule)
        self._quickest = days
        self.freed = freed[:, None, None, None]
        self.held = self.held * (1 - 1 / (rule.valid_years * self.year))
        open_cases = self.applying * (1 - self.freed) * (1 - self.held)
        self.waiting = float(open_cases.sum())
        quickest = self.waiting * min(1.0, DAYS_A_YEAR / max(days, 1.0) / self.year)
        self.passed = min((self.p.cases_2022 + max(added_cases, 0.0)) / self.year, quickest)
        if self.waiting > 0:
            self.held = self.held + np.where(self.applying > 0, (1 - self.held) * self.passed / self.waiting, 0.0)
        self.waiting -= self.passed
        self._hold_back()

    @property
    def days(self) -> float:
        """Days from an application to its end at the pace of this month, 0 where nobody applies.

        Those still waiting do not count the part in which a case ends, so that a case takes its own days at least.
        """
        return max(self._quickest, self.waiting / self.passed / self.year * DAYS_A_YEAR) if self.passed > 0 else 0.0

    def may_send(self) -> np.ndarray:
        """Return the share of those who would send data abroad that may, (sectors,)."""
        return 1 - (self.who.firms * self._held_back).sum(axis=(1, 2, 3)) / self._senders

    def _hold_back(self) -> None:
        """Set who holds data back, share of each, and what that costs."""
        self._held_back = self.needing * (1 - self.held) * (1 - self.freed)
        self.cost = self.p.handling_cost * (self.who.weight * self._held_back).sum(axis=(1, 2, 3))
        """What holding back costs, share of the sector's trade by line, (sectors,)."""
