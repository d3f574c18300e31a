"""What a run is to agree with: figures that were observed, and how many candidates are looked at."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from scenarios.conditioning.candidates import Blocks, Measure
from scenarios.running.fingerprints import ROOT, files_hash

YEAR_ERROR = 0.10
"""Standard deviation of the error of a yearly figure that names none, as a share; *assumption*: what counts and the model mean
by the same word differ by about so much."""
MONTHS_A_YEAR = 12


class Figure(NamedTuple):
    """One figure: a series and its period, calendar months as ``first`` and ``last``, its value in the unit of the results.

    ``error`` is the standard deviation of its error as a share; ``stated`` whether the file names it; ``name`` by language.
    """

    variable: str
    cell: tuple[tuple[str, str], ...]
    start: str
    end: str
    first: int
    last: int
    value: float
    unit: str
    error: float
    stated: bool
    source: str
    name: Mapping[str, str]


def usual_error(months: float, stock: bool) -> float:
    """Return the error of a figure that names none: errors of months are independent, so that a year's are as said above."""
    return YEAR_ERROR if stock else YEAR_ERROR * float(np.sqrt(MONTHS_A_YEAR / min(max(months, 1.0), MONTHS_A_YEAR)))


@dataclass(frozen=True)
class Given:
    """Figures, how a run's are taken, and the number of candidates; ``content`` is the file as it was read."""

    name: str
    content: bytes
    figures: tuple[Figure, ...]
    measure: Measure
    candidates: int

    @property
    def stop(self) -> int:
        """Calendar month after the last figure."""
        return max(figure.last for figure in self.figures) + 1

    @property
    def key(self) -> tuple[object, ...]:
        """All that the choice of members depends on, as plain data."""
        plain = [(*figure[:7], figure.error) for figure in self.figures]
        return "given", plain, self.candidates, _code()

    def may(self, blocks: Blocks) -> np.ndarray:
        """Return whether a score can act on a figure, (scores, figures): not on one that came before it."""
        return np.array([[first <= figure.last for figure in self.figures] for _, first, _ in blocks], dtype=bool)


@functools.cache
def _code() -> str:
    """Fingerprint of the code that chooses members; what runs them is hashed with every run."""
    return files_hash(sorted((ROOT / "scenarios" / "conditioning").glob("*.py")))
