"""Airports of mainland China with their own facts: where they lie, who lives around them, and how far the next hub is.

Each is a set of facts and parameters in which those of Lukou are replaced. What nobody has on record is left as unknown
(no routes at the start, no conclusions from flights of 2019) or the same as at Lukou (who might fly a market, seats of a
flight, what airlines cost).
"""

import functools
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

from model.facts import Facts, facts
from model.facts.tables import frozen, number, rows
from model.parameters import Parameters

DATA = Path(__file__).parents[1] / "data"
EARTH_KM = 6371.0
FREE_RIGHTS = 1000.0
"""Weekly flights that no right holds back: nobody has the rights of other airports on record."""


class Airport(NamedTuple):
    """One airport's own facts.

    ``people_m`` million people live within its reach, with ``relative_income`` times the nation's output per head;
    the next ``hub`` is ``hub_hours`` each way and ``hub_fare_usd`` both ways from the city; ``visitors_2019`` people
    from abroad slept there: those counted, less the visitors of a day where these are counted too.
    """

    code: str
    en: str
    zh: str
    latitude: float
    longitude: float
    people_m: float
    relative_income: float
    hub: str
    hub_hours: float
    hub_fare_usd: float
    visitors_2019: float
    source: str


@functools.cache
def airports() -> tuple[Airport, ...]:
    """Return the airports of ``calibration/data/airports.csv``, Lukou first."""
    return tuple(
        Airport(
            code=row["airport"],
            en=row["en"],
            zh=row["zh"],
            latitude=number(row["latitude"]),
            longitude=number(row["longitude"]),
            people_m=number(row["people_m"]),
            relative_income=number(row["relative_income"]),
            hub=row["hub"],
            hub_hours=number(row["hub_hours"]),
            hub_fare_usd=number(row["hub_fare_usd"]),
            visitors_2019=number(row["visitors_2019"]) * number(row["overnight_share"]),
            source=row["source"],
        )
        for row in rows("airports", DATA)
    )


def great_circle_km(latitude: np.ndarray, longitude: np.ndarray, to: tuple[float, float]) -> np.ndarray:
    """Return the distance of places to a point, km; all angles in degrees."""
    north, east, (at, along) = np.radians(latitude), np.radians(longitude), np.radians(to)
    cosine = np.sin(north) * np.sin(at) + np.cos(north) * np.cos(at) * np.cos(east - along)
    return EARTH_KM * np.arccos(np.clip(cosine, -1, 1))


def distances_km(airport: Airport) -> np.ndarray:
    """Return the distance of each origin's main place to the airport, km, (origins,); the rest of the world's is that of Nanjing."""
    place, km = {row["iso3"]: row for row in rows("origin_places", DATA)}, facts().distance_km.copy()
    known = [i for i, code in enumerate(facts().origins) if code in place]
    found = [place[facts().origins[i]] for i in known]
    north, east = (np.array([number(row[field]) for row in found]) for field in ("latitude", "longitude"))
    km[known] = great_circle_km(north, east, (airport.latitude, airport.longitude))
    return km


def facts_of(airport: Airport) -> Facts:
    """Return the facts with the airport in the place of Lukou: its distances, no route on record, and rights that do not bind."""
    f, km = facts(), distances_km(airport)
    return replace(
        f,
        distance_km=frozen(km),
        land_hours=frozen(f.land_hours * km / f.distance_km),
        past_routes=(),
        flights_2019_weekly=frozen(np.full(km.size, np.nan)),
        airlines_2019_weekly=frozen(np.zeros_like(f.airlines_2019_weekly)),
        rights_2022_weekly=frozen(np.full(km.size, FREE_RIGHTS)),
    )


def parameters_of(airport: Airport, p: Parameters) -> Parameters:
    """Return the values with the airport's hinterland and its way to the hub; all others are those of ``p``."""
    income = p["residents.income_per_head_usd"] * airport.relative_income / p["residents.hinterland_relative_income"]
    own = {
        "residents.hinterland_people_m": airport.people_m,
        "residents.hinterland_relative_income": airport.relative_income,
        "residents.income_per_head_usd": income,
        "travel.rail_hours": airport.hub_hours,
        "travel.rail_fare_usd": airport.hub_fare_usd,
    }
    return Parameters({**p.values(), **own})
