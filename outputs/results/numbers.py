"""Units and numbers as readers expect them: 亿元, 万人次, billion CNY, thousand visitors; rounded to their uncertainty.

Results are kept in the units of the results file (million USD, million CNY, persons). Everything that is printed or
drawn passes through here, so that a figure and a table of the same run never disagree.
"""

import math
from typing import NamedTuple

MISSING = "–"
MINUS = "\N{MINUS SIGN}"
MOST_CHANGE = 10
"""Times the level that it is compared with up to which a change is shown in per cent of that: +3,497 % says nothing."""
NEGLIGIBLE = 5e-5
"""Share of the level under which an effect whose interval holds zero is printed as none, with the digits of the level."""


class Unit(NamedTuple):
    """A reader's unit: the reader's number is the file's number times ``factor``."""

    factor: float
    name: str


def _unit(en_factor: float, en: str, zh_factor: float, zh: str) -> dict[str, Unit]:
    return {"en": Unit(en_factor, en), "zh": Unit(zh_factor, zh)}


_VISITORS = _unit(1e-3, "thousand visitors", 1e-4, "万人次")
_FIRMS = _unit(1, "firms", 1, "家")
_PEOPLE = _unit(1, "people", 1, "人")
_MILLIONS = _unit(1, "million CNY", 0.01, "亿元")

BY_VARIABLE: dict[str, dict[str, Unit]] = {
    "visitors": _VISITORS,
    "visitors_by_way": _VISITORS,
    "rival_visitors": _VISITORS,
    "visitors_jiangsu": _VISITORS,
    "visitors_china": _VISITORS,
    "visitor_nights": _unit(1e-3, "thousand nights", 1e-4, "万人夜"),
    "new_foreign_firms": _FIRMS,
    "new_substantive_firms": _FIRMS,
    "foreign_firms": _FIRMS,
    "domestic_firms_founded": _FIRMS,
    "domestic_firms": _FIRMS,
    "servitised_makers": _FIRMS,
    "technology_loans": _unit(1, "loans and grants", 1, "笔"),
    "complaints_filed": _unit(1, "cases", 1, "件"),
    "complaints_settled": _unit(1, "cases", 1, "件"),
    "complaint_days": _unit(1, "days", 1, "天"),
    "data_cases_waiting": _unit(1, "cases", 1, "件"),
    "data_case_days": _unit(1, "days", 1, "天"),
    "may_send_data": _unit(100, "%", 100, "%"),
    "dedicated_lines": _FIRMS,
    "data_exchange_turnover": _MILLIONS,
    "computing_price": _unit(1e3, "thousand CNY per PFlops and year", 100, "万元/PFlops·年"),
    "domestic_jobs": _unit(1e-3, "thousand jobs", 1e-4, "万人"),
    "fdi_pipeline": _unit(1, "investors", 1, "家"),
    "jobs": _unit(1e-3, "thousand jobs", 1e-4, "万人"),
    "weekly_flights": _unit(1, "return flights a week", 1, "班/周"),
    "seats": _unit(1e-3, "thousand seats", 1e-4, "万座"),
    "outbound_passengers": _unit(1e-3, "thousand people", 1e-4, "万人次"),
    "load_factor": _unit(100, "%", 100, "%"),
    "talent": _unit(1e-3, "thousand people", 1e-4, "万人"),
    "talent_arrivals": _PEOPLE,
    "talent_departures": _PEOPLE,
    "duty_free_sales": _MILLIONS,
    "duty_free_shifted": _MILLIONS,
    "duty_free_buyers_cut": _unit(100, "%", 100, "%"),
    "duty_free_public_income": _MILLIONS,
    "land_income": _MILLIONS,
    "quarter_value": _MILLIONS,
    "land_taken_up": _unit(1, "hectares", 1, "公顷"),
    "jobs_by_education": _unit(1e-3, "thousand jobs", 1e-4, "万人"),
    "jobs_by_zone": _unit(1e-3, "thousand jobs", 1e-4, "万人"),
    "foreign_firms_by_zone": _FIRMS,
    "jobs_by_district": _unit(1e-3, "thousand jobs", 1e-4, "万人"),
    "visitor_nights_by_district": _unit(1e-3, "thousand nights", 1e-4, "万人夜"),
    "talent_by_zone": _unit(1e-3, "thousand people", 1e-4, "万人"),
    "visitor_nights_by_zone": _unit(1e-3, "thousand nights", 1e-4, "万人夜"),
    "domestic_visitors": _unit(1e-6, "million visitors", 1e-4, "万人次"),
    "people_present": _unit(1e-3, "thousand people", 1e-4, "万人"),
    "closed_to_foreigners": _unit(100, "%", 100, "%"),
    "hotel_occupancy": _unit(100, "%", 100, "%"),
    "fiscal_cost": _MILLIONS,
    "public_income": _MILLIONS,
    "public_income_local": _MILLIONS,
    "task_cost": _MILLIONS,
    "zone_support": _MILLIONS,
    "population": _unit(1e-3, "thousand people", 1e-4, "万人"),
    "task_strength": _unit(100, "%", 100, "%"),
    "risk": _unit(1, "1 = threshold", 1, "1=阈值"),
}
"""Variables whose unit in the file says nothing to a reader, or whose size asks for another than its kin."""

