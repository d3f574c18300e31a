"""What makes groups draw money from abroad or lend it there: interest at home and abroad, and where the yuan goes."""

import functools

import numpy as np
from scipy.special import expit

from model.facts.months import month_index
from model.facts.tables import rows
from model.parameters import Room


@functools.cache
def _path() -> tuple[np.ndarray, np.ndarray]:
    """Return months of change, and interest at home less interest abroad from each on, percentage points."""
    listed = rows("interest_rates")
    months = [month_index(int(row["from"][:4]), int(row["from"][5:])) for row in listed]
    return np.array(months, float), np.array([float(row["cny_loan"]) - float(row["usd_funds"]) for row in listed])


def advantage(month: float, depreciation: float, p: Room) -> float:
    """Return by how much a group that borrows abroad pays less than at home, percentage points; below 0 it pays more.

    Interest moves in a straight line between the months listed; before the first and after the last it stays.

    Args:
        month: calendar month.
        depreciation: fall of the yuan over the last twelve months, per cent; a part of it is expected to go on.
        p: parameters, room ``finance``.
    """
    return float(np.interp(month, *_path())) - p.bank_margin - p.expected * depreciation


def inward(borrowing_abroad: float, p: Room) -> float:
    """Return the share of what pools move that comes in, the rest goes out, 0-1.

    Args:
        borrowing_abroad: its advantage, percentage points.
        p: parameters, room ``finance``.
    """
    return float(expit(borrowing_abroad / p.gap_spread))


def saving(borrowing_abroad: float, p: Room) -> float:
    """Return what a pool saves on what it moves, percentage points a year: a bank's margin and handling, and a part of the
    difference in interest, whichever way it goes."""
    return p.pool.margin + p.pool.reach * abs(borrowing_abroad)
