"""Industrial chains: levels of 2022, inputs that fail and stocks that bridge, and what is done for a chain."""

import dataclasses

import numpy as np
import pytest

from common.vocabulary import CHAINS, GOODS, LEVERS, SECTORS
from model.chains.inputs import Inputs, mixed
from model.chains.investors import ChainInvestors
from model.chains.platforms import Platforms
from model.chains.suppliers import Suppliers
from model.facts import facts
from model.facts.chains import chain_facts
from model.interventions import WiresCut
from model.levers.actions import Plan
from model.levers.industrial_chains import BackupStock, FirstUse, LeadingFirms, LocalSupply, Platform
from model.parameters import Parameters
from model.rules.business import LeadersSought
from model.setting import SupplyShock
from tests.support.whole_model import OPEN, START, pilot
from tests.support.worlds import months_of

F, P = chain_facts(), Parameters().room("chains")
CHIPS, GRID, VEHICLES = (CHAINS.index(chain) for chain in ("integrated_circuits", "smart_grid", "smart_vehicles"))
CIRCUITS = GOODS.index("integrated_circuits")
SHOCK = SupplyShock(chain="integrated_circuits", origins=("TWN", "KOR"), start=START + 2, end=START + 7, share_lost=0.8)
RESERVE = BackupStock(start=START, chain="integrated_circuits", weeks=8.0)
MONTHS = 9
PLACE = LEVERS.index("industrial_chains")


def series(plan=None, shocks=(), cut=()):
    model = pilot(plan, months=MONTHS, interventions=(WiresCut(cut),) if cut else (), **OPEN)
    model.setting = dataclasses.replace(model.setting, supply_shocks=shocks)
    found = model.run()
    model.free()
    return found


@pytest.fixture(scope="module")
def usual():
    return series()


@pytest.fixture(scope="module")
def hit():
    return series(shocks=(SHOCK,))


def passed(months=12, lost=0.0, backup=0.0, origins=("TWN", "KOR")):
    """Output and inputs of the chip chain month by month, when what some partners deliver is lost."""
    inputs = Inputs(F, P, 1.0)
    share = np.zeros(F.origins.shape)
    share[CHIPS, np.isin(facts().origins, origins)] = lost
    seen = []
    for _ in range(months):
        inputs.arrive(share, np.full(len(CHAINS), backup))
        seen.append((inputs.output()[CHIPS], inputs.stock[CHIPS], inputs.used[CHIPS]))
    return np.array(seen).T


def test_levels_of_2022_add_up_to_less_than_the_citys_industry_and_trade(usual):
    makers = np.array(CHAINS) != "software"
    assert F.output[makers].sum() < 1000 * P.industry_output_cny_bn
    yearly = usual["chain_output"].mean(axis=0) * 12
    np.testing.assert_allclose(yearly, F.output, rtol=0.05)
    assert np.all(usual["chain_exports"] < usual["chain_output"])
    total = usual["goods_exports"].sum(axis=1) + usual["services_exports"].sum(axis=1)
    assert np.all(usual["chain_exports"].sum(axis=1) < total)
    assert np.all(usual["chain_foreign_firms"].sum(axis=1) < usual["foreign_firms"].sum(axis=1))
    for key in ("chain_jobs", "chain_input_weeks", "chain_local_share"):
        np.testing.assert_allclose(usual[key], np.broadcast_to(usual[key][0], usual[key].shape))
    assert not usual["chain_missing_inputs"].any() and not usual["chain_platform_users"].any()


def test_shares_of_kinds_of_inputs_and_of_suppliers_sum_to_what_they_should():
    np.testing.assert_allclose(F.origins.sum(axis=1), 1)
    np.testing.assert_allclose(F.supplies.sum(axis=0), 1)
    assert F.goods.sum(axis=0).max() <= 1 and F.investors.sum(axis=0).max() <= 1


def test_imports_fall_at_once_and_output_once_stocks_run_out_then_both_come_back(usual, hit):
    imports = (hit["goods_imports_by_kind"] / usual["goods_imports_by_kind"])[:, CIRCUITS]
    output = (hit["chain_output"] / usual["chain_output"])[:, CHIPS]
    jobs = (hit["chain_jobs"] / usual["chain_jobs"])[:, CHIPS]
    assert np.all(imports[:2] == 1) and np.all(imports[2:7] < 0.95)
    assert 0.95 < output[2] < 1 and np.all(np.diff(output[2:7]) < 0) and output[6] < 0.9
    assert 1 - jobs[6] < 0.5 * (1 - output[6])
    assert np.all(imports[7:] > 1) and np.all(output[7:] > 0.99)
    others = [chain for chain in range(len(CHAINS)) if chain != CHIPS]
    assert (hit["chain_output"] / usual["chain_output"])[:, others].min() > 0.98
    assert hit["chain_output"][6, GRID] < usual["chain_output"][6, GRID]


def test_a_reserve_bridges_a_part_of_the_shock_and_costs_what_it_costs_to_hold(usual, hit):
    safer = series(Plan(industrial_chains=(RESERVE,)), (SHOCK,))
    lost, less = (usual["chain_exports"] - run["chain_exports"] for run in (hit, safer))
    assert 0 < less[:, CHIPS].sum() < 0.9 * lost[:, CHIPS].sum()
    held = 8 / 52 * F.output[CHIPS] * F.imported[CHIPS]
    assert safer["fiscal_cost"][:, PLACE].sum() == pytest.approx(P.carrying_cost * held * MONTHS / 12, rel=0.05)


