"""First stores and time-honoured brands: which brands come for support, and what their shops add to those there were."""

from collections.abc import Iterable

import numpy as np

from model.consumption.terms import StoresSupported
from model.parameters import Room


def gained(support_cny_mn: float, p: Room) -> float:
    """Return the share of supported stores that would not have come without it.

    Of the brands that look at Nanjing and stay away, ``1 - exp(-support / gap)`` come for it; those who come anyway ask
    for it as well.

    Args:
        support_cny_mn: support of a store.
        p: parameters, group ``consumption.stores``.
    """
    drawn = p.considering * -np.expm1(-support_cny_mn / p.gap_cny_mn)
    return float(drawn / (p.usual + drawn))


def first_stores(supported: Iterable[StoresSupported], p: Room) -> float:
    """Return first stores a year beyond the usual; no amount brings more than the brands that look at Nanjing."""
    wanted = sum(some.stores_a_year * gained(some.support_cny_mn, p) for some in supported)
    return float(p.considering * -np.expm1(-wanted / p.considering))


def renewed(brands_a_year: float, standing: float, share_of_year: float, p: Room) -> float:
    """Return the brands whose shops are new after a part of a year; those renewed twice count once.

    Args:
        brands_a_year: brands renewed.
        standing: brands whose shops were new before.
        share_of_year: the part of a year that passes.
        p: parameters, group ``consumption.brands``.
    """
    fresh = (p.number - standing) * -np.expm1(-brands_a_year * share_of_year / p.number)
    return float(standing + fresh - standing * p.ageing * share_of_year)
