"""Names in plain words, in Chinese or English: levers, tasks, parameters, variables, channels, scenarios, words.

A name may stand for several things (``culture`` is a sector, a use of floor space and a channel): each is explained.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple, get_args

from pydantic.fields import FieldInfo

from model import vocabulary
from model.levers.catalogue import Push, Task, catalogue
from model.levers.channels import CHANNELS
from model.parameters import declared
from model.variables import VARIABLES
from model.vocabulary import Word
from scenarios import sentences as say
from scenarios.library import library
from scenarios.problems import nearest
from scenarios.reader import read
from scenarios.resolve import plans
from scenarios.rules import OneOf, Range
from scenarios.schema import Action, Levers, World

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


class Explanation(NamedTuple):
    """What one name stands for: a heading and lines of (label, text)."""

    kind: str
    name: str
    title: str
    lines: tuple[tuple[str, str], ...]

    def text(self, lang: str) -> str:
        """The explanation as it is printed."""
        colon = "：" if lang == "zh" else ": "
        head = f"{self.name}  {self.title}" + (f"（{self.kind}）" if lang == "zh" else f" ({self.kind})")
        return "\n".join([head, *(f"  {label}{colon}{text}" if label else f"  {text}" for label, text in self.lines)])


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


def _lines(lang: str, *rows: tuple[str, str | None]) -> tuple[tuple[str, str], ...]:
    """Labelled lines; those without a text are left out."""
    return tuple((say.label(key, lang) if key else "", text) for key, text in rows if text)


def _description(text: str | None, lang: str) -> str:
    """A description of the schema, English line first, then Chinese."""
    english, _, chinese = (text or "").partition("\n")
    return " ".join((chinese if lang == "zh" else english).split()) if chinese else english.strip()


def _lever(name: str, lang: str) -> Explanation:
    zh = lang == "zh"
    (word,) = [word for word in vocabulary.LEVER_WORDS if word.key == name]
    field = Levers.model_fields[name]
    kinds = (
        {name: field} if name == "pilot_tasks" else {f"{name}.{k}": f for k, f in field.annotation.model_fields.items()}
    )
    rows = [("about", say.LEVERS[name][zh]), ("acts_on", say.LEVER_ACTS[name][zh])]
    common, deciders = [field.alias or key for key, field in Action.model_fields.items()], []
    for place, listed in kinds.items():
        rows.append(
            ("actions", f"levers.{place}" + say.source(_description(listed.description, lang).rstrip(".。"), lang))
        )
        (kind, *_) = get_args(listed.annotation)
        own = {key: one for key, one in kind.model_fields.items() if key not in Action.model_fields}
        rows += [("", _key(key, one, lang)) for key, one in own.items()]
        common = [key for key in common if key == "from" or key in kind.model_fields]
        deciders.append(f"{place} {kind.model_fields['decided_by'].default}")
    rows.append(("all_actions", say.join(common, lang)))
    rows.append(("decided_by", say.pick(lang, "unless said: ", "未写明时：") + say.join(deciders, lang)))
    tasks = [task.id for task in catalogue().values() if task.lever == name]
    rows.append(("same_as", say.join(tasks, lang)))
    return Explanation(say.kind("lever", lang), name, word.name(lang), _lines(lang, *rows))


def _key(name: str, field: FieldInfo, lang: str) -> str:
    """One key of an action in the file: what it is and what is allowed."""
    allowed = [rule.allowed().say(lang) for rule in field.metadata if isinstance(rule, Range)]
    words = [say.join(rule.words, lang) for rule in field.metadata if isinstance(rule, OneOf)]
    said = " ".join([_description(field.description, lang), *allowed, *words])
    return f"  {field.alias or name}{'：' if lang == 'zh' else ': '}{said}"


def _task(name: str, lang: str) -> Explanation:
    task = catalogue()[name]
    zh = lang == "zh"
    field = task.field_zh if zh else task.field_en
    rows = [
        ("about", task.summary_zh if zh else task.summary_en),
        ("field", field),
        (
            "acts_on",
            say.pick(lang, f"sets the lever {task.lever}", f"设定政策杠杆 {task.lever}") if task.lever else None,
        ),
        *(("acts_on", _push(push, lang)) for push in task.pushes),
        ("no_effect", task.no_effect_reason_zh if zh else task.no_effect_reason_en),
        ("timing", say.timing(task.delay_months, task.ramp_months, lang) + say.source(task.timing_source, lang)),
        ("cost", say.yearly_cost(task.cost_cny_mn_a_year, lang) + say.source(task.cost_source, lang)),
        ("evidence", say.GRADES[task.evidence][zh]),
        ("decided_by", _name(vocabulary.DECIDER_WORDS, task.decided_by, lang)),
        ("source", task.source),
    ]
    return Explanation(say.kind("task", lang), name, field, _lines(lang, *rows))


def _push(push: Push, lang: str) -> str:
    channel = CHANNELS[push.channel]
    words = {"sector": vocabulary.SECTOR_WORDS, "zone": vocabulary.ZONE_WORDS}.get(channel.axis, ())
    places = say.join([_name(words, place, lang) for place in push.places], lang)
    if len(push.places) == len(words):
        places = say.pick(
            lang, f"all {channel.axis}s", {"sector": "所有行业", "zone": "所有片区"}.get(channel.axis, "")
        )
    name = channel.zh if lang == "zh" else channel.en
    amount = f"{push.amount:g} ({channel.unit})"
    where = f", {places}" if places and channel.axis else ""
    return f"{name} [{channel.key}] +{amount}{where}" + say.source(push.source, lang)


def _channel(name: str, lang: str) -> Explanation:
    channel = CHANNELS[name]
    tasks = [task.id for task in catalogue().values() if any(push.channel == name for push in task.pushes)]
    rows = (
        ("acts_on", say.room(channel.acts_on, lang)),
        ("unit", channel.unit),
        (
            "cap",
            f"{channel.cap:g}"
            + say.pick(lang, " (assumption); tasks saturate towards it", "（假设）；各任务叠加时趋于饱和"),
        ),
        ("apart_by", say.kind(channel.axis, lang) if channel.axis else say.pick(lang, "whole city", "全市")),
        ("pushed_by", say.join(tasks, lang)),
    )
    return Explanation(say.kind("channel", lang), name, channel.zh if lang == "zh" else channel.en, _lines(lang, *rows))


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
        ("acts_on", say.room(parameter.room, lang)),
        ("source", parameter.source),
        ("set_by", f"parameters: {{{name}: {parameter.default:g}}}"),
    )
    return Explanation(
        say.kind("parameter", lang), name, parameter.zh if lang == "zh" else parameter.en, _lines(lang, *rows)
    )


def _variable(name: str, lang: str) -> Explanation:
    variable = VARIABLES[name]
    axes = ("variant", "member", "month", *variable.axes)
    rows = (
        ("unit", variable.unit),
        ("axes", say.join(axes, lang)),
        ("measure", say.MEASURES[variable.kind][lang == "zh"]),
    )
    return Explanation(
        say.kind("variable", lang), name, variable.zh if lang == "zh" else variable.en, _lines(lang, *rows)
    )


def _scenario(name: str, lang: str) -> Explanation:
    entry = library()[name]
    scenario = read(entry.path)
    does = plans(scenario)["scenario"]
    used = [
        f"{word.name(lang)} ({len(getattr(does, word.key))})"
        for word in vocabulary.LEVER_WORDS
        if getattr(does, word.key)
    ]
    rows = (
        ("question", entry.question.get(lang)),
        ("period", say.period(scenario.period.start, scenario.period.months, lang)),
        ("levers", say.join(used, lang) or say.pick(lang, "none", "无")),
        ("against", getattr(scenario.counterfactual.title, lang)),
        ("members", str(scenario.ensemble.members)),
        ("notes", getattr(scenario.notes, lang) if scenario.notes else None),
        ("file", f"scenarios/{entry.path.name}"),
    )
    return Explanation(say.kind("scenario", lang), name, entry.title[lang], _lines(lang, *rows))


def _world(name: str, lang: str) -> Explanation:
    about = _description(World.model_fields[name].description, lang)
    rows = (
        ("cases", say.join(vocabulary.WORLD_CASES[name], lang)),
        ("default", vocabulary.WORLD_DEFAULTS[name]),
        ("set_by", f"world: {{{name}: {vocabulary.WORLD_DEFAULTS[name]}}}"),
    )
    return Explanation(say.kind("world", lang), name, about, _lines(lang, *rows))


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
    return Explanation(say.kind("origin", lang), name, title, _lines(lang, *rows))


def _word(axis: str, word: Word, lang: str) -> Explanation:
    carried = [key for key, variable in VARIABLES.items() if axis in variable.axes]
    tasks = [task.id for task in catalogue().values() if word.key in _places(task, axis)]
    rows = (
        ("others", say.join([other.key for other in AXES[axis] if other is not word], lang)),
        ("told_apart", say.join(carried, lang)),
        ("named_by", say.join(tasks, lang)),
    )
    return Explanation(say.kind(axis, lang), word.key, word.name(lang), _lines(lang, *rows))


def _places(task: Task, axis: str) -> tuple[str, ...]:
    return {"sector": task.sectors, "zone": task.zones}.get(axis, ())


def _name(words: tuple[Word, ...], key: str, lang: str) -> str:
    return next((word.name(lang) for word in words if word.key == key), key)


def _origins() -> tuple[str, ...]:
    from model.facts import facts

    return facts().origins


_SPEAKERS: dict[str, tuple[Callable[[], Iterable[str]], Callable[[str, str], Explanation]]] = {
    "scenario": (lambda: library(), _scenario),
    "lever": (lambda: vocabulary.LEVERS, _lever),
    "task": (lambda: catalogue(), _task),
    "variable": (lambda: VARIABLES, _variable),
    "channel": (lambda: CHANNELS, _channel),
    "world": (lambda: vocabulary.WORLD_CASES, _world),
    "parameter": (lambda: declared(), _parameter),
    "origin": (_origins, _origin),
}
"""For each kind of name: the names there are, and what explains one."""
