"""Finance companies of groups, single accounts, licensed foreign institutions and fund managers: those who come and take."""

import numpy as np

from common.vocabulary import DIRECTIONS, FINANCIAL_INSTITUTIONS
from model.arrays import Num
from model.parameters import Room


def interested(offered: Num, could: Num) -> Num:
    """Return how many take up what is offered, of those who could; the more are offered, the fewer are left."""
    return could * -np.expm1(-np.maximum(offered, 0.0) / could)


class Institutions:
    """Those who came or took something since the start.

    Args:
        p: parameters, room ``finance``.
        year: parts of months in a year.
        candidates: groups large enough for a finance company of their own.
    """

    def __init__(self, p: Room, year: float, candidates: float) -> None:
        self.p, self._candidates = p, candidates
        self._pace = 1 / max(p.coming_years * year, 1.0)
        self._could_come = p.candidates.vector(FINANCIAL_INSTITUTIONS)
        self.companies = self.accounts = 0.0
        """Finance companies of foreign groups; firms with a single account for all currencies."""
        self.licensed, self.managers = np.zeros(len(FINANCIAL_INSTITUTIONS)), np.zeros(len(DIRECTIONS))
        """Foreign institutions by kind; managers of funds that bring capital in and take it out."""

    def deal(self, companies: float, accounts: float, licences: np.ndarray, quotas: np.ndarray) -> None:
        """Pass a part of a month. Who was licensed stays; managers and holders of accounts go when the pilot ends.

        Args:
            companies: licences for finance companies.
            accounts: firms whose bank may offer them a single account.
            licences: licences of foreign institutions, (institutions,).
            quotas: quotas of funds, million USD, (directions,).
        """
        p, pace = self.p, self._pace
        self.companies += max(interested(companies, self._candidates) - self.companies, 0.0) * pace
        came = interested(licences, self._could_come)
        self.licensed = self.licensed + np.maximum(came - self.licensed, 0.0) * pace
        self.accounts += (interested(accounts, p.accounts.firms) - self.accounts) * pace
        could = interested(quotas / p.funds.quota_usd_mn, p.funds.candidates)
        self.managers = self.managers + (could - self.managers) * pace

    def saved(self) -> float:
        """Return what foreign firms save in a year, million CNY: inside their groups, on payments, on loans of foreign banks."""
        p = self.p
        by_accounts = self.accounts * p.accounts.payments_cny_mn * p.accounts.saving / 100 * p.accounts.foreign
        bank = p.banks.loans_cny_mn * p.banks.to_foreign_firms * p.banks.saving / 100
        return self.companies * p.companies.saving_cny_mn + by_accounts + self.licensed[0] * bank

    def fund_flows(self) -> np.ndarray:
        """Return what funds bring in and take out in a year, million USD, (directions,)."""
        return self.managers * self.p.funds.quota_usd_mn / self.p.funds.years
