"""The city's output and people: bookkeeping over what the other rooms did, no behaviour of its own.

Output is a core that grows with the domestic economy, and the value added of three flows the model follows: work in
foreign firms, what visitors from abroad spend, and exports. In 2022 the four sum to the city's published output.
"""

import numpy as np

from common.vocabulary import SECTORS
from model.city.money_back import ValueAdded, by_education, money_back
from model.city_protocol import CityWithRooms


class Economy:
    """Output and resident population of Nanjing.

    Args:
        model: the pilot model.
    """

    def __init__(self, model: CityWithRooms) -> None:
        self.model, facts, self.p = model, model.facts, model.parameters.room("economy")
        self.tertiary = self.p.tertiary_share.vector(SECTORS)
        """Share of each sector's workers with a degree or diploma, (sectors,)."""
        closed = model.parameters.room("world").reopening_closed
        quarters = self.p.quarter_share.vector(("first", "second", "third", "fourth"))
        self._season = np.repeat(quarters / quarters.sum() / 3, 3)
        rate = facts.exchange_rate(2022)
        followed = self.followed(
            jobs=float((facts.foreign_firms_2022 * facts.employees_per_foreign_firm).sum()),
            spending=facts.nanjing_spending_2019_musd * closed * rate / 12,
            goods=facts.goods_trade_cny_mn_2022 * facts.goods_export_share_of_trade / 12,
            services=facts.services_exports_musd_2022 * rate / 12,
        )
        self._core = facts.gdp_cny_mn_2022 - 12 * sum(followed)
        """Output of 2022 without the flows followed, million CNY a year."""

    def followed(self, jobs: float, spending: float, goods: float, services: float, level: float = 1.0) -> ValueAdded:
        """Return the value added of a month in the flows that the model follows, million CNY.

        Args:
            jobs: people at work in foreign firms.
            spending: of visitors from abroad in the month, million CNY.
            goods: exports of goods in the month, million CNY.
            services: exports of services in the month without visitors' spending, million CNY.
            level: nominal output per head relative to 2022, by which a job's value added has grown.
        """
        return ValueAdded(
            jobs=self.p.value_added_per_job / 12 * jobs * level,
            spending=self.p.value_added_of_spending * spending,
            goods=self.p.value_added_of_goods * goods,
            services=self.p.value_added_of_services * services,
        )

    def results(self) -> dict[str, np.ndarray]:
        """Return output, tax and incomes of the month (million CNY, nominal) and residents at its end, from ``model.month_results``."""
        last, world = self.model.month_results, self.model.world
        level = world.domestic_growth * world.price_level
        followed = self.followed(
            jobs=float(last["jobs"].sum()),
            spending=float(last["visitor_spending"].sum()) * world.exchange_rate,
            goods=float(last["goods_exports"].sum()),
            services=float(last["services_exports"].sum()),
            level=level,
        )
        gdp = self._core * self._season[self.model.clock.month % 12] * level + sum(followed)
        talent_start = float(self.model.wires.start("talent_to_zones").sum())
        population = world.resident_population + last["talent"].sum() - talent_start
        rents = float((last["rent"] * self.model.zones.let).sum()) / 1e6
        return {
            "gdp": np.asarray(gdp),
            "population": np.asarray(population),
            **money_back(followed, rents, self.p),
            "jobs_by_education": by_education(last["jobs"], self.tertiary),
        }
