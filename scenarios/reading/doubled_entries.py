"""Entries of a list that are alike, as copying and pasting leaves them."""

from collections.abc import Iterator

from common.problems import Phrase
from scenarios.reading.entry_messages import phrase
from scenarios.reading.places import DATED, tables
from scenarios.reading.schema import Scenario
from scenarios.reading.yaml_text import Node

ADDED_UP = (
    "grants",
    "shops",
    "temporary_uses",
    "conversions",
    "events",
    "fairs",
    "venues",
    "campaigns",
    "first_stores",
    "brands",
    "ecommerce",
    "live_bases",
    "platform_rules",
    "platform_area",
    "enclave_parks",
    "corridors",
    "metropolitan",
    "overseas_parks",
)
"""Lists whose entries are added to one another, so that the same entry twice counts twice."""


def doubled_entries(tree: Node, scenario: Scenario) -> Iterator[tuple[tuple[str | int, ...], Phrase]]:
    """Yield each entry of a list of actions or brakes that repeats an entry above it, key by key."""
    for plan in ((), ("counterfactual",)):
        for where in (*(("levers", *place) for place in DATED), ("brakes",)):
            lines: dict[object, int] = {}
            for path, entry in tables(tree, (*plan, *where)):
                content = comparable(entry.plain())
                if content in lines:
                    yield (
                        path,
                        phrase("entry_doubled" if where[-1] in ADDED_UP else "entry_repeated", line=lines[content]),
                    )
                lines.setdefault(content, entry.mark.line)


def comparable(value: object) -> object:
    """Return a value in which the order of keys, and of origins and tasks in a list, makes no difference."""
    if isinstance(value, dict):
        return frozenset((key, comparable(item)) for key, item in value.items())
    if isinstance(value, tuple):
        return frozenset(comparable(item) for item in value)
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value
