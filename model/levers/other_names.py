"""Tasks that are headline levers under another name, such as 1.16 (route rights) or 5.1 (work permits).

Such a task sets its lever with a typical action (``model/data/task_levers.csv``) and pushes no channel. The rule:

- It sets the lever only in a plan that has no action of the same kind itself, so that it never adds to it. Work
  permits leave 5.1 and 5.3-5.5 nothing to set, shops 6.18, conversions 2.10, temporary uses 2.4, grants of the third and
  fourth freedom 1.16, those of the fifth 6.2. What is of another kind (a visa-free stay, a refund, launch support) leaves it free.
  What a trigger adds undoes nothing that a task has set: it goes on beside it.
- The action takes force when the task's delay after the start of the run is over and ends with the run; a run that
  ends before that sets nothing. People know of it from when they know of the run. There is no ramp: seasons,
  building and hiring are the lever's own.
- A number with a value in force is moved from there toward its full value by the share ``strength``; a number
  without one, and every word, is taken as it stands.
- Runs of one task never add up: at each moment the strongest holds. A run that follows another without a break goes on
  from it; only a higher strength waits for the delay anew. Land is converted once, by the strongest run (of equals the
  earliest).
- It is decided by who the catalogue says, unless the run names someone above the city.
- Different tasks of one lever each bring their own action, since they are different things; the lever takes the best
  of several work-permit rules.
"""

import dataclasses
import functools
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple, get_origin, get_type_hints

from common.vocabulary import LEVERS
from model.facts import tables
from model.kept import Kept
from model.levers.actions import Action, Conversion, Plan, RouteGrant, Shop, TaskRun, TemporaryUse, WorkPermits
from model.levers.catalogue import catalogue
from model.levers.task_layers import layers
from model.parameters import declared

_ONCE = (Conversion, TemporaryUse)
"""Kinds of which a task has one action in a plan: land is converted once."""
_KINDS = {kind.__name__: kind for kind in (RouteGrant, WorkPermits, Shop, Conversion, TemporaryUse)}


class Given(NamedTuple):
    """One field of a typical action, as written: its full value with unit, that in force if it scales, and the source.

    The value in force is a number or the name of the parameter that holds it.
    """

    field: str
    in_force: str
    full: str
    unit: str
    source: str

    def at(self, strength: float, kind: object) -> object:
        """The value at a strength of 0-1 for a field of the given type."""
        if kind is float:
            full, in_force = float(self.full), self.value_in_force()
            return full if in_force is None else in_force + strength * (full - in_force)
        if get_origin(kind) is tuple:
            return tuple(self.full.split())
        if get_origin(kind) is dict:
            return {key: float(share) for key, share in (pair.split(":") for pair in self.full.split())}
        return self.full

    def value_in_force(self) -> float | None:
        """What holds without the task, None where the field does not scale."""
        if not self.in_force:
            return None
        named = declared().get(self.in_force)
        return float(self.in_force) if named is None else named.default


@functools.cache
def typical_actions() -> Mapping[str, tuple[type[Action], tuple[Given, ...]]]:
    """Kind of action and its fields for each task that is a headline lever.

    Raises:
        ValueError: a task of the catalogue without such an action, or an action that lacks a field or has one too many.
    """
    kinds: dict[str, type[Action]] = {}
    fields: dict[str, list[Given]] = {}
    for row in tables.rows("task_levers"):
        kind = kinds.setdefault(row["task"], _KINDS[row["action"]])
        if kind.__name__ != row["action"]:
            raise ValueError(f"task_levers.csv: {row['task']} has two kinds of action")
        fields.setdefault(row["task"], []).append(Given(*(row[name] for name in Given._fields)))
    if set(kinds) != {task.id for task in catalogue().values() if task.lever}:
        raise ValueError("task_levers.csv does not list just the tasks of the catalogue that are levers")
    for task, kind in kinds.items():
        given, allowed = [setting.field for setting in fields[task]], _own_fields(kind)
        if len(set(given)) != len(given) or not _required(kind) <= set(given) <= set(allowed):
            raise ValueError(f"task_levers.csv: {task} does not give each field of {kind.__name__} once")
    return {task: (kind, tuple(fields[task])) for task, kind in kinds.items()}


def implied_actions(runs: tuple[TaskRun, ...]) -> dict[str, tuple[Action, ...]]:
    """The actions by lever that the runs stand for, whatever else the plan does; levers without any are left out.

    Raises:
        KeyError: a task that is not in the catalogue.
    """
    found: dict[str, list[Action]] = {}
    for task in dict.fromkeys(task for run in runs for task in run.tasks):
        entry = catalogue()[task]
        if entry.lever:
            kind, fields = typical_actions()[task]
            spans = _spans(task, runs)
            chosen = _once(spans) if kind in _ONCE else _strongest(spans)
            made = [_made(kind, fields, span, task, entry.decided_by) for span in chosen]
            found.setdefault(entry.lever, []).extend(made)
    return {lever: tuple(found[lever]) for lever in LEVERS if found.get(lever)}


_WITH_IMPLIED = Kept()


def with_implied_actions(plan: Plan) -> Plan:
    """The plan with what its tasks say under another name, for each kind of action that the plan leaves alone."""
    return _WITH_IMPLIED.of(plan, lambda: _with_implied_actions(plan))


