"""Places: rules and land of national platforms, enclave parks, corridors, the metropolitan area and parks abroad.

What actions of one kind do is added up: half and half make a whole. A rule's gap can be closed once, a trip cannot
become shorter than it can be, a load cannot be carried for nothing.
"""

import math
from dataclasses import dataclass

import numpy as np

from common.vocabulary import CORRIDORS, METRO_CITIES, PLATFORM_RULES, PLATFORMS
from model.facts import Facts
from model.facts.districts import platforms
from model.levers.actions import Action, Plan
from model.parameters import Parameters
from model.rules.places import PlacesInForce

SPREAD_MONTHS = {"area": 12, "enclaves": 24}
"""Months over which the public cost of land is paid, from its start."""


@dataclass(frozen=True, kw_only=True)
class PlatformRule(Action):
    """A rule given to platforms: to those named, or to all of the kinds named, by a share of what they lack against the best."""

    platforms: tuple[str, ...]
    rule: str
    share: float = 1.0
    cost_cny_mn_a_year: float = 0.0


@dataclass(frozen=True, kw_only=True)
class PlatformArea(Action):
    """Land that a platform's boundary takes in, hectares."""

    platform: str
    hectares: float


@dataclass(frozen=True, kw_only=True)
class EnclavePark(Action):
    """A park of Nanjing's in a neighbouring city, hectares, and Nanjing's share of its tax."""

    city: str
    hectares: float
    tax_share: float


@dataclass(frozen=True, kw_only=True)
class Corridor(Action):
    """Quicker and more trains, and cheaper carriage (share saved), along a corridor."""

    corridor: str
    minutes_saved: float = 0.0
    trains_a_day: float = 0.0
    carriage_saved: float = 0.0
    cost_cny_mn_a_year: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Metropolitan(Action):
    """Licences that hold in the whole metropolitan area (share of them), and minutes saved between Nanjing and its cities."""

    shared_licences: float = 0.0
    commuting_minutes: float = 0.0
    cost_cny_mn_a_year: float = 0.0


@dataclass(frozen=True, kw_only=True)
class OverseasPark(Action):
    """A park abroad for firms of Nanjing: where, hectares, and support of each firm there, million CNY a year."""

    origin: str
    hectares: float
    support_cny_mn_per_firm: float = 0.0


PlaceAction = PlatformRule | PlatformArea | EnclavePark | Corridor | Metropolitan | OverseasPark


def write(plan: Plan, facts: Facts, p: Parameters, month: int) -> dict[str, PlacesInForce]:
    """Return what the actions of a plan do in a calendar month."""
    most_saved = p["places.most_carriage_saved"]
    if not plan.places:
        nobody = np.zeros(len(facts.origins))
        return {"places": PlacesInForce(overseas_hectares=nobody, overseas_support_hectares=nobody)}
    rules, hectares = np.zeros((len(PLATFORM_RULES), len(PLATFORMS))), np.zeros(len(PLATFORMS) - 1)
    enclaves, lines = np.zeros((2, len(METRO_CITIES))), np.zeros((3, len(CORRIDORS)))
    overseas, metro = np.zeros((2, len(facts.origins))), np.zeros(2)
    for action in plan.places:
        share = action.share_of(month)
        if isinstance(action, PlatformRule):
            rules[PLATFORM_RULES.index(action.rule), named(action.platforms)] += share * action.share
        elif isinstance(action, PlatformArea):
            hectares[PLATFORMS.index(action.platform)] += share * action.hectares
        elif isinstance(action, EnclavePark):
            enclaves[:, METRO_CITIES.index(action.city)] += share * action.hectares * np.array([1, action.tax_share])
        elif isinstance(action, Corridor):
            done = (action.minutes_saved, action.trains_a_day, action.carriage_saved)
            lines[:, CORRIDORS.index(action.corridor)] += share * np.array(done)
        elif isinstance(action, Metropolitan):
            metro += share * np.array([action.shared_licences, action.commuting_minutes])
        else:
            terms = np.array([1, action.support_cny_mn_per_firm])
            overseas[:, facts.origin_index[action.origin]] += share * action.hectares * terms
    in_force = PlacesInForce(
        rules=np.minimum(rules, 1.0),
        hectares=hectares,
        enclave_hectares=enclaves[0],
        enclave_tax_hectares=enclaves[1],
        minutes_saved=lines[0],
        trains_a_day=lines[1],
        carriage_saved=np.minimum(lines[2], most_saved),
        shared_licences=min(float(metro[0]), 1.0),
        commuting_minutes=float(metro[1]),
        overseas_hectares=overseas[0],
        overseas_support_hectares=overseas[1],
    )
    return {"places": in_force}


def named(words: tuple[str, ...]) -> list[int]:
    """Return places among the platforms of those named, or of the kinds named, each once."""
    kinds = [one.kind for one in platforms()]
    return [
        place
        for place, platform in enumerate(PLATFORMS)
        if platform in words or (place < len(kinds) and kinds[place] in words)
    ]


def cost(plan: Plan, p: Parameters, month: int) -> float:
    """Return planned public cost in a calendar month, million CNY at prices of 2022.

    Land is paid for over the first months of an action, by how much of them falls in this one; the rest by the year. What
    firms take of support, on platforms and in parks abroad, is added by the room as they take it.
    """
    room = p.room("places")
    paid: list[float] = []
    of_area, of_enclaves = room.area_cost_cny_mn_per_hectare, room.enclave.cost_cny_mn_per_hectare
    for action in plan.places:
        if isinstance(action, PlatformArea):
            paid.append(action.hectares * of_area * _part(action, month, SPREAD_MONTHS["area"]))
        elif isinstance(action, EnclavePark):
            paid.append(action.hectares * of_enclaves * _part(action, month, SPREAD_MONTHS["enclaves"]))
        elif not isinstance(action, OverseasPark):
            paid.append(action.share_of(month) * action.cost_cny_mn_a_year / 12)
    return math.fsum(paid)


def _part(action: Action, month: int, months: int) -> float:
    """Return the share of what is paid over the first months of an action that falls in a calendar month."""
    end = min(action.start + months, action.end)
    return max(0.0, min(end, month + 1) - max(action.start, month)) / months
