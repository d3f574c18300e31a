import functools

import numpy as np
import pytest

from model.facts.months import MONTHS
from model.parameters import Parameters
from tests.support.quiet_city import StillCity

USA = 2


NO_INPUTS = {"trade.inputs_share": 0.0}
"""Imports answer to demand at home alone."""


SEED = 41


@functools.cache
def unchanged(months, inputs):
    """A city, and what it gives after a month."""
    base = StillCity(SEED, parameters=None if inputs else NO_INPUTS)
    base.step()
    return base, base.run(months)


def paired(change, months=36, parameters=None):
    """Last year's results of a changed city over those of an unchanged one; the change comes after a month."""
    city, (base, before) = StillCity(SEED, parameters=parameters), unchanged(months, parameters is None)
    city.step()
    change(city)
    after = city.run(months)
    flows = [f"{kind}_{flow}" for kind in ("goods", "services") for flow in ("exports", "imports")]
    ratio = {key: after[key][-12:].sum(axis=0) / before[key][-12:].sum(axis=0) for key in flows}
    return ratio, base, city


def test_levels_are_those_of_the_facts():
    city = StillCity(40)
    year = city.run(12)
    facts = city.facts
    exports, imports = year["goods_exports"].sum(axis=0), year["goods_imports"].sum(axis=0)
    assert exports.sum() + imports.sum() == pytest.approx(facts.goods_trade_cny_mn_2022, rel=0.06)
    assert exports.sum() / (exports.sum() + imports.sum()) == pytest.approx(facts.goods_export_share_of_trade, abs=0.02)
    assert np.abs(exports / exports.sum() - facts.goods_export_share).max() < 0.02
    rate = facts.exchange_rate(2022)
    assert year["services_exports"].sum() == pytest.approx(facts.services_exports_musd_2022 * rate, rel=0.03)
    assert year["services_imports"].sum() == pytest.approx(facts.services_imports_musd_2022 * rate, rel=0.01)
    assert 25_000 < city.wires.hear("trade_to_visitors").sum() * 12 < 35_000


@pytest.mark.long
def test_nothing_drifts_in_ten_years():
    paths = [StillCity(seed).run(120) for seed in (42, 43)]
    for key in ("goods_exports", "goods_imports"):
        yearly = np.mean([r[key].sum(axis=1).reshape(10, 12).sum(axis=1) for r in paths], axis=0)
        assert yearly[-3:].mean() == pytest.approx(yearly[:3].mean(), rel=0.03), key


def test_trade_falls_with_distance_as_gravity_says():
    facts = StillCity().facts
    partners = np.arange(len(facts.origins) - 1)
    logs = np.log([np.ones(partners.size) * np.e, facts.gdp_usd_bn_2022[partners], facts.distance_km[partners]])
    coefficients, *_ = np.linalg.lstsq(
        logs.T, np.log(StillCity().firms.trading.trend[:, 0].sum(axis=0)[partners]), rcond=None
    )
    assert -1.55 < coefficients[2] < -0.28 and 0.5 < coefficients[1] < 1.3


def test_the_spring_festival_is_low_and_a_year_averages_to_one():
    trade = StillCity().firms.trading
    assert trade.season.mean(axis=1) == pytest.approx([1.0, 1.0])
    assert [MONTHS[month] for month in trade.season.argmin(axis=1)] == ["february", "february"]


def test_trade_costs_have_the_long_run_elasticity():
    ratio, base, _ = paired(lambda city: city.push(goods_cost=0.01), months=84, parameters=NO_INPUTS)
    trade = base.firms.trading
    saved = np.log(1 - 0.01 / trade.iceberg)
    for flow, key in enumerate(("goods_exports", "goods_imports")):
        elasticity = np.average(np.log(ratio[key]) / saved, weights=trade.level[:, flow].sum(axis=0))
        assert 4.4 < -elasticity < 5.8, key


def test_trade_answers_to_costs_over_years_and_services_within_one():
    usual, cheaper = StillCity(SEED), StillCity(SEED)
    cheaper.push(goods_cost=0.01, cross_border=0.01)
    before, after = usual.run(84), cheaper.run(84)
    for key, first, third in (("goods_exports", 0.45, 0.95), ("services_exports", 0.75, 1.05)):
        yearly = [run[key].sum(axis=1).reshape(7, 12).sum(axis=1) for run in (before, after)]
        gain = yearly[1] / yearly[0] - 1
        assert 0.15 * gain[-1] < gain[0] < first * gain[-1] and 0.65 * gain[-1] < gain[2] < third * gain[-1], key


def more_ties(city):
    city.signals["ties_to_trade"] = city.signals["ties_to_trade"].copy()
    city.signals["ties_to_trade"][USA] *= 1.5


def test_ties_open_partners_and_nothing_else():
    ratio, base, city = paired(more_ties)
    assert 0.05 < np.log(ratio["goods_exports"][USA]) / np.log(1.5) < 0.15
    links = city.firms.trading.traders.links[..., USA].sum() / base.firms.trading.traders.links[..., USA].sum()
    assert links > ratio["goods_exports"][USA]
    elsewhere = np.arange(ratio["goods_exports"].size) != USA
    assert np.array_equal(ratio["goods_exports"][elsewhere], np.ones(elsewhere.sum()))


def test_links_once_begun_outlive_what_began_them():
    base, city = StillCity(45), StillCity(45)
    city.push(goods_cost=0.03)
    base.run(12), city.run(12)
    city.push(goods_cost=0.0)
    base.run(12), city.run(12)
    assert city.firms.trading.traders.links.sum() > 1.01 * base.firms.trading.traders.links.sum()


