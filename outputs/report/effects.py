"""An effect, and the sentence about it: words and numbers that cannot disagree. Its cells are in :mod:`effect_cells`."""

from typing import NamedTuple

import numpy as np

from outputs.results.direction import FALL, NOTHING, RISE, UNSETTLED, direction
from outputs.results.numbers import Unit, interval, interval_end, number, percent, places
from outputs.results.outcomes import LEVELS, interval_name, quantiles

SMALL = "small"
"""The direction of an effect that is under :data:`LEAST` of the counterfactual: no clear change, whatever its sign."""
LEAST = 0.001
"""Share of the counterfactual under which nobody would see a change."""
OUTSIDE = "†"
"""Marks a mean that lies outside its own interval, as it does where one member in many has a project like no other."""


class Effect(NamedTuple):
    """The effect on one outcome over one period, in the reader's unit, rounded to its uncertainty.

    ``low`` and ``high`` end the 80 % interval (of few members, their range), ``median`` is that of the members,
    ``decimals`` are those that a sentence shows, ``base`` and ``level`` are the means of counterfactual and scenario,
    ``above`` is the share of members with more than the counterfactual.
    """

    base: float
    level: float
    mean: float
    median: float
    low: float
    high: float
    above: float
    decimals: int
    direction: str
    members: int

    @property
    def alone(self) -> bool:
        """Whether there is one member only."""
        return self.members == 1

    @property
    def change(self) -> float:
        """The mean effect as a share of the counterfactual; not a number where that has none of it."""
        return self.mean / self.base if self.base else np.nan

    @property
    def clear(self) -> bool:
        """Whether the effect is a rise or a fall that a reader would see."""
        return self.direction in (RISE, FALL)

    @property
    def outside(self) -> bool:
        """Whether the mean lies outside its own interval."""
        slack = 1e-9 * max(abs(self.low), abs(self.high))
        return not self.alone and not self.low - slack <= self.mean <= self.high + slack


def measured(base: np.ndarray, level: np.ndarray, factor: float = 1.0) -> Effect:
    """The effect of the members of two variants, (members,) each, in the unit of the file.

    Its direction is that of :func:`outputs.results.direction.direction`, but :data:`SMALL` where the mean is under
    :data:`LEAST` of the counterfactual.
    """
    base, level = np.asarray(base, float) * factor, np.asarray(level, float) * factor
    change = level - base
    low, median, high = map(float, quantiles(change, (LEVELS["80"][0], 0.5, LEVELS["80"][1])))
    mean, usual = float(change.mean()), float(base.mean())
    way = direction(change)
    return Effect(
        base=usual,
        level=float(level.mean()),
        mean=mean,
        median=median,
        low=low,
        high=high,
        above=float((change > 0).mean()),
        decimals=places(0, 0, mean) if len(change) == 1 else places(low, high, mean),
        direction=SMALL if way != NOTHING and abs(mean) < LEAST * abs(usual) else way,
        members=len(change),
    )


def shown(effect: Effect, lang: str) -> str:
    """The effect with its 80 % interval in one text: ``+95 (+62 to +130)``; alone where there is one member.

    A mean outside its interval carries the mark :data:`OUTSIDE`.
    """
    if effect.direction == NOTHING:
        return "0"
    if effect.alone or effect.low == effect.high:
        return number(effect.mean, effect.decimals, signed=True)
    text = interval(effect.mean, effect.low, effect.high, lang, signed=True)
    if not effect.outside:
        return text
    middle, bracket, rest = text.partition("（" if lang == "zh" else " (")
    return f"{middle}{OUTSIDE}{bracket}{rest}"


PLURAL = frozenset(
    {"visitors", "visitors-jiangsu", "visitors-china", "nights", "duty-free", "new-firms", "domestic-firms", "jobs"}
)
"""Outcomes whose English name is a plural."""


def amount(text: str, unit: Unit, lang: str) -> str:
    """A number with its unit inside a sentence: ``288 thousand`` of visitors, ``1,070 million USD``, ``28.8万人次``."""
    if lang == "zh":
        return f"{text}{unit.name}"
    scale = unit.name.split(" ")[0] if unit.name.startswith("thousand ") else ""
    if unit.name in ("firms", "people"):
        return text
    return f"{text} {scale or unit.name}"


