"""Duty-free shops: who buys, what quota and floor leave of it, what visitors save, what refunds cost."""

import dataclasses
from types import SimpleNamespace

import numpy as np
import pytest

from common.vocabulary import LEVERS, SHOPS, WAYS, ZONES
from model.city.duty_free import DutyFree
from model.clock import Clock
from model.levers.actions import Plan, Shop, TaxRefund
from model.parameters import Parameters
from model.visitors.getting_in import DIRECT
from model.visitors.shopping import purchases, reach, share_above
from model.visitors.tastes import NANJING
from model.wires import Wires
from tests.support.worlds import START, months_of, pilot

P = Parameters()
AIRPORT, DOWNTOWN = ZONES.index("lukou"), ZONES.index("xinjiekou_fuzimiao")
USUAL = months_of(Plan(), 1)[0]
NOT_SPENT: list[float] = []
"""What visitors found no room to spend, CNY, in each month whose shops are not the usual ones."""


def shop(zone="xinjiekou_fuzimiao", kind="downtown", area_m2=4000.0, quota_cny=8000.0):
    """A shop that is open from the start."""
    return Shop(start=float(START), zone=zone, kind=kind, area_m2=area_m2, quota_cny=quota_cny)


def policy(*actions):
    """A month's policy with these shops and refunds."""
    return months_of(Plan(duty_free=actions), 1)[0]


def sold(rules, flying=20_000.0, by_land=30_000.0, residents=100_000.0, spending_usd=2e7, parameters=None, prices=1.0):
    """The shops after a month under these rules."""
    by_way = np.zeros((2, len(WAYS)))
    by_way[:, DIRECT], by_way[:, DIRECT + 1] = flying / 2, by_land / 2
    model = SimpleNamespace(
        parameters=Parameters(parameters), wires=Wires(), clock=Clock(120), policy_before_start=USUAL,
        world=SimpleNamespace(exchange_rate=7.0, price_level=prices),
        visitors=SimpleNamespace(by_way=by_way, spending=np.full(2, spending_usd / 2), find_less=NOT_SPENT.append),
        carriers=SimpleNamespace(passengers=SimpleNamespace(carried_residents=np.full(4, residents / 4))),
    )  # fmt: skip
    room = DutyFree(model)
    room.announce()
    room.open(rules)
    room.sell(rules)
    return room


def offered(room):
    """What shops and refunds offer a visitor."""
    return room.model.wires.hear("shops_to_visitors")


def bought(who, kind, quota, **changed):
    """What one who is reached by a shop buys, at the usual values."""
    values = {
        "mean": P[f"duty_free.basket_cny.{who}"], "sigma": P["duty_free.basket_sigma"], "quota": quota,
        "saving": P["duty_free.price_saving"], "buyers": P[f"duty_free.buyers.{kind}"], "usual": P["duty_free.usual_saving"],
        "power": P["duty_free.price_power"], "in_city": P[f"duty_free.in_city.{who}"],
    }  # fmt: skip
    return purchases(**values | changed)


# Sales ---------------------------------------------------------------------------------------------------------------


def test_in_2022_only_the_departure_shop_sells():
    sales = sold(USUAL).results()["duty_free_sales"]
    assert np.flatnonzero(sales).tolist() == [AIRPORT]


def test_sales_are_people_passing_times_reach_times_purchases():
    room = sold(USUAL, flying=10_000.0, residents=50_000.0)
    area = USUAL.shop_area_m2[AIRPORT, SHOPS.index("departure")]
    quota = P["duty_free.departure_quota_2022_cny"]
    one = {who: bought(who, "departure", quota) for who in ("visitor", "resident")}
    reached = float(reach(area, P["duty_free.half_area_m2.departure"])) / 1e6
    assert room.sales[AIRPORT] == pytest.approx(
        reached * (10_000 * one["visitor"].at_shop + 50_000 * one["resident"].at_shop)
    )
    assert room.shifted[AIRPORT] == pytest.approx(
        reached * (10_000 * one["visitor"].shifted + 50_000 * one["resident"].shifted)
    )


def test_only_who_flies_buys():
    assert not sold(USUAL, flying=0.0, residents=0.0).sales.any()
    np.testing.assert_array_equal(sold(USUAL, by_land=0.0).sales, sold(USUAL, by_land=9e5).sales)
    assert sold(USUAL, flying=40_000.0).sales.sum() > sold(USUAL).sales.sum()
    assert sold(USUAL, residents=200_000.0).sales.sum() > sold(USUAL).sales.sum()


def test_more_area_sells_more_with_diminishing_returns():
    sales = [sold(policy(shop(area_m2=area))).sales[DOWNTOWN] for area in (1e-6, 2000.0, 4000.0, 6000.0)]
    steps = np.diff(sales)
    assert np.all(steps > 0) and np.all(np.diff(steps) < 0)


