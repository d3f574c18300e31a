"""Cross-border finance: who joins, what it saves and draws in, what is lent and lost, and what firms and the regulator feel."""

import dataclasses

import numpy as np
import pytest

from common.vocabulary import LEVERS, RISKS
from model.facts.months import month_index
from model.finance import rates
from model.finance.pools import FOREIGN, PoolRules, Pools
from model.finance.programmes import Programmes
from model.interventions import WiresCut
from model.levers.actions import Brake, Plan, TaskRun
from model.levers.cross_border_finance import CashPools, CreditProgramme, ForeignInstitutions, FundPilot
from model.parameters import Parameters
from tests.support.whole_model import START, run
from tests.support.worlds import months_of

P = Parameters().room("finance")
USUAL = PoolRules(0.5, 1000.0)
CAPITAL_FLOWS = RISKS.index("capital_flows")
MONTHS = 20
WIDE = CashPools(start=START, quota=8.0, threshold_revenue_cny_mn=300.0)
GREEN = CreditProgramme(start=START, kind="green", cny_mn_a_year=3000.0, guarantee_share=0.5)
SEED = CreditProgramme(start=START, kind="seed", cny_mn_a_year=400.0)
BANKS = ForeignInstitutions(start=START, kind="bank", licences=4.0)
FUNDS = FundPilot(start=START, direction="inward", quota_usd_mn=400.0)


def settled(rules: PoolRules, saving: float = 1.5) -> Pools:
    return Pools(P, 12, rules, saving)


def plan(*actions, **more) -> Plan:
    return Plan(cross_border_finance=actions, **more)


@pytest.fixture(scope="module")
def usual():
    return run(months=MONTHS, scale=0.01)


@pytest.fixture(scope="module")
def wide():
    return run(plan(WIDE, GREEN, SEED, BANKS, FUNDS), months=MONTHS, scale=0.01)


def test_larger_quotas_and_lower_thresholds_bring_more_pools_and_higher_costs_fewer():
    base, larger, lower = settled(USUAL), settled(PoolRules(1.0, 1000.0)), settled(PoolRules(0.5, 300.0))
    assert larger.joined.sum() > base.joined.sum() and lower.joined.sum() > base.joined.sum()
    # Each moves more, if less than in proportion: few were near the quota; and more join.
    assert 1.45 * base.balance.sum() < larger.balance.sum() < 2 * base.balance.sum()
    binding = Pools(Parameters({"finance.pool.quota_power": 0.9}).room("finance"), 12, PoolRules(1.0, 1000.0), 1.5)
    assert binding.balance.sum() > larger.balance.sum()
    assert lower.balance.sum() < 1.05 * base.balance.sum()  # those who join are small
    assert settled(USUAL, 0.5).joined.sum() < base.joined.sum() < settled(USUAL, 3.0).joined.sum()


def test_groups_join_over_years_and_leave_sooner():
    pools = settled(USUAL)
    start = pools.joined.sum()
    for _ in range(12):
        pools.deal(PoolRules(1.0, 1000.0), 1.5)
    year, end = pools.joined.sum(), settled(PoolRules(1.0, 1000.0)).joined.sum()
    assert start < year < 0.6 * end + 0.4 * start
    for _ in range(12):
        pools.deal(USUAL, 1.5)
    assert pools.joined.sum() < start + 0.2 * (year - start)


def test_money_comes_in_while_it_is_cheaper_abroad_and_goes_out_after():
    early, late = (rates.advantage(month_index(*when), 0.0, P) for when in ((2022, 1), (2023, 9)))
    assert early > 2 > 0 > late
    assert rates.inward(early, P) > 0.7 and rates.inward(late, P) < 0.3
    assert rates.advantage(month_index(2022, 1), 5.0, P) < early  # a yuan that falls costs those who borrow dollars
    assert rates.saving(late, P) > rates.saving(0.0, P)


def test_guarantees_place_more_and_lose_more_and_the_money_is_shared_by_those_who_apply():
    def lent(money: float, guaranteed: float) -> Programmes:
        programmes = Programmes(P, 12)
        for _ in range(24):
            programmes.lend(np.array([[0.0] * 4, [money, 0, 0, 0]]), np.full((2, 4), guaranteed), 0.0)
        return programmes

    none, full = lent(3000.0, 0.0), lent(3000.0, 1.0)
    assert full.losses()[0] == pytest.approx(none.losses()[0] * (1 + P.credit.guarantee_risk))
    assert none.losses()[1] == 0 and full.losses()[1] == pytest.approx(full.losses()[0])
    assert none.outstanding.sum() < lent(6000.0, 0.0).outstanding.sum() < 2 * none.outstanding.sum()
    assert lent(1e6, 0.0).outstanding.sum() < 2.01 * P.credit.green_applying
    guaranteed = months_of(plan(GREEN), 2)[0].finance.credit_cny_mn.sum()
    assert (
        guaranteed > months_of(plan(dataclasses.replace(GREEN, guarantee_share=0.0)), 2)[0].finance.credit_cny_mn.sum()
    )


