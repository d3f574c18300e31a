"""What must agree between several places of a scenario: dates, grants, mixes, lists and parameters.

The checks read the tree and not the finished models, so that a fault in one place does not hide one in another;
values that are wrong by themselves are passed over here, for the schema reports them.
"""

import itertools
import math
from collections.abc import Callable
from typing import TypeGuard

from pydantic import ValidationError

from common.lookalikes import plain
from common.problems import Phrase
from common.text import Text
from common.vocabulary import LEVERS, SHOPS, TASKS, ZONES
from model.facts.months import month_label
from scenarios.reading import tasks
from scenarios.reading.dates import span, span_or_none
from scenarios.reading.messages import phrase
from scenarios.reading.places import DATED, Path, place_name, tables
from scenarios.reading.schema import Period
from scenarios.reading.unit_names import unit_name
from scenarios.reading.validation_errors import SPLIT_NUMBER
from scenarios.reading.yaml_text import Node

Report = Callable[[Path, Phrase, Phrase | None], None]
MIX_TOLERANCE = 1e-6
ANTICIPATED = (("route_rights", "grants"), ("route_rights", "launch_support"), ("pilot_tasks",))
"""Kinds of action that somebody acts on before they take force: carriers on rights and on support that follows on what they get, investors on pilot tasks."""


def check(tree: Node, report: Report) -> None:
    """Report every disagreement in a merged tree: the scenario's own levers and those of its counterfactual."""
    period = _period(tree)
    _history(tree, period, report)
    for plan in ((), ("counterfactual",)):
        _actions(tree, (*plan, "levers"), period, report)
        for path, ending in tables(tree, (*plan, "ends")):
            _no_nulls(ending, path, report)
            _dates(ending, path, period, report)
            _ended(tree, ending, path, report)
        _land(tree, (*plan, "levers", "mixed_land_use"), report)
        _needs(tree, (*plan, "levers", "pilot_tasks"), report)
        for path, brake in tables(tree, (*plan, "brakes")):
            _task_list(brake, path, "slows", report)
    for path, trigger in tables(tree, ("triggers",)):
        _trigger(tree, trigger, path, period, report)
    for path, shock in tables(tree, ("world", "supply_shocks")):
        _no_nulls(shock, path, report)
        _dates(shock, path, period, report)
        _no_repeats(shock, path, "origins", report)
    _parameters(tree, report)


def _actions(tree: Node, levers: Path, period: tuple[int, int] | None, report: Report) -> None:
    """Report disagreements of the actions of some levers, each by itself."""
    for where in DATED:
        for path, action in tables(tree, (*levers, *where)):
            _no_nulls(action, path, report)
            _dates(action, path, period, report)
            if where not in ANTICIPATED:
                _unanticipated(action, path, report)
            _no_repeats(action, path, "origins", report)
            _task_list(action, path, "tasks", report)
            if where == ("route_rights", "grants"):
                _via(action, path, report)
            if where == ("route_rights", "launch_support"):
                _rate(action, path, report)
            if where == ("duty_free", "shops"):
                _port(action, path, report)
            if where[0] == "mixed_land_use":
                _mix(action, path, report)


def _trigger(tree: Node, trigger: Node, path: Path, period: tuple[int, int] | None, report: Report) -> None:
    """The month lies in the period, before its last, and what is set off begins after it."""
    _no_nulls(trigger, path, report)
    _actions(tree, (*path, "then"), period, report)
    month = span_or_none(_value(trigger, "by"))
    if month is None:
        return
    if period is not None and not period[0] <= month[0] < period[1]:
        inside = phrase("period", first=month_label(period[0]), last=month_label(period[1] - 1))
        report((*path, "by"), phrase("date_outside"), inside)
    elif period is not None and month[1] >= period[1]:
        report((*path, "by"), phrase("trigger_at_end"), None)
    for where in DATED:
        for place, action in tables(tree, (*path, "then", *where)):
            for key in ("from", "announced"):
                when = span_or_none(_value(action, key))
                if when is not None and when[0] < month[1]:
                    report((*place, key), phrase("not_after_trigger", month=_value(trigger, "by")), None)


def _value(node: Node, *steps: str | int) -> object:
    found = node.get(*steps)
    return None if found is None else found.value


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _period(tree: Node) -> tuple[int, int] | None:
    """First month and the month after the last, None when the period itself is wrong."""
    given = {key: _value(tree, "period", key) for key in Period.model_fields}
    try:
        period = Period.model_validate({key: value for key, value in given.items() if value is not None})
    except ValidationError:
        return None
    first = math.floor(span(period.start)[0])
    return first, first + period.months


def _history(tree: Node, period: tuple[int, int] | None, report: Report) -> None:
    """What was done before ends before the period begins."""
    held = tree.get("history")
    before = None if held is None or not held.is_table else _period(held)
    if period is not None and before is not None and before[1] > period[0]:
        months = {"start": month_label(period[0]), "last": month_label(before[1] - 1)}
        report(("period",), phrase("history_late", **months), None)


