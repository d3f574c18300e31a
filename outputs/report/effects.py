"""An effect, and the sentence about it: words and numbers that cannot disagree. Its cells are in :mod:`effect_cells`."""

from typing import NamedTuple

import numpy as np

from outputs.results.amounts import BARE, amount, rescaled, scaled
from outputs.results.direction import FALL, LEAST, NOTHING, RISE, SMALL, UNSETTLED, seen
from outputs.results.numbers import (
    Unit,
    fitting,
    interval,
    interval_end,
    level_places,
    number,
    percent,
    places,
    share_of_level,
)
from outputs.results.outcomes import LEVELS, interval_name, quantiles

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
    unit: str = ""
    """Name of the reader's unit where it is known, by which whole counts are shown as such."""

    @property
    def alone(self) -> bool:
        """Whether there is one member only."""
        return self.members == 1

    @property
    def change(self) -> float:
        """The mean effect as a share of the counterfactual; not a number where that has next to none of it."""
        return share_of_level(self.mean, self.base)

    @property
    def level_decimals(self) -> int:
        """Decimals of counterfactual and scenario: those that they have on the terminal."""
        return level_places(self.unit, self.base, self.level)

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

    Its direction is that of :func:`outputs.results.direction.seen`.
    """
    base, level = np.asarray(base, float) * factor, np.asarray(level, float) * factor
    change = level - base
    found = quantiles(change, (LEVELS["80"][0], 0.5, LEVELS["80"][1]))
    low, median, high = map(float, found)
    mean, usual = float(change.mean()), float(base.mean())
    return Effect(
        base=usual,
        level=float(level.mean()),
        mean=mean,
        median=median,
        low=low,
        high=high,
        above=float((change > 0).mean()),
        decimals=places(0, 0, mean, level=usual) if len(change) == 1 else places(low, high, mean, level=usual),
        direction=seen(change, usual, found[[0, 2]]),
        members=len(change),
    )


def in_unit(effect: Effect, unit: Unit) -> tuple[Effect, Unit]:
    """The effect and its unit as a row of a table has them: in the unit that fits its levels, see :func:`fitting`."""
    fit = fitting(unit, effect.base, effect.level)
    return rescale(effect, fit.factor / unit.factor)._replace(unit=fit.name), fit


def rescale(effect: Effect, factor: float) -> Effect:
    """The effect in a unit of which the old one has ``factor``, a power of ten."""
    if factor == 1:
        return effect
    values = {key: getattr(effect, key) * factor for key in ("base", "level", "mean", "median", "low", "high")}
    return effect._replace(decimals=rescaled(effect.decimals, factor), **values)


def shown(effect: Effect, lang: str) -> str:
    """The effect with its 80 % interval in one text: ``+95 (+62 to +130)``; alone where there is one member.

    A mean outside its interval carries the mark :data:`OUTSIDE`.
    """
    if effect.direction == NOTHING:
        return "0"
    if effect.alone or effect.low == effect.high:
        return number(effect.mean, effect.decimals, signed=True)
    text = interval(effect.mean, effect.low, effect.high, lang, signed=True, level=effect.base)
    if not effect.outside:
        return text
    middle, bracket, rest = text.partition("（" if lang == "zh" else " (")
    return f"{middle}{OUTSIDE}{bracket}{rest}"


PLURAL = frozenset(
    {"visitors", "visitors-jiangsu", "visitors-china", "nights", "duty-free", "new-firms", "domestic-firms", "jobs"}
)
"""Outcomes whose English name is a plural."""


def span_ends(effect: Effect, unit: Unit, lang: str, signed: bool = False) -> tuple[str, str]:
    """Both ends of the interval on the scale of the mean; without signs, where these are in words, the smaller end first."""
    factor, _ = scaled(effect.mean, effect.decimals, unit, lang)
    decimals = rescaled(effect.decimals, factor)
    ends = (effect.low, effect.high) if signed else sorted((abs(effect.low), abs(effect.high)))
    low, high = (interval_end(end * factor, decimals, signed, effect.base * factor) for end in ends)
    return low, high


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


def _en(plural: bool, when: str, name: str, effect: Effect, unit: Unit) -> str:
    span, head = interval_name(effect.members, "en"), f"{name}, {when}:"
    if effect.direction == NOTHING:
        return f"{head} no difference in any member."
    if effect.direction == SMALL:
        return f"{head} hardly any change (less than {percent(LEAST)} of the counterfactual)."
    if effect.alone:
        value = amount(effect.mean, effect.decimals, unit, "en", signed=True)
        return f"{head} {value} in the single member that was run; one member says nothing of uncertainty."
    if effect.direction == UNSETTLED:
        largest = max(effect.low, effect.high, key=abs)
        low, high, mean = (
            amount(value, effect.decimals, unit, "en", signed=True, scale=largest)
            for value in (effect.low, effect.high, effect.mean)
        )
        return f"{head} direction not settled; the {span} of the difference, {low} to {high}, holds zero (mean {mean})."
    low, high = span_ends(effect, unit, "en")
    level = amount(effect.level, effect.level_decimals, unit, "en")
    mean = amount(abs(effect.mean), effect.decimals, unit, "en")
    more = "more" if effect.direction == RISE else "fewer" if plural else "less"
    share = f", or {percent(abs(effect.change))}," if np.isfinite(effect.change) else ""
    size = f"{mean} ({span} {low} to {high}){share}"  # the interval stands beside the amount whose unit it has
    text = f"{head} {level}, {'which is ' * (unit.name in BARE)}{size} {more} than in the counterfactual"
    return text + _pulled(effect, unit, "en") + "."


def _zh(when: str, name: str, effect: Effect, unit: Unit) -> str:
    span = interval_name(effect.members, "zh")
    if effect.direction == NOTHING:
        return f"{when}{name}：各样本均无差别。"
    if effect.direction == SMALL:
        return f"{when}{name}：无明显变化（不足对照情景的{percent(LEAST, lang='zh')}）。"
    if effect.alone:
        value = amount(effect.mean, effect.decimals, unit, "zh", signed=True)
        return f"{when}{name}：仅有的一个样本相差{value}；单个样本不能说明不确定性。"
    if effect.direction == UNSETTLED:
        factor, unit_name = scaled(max(effect.low, effect.high, key=abs), effect.decimals, unit, "zh")
        decimals = rescaled(effect.decimals, factor)
        low, high = (interval_end(v * factor, decimals, True, effect.base * factor) for v in (effect.low, effect.high))
        mean = number(effect.mean * factor, decimals, signed=True)
        return f"{when}{name}：增减尚难判断，差额的{span}为{low}至{high}{unit_name}，包含零（均值{mean}）。"
    low, high = span_ends(effect, unit, "zh")
    level = amount(effect.level, effect.level_decimals, unit, "zh")
    mean = amount(abs(effect.mean), effect.decimals, unit, "zh")
    side, far = ("多", "高") if effect.direction == RISE else ("少", "低")
    share = f"，{far}{percent(abs(effect.change), lang='zh')}" if np.isfinite(effect.change) else ""
    text = f"{when}{name}{level}，比对照情景{side}{mean}（{span}{low}至{high}）{share}"
    return text + _pulled(effect, unit, "zh") + "。"


def _pulled(effect: Effect, unit: Unit, lang: str) -> str:
    """A word on a mean outside its interval."""
    if not effect.outside:
        return ""
    factor, _ = scaled(effect.mean, effect.decimals, unit, lang)  # as the mean before it
    middle = number(abs(effect.median) * factor, rescaled(effect.decimals, factor)) if effect.median else "0"
    if lang == "zh":
        return f"，均值由个别样本拉动而在区间之外，中位数为{middle}"
    return f"; a few members pull the mean out of its interval, the median is {middle}"
