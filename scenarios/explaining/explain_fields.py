"""Every key that may stand in a scenario file, in plain words: what it means, where it stands, what it may hold."""

import functools
import typing
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from common.text import pick
from scenarios.explaining import sentences as say
from scenarios.explaining.explanation import Explanation, description, lines
from scenarios.reading import field_texts, tasks
from scenarios.reading.field_names import FIELD_NAMES
from scenarios.reading.messages import phrase
from scenarios.reading.rules import (
    Date,
    FileName,
    FreeText,
    Name,
    OneOf,
    Origin,
    ParameterName,
    Range,
    Rule,
    TaskPattern,
)
from scenarios.reading.schema import Scenario
from scenarios.reading.schema_parts import Part

MOST_PLACES, FIRST_PLACES = 12, 3
"""Places of a key up to which all are listed, and how many of more are: ``from`` stands in a hundred and fifty."""


class Place(NamedTuple):
    """One place of a key in the file, such as ``levers.duty_free.shops[].zone``."""

    path: str
    field: FieldInfo


@functools.cache
def fields() -> dict[str, tuple[Place, ...]]:
    """Return every key of the schema with its allowed places; a counterfactual repeats those of a scenario."""
    field_texts.fill_in()
    found: dict[str, list[Place]] = {}

    def walk(model: type[BaseModel], path: str) -> None:
        for name, field in model.model_fields.items():
            key = field.alias or name
            here = f"{path}.{key}".lstrip(".")
            found.setdefault(key, []).append(Place(here, field))
            if here == "counterfactual":
                continue
            for below in _tables_in(field.annotation):
                walk(below, here + ("[]" if _is_list(field.annotation) else ""))

    walk(Scenario, "")
    return {key: tuple(places) for key, places in found.items()}


def _tables_in(annotation: object) -> Iterator[type[Part]]:
    """The tables that a value may hold."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for inner in typing.get_args(annotation):
        yield from _tables_in(inner)


def _is_list(annotation: object) -> bool:
    """Whether a value is a list of tables or values."""
    return typing.get_origin(annotation) is tuple or any(_is_list(inner) for inner in typing.get_args(annotation))


def _rule_of(field: FieldInfo) -> Rule | None:
    """Return the rule for the single values of a field; None where it holds tables."""
    own = next((rule for rule in field.metadata if isinstance(rule, Rule)), None)
    return own or next(_rules_in(field.annotation), None)


def _rules_in(annotation: object) -> Iterator[Rule]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return
    yield from (rule for rule in getattr(annotation, "__metadata__", ()) if isinstance(rule, Rule))
    for inner in typing.get_args(annotation):
        yield from _rules_in(inner)


def field(name: str, lang: str) -> Explanation:
    """Return the explanation of a key; places where it means the same stand together.

    Raises:
        KeyError: no such key.
    """
    groups: dict[tuple[str, ...], list[str]] = {}
    for path, info in fields()[name]:
        groups.setdefault(_meaning(info, lang), []).append(path)
    rows: list[tuple[str, str | None]] = []
    for (about, allowed, default, below), paths in groups.items():
        rows += [
            ("about", about),
            ("stands", _places(paths, lang)),
            ("allowed", allowed),
            ("keys", below),
            ("default", default),
        ]
    english, chinese, _ = FIELD_NAMES.get(name, (name, name, ()))
    title = say.pick(lang, english, chinese)
    return Explanation(say.kind("field", lang), name, title, lines(lang, *rows))


def _places(paths: Sequence[str], lang: str) -> str:
    """Where a key stands; of many places the first under the levers themselves, and how many more there are."""
    if len(paths) <= MOST_PLACES:
        return say.join(paths, lang)
    rest = len(paths) - FIRST_PLACES
    told = say.join(sorted(paths, key=lambda path: not path.startswith("levers."))[:FIRST_PLACES], lang)
    return say.pick(lang, f"{told}, and {rest} more of this kind", f"{told}等，另有同类 {rest} 处")


def _meaning(info: FieldInfo, lang: str) -> tuple[str, str, str, str]:
    """What a key means, what it may hold, its default, and the keys of the table that it holds."""
    tables = tuple(_tables_in(info.annotation))
    below = [field.alias or name for table in tables for name, field in table.model_fields.items()]
    rule = None if tables else _rule_of(info)
    return (
        description(info.description, lang),
        allowed(rule, lang) if rule else "",
        _default(info, lang),
        say.join(dict.fromkeys(below), lang),
    )


def allowed(rule: Rule, lang: str) -> str:
    """What a rule allows, in a few words."""
    if isinstance(rule, Range):
        unit = phrase(f"unit.{rule.unit}").say(lang)
        low, high = f"{rule.low:.12g}", f"{rule.high:.12g}"
        return pick(lang, f"{low} to {high}, {unit}", f"{low} 至 {high}，{unit}")
    if isinstance(rule, OneOf):
        return say.join(rule.words, lang)
    if isinstance(rule, Date):
        return phrase("kind.month" if rule.month_only else "kind.date").say(lang).replace("`", "")
    if isinstance(rule, TaskPattern):
        return phrase("kind.task").say(lang).replace("`", "") + say.source(say.join(tasks.KNOWN, lang), lang)
    if isinstance(rule, Origin):
        return pick(lang, "codes of three letters (list origins)", "三字母代码（list origins）")
    kinds: dict[type, str] = {Name: "kind.name", FileName: "kind.file", ParameterName: "kind.parameter"}
    if type(rule) in kinds:
        return phrase(kinds[type(rule)]).say(lang).replace("`", "")
    if isinstance(rule, FreeText):
        return pick(lang, f"text of at most {rule.limit} characters", f"文字，最多 {rule.limit} 个字符")
    return pick(lang, "a number", "数字")


def _default(info: FieldInfo, lang: str) -> str:
    """Return the default of a single value; what is left out or empty by default has none."""
    if info.is_required():
        return pick(lang, "none, it must be given", "无，必须填写")
    value = info.default
    if value is PydanticUndefined or value is None or isinstance(value, tuple | dict | BaseModel):
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)
