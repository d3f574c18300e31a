"""The last twelve months of some figures, for measures over a year."""

from collections.abc import Mapping

import numpy as np

from model.arrays import Num

MONTHS = 12


class RollingYear:
    """The last twelve months of arrays by name; a month written twice counts once.

    In the first year, sums are scaled up from the months written so far.
    """

    def __init__(self) -> None:
        self._written, self._count = np.zeros(MONTHS, dtype=bool), 0
        self._figures: dict[str, np.ndarray] = {}

    def write(self, month: int, figures: Mapping[str, Num]) -> None:
        """Write a calendar month's figures over those of the month a year before."""
        place = month % MONTHS
        self._written[place] = True
        self._count = int(np.count_nonzero(self._written))
        for name, value in figures.items():
            if name not in self._figures:
                self._figures[name] = np.zeros((MONTHS, *np.shape(value)))
            self._figures[name][place] = value

    def __len__(self) -> int:
        """Return the number of months written, at most twelve."""
        return self._count

    def each(self, name: str) -> np.ndarray:
        """Return the months of a figure written so far, in the order of the calendar year, (months, ...)."""
        return self._figures[name][self._written]

    def total(self, name: str) -> np.ndarray:
        """Return the sum over the year of a monthly flow."""
        total = np.add.reduce(self._figures[name], axis=0)
        return total if self._count == MONTHS else total * (MONTHS / self._count)

    def mean(self, name: str) -> np.ndarray:
        """Return the mean over the months written so far."""
        return np.add.reduce(self._figures[name], axis=0) / self._count
