"""Lists that tasks shorten: limits on foreign investors by sector, and professions whose foreign qualifications count for nothing.

A task takes a share of named items off a list. What that is worth to a sector is the item's weight in it: points of
restrictiveness of a limit, the part of the field's regulated posts that a profession holds. No number of tasks takes more
off an item than the cap of its channel, so that a sector never loses more limits than it has.
"""

import functools
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from common.vocabulary import DECIDERS, SECTORS
from model.facts import facts, tables

LISTED = {"market_access": "limits", "recognition": "professions"}
"""Channels that act on a list, and its table in ``model/data``."""


class Item(NamedTuple):
    """One item of a list.

    ``weight`` is what it is worth in each sector, (sectors,): points of restrictiveness, or share of regulated posts.
    ``authority`` is the lowest level of government that may take it off.
    """

    key: str
    weight: tuple[float, ...]
    authority: str
    en: str
    zh: str
    source: str

    @property
    def sectors(self) -> tuple[str, ...]:
        """Sectors in which it stands."""
        return tuple(sector for sector, weight in zip(SECTORS, self.weight, strict=True) if weight > 0)


@functools.cache
def items(channel: str) -> tuple[Item, ...]:
    """Return the list on which a channel of :data:`LISTED` acts; a limit that stands in several sectors is an item in each.

    Raises:
        ValueError: an unknown sector or authority, or sums that do not agree with what is known of the sectors.
    """
    table = LISTED[channel]
    found = tuple(item for row in tables.rows(table) for item in _read(row, channel))
    strange = [item.key for item in found if item.authority not in DECIDERS]
    total = np.array([item.weight for item in found]).sum(axis=0)
    wanted = facts().restrictiveness if channel == "market_access" else np.ones(len(SECTORS))
    if strange or np.abs(total - wanted).max() > 1e-9:
        raise ValueError(f"{table}.csv: authority of {strange}, or sums by sector {total} that should be {wanted}")
    return found


def _read(row: dict[str, str], channel: str) -> Iterable[Item]:
    """Yield the items of a row: ``sectors`` are pairs of sector and weight, as in ``legal:0.3``."""
    pairs = [pair.partition(":") for pair in row["sectors"].split()]
    weights = {sector: float(weight) for sector, _, weight in pairs}
    if set(weights) - set(SECTORS):
        raise ValueError(f"{LISTED[channel]}.csv: {row['key']}: unknown sector")
    apart = [{sector: weight} for sector, weight in weights.items()] if channel == "market_access" else [weights]
    for one in apart:
        vector = tuple(one.get(sector, 0.0) for sector in SECTORS)
        yield Item(row["key"], vector, row["authority"], row["en"], row["zh"], row["source"])


@functools.cache
def worth(channel: str) -> np.ndarray:
    """Return what each item is worth in each sector, (items, sectors), read-only."""
    return tables.frozen(np.array([item.weight for item in items(channel)]))


def chosen(channel: str, keys: Iterable[str], sectors: Iterable[str]) -> np.ndarray:
    """Return which items of a list have one of the keys and stand in one of the sectors, boolean (items,)."""
    keys, sectors = set(keys), set(sectors)
    return np.array([item.key in keys and bool(sectors & set(item.sectors)) for item in items(channel)])
