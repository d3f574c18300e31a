"""The last twelve months of a few figures, for measures that look back a year."""

from collections.abc import Mapping

import numpy as np

from model.arrays import Num

MONTHS = 12


class RollingYear:
    """Twelve months of arrays by name; a month written twice counts once.

    Until a year has passed, sums are scaled up to a year from the months there are.
    """

    def __init__(self) -> None:
        self._written = np.zeros(MONTHS, dtype=bool)
        self._figures: dict[str, np.ndarray] = {}

    def write(self, month: int, figures: Mapping[str, Num]) -> None:
        """Put down a calendar month's figures, over those of the month a year before."""
        place = month % MONTHS
        self._written[place] = True
        for name, value in figures.items():
            if name not in self._figures:
                self._figures[name] = np.zeros((MONTHS, *np.shape(value)))
            self._figures[name][place] = value

    def __len__(self) -> int:
        """How many months there are, at most twelve."""
        return int(self._written.sum())

    def each(self, name: str) -> np.ndarray:
        """The months there are of a figure, by place in the calendar year, shape (months, ...)."""
        return self._figures[name][self._written]

    def total(self, name: str) -> np.ndarray:
        """Sum over the year of a monthly flow."""
        return self._figures[name].sum(axis=0) * (MONTHS / len(self))

    def mean(self, name: str) -> np.ndarray:
        """Mean over the months there are."""
        return self._figures[name].sum(axis=0) / len(self)
