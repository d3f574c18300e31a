"""What a number of ``summary.csv`` counts, in words: the file keeps the units of the results, where a count has the unit 1."""

from outputs.results.numbers import MISSING

_COUNTED = {
    "visitors": ("visitors", "人次"),
    "visitors-jiangsu": ("visitors", "人次"),
    "visitors-china": ("visitors", "人次"),
    "nights": ("nights", "人夜"),
    "new-firms": ("firms", "家"),
    "domestic-firms": ("firms", "家"),
    "talent": ("people", "人"),
    "jobs": ("jobs", "个岗位"),
}
"""What an outcome whose unit is 1 counts, in English and Chinese."""
_MONEY = {"million USD": "百万美元", "million CNY": "百万元"}
_PER, _THOUSAND, _SHARE = " per ", "1000", "share"


def unit_words(outcome: str, measure: str, unit: str) -> tuple[str, str]:
    """Return a unit of the summary in English and Chinese words, without changing the size of what it measures.

    Args:
        outcome: key of the outcome, such as ``visitors``.
        measure: ``sum``, ``end``, ``share`` or a price.
        unit: as the summary has it, such as ``1``, ``million CNY`` or ``million CNY per 1000``.
    """
    if measure == _SHARE:
        return "share of the effect", "占全部效果的比例"
    money, _, per = unit.partition(_PER)
    if per:
        en, zh = _words(outcome, "1" if per == _THOUSAND else per)
        thousand = per == _THOUSAND
        return f"{money} per {'thousand ' if thousand else ''}{en}", f"{_MONEY.get(money, money)}/{'千' * thousand}{zh}"
    return _words(outcome, unit)


def _words(outcome: str, unit: str) -> tuple[str, str]:
    if unit == "1":
        return _COUNTED.get(outcome, (MISSING, MISSING))
    return unit, _MONEY.get(unit, unit)
