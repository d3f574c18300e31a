"""What stands around the numbers of a table: headings, title, notes; and the decimals that one table has throughout."""

import math
import re
from collections.abc import Sequence

import numpy as np
import xarray as xr

from outputs.documents.document import clean
from outputs.results.numbers import MISSING, level_places, level_text, negligible, number, percent
from outputs.results.outcomes import few_note, interval_name
from outputs.results.reader_names import period
from outputs.tables.answer import Answer, Row, has_interval
from outputs.tables.question import TIMES

NUMBERS = {
    "en": ("Counterfactual", "Scenario", "Effect", "low", "high", "Change"),
    "zh": ("对照情景", "情景", "效果", "下限", "上限", "变化"),
}
"""Headings of the numbers; ``low`` and ``high`` are the ends of the interval of the effect."""
_MEDIAN = {"en": "Effect, median", "zh": "效果（中位数）"}
_ENDS = {"en": "{}, {}", "zh": "{}{}"}
MOST_DECIMALS = 4
LEAST = 3
"""Columns of numbers that every table has: both variants and the effect."""
SIDES = (">0", "<0")
_SIDES_TOLD = ("“>0”, “<0”: not zero, but rounded away.", "“>0”“<0”：不为零，但不足末位的一半。")
UNSEEN = 1e-6
"""Share of a level under which no decimals are added to a table for an effect."""


def title(dataset: xr.Dataset, found: Answer, lang: str) -> str:
    """What the table shows: ``Inbound visitors by origin and month, thousand visitors``."""
    name, unit = clean(found.name, 200), found.unit.name
    if unit.startswith("1"):  # the name of an index may say itself what is 1
        name = re.split(r", 1|（1", name)[0]
    axes = [axis.lower() if lang == "en" else axis for axis in found.axes]
    axes = [axis for axis in axes if axis not in name]  # "FDI in actual use by immediate origin" says its axis itself
    if lang == "zh":
        return name + (f"（按{'、'.join(axes)}）" if axes else "") + (f"，{unit}" if unit else "")
    return name + (f" by {' and '.join(axes)}" if axes else "") + (f", {unit}" if unit else "")


def notes(dataset: xr.Dataset, found: Answer, lang: str) -> list[str]:
    """Which run, months and members; how flows and stocks are counted; what the interval is; what is left out."""
    scenario = clean(dataset.attrs.get(f"title_{lang}") or dataset.attrs.get("scenario", ""), 200)
    months, members = period(dataset["month"].values, lang), found.members
    spread = has_interval(found.question, members)
    span, few = interval_name(members, lang), few_note(members, lang) if spread or members == 1 else None
    if lang == "zh":
        told = [
            f"{scenario}：{months}，{members} 个模拟样本的均值；效果为情景减对照情景（逐个样本配对）"
            + ("。" if not spread else f"，上下限为其{span}。"),
            _COUNTED[found.kind][1].format(_span(found, lang)),
        ]
        if found.left_out:
            told.append(f"按情景中的大小取前 {found.question.top} 个，另有 {found.left_out} 个未单列。")
    else:
        told = [
            f"{scenario}: {months}, means over {members} member{'s' * (members != 1)}; the effect is scenario minus "
            "counterfactual, member by member" + ("." if not spread else f", low and high are its {span}."),
            _COUNTED[found.kind][0].format(_span(found, lang)),
        ]
        if found.left_out:
            told.append(
                f"The {found.question.top} largest in the scenario are shown; {found.left_out} more are not shown one by one."
            )
    if found.idle:
        idle = (", " if lang == "en" else "、").join(clean(name, 200) for name in found.idle)
        told.append(
            f"Not listed, since zero in both variants: {idle}."
            if lang == "en"
            else f"两种情景下均为零、未列出：{idle}。"
        )
    if _hides(found):
        told.append(_SIDES_TOLD[lang == "zh"])
    if members > 1 and not spread:
        told.append(_NO_INTERVAL[lang == "zh"])
    return [*told, *filter(None, (few,))]


