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


_PERIOD = re.compile(
    r"(?:\d{4}\s*[-.年]?\s*)?\d{1,2}\s*月?\s*[-~至到]\s*\d{1,2}\s*月.*"
    r"|\d{4}[-./年]\d{1,2}月?\s*(?:至|到|~|to|--?)\s*\d{4}[-./年]\d{1,2}月?"
    r"|\d{4}\s*(?:to|[-~至到])\s*\d{4}\s*年?"
    r"|\d{4}\s*[-年]?\s*(?:q[1-4]|h[12]|[一二三四1-4]\s*季度|第[一二三四1-4]季度|[上下]半年|前[一二三四五六七八九十\d]+个?[月季].*)"
    r"|q[1-4]\s*[-/]?\s*\d{4}",
    re.IGNORECASE,
)


def is_period(text: str) -> bool:
    """Whether a text names several months in one, such as ``2024年1-5月`` or ``2024Q1``, and no single date."""
    return len(text) <= 2 * LONGEST and _PERIOD.fullmatch(plain(text).strip()) is not None
