"""Dates as people type them, in the form that a file wants: ``2023年7月`` is ``2023-07``."""

import datetime
import re

from common.lookalikes import plain

_FORM = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*(?:月|[-/.月]\s*(\d{1,2})\s*[日号]?)?")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})?")
_YEAR = re.compile(r"(\d{4})\s*年")
LONGEST = 20
"""A longer text is no date, characters."""


def date_meant(text: str) -> str | None:
    """Return the date that a text means as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; None where unsure."""
    typed = plain(text).strip().strip("\"'")
    if len(typed) > LONGEST:
        return None
    if year := _YEAR.fullmatch(typed):
        return year[1]
    match = _FORM.fullmatch(typed) or _COMPACT.fullmatch(typed)
    if match is None:
        return None
    year_number, month, day = int(match[1]), int(match[2]), int(match[3] or 1)
    try:
        date = datetime.date(year_number, month, day)
    except ValueError:
        return None
    return date.isoformat() if match[3] else f"{date:%Y-%m}"
