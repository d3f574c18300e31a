"""Who gets the seats of a full cabin: those who would pay most, residents and visitors alike."""

import numpy as np

from model.parameters import Parameters

ROUNDS, LOG_FARE_MOST = 30, 16.0
"""Bisection of the fare, and a log fare at which nobody flies."""


class Seating:
    """Rationing of direct seats.

    Args:
        p: the parameters (rooms ``carriers`` and ``residents``).
    """

    def __init__(self, p: Parameters):
        residents = p.room("residents")
        self.fullest_load: float = residents.fullest_load
        self.of_residents: float = p.room("carriers").residents_fare_elasticity
        self.of_visitors: float = residents.visitors_fare_elasticity

    def sold_at_most(self, seats: np.ndarray) -> np.ndarray:
        """Seats that can be sold over a month, in which days and directions differ, (origins,)."""
        return self.fullest_load * seats

    def for_visitors(self, seats: np.ndarray, visitors: np.ndarray, residents: np.ndarray) -> np.ndarray:
        """Seats a month that visitors may book, (origins,).

        Where both find seats, visitors may book all that residents leave. Where they do not, the fare that would bring
        both down to the seats on sale divides them.

        Args:
            seats: seats a month, (origins,).
            visitors: visitors who want one, people a month, (origins,).
            residents: residents who want one, people a month, (origins,).
        """
        on_sale = self.sold_at_most(seats)
        left = on_sale - residents
        if (full := np.flatnonzero(visitors + residents > on_sale)).size:
            left[full] = self._divided(on_sale[full], visitors[full], residents[full])
        return left

    def _divided(self, on_sale: np.ndarray, visitors: np.ndarray, residents: np.ndarray) -> np.ndarray:
        """Seats that go to visitors where both want more than is on sale, at the fare that brings them down to it."""
        low, high = np.zeros(on_sale.size), np.full(on_sale.size, LOG_FARE_MOST)
        for _ in range(ROUNDS):  # bisection
            middle = (low + high) / 2
            fits = self._asked(middle, visitors, residents) <= on_sale
            low, high = np.where(fits, low, middle), np.where(fits, middle, high)
        return np.minimum(visitors * np.exp(self.of_visitors * high), on_sale)

    def _asked(self, log_fare: np.ndarray, visitors: np.ndarray, residents: np.ndarray) -> np.ndarray:
        return visitors * np.exp(self.of_visitors * log_fare) + residents * np.exp(self.of_residents * log_fare)
