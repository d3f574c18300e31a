"""The catalogue of pilot tasks: what the plan and the city strategy say, and by which channels each task acts.

The catalogue is data that a planner can read and correct, ``model/data/tasks.csv`` (one row per task) and
``model/data/task_channels.csv`` (one row per push of a task on a channel). Reading checks it whole.
"""

import functools
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from common.vocabulary import CHAINS, DECIDERS, LEVERS, RISKS, SECTORS, TASKS, ZONES
from model.facts import tables
from model.facts.districts import KINDS, covered
from model.levers.channels import CHANNELS
from model.levers.lists import LISTED, items
from model.levers.partner_groups import members

EVIDENCE = ("A", "B", "C", "D")
"""Grades: A causal estimate, B correlational, C expert analogy, D none."""
BASES = ("process", "assumed_push")
"""What an amount is: days, a rule or money that somebody meets, or an elicited index (an assumed push)."""
_TEXTS = ("field", "field_en", "field_zh", "summary_en", "summary_zh", "timing_source", "cost_source")


class Push(NamedTuple):
    """What one task does to one channel at full strength.

    ``amount`` is in the channel's unit, negative where the task costs firms something or raises a risk; ``places`` are
    the sectors, zones or risks it holds for, in axis order, empty for a channel of the whole city. ``within`` are the
    origins, or the sectors of a zone programme, for which alone it holds; empty: for all. ``evidence`` is its grade. A task of one zone pushes a
    channel of the whole city by less: the amount says so. ``basis`` is a word of :data:`BASES`. ``items`` are those of
    the channel's list (:mod:`model.levers.lists`) of which the amount is taken off, empty for channels without a list.
    """

    channel: str
    places: tuple[str, ...]
    amount: float
    source: str
    basis: str
    within: tuple[str, ...] = ()
    evidence: str = "D"
    items: tuple[str, ...] = ()


class Task(NamedTuple):
    """One task; ``sectors`` and ``zones`` are those it names, none meaning all.

    ``delay_months`` pass between start and first effect, ``ramp_months`` more until full effect.
    ``cost_cny_mn_a_year`` is the public cost at full strength, million CNY a year. ``lever`` names the headline
    lever that the task is another name of, else it is empty. ``not_modelled_*`` says which of its measures act on nothing
    here. ``evidence`` is the best grade of its pushes. ``needs`` are tasks that must be under way when it starts.
    """

    id: str
    table: int
    field: str
    field_en: str
    field_zh: str
    summary_en: str
    summary_zh: str
    sectors: tuple[str, ...]
    zones: tuple[str, ...]
    decided_by: str
    delay_months: float
    ramp_months: float
    timing_source: str
    cost_cny_mn_a_year: float
    cost_source: str
    evidence: str
    lever: str
    no_effect_reason_en: str
    no_effect_reason_zh: str
    not_modelled_en: str
    not_modelled_zh: str
    needs: tuple[str, ...]
    needs_reason_en: str
    needs_reason_zh: str
    source: str
    pushes: tuple[Push, ...]

    @property
    def en(self) -> str:
        """The summary in English."""
        return self.summary_en

    @property
    def zh(self) -> str:
        """The summary in Chinese."""
        return self.summary_zh


@functools.cache
def catalogue() -> Mapping[str, Task]:
    """All tasks by id, in the order of the plan (``vocabulary.TASKS``).

    Raises:
        ValueError: a task that is missing, doubled or incomplete, or a push that no agent could meet.
    """
    return read_catalogue(tables.FOLDER)


def read_catalogue(folder: Path) -> Mapping[str, Task]:
    """The catalogue in a folder, checked; see :func:`catalogue`.

    Raises:
        ValueError: as there.
    """
    rows = tables.rows("tasks", folder)
    if [row["id"] for row in rows] != list(TASKS):
        raise ValueError("tasks.csv does not list every task once, in the order of the plan")
    listed: dict[str, list[dict[str, str]]] = {task: [] for task in TASKS}
    for push in tables.rows("task_channels", folder):
        if push["task"] not in listed:
            raise ValueError(f"task_channels.csv: there is no task {push['task']}")
        listed[push["task"]].append(push)
    return MappingProxyType({row["id"]: _task(row, listed[row["id"]]) for row in rows})


def _task(row: dict[str, str], pushes: list[dict[str, str]]) -> Task:
    where = f"tasks.csv: {row['id']}"
    for text in _TEXTS:
        if not row[text].strip():
            raise ValueError(f"{where}: {text} is empty")
    sectors, zones = _places(row, "sectors", SECTORS), _places(row, "zones", ZONES)
    values: dict[str, Any] = {name: row[name] for name in Task._fields if name in row}
    values |= {name: float(row[name]) for name in ("delay_months", "ramp_months", "cost_cny_mn_a_year")}
    values |= {"table": int(row["table"]), "sectors": sectors, "zones": zones, "needs": _places(row, "needs", TASKS)}
    task = Task(**values, pushes=tuple(one for push in pushes for one in _pushes(push, sectors, zones)))
    for push in task.pushes:
        _check_authority(task, push)
    reasons = (task.no_effect_reason_en, task.no_effect_reason_zh)
    if task.decided_by not in DECIDERS or task.evidence not in EVIDENCE or task.lever not in ("", *LEVERS):
        raise ValueError(f"{where}: decided_by, evidence or lever is not of its list")
    if min(task.delay_months, task.ramp_months, task.cost_cny_mn_a_year) < 0:
        raise ValueError(f"{where}: times and cost cannot be negative")
    if any(reasons) and not all(reasons):
        raise ValueError(f"{where}: the reason must be given in both languages")
    if [bool(task.lever), all(reasons), bool(pushes)].count(True) != 1:
        raise ValueError(f"{where}: a task is a lever, or pushes channels, or says why it does nothing")
    if (
        len({bool(part) for part in (task.needs, task.needs_reason_en, task.needs_reason_zh)}) > 1
        or task.id in task.needs
    ):
        raise ValueError(f"{where}: a task needs others, for a reason given in both languages")
    if bool(task.not_modelled_en) != bool(task.not_modelled_zh):
        raise ValueError(f"{where}: what is not modelled must be given in both languages")
    if task.pushes and task.evidence != min(push.evidence for push in task.pushes):
        raise ValueError(f"{where}: evidence is not the best grade of its pushes")
    if task.lever and task.ramp_months:
        raise ValueError(f"{where}: a task that is a lever has no ramp of its own")
    return task


