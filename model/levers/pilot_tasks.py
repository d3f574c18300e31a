"""Pilot tasks as a lever: from the runs of a plan to strengths, from strengths to pushes on channels and to costs.

A task that is a headline lever under another name pushes no channel; see :mod:`model.levers.other_names`.
"""

import functools
import math
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from common.vocabulary import CHAINS, LEVER_WORDS, RISKS, SECTORS, TASKS, ZONES
from model.draws import Draws, name_key
from model.facts import facts
from model.facts.tables import frozen
from model.levers import lists
from model.levers.actions import Plan, TaskRun
from model.levers.catalogue import Push, Task, catalogue
from model.levers.channels import CHANNELS, COUNTED
from model.levers.other_names import implied_actions, set_by_itself, with_implied_actions
from model.levers.task_layers import Layer, layers, rising_area
from model.parameters import Parameters

__all__ = [
    "Reason",
    "amounts_by_task",
    "catalogue",
    "city_part",
    "cost",
    "cost_luck",
    "course",
    "efforts",
    "implied_actions",
    "narrow_push",
    "push",
    "pushes_by_month",
    "strengths",
    "why_idle",
    "with_implied_actions",
]
_INDEX = {task: i for i, task in enumerate(TASKS)}
_NUMBER = {channel: i for i, channel in enumerate(CHANNELS)}
_AXES: dict[str, tuple[str, ...]] = {"": ("",), "sector": SECTORS, "zone": ZONES, "risk": RISKS, "chain": CHAINS}


def strengths(runs: tuple[TaskRun, ...], month: int) -> np.ndarray:
    """How far each task has taken effect in a calendar month, 0-1, shape (tasks,).

    A run has no effect for the task's delay, then rises in a straight line over the ramp (the run's own, else the
    task's; none for a task that is a headline lever) to the run's strength, and ends with the run. The value is the
    mean over the month, so that part of a month counts pro rata. Of several runs of a task the largest strength
    counts; a run that follows another without a break goes on from what has been reached, and only what it adds to the
    strength has a delay and a ramp of its own (see :mod:`model.levers.task_layers`).

    Raises:
        KeyError: a task that is not in the catalogue.
    """
    return course(runs, month, 1).strengths[0]


def efforts(runs: tuple[TaskRun, ...], month: int) -> np.ndarray:
    """How far each task is being paid for in a calendar month, 0-1, shape (tasks,).

    As :func:`strengths` but from the start of the run: staff and grants are paid before anything takes effect.
    """
    return course(runs, month, 1).efforts[0]


class Course(NamedTuple):
    """What :func:`strengths` and :func:`efforts` give month by month, each (months, tasks), read-only."""

    strengths: np.ndarray
    efforts: np.ndarray


@functools.lru_cache(maxsize=256)
def course(runs: tuple[TaskRun, ...], first: int, months: int) -> Course:
    """Return strengths and efforts of all tasks from a first calendar month on; all members share them."""
    found = Course(*(_reached(runs, np.arange(first, first + months), delayed) for delayed in (True, False)))
    for by_month in found:
        by_month.setflags(write=False)
    return found


class Pushes(NamedTuple):
    """Pushes of one month by channel: those of :func:`push`, and those of :func:`narrow_push`."""

    on_all: dict[str, np.ndarray]
    on_some: dict[str, np.ndarray]


def push(strength: np.ndarray, p: Parameters | None = None, elicited: bool = True) -> dict[str, np.ndarray]:
    """The push on each channel in its unit: shape (), (sectors,), (zones,) or (risks,).

    The tasks' amounts, each times the task's strength, are added and times the channel's size (parameters
    ``pilot_tasks.size.*``); the sum ``s`` acts as ``cap * (1 - exp(-s / cap))`` (parameters ``pilot_tasks.cap.*``), a
    negative sum as the mirror image. A channel that acts on a list saturates item by item, and a sector gets what the
    items are worth in it. Pushes for some partners or sectors only are not in it: see :func:`narrow_push`.

    Args:
        strength: 0-1, shape (tasks,), or (months, tasks): then months come first in each push.
        p: the values of the run, by default the defaults.
        elicited: whether assumed pushes count; without them those by days, rules, money and land alone.
    """
    return _on_all(_sums(strength, elicited), Parameters() if p is None else p)


def narrow_push(strength: np.ndarray, p: Parameters | None = None, elicited: bool = True) -> dict[str, np.ndarray]:
    """What pushes for some partners or sectors only add to :func:`push`, in the channel's unit.

    Each array has the channel's axis first, then its second one: (origins,), (sectors, origins) or (zones, sectors). A
    partner's whole push saturates as that of the city does.

    Args:
        strength: 0-1, shape (tasks,), or (months, tasks): then months come first in each array.
        p: the values of the run, by default the defaults.
        elicited: as of :func:`push`.
    """
    return _on_some(_sums(strength, elicited), Parameters() if p is None else p, elicited)


