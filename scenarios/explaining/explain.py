"""Names in plain words, in Chinese or English: levers, tasks, parameters, variables, channels, scenarios, words.

A name may stand for several things (``culture`` is a sector, a use of floor space and a channel): each is explained.
"""

import functools
import re
from collections.abc import Callable, Iterable, Iterator, KeysView
from contextlib import suppress

import numpy as np

from common import countries, vocabulary
from common.lookalikes import fold, plain
from common.other_names import VARIABLES as VARIABLE_NAMES
from common.other_names import closest
from common.problems import nearest
from common.text import full_width, pick
from common.vocabulary import Word
from model.levers.catalogue import Task, catalogue
from model.levers.channels import CHANNELS
from model.parameters import Parameter, declared
from model.posterior import PosteriorError, shipped
from model.variables import VARIABLES
from scenarios.explaining import explain_fields, explain_forces, explain_ledger, explain_lists, explain_plans
from scenarios.explaining import sentences as say
from scenarios.explaining.counted import unit_of
from scenarios.explaining.explanation import Explanation, axis_word, description, lines, name_of
from scenarios.explaining.library import files, library
from scenarios.explaining.word_sentences import word_rows
from scenarios.reading import field_texts
from scenarios.reading.field_names import field_names
from scenarios.reading.schema import World
from scenarios.reading.tasks import expand
from scenarios.reading.unit_names import unit_name

AXES: dict[str, tuple[Word, ...]] = {
    "zone": vocabulary.ZONE_WORDS,
    "sector": vocabulary.SECTOR_WORDS,
    "goods": vocabulary.GOODS_WORDS,
    "freight_mode": vocabulary.FREIGHT_MODE_WORDS,
    "freight_market": vocabulary.FREIGHT_MARKET_WORDS,
    "train": vocabulary.TRAIN_WORDS,
    "sailing": vocabulary.SAILING_WORDS,
    "logistics_hub": vocabulary.HUB_WORDS,
    "cargo_source": vocabulary.CARGO_SOURCE_WORDS,
    "chain": vocabulary.CHAIN_WORDS,
    "founder": vocabulary.FOUNDER_WORDS,
    "organisation": vocabulary.ORGANISATION_WORDS,
    "headquarters_kind": vocabulary.HEADQUARTERS_WORDS,
    "institution": vocabulary.INSTITUTION_WORDS,
    "programme": vocabulary.PROGRAMME_WORDS,
    "financial_institution": vocabulary.FINANCIAL_INSTITUTION_WORDS,
    "direction": vocabulary.DIRECTION_WORDS,
    "supply": vocabulary.SUPPLY_WORDS,
    "use": vocabulary.USE_WORDS,
    "purpose": vocabulary.PURPOSE_WORDS,
    "way": vocabulary.WAY_WORDS,
    "stage": vocabulary.STAGE_WORDS,
    "district": vocabulary.DISTRICT_WORDS,
    "platform": vocabulary.PLATFORM_WORDS,
    "platform_kind": vocabulary.PLATFORM_KIND_WORDS,
    "platform_rule": vocabulary.PLATFORM_RULE_WORDS,
    "corridor": vocabulary.CORRIDOR_WORDS,
    "metro_city": vocabulary.METRO_CITY_WORDS,
    "mode": vocabulary.MODE_WORDS,
    "tax": vocabulary.TAX_WORDS,
    "education": vocabulary.EDUCATION_WORDS,
    "group": vocabulary.GROUP_WORDS,
    "city": vocabulary.CITY_WORDS,
    "risk": vocabulary.RISK_WORDS,
    "force": vocabulary.FORCE_WORDS,
    "freedom": vocabulary.FREEDOM_WORDS,
    "venue": vocabulary.VENUE_WORDS,
    "shop": vocabulary.SHOP_WORDS,
    "decider": vocabulary.DECIDER_WORDS,
    "variant": vocabulary.VARIANT_WORDS,
    "scope": vocabulary.SCOPE_WORDS,
    "visa_form": vocabulary.VISA_FORM_WORDS,
    "builder": vocabulary.BUILDER_WORDS,
    "case": vocabulary.CASE_WORDS,
}
"""The closed word lists by what their words are."""
MISSPELT = (0.8, 0.75)
"""How alike a misspelt name and a known one must be, 0 to 1, in letters and in Chinese: one that merely shares letters is far-fetched."""
SHORTEST = 3
"""Letters of the shortest word that is looked for among the words of other names."""


def explain(name: str, lang: str) -> list[Explanation]:
    """Explain everything that ``name`` stands for; return an empty list where it is unknown.

    Args:
        name: a key, or any name in use in English or Chinese, also in full-width characters.
        lang: ``"en"`` or ``"zh"``.

    Raises:
        InputError: ``name`` is a shipped scenario that is at fault.
    """
    return [explanation for key in meanings(name) for explanation in _explain_key(key, lang)]


def _explain_key(key: str, lang: str) -> list[Explanation]:
    explanations = [tell(key, lang) for known, tell in _SPEAKERS.values() if key in known()]
    return explanations + [_word(axis, word, lang) for axis, words in AXES.items() for word in words if word.key == key]


