"""Names of the words in scenario files: the vocabulary, in the form that stands inside a sentence."""

from collections.abc import Mapping
from typing import Any

from common.text import Text
from common.vocabulary import (
    CASE_WORDS,
    CORRIDOR_WORDS,
    DECIDER_WORDS,
    FREEDOM_WORDS,
    HUB_WORDS,
    METRO_CITY_WORDS,
    PLATFORM_KIND_WORDS,
    PLATFORM_RULE_WORDS,
    PLATFORM_WORDS,
    SAILING_WORDS,
    SCOPE_WORDS,
    SHOP_WORDS,
    VISA_FORM_WORDS,
    WORLD_WORDS,
    Word,
)
from outputs.results.numbers import number


def _inside(words: tuple[Word, ...]) -> dict[str, Text]:
    return {word.key: Text(word.en[0].lower() + word.en[1:], word.zh) for word in words}


WORLD = {word.key: Text(word.en, word.zh) for word in WORLD_WORDS}
CASES, DECIDERS, FREEDOMS = _inside(CASE_WORDS), _inside(DECIDER_WORDS), _inside(FREEDOM_WORDS)
SHOPS, SCOPES, VISA_FORMS = _inside(SHOP_WORDS), _inside(SCOPE_WORDS), _inside(VISA_FORM_WORDS)
PLATFORM_RULES = _inside(PLATFORM_RULE_WORDS)
PLATFORMS, CORRIDORS, METRO_CITIES = (
    {one.key: Text(one.en, one.zh) for one in words}
    for words in ((*PLATFORM_WORDS, *PLATFORM_KIND_WORDS), CORRIDOR_WORDS, METRO_CITY_WORDS)
)
HUBS, SAILINGS = _inside(HUB_WORDS), _inside(SAILING_WORDS)
DEFAULT_DECIDER = {
    ("route_rights", "grants"): "national",
    ("route_rights", "withdrawals"): "national",
    ("visa_facilitation", "visa_free"): "national",
    ("visa_facilitation", "visas"): "national",
    ("visa_facilitation", "transit"): "national",
    ("duty_free", "shops"): "national",
    ("duty_free", "tax_refund"): "national",
    ("science", "rights"): "province",
    ("cross_border_finance", "cash_pools"): "national",
    ("cross_border_finance", "single_pool_accounts"): "national",
    ("cross_border_finance", "foreign_institutions"): "national",
    ("cross_border_finance", "finance_companies"): "national",
    ("cross_border_finance", "fund_pilots"): "national",
    ("places", "platform_rules"): "province",
    ("places", "platform_area"): "national",
}
"""Who decides an action whose file does not say; the city where not listed."""


def word(words: Mapping[str, Text], key: object, lang: str) -> str:
    """Return the name of ``key`` in ``lang``; a key that is not in the list is returned as it is."""
    name = words.get(str(key))
    return str(key) if name is None else name.of(lang)


def in_wan(millions: float | str, currency: str = "元") -> str:
    """Return a sum of a file, in millions, as a Chinese reader writes it: ``200万元``, ``3亿元``."""
    value = float(str(millions).replace(",", ""))
    exact = value >= 100 and value == round(value)  # two decimals of a hundred million leave nothing out
    return f"{plain_number(value / 100)}亿{currency}" if exact else f"{plain_number(value * 100)}万{currency}"


def plain_number(value: Any) -> str:
    """Return a number of a file as it was meant: as many decimals as it has, two at most."""
    return number(float(value), next((k for k in (0, 1) if float(value) == round(float(value), k)), 2))
