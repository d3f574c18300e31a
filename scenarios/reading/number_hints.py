"""Numbers written with a unit, a size word or separators, as the bare number in the unit that a file wants."""

import re

from common.lookalikes import plain

SIZES = {
    "": 1, "十": 10, "百": 100, "千": 1e3, "k": 1e3, "thousand": 1e3, "万": 1e4, "萬": 1e4, "十万": 1e5, "百万": 1e6,
    "million": 1e6, "mn": 1e6, "m": 1e6, "千万": 1e7, "亿": 1e8, "億": 1e8, "billion": 1e9, "bn": 1e9, "十亿": 1e9,
}  # fmt: skip
"""Words for powers of ten."""
UNITS: dict[str, dict[str, float]] = {
    "share": {"%": 0.01, "percent": 0.01, "per cent": 0.01, "pct": 0.01, "成": 0.1, "‰": 0.001},
    "count": {"个": 1, "次": 1, "members": 1, "runs": 1},
    "months": {"个月": 1, "月": 1, "months": 1, "month": 1, "mo": 1, "年": 12, "years": 12, "year": 12, "yr": 12},
    "days": {"天": 1, "日": 1, "days": 1, "day": 1, "d": 1, "周": 7, "星期": 7, "weeks": 7, "week": 7, "个月": 30},
    "hours": {"小时": 1, "个小时": 1, "时": 1, "hours": 1, "hour": 1, "h": 1, "天": 24, "日": 24, "days": 24, "day": 24},
    "years": {"年": 1, "years": 1, "year": 1, "yr": 1, "个月": 1 / 12, "months": 1 / 12, "month": 1 / 12},
    "weekly_flights": {"班": 1, "班次": 1, "班/周": 1, "每周": 1, "flights": 1, "/week": 1, "a week": 1, "per week": 1},
    "cny": {"元": 1, "人民币": 1, "元人民币": 1, "块": 1, "yuan": 1, "cny": 1, "rmb": 1, "¥": 1, "￥": 1},
    "cny_mn": {"百万元": 1, "百万": 1, "万元": 0.01, "万": 0.01, "亿元": 100, "亿": 100, "million": 1, "mn": 1, "million cny": 1},
    "own_funds": {"倍": 1, "x": 1, "%": 0.01, "percent": 0.01},
    "licences": {"张": 1, "家": 1, "licences": 1, "licenses": 1},
    "outlets": {"个": 1, "家": 1, "outlets": 1, "banks": 1},
    "posts": {"个": 1, "岗": 1, "人": 1, "名": 1, "posts": 1, "people": 1},
    "cases": {"件": 1, "项": 1, "cases": 1},
    "firms": {"家": 1, "firms": 1, "个": 1},
    "projects": {"个": 1, "项": 1, "个项目": 1, "projects": 1, "project": 1},
    "weeks": {"周": 1, "星期": 1, "weeks": 1, "week": 1, "天": 1 / 7, "日": 1 / 7, "days": 1 / 7, "day": 1 / 7},
    "thousand_visits": {"千人次": 1, "千": 1, "万人次": 10, "万": 10, "人次": 1e-3, "thousand": 1, "k": 1, "visits": 1e-3},
    "stores_a_year": {"家": 1, "家/年": 1, "stores": 1, "a year": 1},
    "brands_a_year": {"个": 1, "家": 1, "个/年": 1, "brands": 1, "a year": 1},
    "firms_a_year": {"家": 1, "家/年": 1, "firms": 1, "sellers": 1, "a year": 1},
    "m2_or_seats": {"平方米": 1, "平米": 1, "m2": 1, "座": 1, "seats": 1, "万平方米": 1e4, "万座": 1e4},
    "cases_a_year": {"件": 1, "件/年": 1, "cases": 1, "a year": 1},
    "pflops": {"pflops": 1, "p": 1, "eflops": 1000, "e": 1000, "tflops": 1e-3},
    "gbps": {"gbps": 1, "g": 1, "gbit/s": 1, "mbps": 1e-3, "m": 1e-3, "tbps": 1000},
    "usd_mn": {"百万美元": 1, "亿美元": 100, "万美元": 0.01, "million": 1, "mn": 1, "million usd": 1, "billion": 1000},
    "headquarters": {"家": 1, "个": 1, "headquarters": 1},
    "weekly": {"班": 1, "班次": 1, "列": 1, "班/周": 1, "列/周": 1, "每周": 1, "trains": 1, "sailings": 1, "/week": 1, "a week": 1},
    "tonnes": {"吨": 1, "t": 1, "tonnes": 1, "tons": 1, "千吨": 1000, "万吨": 1e4, "kg": 1e-3, "公斤": 1e-3},
    "month_of_year": {"月": 1, "month": 1},
    "usd": {"美元": 1, "美金": 1, "usd": 1, "dollars": 1, "dollar": 1, "$": 1, "us$": 1},
    "cny_per_seat": {"元/座": 1, "元": 1, "yuan": 1, "cny": 1, "rmb": 1, "元每座": 1},
    "m2": {
        "平方米": 1, "平米": 1, "㎡": 1, "m2": 1, "m²": 1, "sqm": 1, "square metres": 1, "square meters": 1,
        "公顷": 1e4, "ha": 1e4, "hectares": 1e4, "亩": 1e4 / 15, "平方公里": 1e6, "km2": 1e6,
    },
    "hectares": {
        "公顷": 1, "ha": 1, "hectares": 1, "hectare": 1, "亩": 1 / 15, "mu": 1 / 15, "平方米": 1e-4, "平米": 1e-4, "㎡": 1e-4,
        "m2": 1e-4, "m²": 1e-4, "平方公里": 100, "km2": 100, "km²": 100, "顷": 1e2 / 15, "acres": 0.404686,
    },
    "minutes": {"分钟": 1, "分": 1, "min": 1, "minutes": 1, "minute": 1, "小时": 60, "hours": 60, "hour": 60, "h": 60},
    "trains": {"列": 1, "列/日": 1, "对": 2, "车次": 1, "trains": 1, "pairs": 2, "a day": 1, "per day": 1},
    "ratio": {"倍": 1, "x": 1, "%": 0.01},
}  # fmt: skip
"""Unit of the catalogue → how many of it other units are. A mu is a fifteenth of a hectare; a month of stay 30 days."""
DIGITS = {"半": 0.5, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_NUMBER = re.compile(r"[¥￥$]?\s*([+-]?(?:\d{1,3}(?:[, ']\d{3})+|\d+)(?:\.\d+)?|[+-]?\.\d+)\s*(.*)", re.DOTALL)
_CHINESE = re.compile(f"([{''.join(DIGITS)}])(.+)")
LONGEST = 40
"""A longer text is no number, characters."""


def bare_number(text: str, unit: str) -> float | None:
    """Return the number that a text means, in a unit of the catalogue (``m2``, ``hectares`` ...); None where unsure.

    >>> bare_number("0.4万", "m2"), bare_number("1500亩", "hectares"), bare_number("两年", "months")
    (4000.0, 100.0, 24.0)
    """
    typed = plain(text).strip().strip("\"'")
    if len(typed) > LONGEST:
        return None
    match = _NUMBER.fullmatch(typed)
    if match:
        number, behind = float(re.sub(r"[, ']", "", match[1])), match[2]
    elif chinese := _CHINESE.fullmatch(typed):
        number, behind = DIGITS[chinese[1]], chinese[2]
    else:
        return None
    factor = _factor(behind.strip().casefold(), UNITS.get(unit, {}))
    return None if factor is None else float(f"{number * factor:.12g}")


def _factor(behind: str, units: dict[str, float]) -> float | None:
    """Return what the words behind a number multiply it by: a size, a unit, or both."""
    named = {"": 1.0, **units}
    if behind in named:
        return named[behind]
    for size, factor in SIZES.items():
        rest = behind[len(size) :].strip()
        if size and behind.startswith(size) and rest in named:
            return factor * named[rest]
    return None