BY_UNIT: dict[str, dict[str, Unit]] = {
    "million USD": _unit(1, "million USD", 0.01, "亿美元"),
    "million CNY": _unit(1e-3, "billion CNY", 0.01, "亿元"),
    "hours": _unit(1, "hours", 1, "小时"),
    "days": _unit(1, "days", 1, "天"),
    "CNY night-1": _unit(1, "CNY a night", 1, "元/间夜"),
    "CNY per USD": _unit(1, "CNY per USD", 1, "元/美元"),
    "CNY m-2 month-1": _unit(1, "CNY per m² a month", 1, "元/平方米·月"),
    "m2": _unit(1e-6, "million m²", 1e-4, "万平方米"),
    "Nanjing 2019 = 100": _unit(1, "Nanjing 2019 = 100", 1, "2019年南京=100"),
    "1": _unit(1, "", 1, ""),
}


def reader_unit(variable: str, units: str, lang: str) -> Unit:
    """The unit in which readers meet a variable.

    Args:
        variable: name in the results file, such as ``visitors``.
        units: its ``units`` attribute there.
        lang: ``"en"`` or ``"zh"``.

    Returns:
        The reader's unit; an unknown variable keeps the unit of the file.
    """
    names = BY_VARIABLE.get(variable) or BY_UNIT.get(units)
    return names[lang] if names else Unit(1.0, units)


_SMALLER = {
    "亿": ("万", 1e4),
    "万": ("", 1e4),
    "billion ": ("million ", 1e3),
    "million ": ("thousand ", 1e3),
    "thousand ": ("", 1e3),
}
"""First letters of a unit → those of the next smaller one, and how many of it make one."""
LEAST = 0.1
"""Of a unit, under which what is shown together appears in the next smaller one: 610万元 in place of 0.061亿元."""


def fitting(unit: Unit, *values: float, least: float = LEAST) -> Unit:
    """Return the unit in which the largest of some values is at least ``least``; the values are in ``unit``.

    Areas in m² keep theirs, which readers do not count in thousands; so does what has no smaller unit, or is zero.
    """
    largest = max((abs(value) for value in values if math.isfinite(value)), default=0.0)
    while 0 < largest < least:
        first = next((letters for letters in _SMALLER if unit.name.startswith(letters) and "m²" not in unit.name), None)
        if first is None:
            break
        letters, times = _SMALLER[first]
        unit, largest = Unit(unit.factor * times, letters + unit.name.removeprefix(first)), largest * times
    return unit


def negligible(level: float, *values: float) -> bool:
    """Whether an effect and the ends of its interval are all under :data:`NEGLIGIBLE` of ``level``, and on both sides of zero.

    Its digits would be luck alone. An effect that is clear of zero keeps them, small as it may be beside a nation's level.
    """
    return min(values) <= 0 <= max(values) and 0 < max(map(abs, values)) < NEGLIGIBLE * abs(level)


def places(low: float, high: float, *values: float, level: float = 0.0) -> int:
    """Decimals (negative: zeros before the point) that show two digits of the half-width of an interval.

    No value is shown with more than four significant digits, however narrow the interval. One that is a point, other than
    zero, and whole has no decimals: 2 firms in every member, not 2.000. What is :func:`negligible` beside ``level`` has
    the decimals of that.
    """
    if negligible(level, low, high, *values):
        return places(0, 0, level)
    half = abs(high - low) / 2
    largest = max((abs(v) for v in (low, high, *values) if math.isfinite(v)), default=0.0)
    if largest == 0:
        return 0
    most = 3 - math.floor(math.log10(largest))
    if not math.isfinite(half) or half == 0:
        point = low != 0 and all(math.isfinite(v) and v == round(v) for v in (low, high, *values))
        return min(most, 0) if point else most
    return min(1 - math.floor(math.log10(half)), most)


