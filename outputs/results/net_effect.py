"""Of an effect on Nanjing, what is new to China and what is moved from its other cities."""

from typing import NamedTuple

import xarray as xr

from outputs.results.amounts import amount
from outputs.results.numbers import fitting, number, percent, places
from outputs.results.outcomes import HEADLINES, LEVELS, Outcome, effect, monthly, quantiles, unit

FDI, VISITORS = HEADLINES[0], next(outcome for outcome in HEADLINES if outcome.key == "visitors")
NATIONAL = {
    "fdi": Outcome("fdi-china", ("fdi_china",), "FDI of all China", "全国实际使用外资"),
    "visitors": Outcome("visitors-china", ("visitors_china",), "Visitors of all China", "全国入境游客（每人计一次）"),
}
"""The outcome of all Chinese cities together, by the outcome of Nanjing."""
APART = 0.03
"""How far the share of two rounded amounts may lie from the share itself: beyond it, as where 66 of 154 is printed as 70 of 150, no amounts stand beside it."""


class NetEffect(NamedTuple):
    """The mean effect on Nanjing and on all Chinese cities with Nanjing, in the unit of the file."""

    here: float
    china: float
    clear: bool
    """Whether that on all cities is clear of zero: if not, nothing can be said of its share."""

    @property
    def moved(self) -> float:
        """What other cities lose; below zero where they gain as well."""
        return self.here - self.china


def net_effect(dataset: xr.Dataset, outcome: Outcome) -> NetEffect | None:
    """Return both effects over the whole run; None where that on Nanjing is not clear of zero."""
    here, china = (effect(monthly(dataset, one).sum("month")) for one in (outcome, NATIONAL[outcome.key]))
    (low, high), (least, most) = (quantiles(one.values, LEVELS["80"]) for one in (here, china))
    if low <= 0 <= high:
        return None
    return NetEffect(float(here.mean()), float(china.mean()), not least <= 0 <= most)


def net_sentences(dataset: xr.Dataset, lang: str) -> list[str]:
    """Return a sentence for FDI and one for visitors, where the effect on Nanjing is clear."""
    found = ((outcome, net_effect(dataset, outcome)) for outcome in (FDI, VISITORS))
    return [_sentence(dataset, outcome, net, lang) for outcome, net in found if net is not None]


def _sentence(dataset: xr.Dataset, outcome: Outcome, net: NetEffect, lang: str) -> str:
    own = unit(dataset, outcome, lang)
    # In English amounts have each their scale.
    shown = fitting(own, net.here * own.factor, least=1) if lang == "zh" else own
    here, china = (value * shown.factor for value in (net.here, net.china))
    members = effect(monthly(dataset, outcome).sum("month")).values * shown.factor
    decimals = places(*map(float, quantiles(members, LEVELS["80"])), here) if len(members) > 1 else places(0, 0, here)
    moved = round(here, decimals) - round(china, decimals)  # so that the sum closes as printed

    def told(value: float) -> str:
        if lang == "zh":
            return number(value, decimals, signed=True)
        return amount(value, decimals, shown, lang, signed=True, scale=here)

    if not net.clear:
        if lang == "zh":
            return f"{outcome.zh}：南京{told(here)}{shown.name}，其中多少为全国净增、多少由国内其他城市转移，不能分辨。"
        return f"{outcome.en}: {told(here)} in Nanjing; how much of it is new to China cannot be told."
    if net.moved * net.here < 0:
        if lang == "zh":
            return f"{outcome.zh}：南京{told(here)}{shown.name}，全国{told(china)}{shown.name}，其他城市也同向变化。"
        return f"{outcome.en}: {told(here)} in Nanjing, {told(china)} in all of China: other cities move the same way."
    share = net.china / net.here
    if abs(round(china, decimals) / round(here, decimals) - share) > APART:
        new, elsewhere = (percent(round(part, 2), lang=lang) for part in (share, 1 - share))
        if lang == "zh":
            return f"{outcome.zh}：南京{told(here)}{shown.name}，其中{new}为全国净增，{elsewhere}由国内其他城市转移。"
        return f"{outcome.en}: {told(here)} in Nanjing, of which {new} is new to China and {elsewhere} moved from its other cities."
    part = percent(share, lang=lang)
    if lang == "zh":
        return f"{outcome.zh}：南京{told(here)}{shown.name}，其中全国净增{told(china)}（{part}），由国内其他城市转移{told(moved)}。"
    return (
        f"{outcome.en}: {told(here)} in Nanjing, of which {told(china)} ({part}) is new to China and "
        f"{told(moved)} moved from its other cities."
    )
