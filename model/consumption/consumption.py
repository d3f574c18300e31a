"""The room of consumption: new and renewed shops, sellers abroad by e-commerce, and livestream bases."""

import numpy as np

from model.city_protocol import City
from model.consumption import ecommerce, stores
from model.consumption.terms import StoresSupported
from model.policy import Policy


class Consumption:
    """Shops, brands and e-commerce of one variant, on top of those of 2022.

    Args:
        model: the pilot model.
    """

    def __init__(self, model: City) -> None:
        self.model, self.p, facts = model, model.parameters.room("consumption"), model.facts
        exports = facts.goods_export_share_of_trade * facts.goods_trade_cny_mn_2022
        online = self.p.ecommerce
        self.sellers = ecommerce.Sellers(online.exports_2022 * exports, online)
        self.by_partner = ecommerce.spread_over_trade(facts.goods_share[:, 0], facts.distance_km, online)
        self.added_stores = self.stores = self.brands = self.space = 0.0
        """First stores beyond the usual: a year, and open; brands renewed; thousand m2 of new and renewed shops in all."""
        self.served, self.selling = 0.0, self.sellers.target(0.0)
        """Firms that know how to sell abroad online, and sellers and their sales relative to 2022, (2,)."""
        self.live = self.sold = 0.0
        """Sales of added livestream bases, and exports by e-commerce beyond 2022, million CNY a year at prices of 2022."""
        self._send()

    def serve(self, policy: Policy) -> None:
        """Pass a month, or a part of it: stores open and age, firms learn to sell abroad, goods pass warehouses."""
        terms, push = policy.consumption, policy.channels
        self._open(terms.stores, float(push["first_stores"]), terms.brands_a_year, float(push["consumption"]))
        p, clock = self.p.ecommerce, self.model.clock
        year = clock.share / 12
        self.served += (terms.sellers_a_year + float(push["ecommerce"])) * year - self.served * p.forgetting * year
        nearer = clock.speed(1 / p.adoption_months)
        self.selling = self.selling + nearer * (self.sellers.target(self.served) - self.selling)
        sales = self.sellers.sales_2022 * self.selling[1]
        stored = ecommerce.by_warehouses(
            terms.warehouse_m2 + 1000 * float(push["warehouses"]), sales, self.p.warehouses
        )
        self.live = ecommerce.live_sales(terms.live_m2, self.p.live)
        self.sold = sales - self.sellers.sales_2022 + stored + self.p.live.abroad * self.live
        self._send()

    def _open(self, supported: tuple[StoresSupported, ...], by_tasks: float, brands_a_year: float, m2: float) -> None:
        """Let brands decide, and shops open, close and age; ``m2``: thousand m2 of other shops that tasks renew."""
        p, year = self.p, self.model.clock.share / 12
        under_tasks = StoresSupported(by_tasks, p.stores.task_support_cny_mn)
        self.added_stores = stores.first_stores((*supported, under_tasks), p.stores)
        self.stores += year * (self.added_stores - p.stores.closing * self.stores)
        self.brands = stores.renewed(brands_a_year, self.brands, year, p.brands)
        self.space = (self.stores * p.stores.m2 + self.brands * p.brands.m2) / 1000 + m2

    def _send(self) -> None:
        """Send shops beyond those that they replace, and exports that would not have left by another way."""
        self.model.wires.send("consumption_to_visitors", np.array([self.space * (1 - self.p.displaced)]))
        new = self.p.ecommerce.net_new * self.sold
        self.model.wires.send("consumption_to_trade", new * self.by_partner)

    def results(self) -> dict[str, np.ndarray]:
        """Return the month's variables of consumption."""
        month = self.model.clock.share / 12
        return {
            "first_stores": np.array((self.p.stores.usual + self.added_stores) * month),
            "renewed_shop_space": np.array(1000 * self.space),
            "ecommerce_sellers": np.array(self.selling[0]),
            "ecommerce_exports": (self.sellers.sales_2022 + self.sold) * month * self.by_partner.sum(axis=0),
            "live_sales": np.array(self.live * month),
        }
