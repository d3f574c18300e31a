"""Words for titles that tell what a figure shows, and claim no more than its numbers hold."""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import xarray as xr

from outputs.results.amounts import amount, rescaled, scaled
from outputs.results.direction import FALL, NOTHING, RISE, SMALL, direction, seen
from outputs.results.numbers import Unit, number, percent, places, share_of_level
from outputs.results.outcomes import LEVELS, Outcome, effect, monthly, quantiles, unit
from outputs.results.summary_rows import is_stock, over_months

CLEAR = (RISE, FALL)
"""Directions that may be told as found."""
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
WORDS: dict[str, dict[str, Any]] = {
    "en": {
        RISE: "{name}: {amount} above the counterfactual {when}{share}",
        FALL: "{name}: {amount} below the counterfactual {when}{share}",
        "when": ("over the whole period", "at the end of the period"),
        "unclear": "{name}: no clear difference from the counterfactual",
        SMALL: "{name}: hardly any change from the counterfactual",
        NOTHING: "{name}: no difference from the counterfactual",
        "share": " ({})",
        "most up": "{things}: largest gain {name}, {amount}{share}",
        "most down": "{things}: largest loss {name}, {amount}{share}",
        "none clear": "{things}: no clear change",
        "no change": "{things}: no difference",
    },
    "zh": {
        RISE: "{name}：{when}比对照情景多{amount}{share}",
        FALL: "{name}：{when}比对照情景少{amount}{share}",
        "when": ("全期", "期末"),
        "unclear": "{name}：与对照情景相比无明确差异",
        SMALL: "{name}：与对照情景相比无明显变化",
        NOTHING: "{name}：与对照情景无差别",
        "share": "（{}）",
        "most up": "{things}：{name}增加最多，{amount}{share}",
        "most down": "{things}：{name}减少最多，{amount}{share}",
        "none clear": "{things}：变化均不明确",
        "no change": "{things}：无差别",
    },
}


class Change(NamedTuple):
    """One outcome: its direction, the effect and its 80 % interval as shares of the counterfactual, and in its own unit.

    The shares are not a number where the counterfactual has none of the outcome; ``decimals`` are those of the tables.
    """

    outcome: Outcome
    direction: str
    share: float
    low: float
    high: float
    mean: float
    decimals: int
    unit: Unit
    at_end: bool


def change_of(dataset: xr.Dataset, outcome: Outcome, lang: str, flow: xr.DataArray | None = None) -> Change:
    """The effect on an outcome over the whole run, or on a stock at its end, with the means that tables have.

    ``flow`` is the outcome by month, (variant, member, month), where it is known already: it takes time to add up.
    """
    values = over_months(monthly(dataset, outcome) if flow is None else flow, is_stock(dataset, outcome), slice(None))
    change, readers = effect(values).values, unit(dataset, outcome, lang)
    base = float(values.sel(variant="counterfactual").mean())
    ends = [float(value) for value in (change.mean(), *quantiles(change, LEVELS["80"]))]
    told = math.isfinite(share_of_level(ends[0], base))
    share, low_share, high_share = (end / base if told else np.nan for end in ends)
    mean, low, high = (end * readers.factor for end in ends)
    level = base * readers.factor
    decimals = places(low, high, mean, level=level) if len(change) > 1 else places(0, 0, mean, level=level)
    return Change(
        outcome,
        seen(change, base),
        share,
        low_share,
        high_share,
        mean,
        decimals,
        readers,
        is_stock(dataset, outcome),
    )


def outcome_finding(change: Change, lang: str) -> str:
    """What happens to an outcome over the whole run, or to a stock by its end, for a title."""
    words = WORDS[lang]
    form = words.get(change.direction, words["unclear"])
    size = amount(abs(change.mean), change.decimals, change.unit, lang)
    share = _share(change.share, lang)
    when = words["when"][change.at_end]
    return form.format(name=change.outcome.name(lang), amount=size, share=share, when=when)


def largest_finding(
    things: str, names: Sequence[str], usual: np.ndarray, scenario: np.ndarray, unit_name: str, lang: str
) -> str:
    """Which of several rows changes most, for a title; only rows whose change is clear count.

    Args:
        things: what the rows are, named where none of them changes clearly.
        names: (rows,) readers' names.
        usual, scenario: (members, rows) in the reader's unit.
        unit_name: the reader's name of that unit.
        lang: ``"en"`` or ``"zh"``.
    """
    words, change = WORDS[lang], scenario - usual
    ways = [direction(members[np.isfinite(members)]) if np.isfinite(members).any() else NOTHING for members in change.T]
    clear = [k for k, way in enumerate(ways) if way in CLEAR]
    if not clear:
        return words["no change" if set(ways) <= {NOTHING} else "none clear"].format(things=things)
    means = np.nanmean(change, axis=0)
    best = max(clear, key=lambda k: abs(means[k]))
    members = change[:, best][np.isfinite(change[:, best])]
    mean = float(means[best])
    decimals = places(*quantiles(members, LEVELS["80"]), mean) if len(members) > 1 else places(0, 0, mean)
    base = float(np.nanmean(usual[:, best]))
    return words["most up" if mean > 0 else "most down"].format(
        things=things,
        name=names[best],
        amount=sized(mean, decimals, unit_name, lang),
        share=_share(share_of_level(mean, base), lang),
    )


def _share(share: float, lang: str) -> str:
    return WORDS[lang]["share"].format(percent(share, signed=True, lang=lang)) if np.isfinite(share) else ""


def sized(change: float, decimals: int, unit_name: str, lang: str) -> str:
    """A change with the unit that fits it: ``+230人次`` where rows are in 万人次."""
    factor, name = scaled(change, decimals, Unit(1.0, unit_name), lang)
    return with_unit(number(change * factor, rescaled(decimals, factor), signed=True), name, lang)


def with_unit(text: str, unit_name: str, lang: str) -> str:
    """A number with its unit: ``1,070 million USD``, ``28.8万人次``, ``12 %``."""
    return f"{text}{'' if lang == 'zh' or not unit_name else ' '}{unit_name}"


def count(things: int, lang: str, first: bool = False) -> str:
    """A number of things inside a sentence: a word in English up to ten, with a capital where ``first``, else digits."""
    if lang == "zh" or things >= len(_NUMBERS):
        return str(things)
    return _NUMBERS[things].capitalize() if first else _NUMBERS[things]


def listed(parts: Sequence[str], lang: str) -> str:
    """Parts of a sentence one after the other."""
    return ("，" if lang == "zh" else ", ").join(parts)


def inside(name: str, lang: str) -> str:
    """A name inside a sentence: ``goods trade``, but ``FDI in actual use``."""
    return name if lang == "zh" or name[1:2].isupper() or not name[:1].isalpha() else name[0].lower() + name[1:]