def test_loans_to_technology_firms_are_divided_and_guaranteed_as_money_was_offered_when_they_were_taken():
    programmes, offered, guaranteed = Programmes(P, 12), np.zeros((2, 4)), np.zeros((2, 4))
    offered[:, 1], guaranteed[:, 1] = (100.0, 300.0), (0.0, 0.5)
    programmes.lend(offered, guaranteed, 0.0)
    assert not programmes.outstanding.any(), "who takes what is heard a month later"
    programmes.lend(0 * offered, 0 * guaranteed, 240.0)  # the offer has ended
    np.testing.assert_allclose(programmes.outstanding[:, 1], (5.0, 15.0))
    np.testing.assert_allclose(programmes.guaranteed[:, 1], (0.0, 7.5))
    assert programmes.losses()[1] > 0


def test_the_last_loans_of_a_programme_are_outstanding_too():
    ends = dataclasses.replace(SEED, end=START + 3)
    months = run(plan(ends), months=5, scale=0.005)
    lent, left = months["technology_loans"], months["credit_outstanding"].sum(axis=1)
    assert lent[2] > 0 == lent[3] and left[3] > left[2] > left[1] > left[0] == 0 and left[4] < left[3]


def test_without_a_lever_nothing_is_saved_and_levels_of_2022_are_those_of_the_facts(usual):
    assert not usual["cost_of_capital_saved"].any() and not usual["credit_outstanding"].any()
    first = usual["cross_border_rmb"][:12].sum() / 1000
    of_trade = 0.2 * sum(
        usual[f"{kind}_{way}"][:12].sum() for kind in ("goods", "services") for way in ("exports", "imports")
    )
    assert 0.6 * of_trade / 1000 < first < 3 * of_trade / 1000
    assert 0.003 < first / 28_390 < 0.02  # of the nation's settlement of 2020; Nanjing makes 1.4 per cent of its output
    assert 30 < usual["pooled_groups"][0] < 150


def test_each_facility_brings_what_it_is_for_and_capital_becomes_cheaper_by_tenths_at_most(usual, wide):
    for name in ("pooled_groups", "pool_balance", "cross_border_rmb", "fund_capital", "credit_takers", "credit_losses"):
        assert wide[name][-1].sum() > usual[name][-1].sum(), name
    assert wide["foreign_financial_institutions"][-1, 0] > usual["foreign_financial_institutions"][-1, 0]
    assert wide["technology_loans"].sum() > usual["technology_loans"].sum()
    moderate = run(plan(CashPools(start=START, quota=0.8, threshold_revenue_cny_mn=1000.0)), months=MONTHS, scale=0.005)
    assert 0 < moderate["cost_of_capital_saved"][-1] < 0.3
    change = wide["fdi_actual_use"].sum() / usual["fdi_actual_use"].sum() - 1
    assert 0 < change < 0.03


def test_a_task_and_the_lever_set_one_quota_and_the_larger_holds():
    """Task 1.29 is the same reform as the lever's rule for cash pools: beside that of the lever it adds nothing."""
    rule = plan(CashPools(start=START, quota=0.8, threshold_revenue_cny_mn=1000.0))
    both = dataclasses.replace(rule, pilot_tasks=(TaskRun(start=START, tasks=("1.29",)),))
    alone, together = (run(each, months=9, scale=0.005)["pool_balance"] for each in (rule, both))
    np.testing.assert_array_equal(alone, together)


def test_the_city_pays_for_what_its_guarantees_lose(usual, wide):
    paid = (wide["fiscal_cost"] - usual["fiscal_cost"])[:, LEVERS.index("cross_border_finance")]
    assert 0 < paid.sum() < wide["credit_losses"].sum()


def test_wide_pools_raise_the_risk_and_a_brake_holds_them_back(usual, wide):
    assert wide["risk"][-1, CAPITAL_FLOWS] > usual["risk"][-1, CAPITAL_FLOWS] + 0.1
    brake = Brake(risk="capital_flows", slows=("cross_border_finance",), to=0.2)
    held = run(plan(WIDE, brakes=(brake,)), months=MONTHS, scale=0.01)
    assert wide["risk"][:, CAPITAL_FLOWS].max() > 1.0
    assert held["pool_balance"][-1].sum() < 0.97 * wide["pool_balance"][-1].sum()


def test_behind_a_cut_wire_firms_and_the_regulator_feel_nothing(usual):
    wires = WiresCut(("finance_to_firms", "finance_to_regulator"))
    done = run(plan(WIDE), months=MONTHS, scale=0.01, interventions=(wires,))
    for name in ("fdi_actual_use", "new_foreign_firms", "risk"):
        np.testing.assert_allclose(done[name], usual[name])
    assert done["cost_of_capital_saved"][-1] > 0


def test_foreign_groups_are_some_third_of_the_citys_industry():
    pools = settled(USUAL)
    assert pools.groups[FOREIGN][pools._low >= 0.99].sum() == pytest.approx(P.groups.foreign, rel=0.15)
