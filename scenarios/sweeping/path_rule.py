"""Keys of a scenario file written as one text, ``levers.duty_free.shops[0].area_m2``, and how they are followed."""

import re
from typing import Any

from common.problems import Phrase, nearest, one_of
from scenarios.reading.messages import phrase
from scenarios.reading.rules import Rule, fault
from scenarios.reading.schema import Scenario
from scenarios.reading.yaml_text import Mark, Node

Steps = tuple[str | int, ...]
_STEP = re.compile(r"([^.\[\]]+)((?:\[\d{1,4}\])*)")
FIXED = ("name", "title", "question", "author", "reference", "notes", "extends", "counterfactual", "ensemble.members")
"""Keys of a scenario that no variant changes; the members are the same for all."""
VARIED = tuple(key for key in Scenario.model_fields if key not in FIXED)
PARAMETERS = "parameters"
"""Table whose keys have dots of their own."""


def steps(text: str) -> Steps | None:
    """Return the keys and places in lists that a path goes through; None where it has no such form."""
    head, _, rest = text.partition(".")
    if head == PARAMETERS and rest:
        return head, rest
    found: list[str | int] = []
    for part in text.split("."):
        match = _STEP.fullmatch(part)
        if match is None:
            return None
        found += [match[1], *(int(number) for number in re.findall(r"\d+", match[2]))]
    return tuple(found)


class KeyPath(Rule):
    """A key of a scenario file with all that it stands under."""

    def check(self, value: object) -> object:
        way = steps(value) if isinstance(value, str) else None
        if way is None:
            raise fault(phrase("bad_key_path"))
        if value in FIXED or way[0] not in VARIED:
            near = nearest(way[0], VARIED) if value not in FIXED else None
            raise fault(phrase("key_not_varied"), one_of(VARIED), near)
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "kind": "key_path"}


class CsvName(Rule):
    """A CSV file of the same folder, by name alone."""

    def check(self, value: object) -> object:
        if not isinstance(value, str) or not value.isprintable() or any(c in value for c in "/\\:"):
            raise fault(phrase("bad_table_name"))
        if value.startswith(".") or not value.endswith(".csv") or len(value) > 120:
            raise fault(phrase("bad_table_name"))
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^[^./\\:][^/\\:]*\.csv$", "maxLength": 120, "kind": "csv_file"}


def put(tree: Node, way: Steps, value: Node) -> Node | Phrase:
    """Return a tree with a value at a path; tables on the way are made, entries of lists must be there.

    ``null`` removes what is at the path. The tree itself is left as it is.
    """
    step, *rest = way
    if isinstance(step, int):
        if not tree.is_list or step >= len(tree.items):
            return phrase("no_such_entry", number=step, there=len(tree.items))
        below = put(tree.items[step], tuple(rest), value) if rest else value
        if isinstance(below, Phrase):
            return below
        return Node(tree.mark, [*tree.items[:step], below, *tree.items[step + 1 :]])
    if not tree.is_table:
        return phrase("key_in_no_table", key=step)
    mark, there = tree.table.get(step, (value.mark, _empty(value.mark)))
    if not rest and value.value is None:
        return Node(tree.mark, {key: held for key, held in tree.table.items() if key != step})
    below = put(there, tuple(rest), value) if rest else value
    if isinstance(below, Phrase):
        return below
    return Node(tree.mark, {**tree.table, step: (mark, below)})


def _empty(mark: Mark) -> Node:
    return Node(mark, {})
