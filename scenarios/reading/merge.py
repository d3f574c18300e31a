"""What a file inherits: tables merge, lists and single values are replaced, null removes."""

from common.problems import SHOWN, Problem, safe
from scenarios.reading.messages import phrase
from scenarios.reading.yaml_text import Mark, Node

NOT_INHERITED = ("name", "title", "question", "counterfactual", "extends")


def merged(base: Node | None, own: Node, problems: list[Problem], notes: list[Problem]) -> Node:
    """Return the tree of a file over that of the file it extends (None: it extends nothing).

    Each value keeps the place where it was written. An override that changes nothing goes to ``problems``; a key that
    was left blank, and so removes what is inherited, goes to ``notes``.
    """
    table: dict[str, tuple[Mark, Node]] = {}
    if base is not None:
        table = {key: held for key, held in base.table.items() if key not in NOT_INHERITED}
    return Node(own.mark, _over(table, own, (), problems, notes))


def _over(
    table: dict[str, tuple[Mark, Node]],
    own: Node,
    path: tuple[str, ...],
    problems: list[Problem],
    notes: list[Problem],
) -> dict[str, tuple[Mark, Node]]:
    result = dict(table)
    for key, (mark, node) in own.table.items():
        here = (*path, key)
        inherited = table[key][1] if key in table else None
        if node.value is None and not (len(here) == 1 and key in NOT_INHERITED):
            result.pop(key, None)
            blank = not node.raw
            if inherited is None:
                problems.append(
                    _problem(node, here, "left_blank" if blank else "null_removes_nothing", mark if blank else None)
                )
            elif blank:
                notes.append(_problem(node, here, "blank_removes", mark))
        elif node.is_table:
            over_table = inherited is not None and inherited.is_table
            if over_table and not node.table:
                problems.append(_problem(node, here, "override_changes_nothing"))
            below = _over(inherited.table if inherited is not None else {}, node, here, problems, notes)
            result[key] = (mark, Node(node.mark, below))
        else:
            if inherited is not None and not node.is_broken and _same(inherited.plain(), node.plain()):
                problems.append(_problem(node, here, "override_changes_nothing"))
            result[key] = (mark, node)
    return result


def _same(a: object, b: object) -> bool:
    """Equal, where true is not 1; numbers may be written in more than one way."""
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(_same(a[key], b[key]) for key in a)
    if isinstance(a, tuple) and isinstance(b, tuple):
        return len(a) == len(b) and all(map(_same, a, b))
    return a == b and isinstance(a, bool) == isinstance(b, bool)


def _problem(node: Node, path: tuple[str, ...], code: str, key: Mark | None = None) -> Problem:
    """Return a problem of a value, or of its key where the value is blank."""
    if key is not None:
        message = phrase(code, key=safe(path[-1][:SHOWN]))
        return Problem(key.file, key.line, key.column, ".".join(path), message)
    return Problem(node.mark.file, node.mark.line, node.mark.column, ".".join(path), phrase(code), node.shown)
