"""Parks elsewhere: enclave parks in neighbouring cities, and parks abroad.

Some investors who would have taken a zone of Nanjing for a plant take an enclave park, and so do some who would have gone
to other cities: a choice among plots. Firms of Nanjing go to parks abroad as these fill; they buy inputs at home
and replace some exports.
"""

import numpy as np

from common.vocabulary import SECTORS, USES
from model.city_protocol import City
from model.facts.places import metro_cities
from model.firms.investor_offer import rent_needs
from model.levers.mixed_land_use import M2_PER_HECTARE
from model.rules.places import PlacesInForce

MANUFACTURING = SECTORS.index("manufacturing")


class Enclaves:
    """Enclave parks as makers meet them, and the plants in them.

    Args:
        model: the pilot model.
    """

    def __init__(self, model: City) -> None:
        self.clock, self.p, firms = model.clock, model.parameters.room("places").enclave, model.parameters.room("firms")
        self.scale = firms.region_dissimilarity * firms.zone_dissimilarity
        facts, metro = model.facts, metro_cities()
        industry = USES.index("industry")
        land = (facts.floor_space_m2 / facts.plot_ratio)[:, industry] / M2_PER_HECTARE
        self.land = float(land.sum())
        """Industrial land of Nanjing, hectares."""
        makers = 1000 * model.parameters.room("home").parents.makers
        self.new_plants = makers * self.p.plants_a_year / self.clock.year
        """Plants that domestic makers of Nanjing build on new sites in a month, or in a part of it."""
        rent = -firms.value_weight * rent_needs(facts)[0][MANUFACTURING] * np.log(metro.rent)
        self.pull = np.exp((rent - self.p.distance * metro.hours) / self.scale)
        """Weight of a hectare in each city against one in Nanjing, (cities,)."""
        self.jobs = self.planned = self.tax_share = 0.0
        """Jobs in the plants, those that they have planned, and Nanjing's share of their tax."""

    def weight(self, places: PlacesInForce, by_tasks: float) -> float:
        """Return the weight of all enclave parks against Nanjing's own industrial land; parks of tasks lie as those of the nearest city."""
        return float((places.enclave_hectares @ self.pull + by_tasks * self.pull.max()) / self.land)

    def gain(self, weight: float) -> float:
        """Return what the parks add to Nanjing and its parks together for a maker, utility points."""
        return float(self.scale * np.log1p(weight))

    def receive(self, jobs: float, places: PlacesInForce, by_tasks: float) -> None:
        """Let plants come, and jobs come and go; parks that end keep their last terms.

        Domestic makers who build a plant choose among plots as foreign ones do; they are a number, not agents.

        Args:
            jobs: planned in foreign plants that came since the last call.
            places: the month's places.
            by_tasks: hectares that tasks bring.
        """
        p, year, weight = self.p, self.clock.year, self.weight(places, by_tasks)
        jobs += self.new_plants * weight / (1 + weight) * p.jobs_per_plant
        self.planned += jobs - self.planned * p.closing / year
        self.jobs += (self.planned - self.jobs) * self.clock.share / p.fill_months
        hectares = places.enclave_hectares.sum() + by_tasks
        shared = places.enclave_tax_hectares.sum() + by_tasks * p.usual_tax_share
        if hectares:
            self.tax_share = float(shared / hectares)

    @property
    def tax(self) -> float:
        """Nanjing's share of the tax of the plants, million CNY of 2022 a year."""
        return self.tax_share * self.jobs * float(self.p.tax_cny_per_job) / 1e6


class Overseas:
    """Parks abroad: firms of Nanjing in them, and what they do to exports.

    Args:
        model: the pilot model.
    """

    def __init__(self, model: City) -> None:
        self.clock, self.p, facts = model.clock, model.parameters.room("places").overseas, model.facts
        trade = model.parameters.room("trade")
        exports = facts.goods_share.sum(axis=0)[0] * facts.goods_export_share_of_trade * facts.goods_trade_cny_mn_2022
        self.exports = np.maximum(exports * (1 - trade.foreign_share), 1.0)
        """Goods exports of domestic firms to each partner in 2022, million CNY a year, (partners,)."""
        self.rate = facts.exchange_rate(2022)
        self.firms = np.zeros(len(facts.origins))
        """Firms of Nanjing in parks abroad, (partners,)."""

    def fill(self, places: PlacesInForce, by_tasks: np.ndarray) -> None:
        """Let firms go to the parks for a month, or for a part of it; some close."""
        p, year = self.p, self.clock.year
        plots = (places.overseas_hectares + by_tasks) * p.firms_per_hectare * p.from_nanjing
        taken = 1 - (1 - p.unsupported) * np.exp(-self.support(places, by_tasks) / p.support_that_wins)
        room = np.maximum(plots * taken - self.firms, 0.0)
        self.firms = self.firms + room * self.clock.share / p.fill_months
        empty = np.maximum(self.firms - plots * taken, 0.0)
        self.firms = self.firms - empty * p.closing / year

    def support(self, places: PlacesInForce, by_tasks: np.ndarray) -> np.ndarray:
        """Return support of each firm there, million CNY a year, mean of the parks of each partner, (partners,)."""
        hectares = places.overseas_hectares + by_tasks
        return places.overseas_support_hectares / np.maximum(hectares, 1e-9)

    def exports_times(self) -> np.ndarray:
        """Return exports of domestic firms to each partner, with what firms abroad buy and replace, relative to none, (partners,)."""
        p = self.p
        net = self.firms * (p.inputs_usd_mn - p.displaced_usd_mn) * self.rate
        return np.maximum(1 + net / self.exports, 0.0)