COUNTED = frozenset({"firms", "家", "people", "人", "cases", "件", "investors", "loans and grants", "笔"})
"""Units of what is counted one by one."""
WHOLE = 100
"""Of these, from where on a mean over members is shown without its tenths, which nobody could count."""


def level_places(unit: str, *levels: float) -> int:
    """Decimals of levels that stand side by side: four digits of the largest, and whole counts from :data:`WHOLE` on.

    Counts keep their tenths where they would read alike without them and are not.

    Args:
        unit: the name of the reader's unit.
        levels: in that unit.
    """
    decimals = places(0, 0, *levels)
    if unit not in COUNTED or max(map(abs, levels), default=0.0) < WHOLE:
        return decimals
    alike = len({round(level) for level in levels}) < len(set(levels))
    return decimals if alike else min(decimals, 0)


def number(value: float, decimals: int = 0, signed: bool = False) -> str:
    """A number with thousands commas, a true minus sign and, where ``signed``, a plus sign; "–" where there is none.

    ``decimals`` may be negative: -2 rounds to hundreds. What rounds to zero is written without a sign.
    """
    if value is None or not math.isfinite(value):
        return MISSING
    rounded = round(float(value), decimals)
    if rounded == 0:
        return f"{0:.{max(decimals, 0)}f}"
    text = f"{abs(rounded):,.{max(decimals, 0)}f}"
    return (MINUS if rounded < 0 else "+" if signed else "") + text


def interval_end(value: float, decimals: int = 0, signed: bool = False, level: float = 0.0) -> str:
    """Return an end of an interval as :func:`number` writes it, or its first digit where that would be a zero.

    An end that is not zero is never printed as zero: on which side of zero an interval lies can be read. One that is
    :func:`negligible` beside ``level`` says no more than that: ``>0``, ``<0``.
    """
    if math.isfinite(value) and value and round(float(value), decimals) == 0:
        if negligible(level, 0.0, value):
            return ">0" if value > 0 else "<0"
        decimals = -math.floor(math.log10(abs(value)))
    return number(value, decimals, signed)


def middle_of(middle: float, low: float, high: float, decimals: int, signed: bool = False) -> str:
    """Return the middle of an interval as :func:`number` writes it; where the interval is clear of zero, never as zero.

    Of a long interval the middle may lie near the lower end, under half of what its digits show: 4,000 (1,000 to 350,000).
    """
    return interval_end(middle, decimals, signed) if low > 0 or high < 0 else number(middle, decimals, signed)


def interval(middle: float, low: float, high: float, lang: str, signed: bool = False, level: float = 0.0) -> str:
    """A middle value with its interval, rounded alike except for an end near zero: ``+95 (+62 to +130)``, ``+95（+62 至 +130）``.

    All three in the reader's unit already, and ``level``, beside which an effect may be :func:`negligible`. Where all
    three are printed alike, one is enough.
    """
    decimals = places(low, high, middle, level=level)
    if negligible(level, low, high, middle):
        return "0"
    middle_text = middle_of(middle, low, high, decimals, signed)
    low_text, high_text = (interval_end(end, decimals, signed, level) for end in (low, high))
    if middle_text == low_text == high_text:
        return middle_text
    if lang == "zh":
        return f"{middle_text}（{low_text} 至 {high_text}）"
    return f"{middle_text} ({low_text} to {high_text})"


def level_text(value: float, decimals: int) -> str:
    """A level as :func:`number` writes it; ``0`` where there is none at all, which needs no digits."""
    return number(value, decimals) if value else "0"


def share_of_level(change: float, level: float) -> float:
    """Return a change as a share of the level that it is compared with; not a number where there is next to nothing of that."""
    return change / level if level and abs(change) <= MOST_CHANGE * abs(level) else math.nan


def percent(share: float, signed: bool = False, lang: str = "en") -> str:
    """A share as a percentage of two significant digits from 1 % on: ``+4.2 %``, ``37 %``, ``120 %``; small: ``0.02 %``, ``0.003 %``.

    Chinese has no blank before the sign: ``37%``.
    """
    if share is None or not math.isfinite(share):
        return MISSING
    hundredths = 100 * share
    decimals = 1 if abs(hundredths) < 9.95 else 0
    if 0 < abs(hundredths) < 0.1:  # not printed as none, nor as a tenth that it does not reach
        decimals = max(2, -math.floor(math.log10(abs(hundredths))))
    return f"{number(hundredths, decimals, signed)}{'' if lang == 'zh' else ' '}%"
