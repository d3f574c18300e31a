"""Codes of origin markets: which are modelled apart, and what to say of the others."""

import functools

from scenarios.reading.problems import Phrase, nearest, phrase

REST = "ROW"
MAINLAND = "CHN"


@functools.cache
def known() -> tuple[str, ...]:
    """The codes modelled apart, in the model's order, then ``ROW`` for the rest of the world."""
    from model.facts import facts

    return tuple(facts().origins)


def fault_of(code: str) -> tuple[Phrase, str | None]:
    """What is wrong with a code that is not :func:`known`, and the code that was probably meant."""
    import pycountry  # slow to load, and needed only when something is wrong

    try:
        country = pycountry.countries.lookup(code)  # by any code or by name
    except LookupError:
        return phrase("origin_unknown"), nearest(code, known())
    if country.alpha_3 == MAINLAND:
        return phrase("origin_mainland"), None
    if country.alpha_3 in known():
        return phrase("origin_unknown"), country.alpha_3
    return phrase("origin_not_apart", en=country.name, zh=_chinese(country.name)), REST


def _chinese(name: str) -> str:
    import gettext

    import pycountry

    return gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=["zh_CN"], fallback=True).gettext(name)