def pushes_by_month(by_month: np.ndarray, p: Parameters, elicited: bool = True) -> list[Pushes]:
    """Return :func:`push` and :func:`narrow_push` of each month; months of equal strengths share them.

    Args:
        by_month: 0-1, (months, tasks).
        p: the values of the run.
        elicited: as of :func:`push`.
    """
    changed = np.append(True, (by_month[1:] != by_month[:-1]).any(axis=1))
    distinct = by_month[changed]
    sums = _sums_by_month(distinct.tobytes(), len(distinct), elicited)
    on_all, on_some = _on_all(sums, p), _on_some(sums, p, elicited)
    each = [
        Pushes({key: felt[t] for key, felt in on_all.items()}, {key: felt[t] for key, felt in on_some.items()})
        for t in range(len(distinct))
    ]
    return [each[place] for place in np.cumsum(changed) - 1]


def cost(effort: np.ndarray, luck: np.ndarray | float = 1.0) -> np.ndarray:
    """Public cost of each task in a month, million CNY, shape (tasks,), when it is carried out to ``effort`` (0-1).

    Args:
        effort: 0-1, shape (tasks,).
        luck: what each costs as a multiple of the catalogue's figure, its median; see :func:`cost_luck`.
    """
    return effort * _yearly_cost() * luck / 12.0


def cost_luck(draws: Draws, p: Parameters) -> np.ndarray:
    """What each task costs in this member as a multiple of the catalogue's figure, (tasks,), lognormal with median 1.

    Each task has its own luck; both variants of a member share it.
    """
    return np.exp(p["pilot_tasks.cost_spread"] * draws.normal_between_members("pilot_tasks.cost", -1, _slots())[0])


@functools.cache
def _slots() -> np.ndarray:
    """Return the identity of each task's luck, (tasks,)."""
    return frozen(np.array([name_key(f"task {task}") for task in TASKS], dtype=np.uint64))


def city_part(runs: tuple[TaskRun, ...]) -> tuple[TaskRun, ...]:
    """The runs with only the tasks that the city decides itself, by the catalogue and by the run; none are empty."""
    own = [(run, tuple(task for task in run.tasks if catalogue()[task].decided_by == "city")) for run in runs]
    return tuple(replace(run, tasks=tasks) for run, tasks in own if tasks and run.decided_by == "city")


class Reason(NamedTuple):
    """Why something changes nothing: its kind (not_modelled, not_done, set_itself or too_late), and words for readers."""

    kind: str
    en: str
    zh: str


def why_idle(task: str, plan: Plan | None = None, until: float = math.inf) -> Reason | None:
    """The reason why a task changes nothing, or None if it may change something.

    Args:
        task: its id.
        plan: what is done; without it, only reasons of the task itself are given.
        until: end of the period looked at, as a calendar month.

    Raises:
        KeyError: a task that is not in the catalogue.
    """
    entry = catalogue()[task]
    if entry.no_effect_reason_en:
        return Reason("not_modelled", entry.no_effect_reason_en, entry.no_effect_reason_zh)
    if plan is None:
        return None
    runs = [run for run in plan.pilot_tasks if task in run.tasks and run.strength > 0]
    if not runs:
        return Reason("not_done", "The plan does not carry it out.", "方案未实施该任务。")
    if entry.lever and set_by_itself(task, plan):
        word = next(word for word in LEVER_WORDS if word.key == entry.lever)
        return Reason(
            "set_itself",
            f"It is another name of the lever '{word.en}', which the plan sets itself.",
            f"该任务即政策工具“{word.zh}”，方案已直接采用该工具。",
        )
    spans = layers(tuple(runs))[task]
    if not any(_takes_effect(entry, layer, until) for layer in spans):
        return Reason(
            "too_late",
            f"It takes effect {entry.delay_months:g} months after its start; it ends, or the period does, before that.",
            f"该任务启动后{entry.delay_months:g}个月才见效，此前任务或模拟期已经结束。",
        )
    return None


@functools.cache
def amounts_by_task(channel: str) -> np.ndarray:
    """Return what each task adds to a channel at full strength, in its unit: (tasks, words of its axis, of its second axis).

    Args:
        channel: one of ``CHANNELS`` with a second axis.
    """
    amounts, number = _amounts()
    everyone = amounts[:, number == list(CHANNELS).index(channel)]
    return everyone[..., None] + _narrow_amounts()[channel]