def test_a_higher_quota_sells_more_until_it_binds_nobody():
    sales = [sold(policy(shop(quota_cny=quota))).sales[DOWNTOWN] for quota in (100.0, 3000.0, 8000.0, 1e7, 1e8)]
    assert np.all(np.diff(sales[:4]) > 0) and sales[4] == pytest.approx(sales[3], rel=1e-3)
    assert sold(policy(shop(quota_cny=0.0))).sales[DOWNTOWN] == pytest.approx(0, abs=1e-6)


def test_a_downtown_shop_does_not_move_sales_of_the_airport():
    alone, both = sold(USUAL), sold(policy(shop()))
    assert both.sales[AIRPORT] == alone.sales[AIRPORT] and both.sales[DOWNTOWN] > 0


def test_shops_of_a_kind_share_their_buyers_by_area():
    two = sold(policy(shop(area_m2=3000.0), shop(zone="jiangbei", area_m2=1000.0))).sales
    assert two[DOWNTOWN] == pytest.approx(3 * two[ZONES.index("jiangbei")])
    one = sold(policy(shop(area_m2=4000.0))).sales
    assert two[DOWNTOWN] + two[ZONES.index("jiangbei")] == pytest.approx(one[DOWNTOWN])


def test_a_small_shop_with_a_large_quota_leaves_the_others_theirs():
    """Each shop sells under its own quota to its part of the buyers."""
    large, small = shop(area_m2=3900.0, quota_cny=1000.0), shop(zone="jiangbei", area_m2=100.0, quota_cny=100_000.0)
    both, alone = sold(policy(large, small)).sales, sold(policy(shop(area_m2=4000.0, quota_cny=1000.0))).sales
    assert both[DOWNTOWN] == pytest.approx(0.975 * alone[DOWNTOWN])
    assert both[ZONES.index("jiangbei")] > 1.5 * 0.025 * alone[DOWNTOWN]


def test_a_floor_sells_no_more_than_it_can_turn_over():
    crowd = sold(policy(shop(area_m2=10.0)), flying=5e7)
    most = 10.0 * P["duty_free.turnover_cny_m2_month"] / 1e6
    assert crowd.sales[DOWNTOWN] == pytest.approx(most)
    assert sold(policy(shop(area_m2=10.0)), flying=9e7).sales[DOWNTOWN] == pytest.approx(most)


@pytest.mark.parametrize("flying", [2e4, 1e6, 5e7])
def test_visitors_spend_in_a_full_shop_no_more_than_it_sells(flying):
    """With a million the shop of 2022 alone is full, whose sales are a part of what visitors usually spend; at last both are."""
    usual = sold(USUAL, flying=flying, residents=0.0)
    NOT_SPENT.clear()
    room = sold(policy(shop(area_m2=10.0)), flying=flying, residents=0.0)
    more = flying * float(offered(room).won - offered(usual).won) - sum(NOT_SPENT)
    in_shops = [each.sales.sum() - each.shifted.sum() for each in (usual, room)]
    assert more == pytest.approx(1e6 * (in_shops[1] - in_shops[0]))
    assert (sum(NOT_SPENT) > 0) == (flying > 1e6)


def test_what_finds_no_room_is_not_spent():
    city = pilot(months=1, reopening="frozen_2019")
    city.step()
    before = city.visitors.spending.copy()
    city.visitors.find_less(7e5)
    less = (before - city.visitors.spending) * city.world.exchange_rate
    assert less.sum() == pytest.approx(7e5) and np.all(less >= 0)
    assert np.all(less[city.visitors.by_way[:, DIRECT] == 0] == 0)


# What visitors save --------------------------------------------------------------------------------------------------


def test_shops_and_refunds_save_visitors_money_and_never_cost_them():
    nothing = offered(sold(dataclasses.replace(USUAL, shop_floors=(), refunds=())))
    usual, downtown = offered(sold(USUAL)), offered(sold(policy(shop())))
    refund = offered(sold(policy(TaxRefund(start=float(START), rate=0.11, minimum_cny=200.0))))
    assert nothing == (0, 0, 0)
    assert 0 < usual.saved < downtown.saved and downtown.refunded == usual.refunded == 0
    assert 0 < refund.refunded < 0.11 and refund.saved == usual.saved
    assert usual.won < downtown.won < sold(policy(shop())).sales.sum() * 1e6 / 20_000


def test_a_higher_quota_saves_visitors_more():
    saved = [float(offered(sold(policy(shop(quota_cny=quota)))).saved) for quota in (500.0, 2000.0, 8000.0, 200_000.0)]
    assert np.all(np.diff(saved) > 0)


def test_a_quota_limits_some_buyers_and_the_fewer_the_higher_it_is():
    cut = [sold(policy(shop(quota_cny=quota))).cut[DOWNTOWN] for quota in (500.0, 2000.0, 8000.0, 1e9)]
    assert 0.3 < cut[0] < 0.8 and np.all(np.diff(cut) < 0) and cut[-1] == 0


def test_cheaper_goods_sell_more_and_save_more():
    dear, usual, cheap = (
        sold(policy(shop()), parameters={"duty_free.price_saving": saving}) for saving in (0.05, 0.15, 0.3)
    )
    assert dear.sales.sum() < usual.sales.sum() < cheap.sales.sum()
    assert offered(dear).saved < offered(usual).saved < offered(cheap).saved


