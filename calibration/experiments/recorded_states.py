"""Recorded series of a run: monthly results, and states behind them that results files do not hold.

States are expectations where the model has them (expected new firms), so that chance events of single agents do not
hide an effect.
"""

import numpy as np

from model.firms.investors import by_source
from model.pilot import PilotModel
from model.visitors.getting_in import DIRECT, VIA_HUB

RESULTS = (
    "visitors",
    "visitor_nights",
    "visitor_spending",
    "visitors_by_way",
    "rival_visitors",
    "rival_fdi",
    "goods_exports",
    "goods_imports",
    "services_exports",
    "services_imports",
    "fdi_by_origin",
    "new_foreign_firms",
    "foreign_firms",
    "duty_free_sales",
    "weekly_flights",
    "seats",
    "load_factor",
    "talent",
    "rent",
    "floor_space",
    "gdp",
)
"""Variables of ``model.variables`` that experiments measure."""
Series = dict[str, np.ndarray]
"""Variable or state -> float32 array, months first."""


def states(city: PilotModel) -> Series:
    """Return the states of the city after a month.

    ``firms_by_source`` and ``entry_by_source`` have the origins of :mod:`model.facts` and the mainland last; entries are
    new firms to be expected in a month. ``first_stops`` are visitors who come to Nanjing first. Residents ``residents_wanting`` would take a direct seat if there was one;
    ``residents_bound`` go to each market by any way, ``residents_by_hub`` of them through a hub. ``worth_by_zone`` is what place
    has come to be worth to firms there since the start, utility points.
    """
    firms, carriers, visitors, world = city.firms, city.carriers, city.visitors, city.world
    trading = firms.trading
    expected = firms.expected * by_source(world.fdi_count_index, world.investors_by_source)[:, None]
    return {
        "firms_by_source": firms.foreign.sum(axis=1),
        "entry_by_source": expected.sum(axis=1),
        "entry_by_sector": expected.sum(axis=0),
        "links": trading.traders.links.sum(axis=(0, 2)),
        "timetable": carriers.timetable,
        "direct_passengers": carriers.passengers.carried,
        "residents_wanting": carriers.passengers.wanting_residents,
        "residents_direct": carriers.passengers.carried_residents,
        "residents_bound": carriers.passengers.bound_residents,
        "residents_by_hub": (carriers.passengers.bound_residents - carriers.passengers.carried_residents)
        * carriers.passengers.residents.hub_share(carriers.passengers.at_home),
        "first_stops": visitors.by_way[:, DIRECT] + visitors.first_otherwise,
        "hub_visitors": visitors.by_way[:, VIA_HUB],
        "trip_cost": city.wires.hear("flights_to_firms"),
        "business_trade": city.wires.hear("trade_to_visitors"),
        "let": city.zones.let,
        "worth_by_zone": firms.offered.place.mean(axis=1),
    }


def watched(city: PilotModel) -> Series:
    """Return all recorded results and states of one month."""
    return {key: np.asarray(city.month_results[key], dtype=np.float32) for key in RESULTS} | {
        key: np.asarray(value, dtype=np.float32) for key, value in states(city).items()
    }
