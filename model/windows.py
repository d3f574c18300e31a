"""The last twelve months of a few figures, for measures that look back a year."""

from collections.abc import Mapping

import numpy as np

MONTHS = 12


class Year:
    """Twelve months of arrays by name; a month written twice counts once.

    Until a year has passed, sums are scaled up to a year from the months there are.
    """

    def __init__(self) -> None:
        self._months: dict[int, dict[str, np.ndarray]] = {}

    def write(self, month: int, figures: Mapping[str, np.ndarray]) -> None:
        """Put down a calendar month's figures; those of the month a year before are dropped."""
        self._months[month % MONTHS] = {name: np.array(value, dtype=float) for name, value in figures.items()}

    def __len__(self) -> int:
        """How many months there are, at most twelve."""
        return len(self._months)

    def each(self, name: str) -> np.ndarray:
        """All months of a figure, in no order, shape (months, ...)."""
        return np.array([figures[name] for figures in self._months.values()])

    def total(self, name: str) -> np.ndarray:
        """Sum over the year of a monthly flow."""
        return self.each(name).sum(axis=0) * (MONTHS / len(self))

    def mean(self, name: str) -> np.ndarray:
        """Mean over the months there are."""
        return self.each(name).mean(axis=0)
