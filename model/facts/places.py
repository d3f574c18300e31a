"""Facts about places: rules of national platforms, corridors to other cities, and the metropolitan area."""

import functools
from typing import NamedTuple

import numpy as np

from common.vocabulary import CITIES, CORRIDORS, METRO_CITIES, PLATFORM_KINDS, PLATFORM_RULES
from model.facts import tables
from model.facts.districts import platforms
from model.facts.tables import Table


class Corridors(NamedTuple):
    """The corridors, (corridors,) or (corridors, ends) each; an end that is none has no output."""

    hours: np.ndarray
    """Hours by the usual fast train to each end, (corridors, ends)."""
    gdp_bn_cny: np.ndarray
    """Output at each end in 2021, (corridors, ends)."""
    cities: np.ndarray
    """Place of each end among the rival cities, -1: none of them, (corridors, ends)."""
    trains_a_day: np.ndarray
    """Fast trains a day, both ways, (corridors,)."""
    goods_share: np.ndarray
    """Share of Nanjing's goods trade that goes by it, (corridors,)."""
    carriage_share: np.ndarray
    """Cost of carriage along it as a share of the value of goods, (corridors,)."""


class MetroCities(NamedTuple):
    """The cities of the metropolitan area without Nanjing, (cities,) each."""

    residents_m: np.ndarray
    gdp_bn_cny: np.ndarray
    hours: np.ndarray
    """Hours to Nanjing by the fastest train, or by road."""
    rent: np.ndarray
    """Rent of industrial space over Nanjing's."""


@functools.cache
def platform_rules() -> np.ndarray:
    """Return what each rule gave on each platform in 2022, the rest of the city last, where it gives nothing, (rules, platforms + 1)."""
    by_kind = tables.grid("platform_rules", (("rule", PLATFORM_RULES), ("kind", PLATFORM_KINDS)), "value")
    kinds = [PLATFORM_KINDS.index(one.kind) for one in platforms()]
    return tables.frozen(np.hstack([by_kind[:, kinds], np.zeros((len(PLATFORM_RULES), 1))]))


@functools.cache
def corridors() -> Corridors:
    """Return the corridors.

    Raises:
        ValueError: a corridor that is missing, or an end that is no rival city.
    """
    table = Table("corridors", "corridor", CORRIDORS)
    ends = [table.text("city"), table.text("second_city")]
    cities = np.array([[CITIES.index(city) if city else -1 for city in end] for end in ends]).T
    hours = np.stack([table.array("hours"), np.nan_to_num(table.array("second_hours"))], axis=1)
    gdp = np.stack([table.array("gdp_bn_cny"), np.nan_to_num(table.array("second_gdp_bn_cny"))], axis=1)
    return Corridors(
        hours=tables.frozen(hours),
        gdp_bn_cny=tables.frozen(gdp),
        cities=tables.frozen(cities, int),
        trains_a_day=table.array("trains_a_day"),
        goods_share=table.array("goods_share"),
        carriage_share=table.array("carriage_share"),
    )


@functools.cache
def metro_cities() -> MetroCities:
    """Return the cities of the metropolitan area without Nanjing."""
    table = Table("metro_cities", "city", METRO_CITIES)
    return MetroCities(
        residents_m=table.array("residents_m"),
        gdp_bn_cny=table.array("gdp_bn_cny"),
        hours=tables.frozen(table.array("minutes") / 60),
        rent=table.array("rent"),
    )