def _with_implied_actions(plan: Plan) -> Plan:
    changed = {}
    for lever, implied in implied_actions(plan.pilot_tasks).items():
        own = getattr(plan, lever)
        taken = {_sort(action) for action in own}
        if free := tuple(action for action in implied if _sort(action) not in taken):
            changed[lever] = own + free
    return dataclasses.replace(plan, **changed) if changed else plan


def going_on(plan: Plan, joined: Plan, moment: float) -> Plan:
    """A plan that goes on from another, with what it would undo of what the other's tasks have set as actions of its own.

    It would be undone by an action of the same kind that is added, and land also by a stronger run of its task.

    Args:
        plan: what was done so far.
        joined: the same with what is added.
        moment: from when on it is added, calendar months.
    """
    more = {}
    for lever, implied in implied_actions(plan.pilot_tasks).items():
        before, now = (getattr(with_implied_actions(one), lever) for one in (plan, joined))
        taken = {_sort(action) for action in getattr(joined, lever)}
        moved = {_sort(action) for action in implied if isinstance(action, _ONCE) and action.start < moment}
        moved -= {_sort(action) for action in now if action.start < moment}
        lost = [action for action in implied if action in before and action not in now]
        if kept := tuple(action for action in lost if _sort(action) in taken | moved):
            more[lever] = getattr(joined, lever) + kept
    return dataclasses.replace(joined, **more) if more else joined


def at_shares(plan: Plan, shares: Mapping[str, float]) -> Plan:
    """The plan with the actions that tasks have set at shares of the tasks' strength, without those at none.

    Args:
        plan: what is done, with what its tasks say under another name.
        shares: share of its strength that is left of a task, 0-1, by task.
    """
    for task, share in shares.items():
        runs = [dataclasses.replace(run, tasks=(task,)) for run in plan.pilot_tasks if task in run.tasks]
        less = implied_actions(tuple(dataclasses.replace(run, strength=share * run.strength) for run in runs))
        for lever, whole in implied_actions(tuple(runs)).items():
            others = [action for action in getattr(plan, lever) if action not in whole]
            if len(others) < len(getattr(plan, lever)):
                plan = dataclasses.replace(plan, **{lever: (*others, *less.get(lever, ()))})
    return plan


def set_by_itself(task: str, plan: Plan) -> bool:
    """Whether the plan has an action itself of the kind that a task which is a headline lever stands for.

    Raises:
        KeyError: a task that is not a headline lever.
    """
    kind, fields = typical_actions()[task]
    freedom = next((one.full for one in fields if one.field == "freedom"), None)
    return (kind, freedom) in {_sort(action) for action in getattr(plan, catalogue()[task].lever)}


def _sort(action: Action) -> tuple[type[Action], str | None]:
    """What kind of action it is; grants differ by their freedom."""
    return type(action), getattr(action, "freedom", None)


class _Span(NamedTuple):
    """A stretch of time, calendar months, in which a run determines the action."""

    run: TaskRun
    start: float
    end: float


def _spans(task: str, runs: tuple[TaskRun, ...]) -> list[_Span]:
    """The stretches in which each strength of a task sets its lever, the delay over; they may overlap."""
    spans = []
    for layer in layers(runs).get(task, ()):
        run = next((run for run in layer.runs if run.strength == layer.top), None)
        start = layer.start + catalogue()[task].delay_months
        if run is not None and start < layer.end:
            spans.append(_Span(run, start, layer.end))
    return spans


def _once(spans: list[_Span]) -> list[_Span]:
    return sorted(spans, key=lambda span: (-span.run.strength, span.start))[:1]


def _strongest(spans: list[_Span]) -> Iterator[_Span]:
    """The stretches in which one run is the strongest, without gaps or overlaps of their own making."""
    edges = sorted({span.start for span in spans} | {span.end for span in spans})
    last: _Span | None = None
    for start, end in pairwise(edges):
        in_force = [span for span in spans if span.start <= start and end <= span.end]
        best = max(in_force, key=lambda span: span.run.strength, default=None)
        if last is not None and (best is None or best.run is not last.run):
            yield last
            last = None
        if best is not None:
            last = _Span(best.run, start if last is None else last.start, end)
    if last is not None:
        yield last


def _made(kind: type[Action], fields: tuple[Given, ...], span: _Span, task: str, decided_by: str) -> Action:
    types = _own_fields(kind)
    values = {one.field: one.at(span.run.strength, types[one.field]) for one in fields}
    return kind(
        start=span.start,
        end=span.end,
        announced=min(span.run.known_from, span.start),
        decided_by=decided_by if span.run.decided_by == "city" else span.run.decided_by,
        label=f"{span.run.label} {task}".strip(),
        **values,
    )


def _own_fields(kind: type[Action]) -> dict[str, object]:
    """The fields that an action has beyond its dates, with their types."""
    common = get_type_hints(Action)
    return {name: of for name, of in get_type_hints(kind).items() if name not in common}


def _required(kind: type[Action]) -> set[str]:
    own = _own_fields(kind)
    return {f.name for f in dataclasses.fields(kind) if f.name in own and f.default is dataclasses.MISSING}