_NO_INTERVAL = (
    "No interval of a cost: unit costs are assumed, and an error that all of them share is in no member.",
    "成本不列区间：单位成本为假定，各项共有的误差不体现在样本之间。",
)
_COUNTED = {
    "flow": ("Added up over {}.", "为{}合计。"),
    "stock": ("As it stands at the end of {}.", "为{}末的存量。"),
    "index": ("Mean over {}.", "为{}平均。"),
}


def _span(found: Answer, lang: str) -> str:
    time = next((axis for axis in found.question.by if axis in TIMES), None)
    words = {"month": ("each month", "当月"), "year": ("the months of each year", "当年"), None: ("the run", "全期")}
    return words[time][lang == "zh"]


def headings(found: Answer, lang: str, median: bool = False) -> list[str]:
    """Names of the columns; the median of the effect stands last where it is asked for."""
    base, scenario, effect, low, high, change = NUMBERS[lang]
    span = interval_name(found.members, lang)
    ends = [_ENDS[lang].format(span, end) for end in (low, high)]
    return [*found.axes, base, scenario, effect, *ends, change, *([_MEDIAN[lang]] if median else [])]


def decimals(found: Answer) -> int:
    """Decimals of every number of the table, so that sums close and columns can be read down.

    The largest level gets four digits and the largest effect two, as far as :data:`MOST_DECIMALS` go; effects that are
    negligible beside their level ask for none.
    """
    levels = max((abs(n) for row in found.rows for n in (row.counterfactual, row.scenario)), default=0.0)
    effects = max((abs(row.effect) for row in found.rows if not _small(row)), default=0.0)
    wanted = level_places(found.unit.name, levels) if levels else 0
    if effects:
        wanted = max(wanted, 1 - math.floor(math.log10(effects)))
    return min(max(wanted, 0), MOST_DECIMALS)


def _small(row: Row) -> bool:
    """Whether an effect has no digits of its own: luck beside its level, or beyond the sixth digit of that, clear as it is."""
    told = (row.effect, row.low, row.high)
    return negligible(row.counterfactual, *told) or max(map(abs, told)) < UNSEEN * abs(row.counterfactual)


def filled(heads: Sequence[str], cells: Sequence[Sequence[str]], words: int) -> tuple[list[str], list[list[str]]]:
    """The columns that say something: of a cost there is no interval, and of what is new no change in per cent.

    Args:
        heads, cells: as :func:`headings` and :func:`texts` give them.
        words: how many columns stay in any case.
    """
    kept = [k for k in range(len(heads)) if k < words or any(row[k] != MISSING for row in cells)]
    return [heads[k] for k in kept], [[row[k] for k in kept] for row in cells]


def texts(found: Answer, lang: str) -> list[list[str]]:
    """The cells of each row as they are printed."""
    shown = decimals(found)
    return [[clean(label, 200) for label in row.labels] + _printed(row, shown, lang) for row in found.rows]


def _printed(row: Row, shown: int, lang: str) -> list[str]:
    levels = [level_text(n, shown) for n in (row.counterfactual, row.scenario)]
    effects = [_effect(n, row, shown) for n in (row.effect, row.low, row.high)]
    return [*levels, *effects, percent(0.0 if _small(row) else row.change, signed=True, lang=lang)]


def _effect(value: float, row: Row, shown: int) -> str:
    """An effect or an end of its interval; of a clear effect what rounds to zero tells its side, since a zero would say that there is none."""
    if not np.isfinite(value):
        return MISSING
    clear = (row.low > 0 or row.high < 0) and not _small(row)
    if clear and value and round(value, shown) == 0:
        return SIDES[value < 0]
    return number(value, shown, signed=True)


def _hides(found: Answer) -> bool:
    """Whether a row tells only on which side of zero an effect or an end of its interval lies."""
    shown = decimals(found)
    told = ((n, row) for row in found.rows for n in (row.effect, row.low, row.high))
    return any(_effect(n, row, shown) in SIDES for n, row in told)
