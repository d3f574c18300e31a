"""Effects as rows of a table: one number a cell, one number of decimals a column, sums that close.

What is rounded apart does not add up. Here effects and counterfactuals are rounded first, rows of a sum so that they
give the rounded sum, and the scenario is what both give together: it may be off by one in its last digit.
"""

import math
from collections.abc import Sequence

from outputs.documents.document import Cell
from outputs.report.effects import FALL, LEAST, NOTHING, OUTSIDE, RISE, SMALL, Effect
from outputs.results.numbers import MISSING, number, percent, places
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


def closing(values: Sequence[float], total: float, decimals: int) -> list[float]:
    """Round values so that they add up to the rounded total (largest remainders); each moves by less than one last digit.

    Values that are no numbers, and those whose sum is not the total, are rounded one by one.
    """
    unit = 10.0**-decimals
    if not all(map(math.isfinite, (*values, total))) or abs(sum(values) - total) > 0.5 * unit:
        return [round(value, decimals) for value in values]
    scaled = [value / unit for value in values]
    floors = [math.floor(value) for value in scaled]
    missing = round(round(total, decimals) / unit) - sum(floors)
    order = sorted(range(len(values)), key=lambda k: floors[k] - scaled[k])
    for k in range(abs(missing)):
        floors[order[k % len(order)] if missing > 0 else order[-1 - k % len(order)]] += 1 if missing > 0 else -1
    return [round(floor * unit, max(decimals, 0)) for floor in floors]


def rows_of(
    named: Sequence[tuple[str, Effect]], lang: str, last: bool = False, decimals: int | None = None
) -> tuple[tuple[Cell, ...], ...]:
    """Rows of named effects: effect, ends of its interval, change in per cent, counterfactual, scenario.

    Args:
        named: names with effects in one unit.
        lang: ``"en"`` or ``"zh"``.
        last: whether the last one is the sum of the others, which then add up to it as printed.
        decimals: of every number; where not given, those of :func:`column_decimals`.
    """
    effects = [one for _, one in named]
    if not effects:
        return ()
    if decimals is None:
        decimals = column_decimals(effects[:-1] if last and len(effects) > 1 else effects)
    means = _column([one.mean for one in effects], last, decimals)
    bases = _column([one.base for one in effects], last, decimals)
    rows = tuple(
        (Cell(name), *_cells(one, mean, base, decimals, lang))
        for (name, one), mean, base in zip(named, means, bases, strict=True)
    )
    return aligned(rows, CHANGE, lang)


CHANGE = 4
"""Place of the change in per cent in a row of :func:`rows_of`."""


def aligned(rows: Sequence[tuple[Cell, ...]], column: int, lang: str) -> tuple[tuple[Cell, ...], ...]:
    """The same rows with one number of decimals in a column of changes: one where any is under ten per cent, else none."""
    shares = [row[column].value for row in rows if row[column].text.endswith("%")]
    decimals = 1 if any(share is not None and 0 < abs(share) < 0.0995 for share in shares) else 0
    return tuple(
        (*row[:column], _percentage(row[column], decimals, lang), *row[column + 1 :])
        if row[column].text.endswith("%")
        else row
        for row in rows
    )


def _percentage(cell: Cell, decimals: int, lang: str) -> Cell:
    if cell.value is None or 0 < abs(cell.value) < 0.0005:  # what would be none keeps its own digits
        return cell
    return Cell(f"{number(100 * cell.value, decimals, signed=True)}{'' if lang == 'zh' else ' '}%", cell.value)


def _column(values: list[float], last: bool, decimals: int) -> list[float]:
    if last and len(values) > 1:
        return [*closing(values[:-1], values[-1], decimals), round(values[-1], decimals)]
    return [round(value, decimals) for value in values]


def _cells(effect: Effect, mean: float, base: float, decimals: int, lang: str) -> tuple[Cell, ...]:
    level = base + mean
    return (
        Cell(
            "0" if effect.direction == NOTHING else number(mean, decimals, signed=True) + OUTSIDE * effect.outside,
            effect.mean,
        ),
        _end(effect, effect.low, decimals),
        _end(effect, effect.high, decimals),
        _change(effect, lang),
        Cell(number(base, decimals), effect.base),
        Cell(number(level, decimals), effect.level),
    )


def _end(effect: Effect, value: float, decimals: int) -> Cell:
    """An end of the interval; on which side of zero a clear effect lies can be read where it rounds to zero."""
    if effect.alone or effect.direction == NOTHING:
        return Cell(MISSING)
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
        medians = [f"{name} {number(one.median, max(one.decimals, 0), signed=True)}" for name, one in pulled]
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


def hides(rows: Sequence[tuple[Cell, ...]]) -> bool:
    """Whether a row shows only on which side of zero an end of its interval lies."""
    return any(cell.text in (">0", "<0") for row in rows for cell in row)
