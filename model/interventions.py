"""Declared changes of a city that no lever and no case of the world can bring about, for experiments and tests.

An intervention is a plain frozen record. :class:`model.pilot.PilotModel` takes a sequence of them, and the room that
owns the number applies each. They act from the first month on; the state before the run stays as it is. Interventions
of one kind multiply or add up.
"""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from common.vocabulary import CHAINS, RISKS, SECTORS, ZONES
from model.arrays import Num
from model.facts import facts
from model.levers.channels import CHANNELS
from model.policy import Policy
from model.rules.travel import EntryRules
from model.wires import Wires

WORDS: dict[str, tuple[str, ...]] = {"sector": SECTORS, "zone": ZONES, "risk": RISKS, "chain": CHAINS, "": ()}
"""Words of each axis that a channel may have."""


@dataclass(frozen=True)
class WireTimes:
    """The signal of a wire times ``by``: all fields of its record or only ``fields``, all origins or only ``origins``."""

    wire: str
    by: float
    fields: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()


@dataclass(frozen=True)
class WiresCut:
    """The named wires always carry their initial signal."""

    wires: tuple[str, ...]


@dataclass(frozen=True)
class PathTimes:
    """A path of the world times ``by`` in every month run; ``path`` is an attribute of :class:`model.world.World`.

    ``origins`` restricts it to some origins, where the path has an origin axis.
    """

    path: str
    by: float
    origins: tuple[str, ...] = ()


@dataclass(frozen=True)
class FaresTimes:
    """Air fares times ``by``, as visitors meet them and residents who fly direct.

    ``breadth`` says which fares: those of direct flights (``route``), of all ways into Nanjing (``city``) or of all
    ways into China (``nation``).
    """

    by: float
    breadth: Literal["route", "city", "nation"]


@dataclass(frozen=True)
class FlightsTimes:
    """Weekly flights and seats times ``by``: travellers, firms and fares answer to them; airlines did not plan them."""

    by: float
    origins: tuple[str, ...] = ()


@dataclass(frozen=True)
class ChannelPlus:
    """A channel of policy plus ``amount`` in its unit, on all words of its axis or only on ``words``."""

    channel: str
    amount: float
    words: tuple[str, ...] = ()
    relative: bool = False
    """Whether ``amount`` is a share of each sector's restrictiveness instead of the channel's own unit."""


@dataclass(frozen=True)
class ChannelOnly:
    """All channels of policy but ``channel`` at zero; on its axis, all words or only ``words`` keep their push."""

    channel: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class EntrySet:
    """A field of :class:`model.rules.travel.EntryRules` set to ``value``, in the field's unit, for ``origins`` (none named: all)."""

    field: str
    value: float
    origins: tuple[str, ...] = ()


Intervention = WireTimes | WiresCut | PathTimes | FaresTimes | FlightsTimes | ChannelPlus | ChannelOnly | EntrySet


def times_by_origin(by: float, origins: tuple[str, ...]) -> np.ndarray:
    """Return ``by`` for the named origins (none named: for all) and 1 for the rest, (origins,).

    Raises:
        KeyError: an origin that is unknown.
    """
    return np.where(_named(origins, facts().origins), by, 1.0)


def changed_wires(changes: Iterable[Intervention]) -> Wires:
    """Return the wires of a city, cut and pushed as declared.

    Raises:
        KeyError: a wire, field or origin that is unknown.
    """
    changes = tuple(changes)
    cut = [wire for change in changes if isinstance(change, WiresCut) for wire in change.wires]
    result = Wires(cut)
    for change in changes:
        if isinstance(change, WireTimes):
            factor: Num = times_by_origin(change.by, change.origins) if change.origins else change.by
            for target in [f"{change.wire}.{field}" for field in change.fields] or [change.wire]:
                result.push(target, factor)
    return result


def changed_policy(rules: Policy, changes: Iterable[Intervention]) -> Policy:
    """Return a month's policy with the declared changes of channels and rules of entry, in their order.

    Raises:
        KeyError: a channel, sector or zone that is unknown.
        ValueError: a field that the rules of entry do not have.
    """
    for change in changes:
        if isinstance(change, ChannelPlus | ChannelOnly):
            rules = dataclasses.replace(
                rules,
                channels=_channels(rules.channels, change),
                promised=_channels(rules.promised, change),
                coming=_channels(rules.coming, change),
                narrow=_narrow(rules.narrow, change),
                promised_narrow=_narrow(rules.promised_narrow, change),
            )
        elif isinstance(change, EntrySet):
            rules = dataclasses.replace(rules, entry=tuple(_entry(stretch, change) for stretch in rules.entry))
    return rules


def _entry(stretch: EntryRules, change: EntrySet) -> EntryRules:
    if change.field not in EntryRules._fields:
        raise ValueError(f"rules of entry have no field {change.field!r}")
    named = _named(change.origins, facts().origins)
    values: dict[str, Any] = {change.field: np.where(named, change.value, getattr(stretch, change.field))}
    return stretch._replace(**values)


def _channels(channels: Mapping[str, np.ndarray], change: ChannelPlus | ChannelOnly) -> dict[str, np.ndarray]:
    words = WORDS[CHANNELS[change.channel].axis]
    named = _named(change.words, words) if words else np.bool_(True)
    kept = {change.channel: channels[change.channel]} if change.channel in channels else {}
    if isinstance(change, ChannelOnly):
        others = {key: np.zeros_like(push) for key, push in channels.items()}
        return others | {key: np.where(named, push, 0.0) for key, push in kept.items()}
    amount = change.amount * facts().restrictiveness if change.relative else change.amount
    return {**channels, **{key: push + np.where(named, amount, 0.0) for key, push in kept.items()}}


def _narrow(narrow: Mapping[str, np.ndarray], change: ChannelPlus | ChannelOnly) -> dict[str, np.ndarray]:
    if isinstance(change, ChannelPlus) or change.channel not in narrow:
        return dict(narrow) if isinstance(change, ChannelPlus) else {}
    words, now = WORDS[CHANNELS[change.channel].axis], narrow[change.channel]
    return {change.channel: now * _named(change.words, words)[:, None] if words else now}


def changed_paths(
    by_month: Mapping[str, np.ndarray], changes: Iterable[Intervention], first: int
) -> dict[str, np.ndarray]:
    """Return the paths of the world, months first, changed as declared from row ``first`` on.

    Raises:
        KeyError: a path or origin that is unknown.
    """
    result = dict(by_month)
    for change in changes:
        if isinstance(change, PathTimes):
            path = result[change.path]
            by_origin = path.ndim > 1 and path.shape[1] == len(facts().origins)
            by = times_by_origin(change.by, change.origins) if by_origin else np.float64(change.by)
            changed = path.copy()
            changed[first:] *= by
            result[change.path] = changed
    return result


def _named(names: tuple[str, ...], words: tuple[str, ...]) -> np.ndarray:
    """Which of the words are named, (words,); all of them if there is no name."""
    for name in names:
        if name not in words:
            raise KeyError(name)
    return np.isin(words, names or words)
