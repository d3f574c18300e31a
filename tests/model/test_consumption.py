"""Consumption and brands: which stores come, who sells abroad online, what is new trade and what is not."""

import functools

import numpy as np
import pytest

from common.vocabulary import GOODS, LEVERS
from model.consumption import ecommerce, stores
from model.consumption.terms import StoresSupported
from model.facts import facts
from model.interventions import WiresCut
from model.levers.actions import Plan
from model.levers.consumption import Brands, Ecommerce, FirstStores, LiveBase, cost
from model.parameters import Parameters
from tests.support.whole_model import OPEN, START, run

P = Parameters().room("consumption")
MONTHS = 8
STORES = FirstStores(start=START, stores_a_year=200, support_cny_mn=0.5)
MANY = FirstStores(start=START, stores_a_year=3000, support_cny_mn=4)
BRANDS = Brands(start=START, brands_a_year=20, cost_cny_mn_a_year=12)
ONLINE = Ecommerce(start=START, sellers_a_year=800, warehouse_m2=100_000, cost_cny_mn_a_year=80)
LIVE = LiveBase(start=START, m2=100_000)
F = facts()
EXPORTS_2022 = F.goods_export_share_of_trade * F.goods_trade_cny_mn_2022


@functools.cache
def months(*actions, cut=()):
    return run(Plan(consumption=actions), months=MONTHS, interventions=(WiresCut(cut),), **OPEN | {"scale": 0.05})


def more(key, *actions, cut=()) -> float:
    return float(months(*actions, cut=cut)[key].sum() - months()[key].sum())


# stores and brands


def test_support_draws_brands_and_those_who_come_anyway_take_it_as_well():
    gained = [stores.gained(support, P.stores) for support in (0.0, 0.25, 0.5, 1.0, 5.0)]
    assert gained[0] == 0 and np.all(np.diff(gained) > 0)
    assert gained[-1] < P.stores.considering / (P.stores.usual + P.stores.considering)
    few, many = (stores.first_stores((StoresSupported(n, 0.5),), P.stores) for n in (100, 200))
    assert few < many < 2 * few
    assert stores.first_stores((StoresSupported(100, 0.5),) * 2, P.stores) == pytest.approx(many)
    assert stores.first_stores((StoresSupported(1e6, 9.0),), P.stores) <= P.stores.considering


def test_brands_renewed_are_never_more_than_there_are():
    standing = 0.0
    for _ in range(600):
        standing = stores.renewed(100.0, standing, 1 / 12, P.brands)
    assert 0.8 * P.brands.number < standing < P.brands.number
    assert stores.renewed(0.0, 50.0, 1.0, P.brands) == pytest.approx(50 * (1 - P.brands.ageing))


def test_new_shops_draw_visitors_less_what_they_take_from_others():
    assert 12 * months()["first_stores"].mean() == pytest.approx(P.stores.usual)
    assert more("first_stores", STORES) > 0 and more("renewed_shop_space", STORES, BRANDS) > more(
        "renewed_shop_space", STORES
    )
    assert more("visitors", MANY, BRANDS) > 0
    for key in ("visitors", "visitor_spending"):
        assert more(key, MANY, BRANDS, cut=("consumption_to_visitors",)) == 0


# e-commerce


def test_sellers_of_2022_are_the_declared_number_and_sell_the_declared_amount():
    sellers = ecommerce.Sellers(P.ecommerce.exports_2022 * EXPORTS_2022, P.ecommerce)
    number, sales = sellers.target(0.0)
    assert number == pytest.approx(P.ecommerce.sellers_2022) and sales == pytest.approx(1.0)
    numbers, amounts = np.transpose([sellers.target(served) for served in (0, 500, 1000, 2000, 4000)])
    assert np.all(np.diff(numbers) > 0) and np.all(np.diff(amounts) > 0)
    assert amounts[-1] - 1 < numbers[-1] / numbers[0] - 1, "those who begin are the small ones"
    still = months()
    assert 12 / MONTHS * still["ecommerce_exports"].sum() == pytest.approx(P.ecommerce.exports_2022 * EXPORTS_2022)
    assert 0.02 < P.ecommerce.exports_2022 < 0.065, "below the nation's share of exports of 2022"


def test_online_sales_go_by_kind_and_farther_than_others():
    share = ecommerce.spread_over_trade(F.goods_share[:, 0], F.distance_km, P.ecommerce)
    assert share.sum() == pytest.approx(1) and share[GOODS.index("other")].sum() == pytest.approx(0.5)
    usual = F.goods_share[:, 0] / F.goods_share[:, 0].sum(axis=1, keepdims=True)
    kinds = share.sum(axis=1)
    assert (share @ F.distance_km).sum() > kinds @ (usual @ F.distance_km)


def test_warehouses_pass_a_part_of_sales_at_most():
    gain = [ecommerce.by_warehouses(m2, 15_000.0, P.warehouses) for m2 in (0.0, 5e4, 1e5, 1e7)]
    assert gain[0] == 0 and np.all(np.diff(gain) > 0) and gain[2] < 2 * gain[1]
    assert gain[-1] == pytest.approx(
        P.warehouses.most * 15_000 * ((1 - P.warehouses.saved) ** -P.warehouses.elasticity - 1)
    )


def test_only_a_part_of_what_is_sold_online_is_new_trade():
    online, exports = more("ecommerce_exports", ONLINE, LIVE), more("goods_exports", ONLINE, LIVE)
    assert 0 < exports < online and exports == pytest.approx(P.ecommerce.net_new * online, rel=0.15)
    assert exports / months()["goods_exports"].sum() < 0.005
    assert more("goods_exports", ONLINE, LIVE, cut=("consumption_to_trade",)) == 0
    assert more("live_sales", LIVE) > 20 * more("ecommerce_exports", LIVE) > 0


def test_more_and_halves_and_costs():
    half = Ecommerce(start=START, sellers_a_year=400, warehouse_m2=50_000)
    assert more("goods_exports", half) < more("goods_exports", ONLINE)
    for key in ("ecommerce_sellers", "ecommerce_exports", "goods_exports"):
        np.testing.assert_allclose(months(half, half)[key], months(ONLINE)[key], rtol=1e-9)
    plan = Plan(consumption=(STORES, BRANDS, ONLINE))
    assert sum(cost(plan, START + month) for month in range(12)) == pytest.approx(200 * 0.5 + 12 + 80)
    paid = months(ONLINE)["fiscal_cost"].sum(axis=0)
    assert paid[LEVERS.index("consumption")] > 0 and np.count_nonzero(paid) == 1