def test_cheap_trips_bring_a_little_trade_of_every_kind():
    def cheaper(city):
        city.signals["flights_to_firms"] = city.signals["flights_to_firms"] * 0.97

    ratio, *_ = paired(cheaper, parameters=NO_INPUTS)
    for flow in ratio:
        assert 1.005 < ratio[flow].mean() < 1.03, flow


def test_sales_follow_cheaper_trips_as_orders_follow_meetings():
    """No year's answer is there in the month in which trips grow cheaper; most of it is after the declared lag."""
    base, city = StillCity(49), StillCity(49)
    city.signals["flights_to_firms"] = city.signals["flights_to_firms"] * 0.9
    before, after = (each.run(24)["goods_exports"].reshape(24, -1).sum(axis=1) for each in (base, city))
    gain = np.log(after / before)
    assert 0 < gain[0] < 0.2 * gain[-1]
    assert gain[round(Parameters()["trade.order_months"])] > 0.5 * gain[-1]


def test_ties_and_trips_move_the_amount_of_partners_one_has():
    """In the first month next to no link is new, and foreign firms' trade moves all the same."""
    for wire, factor in (("ties_to_trade", 1.5), ("flights_to_firms", 0.9)):
        base, city = StillCity(49), StillCity(49)
        city.signals[wire] = city.signals[wire] * factor
        before, after = base.step(), city.step()
        for flow in ("goods_exports", "goods_imports", "services_exports", "services_imports"):
            assert np.all(after[flow] > 1.001 * before[flow]), (wire, flow)


def dearer_dollar(city):
    city.world.exchange_rate *= 1.1


def test_a_dearer_dollar_moves_prices_at_once_and_amounts_late():
    """In yuan exports gain at once what is priced in dollars, and buyers abroad come later; importers pay more, then buy less."""
    trade = StillCity().firms.trading
    dollars = trade.p.currency.in_dollars * np.log(1.1)
    base, city = StillCity(50), StillCity(50)
    dearer_dollar(city)
    city.world.past = lambda name, months: (
        city.facts.exchange_rate(2022) * np.where(months == city.clock.month, 1.1, 1.0)
    )
    before, after = base.step(), city.step()
    first = {flow: np.log(after[flow].sum() / before[flow].sum()) for flow in before if flow.startswith("goods")}
    assert first["goods_exports"] == pytest.approx(dollars, rel=0.1)
    assert first["goods_imports"] == pytest.approx(dollars, rel=0.2)
    ratio, *_ = paired(dearer_dollar)
    late = {flow: np.log(ratio[flow].mean()) for flow in ratio}
    assert first["goods_exports"] < late["goods_exports"] < 1.25 * np.log(1.1)
    assert 0 <= late["goods_imports"] < 0.5 * first["goods_imports"]
    assert late["services_exports"] > late["services_imports"] > 0


def test_services_exports_answer_twice_as_much_as_imports_to_rules():
    ratio, *_ = paired(lambda city: city.push(market_access=0.05))
    exports, imports = (np.mean(ratio[f"services_{flow}"]) - 1 for flow in ("exports", "imports"))
    assert 0.03 < exports < 0.07
    assert 1.5 < exports / imports < 2.7


def test_more_foreign_firms_trade_more_but_less_than_one_for_one():
    city, base = StillCity(46), StillCity(46)
    base.step(), city.step()
    more = city.firms.foreign[:-1] * 1.1
    city.wires.send("firms_to_trade", more)
    base.wires.send("firms_to_trade", base.firms.foreign[:-1])
    city.firms.trade(city.policy), base.firms.trade(base.policy)
    gain = city.firms.trading.value[:, 0].sum(axis=0).sum() / base.firms.trading.value[:, 0].sum(axis=0).sum() - 1
    assert 0.02 < gain < 0.045


def test_home_markets_of_new_firms_gain_most():
    city, base = StillCity(47), StillCity(47)
    base.step(), city.step()
    more = city.firms.foreign[:-1].copy()
    more[USA] *= 1.5
    city.wires.send("firms_to_trade", more)
    city.firms.trade(city.policy)
    base.firms.trade(base.policy)
    ratio = city.firms.trading.value[:, 0].sum(axis=0) / base.firms.trading.value[:, 0].sum(axis=0)
    assert ratio.argmax() == USA and np.all(ratio >= 1)


def test_incomes_abroad_and_output_at_home_carry_trade():
    def richer(city):
        city.world.income_index = city.world.income_index * 1.1

    def busier(city):
        city.world.domestic_growth = 1.1

    abroad, home = paired(richer)[0], paired(busier)[0]
    inputs = StillCity().parameters["trade.inputs_share"]
    assert 1.12 < abroad["goods_exports"].mean() < 1.18
    assert abroad["goods_imports"].mean() == pytest.approx(1 + inputs * (abroad["goods_exports"].mean() - 1), abs=0.01)
    assert paired(richer, 1, parameters=NO_INPUTS)[0]["goods_imports"].mean() == pytest.approx(1)
    assert home["goods_imports"].mean() > home["goods_exports"].mean() > 1.02


def test_kept_sums_equal_sums_over_all_links():
    city = StillCity(48)
    city.push(goods_cost=0.02)
    city.run(15)
    assert city.firms.trading.identities()["trade_sums"] < 1e-6
