"""Which kind a file in YAML is, by its first keys: a scenario, a sweep over its variants, or a search for the best plan."""

from typing import Literal

from common.problems import Problem
from scenarios.reading.messages import phrase
from scenarios.reading.yaml_text import Node

Kind = Literal["scenario", "sweep", "search"]

_SAID: dict[Kind, str] = {"scenario": "is_scenario", "sweep": "is_sweep", "search": "is_search"}
_SEARCH, _SWEEP = {"choose", "want", "within"}, {"variants", "grid", "table"}
_SCENARIO = {
    "extends",
    "counterfactual",
    "history",
    "ends",
    "period",
    "ensemble",
    "world",
    "levers",
    "brakes",
    "triggers",
}


def kind_of(tree: Node) -> Kind | None:
    """Return the kind whose keys the table has, None where it has those of no kind, or of several."""
    keys = set(tree.table)
    if "base" in keys:
        return "search" if keys & _SEARCH else "sweep" if keys & _SWEEP else None
    return "scenario" if keys & _SCENARIO and not keys & (_SEARCH | _SWEEP) else None


def other_kind(tree: Node, wanted: Kind, file: str) -> Problem | None:
    """Return that a file is of another kind than is wanted, in place of a list of keys that are unknown there; None where it is not."""
    kind = kind_of(tree)
    return None if kind is None or kind == wanted else Problem(file, 0, 0, "", phrase(_SAID[kind]))
