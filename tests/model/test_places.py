"""Places: who settles where under which rules, what parks elsewhere take and bring, and what is nearer than before."""

import dataclasses

import numpy as np
import pytest

from common.vocabulary import CORRIDORS, LEVERS, PLATFORM_RULES, PLATFORMS, SECTORS
from model.facts.districts import platforms
from model.facts.places import corridors, metro_cities, platform_rules
from model.interventions import WiresCut
from model.levers.actions import Plan
from model.levers.places import Corridor, EnclavePark, Metropolitan, OverseasPark, PlatformArea, PlatformRule
from model.parameters import Parameters
from model.places.parks import Enclaves, Overseas
from model.places.platforms import OUTSIDE, Platforms
from model.places.reach import Reach
from model.rules.places import NO_PLACES
from tests.support.quiet_city import StillCity
from tests.support.whole_model import OPEN, START, origin, run
from tests.support.worlds import months_of

PLACE, P = LEVERS.index("places"), Parameters()
MAKERS = SECTORS.index("manufacturing")
RULES = PlatformRule(start=START, platforms=("economic", "high_tech"), rule="shorter_list")
AREA = PlatformArea(start=START, platform="jiangsu_ftz_nanjing", hectares=1000.0)
PARK = EnclavePark(start=START, city="chuzhou", hectares=500.0, tax_share=0.5)
LINE = Corridor(start=START, corridor="huning", minutes_saved=20.0, carriage_saved=0.2)
METRO = Metropolitan(start=START, shared_licences=0.5, commuting_minutes=10.0)
ABROAD = OverseasPark(start=START, origin="VNM", hectares=500.0, support_cny_mn_per_firm=1.0)
CITY = StillCity()


def in_force(*actions, month=3):
    return months_of(Plan(places=actions), month + 1)[month]


def settling(*actions):
    return Platforms(CITY).settle(in_force(*actions))


@pytest.fixture(scope="module")
def runs():
    """A year and a half of a member without anything, with everything, and with everything and the wires cut."""
    everything = Plan(places=(RULES, AREA, PARK, LINE, METRO, ABROAD))
    cut = WiresCut(("places_to_firms", "places_to_travel", "places_to_trade", "parks_to_trade"))
    return [
        run(plan, months=18, interventions=changes, **OPEN)
        for plan, changes in ((Plan(), ()), (everything, ()), (everything, (cut,)))
    ]


def test_facts_agree_with_what_is_published():
    area = sum(one.hectares for one in platforms() if one.kind == "free_trade")
    assert area == 3955  # State Council, 2 August 2019
    metro = metro_cities().gdp_bn_cny.sum() + 1635.5
    assert metro == pytest.approx(4666.6, rel=0.002)  # Nanjing statistics bureau, 2021
    assert corridors().hours[CORRIDORS.index("huning")].tolist() == [1.3, 1.0]
    assert platform_rules().shape == (len(PLATFORM_RULES), len(PLATFORMS)) and not platform_rules()[:, OUTSIDE].any()


def test_with_nothing_done_platforms_add_nothing_and_hold_their_share_of_firms(runs):
    usual = settling()
    assert not usual.entry.any() and not usual.stay.any() and not usual.days.any() and not usual.taken_in.any()
    np.testing.assert_allclose(usual.chosen.sum(axis=0), 1.0)
    firms = runs[0]["foreign_firms_by_platform"]
    np.testing.assert_array_equal(firms.sum(axis=1), runs[0]["foreign_firms"].sum(axis=1))
    assert 0.06 < firms[0, 0] / firms[0].sum() < 0.14  # 45 % of a fifth to a quarter of the city's foreign firms
    for done in runs:
        np.testing.assert_allclose(done["fdi_by_platform"].sum(axis=1), done["fdi_actual_use"].sum(axis=(1, 2)))
        np.testing.assert_allclose(done["jobs_by_platform"].sum(axis=1), done["jobs"].sum(axis=1))


def test_a_rule_draws_to_whom_it_is_given_and_mostly_from_the_same_zone():
    usual, given = settling(), settling(RULES)
    belt = [one.zone for one in platforms()].index("culture_belt")  # Jiangning's economic zone
    assert np.all(given.entry >= 0) and given.entry.max() < 0.05
    zone = 2
    more = given.chosen[belt, zone] - usual.chosen[belt, zone]
    assert np.all(more > 0) and np.all(given.chosen[OUTSIDE, zone] < usual.chosen[OUTSIDE, zone])
    half = dataclasses.replace(RULES, share=0.5)
    np.testing.assert_allclose(settling(half, half).entry, given.entry)
    np.testing.assert_allclose(settling(RULES, RULES).entry, given.entry)


def test_a_quick_desk_on_a_platform_serves_the_lines_that_are_open():
    room, none = Platforms(CITY), np.zeros((len(PLATFORM_RULES), len(PLATFORMS)))
    quick = none.copy()
    quick[PLATFORM_RULES.index("quick_licences")] = 5.0
    shut = np.linspace(0.0, 1.0, len(SECTORS))
    worth = (room._worth(quick, shut) - room._worth(none, shut))[0]
    np.testing.assert_allclose(worth, worth[0] * (1 - shut), atol=1e-15)