def _pushes(row: dict[str, str], sectors: tuple[str, ...], zones: tuple[str, ...]) -> Iterator[Push]:
    """Yield the push of a row; one for firms on national platforms reaches, zone by zone, their share of the firms."""
    kinds = [word for word in row["zones"].split() if word in KINDS]
    if not kinds:
        yield _push(row, sectors, zones)
        return
    whole = _push({**row, "zones": ""}, sectors, zones)
    shares = [covered(kind) for kind in kinds]
    for zone in ZONES:
        if share := sum(by_zone.get(zone, 0.0) for by_zone in shares):
            yield whole._replace(places=(zone,), amount=whole.amount * share)


def _push(row: dict[str, str], sectors: tuple[str, ...], zones: tuple[str, ...]) -> Push:
    where = f"task_channels.csv: {row['task']}, {row['channel']}"
    if row["channel"] not in CHANNELS:
        raise ValueError(f"{where}: there is no such channel")
    channel = CHANNELS[row["channel"]]
    own = {
        "sector": _places(row, "sectors", SECTORS),
        "zone": _places(row, "zones", ZONES),
        "risk": _places(row, "risks", RISKS),
        "chain": _places(row, "items", CHAINS) if channel.axis == "chain" else (),
        "origin": members(row["origins"].split()),
    }
    if any(places for axis, places in own.items() if axis not in (channel.axis, channel.within)):
        raise ValueError(f"{where}: the channel cannot be told apart by the words given")
    if channel.axis == "risk" and not own["risk"]:
        raise ValueError(f"{where}: the risk must be named")
    if channel.axis == "chain" and not own["chain"]:
        raise ValueError(f"{where}: the chain must be named")
    every = {"sector": own["sector"] or sectors or SECTORS, "zone": own["zone"] or zones or ZONES}
    every |= {axis: own[axis] for axis in ("risk", "chain")}
    amount = float(row["amount"])
    if row["unit"] != channel.unit or not 0 < abs(amount) <= channel.cap:
        raise ValueError(f"{where}: the amount must be in {channel.unit}, not 0 and at most {channel.cap} either way")
    if row["basis"] not in BASES:
        raise ValueError(f"{where}: basis must be one of {', '.join(BASES)}")
    if row["evidence"] not in EVIDENCE:
        raise ValueError(f"{where}: evidence must be one of {', '.join(EVIDENCE)}")
    places, within = every.get(channel.axis, ()), own.get(channel.within, ())
    listed = () if channel.axis == "chain" else tuple(row["items"].split())
    if listed or row["channel"] in LISTED:
        places = _sectors_of(row["channel"], listed, own["sector"], where)
    return Push(row["channel"], places, amount, row["source"], row["basis"], within, row["evidence"], listed)


def _sectors_of(channel: str, keys: tuple[str, ...], named: tuple[str, ...], where: str) -> tuple[str, ...]:
    """Return the sectors in which named items of a channel's list stand; with sectors named, it must be in each of them."""
    known = [item for item in items(channel) if item.key in keys] if channel in LISTED else []
    if not keys or {item.key for item in known} != set(keys):
        raise ValueError(f"{where}: items must name some of {LISTED.get(channel, 'no list')}.csv")
    stand = {sector for item in known for sector in item.sectors}
    if set(named) - stand:
        raise ValueError(f"{where}: items do not stand in {', '.join(sorted(set(named) - stand))}")
    return tuple(sector for sector in SECTORS if sector in (named or stand))


def _check_authority(task: Task, push: Push) -> None:
    """Raise ValueError where a task takes off a limit that is not for those who decide it."""
    if push.channel != "market_access" or push.amount < 0:
        return
    above = [
        item.key
        for item in items(push.channel)
        if item.key in push.items
        and set(item.sectors) & set(push.places)
        and DECIDERS.index(item.authority) < DECIDERS.index(task.decided_by)
    ]
    if above:
        raise ValueError(
            f"task_channels.csv: {task.id}: decided by {task.decided_by}, which cannot lift {', '.join(above)}"
        )


def _places(row: dict[str, str], field: str, words: tuple[str, ...]) -> tuple[str, ...]:
    named = row[field].split()
    if named != [word for word in words if word in named]:
        raise ValueError(f"{row.get('id', row.get('task'))}: {field} has a word unknown, doubled or out of order")
    return tuple(named)
