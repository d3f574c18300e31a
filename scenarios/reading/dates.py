"""Dates of a scenario file, ``YYYY-MM`` or ``YYYY-MM-DD``, as calendar months counted from 2013-01."""

import calendar
import re

from model.facts.months import EPOCH_YEAR, month_index

LAST_YEAR = 2099
_FORM = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?")


def span(text: str) -> tuple[float, float]:
    """When a date begins and ends: calendar months since 2013-01, a day being its share of the month.

    Raises:
        ValueError: not a date of the two forms, or not in the calendar, or not in 2013-2099.
    """
    match = _FORM.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year, month = int(match[1]), int(match[2])
    if not (EPOCH_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        raise ValueError(text)
    start = month_index(year, month)
    if match[3] is None:
        return float(start), float(start + 1)
    days, day = calendar.monthrange(year, month)[1], int(match[3])
    if not 1 <= day <= days:
        raise ValueError(text)
    return start + (day - 1) / days, start + day / days


def span_or_none(value: object) -> tuple[float, float] | None:
    """:func:`span` of a value that may be no date at all: then None."""
    if not isinstance(value, str):
        return None
    try:
        return span(value)
    except ValueError:
        return None
