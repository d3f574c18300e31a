"""From pydantic's errors to problems with a place in a file and words for a planner."""

import functools
import re
import typing
from collections.abc import Iterator

from pydantic import BaseModel, ValidationError

from common.lookalikes import looks_plain, positions, sentence
from common.problems import Phrase, Problem, nearest, one_of, shown
from common.text import Text
from scenarios.reading.field_names import key_meant
from scenarios.reading.messages import phrase
from scenarios.reading.schema import Scenario
from scenarios.reading.schema_parts import Part
from scenarios.reading.yaml_text import Mark, Node

Path = tuple[str | int, ...]
KEY = "[key]"
"""Pydantic's mark of an error that lies in a key and not in its value."""

BY_CHARACTERS = frozenset(
    [
        "unknown_word",
        "number_as_text",
        "not_number",
        "bad_date",
        "origin_unknown",
        "unknown_task",
        "unknown_parameter",
        "bad_name",
    ]
)
"""What is said of a value may be the fault of one character that only looks right: then that character is named."""
FEW_HOMES = 3
"""Places up to which it helps to say where a key belongs: ``from`` belongs under every lever, and a list of all says nothing."""
SPLIT_NUMBER = re.compile(r"\d{3}(?:\.\d+)?")


def key_path(path: Path) -> str:
    """Return a place by its keys, such as ``levers.duty_free.shops[0].zone``."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def located(
    tree: Node, path: Path, file: str, message: Phrase, allowed: Phrase | None = None, near: str | None = None
) -> Problem:
    """Return a problem at a place of a tree read for ``file``; if that place is missing, at the nearest one above."""
    mark, node, way = _find(tree, path)
    through = file if mark.file != file else None
    value = None if node is None else node.shown
    if node is not None and node.odd and message.code in BY_CHARACTERS and looks_plain(str(node.value)):
        mark, message = node.odd[0].mark, phrase("lookalike", sentence=Text(**sentence(node.odd[0].character)))
    return Problem(mark.file, mark.line, mark.column, key_path(way), message, value, allowed, near, through)


def _find(tree: Node, path: Path) -> tuple[Mark, Node | None, Path]:
    """Return the place of a path, its node (None if there is none), and the part of the path that exists."""
    here = tree
    way: Path = ()
    for step in path:
        below = here.get(step)
        if below is None and isinstance(step, int) and here.is_table:
            continue  # one table stands for a list of one
        if below is None:
            return here.mark, None if here.is_table or here.is_list else here, way
        here, way = below, (*way, step)
    return here.mark, here, way


def problems_of(error: ValidationError, tree: Node, file: str, root: type[BaseModel] = Scenario) -> Iterator[Problem]:
    """The problems of one validation of a tree that was read for ``file``, whose shape is ``root``."""
    for fault in error.errors(include_url=False):
        loc, kind, context = fault["loc"], fault["type"], fault.get("ctx", {})
        if loc and loc[-1] == KEY:
            yield _of_key(tree, loc[:-1], file, context["message"], context["allowed"], context["near"])
            continue
        _, node, _ = _find(tree, loc)
        broken = kind != "missing" and node is not None and node.is_broken
        if broken or (kind == "too_short" and node is not None and node.value):
            continue  # told already: the value could not be read, or none of a list's entries is right
        if kind == "rule":
            yield located(tree, loc, file, context["message"], context["allowed"], context["near"])
        elif kind == "extra_forbidden":
            table = _model_at(loc[:-1], root)
            keys = () if table is None else _keys(table)
            if SPLIT_NUMBER.fullmatch(str(loc[-1])):
                yield _of_key(tree, loc, file, phrase("number_split"), None, None)
                continue
            exact = _homes().get(str(loc[-1]), ()) if root is Scenario else ()
            few = exact if len(exact) <= FEW_HOMES else ()
            near = nearest(loc[-1], keys) or (None if few else key_meant(loc[-1], keys))
            elsewhere = () if near else few
            places = tuple(place or phrase("top") for place in elsewhere)
            message = phrase("key_elsewhere", places=places) if elsewhere else phrase("unknown_key")
            yield _of_key(tree, loc, file, message, one_of(keys), near)
        elif kind == "missing":
            yield located(tree, loc[:-1], file, phrase("missing", key=loc[-1]))
        elif kind in ("model_type", "dict_type"):
            model = _model_at(loc, root)
            yield located(tree, loc, file, phrase("not_a_table"), one_of(_keys(model)) if model else None)
        elif kind == "tuple_type":
            yield located(tree, loc, file, phrase("not_a_list"))
        elif kind == "too_short":
            yield located(tree, loc, file, phrase("empty_list"))
        else:
            yield located(tree, loc, file, phrase("not_allowed", detail=fault["msg"]))


def _of_key(tree: Node, path: Path, file: str, message: Phrase, allowed: Phrase | None, near: str | None) -> Problem:
    """Return a problem that lies in a key: its place is the key's."""
    _, table, way = _find(tree, path[:-1])
    key = str(path[-1])
    mark = (tree if table is None else table).table[key][0]
    through = file if mark.file != file else None
    value = shown(key)
    odd = positions(key)
    if odd and looks_plain(key):  # in quotes, where the text itself was not repaired
        mark = Mark(mark.file, mark.line, mark.column + 1 + odd[0])
        message = phrase("lookalike", sentence=Text(**sentence(key[odd[0]])))
    return Problem(mark.file, mark.line, mark.column, key_path(way), message, value, allowed, near, through)


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for inner in typing.get_args(annotation):
        yield from _models_in(inner)


def _model_at(path: Path, root: type[BaseModel]) -> type[BaseModel] | None:
    """Return the model of the table at a path of a file whose shape is ``root``, None where there is none."""
    model: type[BaseModel] | None = root
    for step in path:
        if isinstance(step, int):
            continue
        if model is None:
            return None
        field = next((f for name, f in model.model_fields.items() if (f.alias or name) == step), None)
        model = None if field is None else next(_models_in(field.annotation), None)
    return model


def _keys(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(field.alias or name for name, field in model.model_fields.items())


@functools.cache
def _homes() -> dict[str, tuple[str, ...]]:
    """Where each key of the file belongs."""
    homes: dict[str, list[str]] = {}

    def walk(model: type[BaseModel], path: str) -> None:
        for key in _keys(model):
            homes.setdefault(key, []).append(path)
        for name, field in model.model_fields.items():
            below = next(_models_in(field.annotation), None)
            if below is not None:
                walk(below, f"{path}.{field.alias or name}".lstrip("."))

    walk(Scenario, "")
    return {
        key: tuple(p for p in places if not p.startswith(("counterfactual", "history", "triggers")))
        for key, places in homes.items()
    }
