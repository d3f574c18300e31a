"""Numbers of a search in words: amounts, money, and what is wanted of an outcome over the worlds."""

from collections.abc import Sequence

import numpy as np

from common.text import pick
from outputs.results.numbers import Unit, fitting, interval, negligible, number, percent
from outputs.results.outcomes import quantiles
from outputs.search.search_result import WantShown

_PLANS = {"best": "最好方案", "next": "次优方案", "right": "授权方案", "reach": "达标方案", "plan": "方案"}
"""What the first word of a plan's file name says in Chinese."""


def named_plan(name: str, lang: str) -> str:
    """What readers call a plan: in English by its file name, in Chinese with that in brackets: 次优方案1（next-1）."""
    kind, _, rest = name.partition("-")
    if lang != "zh":
        return name
    if kind == "budget" and rest.isdigit():
        return f"预算{money(float(rest), 'zh')}方案（{name}）"
    return f"{_PLANS[kind]}{rest}（{name}）" if kind in _PLANS else name


def alike(values: Sequence[float], digits: int = 3, signed: bool = True, level: float = 0.0) -> list[str]:
    """Numbers of one column, each with the decimals that give the largest its ``digits``; what is negligible is none."""
    largest = max((abs(value) for value in values if np.isfinite(value)), default=0.0)
    decimals = max(digits - 1 - int(np.floor(np.log10(largest))), 0) if largest else 0
    return [
        short(value, level=level) if not value or negligible(level, 0.0, value) else number(value, decimals, signed)
        for value in values
    ]


def short(value: float, digits: int = 3, signed: bool = True, level: float = 0.0) -> str:
    """A number with three significant digits and no zeros behind the point; one that is negligible beside ``level`` is none, as there."""
    if not np.isfinite(value) or value == 0:
        return number(value)
    if negligible(level, 0.0, value):
        return "0"
    decimals = digits - 1 - int(np.floor(np.log10(abs(value))))
    text = number(value, decimals, signed)
    return text.rstrip("0").rstrip(".") if decimals > 0 and "." in text else text


def money(found_cny_mn: float, lang: str) -> str:
    """An amount of public money in the reader's words."""
    if lang == "zh" and 0 < abs(found_cny_mn) < 10:
        return f"{number(100 * found_cny_mn)}万元"
    if lang == "zh":
        text = number(found_cny_mn / 100, 2 if abs(found_cny_mn) < 1000 else 1)
        return f"{text.rstrip('0').rstrip('.') if '.' in text else text}亿元"
    return f"{number(found_cny_mn)} million CNY"


def ranged(effects: np.ndarray, want: WantShown, lang: str, unit: Unit | None = None) -> str:
    """A mean with the interval of nine and one tenth, rounded as in the table of a run; by default in the unit of its kin."""
    factor = (unit or want.unit(lang)).factor
    members = effects * factor
    low, high = map(float, quantiles(members, (0.1, 0.9)))
    return interval(float(members.mean()), low, high, lang, signed=True, level=want.level * factor)


def amount(effects: np.ndarray, want: WantShown, lang: str) -> str:
    """The same with its unit."""
    unit = _fitting(float(effects.mean()), want, lang)
    told = ranged(effects, want, lang, unit)
    return f"{told}{unit.name}" if lang == "zh" else f"{told} {unit.name}"


def _fitting(value: float, want: WantShown, lang: str) -> Unit:
    """The unit of an amount inside a sentence; luck keeps the unit of its level."""
    own = want.unit(lang)
    return own if negligible(want.level, 0.0, value) else fitting(own, value * own.factor, least=1)


def counts(want: WantShown, lang: str) -> str:
    """What of an outcome counts over the worlds, to stand behind its name; empty for a mean."""
    if want.of == "p10":
        return pick(lang, "what nine in ten worlds exceed", "十中有九的外部环境超过的值")
    if want.of == "worst_tenth":
        return pick(lang, "mean of the worst tenth of worlds", "最差十分之一外部环境的均值")
    if want.of == "share_reaching":
        unit = want.unit(lang)
        least = short(want.amount * unit.factor, signed=False)
        return pick(lang, f"share of worlds that reach {least} {unit.name}", f"达到{least}{unit.name}的外部环境比例")
    return ""


def counted(want: WantShown, lang: str) -> str:
    """The name of what is wanted: the outcome, and what of it counts."""
    name, of = want.title.of(lang), counts(want, lang)
    return pick(lang, f"{name}, {of}", f"{name}（{of}）") if of else name


def in_words(value: float, want: WantShown, lang: str) -> str:
    """What is wanted of a plan, with its unit; a share of worlds in per cent."""
    if want.of == "share_reaching":
        return percent(value, lang=lang)
    unit = _fitting(value, want, lang)
    told = short(value * unit.factor, level=want.level * unit.factor)
    return pick(lang, f"{told} {unit.name}", f"{told}{unit.name}")


def scaled(want: WantShown, lang: str, value: float = 0.0) -> tuple[float, str]:
    """Factor and name of the unit of a difference in what is wanted, or of one that fits ``value``."""
    if want.of == "share_reaching":
        return 100.0, pick(lang, "percentage points", "个百分点")
    unit = _fitting(value, want, lang)
    return unit.factor, unit.name
