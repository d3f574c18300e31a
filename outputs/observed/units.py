"""Units in which observations may be given, and what turns each into the unit of the results file."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from common.lookalikes import plain
from common.text import Text
from outputs.results.numbers import reader_unit

SIZES = {
    "": 1.0, "十": 10.0, "百": 100.0, "千": 1e3, "万": 1e4, "萬": 1e4, "十万": 1e5, "百万": 1e6, "千万": 1e7, "亿": 1e8,
    "億": 1e8, "十亿": 1e9, "百亿": 1e10, "千亿": 1e11, "万亿": 1e12, "兆": 1e12, "hundred": 100.0, "thousand": 1e3,
    "thousands": 1e3, "k": 1e3, "000": 1e3, "'000": 1e3, "million": 1e6, "millions": 1e6, "mn": 1e6, "mln": 1e6,
    "mio": 1e6, "mil": 1e6, "m": 1e6, "mm": 1e6, "billion": 1e9, "billions": 1e9, "bn": 1e9, "bln": 1e9, "b": 1e9, "trillion": 1e12,
    "trillions": 1e12, "tn": 1e12, "trn": 1e12, "lakh": 1e5, "crore": 1e7,
}  # fmt: skip
"""Words for powers of ten."""
BASES: dict[str, tuple[str, ...]] = {
    "USD": ("usd", "us$", "$", "us dollar", "us dollars", "u.s. dollars", "dollar", "dollars", "美元", "美金"),
    "CNY": ("cny", "rmb", "yuan", "¥", "￥", "元", "人民币", "元人民币", "人民币元", "圆", "cn¥"),
    "HKD": ("hkd", "hk$", "港元", "港币", "hong kong dollars"),
    "EUR": ("eur", "€", "euro", "euros", "欧元"),
    "JPY": ("jpy", "yen", "日元"),
    "GBP": ("gbp", "£", "pounds", "英镑"),
    "SGD": ("sgd", "s$", "新元", "新加坡元"),
    "KRW": ("krw", "won", "韩元"),
    "TWD": ("twd", "nt$", "新台币", "台币"),
    "people": (
        "person", "persons", "people", "visitor", "visitors", "passenger", "passengers", "pax", "arrivals", "trips",
        "tourists", "人", "人次", "名", "位", "旅客", "游客", "persons/times", "person-times", "person times", "visits",
    ),
    "nights": ("night", "nights", "夜次", "人夜", "夜", "间夜", "人天", "人次夜", "visitor nights", "过夜人天"),
    "firms": ("firm", "firms", "companies", "enterprises", "家", "户", "家企业", "个企业"),
    "seats": ("seat", "seats", "座", "座位", "个座位"),
    "flights": ("flights a week", "weekly flights", "return flights a week", "flights per week", "班/周", "班次/周", "每周班次"),
    "m2": ("m2", "m²", "sqm", "square metre", "square metres", "square meters", "平方米", "平米", "\u33a1"),
    "percent": ("%", "percent", "per cent", "pct", "百分比"),
    "%points": ("percentage points", "pp", "个百分点", "百分点"),
}  # fmt: skip
"""What is counted → its names: currencies apart from each other, so that none stands for another."""
AREAS = {
    "公顷": 1e4,
    "ha": 1e4,
    "hectare": 1e4,
    "hectares": 1e4,
    "平方公里": 1e6,
    "km2": 1e6,
    "km²": 1e6,
    "亩": 1e4 / 15,
}
"""Other units of area, m2. A mu is a fifteenth of a hectare."""
COUNTED = {
    **dict.fromkeys(
        (
            "visitors",
            "visitors_by_way",
            "outbound_passengers",
            "rival_visitors",
            "population",
            "talent",
            "talent_arrivals",
            "talent_departures",
            "jobs",
            "domestic_jobs",
        ),
        "people",
    ),
    "visitor_nights": "nights",
    "new_foreign_firms": "firms",
    "new_substantive_firms": "firms",
    "foreign_firms": "firms",
    "domestic_firms_founded": "firms",
    "domestic_firms": "firms",
    "servitised_makers": "firms",
    "seats": "seats",
    "weekly_flights": "flights",
    "load_factor": "percent",
}
"""What is counted by variables whose unit in the file is ``1``."""
SHOWN: dict[str, tuple[str, ...]] = {
    "USD": ("USD", "thousand USD", "million USD", "billion USD", "万美元", "百万美元", "亿美元"),
    "CNY": ("CNY", "million CNY", "billion CNY", "元", "万元", "百万元", "亿元", "万亿元"),
    "people": ("persons", "thousand persons", "million persons", "人", "人次", "千人次", "万人", "万人次", "亿人次"),
    "m2": ("m2", "平方米", "万平方米", "公顷"),
    "percent": ("%",),
    "%points": ("percentage points", "个百分点"),
    "nights": ("nights", "人夜"),
    "firms": ("firms", "家"),
    "seats": ("seats", "座"),
}
"""Names that a message lists; many more are understood."""
OTHER: dict[str, dict[str, float]] = {
    "CNY per USD": {"元/美元": 1.0},
    "CNY m-2 month-1": {
        **dict.fromkeys(
            ("元/平方米·月", "元/平方米/月", "元/平米·月", "元/平米/月", "元/\u33a1·月", "元/\u33a1/月", "元/m2/月"),
            1.0,
        ),
        **dict.fromkeys(
            ("元/平方米·天", "元/平方米/天", "元/平方米·日", "元/\u33a1·天", "元/\u33a1/天", "元/m2/天"), 365 / 12
        ),
    },
    "Nanjing 2019 = 100": {"2019年南京=100": 1.0},
    "million CNY per PFlops and year": {"百万元/PFlops·年": 1.0},
    "t": {"吨": 1.0, "万吨": 1e4, "tonnes": 1.0},
    "day": {"天": 1.0},
    "week": {"周": 1.0},
}
_BY_NAME = {name: base for base, names in BASES.items() for name in names}


class Meaning(NamedTuple):
    """What a unit says: how many of what."""

    size: float
    base: str


def meaning(text: str) -> Meaning | None:
    """Return what a unit means, such as 10,000 USD for ``万美元`` or ``USD 10k``; None where it cannot be read."""
    typed = plain(text).casefold().strip()
    typed = re.sub(r"^\(([^()]*)\)$", r"\1", typed).strip()
    typed = re.sub(r"^([^()]+)\(([^()]+)\)$", r"\2 \1", typed).strip()
    typed = re.sub(r"^(unit|in|单位)\s*:?\s*", "", typed)
    if typed in AREAS:
        return Meaning(AREAS[typed], "m2")
    compact = re.sub(r"\s+", " ", typed)
    for name in sorted(_BY_NAME, key=len, reverse=True):
        for rest in _without(compact, name):
            size = _size(re.sub(r"\s*of\s*$|[\s.]+", "", rest.strip(" ,-")))
            if size is not None:
                return Meaning(size, _BY_NAME[name])
    return None


def _size(words: str) -> float | None:
    """Return what a number, a word for a power of ten, or both say: 1e8 for ``100million``; None where unknown."""
    match = re.fullmatch(r"(10\^\d{1,2}|\d{1,3}(?:,\d{3})+|\d+|ten|hundred)?(.*)", words)
    if words in SIZES or match is None:
        return SIZES.get(words)
    if match[2] not in SIZES:
        return None
    number = {"": "1", "ten": "10", "hundred": "100"}.get(match[1] or "", match[1] or "")
    base, _, power = number.partition("^")
    value = float(base) ** int(power) if power else float(number.replace(",", ""))
    return value * SIZES[match[2]] if value > 0 else None


def _without(text: str, name: str) -> list[str]:
    """Return what is left of a unit when the name of what is counted is taken off its end or its beginning."""
    left = []
    tight = text if name.isascii() else text.replace(" ", "")
    if tight[: -len(name)] in ("m", "k", "mn", "bn") and tight.endswith(name):  # MUSD, kCNY
        left.append(tight[: -len(name)])
    if tight.endswith(name) and (not name[0].isalpha() or not name.isascii() or not tight[: -len(name)][-1:].isalpha()):
        left.append(tight[: -len(name)])
    if tight.startswith(name) and (
        not name[-1].isalpha() or not name.isascii() or not tight[len(name) :][:1].isalpha()
    ):
        left.append(tight[len(name) :])
    return left


def factor_of(variable: str, unit: str, text: str) -> float | None:
    """Return what turns a number in a unit into the unit of the results file; None where the unit is not its kind.

    Args:
        variable: such as ``visitors``.
        unit: its unit in the file, such as ``million USD`` or ``1``.
        text: the unit of the observation.
    """
    known = OTHER.get(unit, {}) | factors(variable, unit)
    if text in known:
        return known[text]
    said, own = meaning(text), _own_meaning(variable, unit)
    bare = plain(text).casefold().strip()
    if unit == "1" and bare in SIZES and not (own and own.base == "percent"):
        return SIZES[bare]
    if said is None or own is None or said.base != own.base:
        return None
    return said.size / own.size


def _own_meaning(variable: str, unit: str) -> Meaning | None:
    """Return what the unit of the results file means for a variable."""
    base = COUNTED.get(variable)
    if base == "percent":
        return Meaning(100.0, base)  # the file holds shares of 1
    return Meaning(1.0, base) if base else meaning(unit)


def factors(variable: str, unit: str) -> dict[str, float]:
    """Return the names of units that a message lists for a variable, with the factor of each.

    Args:
        variable: such as ``visitors``.
        unit: its unit in the file, which comes first.
    """
    found = {unit: 1.0, **dict(list(OTHER.get(unit, {}).items())[:1])}
    own = _own_meaning(variable, unit)
    if own is not None:
        for name in SHOWN.get(own.base, ()):
            said = meaning(name)
            if said is not None:
                found.setdefault(name, said.size / own.size)
    for lang in ("en", "zh"):
        shown = reader_unit(variable, unit, lang)
        if shown.name:
            found.setdefault(shown.name, 1 / shown.factor)
    if unit == "1" and not (own and own.base == "percent"):
        found |= {"thousand": 1e3, "million": 1e6, "千": 1e3, "万": 1e4}
    return found


def allowed(variable: str, unit: str) -> Text:
    """Return the names of units that a message lists for a variable, those of the reader's language."""
    return Text(*(join.join(_of(factors(variable, unit), lang)) for join, lang in ((", ", "en"), ("、", "zh"))))


def own_unit(variable: str, unit: str) -> Text:
    """Return the unit of the results file, of a count what is counted, in words of each language."""
    same = [name for name, factor in factors(variable, unit).items() if factor == 1 and name != "1"]
    return Text(*(next(iter(_of(same, lang)), unit) for lang in ("en", "zh")))


def _of(names: Iterable[str], lang: str) -> list[str]:
    """Return the names that a reader of a language has, those that are no words among them; all where there are none."""
    chinese = {name: any("\u4e00" <= letter <= "\u9fff" for letter in name) for name in names}
    plain_signs = [name for name in chinese if not any(letter.isalpha() for letter in name)]
    own = [name for name, is_chinese in chinese.items() if name in plain_signs or is_chinese == (lang == "zh")]
    return own if len(own) > len(plain_signs) else list(chinese)
