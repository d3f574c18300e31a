"""Entries that contradict or outdo one another though no letter is the same: rights granted and withdrawn, the weaker of two rules."""

import itertools
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from common.problems import Phrase
from scenarios.reading import origins, tasks
from scenarios.reading.dates import span
from scenarios.reading.doubled_entries import comparable
from scenarios.reading.entry_messages import phrase
from scenarios.reading.schema import Levers, Scenario
from scenarios.reading.schema_parts import Action
from scenarios.reading.yaml_text import Node

Path = tuple[str | int, ...]
Notes = Iterator[tuple[Path, Phrase]]
Given = Mapping[tuple, tuple[float, ...]]
"""What an entry gives: to whom and how (first the origin or task, if any) → how good it is, more being better."""


class _Entry(NamedTuple):
    """One entry of a list that holds its best only: its place, line, contents, time and what it gives."""

    path: Path
    line: int
    contents: object
    start: float
    end: float
    given: Given

    def outdoes(self, other: "_Entry", key: tuple) -> bool:
        """Whether this entry gives at least as much of something as another does, for the whole of the other's time."""
        mine = self.given.get(key)
        lasts = self.start <= other.start and other.end <= self.end
        return lasts and mine is not None and all(a >= b for a, b in zip(mine, other.given[key], strict=True))


def outdone_entries(tree: Node, scenario: Scenario) -> Notes:
    """Yield each entry, or its origins or tasks, that another of the same list outdoes for the whole of its time."""
    for plan, levers in _plans(scenario):
        for where, given in _BEST_COUNTS.items():
            listed = list(_entries(tree, scenario, (*plan, "levers", *where), _listed(levers, where), given))
            for place, entry in enumerate(listed):
                for line, whose in _outdone(entry, listed, place).items():
                    yield entry.path, _told(where, line, whose)


def contradicted_rights(tree: Node, scenario: Scenario) -> Notes:
    """Yield each withdrawal of rights that an entry of the same plan grants from the same day on."""
    for plan, levers in _plans(scenario):
        rights = levers.route_rights
        for (place, cut), (number, grant) in itertools.product(enumerate(rights.withdrawals), enumerate(rights.grants)):
            both = tuple(code for code in cut.origins if code in grant.origins)
            if both and span(cut.from_)[0] == span(grant.from_)[0]:
                grants, cuts = ((*plan, "levers", "route_rights", kind) for kind in ("grants", "withdrawals"))
                line = _node(tree, grants, number)[1].mark.line
                yield _node(tree, cuts, place)[0], phrase("granted_and_withdrawn", line=line, origins=both)


def _plans(scenario: Scenario) -> tuple[tuple[Path, Levers], ...]:
    return ((), scenario.levers), (("counterfactual",), scenario.counterfactual.levers)


def _listed(levers: Levers, where: Path) -> Sequence[Any]:
    found: Any = levers
    for step in where:
        found = getattr(found, str(step))
    return found


def _entries(
    tree: Node, scenario: Scenario, at: Path, listed: Sequence[Any], given: Callable[[Any], Given]
) -> Iterator[_Entry]:
    last = span(scenario.period.start)[0] + scenario.period.months
    for number, entry in enumerate(listed):
        path, node = _node(tree, at, number)
        end = last if entry.until is None else min(span(entry.until)[1], last)
        yield _Entry(path, node.mark.line, comparable(node.plain()), span(entry.from_)[0], end, given(entry))


def _node(tree: Node, at: Path, number: int) -> tuple[Path, Node]:
    """Return place and node of an entry of a list, or of the one table that stands in place of a list."""
    node = tree.get(*at)
    assert node is not None  # it was read from there
    return ((*at, number), node.items[number]) if node.is_list else (at, node)


def _outdone(entry: _Entry, listed: list[_Entry], place: int) -> dict[int, list[str]]:
    """Return by the line of another entry what of this one it outdoes; of two that are equally good, the later is outdone."""
    by_line: dict[int, list[str]] = {}
    for whose in dict.fromkeys(key[0] for key in entry.given):
        keys = [key for key in entry.given if key[0] == whose]
        for number, other in enumerate(listed):
            if number == place or other.contents == entry.contents:  # the same entry twice has a note of its own
                continue
            better = all(other.outdoes(entry, key) for key in keys)
            alike = number > place and all(
                key in entry.given and entry.outdoes(other, key) for key in other.given if key[0] == whose
            )
            if better and not alike:
                by_line.setdefault(other.line, []).append(whose)
                break
    return by_line


def _told(where: Path, line: int, whose: list[str]) -> Phrase:
    if where == ("pilot_tasks",):
        return phrase("outdone_tasks", line=line, tasks=tasks.compact(whose))
    return phrase("outdone_origins", line=line, origins=tuple(whose)) if all(whose) else phrase("outdone", line=line)


def _places(scope: str) -> tuple[str, ...]:
    return ("elsewhere", "nanjing") if scope == "national" else ("nanjing",)


def _less(value: float | None) -> float:
    return -math.inf if value is None else -value


def _visa(entry: Any) -> Given:
    better = _less(entry.fee_usd), _less(entry.days_lost)
    codes = entry.origins or origins.known()
    return {(code, place, entry.form): better for code in codes for place in _places(entry.scope)}


def _known_from(entry: Action) -> float:
    return span(entry.announced or entry.from_)[0]


_BEST_COUNTS: dict[Path, Callable[[Any], Given]] = {
    ("visa_facilitation", "visa_free"): lambda entry: {
        (code, place): (entry.stay_days,) for code in entry.origins for place in _places(entry.scope)
    },
    ("visa_facilitation", "visas"): _visa,
    ("visa_facilitation", "transit"): lambda entry: {("", place): (entry.hours,) for place in _places(entry.scope)},
    ("visa_facilitation", "work_permits"): lambda entry: {("",): (-entry.processing_days, entry.residence_years)},
    ("duty_free", "tax_refund"): lambda entry: {("",): (entry.rate, -entry.minimum_cny)},
    ("pilot_tasks",): lambda entry: {
        (task, entry.ramp_months): (entry.strength, -_known_from(entry)) for task in tasks.expand_all(entry.tasks)
    },
}
"""Lists of which the best entry counts at every moment → what an entry gives."""
