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
    quota; sales cannot exceed what the floor can turn over. Baskets, purchases and turnover grow with prices; quotas and
    the smallest purchase with a refund are amounts fixed by rules and do not.

    Args:
        model: the pilot model.
    """

    def __init__(self, model: CityWithRooms) -> None:
        self.model, self.clock, self.p = model, model.clock, model.parameters.room("duty_free")
        self.shopping_share = model.parameters.room("visitors").shopping_share
        self.buyers, self.half_area_m2 = self.p.buyers.vector(SHOPS), self.p.half_area_m2.vector(SHOPS)
        """Share of people who would buy, and sales area that reaches half of them, (kinds,) each."""
        self.sales = np.zeros(len(ZONES))
        """Sales of the month by zone, million CNY, (zones,)."""
        self.refunds = 0.0
        """Refunds paid in the month, million CNY."""

    def announce(self) -> None:
        """Send the first signal: what the shops and refunds before the run save a visitor."""
        self.open(self.model.policy_before_start)

    def _reach(self, policy: Policy) -> np.ndarray:
        """Return the share of would-be buyers whom the shops of each kind reach, (kinds,)."""
        return shopping.reach(policy.shop_area_m2.sum(axis=0), self.half_area_m2)

    def _refunded(self, policy: Policy) -> float:
        """Return the share of a visitor's shopping that comes back as tax refund."""
        purchase = self.p.purchase_cny * self.model.world.price_level
        refunded = sum(
            rules.share * shopping.refunded_share(purchase, self.p.basket_sigma, rules.minimums_cny, rules.rates)
            for rules in policy.refunds
        )
        return refunded * self.p.refund_take_up

    def open(self, policy: Policy) -> None:
        """Send visitors what this month's shops and refunds save them, as a share of their shopping."""
        shops = self.p.price_saving * self.p.share_of_shopping * (self._reach(policy) * self.buyers).sum()
        self.model.wires.send("shops_to_visitors", np.array([shops + self._refunded(policy)]))

    def sell(self, policy: Policy) -> None:
        """Record the sales of the month, or of this part of it, by zone, and the refunds paid, million CNY."""
        visitors = self.model.visitors.by_way[:, DIRECT].sum()
        residents = self.model.carriers.carried_residents.sum() * self.clock.share
        reach = self._reach(policy) * self.buyers
        prices, total = self.model.world.price_level, policy.shop_area_m2.sum(axis=0)
        self.sales = np.zeros(len(ZONES))
        for zone, kind, area, quota in policy.shop_floors:
            if area > 0:  # shops of a kind share its buyers by area
                wanted = sum(
                    people * shopping.limited_mean(self.p.basket_cny[who] * prices, self.p.basket_sigma, quota)
                    for who, people in (("visitor", visitors), ("resident", residents))
                )
                wanted *= reach[kind] * area / total[kind]
                self.sales[zone] += min(wanted, area * self.p.turnover_cny_m2_month * prices * self.clock.share) / 1e6
        spending_cny_mn = self.model.visitors.spending.sum() / 1e6 * self.model.world.exchange_rate
        self.refunds = spending_cny_mn * self.shopping_share * self._refunded(policy)

    def cost(self) -> np.ndarray:
        """Return refunds paid this month under the lever it belongs to, million CNY, (levers,)."""
        return np.where(np.array(LEVERS) == "duty_free", self.refunds, 0.0)

    def results(self) -> dict[str, np.ndarray]:
        """Return duty-free sales by zone, million CNY."""
        return {"duty_free_sales": self.sales}
