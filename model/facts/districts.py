"""The eleven districts under the zones, and the national platforms that lie in them.

Agents meet zones; a district has its part of the people, firms and visits of each zone. A platform covers a share of a
zone's foreign firms: what is for firms on platforms of a kind reaches that share and no others.
"""

import functools
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from common.vocabulary import DISTRICTS, PLATFORM_KINDS, PLATFORM_WORDS, SECTORS, ZONES
from model.facts import tables

KINDS = PLATFORM_KINDS
"""Free-trade zone, national economic and technological zone, national high-tech zone, comprehensive bonded zone."""
WEIGHTS = ("people", "firms", "visits")


class Platform(NamedTuple):
    """A national platform: its kind, district and zone, the share of the zone's foreign firms in it, and its names.

    ``sectors`` are those that may settle on it, ``hectares`` its land, ``let`` the share of the land's buildings that was
    let in 2022.
    """

    key: str
    kind: str
    district: str
    zone: str
    share_of_firms: float
    en: str
    zh: str
    sectors: tuple[str, ...]
    hectares: float
    let: float


@functools.cache
def platforms() -> tuple[Platform, ...]:
    """Return the national platforms of the city, in the order of ``vocabulary.PLATFORMS``.

    Raises:
        ValueError: a kind, district or zone that is unknown, or a zone that has no part in the district.
    """
    found, words = [], PLATFORM_WORDS[:-1]
    if [row["platform"] for row in tables.rows("platforms")] != [word.key for word in words]:
        raise ValueError("platforms.csv does not list the platforms of the vocabulary in their order")
    for row, word in zip(tables.rows("platforms"), words, strict=True):
        one = Platform(
            row["platform"],
            row["kind"],
            row["district"],
            row["zone"],
            float(row["share_of_firms"]),
            word.en,
            word.zh,
            tuple(row["sectors"].split()) or SECTORS,
            float(row["hectares"]),
            float(row["let"]),
        )
        if one.kind not in KINDS or one.zone not in ZONES or one.district not in DISTRICTS:
            raise ValueError(f"platforms.csv: {one.key}: kind, zone or district is unknown")
        if zone_parts("firms")[ZONES.index(one.zone), DISTRICTS.index(one.district)] < one.share_of_firms:
            raise ValueError(f"platforms.csv: {one.key} has more firms of the zone than its district")
        found.append(one)
    return tuple(found)


@functools.cache
def covered(kind: str) -> Mapping[str, float]:
    """Return the share of foreign firms on platforms of a kind, by zone; zones without such a platform are left out."""
    shares: dict[str, float] = {}
    for one in platforms():
        if one.kind == kind:
            shares[one.zone] = shares.get(one.zone, 0.0) + one.share_of_firms
    return MappingProxyType({zone: shares[zone] for zone in ZONES if zone in shares})


@functools.cache
def zone_parts(weight: str) -> np.ndarray:
    """Return the share of each zone's people, firms or visits that lies in each district, (zones, districts).

    Raises:
        ValueError: a zone whose shares do not sum to 1.
    """
    parts = np.zeros((len(ZONES), len(DISTRICTS)))
    for row in tables.rows("district_zones"):
        parts[ZONES.index(row["zone"]), DISTRICTS.index(row["district"])] = float(row[weight])
    if not np.allclose(parts.sum(axis=1), 1.0):
        raise ValueError(f"district_zones.csv: the shares of {weight} do not sum to 1 in every zone")
    return tables.frozen(parts)


def by_district(by_zone: np.ndarray, weight: str) -> np.ndarray:
    """Return what lies in each district of an amount by zone, (districts,); ``weight`` says by what it is divided."""
    return by_zone @ zone_parts(weight)
