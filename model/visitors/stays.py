"""Length of stay of a visitor in Nanjing, and spending there."""

import numpy as np

from common.vocabulary import PURPOSES
from model.parameters import Parameters


class Stays:
    """Nights and spending per visitor (room ``visitors``), all in expectation or from keyed quantiles.

    Nights follow a geometric law from one upward, cut where the entry permits fewer. Spending is nights times a
    daily amount by purpose and income class, lognormal between parties.
    """

    def __init__(self, p: Parameters) -> None:
        self.p = p.room("visitors")
        self.mean_nights = self.p.nights.vector(PURPOSES)
        self.daily = self.p.daily_spending_usd.vector(PURPOSES)

    def nights(
        self, u: np.ndarray, purpose: np.ndarray, side: np.ndarray, permitted: np.ndarray, longer: float = 1.0
    ) -> np.ndarray:
        """Return nights of each visitor, at least 1, from quantiles ``u``, means times ``longer``; (visitors,)."""
        mean = longer * np.where(side, self.p.side_nights, self.mean_nights[purpose])
        with np.errstate(divide="ignore"):
            drawn = np.ceil(np.log(u) / np.log1p(-1 / np.maximum(mean, 1.0 + 1e-6)))
        return np.minimum(np.maximum(drawn, 1.0), np.maximum(permitted, 1.0))

    def expected(self, purpose: np.ndarray, money: np.ndarray, side: bool) -> np.ndarray:
        """Return the mean of :meth:`spending` over luck, USD, (visitors,); nights beyond a permitted stay are counted."""
        nights = self.p.side_nights if side else self.mean_nights[purpose]
        return nights * self._a_night(purpose, money, side)

    def spending(
        self, z: np.ndarray, nights: np.ndarray, purpose: np.ndarray, money: np.ndarray, side: np.ndarray
    ) -> np.ndarray:
        """Return the USD spent by each visitor; ``z`` standard normal, ``money`` the income-class factor; (visitors,)."""
        return (
            nights
            * self._a_night(purpose, money, side)
            * np.exp(self.p.spending_sigma * z - self.p.spending_sigma**2 / 2)
        )

    def _a_night(self, purpose: np.ndarray, money: np.ndarray, side: bool | np.ndarray) -> np.ndarray:
        return (
            self.daily[purpose] * money**self.p.spending_income_power * np.where(side, self.p.side_spending_factor, 1.0)
        )
