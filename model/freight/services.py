"""What carries goods between Nanjing and abroad: rates, days, departures and capacity by service and market.

A service is a mode with its gate. Lukou's flights, trains of Nanjing and parcel cars of fast trains have limited room;
what other airports, stations, ships and trucks take is not limited by what Nanjing sends.
"""

import functools
from typing import NamedTuple

import numpy as np

from common.vocabulary import FREIGHT_MARKETS, GOODS, TRAINS
from model.facts import facts
from model.facts.goods import FLOWS
from model.facts.tables import Table, frozen, number, rows

SERVICES = (
    "lukou",
    "airports_road",
    "airports_rail",
    "train",
    "other_trains",
    "sea_direct",
    "river_sea",
    "road_port",
)
LUKOU, AIRPORTS_ROAD, AIRPORTS_RAIL, TRAIN, OTHER_TRAINS, SEA_DIRECT, RIVER_SEA, ROAD_PORT = range(len(SERVICES))
LIMITED = LUKOU, AIRPORTS_RAIL, TRAIN
"""Services with limited room."""
BY_RAIL = tuple(
    FREIGHT_MARKETS.index({"central_asia": "russia_central_asia"}.get(corridor, corridor)) for corridor in TRAINS
)
"""Market to which the trains of each corridor run."""
CLASSES = 5


class Services(NamedTuple):
    """Read-only."""

    rate: np.ndarray
    """Usual rate, CNY a kg, infinite where a service does not run, (services, flows, markets)."""
    days: np.ndarray
    """Days from gate to gate, (services, markets)."""
    departures: np.ndarray
    """Weekly departures in 2022, nan for Lukou and Nanjing's trains, which depend on what flies and runs, (services, markets)."""
    flights: np.ndarray
    """Weekly return flights of freighters at the end of 2022, (markets,)."""
    flight_tonnes: np.ndarray
    """Hold of a freighter, tonnes, (markets,)."""
    trains: np.ndarray
    """Weekly trains in 2022, both directions counted, (markets,)."""
    province: np.ndarray
    """International trains of Jiangsu in 2022, (markets,)."""
    train_tonnes: np.ndarray
    """Goods on a full train, tonnes, (markets,)."""
    worth: np.ndarray
    """Worth of a kilogram by fifth of a kind's trade, CNY, (goods, classes, flows)."""
    boxed: np.ndarray
    """Share of a kind's tonnes that travel in boxes by sea, (goods, flows)."""
    member: np.ndarray
    """Which market an origin belongs to, 0 or 1, (markets, origins)."""


@functools.cache
def services() -> Services:
    """Return the tables ``freight_services``, ``freight_carriers``, ``freight_goods`` and ``freight_markets``.

    Raises:
        ValueError: an origin that belongs to no market or to two.
    """
    size = len(SERVICES), len(FREIGHT_MARKETS)
    rate, days, departures = np.full((size[0], len(FLOWS), size[1]), np.inf), np.ones(size), np.full(size, np.nan)
    for row in rows("freight_services"):
        service, market = SERVICES.index(row["service"]), FREIGHT_MARKETS.index(row["market"])
        rate[service, :, market] = number(row["cny_kg_out"]), number(row["cny_kg_in"])
        days[service, market], departures[service, market] = number(row["days"]), number(row["weekly_departures"])
    carriers = {kind: np.zeros((3, size[1])) for kind in ("freighter", "train")}
    for row in rows("freight_carriers"):
        market = FREIGHT_MARKETS.index(row["market"])
        carriers[row["service"]][:, market] = [number(row[name]) for name in ("weekly_2022", "tonnes", "jiangsu_2022")]
    goods = Table("freight_goods", "kind", GOODS)
    median = np.stack([goods.array("exports_cny_kg"), goods.array("imports_cny_kg")], axis=1)
    boxed = np.stack([goods.array("boxed_exports"), goods.array("boxed_imports")], axis=1)
    worth = median[:, None] * np.exp(goods.array("spread")[:, None] * _middles())[:, :, None]
    of_market = dict(
        zip(FREIGHT_MARKETS, Table("freight_markets", "market", FREIGHT_MARKETS).text("members"), strict=True)
    )
    member = np.array([[code in of_market[word].split() for code in facts().origins] for word in FREIGHT_MARKETS])
    if not (member.sum(axis=0) == 1).all():
        raise ValueError("freight_markets.csv: each origin must belong to one market")
    (flights, flight_tonnes, _), (trains, train_tonnes, province) = carriers["freighter"], carriers["train"]
    parts = rate, days, departures, flights, flight_tonnes, trains, province, train_tonnes, worth, boxed, member
    return Services(*(frozen(part) for part in parts))


def _middles() -> np.ndarray:
    """Mean of a standard normal within each fifth: a kind's trade is five equal parts by worth of a kilogram."""
    from scipy.special import ndtri  # who reads a scenario file names services, but asks for no worth: no need to wait

    bounds = ndtri(np.linspace(0, 1, CLASSES + 1))
    return -np.diff(np.exp(-(bounds**2) / 2) / np.sqrt(2 * np.pi)) * CLASSES
