"""Names in plain words, in Chinese or English: levers, tasks, parameters, variables, channels, scenarios, words.

A name may stand for several things (``culture`` is a sector, a use of floor space and a channel): each is explained.
"""

from collections.abc import Callable, Iterable

import numpy as np

from common import vocabulary
from common.vocabulary import Word
from model.levers.catalogue import Task, catalogue
from model.levers.channels import CHANNELS
from model.parameters import Parameter, declared, posterior
from model.variables import VARIABLES
from scenarios.explaining import explain_forces, explain_plans
from scenarios.explaining import sentences as say
from scenarios.explaining.explanation import Explanation, description, lines
from scenarios.explaining.library import files
from scenarios.reading.problems import nearest
from scenarios.reading.schema import World

AXES: dict[str, tuple[Word, ...]] = {
    "zone": vocabulary.ZONE_WORDS,
    "sector": vocabulary.SECTOR_WORDS,
    "use": vocabulary.USE_WORDS,
    "purpose": vocabulary.PURPOSE_WORDS,
    "way": vocabulary.WAY_WORDS,
    "stage": vocabulary.STAGE_WORDS,
    "city": vocabulary.CITY_WORDS,
    "risk": vocabulary.RISK_WORDS,
    "force": vocabulary.FORCE_WORDS,
    "freedom": vocabulary.FREEDOM_WORDS,
    "shop": vocabulary.SHOP_WORDS,
    "decider": vocabulary.DECIDER_WORDS,
    "variant": vocabulary.VARIANT_WORDS,
}
"""The closed word lists by what their words are."""


def explain(name: str, lang: str) -> list[Explanation]:
    """Everything that ``name`` stands for, empty where it is unknown; ``lang`` is ``"en"`` or ``"zh"``.

    Raises:
        ScenarioError: ``name`` is a shipped scenario that is at fault.
    """
    found = []
    for known, tell in _SPEAKERS.values():
        if name in known():
            found.append(tell(name, lang))
    found += [_word(axis, word, lang) for axis, words in AXES.items() for word in words if word.key == name]
    return found


def nearest_name(name: str) -> str | None:
    """A known name that begins with ``name``, else the one that looks most like it."""
    known = names()
    return next((one for one in known if one.startswith(name)), None) or nearest(name, known)


def names() -> list[str]:
    """Every name that can be explained."""
    words = [word.key for words in AXES.values() for word in words]
    return list(dict.fromkeys([name for known, _ in _SPEAKERS.values() for name in known()] + words))


def _parameter(name: str, lang: str) -> Explanation:
    parameter = declared()[name]
    rows = (
        ("unit", parameter.unit),
        ("default", f"{parameter.default:g}"),
        (
            "range",
            say.pick(lang, f"{parameter.low:g} to {parameter.high:g}", f"{parameter.low:g} 至 {parameter.high:g}"),
        ),
        ("role", say.ROLES[parameter.role][lang == "zh"]),
        ("prior", say.prior(parameter.prior, lang)),
        *_fitted(parameter, lang),
        ("acts_on", say.room(parameter.room, lang)),
        ("source", parameter.source),
        ("set_by", f"parameters: {{{name}: {parameter.default:g}}}"),
    )
    return Explanation(
        say.kind("parameter", lang), name, parameter.zh if lang == "zh" else parameter.en, lines(lang, *rows)
    )


def _fitted(parameter: Parameter, lang: str) -> tuple[tuple[str, str], ...]:
    """What the fit left of a calibrated parameter: its median and the band that holds four draws in five."""
    if parameter.role != "calibrated":
        return ()
    columns, draws = posterior()
    low, middle, high = np.quantile(draws[:, columns.index(parameter.name)], (0.1, 0.5, 0.9))
    band = say.pick(lang, f"{middle:.3g} ({low:.3g} to {high:.3g})", f"{middle:.3g}（{low:.3g} 至 {high:.3g}）")
    return (("fitted", band),)


def _variable(name: str, lang: str) -> Explanation:
    variable = VARIABLES[name]
    axes = ("variant", "member", "month", *variable.axes)
    rows = (
        ("unit", variable.unit),
        ("axes", say.join(axes, lang)),
        ("measure", say.MEASURES[variable.kind][lang == "zh"]),
    )
    return Explanation(
        say.kind("variable", lang), name, variable.zh if lang == "zh" else variable.en, lines(lang, *rows)
    )


def _world(name: str, lang: str) -> Explanation:
    about = description(World.model_fields[name].description, lang)
    rows = (
        ("cases", say.join(vocabulary.WORLD_CASES[name], lang)),
        ("default", vocabulary.WORLD_DEFAULTS[name]),
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
    carried = [key for key, variable in VARIABLES.items() if axis in variable.axes]
    tasks = [task.id for task in catalogue().values() if word.key in _places(task, axis)]
    rows = (
        ("others", say.join([other.key for other in AXES[axis] if other is not word], lang)),
        ("told_apart", say.join(carried, lang)),
        ("named_by", say.join(tasks, lang)),
    )
    if axis == "force":
        rows = (*explain_forces.force_rows(word.key, lang), *rows)
    return Explanation(say.kind(axis, lang), word.key, word.name(lang), lines(lang, *rows))


def _places(task: Task, axis: str) -> tuple[str, ...]:
    return {"sector": task.sectors, "zone": task.zones}.get(axis, ())


def _origins() -> tuple[str, ...]:
    from model.facts import facts

    return facts().origins


_SPEAKERS: dict[str, tuple[Callable[[], Iterable[str]], Callable[[str, str], Explanation]]] = {
    "scenario": (files, explain_plans.scenario),
    "lever": (lambda: vocabulary.LEVERS, explain_plans.lever),
    "task": (catalogue, explain_plans.task),
    "variable": (lambda: VARIABLES, _variable),
    "channel": (lambda: CHANNELS, explain_plans.channel),
    "world": (lambda: vocabulary.WORLD_CASES, _world),
    "parameter": (declared, _parameter),
    "origin": (_origins, _origin),
}
"""For each kind of name: the names there are, and what explains one."""
