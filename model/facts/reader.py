"""Build :class:`model.facts.Facts` from the data tables."""

from collections import defaultdict

import numpy as np

from common.vocabulary import CARRIER_TYPES, CITIES, PURPOSES, SECTORS, USES, ZONES
from model.facts import Facts, national, rules
from model.facts.goods import joint_shares
from model.facts.months import month_index
from model.facts.route_history import past_routes
from model.facts.tables import Table, frozen, grid, number, rows

MONTHS_OF_THE_YEAR = tuple(str(month) for month in range(1, 13))
NATIONAL_YEARS = (2023, 2024, 2025)
END_OF_2022 = month_index(2023, 1) - 0.01
"""The last moment of the year, as a real month."""


def read_facts() -> Facts:
    """Return all facts from the tables under ``model/data/``.

    Raises:
        ValueError: a table that is incomplete or has a row without source.
        TypeError: a name in ``levels.csv`` that is not a field of the facts.
    """
    origins = tuple(row["iso3"] for row in rows("origins"))
    return Facts(
        origins=origins,
        origin_index={code: i for i, code in enumerate(origins)},
        **_origins(origins),
        **_travel(origins),
        **_entry_rules(origins),
        **_trade_and_capital(origins),
        **_cities(),
        **_sectors_and_zones(),
        **_levels(),
    )


def _levels() -> dict:
    return {row["name"]: number(row["value"]) for row in rows("levels")}


def _origins(origins: tuple[str, ...]) -> dict:
    table = Table("origins", "iso3", origins)
    gdp, people = table.array("gdp_usd_bn_2022"), table.array("population_m_2022")
    return {
        "iso_numeric": table.array("iso_numeric", np.uint32),
        **{field: table.text(field) for field in ("name_en", "name_zh", "region")},
        **{field: table.array(field) for field in ("distance_km", "gdp_usd_bn_2019")},
        "gdp_usd_bn_2022": gdp,
        "population_m": people,
        "income_per_head_usd": frozen(gdp / people * 1e3),
    }


def _travel(origins: tuple[str, ...]) -> dict:
    trips, access = Table("origin_trips", "iso3", origins), Table("origin_access", "iso3", origins)
    outbound = Table("outbound", "iso3", origins)
    return {
        **{f: trips.array(f) for f in ("china_overnight_2019", "china_trips_2019", "nanjing_visitors_2019")},
        **{f: access.array(f) for f in ("rights_2022_weekly", "seats_per_flight", "residents_share", "land_hours")},
        "shanghai_weekly_2019": access.array("shanghai_weekly_2019"),
        "outbound_by_air_2019": frozen(outbound.array("arrivals_2019") * outbound.array("by_air_from_afar")),
        "past_routes": past_routes(),
        "flights_2019_weekly": _flights(origins, "weekly_flights_2019"),
        "flights_2022_weekly": _flights(origins, "weekly_flights_2022"),
        **_airlines(origins),
        **_purposes(origins),
        **_rail(),
        "season": _season(),
    }


def _flights(origins: tuple[str, ...], field: str) -> np.ndarray:
    """Return weekly return flights of each origin: the sum over its routes."""
    flights = np.zeros(len(origins))
    for row in rows("routes"):
        flights[origins.index(row["iso3"])] += number(row[field])
    return frozen(flights)


RAIL_CITIES = ("shanghai", "suzhou", "hangzhou", "hefei", "nanjing")
"""Cities of the region whose rail links are facts."""


def _rail() -> dict:
    hours, fares = np.zeros((2, len(RAIL_CITIES), len(RAIL_CITIES)))
    for row in rows("rail_links"):
        link = RAIL_CITIES.index(row["from"]), RAIL_CITIES.index(row["to"])
        for table, field in ((hours, "hours"), (fares, "fare_cny")):
            table[link] = table[link[::-1]] = number(row[field])
    if np.count_nonzero(hours) != hours.size - len(RAIL_CITIES):
        raise ValueError("rail_links.csv: two cities of the region lack a link")
    return {"rail_hours": frozen(hours), "rail_fare_cny": frozen(fares)}


def _airlines(origins: tuple[str, ...]) -> dict:
    """Return who flies and might fly each market, and who of their passengers connects."""
    flights, may_fly, connecting = np.zeros((3, len(origins), len(CARRIER_TYPES)))
    for row in rows("airlines"):
        place = origins.index(row["iso3"]), CARRIER_TYPES.index(row["airline"])
        flights[place], may_fly[place] = number(row["weekly_flights_2019"]), 1
        connecting[place] = number(row["connecting_share"])
    return {
        "airlines_2019_weekly": frozen(flights),
        "may_fly": frozen(may_fly, bool),
        "connecting_share": frozen(connecting),
    }


def _purposes(origins: tuple[str, ...]) -> dict:
    table = Table("origin_purposes", "iso3", origins)
    mix = np.stack([table.array(purpose) for purpose in PURPOSES], axis=1)
    if np.abs(mix.sum(axis=1) - 1).max() > 1e-6:
        raise ValueError("origin_purposes.csv: the shares of an origin do not sum to 1")
    return {"purpose_mix_2019": frozen(mix), "market": table.text("market")}


