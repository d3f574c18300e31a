"""An effect as a sentence and as a cell: words and numbers that cannot disagree."""

from typing import NamedTuple

import numpy as np

from outputs.documents.document import Cell
from outputs.results.direction import FALL, NOTHING, RISE, UNSETTLED, direction
from outputs.results.numbers import Unit, interval, interval_end, number, percent, places
from outputs.results.outcomes import LEVELS, interval_name, quantiles


class Effect(NamedTuple):
    """The effect on one outcome over one period, in the reader's unit, rounded to its uncertainty.

    ``low`` and ``high`` end the 80 % interval (of few members, their range), ``decimals`` are those that are shown, ``base`` and ``level`` are the
    means of counterfactual and scenario, ``above`` is the share of members with more than the counterfactual.
    """

    base: float
    level: float
    mean: float
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


def measured(base: np.ndarray, level: np.ndarray, factor: float = 1.0) -> Effect:
    """The effect of the members of two variants, (members,) each, in the unit of the file.

    Its direction is that of :func:`outputs.results.direction.direction`.
    """
    base, level = np.asarray(base, float) * factor, np.asarray(level, float) * factor
    change = level - base
    low, high = map(float, quantiles(change, LEVELS["80"]))
    mean = float(change.mean())
    return Effect(
        base=float(base.mean()),
        level=float(level.mean()),
        mean=mean,
        low=low,
        high=high,
        above=float((change > 0).mean()),
        decimals=places(0, 0, mean) if len(change) == 1 else places(low, high, mean),
        direction=direction(change),
        members=len(change),
    )


def shown(effect: Effect, lang: str) -> str:
    """The effect with its 80 % interval: ``+95 (+62 to +130)``; alone where there is one member."""
    if effect.direction == NOTHING:
        return "0"
    if effect.alone or effect.low == effect.high:
        return number(effect.mean, effect.decimals, signed=True)
    return interval(effect.mean, effect.low, effect.high, lang, signed=True)


def level_decimals(effect: Effect) -> int:
    """Decimals of the two levels: four digits, and none beyond those of the effect."""
    most = places(0, 0, effect.base, effect.level)
    return most if effect.direction == NOTHING else min(most, max(effect.decimals, 0))


def cells(effect: Effect, lang: str) -> tuple[Cell, ...]:
    """Counterfactual, scenario, effect with interval, change in per cent, share of members with an increase."""
    decimals = level_decimals(effect)
    return (
        Cell(number(effect.base, decimals), effect.base),
        Cell(number(effect.level, decimals), effect.level),
        Cell(shown(effect, lang), effect.mean),
        Cell(percent(effect.change, signed=True, lang=lang), effect.change if np.isfinite(effect.change) else None),
        Cell("–" if effect.direction == NOTHING else percent(effect.above, lang=lang), effect.above),
    )


HEADERS = {
    "en": ("Counterfactual", "Scenario", "Effect ({})", "Change", "Members with an increase"),
    "zh": ("对照情景", "情景", "效果（{}）", "变化", "上升的样本占比"),
}
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


def sentence(key: str, name: str, effect: Effect, unit: Unit, lang: str, end: bool = False) -> str:
    """What happens to one outcome, in a sentence.

    Args:
        key: key of the outcome, for its grammar.
        name: the reader's name of the outcome.
        effect: in the unit ``unit``.
        unit: the reader's unit.
        lang: ``"en"`` or ``"zh"``.
        end: whether it is a stock, told at the end of the period.
    """
    build = _zh if lang == "zh" else _en
    return build(key, name, effect, unit, end)


def _sizes(effect: Effect, lang: str) -> tuple[str, str, str]:
    """Mean and both ends without signs, the smaller end first."""
    ends = sorted((abs(effect.low), abs(effect.high)))
    low, high = (interval_end(end, effect.decimals) for end in ends)
    return number(abs(effect.mean), effect.decimals), low, high


def _levels(effect: Effect) -> tuple[str, str]:
    decimals = level_decimals(effect)
    return number(effect.base, decimals), number(effect.level, decimals)


def _en(key: str, name: str, effect: Effect, unit: Unit, end: bool) -> str:
    span = interval_name(effect.members, "en")
    when = " at the end of the period" if end else ""
    plural = key in PLURAL
    if effect.direction == NOTHING:
        return f"{name}{when}: no difference in any member."
    if effect.alone:
        value = amount(number(effect.mean, effect.decimals, signed=True), unit, "en")
        return f"{name}{when}: {value} in the single member that was run; one member says nothing of uncertainty."
    if effect.direction == UNSETTLED:
        low, high = (interval_end(v, effect.decimals, signed=True) for v in (effect.low, effect.high))
        mean = number(effect.mean, effect.decimals, signed=True)
        return (
            f"{name}{when}: direction not settled; the {span} of the difference, {low} to "
            f"{amount(high, unit, 'en')}, holds zero (mean {mean})."
        )
    verb = {RISE: "rise" if plural else "rises", FALL: "fall" if plural else "falls"}[effect.direction]
    mean, low, high = _sizes(effect, "en")
    text = f"{name} {verb}{when} by {amount(mean, unit, 'en')} ({span} {low} to {high})"
    if np.isfinite(effect.change):
        before, after = _levels(effect)
        text += f", or {percent(abs(effect.change))}: from {before} to {amount(after, unit, 'en')}"
    return text + "."


def _zh(key: str, name: str, effect: Effect, unit: Unit, end: bool) -> str:
    span = interval_name(effect.members, "zh")
    when = "期末" if end else ""
    if effect.direction == NOTHING:
        return f"{when}{name}：各样本均无差别。"
    if effect.alone:
        value = amount(number(effect.mean, effect.decimals, signed=True), unit, "zh")
        return f"{when}{name}：仅有的一个样本相差{value}；单个样本不能说明不确定性。"
    if effect.direction == UNSETTLED:
        low, high = (interval_end(v, effect.decimals, signed=True) for v in (effect.low, effect.high))
        mean = number(effect.mean, effect.decimals, signed=True)
        return f"{when}{name}：增减尚难判断，差额的{span}为{low}至{amount(high, unit, 'zh')}，包含零（均值{mean}）。"
    verb = {RISE: "增加", FALL: "减少"}[effect.direction]
    mean, low, high = _sizes(effect, "zh")
    text = f"{when}{name}{verb}{amount(mean, unit, 'zh')}（{span}{low}至{high}）"
    if np.isfinite(effect.change):
        before, after = _levels(effect)
        side, verb = {RISE: ("增幅", "增至"), FALL: ("降幅", "降至")}[effect.direction]
        share = percent(abs(effect.change), lang="zh")
        text += f"，{side}{share}，由{amount(before, unit, 'zh')}{verb}{amount(after, unit, 'zh')}"
    return text + "。"
