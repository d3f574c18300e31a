"""Duty-free shops: sales to visitors and to residents who fly, and what shops and refunds save a visitor."""

import numpy as np

from common.vocabulary import LEVERS, SHOPS, ZONES
from model.city_protocol import CityWithRooms
from model.policy import Policy
from model.visitors import shopping
from model.visitors.getting_in import DIRECT

DOWNTOWN, DEPARTURE, ARRIVAL = (SHOPS.index(kind) for kind in ("downtown", "departure", "arrival"))


class DutyFree:
    """The shops of one variant.

    Buyers at Lukou are those who fly: visitors who leave as they came, and residents. A downtown shop is open to the
    same people before they leave, and hands goods over in the departure hall. Baskets are lognormal, cut at the
    quota; sales cannot pass what the floor can turn over. Baskets, purchases and turnover grow with prices; quotas and
    the least purchase with a refund are amounts that rules name, and do not.

    Args:
        model: the pilot model.
    """

    def __init__(self, model: CityWithRooms) -> None:
        self.model, self.clock, p = model, model.clock, model.parameters
        self.share_of_buyers = p.vector("duty_free.buyers", SHOPS)
        self.half_area = p.vector("duty_free.half_area_m2", SHOPS)
        self.basket = {who: p[f"duty_free.basket_cny.{who}"] for who in ("visitor", "resident")}
        self.sigma = p["duty_free.basket_sigma"]
        self.turnover = p["duty_free.turnover_cny_m2_month"]
        self.saving = p["duty_free.price_saving"]
        self.duty_free_part = p["duty_free.share_of_shopping"]
        self.take_up = p["duty_free.refund_take_up"]
        self.purchase = p["duty_free.purchase_cny"]
        self.shopping_share = p["visitors.shopping_share"]
        self.sales = np.zeros(len(ZONES))
        self.refunds = 0.0

    def announce(self) -> None:
        """Send the first signal: what the shops and refunds before the run save a visitor."""
        self.open(self.model.policy_before_start)

    def _reach(self, policy: Policy) -> np.ndarray:
        """Share of would-be buyers whom the shops of each kind reach, (kinds,)."""
        return shopping.reach(policy.shop_area_m2.sum(axis=0), self.half_area)

    def _refunded(self, policy: Policy) -> float:
        """Share of a visitor's shopping that comes back as tax refund."""
        purchase = self.purchase * self.model.world.price_level
        refunded = sum(
            rules.share * shopping.refunded_share(purchase, self.sigma, rules.minimums_cny, rules.rates)
            for rules in policy.refunds
        )
        return refunded * self.take_up

    def open(self, policy: Policy) -> None:
        """Tell visitors what this month's shops and refunds save them, as a share of their shopping."""
        shops = self.saving * self.duty_free_part * (self._reach(policy) * self.share_of_buyers).sum()
        self.model.wires.send("shops_to_visitors", np.array([shops + self._refunded(policy)]))

    def sell(self, policy: Policy) -> None:
        """Sales of the month, or of this part of it, by zone, and the refunds paid, million CNY."""
        visitors = self.model.visitors.by_way[:, DIRECT].sum()
        residents = self.model.carriers.carried_residents.sum() * self.clock.share
        reach = self._reach(policy) * self.share_of_buyers
        prices, total = self.model.world.price_level, policy.shop_area_m2.sum(axis=0)
        self.sales = np.zeros(len(ZONES))
        for zone, kind, area, quota in policy.shop_floors:
            if area > 0:  # shops of a kind share its buyers by area
                wanted = sum(
                    people * shopping.limited_mean(self.basket[who] * prices, self.sigma, quota)
                    for who, people in (("visitor", visitors), ("resident", residents))
                )
                wanted *= reach[kind] * area / total[kind]
                self.sales[zone] += min(wanted, area * self.turnover * prices * self.clock.share) / 1e6
        spending_cny_mn = self.model.visitors.spending.sum() / 1e6 * self.model.world.exchange_rate
        self.refunds = spending_cny_mn * self.shopping_share * self._refunded(policy)

    def cost(self) -> np.ndarray:
        """Refunds paid this month under the lever it belongs to, million CNY, (levers,)."""
        return np.where(np.array(LEVERS) == "duty_free", self.refunds, 0.0)

    def results(self) -> dict[str, np.ndarray]:
        """Duty-free sales by zone, million CNY."""
        return {"duty_free_sales": self.sales}