def _season() -> np.ndarray:
    season = grid("purpose_season", (("month", MONTHS_OF_THE_YEAR), ("purpose", PURPOSES)), "season")
    return frozen(season / season.mean(axis=0))


def _entry_rules(origins: tuple[str, ...]) -> dict:
    visas, transits, eligible = rules.read_rules(origins)
    return {
        "visa_events": visas,
        "abroad_events": rules.read_rules_abroad(origins),
        "transit_events": transits,
        "transit_eligible_from": eligible,
        "transit_eligible_2022": frozen(eligible <= END_OF_2022, bool),
        "visa_free_days_2022": frozen(rules.stay_in_force(visas, len(origins), END_OF_2022)),
        "transit_hours_shanghai_2022": rules.transit_in_force(transits, "shanghai", END_OF_2022),
        "transit_hours_nanjing_2022": rules.transit_in_force(transits, "nanjing", END_OF_2022),
    }


def _trade_and_capital(origins: tuple[str, ...]) -> dict:
    table = Table("origin_trade", "iso3", origins)
    shares = ("fdi_share_2022", "fdi_project_share_2022", "goods_export_share", "goods_import_share")
    return {
        **{field: _shares(table.array(field)) for field in (*shares, "services_trade_share")},
        "goods_share": joint_shares(origins, np.stack([_shares(table.array(f)) for f in shares[2:]])),
        "digital_stri": table.array("digital_stri_2022"),
        "fdi_season": _shares(Table("fdi_season", "month", MONTHS_OF_THE_YEAR).array("share")),
        "national_fdi_value_index": national.value_index(NATIONAL_YEARS),
        "national_fdi_number_index": national.number_index(NATIONAL_YEARS),
        "fuel_price_usd": {int(row["year"]): number(row["usd_per_barrel"]) for row in rows("fuel_prices")},
        "yearly_exchange_rate": {int(row["year"]): number(row["cny_per_usd"]) for row in rows("exchange_rate")},
    }


def _shares(values: np.ndarray) -> np.ndarray:
    """Return shares that sum to 1 exactly; the tables hold them rounded."""
    if abs(values.sum() - 1) > 1e-3:
        raise ValueError(f"shares sum to {values.sum():.4f} instead of 1")
    return frozen(values / values.sum())


def _cities() -> dict:
    table = Table("rivals", "city", CITIES)
    fields = ("visitors_2019", "interior_visitors_2019", "fdi_musd_2022", "km_from_nanjing")
    series: dict[tuple[str, str], list[tuple[int, float]]] = defaultdict(list)
    for row in rows("panel"):
        series[row["city"], row["indicator"]].append((int(row["year"]), number(row["value"])))
    return {
        **{f"rival_{field}": table.array(field) for field in fields},
        "city_panel": {key: _series(points) for key, points in series.items()},
    }


def _series(points: list[tuple[int, float]]) -> tuple[np.ndarray, np.ndarray]:
    years, values = zip(*sorted(points), strict=True)
    return frozen(years, int), frozen(values)


def _sectors_and_zones() -> dict:
    sectors, zones = Table("sectors", "sector", SECTORS), Table("zones", "zone", ZONES)
    space = (("zone", ZONES), ("use", USES))
    rules_2022 = ("restrictiveness", "equity_cap", "open_elsewhere", "licensing_days")
    firms_2022 = ("foreign_firms_2022", "employees_per_foreign_firm")
    by_zone = grid("zone_sectors", (("zone", ZONES), ("sector", SECTORS)), "share")
    if np.abs(by_zone.sum(axis=0) - 1).max() > 1e-3:
        raise ValueError("zone_sectors.csv: the shares of a sector over the zones do not sum to 1")
    projects, meetings = sectors.array("projects_per_year"), sectors.array("meetings")
    return {
        "meetings": frozen(meetings / (meetings @ projects / projects.sum())),
        "sector_fdi_share": _shares(sectors.array("fdi_share")),
        "sector_projects_per_year": projects,
        **{field: sectors.array(field) for field in (*rules_2022, *firms_2022)},
        "services_export_share": _shares(sectors.array("services_export_share")),
        "services_import_share": _shares(sectors.array("services_import_share")),
        "services_deliverable": Table("service_modes", "sector", SECTORS).array("deliverable"),
        "services_in_person": Table("service_modes", "sector", SECTORS).array("in_person"),
        "floor_space_m2": grid("zone_space", space, "floor_space_m2"),
        "rent": grid("zone_space", space, "rent_cny_m2_month"),
        "occupancy": grid("zone_space", space, "occupancy"),
        "plot_ratio": grid("zone_space", space, "plot_ratio"),
        "zone_sector_share": frozen(by_zone / by_zone.sum(axis=0)),
        "zone_land_km2": zones.array("land_km2"),
        "zone_residents": zones.array("residents"),
    }
