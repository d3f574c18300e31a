"""Digital trade: who must apply for what, who waits, who takes a line, what computing costs, and what services trade gains."""

import dataclasses
import functools

import numpy as np
import pytest

from common.vocabulary import LEVERS, SECTORS
from model.digital import computing, lines
from model.digital.data_flows import DataFlows, mechanism, senders
from model.facts import facts
from model.facts.digital import data_rules, digital_needs, lists_allowed_from, rule_in_force
from model.facts.months import month_index
from model.interventions import WiresCut
from model.levers.actions import Plan
from model.levers.digital_trade import ComputingCentre, DataDesk, DataExchange, DedicatedLines, FreeList, cost
from model.parameters import Parameters
from tests.support.whole_model import OPEN, START, run

P = Parameters().room("digital")
RULE_2022, STRICT, RULE_2024 = (rule_in_force(month_index(*when)) for when in ((2022, 12), (2024, 1), (2024, 6)))
NEEDS = digital_needs()
TRADE = np.full(len(SECTORS), 2000.0)
MONTHS = 4
NOBODY_FREED = np.zeros(len(SECTORS))
PLACE = LEVERS.index("digital_trade")
SERVICES = ("digital_services_exports", "digital_services_imports", "services_exports", "services_imports")
DESK = DataDesk(start=START, cases_a_year=80, days=60, cost_cny_mn_a_year=6.0)
WIDE = DedicatedLines(start=START, gbps=10, subsidy_cny=20_000)
CENTRE = ComputingCentre(start=START - 6, pflops=400, build_months=6)


def flows(rule=RULE_2022) -> DataFlows:
    return DataFlows(senders(NEEDS, TRADE, P.data), P.data, rule, 12)


def worked(months: int, cases: float = 0.0, days: float = P.data.case_days, freed=NOBODY_FREED, rule=RULE_2022):
    data = flows(rule)
    for _ in range(months):
        data.work(rule, cases, days, freed)
    return data


@functools.cache
def year(*actions, cut=(), **world):
    return run(Plan(digital_trade=actions), months=MONTHS, interventions=(WiresCut(cut),), **(OPEN | world))


def more(*actions, cut=(), **world) -> dict[str, float]:
    usual, done = year(**world), year(*actions, cut=cut, **world)
    return {key: float(done[key].sum() / usual[key].sum() - 1) for key in SERVICES}


# data that leave the country


def test_rules_by_date_name_what_a_firm_needs():
    persons = np.array([500.0, 60_000.0, 200_000.0, 2e6])[None, None, :, None]
    plain, sensitive = mechanism(RULE_2022, persons)[0, :, :, 0]
    assert plain.tolist() == [0, 2, 2, 2] and sensitive.tolist() == [0, 2, 2, 2]
    plain, sensitive = mechanism(RULE_2024, persons)[0, :, :, 0]
    assert plain.tolist() == [0, 0, 1, 2] and sensitive.tolist() == [1, 2, 2, 2]
    assert not mechanism(data_rules()[0], persons).any()
    assert lists_allowed_from() == RULE_2024.start == pytest.approx(month_index(2024, 3) + 21 / 31)


def test_without_a_plan_cases_wait_and_nothing_drifts():
    start, later = flows(), worked(48)
    np.testing.assert_allclose(later.cost, start.cost, rtol=1e-9)
    assert 0 < later.waiting < 30 and later.passed * 12 == pytest.approx(P.data.cases_2022)
    assert worked(48, rule=STRICT).waiting > 50, "stricter rules fill the desk"
    assert 0.7 < start.may_send().min() < start.may_send().max() < 1


def test_a_desk_lets_more_through_until_nobody_waits_and_shorter_days_help_then():
    none, some, double, ample = (worked(24, cases, rule=STRICT) for cases in (0, 10, 20, 2000))
    assert none.cost.sum() > some.cost.sum() > double.cost.sum() > ample.cost.sum()
    assert double.cost.sum() < (1 - 1e-6) * some.cost.sum() and none.days > double.days > ample.days
    assert ample.days == pytest.approx(P.data.case_days)
    quick = worked(24, 2000, days=40, rule=STRICT)
    assert quick.cost.sum() < ample.cost.sum() and np.array_equal(worked(24, 4000, rule=STRICT).cost, ample.cost)


def test_a_quicker_desk_holds_nobody_up_however_few_cases_it_takes():
    """Shorter days had drawn firms with little at stake into a full queue, so that those with much waited longer."""
    for rule in (RULE_2022, RULE_2024, STRICT):
        for cases in (0.0, 10.0, 40.0):
            usual, quick = worked(24, cases, rule=rule).cost, worked(24, cases, days=30.0, rule=rule).cost
            assert np.all(quick <= usual + 1e-12), (rule.start, cases)


def test_a_case_takes_its_own_days_where_none_waits_however_long_a_step_is():
    for parts, days in ((12, 120.0), (24, 120.0), (12, 10.0)):
        data = DataFlows(senders(NEEDS, TRADE, P.data), P.data, RULE_2022, parts)
        for _ in range(2 * parts):
            data.work(RULE_2022, 2000.0, days, NOBODY_FREED)
        assert data.days == pytest.approx(days)