def meanings(name: str) -> tuple[str, ...]:
    """Return the keys that a name stands for: the key of this spelling, else all that are called so in use."""
    typed = plain(name).strip()
    task = re.sub(r"^(task|任务)\s*", "", typed, flags=re.IGNORECASE)
    for spelling in (name, typed, task):
        if spelling in names():
            return (spelling,)
    with suppress(ValueError):
        return expand(task)
    called = _by_name().get(fold(name), ())
    if called:
        return called
    country = countries.alpha3(name)
    return (country,) if country is not None and country in names() else ()


def not_modelled(name: str) -> str | None:
    """Return the alpha-3 code of a country that is no origin of its own; None where ``name`` is no such country."""
    country = countries.alpha3(name)
    return country if country is not None and country not in _origins() else None


def nearest_name(name: str) -> str | None:
    """Return a known key that begins with ``name``, else one that is called by that word, else the one spelt most like it."""
    if not fold(name):
        return None
    known = [key for key in names() if key not in _origins()]  # countries have a stricter rule of their own
    begins = next((key for key in known if key.startswith(name)), None)
    key = begins or _with_the_word(name, known) or nearest(name, known, _alike(name))
    if key:
        return key
    country = countries.near(name)
    if country is not None:
        return country if country in _origins() else countries.REST
    others = {called: keys[0] for called, keys in _by_name().items() if keys[0] not in _origins()}
    return closest(name, others, _alike(name))


def _alike(name: str) -> float:
    """How alike a misspelt name and a known one must be: one of four characters of Chinese may be wrong, one letter of five."""
    return MISSPELT[not name.isascii()]


def _with_the_word(name: str, known: Iterable[str]) -> str | None:
    """Return the first key that has the word among its own, or else among those that it is called by; ``fares`` is ``fare`` too."""
    word = _singular(plain(name).strip().casefold())
    if not word.isascii() or len(word) < SHORTEST:
        return None
    called = {key: (key, *_called(key)) for key in known if key not in catalogue()}
    alone = (key for key, titles in called.items() if any(word == _singular(title.casefold()) for title in titles))
    own = (key for key in known if word in _words(key))
    other = (key for key, titles in called.items() if any(word in _words(title) for title in titles))
    return next(alone, None) or next(own, None) or next(other, None)


def _words(name: str) -> set[str]:
    return {_singular(word) for word in re.split(r"[^a-z0-9]+", name.casefold())}


def _singular(word: str) -> str:
    return re.sub(r"(?<=[sx])es$|(?<=[^s])s$", "", word)


@functools.cache
def _by_name() -> dict[str, tuple[str, ...]]:
    """Return folded name in use → keys; tasks are called by their ids alone."""
    called: dict[str, list[str]] = {}
    for key in names():
        if key not in catalogue():
            for name in _called(key):
                keys = called.setdefault(fold(name), [])
                if key not in keys:
                    keys.append(key)
    return {name: tuple(keys) for name, keys in called.items() if name}


def _called(key: str) -> Iterator[str]:
    """Yield what a key is called beside itself: in files, in use, in print."""
    yield from field_names(key)
    yield from VARIABLE_NAMES.get(key, ())
    yield from _titles(key)


def _titles(key: str) -> Iterator[str]:
    """Yield the printed names of a key, in both languages."""
    for table in (declared(), VARIABLES, CHANNELS):
        if key in table:
            yield from (table[key].en, table[key].zh)
    if key in library():
        yield from library()[key].title.values()
    if key == explain_ledger.NAME:
        yield from explain_ledger.CALLED
    if key in _origins():
        yield from countries.names_of(key)


def names() -> KeysView[str]:
    """Return every name that can be explained, in order."""
    return _names().keys()


@functools.cache
def _names() -> dict[str, None]:
    words = [word.key for words in AXES.values() for word in words]
    return dict.fromkeys([name for known, _ in _SPEAKERS.values() for name in known()] + words)


def _parameter(name: str, lang: str) -> Explanation:
    parameter = declared()[name]
    rows = (
        ("unit", unit_name(parameter.unit, lang)),
        ("default", f"{parameter.default:g}"),
        (
            "range",
            pick(lang, f"{parameter.low:g} to {parameter.high:g}", f"{parameter.low:g} 至 {parameter.high:g}"),
        ),
        ("role", say.ROLES[parameter.role][lang == "zh"]),
        ("prior", say.prior(parameter.prior, lang)),
        *_fitted(parameter, lang),
        ("acts_on", say.room(parameter.room, lang)),
        ("source", say.given_by(parameter.source, lang).strip()[1:-1]),
        ("set_by", f"parameters: {{{name}: {parameter.default:g}}}"),
    )
    return Explanation(
        say.kind("parameter", lang), name, parameter.zh if lang == "zh" else parameter.en, lines(lang, *rows)
    )