def _takes_effect(task: Task, layer: Layer, until: float) -> bool:
    """Whether a layer changes anything before ``until``: by then, or because investors count on what comes after."""
    first = layer.start + task.delay_months
    counted = any(push.channel in COUNTED for push in task.pushes)
    return first < layer.end and (first < until or (counted and min(run.known_from for run in layer.runs) < until))


def _reached(runs: tuple[TaskRun, ...], months: np.ndarray, delayed: bool) -> np.ndarray:
    """Strength or effort of each task, months' means, (months, tasks): what its layers have reached, added up."""
    even, stepped = _by_course(runs)
    reached = np.zeros((len(TASKS), months.size))
    first = (even.start + even.delay if delayed else even.start)[:, None]
    ramp = even.ramp[:, None]
    begin, end = np.maximum(months, first), np.minimum(even.end[:, None], months + 1)
    area = np.where(
        begin < end, rising_area(end - first, ramp) - rising_area(np.minimum(begin, end) - first, ramp), 0.0
    )
    np.add.at(reached, even.task, even.thickness[:, None] * np.minimum(area, 1.0))
    for task, delay, layer in stepped:
        for t, month in enumerate(months):
            reached[task, t] += layer.thickness * layer.mean_level(int(month), delay if delayed else 0.0)
    return np.ascontiguousarray(np.minimum(reached, 1.0).T)


class _Even(NamedTuple):
    """Layers of one ramp each, side by side: task number, thickness, start, end, delay and ramp, each (layers,)."""

    task: np.ndarray
    thickness: np.ndarray
    start: np.ndarray
    end: np.ndarray
    delay: np.ndarray
    ramp: np.ndarray


@functools.lru_cache(maxsize=100)
def _by_course(runs: tuple[TaskRun, ...]) -> tuple[_Even, tuple[tuple[int, float, Layer], ...]]:
    """The layers of one ramp as arrays, and the others as task number, delay and layer."""
    rows, stepped = [], []
    for task, listed in layers(runs).items():
        delay = catalogue()[task].delay_months
        for layer in listed:
            if len(layer.pieces) == 1:
                rows.append((_INDEX[task], layer.thickness, layer.start, layer.end, delay, layer.pieces[0].ramp))
            else:
                stepped.append((_INDEX[task], delay, layer))
    columns = np.array(rows, dtype=float).reshape(-1, 6).T
    return _Even(columns[0].astype(np.intp), *columns[1:]), tuple(stepped)


class _Sums(NamedTuple):
    """Sums of the tasks' amounts, each times the task's strength: the same in all members, which differ by sizes and caps."""

    on_all: np.ndarray
    """By column, (..., columns)."""
    everyone: np.ndarray
    """For everybody, at each of :func:`_narrow_cells`, (..., cells)."""
    own: np.ndarray
    """For the cell itself besides, (..., cells)."""


def _sums(strength: np.ndarray, elicited: bool) -> _Sums:
    """Return the sums at a strength, (tasks,) or (months, tasks), which are kept for all members."""
    kept = _sums_of_month if strength.ndim == 1 else _sums_of_months
    return kept(strength.tobytes(), len(strength), elicited)


@functools.lru_cache(maxsize=1000)
def _sums_of_month(strength: bytes, _: int, elicited: bool) -> _Sums:
    return _summed(np.frombuffer(strength), elicited)


@functools.lru_cache(maxsize=100)
def _sums_of_months(strength: bytes, months: int, elicited: bool) -> _Sums:
    return _summed(np.frombuffer(strength).reshape(months, -1), elicited)


@functools.lru_cache(maxsize=100)
def _sums_by_month(strength: bytes, months: int, elicited: bool) -> _Sums:
    """Return the sums of each month side by side, to the last bit as :func:`_sums_of_month`."""
    by_month = np.frombuffer(strength).reshape(months, -1)
    return _Sums(*map(np.array, zip(*(_sums(month, elicited) for month in by_month), strict=True)))


def _summed(strength: np.ndarray, elicited: bool) -> _Sums:
    amounts, channel = _amounts(elicited)
    everyone, own = [], []
    for key, (columns, second, _) in _narrow_cells(elicited).items():
        everyone.append((strength @ amounts[:, channel == _NUMBER[key]])[..., columns])
        own.append(np.tensordot(strength, _narrow_amounts(elicited)[key], 1)[..., columns, second])
    return _Sums(strength @ amounts, np.concatenate(everyone, axis=-1), np.concatenate(own, axis=-1))


def _on_all(sums: _Sums, p: Parameters) -> dict[str, np.ndarray]:
    sizes, caps = p.vector("pilot_tasks.size", CHANNELS), p.vector("pilot_tasks.cap", CHANNELS)
    _, channel = _amounts()
    saturated = _saturated(sums.on_all * sizes[channel], caps[channel])
    found = {key: saturated[..., columns] for key, columns in _places().items()}
    return found | {key: (found[key][..., None, :] @ lists.worth(key))[..., 0, :] for key in lists.LISTED}


