"""Codes of origin markets: which are modelled separately, and what to say of other codes and names."""

import functools

from common import countries
from common.problems import Phrase
from common.text import Text
from scenarios.reading.messages import phrase

REST = countries.REST


@functools.cache
def known() -> tuple[str, ...]:
    """Return the codes modelled separately, in the model's order, then ``ROW`` for the rest of the world."""
    from model.facts import facts

    return tuple(facts().origins)


def fault_of(code: str) -> tuple[Phrase, str | None]:
    """Return what is wrong with a code that is not :func:`known`, and the code that was probably meant.

    Another country is never suggested: one that is not modelled separately is part of ``ROW``.
    """
    country = countries.alpha3(code)
    near = None if country else countries.near(code)
    if country == countries.MAINLAND:
        return phrase("origin_mainland"), None
    if country in known() or near in known():
        return phrase("origin_unknown"), country or near
    if country is None and near is not None and len(code) > len(near):  # a misspelt name, and no code
        country = near
    if country is not None and country != countries.MAINLAND:
        return phrase("origin_not_apart", name=Text(**countries.title(country))), REST
    return phrase("origin_unknown"), None
