"""A number with its unit inside a sentence: in English money first, and the scale that reads: ``USD 1.07 billion``, ``610万元``."""

import math

from outputs.results.numbers import MINUS, Unit, fitting, number

_LARGER = {"thousand": "million", "million": "billion", "billion": "trillion"}
_MONEY = ("USD", "CNY")
BARE = ("firms", "people")
"""Units that a sentence leaves out, since the name of the outcome says what is counted."""


def amount(value: float, decimals: int, unit: Unit, lang: str, signed: bool = False, scale: float | None = None) -> str:
    """A number with its unit inside a sentence: ``288 thousand`` of visitors, ``USD 1.07 billion``, ``28.8万人次``, ``610万元``.

    In English a thousand millions are a billion, a thousand thousands a million; in both languages a small part of a unit is
    told in the next smaller one, see :func:`~outputs.results.numbers.fitting`.

    Args:
        value: in ``unit``.
        decimals: of the value in ``unit``; negative ones are zeros before the point.
        unit: the reader's unit.
        lang: ``"en"`` or ``"zh"``.
        signed: whether a gain has its plus sign.
        scale: the value by which the scale is chosen, where it is not this one.
    """
    factor, text = scaled(value if scale is None else scale, decimals, unit, lang)
    shown = number(value * factor, rescaled(decimals, factor), signed)
    if lang == "zh":
        return f"{shown}{text}"
    if text in BARE:
        return shown
    word, _, currency = text.partition(" ")
    if currency in _MONEY:
        sign, digits = (shown[0], shown[1:]) if shown[:1] in f"+{MINUS}" else ("", shown)
        return f"{sign}{currency} {digits} {word}"
    return f"{shown} {word if word in _SCALES and currency else text}"


_SCALES = {*_LARGER, *_LARGER.values()}


def scaled(value: float, decimals: int, unit: Unit, lang: str) -> tuple[float, str]:
    """The factor and the name of the scale of a value in a sentence: 1 and the unit's own, or those of the next."""
    word, _, rest = unit.name.partition(" ")
    if lang == "en" and word in _LARGER and rest and abs(round(value, decimals)) >= 1000:
        return 1e-3, f"{_LARGER[word]} {rest}"
    fit = fitting(unit, value, least=1)  # a sentence has no row beside it that has a unit already
    return fit.factor / unit.factor, fit.name


def rescaled(decimals: int, factor: float) -> int:
    """The decimals that show as many digits of a value that was multiplied by ``factor``, a power of ten."""
    return decimals - round(math.log10(factor))
