"""Rules of places: platforms, parks elsewhere, corridors, the metropolitan area, and land that may be rebuilt."""

from typing import NamedTuple

import numpy as np

from common.vocabulary import CORRIDORS, METRO_CITIES, PLATFORM_RULES, PLATFORMS
from model.rules.nothing import none


class PlacesInForce(NamedTuple):
    """What the lever of places does in a month, each as the month's mean."""

    rules: np.ndarray = none(PLATFORM_RULES, PLATFORMS)
    """Share of the gap to the platform where a rule gives most that is closed, 0-1, (rules, platforms)."""
    hectares: np.ndarray = none(PLATFORMS[:-1])
    """Land that platforms take in, hectares, (platforms without the rest of the city,)."""
    enclave_hectares: np.ndarray = none(METRO_CITIES)
    """Enclave parks, hectares, (cities of the metropolitan area,)."""
    enclave_tax_hectares: np.ndarray = none(METRO_CITIES)
    """The same times Nanjing's share of their tax, (cities of the metropolitan area,)."""
    minutes_saved: np.ndarray = none(CORRIDORS)
    """Minutes by which fast trains are quicker, (corridors,)."""
    trains_a_day: np.ndarray = none(CORRIDORS)
    """Further fast trains a day, both ways, (corridors,)."""
    carriage_saved: np.ndarray = none(CORRIDORS)
    """Share of the cost of carriage saved, (corridors,)."""
    shared_licences: float = 0.0
    """Share of licences of Nanjing that hold in the whole metropolitan area as well, 0-1."""
    commuting_minutes: float = 0.0
    """Minutes saved between Nanjing and the cities of the metropolitan area."""
    overseas_hectares: np.ndarray | float = 0.0
    """Parks abroad, hectares, (origins,)."""
    overseas_support_hectares: np.ndarray | float = 0.0
    """The same times support of each firm there, million CNY a year, (origins,)."""


NO_PLACES = PlacesInForce()


class Site(NamedTuple):
    """Land that may be rebuilt or used otherwise: zone and use as indices, floor space in m2, times in calendar months.

    ``plot_ratio`` is floor space over land of what is built. Nobody takes land up from ``end`` on. ``term_months`` is
    how long a temporary use lasts after it was taken up, infinity where land is rebuilt for good; ``by_city`` says that
    the city builds itself, at once, instead of leaving it to builders.
    """

    zone: int
    use: int
    taken_m2: float
    delivered_m2: np.ndarray
    start: float
    build_months: float
    plot_ratio: float
    end: float = np.inf
    term_months: float = np.inf
    by_city: bool = False

    @property
    def land_m2(self) -> float:
        """Land of the whole site, m2."""
        return float(np.sum(self.delivered_m2) / self.plot_ratio)
