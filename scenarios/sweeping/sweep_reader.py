"""From a sweep file to its variants, each a sound scenario, or to every problem of all of them at once."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from common.problems import InputError, Phrase, Problem
from common.text import Text
from common.vocabulary import CASE_WORDS
from scenarios.reading.file_kind import other_kind
from scenarios.reading.file_names import SHIPPED, content, meant, sibling
from scenarios.reading.merge import merged
from scenarios.reading.messages import phrase
from scenarios.reading.reader import Reading
from scenarios.reading.schema import Scenario
from scenarios.reading.validation_errors import problems_of
from scenarios.reading.yaml_text import Node, parse
from scenarios.sweeping.design_table import rows_of
from scenarios.sweeping.path_rule import FIXED, put, steps
from scenarios.sweeping.sweep_schema import SweepFile

MOST = 1000
"""Variants that one sweep may have."""
KINDS = ("variants", "grid", "table")
_CASES = {word.key: word.zh for word in CASE_WORDS}


class Variant(NamedTuple):
    """One variant: its name, what readers call it, the values of the keys that were varied as text, and the scenario."""

    name: str
    title: Text
    values: dict[str, str]
    scenario: Scenario


class Sweep(NamedTuple):
    """A sweep that was read."""

    name: str
    title: Text
    question: Text | None
    base: Scenario
    variants: tuple[Variant, ...]


def read(path: str | Path) -> Sweep:
    """Read a sweep file and all that it builds on.

    Raises:
        InputError: the file, its base, its table or one of the variants has problems; all are in the error.
    """
    return _SweepReading(str(path)).sweep()


class _Drawn(NamedTuple):
    """A variant before it is judged: name, title, values as text, and its tree."""

    name: str
    title: Text
    values: dict[str, str]
    tree: Node


class _SweepReading:
    def __init__(self, file: str) -> None:
        self.file, self.reading = file, Reading(file)

    def sweep(self) -> Sweep:
        shape, tree = self._shape()
        found = None if shape is None or tree is None else self._judged(shape, tree)
        if found is None or self.reading.problems:
            raise InputError(self.reading.ordered())
        return found

    def _shape(self) -> tuple[SweepFile | None, Node | None]:
        data = content(self.file)
        if isinstance(data, Phrase):
            near = meant(self.file, SHIPPED / "sweeps") if data.code == "no_such_file" else None
            self.reading.problems.append(Problem(self.file, 0, 0, "", data, nearest=near))
            return None, None
        tree, faults = parse(data, self.file)
        self.reading.problems += faults
        if tree is None:
            return None, None
        if other := other_kind(tree, "sweep", self.file):
            self.reading.problems.append(other)
            return None, None
        try:
            shape = SweepFile.model_validate(tree.plain())
        except ValidationError as error:
            self.reading.problems += problems_of(error, tree, self.file, SweepFile)
            return None, tree
        given = [kind for kind in KINDS if getattr(shape, kind) is not None]
        if len(given) != 1:
            self._fault(tree.get(given[1]) or tree if given else tree, phrase("one_kind_of_variants"))
            return None, tree
        return shape, tree

    def _judged(self, shape: SweepFile, tree: Node) -> Sweep | None:
        base = self.reading.base(tree, "base")
        held = None if base is None else self.reading.scenario_of(base)
        if base is None or held is None:
            return None
        drawn = list(itertools.islice(self._drawn(shape, tree, base), MOST + 1))
        if len(drawn) > MOST:
            self._fault(tree, phrase("too_many_variants", limit=MOST))
            return None
        self._tell_equal_names(tree, drawn)
        found = []
        for one in drawn:
            scenario = self.reading.scenario_of(one.tree)
            if scenario is not None:
                members = shape.members or held.ensemble.members
                ensemble = scenario.ensemble.model_copy(update={"members": members})
                title = scenario.title.model_copy(update={"en": one.title.en, "zh": one.title.zh})
                update = {"ensemble": ensemble, "name": f"{shape.name}-{one.name}"[:64], "title": title}
                found.append(Variant(one.name, one.title, one.values, scenario.model_copy(update=update)))
        question = shape.question
        asked = None if question is None else Text(question.en, question.zh)
        return Sweep(shape.name, Text(shape.title.en, shape.title.zh), asked, held, tuple(found))

    def _drawn(self, shape: SweepFile, tree: Node, base: Node) -> Iterator[_Drawn]:
        if shape.variants is not None:
            yield from self._by_name(tree, base)
        elif shape.grid is not None:
            keys = tuple(shape.grid)
            lists = [tree.get("grid", key) for key in keys]
            values = [node.items for node in lists if node is not None]
            for k, chosen in enumerate(itertools.product(*values), 1):
                if (one := self._with(base, str(k), dict(zip(keys, chosen, strict=True)))) is not None:
                    yield one
        else:
            yield from self._by_table(str(shape.table), tree, base)

    def _by_name(self, tree: Node, base: Node) -> Iterator[_Drawn]:
        listed = tree.get("variants")
        for name, (_, node) in (listed.table if listed else {}).items():
            if not node.is_table:
                self._fault(node, phrase("not_a_table"))
                continue
            for key in node.table:
                if key in FIXED and key != "title":
                    self._fault(node.table[key][1], phrase("key_not_varied"))
            title = node.get("title")
            own = Node(node.mark, {key: held for key, held in node.table.items() if key not in FIXED})
            over = merged(base, own, self.reading.problems, [])
            kept = {key: base.table[key] for key in ("name", "title", "counterfactual") if key in base.table}
            if title is not None:
                kept["title"] = node.table["title"]
            plain = None if title is None else title.plain()
            said = plain if isinstance(plain, dict) else {}
            words = Text(str(said.get("en", name)), str(said.get("zh", name)))
            whole = over.table | kept
            yield _Drawn(name, words, {}, Node(over.mark, whole))

    def _by_table(self, name: str, tree: Node, base: Node) -> Iterator[_Drawn]:
        path = sibling(self.file, name)
        data = path if isinstance(path, Phrase) else content(path)
        if isinstance(path, Phrase) or isinstance(data, Phrase):
            self._fault(tree.get("table") or tree, path if isinstance(path, Phrase) else phrase("no_such_file"))
            return
        rows, problems = rows_of(data, str(path))
        self.reading.problems += problems
        for called, values in rows:
            if (one := self._with(base, called, values)) is not None:
                yield one

    def _with(self, base: Node, name: str, values: dict[str, Node]) -> _Drawn | None:
        """Return the base with some keys set; None where one cannot be, which is noted."""
        whole: Node = base
        for key, value in values.items():
            way = steps(key)
            changed = phrase("bad_key_path") if way is None else put(whole, way, value)
            if isinstance(changed, Phrase):
                self._fault(value, changed, key)
                return None
            whole = changed
        told = {key: _text(node) for key, node in values.items()}
        if not (name.isdigit() and told):
            return _Drawn(name, Text(name, name), told, whole)
        chinese = (_CASES.get(text, text) if key.startswith("world.") else text for key, text in told.items())
        return _Drawn(name, Text(" / ".join(told.values()), " / ".join(chinese)), told, whole)

    def _tell_equal_names(self, tree: Node, drawn: list[_Drawn]) -> None:
        names = [one.name for one in drawn]
        for name in dict.fromkeys(name for name in names if names.count(name) > 1):
            self._fault(tree.get("table") or tree, phrase("variant_twice", name=name))

    def _fault(self, node: Node, message: Phrase, path: str = "") -> None:
        mark = node.mark
        self.reading.problems.append(Problem(mark.file, mark.line, mark.column, path, message, node.shown))


def _text(node: Node) -> str:
    plain = node.plain()
    return node.raw or "null" if not isinstance(plain, dict | tuple) else str(plain).replace("'", "")