def _ended(tree: Node, ending: Node, path: Path, report: Report) -> None:
    """What ends was done before, and had not ended."""
    held, listed = tree.get("history"), ending.get("what")
    if held is None:
        report(path, phrase("ends_without_history"), None)
        return
    last = _period(held)
    if listed is None or not listed.is_list or last is None:
        return
    lasting = {where[0] for where in DATED for _, action in tables(held, ("levers", *where)) if _lasts(action, last[1])}
    under_way = set()
    for _, run in tables(held, ("levers", "pilot_tasks")):
        if _lasts(run, last[1]):
            under_way |= set(_tasks_of(run))
    for k, item in enumerate(listed.items):
        named = plain(item.value).strip() if isinstance(item.value, str) else ""
        if named in LEVERS and named not in lasting:
            report((*path, "what", k), phrase("ends_nothing"), None)
        if named not in LEVERS and (ids := _expanded(item.value)) and not under_way & set(ids):
            report((*path, "what", k), phrase("ends_nothing"), None)


def _over(tree: Node, plan: Path) -> dict[str, float]:
    """Return from when tasks that were done before are not gone on with."""
    period, found = _period(tree), {}
    for _, ending in tables(tree, (*plan, "ends")):
        listed, when = ending.get("what"), span_or_none(_value(ending, "from"))
        moment = when[0] if when is not None else period[0] if period is not None else math.inf
        for item in listed.items if listed is not None else []:
            named = TASKS if item.value == "pilot_tasks" else _expanded(item.value)
            found.update(dict.fromkeys(named, moment))
    return found


def _lasts(action: Node, end: int) -> bool:
    until = span_or_none(_value(action, "until"))
    return until is None or until[1] > end


def _tasks_of(run: Node) -> tuple[str, ...]:
    listed = run.get("tasks")
    items = listed.items if listed is not None and _value(run, "strength") != 0 else []
    return tuple(task for item in items for task in _expanded(item.value))


def _expanded(value: object) -> tuple[str, ...]:
    try:
        return tasks.expand(value) if isinstance(value, str) else ()
    except ValueError:
        return ()


def _no_nulls(action: Node, path: Path, report: Report) -> None:
    """In an entry of a list there is nothing inherited that null could remove."""
    for key, (_, node) in action.table.items():
        if node.value is None and not SPLIT_NUMBER.fullmatch(key):
            report((*path, key), phrase("null_in_entry"), None)


def _dates(action: Node, path: Path, period: tuple[int, int] | None, report: Report) -> None:
    spans = {key: span_or_none(_value(action, key)) for key in ("from", "until", "announced")}
    for key, when in spans.items():
        if when is not None and period is not None and not (period[0] <= when[0] and when[1] <= period[1]):
            inside = phrase("period", first=month_label(period[0]), last=month_label(period[1] - 1))
            report((*path, key), phrase("date_outside"), inside)
    start, until, announced = spans.values()
    if start is not None and until is not None and until[1] <= start[0]:
        report((*path, "until"), phrase("until_before_from", start=_value(action, "from")), None)
    if start is not None and announced is not None and announced[0] > start[0]:
        report((*path, "announced"), phrase("announced_after_from", start=_value(action, "from")), None)


def _unanticipated(action: Node, path: Path, report: Report) -> None:
    """Nobody acts on the announcement of most kinds of action, so a date of its own would be read and not used."""
    announced, start = _value(action, "announced"), _value(action, "from")
    if announced is not None and announced != start:
        report((*path, "announced"), phrase("announced_unused"), phrase("announced_where"))


def _via(grant: Node, path: Path, report: Report) -> None:
    freedom, via = _value(grant, "freedom") or "third_fourth", _value(grant, "via")
    if freedom == "fifth" and via is None:
        report(path, phrase("via_missing"), None)
    if freedom == "third_fourth" and via is not None:
        report((*path, "via"), phrase("via_without_fifth"), None)
    listed = grant.get("origins")
    if via is not None and listed is not None and listed.is_list and via in [item.value for item in listed.items]:
        report((*path, "via"), phrase("via_among_origins"), None)


def _rate(support: Node, path: Path, report: Report) -> None:
    """Support has one rate, by seat or by flight."""
    per_seat, per_flight = (_value(support, key) is not None for key in ("cny_per_seat", "cny_per_flight"))
    if per_seat and per_flight:
        report((*path, "cny_per_flight"), phrase("two_rates"), None)
    elif not per_seat and not per_flight:
        report(path, phrase("rate_missing"), None)


PORT = "lukou"
"""The zone with a port of entry for passengers: the airport, where the departure shop of 2022 stands."""


def _port(shop: Node, path: Path, report: Report) -> None:
    """A departure or arrival shop stands where the border is crossed."""
    zone, kind = _value(shop, "zone"), _value(shop, "kind")
    if kind in SHOPS and kind != "downtown" and zone in ZONES and zone != PORT:
        report((*path, "zone"), phrase("shop_needs_port"), phrase("shop_at_port"))


