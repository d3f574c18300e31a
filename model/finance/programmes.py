"""Programmes of credit: what is lent out of the money on offer, what is outstanding, and what is lost.

Loans on patents, to technology firms and seed money are paid out in :mod:`model.home.credit`, where firms apply for them;
green loans here. A guarantee lets lenders place more of the money, and makes them look less closely at borrowers.
"""

import numpy as np

from common.vocabulary import PROGRAMMES
from model.parameters import Room

GREEN = PROGRAMMES.index("green")
TASKS, LEVER = 0, 1


class Programmes:
    """Loans outstanding by who set them up, tasks or the lever, and by programme, million CNY.

    Args:
        p: parameters, room ``finance``.
        year: parts of months in a year.
    """

    def __init__(self, p: Room, year: float) -> None:
        self.p, self.year = p, year
        self._kept = 1 - 1 / np.maximum(p.credit.years.vector(PROGRAMMES) * year, 1.0)
        """Share of loans that is not paid back in a part of a month, (programmes,)."""
        self.outstanding, self.guaranteed = np.zeros((2, 2, len(PROGRAMMES)))
        """Loans, and what of them is guaranteed, million CNY, (who, programmes)."""
        self._before = np.zeros((2, 2, len(PROGRAMMES) - GREEN - 1))
        """Money for technology firms that was on offer one part of a month ago, and what share was guaranteed, as in :meth:`lend`."""

    def lend(self, offered: np.ndarray, guaranteed: np.ndarray, to_technology: float) -> None:
        """Pass a part of a month: loans are paid out and paid back.

        What technology firms took is known one part later, so that it is divided as money was offered then.

        Args:
            offered: money that lenders can place, million CNY a year, (who, programmes).
            guaranteed: share of it that is guaranteed, (who, programmes).
            to_technology: what technology firms took of what was offered one part before, million CNY a year.
        """
        paid = offered.copy()
        most = self.p.credit.green_applying
        paid[:, GREEN] *= most * -np.expm1(-offered[:, GREEN].sum() / most) / max(offered[:, GREEN].sum(), 1e-9)
        technology, guaranteed = slice(GREEN + 1, None), guaranteed.copy()
        now = np.array([offered[:, technology], guaranteed[:, technology]])
        paid[:, technology], guaranteed[:, technology] = self._before
        paid[:, technology] *= to_technology / max(paid[:, technology].sum(), 1e-9)
        self._before = now
        flow = paid / self.year
        self.outstanding = self.outstanding * self._kept + flow
        self.guaranteed = self.guaranteed * self._kept + flow * guaranteed

    def losses(self) -> tuple[float, float]:
        """Return what is lost in a year, million CNY: by lenders and guarantors together, and by the city's guarantees."""
        c = self.p.credit
        share = c.default * c.lost
        riskier = 1 + c.guarantee_risk * self.guaranteed / np.maximum(self.outstanding, 1e-9)
        lost = share * riskier * self.outstanding
        covered = share * riskier * self.guaranteed
        return float(lost.sum()), float(covered[LEVER].sum())

    def saved(self) -> float:
        """Return what foreign firms save in a year on green loans, million CNY."""
        c = self.p.credit
        return float(self.outstanding[:, GREEN].sum() * c.green_saving / 100 * c.green_foreign)