def _on_some(sums: _Sums, p: Parameters, elicited: bool) -> dict[str, np.ndarray]:
    sizes, caps = p.vector("pilot_tasks.size", CHANNELS), p.vector("pilot_tasks.cap", CHANNELS)
    cells = _narrow_cells(elicited)
    channel = np.repeat([_NUMBER[key] for key in cells], [cell.column.size for cell in cells.values()])
    size, cap = sizes[channel], caps[channel]
    added = _saturated((sums.everyone + sums.own) * size, cap) - _saturated(sums.everyone * size, cap)
    found = {}
    for key, (column, second, place) in cells.items():
        more = np.zeros((*added.shape[:-1], *_narrow_amounts(elicited)[key].shape[1:]))
        more[..., column, second] = added[..., place]
        if key in lists.LISTED:
            more = np.swapaxes(np.swapaxes(more, -1, -2) @ lists.worth(key), -1, -2)
        found[key] = more if CHANNELS[key].axis else more[..., 0, :]
    return found


def _saturated(total: np.ndarray, cap: np.ndarray | float) -> np.ndarray:
    """Return what is felt of a sum of amounts: the first brings the most and none passes the cap, either way."""
    return np.sign(total) * cap * -np.expm1(-np.abs(total) / cap)


@functools.cache
def _yearly_cost() -> np.ndarray:
    return np.array([task.cost_cny_mn_a_year for task in catalogue().values()])


@functools.cache
def _amounts(elicited: bool = True) -> tuple[np.ndarray, np.ndarray]:
    """Amounts at full strength (tasks, columns), and channel number of each column, channels side by side.

    A channel has a column for each word of its axis, or for each item of its list.
    """
    sizes = [_columns(key) for key in CHANNELS]
    start = dict(zip(CHANNELS, np.cumsum([0, *sizes[:-1]]), strict=True))
    amounts = np.zeros((len(TASKS), sum(sizes)))
    for row, push in _pushes(elicited):
        if not push.within:
            amounts[row, start[push.channel] : start[push.channel] + _columns(push.channel)] += push.amount * _named(
                push
            )
    return amounts, np.repeat(np.arange(len(sizes)), sizes)


@functools.cache
def _places() -> dict[str, slice | int]:
    """Return the columns of each channel among those of :func:`_amounts`, one number for a channel without an axis."""
    sizes = [_columns(key) for key in CHANNELS]
    starts = np.cumsum([0, *sizes[:-1]]).tolist()
    spans = zip(CHANNELS, starts, sizes, strict=True)
    return {key: slice(start, start + size) if CHANNELS[key].axis else start for key, start, size in spans}


@functools.cache
def _narrow_amounts(elicited: bool = True) -> dict[str, np.ndarray]:
    """Amounts at full strength by channel with a second axis: (tasks, columns, second words)."""
    second = {"origin": facts().origins, "sector": SECTORS}
    found = {
        key: np.zeros((len(TASKS), _columns(key), len(second[channel.within])))
        for key, channel in CHANNELS.items()
        if channel.within
    }
    for row, push in _pushes(elicited):
        if push.within:
            whom = np.isin(second[CHANNELS[push.channel].within], push.within)
            found[push.channel][row] += push.amount * np.outer(_named(push), whom)
    return found


class _Cells(NamedTuple):
    """Cells of a channel to which some task adds for some only, few of all there are: column and second word, (cells,) each."""

    column: np.ndarray
    second: np.ndarray
    place: slice
    """Where they stand among the cells of all channels."""


@functools.cache
def _narrow_cells(elicited: bool = True) -> dict[str, _Cells]:
    """Return the cells of each channel with a second axis, those of all channels side by side."""
    found, start = {}, 0
    for key, amounts in _narrow_amounts(elicited).items():
        column, second = np.nonzero(amounts.any(axis=0))
        found[key] = _Cells(column, second, slice(start, start + column.size))
        start += column.size
    return found


def _pushes(elicited: bool) -> Iterator[tuple[int, Push]]:
    for row, task in enumerate(catalogue().values()):
        yield from ((row, push) for push in task.pushes if elicited or push.basis != "assumed_push")


def _columns(key: str) -> int:
    return len(lists.items(key)) if key in lists.LISTED else len(_AXES[CHANNELS[key].axis])


def _named(push: Push) -> np.ndarray:
    """Return which columns of its channel a push names, boolean (columns,)."""
    if push.channel in lists.LISTED:
        return lists.chosen(push.channel, push.items, push.places)
    return np.isin(_AXES[CHANNELS[push.channel].axis], push.places or ("",))
