"""What there is to ask for: short lists of scenarios, levers, tasks and the rest, in Chinese or English."""

from collections.abc import Callable, Iterable, Iterator

from common.lookalikes import fold
from common.text import full_width
from common.vocabulary import LEVER_WORDS, WORLD_CASES, WORLD_DEFAULTS
from model.levers.catalogue import Task, catalogue
from model.levers.channels import CHANNELS
from model.parameters import declared
from model.variables import VARIABLES
from scenarios.explaining import sentences as say
from scenarios.explaining.counted import unit_of
from scenarios.explaining.explain import AXES
from scenarios.explaining.explanation import axis_word, name_of
from scenarios.explaining.library import library
from scenarios.reading.systems import systems
from scenarios.reading.unit_names import unit_name

Rows = Iterator[tuple[str, ...]]


def _scenarios(lang: str) -> Rows:
    for entry in library().values():
        yield entry.name, entry.title[lang], entry.question.get(lang, "")


def _levers(lang: str) -> Rows:
    for word in LEVER_WORDS:
        yield word.key, word.name(lang), say.LEVERS[word.key][lang == "zh"]


def task_rows(tasks: Iterable[Task], lang: str) -> Rows:
    """For each task its id, what it is, and the channels or the lever by which it acts."""
    for task in tasks:
        keys = [task.lever] if task.lever else list(dict.fromkeys(push.channel for push in task.pushes))
        acts = say.join((_way(key, lang) for key in keys), lang) or "–"
        yield task.id, task.zh if lang == "zh" else task.en, acts


def _way(key: str, lang: str) -> str:
    """Return the channel or lever by which a task acts: its key, in Chinese its name."""
    if lang != "zh":
        return key
    return CHANNELS[key].zh if key in CHANNELS else f"政策工具“{name_of(LEVER_WORDS, key, lang)}”"


def _parameters(lang: str) -> Rows:
    for name, parameter in declared().items():
        span = f"{parameter.low:g} – {parameter.default:g} – {parameter.high:g}"
        yield name, full_width(parameter.zh) if lang == "zh" else parameter.en, span, unit_name(parameter.unit, lang)


def _variables(lang: str) -> Rows:
    for name, variable in VARIABLES.items():
        yield (
            name,
            full_width(variable.zh) if lang == "zh" else variable.en,
            unit_of(name, lang),
            say.join((axis_word(axis, lang) for axis in variable.axes), lang),
        )


def _channels(lang: str) -> Rows:
    for name, channel in CHANNELS.items():
        yield name, *((channel.zh, channel.unit_zh) if lang == "zh" else (channel.en, channel.unit))


def _origins(lang: str) -> Rows:
    from model.facts import facts

    known = facts()
    yield from zip(known.origins, known.name_zh if lang == "zh" else known.name_en, strict=True)


def _world(lang: str) -> Rows:
    for name, cases in WORLD_CASES.items():
        marked = [f"{case}*" if case == WORLD_DEFAULTS[name] else case for case in cases]
        yield name, say.join(marked, lang)


def _systems(lang: str) -> Rows:
    for system in systems():
        levers = [_way(lever, lang) if lang != "zh" else name_of(LEVER_WORDS, lever, lang) for lever in system.levers]
        share = system.process_share
        acts = "–" if share is None else f"{share:.0%}".replace("%", " %" if lang != "zh" else "%")
        yield (
            system.name(lang),
            say.join(levers, lang) or "–",
            say.join(system.tasks, lang) or "–",
            acts,
            say.join((full_width(VARIABLES[key].zh) if lang == "zh" else key for key in system.results), lang),
        )


def _words(lang: str) -> Rows:
    for axis, words in AXES.items():
        for word in words:
            yield say.kind(axis, lang), word.key, word.name(lang)


LISTS: dict[str, Callable[[str], Rows]] = {
    "scenarios": _scenarios,
    "levers": _levers,
    "tasks": lambda lang: task_rows(catalogue().values(), lang),
    "parameters": _parameters,
    "variables": _variables,
    "channels": _channels,
    "origins": _origins,
    "world": _world,
    "systems": _systems,
    "words": _words,
}
"""For each list its rows in a language; names come first, but for words, whose kind does."""


LIST_NAMES = {
    "scenarios": ("scenario", "情景", "方案"),
    "levers": ("lever", "杠杆", "政策杠杆", "政策"),
    "tasks": ("task", "任务", "试点任务"),
    "parameters": ("parameter", "params", "参数"),
    "variables": ("variable", "results", "outcomes", "变量", "结果", "结果变量"),
    "channels": ("channel", "渠道", "任务渠道"),
    "origins": ("origin", "countries", "markets", "来源地", "客源地", "国家"),
    "world": ("worlds", "cases", "外部环境", "外部"),
    "systems": ("system", "系统", "体系"),
    "words": ("word", "vocabulary", "词", "词语", "用词"),
}
"""What people call the lists."""


def list_named(typed: str) -> str | None:
    """Return the list of this name, in English or Chinese; None where there is none."""
    called = {fold(name): key for key, names in LIST_NAMES.items() for name in (key, *names)}
    return called.get(fold(typed))


def listing(what: str, lang: str) -> list[tuple[str, ...]]:
    """Return the rows of one list.

    Raises:
        KeyError: there is no such list.
        InputError: a shipped scenario is at fault.
    """
    return list(LISTS[what](lang))