def _fitted(parameter: Parameter, lang: str) -> tuple[tuple[str, str], ...]:
    """Return the median and the 80 % band of a calibrated parameter after the fit."""
    if parameter.role != "calibrated":
        return ()
    try:
        fit = shipped()
    except PosteriorError:
        return (("fitted", pick(lang, "under other priors than these: fit again", "拟合时的先验与此不同，需重新拟合")),)
    low, middle, high = np.quantile(fit.draws[:, fit.names.index(parameter.name)], (0.1, 0.5, 0.9))
    band = pick(lang, f"{middle:.3g} ({low:.3g} to {high:.3g})", f"{middle:.3g}（{low:.3g} 至 {high:.3g}）")
    return (("fitted", band),)


def _variable(name: str, lang: str) -> Explanation:
    variable = VARIABLES[name]
    axes = ("variant", "member", "month", *variable.axes)
    rows = (
        ("unit", unit_of(name, lang)),
        ("axes", say.join((axis_word(axis, lang) for axis in axes), lang)),
        ("measure", say.MEASURES[variable.kind][lang == "zh"]),
    )
    return Explanation(
        say.kind("variable", lang), name, variable.zh if lang == "zh" else variable.en, lines(lang, *rows)
    )


def _world(name: str, lang: str) -> Explanation:
    field_texts.fill_in()
    about = description(World.model_fields[name].description, lang)
    rows = (
        ("cases", say.join((_keyed(vocabulary.CASE_WORDS, case, lang) for case in vocabulary.WORLD_CASES[name]), lang)),
        ("default", _keyed(vocabulary.CASE_WORDS, vocabulary.WORLD_DEFAULTS[name], lang)),
        ("set_by", f"world: {{{name}: {vocabulary.WORLD_DEFAULTS[name]}}}"),
    )
    return Explanation(say.kind("world", lang), name, about, lines(lang, *rows))


def _origin(name: str, lang: str) -> Explanation:
    from model.facts import facts

    known = facts()
    place = known.origin_index[name]
    rows = tuple(
        (key, say.number(float(values[place]), unit, lang))
        for key, values, unit in (
            ("people", known.population_m, "million"),
            ("gdp", known.gdp_usd_bn_2022, "billion USD"),
            ("distance", known.distance_km, "km"),
            ("visitors_2019", known.nanjing_visitors_2019, ""),
            ("flights_2019", known.flights_2019_weekly, ""),
            ("fdi_share", known.fdi_share_2022 * 100, "%"),
            ("visa_free", known.visa_free_days_2022, "days"),
        )
    )
    title = known.name_zh[place] if lang == "zh" else known.name_en[place]
    return Explanation(say.kind("origin", lang), name, title, lines(lang, *rows))


def _word(axis: str, word: Word, lang: str) -> Explanation:
    carried = [
        f"{full_width(variable.zh)} [{key}]" if lang == "zh" else key
        for key, variable in VARIABLES.items()
        if axis in variable.axes
    ]
    tasks = [task.id for task in catalogue().values() if word.key in _places(task, axis)]
    rows: tuple[tuple[str, str | None], ...] = (
        ("others", say.join([_keyed(AXES[axis], other.key, lang) for other in AXES[axis] if other is not word], lang)),
        ("told_apart", say.join(carried, lang)),
        ("named_by", say.join(tasks, lang)),
    )
    if axis == "case":
        chosen = [world for world, cases in vocabulary.WORLD_CASES.items() if word.key in cases]
        rows = (("chosen", say.join([f"world.{world}" for world in chosen], lang)), *rows)
    if axis == "force":
        rows = (*explain_forces.force_rows(word.key, lang), *rows)
    if axis == "sector":
        rows = (*explain_lists.list_rows(word.key, lang), *rows)
    rows = (*word_rows(axis, word.key, lang), *rows)
    return Explanation(say.kind(axis, lang), word.key, word.name(lang), lines(lang, *rows))


def _keyed(words: tuple[Word, ...], key: str, lang: str) -> str:
    """Return a key as it is written, in Chinese behind its name."""
    return f"{name_of(words, key, lang)} [{key}]" if lang == "zh" else key


def _places(task: Task, axis: str) -> tuple[str, ...]:
    return {"sector": task.sectors, "zone": task.zones}.get(axis, ())


def _origins() -> tuple[str, ...]:
    from model.facts import facts

    return facts().origins


@functools.cache
def _fields() -> tuple[str, ...]:
    """Return the keys of a scenario file that are not explained as levers or parts of the outside world."""
    return tuple(key for key in explain_fields.fields() if key not in (*vocabulary.LEVERS, *vocabulary.WORLD_CASES))


_SPEAKERS: dict[str, tuple[Callable[[], Iterable[str]], Callable[[str, str], Explanation]]] = {
    "scenario": (files, explain_plans.scenario),
    "lever": (lambda: vocabulary.LEVERS, explain_plans.lever),
    "task": (catalogue, explain_plans.task),
    "variable": (lambda: VARIABLES, _variable),
    "channel": (lambda: CHANNELS, explain_plans.channel),
    "world": (lambda: vocabulary.WORLD_CASES, _world),
    "parameter": (declared, _parameter),
    "origin": (_origins, _origin),
    "field": (_fields, explain_fields.field),
    "input": (lambda: (explain_ledger.NAME,), explain_ledger.ledger),
}
"""For each kind of name: the names there are, and what explains one."""
