"""Dates as people type them, in the form that a file wants: ``2023年7月`` is ``2023-07``."""

import datetime
import re

from common.lookalikes import plain

_FORM = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*(?:月|[-/.月]\s*(\d{1,2})\s*[日号]?)?")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})?")
_YEAR = re.compile(r"(\d{4})\s*年|(\d{4})\.0")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = re.compile(rf"({'|'.join(_MONTHS)})[a-z]*[-\s./']*(\d{{4}}|\d{{2}})", re.IGNORECASE)
_NAMED_LAST = re.compile(rf"(\d{{4}}|\d{{2}})[-\s./]*({'|'.join(_MONTHS)})[a-z]*", re.IGNORECASE)
_CHINESE_LAST = re.compile(r"(\d{1,2})月\s*[-/]\s*(\d{4}|\d{2})")
_SHORT_YEAR = re.compile(r"(\d{2})年\s*(\d{1,2})月")
_SERIAL = re.compile(r"\d{5}")
EXCEL_DAY_ZERO = datetime.date(1899, 12, 30)
SERIAL_DAYS = range(36_526, 54_789)
"""What Excel keeps of a day: days since the end of 1899; here those of 2000 to 2049."""
LONGEST = 20
"""A longer text is no date, characters."""


def date_meant(text: str) -> str | None:
    """Return the date that a text means as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; None where unsure.

    A year of two digits is one of this century.
    """
    typed = plain(text).strip().strip("\"'")
    if len(typed) > LONGEST:
        return None
    if year := _YEAR.fullmatch(typed):
        return year[1] or year[2]
    if _SERIAL.fullmatch(typed) and int(typed) in SERIAL_DAYS:
        return (EXCEL_DAY_ZERO + datetime.timedelta(int(typed))).isoformat()
    parts = _parts(typed)
    if parts is None:
        return None
    century = 2000 if len(parts[0]) == 2 else 0
    try:
        date = datetime.date(century + int(parts[0]), int(parts[1]), int(parts[2] or 1))
    except ValueError:
        return None
    return date.isoformat() if parts[2] else f"{date:%Y-%m}"


def _parts(typed: str) -> tuple[str, str, str] | None:
    """Return year, month and day, which may be empty, as they stand in a text."""
    if match := _FORM.fullmatch(typed) or _COMPACT.fullmatch(typed):
        return match[1], match[2], match[3] or ""
    if match := _NAMED.fullmatch(typed):
        return match[2], str(_MONTHS.index(match[1].lower()) + 1), ""
    if match := _NAMED_LAST.fullmatch(typed):
        return match[1], str(_MONTHS.index(match[2].lower()) + 1), ""
    if match := _CHINESE_LAST.fullmatch(typed):
        return match[2], match[1], ""
    if match := _SHORT_YEAR.fullmatch(typed):
        return match[1], match[2], ""
    return None


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