def test_the_public_gains_concessions_and_loses_the_tax_of_other_shops():
    room = sold(USUAL)
    fee = P["duty_free.concession.departure"] + P["duty_free.profit_margin"] * P["duty_free.profit_tax"]
    lost = room.shifted.sum() / (1 - P["duty_free.price_saving"]) * P["duty_free.tax_in_price"]
    assert room.public_income == pytest.approx(fee * room.sales.sum() - lost)
    downtown = sold(policy(shop())).public_income - room.public_income
    assert downtown / sold(policy(shop())).sales[DOWNTOWN] < room.public_income / room.sales.sum()


def test_before_the_first_month_visitors_know_the_shops_of_the_eve():
    room = sold(policy(shop()))
    assert room.model.wires.start("shops_to_visitors").saved == offered(sold(USUAL)).saved < offered(room).saved


# Refunds -------------------------------------------------------------------------------------------------------------


def test_refunds_are_a_part_of_what_visitors_spend_on_shopping():
    room = sold(policy(TaxRefund(start=float(START), rate=0.11, minimum_cny=200.0)), spending_usd=2e7)
    eligible = share_above(P["duty_free.purchase_cny"], P["duty_free.basket_sigma"], 200.0)
    shopping_cny_mn = 20 * 7.0 * P["visitors.shopping_share"]
    assert room.refunds == pytest.approx(shopping_cny_mn * eligible * 0.11 * P["duty_free.refund_take_up"])
    assert 0 < room.refunds < 0.11 * shopping_cny_mn
    assert sold(USUAL).refunds == 0, "no refund was in force in 2022"


def test_a_refund_gives_back_little_of_what_visitors_buy_as_few_claim_it():
    room = sold(policy(TaxRefund(start=float(START), rate=0.11, minimum_cny=200.0)), spending_usd=2e7)
    assert 0.01 < room.refunds / (20 * 7.0 * P["visitors.shopping_share"] * 0.11) < 0.3


def test_a_lower_minimum_refunds_more():
    refunds = [
        sold(policy(TaxRefund(start=float(START), rate=0.11, minimum_cny=m))).refunds for m in (500.0, 200.0, 0.0)
    ]
    assert np.all(np.diff(refunds) > 0)


def test_refunds_are_charged_to_the_lever():
    cost = sold(policy(TaxRefund(start=float(START), rate=0.11, minimum_cny=200.0))).cost()
    assert np.flatnonzero(cost).tolist() == [LEVERS.index("duty_free")] and cost.shape == (len(LEVERS),)
    # Selling costs the public nothing.
    assert not sold(policy(shop())).cost().any()


# In the city ---------------------------------------------------------------------------------------------------------


def test_shops_draw_visitors_and_sell_to_those_who_fly():
    plan = Plan(duty_free=(shop(), TaxRefund(start=float(START), rate=0.11, minimum_cny=200.0)))
    with_shops, without = (pilot(p, scale=0.02, months=6, reopening="frozen_2019").run() for p in (plan, None))
    assert with_shops["visitors"].sum() > without["visitors"].sum()
    assert with_shops["duty_free_sales"][:, DOWNTOWN].min() > 0 == without["duty_free_sales"][:, DOWNTOWN].max()
    assert with_shops["fiscal_cost"][:, LEVERS.index("duty_free")].min() > 0


def test_a_cut_wire_leaves_visitors_as_if_no_shop_had_opened():
    plans = (Plan(duty_free=(shop(),)), Plan())
    runs = [pilot(plan, scale=0.005, months=3, cut=("shops_to_visitors",)).run() for plan in plans]
    np.testing.assert_array_equal(runs[0]["visitors"], runs[1]["visitors"])
    assert runs[0]["duty_free_sales"].sum() > runs[1]["duty_free_sales"].sum()


def test_baskets_grow_with_prices_and_quotas_set_by_law_do_not():
    open_handed, tight = (policy(shop(quota_cny=quota)) for quota in (1e9, 2000.0))

    def downtown(rules, prices):
        return sold(rules, prices=prices).results()["duty_free_sales"][DOWNTOWN]

    assert downtown(open_handed, 1.2) == pytest.approx(1.2 * downtown(open_handed, 1.0))
    assert downtown(tight, 1.0) < downtown(tight, 1.2) < 1.2 * downtown(tight, 1.0), "a quota in CNY binds more"


def test_a_higher_quota_draws_those_who_fly_direct_and_nobody_else():
    model = pilot(scale=0.005, months=1)

    def worth(quota_cny):
        rules = policy(shop(quota_cny=quota_cny))
        model.shops.open(rules)
        return model.visitors.options.of_month(rules).utility.astype(float)

    low, high = worth(500.0), worth(8000.0)
    flying = NANJING.start + DIRECT
    flown = np.isfinite(low[flying])
    assert flown.any() and np.all(high[flying, flown] > low[flying, flown])
    others = np.arange(len(low)) != flying
    assert np.array_equal(high[others], low[others])
