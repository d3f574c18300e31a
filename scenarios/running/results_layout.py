"""How results are laid out, as plain data that a results file can be written from without knowing the model."""

import functools
from collections.abc import Mapping, Sequence

from common import vocabulary
from common.vocabulary import Word
from model.facts.months import month_label
from model.variables import VARIABLES

Labels = dict[str, tuple[str, ...]]
"""Labels of one axis: their ``keys`` and their names ``en`` and ``zh``, in axis order."""


@functools.cache
def coordinates() -> Mapping[str, Labels]:
    """Return the labels of every axis of the results but ``member`` and ``month``."""
    from model.facts import facts
    from model.levers.catalogue import catalogue

    known, tasks = facts(), catalogue()
    return {
        "variant": _labels(vocabulary.VARIANT_WORDS),
        "origin": {"keys": tuple(known.origins), "en": tuple(known.name_en), "zh": tuple(known.name_zh)},
        "ultimate_origin": {
            "keys": (*known.origins, vocabulary.MAINLAND.key),
            "en": (*known.name_en, vocabulary.MAINLAND.en),
            "zh": (*known.name_zh, vocabulary.MAINLAND.zh),
        },
        "district": _labels(vocabulary.DISTRICT_WORDS),
        "platform": _labels(vocabulary.PLATFORM_WORDS),
        "mode": _labels(vocabulary.MODE_WORDS),
        "tax": _labels(vocabulary.TAX_WORDS),
        "education": _labels(vocabulary.EDUCATION_WORDS),
        "group": _labels(vocabulary.GROUP_WORDS),
        "sector": _labels(vocabulary.SECTOR_WORDS),
        "goods": _labels(vocabulary.GOODS_WORDS),
        "freight_mode": _labels(vocabulary.FREIGHT_MODE_WORDS),
        "freight_market": _labels(vocabulary.FREIGHT_MARKET_WORDS),
        "train": _labels(vocabulary.TRAIN_WORDS),
        "cargo_source": _labels(vocabulary.CARGO_SOURCE_WORDS),
        "chain": _labels(vocabulary.CHAIN_WORDS),
        "founder": _labels(vocabulary.FOUNDER_WORDS),
        "organisation": _labels(vocabulary.ORGANISATION_WORDS),
        "headquarters_kind": _labels(vocabulary.HEADQUARTERS_WORDS),
        "institution": _labels(vocabulary.INSTITUTION_WORDS),
        "programme": _labels(vocabulary.PROGRAMME_WORDS),
        "financial_institution": _labels(vocabulary.FINANCIAL_INSTITUTION_WORDS),
        "direction": _labels(vocabulary.DIRECTION_WORDS),
        "supply": _labels(vocabulary.SUPPLY_WORDS),
        "zone": _labels(vocabulary.ZONE_WORDS),
        "purpose": _labels(vocabulary.PURPOSE_WORDS),
        "use": _labels(vocabulary.USE_WORDS),
        "risk": _labels(vocabulary.RISK_WORDS),
        "force": _labels(vocabulary.FORCE_WORDS),
        "lever": _labels(vocabulary.LEVER_WORDS),
        "city": _labels(vocabulary.CITY_WORDS),
        "way": _labels(vocabulary.WAY_WORDS),
        "stage": _labels(vocabulary.STAGE_WORDS),
        "task": {
            "keys": vocabulary.TASKS,
            "en": tuple(tasks[task].en for task in vocabulary.TASKS),
            "zh": tuple(tasks[task].zh for task in vocabulary.TASKS),
        },
    }


def _labels(words: Sequence[Word]) -> Labels:
    return {
        "keys": tuple(word.key for word in words),
        "en": tuple(word.en for word in words),
        "zh": tuple(word.zh for word in words),
    }


def variables() -> tuple[dict, ...]:
    """Return the declarations of all result variables."""
    return tuple(variable._asdict() for variable in VARIABLES.values())


def shapes() -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Return the shape of each variable in one month."""
    sizes = {axis: len(labels["keys"]) for axis, labels in coordinates().items()}
    return tuple((key, tuple(sizes[axis] for axis in variable.axes)) for key, variable in VARIABLES.items())


def may_be_missing() -> frozenset[str]:
    """Variables that need not be a number everywhere: an index has no value where there is nothing to measure."""
    return frozenset(key for key, variable in VARIABLES.items() if variable.kind == "index")


def first_month(start: int) -> str:
    """``YYYY-MM`` of a setting's first calendar month."""
    return month_label(start)
