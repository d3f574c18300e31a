"""Dated national entry rules: visa-free stay by origin, and transit without visa.

A rule holds from its date until the next event of the same origin or place. Times are calendar months since
2013-01 as real numbers, as in :mod:`model.facts.months`: 2023-12-01 is 131.0.
"""

import math
from datetime import date
from operator import attrgetter
from typing import NamedTuple

import numpy as np

from common.vocabulary import CITIES
from model.facts.months import real_month
from model.facts.tables import frozen, number, rows


class VisaEvent(NamedTuple):
    """From ``month`` on, nationals of origin number ``origin`` may stay ``days`` without a visa (0: visa needed)."""

    origin: int
    month: float
    days: float


class TransitEvent(NamedTuple):
    """From ``month`` on, transit without visa lasts up to ``hours`` for those who enter at ``place``."""

    place: str
    month: float
    hours: float


def read_rules(origins: tuple[str, ...]) -> tuple[tuple[VisaEvent, ...], tuple[TransitEvent, ...], np.ndarray]:
    """Return visa events, transit events, both by date, and the month from which each origin may use transit, (origins,).

    An origin that never may has infinity.

    Raises:
        ValueError: an unknown rule, or an origin or place that is not known.
    """
    visas, transits, eligible = [], [], np.full(len(origins), math.inf)
    for row in rows("visa_events"):
        who, rule = row["who"], row["rule"]
        month, value = real_month(date.fromisoformat(row["from"])), number(row["value"])
        if rule == "stay_days" and who in origins:
            visas.append(VisaEvent(origins.index(who), month, value))
        elif rule == "transit_hours" and who in (*CITIES, "nanjing"):
            transits.append(TransitEvent(who, month, value))
        elif rule == "transit_eligible" and who in origins:
            eligible[origins.index(who)] = month
        else:
            raise ValueError(f"visa_events.csv: no rule {rule!r} for {who!r}")
    by_month = attrgetter("month")
    return tuple(sorted(visas, key=by_month)), tuple(sorted(transits, key=by_month)), frozen(eligible)


ENTRY_ABROAD = ("visa", "easy", "free")
"""How Chinese travellers enter a destination: a visa in advance, an electronic one or one on arrival, none."""


class AbroadEvent(NamedTuple):
    """From ``month`` on, Chinese travellers enter destination number ``origin`` as number ``entry`` of ``ENTRY_ABROAD``."""

    origin: int
    month: float
    entry: int


def read_rules_abroad(origins: tuple[str, ...]) -> tuple[AbroadEvent, ...]:
    """Return the destinations' rules for Chinese travellers, by date.

    Raises:
        ValueError: an unknown entry or destination, or a destination without a rule.
    """
    events = [
        AbroadEvent(
            origins.index(row["iso3"]), real_month(date.fromisoformat(row["from"])), ENTRY_ABROAD.index(row["entry"])
        )
        for row in rows("outbound_rules")
    ]
    if {event.origin for event in events} != set(range(len(origins))):
        raise ValueError("outbound_rules.csv: a destination has no rule")
    return tuple(sorted(events, key=attrgetter("month")))


def entry_abroad_in_force(events: tuple[AbroadEvent, ...], origins: int, month: float) -> np.ndarray:
    """Return the number of each destination's rule in ``ENTRY_ABROAD`` at a moment, (origins,), integers."""
    entry = np.zeros(origins, dtype=int)
    for event in events:
        if event.month <= month:
            entry[event.origin] = event.entry
    return entry


def stay_in_force(events: tuple[VisaEvent, ...], origins: int, month: float) -> np.ndarray:
    """Return visa-free stay in days at a moment, shape (origins,), 0 where a visa is needed."""
    days = np.zeros(origins)
    for event in events:
        if event.month <= month:
            days[event.origin] = event.days
    return days


def transit_in_force(events: tuple[TransitEvent, ...], place: str, month: float) -> float:
    """Return transit without visa at a place and moment, hours, 0 where there is none yet."""
    return next((event.hours for event in reversed(events) if event.place == place and event.month <= month), 0.0)
