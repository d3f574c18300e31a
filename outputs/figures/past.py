"""Nanjing's past before a run: yearly figures of the city panel, as the city counted them."""

import functools
from pathlib import Path

import numpy as np

from common.errors import UserError
from common.files import read_csv

PANEL = Path(__file__).parents[2] / "model" / "data" / "panel.csv"
INDICATORS = {"fdi": "fdi_musd", "visitors": "inbound_visitors", "spending": "inbound_receipts_musd"}
"""Column of the panel by headline outcome, in the unit of the results; trade in goods and services has none."""
FIRST_YEAR = 2013
"""The definition of visitors changed before; investment is counted wider in some years after."""


def past_years(outcome: str, before: int) -> tuple[np.ndarray, np.ndarray]:
    """Return years and what Nanjing counted in them, in the unit of the results.

    Args:
        outcome: key of a headline outcome.
        before: the first year of the run.

    Returns:
        (years,) and (years,); both empty where the panel has no such series or is not there.
    """
    found = sorted(
        (year, value)
        for indicator, year, value in _panel()
        if indicator == INDICATORS.get(outcome) and FIRST_YEAR <= year < before
    )
    return np.array([year for year, _ in found], dtype=int), np.array([value for _, value in found], dtype=float)


@functools.cache
def _panel() -> tuple[tuple[str, int, float], ...]:
    try:
        rows = read_csv(PANEL)
    except (OSError, UserError):
        return ()
    return tuple((row["indicator"], int(row["year"]), float(row["value"])) for row in rows if row["city"] == "nanjing")
