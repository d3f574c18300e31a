"""Offshore trade: goods bought and sold abroad that never touch China, booked where it is cheap to settle.

Intermediaries choose between Nanjing and other places (Shanghai, Hong Kong, Singapore) deal by deal. A day of waiting for
the bank's checks costs interest, stamp duty is due on both contracts; what is saved is weighed against the thin margin.
Only firms on the white list settle quickly and get duty back. Large firms are listed first: by Zipf's law the ``n``
largest of ``N`` book about ``log(1 + n) / log(1 + N)`` of all.
"""

import numpy as np
from scipy.special import expit, logit

from model.parameters import Room
from model.policy import Policy


class OffshoreTrade:
    """Turnover booked in Nanjing.

    Args:
        p: parameters, group ``institutions.offshore``.
    """

    def __init__(self, p: Room) -> None:
        self.p = p
        self.turnover = self.turnover_start = p.turnover * p.share
        """Booked in Nanjing, million CNY of 2022 a year."""
        self.refunded = 0.0
        """Stamp duty refunded, million CNY of 2022 a year."""

    def book(self, policy: Policy, more_headquarters: float) -> None:
        """Let intermediaries choose where they book.

        Args:
            policy: the month's rules.
            more_headquarters: regional headquarters beyond the usual, which book for their groups.
        """
        p, rules = self.p, policy.offshore
        days = max(p.days - rules.settlement_days, 0.0) if rules.listed_firms > 0 else 0.0
        saved = days * p.day_cost + rules.stamp_duty_refund * p.stamp_duty
        listed = min(np.log1p(rules.listed_firms) / np.log1p(p.firms), 1.0)
        gain = p.slope * saved / p.margin
        reach = p.turnover + p.by_headquarters / p.share * more_headquarters
        by_listed = max(reach, 0.0) * listed * float(expit(logit(p.share) + gain))
        self.turnover = by_listed + max(reach, 0.0) * (1 - listed) * p.share
        self.refunded = by_listed * rules.stamp_duty_refund * p.stamp_duty

    @property
    def margin(self) -> float:
        """What intermediaries earn on it, million CNY of 2022 a year."""
        return self.turnover * self.p.margin

    @property
    def margin_more(self) -> float:
        """The same beyond what they earned at the start."""
        return (self.turnover - self.turnover_start) * self.p.margin