def test_cut_wires_carry_no_shock(usual):
    cut = ("chains_to_goods", "chains_to_services", "chains_to_investors")
    done = series(Plan(industrial_chains=(RESERVE,)), (SHOCK,), cut)
    for key in ("goods_exports", "goods_imports", "services_exports", "new_foreign_firms"):
        np.testing.assert_array_equal(done[key], usual[key])
    assert done["chain_missing_inputs"].any()


def test_a_longer_or_wider_shock_hurts_more_and_a_larger_reserve_less():
    small, large = passed(lost=0.4)[0], passed(lost=0.8)[0]
    assert np.all(large < small) and np.all(small < 1)
    assert passed(lost=0.8, origins=("TWN", "KOR", "JPN"))[0].min() < large.min()
    assert np.all(passed(lost=0.8, backup=8.0)[0] >= large)
    assert large[-1] > large.min()  # others have been found
    np.testing.assert_array_equal(passed()[0], 1)


def test_without_an_input_there_is_no_output_and_little_replaces_it():
    some = mixed(np.array([0.0, 0.5, 0.9, 1.0]), np.full(4, 0.3), 0.1)
    assert some[0] == pytest.approx(0, abs=1e-5) and some[3] == 1
    assert 0.5 < some[1] < 0.6 and 0.9 < some[2] < 0.97
    assert np.all(mixed(np.array([0.5]), np.array([0.3]), 0.03) < some[1])


def built(spent, months=36):
    platforms = Platforms(F, P, 1.0)
    for _ in range(months):
        platforms.build(np.full(len(CHAINS), float(spent)))
    return platforms


def test_platforms_serve_more_with_more_money_never_more_than_there_are_and_save_about_their_cost():
    some, much = built(200), built(400)
    assert np.all(some.users < much.users) and np.all(much.users < 2 * some.users)
    assert np.all(built(1e6).users <= F.firms)
    saved = some.saved[CHIPS] * F.output[CHIPS]
    assert 0.2 * 200 < saved < 2 * 200


def grown(purchases, months=36):
    suppliers = Suppliers(F, P, 1.0)
    for _ in range(months):
        suppliers.build(np.ones(len(CHAINS)), np.full(len(CHAINS), float(purchases)))
    return suppliers


def test_suppliers_grow_with_matched_purchases_up_to_the_room_there_is():
    none, some, much, all_of_it = (grown(amount) for amount in (0, 2000, 4000, 1e9))
    np.testing.assert_allclose(none.depth, 1)
    assert np.all(none.depth < some.depth) and np.all(some.depth < much.depth)
    assert np.all(all_of_it.local_share < 1) and np.all(some.imports_left() < 1)
    assert some.matched[GRID] < 2000 * P.matched_added


def investors():
    room = Parameters().room("firms")
    return ChainInvestors(F, facts().fdi_musd_2022 * facts().sector_fdi_share, P, room)


def test_leading_firms_draw_investors_of_their_sectors_and_halves_make_a_whole():
    def draw(*money):
        room = investors()
        sought = tuple(LeadersSought(VEHICLES, amount, 0.1) for amount in money)
        drawn = room.attract(np.zeros(len(CHAINS)), np.ones(len(CHAINS)), sought)
        return drawn, room.supported_usd_mn

    (none, _), (whole, paid), (halves, paid_too), (twice, more) = draw(), draw(200.0), draw(100.0, 100.0), draw(400.0)
    none, whole, halves, twice = none - 1, whole - 1, halves - 1, twice - 1
    np.testing.assert_allclose(none, 0)
    np.testing.assert_allclose(whole, halves)
    assert paid == pytest.approx(paid_too) and paid < more < 40
    where = SECTORS.index("manufacturing")
    assert 0 < whole[where] < twice[where] < 2 * whole[where]
    assert not np.delete(whole, where).round(12).any()


def test_foreign_firms_of_chains_follow_what_opens_and_keep_their_part_of_2022_else():
    room, firms = investors(), np.full(len(SECTORS), 100.0)
    room.settle(firms)
    room.divide(firms + 10, np.full(len(SECTORS), 20.0), 1.0)
    np.testing.assert_allclose(room.shift, 1)
    room.attract(np.zeros(len(CHAINS)), np.where(np.arange(len(CHAINS)) == VEHICLES, 2.0, 1.0), ())
    room.divide(firms + 10, np.full(len(SECTORS), 20.0), 1.0)
    assert room.shift[VEHICLES] > 1 and np.all(np.delete(room.shift, VEHICLES) <= 1)
    assert np.all(room.firms.sum(axis=0) <= firms + 10)


def test_what_is_done_is_paid_and_ends_with_its_dates():
    when = {"start": START + 1, "end": START + 3, "chain": "smart_grid"}
    actions = (
        Platform(capex_cny_mn_a_year=120.0, **when),
        LocalSupply(purchases_cny_mn_a_year=1200.0, **when),
        FirstUse(insured_cny_mn_a_year=1200.0, **when),
        LeadingFirms(projects_a_year=1.0, investment_usd_mn=60.0, support_share=0.1, **when),
    )
    months = months_of(Plan(industrial_chains=actions), 5)
    paid = [policy.fiscal_cost[PLACE] for policy in months]
    assert paid[0] == paid[3] == 0
    assert paid[1] == pytest.approx(10 + 100 * (P.matching_cost + P.first_sets_premium))
    assert [bool(policy.chains.leaders) for policy in months] == [False, True, True, False, False]
    assert months[1].chains.platforms[GRID] == 120 and months[1].chains.platforms.sum() == 120
