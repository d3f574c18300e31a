"""Duty-free shops: sales to visitors and to residents who fly, and what shops and refunds save a visitor."""

import math
from collections.abc import Iterable, Iterator

import numpy as np

from common.vocabulary import SHOPS, ZONES
from model.city_protocol import CityWithRooms
from model.policy import Policy, under
from model.rules.travel import ShopInForce
from model.visitors import shopping
from model.visitors.getting_in import DIRECT
from model.wires import Savings

BUYERS = ("visitor", "resident")
Offer = tuple[ShopInForce, float, shopping.Purchases]
"""A shop, the share of people passing whom it reaches, and what these buy there on average."""


class DutyFree:
    """The shops of one variant.

    Buyers at Lukou are those who fly: visitors who leave as they came, and residents. A downtown shop is open to the
    same people before they leave, and hands goods over in the departure hall. Those whom a shop reaches choose between
    it, the city's other shops and buying elsewhere, see :func:`model.visitors.shopping.purchases`; sales cannot exceed
    what the floor can turn over, and visitors keep what they would have spent in a full shop. Budgets, purchases and turnover grow with prices; quotas and the smallest purchase with
    a refund are amounts fixed by rules and do not.

    Args:
        model: the pilot model.
    """

    def __init__(self, model: CityWithRooms) -> None:
        self.model, self.clock, self.p = model, model.clock, model.parameters.room("duty_free")
        self._usual_floors = model.policy_before_start.shop_floors
        self.shopping_share = model.parameters.room("visitors").shopping_share
        self.buyers, self.half_area_m2 = self.p.buyers.vector(SHOPS), self.p.half_area_m2.vector(SHOPS)
        """Share of people who would buy, and sales area that reaches half of them, (kinds,) each."""
        self.concession = self.p.concession.vector(SHOPS)
        """Share of sales that shops pay to the airport or the city, (kinds,)."""
        self.sales, self.shifted = np.zeros((2, len(ZONES)))
        """Sales of the month by zone, and of them what buyers would have paid in the city's other shops, million CNY,
        (zones,)."""
        self.cut = np.zeros(len(ZONES))
        """Share of buyers who would have bought more but for the quota, (zones,); 0 where there is no shop."""
        self.public_income = 0.0
        """What the public gains by the sales of the month, all levels of government, million CNY."""
        self._to_visitors: list[Offer] = []
        """The open shops as this month's visitors meet them."""
        self._refunded_share = 0.0
        """Share of a visitor's shopping that comes back this month as tax refund."""
        self._floors: tuple[ShopInForce, ...] | None = None
        self._open: list[tuple[ShopInForce, float]] = []
        """The shops that were asked for last, and what :meth:`_open_shops` found for them."""
        self.refunds = 0.0
        """Refunds paid in the month, million CNY."""

    def announce(self) -> None:
        """Send the first signal: what the shops and refunds before the run save a visitor."""
        self.open(self.model.policy_before_start)

    def _offers(self, policy: Policy, who: str) -> Iterator[Offer]:
        """Yield each open shop with the share of people passing whom it reaches, and what these buy there on average."""
        mean, in_city = self.p.basket_cny[who] * self.model.world.price_level, self.p.in_city[who]
        for shop, reached in self._open_shops(policy):
            bought = shopping.purchases(
                mean=mean,
                sigma=self.p.basket_sigma,
                quota=shop.quota_cny,
                saving=self.p.price_saving,
                buyers=float(self.buyers[shop.kind]),
                usual=self.p.usual_saving,
                power=self.p.price_power,
                in_city=in_city,
            )
            yield shop, reached, bought

    def _open_shops(self, policy: Policy) -> list[tuple[ShopInForce, float]]:
        """Return the open shops with the shares of people passing whom they reach: shops of a kind share these by area."""
        if self._floors is not policy.shop_floors:  # asked for three times a month
            total = policy.shop_area_m2.sum(axis=0)
            reached = shopping.reach(total, self.half_area_m2)
            shops = [shop for shop in policy.shop_floors if shop.area_m2 > 0]
            self._open = [(shop, float(reached[shop.kind] * shop.area_m2 / total[shop.kind])) for shop in shops]
            self._floors = policy.shop_floors
        return self._open

    def _refunded(self, policy: Policy) -> float:
        """Return the share of a visitor's shopping that comes back as tax refund."""
        purchase = self.p.purchase_cny * self.model.world.price_level
        refunded = sum(
            rules.share * shopping.refunded_share(purchase, self.p.basket_sigma, rules.minimums_cny, rules.rates)
            for rules in policy.refunds
        )
        return refunded * self.p.refund_take_up

    def open(self, policy: Policy) -> None:
        """Send visitors what this month's shops save those who fly direct, and what refunds save everybody."""
        self._to_visitors, self._refunded_share = list(self._offers(policy, "visitor")), self._refunded(policy)
        saved = math.fsum(reached * bought.saved for _, reached, bought in self._to_visitors)
        won = math.fsum(reached * (bought.at_shop - bought.shifted) for _, reached, bought in self._to_visitors)
        signal = Savings(saved=np.array(saved), won=np.array(won), refunded=np.array(self._refunded_share))
        self.model.wires.send("shops_to_visitors", signal)

    def sell(self, policy: Policy) -> None:
        """Record the sales of the month, or of this part of it, by zone, and the refunds paid, million CNY."""
        passing = {
            "visitor": self.model.visitors.by_way[:, DIRECT].sum(),
            "resident": self.model.carriers.passengers.carried_residents.sum() * self.clock.share,
        }
        to_residents = self._offers(policy, "resident")
        offers = list(zip(self._to_visitors, to_residents, strict=True))
        floors = [self._sold(passing, of_shop) for of_shop in offers]
        if policy.shop_floors != self._usual_floors:
            self.model.visitors.find_less(self._unsold(passing, offers) - self._unsold_as_usual(passing))
        self.sales, self.shifted, buyers, cut = np.zeros((4, len(ZONES)))
        incomes = []
        for shop, sales, shifted, bought, limited in floors:
            self.sales[shop.zone] += sales
            self.shifted[shop.zone] += shifted
            buyers[shop.zone] += bought
            cut[shop.zone] += limited
            incomes.append(self._public_income(shop.kind, sales, shifted))
        self.public_income = math.fsum(incomes)
        self.cut = np.divide(cut, buyers, out=np.zeros_like(cut), where=buyers > 0)
        spending_cny_mn = self.model.visitors.spending.sum() / 1e6 * self.model.world.exchange_rate
        self.refunds = spending_cny_mn * self.shopping_share * self._refunded_share

    def _sold(
        self, passing: dict[str, float], offers: tuple[Offer, ...]
    ) -> tuple[ShopInForce, float, float, float, float]:
        """Return a shop with its sales, money shifted (million CNY each), buyers and buyers cut by the quota, people."""
        shop = offers[0][0]
        people = np.array([passing[who] * reached for who, (_, reached, _) in zip(BUYERS, offers, strict=True)])
        wanted, shifted, buyers, cut = (
            float(people @ [getattr(bought, field) for _, _, bought in offers])
            for field in ("at_shop", "shifted", "buyers", "cut")
        )
        served = self._served(shop, wanted)
        return shop, served * wanted / 1e6, served * shifted / 1e6, served * buyers, served * cut

    def _served(self, shop: ShopInForce, wanted: float) -> float:
        """Return the share of what is wanted in the month, or in this part of it, CNY, that a floor can turn over."""
        most = shop.area_m2 * self.p.turnover_cny_m2_month * self.model.world.price_level * self.clock.share
        return min(1.0, most / wanted) if wanted > 0 else 1.0

    def _unsold(self, passing: dict[str, float], offers: Iterable[tuple[Offer, Offer]]) -> float:
        """Return what visitors would have spent in full shops, and would not have spent in the city, CNY.

        Args:
            passing: people passing by who they are.
            offers: what each shop offers visitors and residents.
        """
        unsold = []
        for (shop, reached, bought), (_, reached_at_home, bought_at_home) in offers:
            visitors, residents = passing["visitor"] * reached, passing["resident"] * reached_at_home
            served = self._served(shop, visitors * bought.at_shop + residents * bought_at_home.at_shop)
            unsold.append((1 - served) * visitors * (bought.at_shop - bought.shifted))
        return math.fsum(unsold)

    def _unsold_as_usual(self, passing: dict[str, float]) -> float:
        """Return the same of the shops before the run, whose sales are part of what visitors usually spend, CNY."""
        before = self.model.policy_before_start
        return self._unsold(passing, zip(*(self._offers(before, who) for who in BUYERS), strict=True))

    def _public_income(self, kind: int, sales: float, shifted: float) -> float:
        """Return what sales bring the public: concession and tax on profit, less the tax on what moved from other shops."""
        profit_tax = self.p.profit_margin * self.p.profit_tax
        tax_lost = shifted / (1 - self.p.price_saving) * self.p.tax_in_price
        return float((self.concession[kind] + profit_tax) * sales - tax_lost)

    def cost(self) -> np.ndarray:
        """Return refunds paid this month under the lever it belongs to, million CNY, (levers,)."""
        return under("duty_free", self.refunds)

    def results(self) -> dict[str, np.ndarray]:
        """Return sales, money shifted to them and public income, million CNY, and the share of buyers that quotas cut."""
        return {
            "duty_free_sales": self.sales,
            "duty_free_shifted": self.shifted,
            "duty_free_buyers_cut": self.cut,
            "duty_free_public_income": np.asarray(self.public_income),
        }
