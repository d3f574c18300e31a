"""Customers, workers and carriage along corridors and in the metropolitan area: what shorter trains and open borders reach.

Customers count by output times what is left of it over the hours of the trip; what a licence of Nanjing does not cover in
a neighbouring city is lost to its firms. Workers count by people over the time of a commute. Both are worth the same for
every zone: they are no reason to take one zone of the city before another.
"""

import numpy as np

from common.vocabulary import CITIES
from model.city_protocol import City
from model.facts.places import corridors, metro_cities
from model.rules.places import PlacesInForce

MINUTES = 60
"""Of an hour."""


class Reach:
    """What a trip, a commute and a load of goods meet.

    Args:
        model: the pilot model.
    """

    def __init__(self, model: City) -> None:
        self.p, self.facts = model.parameters.room("places"), model.facts
        self.market_weight, self.labour_weight = self.p.market_weight, self.p.labour_weight
        self.corridors, self.metro = corridors(), metro_cities()
        self.own_gdp = self.facts.gdp_cny_mn_2022 / 1000
        self.own_people = self.facts.population_2022 / 1e6
        usual = PlacesInForce()
        self.customers_2022, self.workers_2022 = self.customers(usual), self.workers(usual)

    def sooner(self, places: PlacesInForce) -> np.ndarray:
        """Return hours by which trips along each corridor shorten, waiting for the next train included, (corridors,).

        Further trains shorten the wait, a quarter of the time between two in each direction, the less the more there are.
        """
        trains = self.corridors.trains_a_day
        wait, wait_now = (self.p.service_hours / (2 * n) for n in (trains, trains + places.trains_a_day))
        return np.minimum(
            places.minutes_saved / MINUTES + wait - wait_now, self.p.most_sooner * self.corridors.hours[:, 0]
        )

    def customers(self, places: PlacesInForce) -> float:
        """Return output within reach of a firm of Nanjing, billion CNY of 2021-22."""
        p, lines, metro = self.p, self.corridors, self.metro
        share = self.sooner(places) / lines.hours[:, 0]
        far = lines.gdp_bn_cny * np.exp(-lines.hours * (1 - share[:, None]) / p.travel_reach)
        covered = 1 - p.metro_barrier * (1 - places.shared_licences)
        near = metro.gdp_bn_cny * covered * np.exp(-self.metro_hours(places) / p.travel_reach)
        return float(self.own_gdp + far.sum() + near.sum())

    def workers(self, places: PlacesInForce) -> float:
        """Return people within reach as workers of a firm of Nanjing, million."""
        near = self.p.commuters * self.metro.residents_m * np.exp(-self.metro_hours(places) / self.p.commuting_reach)
        return float(self.own_people + near.sum())

    def metro_hours(self, places: PlacesInForce) -> np.ndarray:
        """Return hours between Nanjing and the cities of its metropolitan area, (cities,)."""
        hours = self.metro.hours
        return np.maximum(hours - places.commuting_minutes / MINUTES, (1 - self.p.most_sooner) * hours)

    def worth(self, places: PlacesInForce) -> np.ndarray:
        """Return what is reached more than in 2022 in utility points of an investor, (sectors,); meetings count by sector."""
        if not self.touched(places):
            return np.zeros(self.facts.meetings.size)
        customers = np.log(self.customers(places) / self.customers_2022) * self.facts.meetings
        return self.market_weight * customers + self.labour_weight * np.log(self.workers(places) / self.workers_2022)

    def touched(self, places: PlacesInForce) -> bool:
        """Whether anything shortens a way or opens a border."""
        lines = places.minutes_saved.any() or places.trains_a_day.any()
        return bool(lines or places.shared_licences or places.commuting_minutes)

    def rail_saved(self, places: PlacesInForce) -> np.ndarray:
        """Return hours saved on the way by rail between Nanjing and each rival city, (cities,)."""
        lines, saved = self.corridors, np.zeros(len(CITIES))
        if not self.touched(places):
            return saved
        share = self.sooner(places) / lines.hours[:, 0]
        for (line, end), city in np.ndenumerate(lines.cities):
            if city >= 0:
                saved[city] = share[line] * lines.hours[line, end]
        return saved

    def carriage_saved(self, places: PlacesInForce) -> float:
        """Return what cheaper carriage along the corridors saves, share of the value of all goods trade."""
        return float((self.corridors.goods_share * self.corridors.carriage_share) @ places.carriage_saved)