def _mix(conversion: Node, path: Path, report: Report) -> None:
    mix = conversion.get("mix")
    if mix is None or not mix.table:
        return
    values = [node.value for _, node in mix.table.values()]
    shares = [value for value in values if _is_number(value) and 0 <= value <= 1]
    if len(shares) == len(values):
        total = math.fsum(shares)
        if abs(total - 1) > MIX_TOLERANCE:
            report((*path, "mix"), phrase("mix_sum", total=total), None)


def _land(tree: Node, where: Path, report: Report) -> None:
    """All that a plan allows on land of a use in a zone takes no more than there is of it."""
    from common.vocabulary import USES
    from model.facts import facts
    from model.levers.mixed_land_use import M2_PER_HECTARE, land_m2
    from model.parameters import declared

    asked: dict[tuple[str, str], float] = {}
    places = (("history", "levers", where[-1]), where) if tree.get("history") is not None else (where,)
    sites = (tables(tree, (*place, kind)) for place in places for kind in ("conversions", "temporary_uses"))
    for path, site in itertools.chain.from_iterable(sites):
        zone, use, hectares = (_value(site, key) for key in ("zone", "use", "hectares"))
        if not (isinstance(zone, str) and zone in ZONES and isinstance(use, str) and use in USES):
            continue
        if isinstance(hectares, bool) or not isinstance(hectares, int | float):
            continue
        before = asked.get((zone, use), 0.0)
        total = asked[zone, use] = before + max(hectares, 0.0)
        never_taken = _value(tree, "parameters", "zones.never_taken") or declared()["zones.never_taken"].default
        if not isinstance(never_taken, int | float):
            continue
        there = land_m2(facts(), never_taken)[ZONES.index(zone), USES.index(use)] / M2_PER_HECTARE
        if before <= there < total:
            limit = phrase("land_limit", zone=place_name(zone), use=place_name(use), there=float(f"{there:.4g}"))
            report(
                (*path, "hectares"),
                phrase("land_beyond", zone=place_name(zone), use=place_name(use), total=float(total)),
                limit,
            )


def _no_repeats(action: Node, path: Path, key: str, report: Report) -> None:
    listed = action.get(key)
    if listed is None or not listed.is_list:
        return
    seen: set[object] = set()
    for k, item in enumerate(listed.items):
        if isinstance(item.value, str) and item.value in seen:
            report((*path, key, k), phrase("listed_twice"), None)
        elif isinstance(item.value, str):
            seen.add(item.value)


def _task_list(table: Node, path: Path, key: str, report: Report) -> None:
    """A task named twice in one list is one too many, also inside a range."""
    listed = table.get(key)
    if listed is None or not listed.is_list:
        return
    seen: set[str] = set()
    for k, item in enumerate(listed.items):
        try:
            named = tasks.expand(item.value) if isinstance(item.value, str) else ()
        except ValueError:
            continue
        again = tuple(task for task in named if task in seen)
        if again:
            report((*path, key, k), phrase("task_twice", tasks=again), None)
        seen.update(named)


def _needs(tree: Node, where: Path, report: Report) -> None:
    """A task that builds on another starts when the other is under way."""
    from model.levers.catalogue import catalogue

    runs, over = [], _over(tree, where[:-2])
    before = tables(tree, ("history", *where[-2:])) if tree.get("history") is not None else ()
    for path, run in itertools.chain(before, tables(tree, where)):
        listed, start, until = run.get("tasks"), span_or_none(_value(run, "from")), span_or_none(_value(run, "until"))
        if listed is None or not listed.is_list or start is None or _value(run, "strength") == 0:
            continue
        end = math.inf if until is None else until[1]
        for k, item in enumerate(listed.items):
            try:
                named = tasks.expand(item.value) if isinstance(item.value, str) else ()
            except ValueError:
                continue
            runs += [
                (
                    task,
                    start[0],
                    min(end, over.get(task, end)) if path[0] == "history" else end,
                    (*path, "tasks", k),
                    _value(run, "from"),
                )
                for task in named
            ]
    for task, begins, _, path, when in runs:
        if path[0] == "history":
            continue  # checked in its own file
        for needed in catalogue()[task].needs:
            if not any(other == needed and begun <= begins < end for other, begun, end, *_ in runs):
                report(path, phrase("task_needs", task=task, needed=needed, start=when), None)


def _parameters(tree: Node, report: Report) -> None:
    from model.parameters import declared

    overrides = tree.get("parameters")
    if overrides is None or not overrides.is_table:
        return
    for name, (_, node) in overrides.table.items():
        parameter, value = declared().get(name), node.value
        if parameter is None or isinstance(value, bool) or not isinstance(value, int | float):
            continue
        if not parameter.low <= value <= parameter.high:
            ends: dict[str, object] = {"low": parameter.low, "high": parameter.high}
            unit = Text(parameter.unit, unit_name(parameter.unit, "zh"))
            allowed = phrase("range_plain", **ends) if parameter.unit == "1" else phrase("range", **ends, unit=unit)
            report(("parameters", name), phrase("out_of_range"), allowed)
        elif value == parameter.default and parameter.role == "constant":
            report(("parameters", name), phrase("parameter_default", default=parameter.default), None)