def sentence(
    key: str, name: str, effect: Effect, unit: Unit, lang: str, end: bool = False, when: str = "", summed: bool = True
) -> str:
    """What happens to one outcome, in a sentence that holds the scenario's level and the difference from the counterfactual.

    Args:
        key: key of the outcome, for its grammar.
        name: the reader's name of the outcome.
        effect: in the unit ``unit``.
        unit: the reader's unit.
        lang: ``"en"`` or ``"zh"``.
        end: whether it is a stock, told at the end of the period.
        when: the months, as a reader writes them; empty where they are known.
        summed: whether the flow is added up over the months, which the sentence then says.
    """
    if lang == "zh":
        return _zh(
            f"{when}末" if end and when else "期末" if end else f"{when}累计" if summed else when, name, effect, unit
        )
    at = "at the end of the period" if end and not when else f"at the end of {when}" if end else when
    return _en(key in PLURAL, at if end or not summed else f"{at + ' ' if at else ''}in total", name, effect, unit)


def _texts(effect: Effect) -> tuple[str, str, str, str]:
    """Mean and both ends without signs, the smaller end first, and the scenario's level with the decimals of the mean.

    The level is that of the tables: counterfactual and mean as rounded, together.
    """
    ends, decimals = sorted((abs(effect.low), abs(effect.high))), effect.decimals
    low, high = (interval_end(end, decimals) for end in ends)
    level = round(effect.base, decimals) + round(effect.mean, decimals)
    return number(abs(effect.mean), decimals), low, high, number(level, decimals)


def _en(plural: bool, when: str, name: str, effect: Effect, unit: Unit) -> str:
    span, head = interval_name(effect.members, "en"), f"{name}, {when}:"
    if effect.direction == NOTHING:
        return f"{head} no difference in any member."
    if effect.direction == SMALL:
        return f"{head} no clear change (less than {percent(LEAST)} of the counterfactual)."
    if effect.alone:
        value = amount(number(effect.mean, effect.decimals, signed=True), unit, "en")
        return f"{head} {value} in the single member that was run; one member says nothing of uncertainty."
    if effect.direction == UNSETTLED:
        low, high = (interval_end(v, effect.decimals, signed=True) for v in (effect.low, effect.high))
        mean = number(effect.mean, effect.decimals, signed=True)
        return (
            f"{head} direction not settled; the {span} of the difference, {low} to {amount(high, unit, 'en')}, "
            f"holds zero (mean {mean})."
        )
    mean, low, high, level = _texts(effect)
    more = "more" if effect.direction == RISE else "fewer" if plural else "less"
    share = f"{percent(abs(effect.change))}; " if np.isfinite(effect.change) else ""
    text = (
        f"{head} {amount(level, unit, 'en')}, {mean} {more} than in the counterfactual ({share}{span} {low} to {high})"
    )
    return text + _pulled(effect, "en") + "."


def _zh(when: str, name: str, effect: Effect, unit: Unit) -> str:
    span = interval_name(effect.members, "zh")
    if effect.direction == NOTHING:
        return f"{when}{name}：各样本均无差别。"
    if effect.direction == SMALL:
        return f"{when}{name}：无明显变化（不足对照情景的{percent(LEAST, lang='zh')}）。"
    if effect.alone:
        value = amount(number(effect.mean, effect.decimals, signed=True), unit, "zh")
        return f"{when}{name}：仅有的一个样本相差{value}；单个样本不能说明不确定性。"
    if effect.direction == UNSETTLED:
        low, high = (interval_end(v, effect.decimals, signed=True) for v in (effect.low, effect.high))
        mean = number(effect.mean, effect.decimals, signed=True)
        return f"{when}{name}：增减尚难判断，差额的{span}为{low}至{amount(high, unit, 'zh')}，包含零（均值{mean}）。"
    mean, low, high, level = _texts(effect)
    side, far = ("多", "高") if effect.direction == RISE else ("少", "低")
    share = f"，{far}{percent(abs(effect.change), lang='zh')}" if np.isfinite(effect.change) else ""
    text = f"{when}{name}{amount(level, unit, 'zh')}，比对照情景{side}{amount(mean, unit, 'zh')}{share}（{span}{low}至{high}）"
    return text + _pulled(effect, "zh") + "。"


def _pulled(effect: Effect, lang: str) -> str:
    """A word on a mean outside its interval."""
    if not effect.outside:
        return ""
    middle = number(abs(effect.median), effect.decimals)
    if lang == "zh":
        return f"，均值由个别样本拉动而在区间之外，中位数为{middle}"
    return f"; a few members pull the mean out of its interval, the median is {middle}"
