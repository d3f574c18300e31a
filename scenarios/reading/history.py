"""A scenario that begins where history stands: what was done before joins its tree, and dates count from its start."""

import re

from common.problems import Phrase, one_of
from common.vocabulary import WORLD_CASES
from scenarios.reading.dates import span_or_none
from scenarios.reading.messages import phrase
from scenarios.reading.yaml_text import Mark, Node

OF_HISTORY = ("name", "title", "period", "levers", "brakes")
"""What is kept of the file that a scenario goes on from; its world and parameters become the scenario's own."""
KEYS = ("from", "until", "announced")
"""Keys of dates that may count from the start of the period."""
MOST_MONTHS = 240
_FROM_START = re.compile(r"\+([0-9]{1,3})")
_START = "2023-01"
"""First month of a period that does not say its own."""
AS_IT_STANDS = {
    "name": "as-it-stands",
    "title": {"zh": "维持现状", "en": "Nothing new, what was done goes on"},
}
"""What a scenario with a history is compared with unless it says otherwise."""


def joined(tree: Node, history: Node) -> Node:
    """Return the tree of a scenario with what was done before written out, in the world and with the numbers of history.

    Args:
        tree: the scenario; what it says itself of world and parameters comes first.
        history: the tree of the file that it goes on from, with dates of its own.
    """
    mark, held = tree.table["history"]
    kept = {key: history.table[key] for key in OF_HISTORY if key in history.table}
    table = {**tree.table, "history": (mark, Node(held.mark, kept))}
    for key in ("world", "parameters"):
        before, own = history.table.get(key), tree.table.get(key)
        if before is not None:
            table[key] = before if own is None else (own[0], _over(before[1], own[1]))
    if "counterfactual" not in table:
        table["counterfactual"] = (held.mark, _node(AS_IT_STANDS, held.mark))
    return Node(tree.mark, table)


def _over(before: Node, own: Node) -> Node:
    """Return a table of the scenario over that of history; what both list, shocks of supply, adds up."""
    if not own.is_table:
        return own
    table = {**before.table, **own.table}
    shocks = [node.get("supply_shocks") for node in (before, own)]
    if shocks[0] is not None and shocks[1] is not None:
        both = [item for node in shocks if node is not None for item in node.items]
        table["supply_shocks"] = (shocks[1].mark, Node(shocks[1].mark, both))
    return Node(own.mark, table)


def _node(value: object, mark: Mark) -> Node:
    if isinstance(value, dict):
        return Node(mark, {key: (mark, _node(item, mark)) for key, item in value.items()})
    return Node(mark, value)


def other_world(tree: Node, history: Node) -> list[tuple[tuple[str, str], Phrase, Phrase]]:
    """Return where a scenario's world would change what was, with the sentence and what is allowed.

    A path that was observed may go on by another case from its last figure on, such as ``observed_low``.
    """
    found = []
    own, before = tree.get("world"), history.get("world")
    for name, (_, node) in (own.table if own is not None else {}).items():
        held = before.get(name) if before is not None else None
        if name not in WORLD_CASES or held is None or node.value not in WORLD_CASES[name]:
            continue
        allowed = [case for case in WORLD_CASES[name] if case == held.value or case.startswith(f"{held.value}_")]
        if node.value not in allowed:
            message = phrase("history_world", case=str(held.value))
            found.append((("world", name), message, one_of(allowed)))
    return found


def dated(tree: Node) -> Node:
    """Return the tree with dates such as ``+6``, months after the start, written as the months that they mean."""
    start = span_or_none(_start_of(tree))
    first = int(start[0]) if start is not None else 0
    return _dated(tree, first)


def _start_of(tree: Node) -> object:
    held = tree.get("period", "start")
    return _START if held is None else held.value


def _dated(node: Node, first: int) -> Node:
    if node.is_list:
        return _with(node, [_dated(item, first) for item in node.items])
    if not node.is_table:
        return node
    table = {
        key: (mark, _month(held, first) if key in KEYS else _dated(held, first))
        for key, (mark, held) in node.table.items()
    }
    return _with(node, table)


def _month(node: Node, first: int) -> Node:
    text = node.value if isinstance(node.value, str) else node.raw if isinstance(node.value, int) else ""
    match = _FROM_START.fullmatch(str(text))
    if match is None or int(match[1]) >= MOST_MONTHS:
        return node
    from model.facts.months import month_label

    return Node(node.mark, month_label(first + int(match[1])), raw=node.raw, odd=node.odd)


def _with(node: Node, value: object) -> Node:
    return Node(node.mark, value, raw=node.raw, odd=node.odd, cut_by=node.cut_by)