def test_the_rules_of_2024_free_most_and_a_list_frees_its_sectors_alone():
    assert worked(1, rule=RULE_2024).cost.sum() < 0.7 * worked(1, rule=STRICT).cost.sum()
    health = np.where(np.array(SECTORS) == "health", 0.5, 0.0)
    cost_usual, cost_freed = worked(1).cost, worked(1, freed=health).cost
    place = SECTORS.index("health")
    assert cost_freed[place] < 0.6 * cost_usual[place]
    assert np.all(np.delete(cost_freed, place) <= np.delete(cost_usual, place) + 1e-12), "others wait no longer"


def test_what_data_rules_cost_is_within_what_studies_find():
    lifted = Parameters()["trade.services.cost_elasticity"] * flows(STRICT).cost.mean()
    assert 0.002 < lifted < 0.05, (
        "5 % more services trade without all rules on data flows (Ferracane & van der Marel 2021)"
    )


# lines and computing


def test_the_channel_is_full_its_price_clears_and_a_wider_one_serves_more():
    mean = np.full(len(SECTORS), 8e6)
    takes = lambda gbps, paid=0.0: lines.taken(mean, NEEDS.traders, gbps, paid, P.lines)  # noqa: E731
    narrow, wide, ample, paid = takes(5), takes(10), takes(500), takes(500, 30_000)
    assert narrow.takers == pytest.approx(5000 / P.lines.mbps) and wide.takers == pytest.approx(2 * narrow.takers)
    assert narrow.price_cny > wide.price_cny > ample.price_cny == P.lines.price_cny
    assert np.all(narrow.saved < wide.saved) and np.all(wide.saved < ample.saved) and np.all(ample.saved < paid.saved)
    assert wide.saved[0] - narrow.saved[0] > takes(15).saved[0] - wide.saved[0] > 0
    np.testing.assert_array_equal(takes(5, 30_000).saved, narrow.saved)  # support of a full channel raises its price


def test_computing_power_lowers_its_price_and_firms_raise_it():
    at = functools.partial(computing.price, p=P.computing)
    assert at(1.0, 0.0) == pytest.approx(1.0)
    assert at(1.0, 0.0) > at(1.0, 0.2) > at(1.0, 0.4) > 0 and at(1.1, 0.0) > 1
    small = 1 - at(1.0, 0.01)
    assert small == pytest.approx(0.01 / (P.computing.demand_elasticity + P.computing.supply_elasticity), rel=0.02)
    met = at(1.0, 0.3) ** P.computing.supply_elasticity + 0.3
    assert met == pytest.approx(computing.used(1.0, at(1.0, 0.3), P.computing))


# the whole city


def test_levels_of_2022_agree_with_the_facts():
    usual = year()
    trade = (usual["digital_services_exports"] + usual["digital_services_imports"]).sum()
    known = (facts().services_exports_musd_2022 + facts().services_imports_musd_2022) * facts().exchange_rate(2022)
    assert 0.4 * known < 12 / MONTHS * trade < 0.9 * known
    assert usual["dedicated_lines"] == pytest.approx(1000 * P.lines.gbps_2022 / P.lines.mbps)
    assert usual["computing_power"] == pytest.approx(P.computing.pflops_2022, rel=0.05)
    assert not usual["data_exchange_turnover"].any() and not usual["fiscal_cost"][:, PLACE].any()
    assert np.all(usual["digital_services_imports"] <= usual["services_imports"])


@pytest.mark.parametrize("action", [DESK, WIDE, CENTRE], ids=["desk", "lines", "computing"])
def test_each_part_raises_services_trade_a_little_and_by_its_wire_alone(action):
    gain = more(action)
    assert all(0 < gain[key] < 0.03 for key in SERVICES)
    assert gain["digital_services_exports"] > gain["services_exports"]
    cut = ("digital_to_services", "digital_to_firms")
    usual, done = year(cut=cut), year(action, cut=cut)
    assert all(np.array_equal(usual[key], done[key]) for key in (*SERVICES, "fdi_actual_use"))


def test_half_and_half_make_a_whole_and_a_list_waits_for_the_nation():
    halves = dataclasses.replace(WIDE, gbps=5), dataclasses.replace(WIDE, gbps=5)
    assert more(*halves) == more(WIDE)
    listed = FreeList(start=START, sectors=("technology", "health"), share=0.8, decided_by="province")
    assert not any(more(listed).values()), "rules of 2022 know no lists"
    by_nation = dataclasses.replace(listed, decided_by="national")
    assert all(gain > 0 for gain in more(by_nation).values())


def test_costs_fall_where_they_are_stated_and_support_where_it_is_taken():
    months = range(START, START + 12)
    assert sum(cost(Plan(digital_trade=(DESK,)), month) for month in months) == pytest.approx(6.0)
    built = Plan(digital_trade=(ComputingCentre(start=START + 2, pflops=100, build_months=4, public_cny_mn=90),))
    assert [cost(built, month) for month in months] == pytest.approx([0, 0, *[22.5] * 4, *[0] * 6])
    paid = year(WIDE)["fiscal_cost"][:, PLACE]
    assert paid == pytest.approx(20_000 * year(WIDE)["dedicated_lines"] / 12 / 1e6, rel=0.03)
    traded = year(DataExchange(start=START, turnover_cny_mn_a_year=1e6))["data_exchange_turnover"].sum()
    assert traded == pytest.approx(P.exchange.market_cny_mn * MONTHS / 12)