def test_a_wider_free_trade_area_takes_firms_in_and_draws_few():
    wider = settling(AREA)
    here = wider.entry[0]
    assert np.all(here > 0) and np.all(here < 0.02) and not np.delete(wider.entry, 0, axis=0).any()
    taken = wider.taken_in[0, MAKERS]
    assert taken == pytest.approx(0.45 * 1000 / 3955 / 0.25, rel=0.15)
    assert np.all(settling(dataclasses.replace(AREA, hectares=20_000.0)).taken_in <= P["places.most_taken_in"] + 1e-9)


def test_a_platform_fills_as_it_draws_and_full_ones_draw_less():
    room, policy = Platforms(CITY), in_force(dataclasses.replace(RULES, platforms=("jiangning_economic",)))
    drawn = [room.settle(policy).chosen[2, 2, MAKERS] for _ in range(240)]
    assert np.all(np.diff(drawn) <= 0) and drawn[-1] < drawn[0]
    assert room.let_2022[2] < room.let[2] < 1


def test_deferred_duty_is_worth_the_interest_on_it():
    room = Platforms(CITY)
    a_year = 0.16 * 45 / 365.25 * 0.05
    assert room.worth_of_bond() == pytest.approx(a_year * 0.25 * 1.2 * 2.1 * 4.37, rel=0.03)
    room.settle(in_force(dataclasses.replace(RULES, rule="bonded_goods")))
    assert 1.5 < room.bonded_times() < 4


def test_quicker_trains_and_shared_licences_reach_more_and_each_train_less():
    reach = Reach(CITY)
    worth = [reach.worth(in_force(one).places).mean() for one in (LINE, METRO)]
    assert all(0.003 < each < 0.05 for each in worth) and not reach.worth(NO_PLACES).any()
    trains = [
        reach.sooner(in_force(dataclasses.replace(LINE, minutes_saved=0.0, trains_a_day=n)).places)[0]
        for n in (0.0, 50.0, 100.0)
    ]
    assert trains[0] == 0 and trains[1] > trains[2] - trains[1] > 0
    saved = reach.rail_saved(in_force(LINE).places)
    assert saved[0] == pytest.approx(1 / 3) and saved[1] == pytest.approx(1 / 3 / 1.3) and not saved[2:].any()


def test_enclave_parks_take_some_plants_from_the_city_and_win_others():
    parks, near = Enclaves(CITY), in_force(PARK).places
    far = in_force(dataclasses.replace(PARK, city="huaian")).places
    assert parks.weight(near, 0.0) > 2 * parks.weight(far, 0.0) and parks.weight(NO_PLACES, 0.0) == 0
    weight = parks.weight(near, 0.0)
    assert 0.02 < weight / (1 + weight) < 0.08 and 0 < parks.gain(weight) < 0.05
    for _ in range(120):
        parks.receive(0.0, near, 0.0)
    assert 10 < parks.jobs / 200 < 40  # some 28 plants in ten years on 500 hectares, as at Suzhou and Chuzhou's park
    assert parks.tax == pytest.approx(0.5 * parks.jobs * 0.045)


def test_firms_abroad_fill_a_park_slowly_and_support_wins_some():
    def firms(*actions, months=48):
        parks = Overseas(CITY)
        for _ in range(months):
            parks.fill(in_force(*actions).places, np.zeros(len(parks.firms)))
        return parks

    bare, paid = firms(dataclasses.replace(ABROAD, support_cny_mn_per_firm=0.0)), firms(ABROAD)
    there = origin("VNM")
    assert 0 < bare.firms[there] < paid.firms[there] < 500 * 0.157 * 0.4 and not np.delete(paid.firms, there).any()
    half = dataclasses.replace(ABROAD, hectares=250.0)
    np.testing.assert_allclose(firms(half, half).firms, paid.firms)
    assert paid.exports_times()[there] > 1


def test_land_is_paid_for_over_its_first_months():
    for one, amount in ((AREA, 0.3 * 1000), (PARK, 3 * 500)):
        assert sum(policy.fiscal_cost[PLACE] for policy in months_of(Plan(places=(one,)), 30)) == pytest.approx(amount)


def test_everything_together_moves_the_city_a_little_and_only_by_its_wires(runs):
    usual, done, cut = runs
    for key in ("new_foreign_firms", "goods_exports", "visitors"):
        assert 1.0 < done[key].sum() / usual[key].sum() < 1.08, key
    for key in ("fdi_actual_use", "goods_exports", "visitors", "talent", "rent"):
        np.testing.assert_array_equal(cut[key], usual[key], err_msg=key)
    assert done["firms_in_parks_abroad"][-1].sum() > 0 and done["enclave_jobs"][-1] > 0
    assert done["foreign_firms_by_platform"][-1, 0] > 1.1 * usual["foreign_firms_by_platform"][-1, 0]
    assert done["fiscal_cost"][:, PLACE].sum() > 0 and not usual["fiscal_cost"][:, PLACE].any()
