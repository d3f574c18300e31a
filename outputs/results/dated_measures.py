"""What a scenario does and when, read from the text that its results hold, and the national rules that come to the same."""

import functools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import xarray as xr
from ruamel.yaml import YAML, YAMLError

from common.errors import UserError
from common.files import read_csv

VISA_EVENTS = Path(__file__).parents[2] / "model" / "data" / "visa_events.csv"
"""Dated national rules of entry: who, which rule, from when, how much."""
HOME = "nanjing"


class Measure(NamedTuple):
    """One action of a scenario: lever, kind of action, first and last day (None: no end), who decides, for which origins."""

    lever: str
    kind: str
    start: np.datetime64
    until: np.datetime64 | None
    decided_by: str
    origins: tuple[str, ...]
    action: Mapping[str, Any]


class NationalRule(NamedTuple):
    """A rule of the nation: first day, ``stay_days`` or ``transit_hours``, how much, and for which origins (none: all)."""

    start: np.datetime64
    rule: str
    value: float
    origins: tuple[str, ...]


def scenario_of(dataset: xr.Dataset) -> dict[str, Any]:
    """The scenario of some results as plain data; empty where they hold none that can be read."""
    return _scenario(str(dataset.attrs.get("scenario_yaml", "")))


@functools.lru_cache(maxsize=32)
def _scenario(text: str) -> dict[str, Any]:
    try:
        found = YAML(typ="safe", pure=True).load(text)
    except (YAMLError, ValueError, TypeError, AttributeError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def day(value: object) -> np.datetime64 | None:
    """A day or a month of a scenario file, which stands for its first day; None where it is neither."""
    try:
        found = np.datetime64(str(value)).astype("datetime64[D]")
    except ValueError:
        return None
    return None if np.isnat(found) else found


def last_day(value: object) -> np.datetime64 | None:
    """The last day of a day or a month of a scenario file; None where it is neither."""
    found = day(value)
    if found is None or len(str(value)) > len("2023-01"):
        return found
    return (found.astype("datetime64[M]") + 1).astype("datetime64[D]") - 1


def ends(action: Mapping[str, Any]) -> np.datetime64 | None:
    """The last day of an action of a scenario file: its ``until``, or that of the last year that ``by_year`` pays for.

    None where it goes on beyond any run.
    """
    until, start, shares = last_day(action.get("until")), day(action.get("from")), action.get("by_year")
    if start is None or not isinstance(shares, list | tuple) or not shares:
        return until
    month = start.astype("datetime64[M]")
    after = month + 12 * len(shares)  # 29 February comes back as 1 March
    paid = after.astype("datetime64[D]") + (start - month.astype("datetime64[D]")) - 1
    return paid if until is None else min(until, paid)


def actions(levers: object) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Every action of the levers of a scenario as (lever, kind, action); what has another shape is left out."""
    for lever, content in levers.items() if isinstance(levers, dict) else ():
        groups = content if isinstance(content, dict) else {"": content}
        for kind, listed in groups.items():
            for action in listed if isinstance(listed, list) else [listed]:
                if isinstance(action, dict):
                    yield str(lever), str(kind), action


def measures(dataset: xr.Dataset) -> list[Measure]:
    """The dated actions of the scenario, the earliest first; what has no date that can be read is left out."""
    found = []
    for lever, kind, action in actions(scenario_of(dataset).get("levers")):
        start = day(action.get("from"))
        if start is None:
            continue
        origins = action.get("origins")
        named = tuple(map(str, origins)) if isinstance(origins, list | tuple) else ()
        decider = str(action.get("decided_by", ""))
        found.append(Measure(lever, kind, start, ends(action), decider, named, action))
    return sorted(found, key=lambda measure: measure.start)


def biting_rules(dataset: xr.Dataset) -> list[NationalRule]:
    """National rules that come into force during the run and give all of China what the scenario gives Nanjing alone.

    They take away what a measure of the scenario has ahead of the nation: an exemption from visas for an origin that the
    scenario has freed, or a longer stay in transit where the scenario has one. None where the run holds the rules of
    2022, or where the table of rules is not there.
    """
    world = scenario_of(dataset).get("world")
    if isinstance(world, dict) and world.get("national_visa_policy") == "held_2022":
        return []
    first, last = dataset["month"].values[[0, -1]].astype("datetime64[M]")
    taken = [measure for measure in measures(dataset) if measure.lever == "visa_facilitation"]
    freed: dict[tuple[np.datetime64, str, float], list[str]] = {}
    for who, rule, start, value in _visa_events():
        if not first <= start.astype("datetime64[M]") <= last or value <= 0:
            continue
        for measure in taken:
            running = measure.start < start and (measure.until is None or measure.until >= start)
            visa = measure.kind == "visa_free" and rule == "stay_days" and who in measure.origins
            transit = measure.kind == "transit" and rule == "transit_hours" and who == HOME
            if running and (visa or transit):
                key = (start, rule, value)
                freed.setdefault(key, []).extend([who] if visa and who not in freed.get(key, []) else [])
    return _first_for_each(sorted(NationalRule(*key, tuple(origins)) for key, origins in freed.items()))


def _first_for_each(rules: list[NationalRule]) -> list[NationalRule]:
    """Rules without origins that an earlier one has freed already: a longer stay after that changes little."""
    seen: set[str] = set()
    kept = []
    for rule in rules:
        new = tuple(origin for origin in rule.origins if origin not in seen)
        seen |= set(new)
        if new or not rule.origins:
            kept.append(rule._replace(origins=new))
    return kept


@functools.cache
def _visa_events() -> tuple[tuple[str, str, np.datetime64, float], ...]:
    try:
        rows = read_csv(VISA_EVENTS)
    except (OSError, UserError):
        return ()
    return tuple(
        (row["who"], row["rule"], np.datetime64(row["from"], "D"), float(row["value"]))
        for row in rows
        if row["rule"] in ("stay_days", "transit_hours")
    )
