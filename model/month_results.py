"""The figures of the month in which the model stands, as every room reports them."""

from collections.abc import Mapping

import numpy as np

from model.variables import VARIABLES


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

    def __contains__(self, key: str) -> bool:
        return key in self._figures

    def write(self, figures: Mapping[str, np.ndarray]) -> None:
        """Write figures, over earlier ones of the same key.

        Raises:
            KeyError: a key that is not a variable.
        """
        for key, value in figures.items():
            VARIABLES[key]
            self._figures[key] = value

    def add_part(self, figures: Mapping[str, np.ndarray]) -> None:
        """Write the figures of one part of the month: flows add up over the parts, all others are as at its end.

        Raises:
            KeyError: a key that is not a variable.
        """
        for key, value in figures.items():
            adds_up = VARIABLES[key].kind == "flow" and key in self
            self._figures[key] = self._figures[key] + value if adds_up else value
