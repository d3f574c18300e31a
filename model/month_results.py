"""The figures of the month in which the model stands, as every room reports them."""

from collections.abc import Mapping

import numpy as np

from model.variables import VARIABLES

ADDS_UP = {key: variable.kind == "flow" for key, variable in VARIABLES.items()}
"""Whether a variable adds up over the parts of a month."""


class MonthResults:
    """Figures by the keys of :data:`model.variables.VARIABLES`, empty at the beginning of a month."""

    def __init__(self) -> None:
        self._figures: dict[str, np.ndarray] = {}

    def __getitem__(self, key: str) -> np.ndarray:
        """Return a figure of this month.

        Raises:
            KeyError: no room has reported it yet.
        """
        return self._figures[key]

    def into(self, series: Mapping[str, np.ndarray], place: int) -> None:
        """Write the figures into the rows at a place of series by the same keys, (months, *axes).

        Raises:
            KeyError: no room has reported one of them.
        """
        figures = self._figures
        for key, rows in series.items():
            rows[place] = figures[key]

    def __contains__(self, key: str) -> bool:
        return key in self._figures

    def write(self, figures: Mapping[str, np.ndarray]) -> None:
        """Write figures, over earlier ones of the same key.

        Raises:
            KeyError: a key that is not a variable.
        """
        if not figures.keys() <= ADDS_UP.keys():
            raise KeyError(*(figures.keys() - ADDS_UP.keys()))
        self._figures.update(figures)

    def add_part(self, figures: Mapping[str, np.ndarray]) -> None:
        """Write the figures of one part of the month: flows add up over the parts, all others are as at its end.

        Raises:
            KeyError: a key that is not a variable.
        """
        now = self._figures
        if now.keys().isdisjoint(figures):  # the first part, of mostly one
            self.write(figures)
            return
        for key, value in figures.items():
            now[key] = now[key] + value if ADDS_UP[key] and key in now else value
