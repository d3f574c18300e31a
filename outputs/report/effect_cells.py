"""Effects as rows of a table, one number a cell.

A number of the whole run has the digits that it has on the terminal and everywhere else. Rows that are parts of it share a
number of decimals. Every number is rounded by itself, so that sums and differences of what is printed may miss by a last digit.
"""

import math
from collections.abc import Sequence

from outputs.documents.document import Cell
from outputs.report.effects import FALL, LEAST, NOTHING, OUTSIDE, RISE, SMALL, Effect
from outputs.results.numbers import MISSING, level_text, negligible, number, percent, places
from outputs.results.outcomes import FEWEST, interval_name

_HEADS = {
    "en": ("Effect", "{} from", "to", "Change", "Counterfactual", "Scenario"),
    "zh": ("效果", "{}下限", "上限", "变化", "对照情景", "情景"),
}
_RANGE = {"en": ("Lowest run", "Highest run"), "zh": ("样本最小", "样本最大")}
_HARDLY = {"en": "hardly any", "zh": "无明显变化"}
_DIGITS = 5
"""Digits of the largest level in a column, at most."""


def heads(members: int, lang: str) -> tuple[str, ...]:
    """Headings of the columns of :func:`rows_of`, for an ensemble of this size."""
    effect, low, high, *others = _HEADS[lang]
    if members < FEWEST:
        return (effect, *_RANGE[lang], *others)
    return (effect, low.format(interval_name(members, lang)), high, *others)


def column_decimals(effects: Sequence[Effect]) -> int:
    """Decimals of every number in a column: those of the largest effect, and one more where most others would vanish.

    No level is shown with more than five digits. Decimals below zero round to tens or hundreds.
    """
    moved = [one for one in effects if one.direction != NOTHING and math.isfinite(one.mean)]
    levels = [abs(level) for one in effects for level in (one.base, one.level) if math.isfinite(level)]
    most = places(0, 0, *levels) + _DIGITS - 4
    if not moved:
        return max(min(most - 1, 2), 0)
    main = max(moved, key=lambda one: abs(one.mean))
    decimals = min(main.decimals, most)
    clear = [abs(one.mean) for one in moved if one.clear]
    if decimals < 0 and any(mean < 10.0**-decimals for mean in clear):
        decimals = 0
    if clear and 3 * sum(mean < 0.5 * 10.0**-decimals for mean in clear) > len(clear):
        decimals = min(decimals + 1, most)
    return decimals


def rows_of(
    named: Sequence[tuple[str, Effect]], lang: str, last: bool = False, apart: bool = False
) -> tuple[tuple[Cell, ...], ...]:
    """Rows of named effects: effect, ends of its interval, change in per cent, counterfactual, scenario.

    Args:
        named: names with effects in one unit.
        lang: ``"en"`` or ``"zh"``.
        last: whether the last one is that of the whole run, which is rounded as everywhere; the others share their decimals.
        apart: whether each of them is.
    """
    effects = [one for _, one in named]
    if not effects:
        return ()
    parts = [] if apart or len(effects) == 1 else effects[:-1] if last else effects
    decimals = column_decimals(parts)
    of_levels = decimals
    if last:
        of_levels = max(min(decimals, effects[-1].level_decimals + 1), effects[-1].level_decimals)
    return tuple(
        (
            Cell(name),
            *(
                _cells(one, decimals, of_levels, lang)
                if k < len(parts)
                else _cells(one, one.decimals, one.level_decimals, lang)
            ),
        )
        for k, (name, one) in enumerate(named)
    )


def without_interval(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """A row of cost: an error that all unit costs share is in no member, and an interval of members would hide it."""
    return (*row[:2], Cell(MISSING), Cell(MISSING), *row[4:])


def _cells(effect: Effect, decimals: int, of_levels: int, lang: str) -> tuple[Cell, ...]:
    still = _is_luck(effect)  # printed as none: both levels are printed alike
    mean = "0" if still or effect.direction == NOTHING else _mean(effect, decimals) + OUTSIDE * effect.outside
    return (
        Cell(mean, effect.mean),
        _end(effect, effect.low, decimals),
        _end(effect, effect.high, decimals),
        _change(effect, lang),
        Cell(level_text(effect.base, of_levels), effect.base),
        Cell(level_text(effect.base if still else effect.level, of_levels), effect.level),
    )


def _mean(effect: Effect, decimals: int) -> str:
    """The mean; of a clear effect that rounds to zero its side, since a zero would say that there is none."""
    if effect.clear and round(effect.mean, decimals) == 0:
        return ">0" if effect.mean > 0 else "<0"
    return number(effect.mean, decimals, signed=True)


def _is_luck(effect: Effect) -> bool:
    return negligible(effect.base, effect.low, effect.high, effect.mean)


def _end(effect: Effect, value: float, decimals: int) -> Cell:
    """An end of the interval; on which side of zero a clear effect lies can be read where it rounds to zero."""
    if effect.alone or effect.direction == NOTHING:
        return Cell(MISSING)
    if _is_luck(effect):
        return Cell("0", value)
    if round(value, decimals) == 0 and effect.direction in (RISE, FALL) and value:
        return Cell(">0" if value > 0 else "<0", value)
    return Cell(number(value, decimals, signed=True), value)


def _change(effect: Effect, lang: str) -> Cell:
    if effect.direction == NOTHING:
        return Cell(MISSING)
    if effect.direction == SMALL:
        return Cell(_HARDLY[lang], effect.change)
    return Cell(percent(effect.change, signed=True, lang=lang), effect.change if math.isfinite(effect.change) else None)


def note(named: Sequence[tuple[str, Effect]], lang: str, hidden: bool = False) -> str:
    """What a table of these effects has to explain below it; empty where there is nothing.

    ``hidden`` tells that an end of an interval is shown only by its side of zero, see :func:`hides`.
    """
    pulled = [(name, one) for name, one in named if one.outside]
    small = any(one.direction == SMALL for _, one in named)
    told = []
    if hidden:
        told.append(
            "“>0”“<0”：不为零，但不足末位的一半。" if lang == "zh" else "“>0”, “<0”: not zero, but rounded away."
        )
    if pulled:
        medians = [f"{name} {_median(one)}" for name, one in pulled]
        if lang == "zh":
            told.append(f"{OUTSIDE} 均值由个别样本（如单个大项目）拉动而在区间之外，中位数为：{'，'.join(medians)}。")
        else:
            told.append(
                f"{OUTSIDE} A few members, such as one with a large project, pull the mean out of its interval; medians: {', '.join(medians)}."
            )
    if small:
        share = percent(LEAST, lang=lang)
        told.append(
            f"{_HARDLY[lang]}：效果不足对照情景的{share}。"
            if lang == "zh"
            else f"Hardly any change: less than {share} of the counterfactual."
        )
    return ("" if lang == "zh" else " ").join(told)


def _median(effect: Effect) -> str:
    """The median as the mean is rounded; ``0`` where it rounds to that, which needs no digits."""
    decimals = max(effect.decimals, 0)
    return number(effect.median, decimals, signed=True) if round(effect.median, decimals) else "0"


def hides(rows: Sequence[tuple[Cell, ...]]) -> bool:
    """Whether a row shows only on which side of zero an end of its interval lies."""
    return any(cell.text in (">0", "<0") for row in rows for cell in row)
