"""Calendar months as numbers: whole months since 2013-01, real numbers within a month."""

import calendar
from datetime import date

EPOCH_YEAR = 2013
DAYS_A_YEAR = 365.25
DAYS_A_MONTH = DAYS_A_YEAR / 12
WEEKS_A_YEAR = 52
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
"""The months of a year as parameters name them."""
SEASON_MONTHS = 6
"""Length of a season of flights, for which airlines plan and rights are granted."""
LONGEST_RUN = 120
"""Months that a run may have."""


def month_index(year: int, month: int) -> int:
    """Return calendar months since 2013-01."""
    return (year - EPOCH_YEAR) * 12 + month - 1


UNSEEN = month_index(2023, 1)
"""First calendar month unknown when the plan was written; central paths are known up to here."""


def month_label(index: int) -> str:
    """Return ``"YYYY-MM"`` of a calendar month."""
    return f"{EPOCH_YEAR + index // 12}-{index % 12 + 1:02d}"


def real_month(day: date) -> float:
    """Return months since 2013-01 of a date, with the part of the month that has passed by that morning.

    2023-07-01 is 126.0, the 16th of a 30-day month adds 0.5.
    """
    return month_index(day.year, day.month) + (day.day - 1) / calendar.monthrange(day.year, day.month)[1]
