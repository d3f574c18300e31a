"""The model's own yearly numbers for Nanjing from 2013 to 2019, member by member, for the backtests."""

from pathlib import Path

import numpy as np

from calibration.history import yearly
from calibration.validation import past_members
from calibration.validation.past_members import FIRST_YEAR, LAST_YEAR, Arrays
from scenarios.running.ensemble import Progress

VARIABLES = {
    "inbound_visitors": "visitors",
    "fdi_musd": "fdi_actual_use",
    "inbound_receipts_musd": "visitor_spending",
}
"""Indicator of the city panel → result."""


def paths(
    folder: Path, members: int, scale: float | None = None, workers: int | None = None, progress: Progress | None = None
) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Return yearly numbers of the model over the known years, in the world as it was.

    For arguments see :func:`calibration.validation.past_members.play`.

    Returns:
        Indicator → years (years,) and members (members, years).
    """
    years = np.arange(FIRST_YEAR, LAST_YEAR + 1)
    found = past_members.play(folder, _totals, members, scale, workers, progress)
    return {name: (years, found[name]) for name in VARIABLES}


def _totals(results: Arrays) -> Arrays:
    by_year = {name: yearly(variable, results[variable]) for name, variable in VARIABLES.items()}
    return {name: numbers.reshape(len(numbers), -1).sum(axis=1) for name, numbers in by_year.items()}
