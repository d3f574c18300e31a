"""Who gets the seats of a full cabin: those who would pay most, residents and visitors alike."""

import numpy as np

from model.parameters import Parameters

LOG_FARE_MOST, STEP, NEAR = 16.0, 2.0**-26, 1e-5
"""A log fare at which nobody flies; log fares are found to a whole number of steps, and how near the search comes first."""
TINY = 1e-300
"""Stands for no seat in logarithms."""


class Seating:
    """Rationing of direct seats.

    Args:
        p: the parameters (rooms ``carriers`` and ``residents``).
    """

    def __init__(self, p: Parameters) -> None:
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
        if (full := (visitors + residents > on_sale).nonzero()[0]).size:
            left[full] = self._divided(on_sale[full], visitors[full], residents[full])
        return left

    def _divided(self, on_sale: np.ndarray, visitors: np.ndarray, residents: np.ndarray) -> np.ndarray:
        """Seats that go to visitors where both want more than is on sale, at the lowest fare that brings them down to it."""
        fare = STEP * np.ceil(self._clearing(on_sale, visitors, residents) / STEP)
        while True:  # what is asked at neighbouring steps decides, not the rounding of the search
            low = (self._asked(fare, visitors, residents) > on_sale) & (fare < LOG_FARE_MOST)
            high = self._asked(fare - STEP, visitors, residents) <= on_sale
            if not (low | high).any():
                break
            fare += STEP * low - STEP * high
        return np.minimum(visitors * np.exp(self.of_visitors * fare), on_sale)

    def _clearing(self, on_sale: np.ndarray, visitors: np.ndarray, residents: np.ndarray) -> np.ndarray:
        """Log fare at which both together ask for what is on sale, by Newton's method: the logarithm of what they ask for
        falls ever less steeply with the log fare, so that no step goes too far."""
        fare, goal = np.zeros(on_sale.size), np.log(np.maximum(on_sale, TINY))
        more = np.full(on_sale.size, LOG_FARE_MOST)
        while more.max() > NEAR:
            of_visitors = visitors * np.exp(self.of_visitors * fare)
            of_residents = residents * np.exp(self.of_residents * fare)
            asked = of_visitors + of_residents
            fall = self.of_visitors * of_visitors + self.of_residents * of_residents
            more = np.minimum((goal - np.log(asked)) * asked / fall, LOG_FARE_MOST - fare)
            fare += more
        return fare

    def _asked(self, log_fare: np.ndarray, visitors: np.ndarray, residents: np.ndarray) -> np.ndarray:
        return visitors * np.exp(self.of_visitors * log_fare) + residents * np.exp(self.of_residents * log_fare)
