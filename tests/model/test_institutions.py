"""Headquarters, functional institutions and offshore trade: who comes, what they serve, what they save others."""

import dataclasses

import numpy as np
import pytest

from common.vocabulary import FOUNDERS, HEADQUARTERS, INSTITUTIONS, LEVERS
from model.facts import facts
from model.institutions.headquarters import FOREIGN, PRIVATE, Headquarters, Rewards
from model.institutions.institutions import Institutions
from model.institutions.offshore import OffshoreTrade
from model.institutions.services import ServingInstitutions
from model.levers.actions import HeadquartersRule, Institution, OffshoreRule, Plan
from model.parameters import Parameters
from model.rules.business import HeadquartersReward
from tests.support.quiet_city import StillCity
from tests.support.whole_model import OPEN, START, pilot, run
from tests.support.worlds import months_of

P = Parameters()
OFFICE = Institution(start=START, kind="arbitration", capacity_a_year=100.0, support_cny_mn_a_year=6.0)
WHITE_LIST = OffshoreRule(start=START, listed_firms=50.0, settlement_days=2.0, stamp_duty_refund=0.5)
AWARD = HeadquartersRule(start=START, kind="regional", reward_cny_mn=20.0, number=3.0)
ARBITRATION, REGIONAL = INSTITUTIONS.index("arbitration"), HEADQUARTERS.index("regional")


def policy(*actions):
    return months_of(Plan(institutions=actions), 1)[0]


@pytest.fixture(scope="module")
def city():
    return StillCity(3)


@pytest.fixture(scope="module")
def usual():
    return run(months=24, **OPEN)


@pytest.fixture(scope="module")
def done():
    return run(Plan(institutions=(OFFICE, WHITE_LIST, AWARD)), months=24, **OPEN)


def groups(city, months, assets=None, gain=0.0):
    """Headquarters after some months in which groups meet a threshold and a gain."""
    made = Headquarters(city)
    for _ in range(months):
        city.clock.advance()
        made.decide(made.assets_2022 if assets is None else np.full(len(FOREIGN), assets), np.full(len(FOREIGN), gain))
    return made


def test_the_stock_of_2022_stands_at_the_start_and_grows_as_recognitions_did():
    made = groups(StillCity(3), 60)
    assert np.array_equal(groups(StillCity(3), 0).count, [55, 18])
    assert np.abs(made.more).max() < 12 and made.usual[0] == pytest.approx(66, abs=3)


def test_half_the_threshold_lets_twice_as_many_qualify_and_a_gain_brings_more_of_them():
    asked = [groups(StillCity(3), 48, assets).count for assets in (400.0, 200.0, 100.0)]
    assert asked[0][1] < asked[1][1] < asked[2][1]
    made = groups(StillCity(3), 0)
    qualify = [np.count_nonzero((made.kind == 1) & (made.assets >= assets)) for assets in (400.0, 200.0)]
    assert qualify[1] == pytest.approx(2**1.06 * qualify[0], rel=0.2)
    worth = [groups(StillCity(3), 48, gain=gain).count[0] for gain in (-0.1, 0.0, 0.1, 0.3)]
    assert worth == sorted(worth) and worth[3] > worth[1]


def test_groups_found_more_headquarters_where_their_trips_are_cheaper():
    city = StillCity(3)
    room, usual = Institutions(city), city.signals["flights_to_firms"]
    assert not room._gain(policy()).any()
    gains = []
    for origins in (facts().origins, ("USA",), ("MNG",)):
        near = [facts().origin_index[code] for code in origins]
        cheaper = usual.copy()
        cheaper[near] *= 0.9
        city.wires.send("flights_to_firms", cheaper)
        gains.append(room._gain(policy()))
        assert gains[-1][PRIVATE] == 0
    everywhere, usa, mongolia = (gain[0] for gain in gains)
    assert everywhere == pytest.approx(-np.log(0.9) * P["institutions.headquarters.trip_share"])
    assert 0 < mongolia < usa < 0.3 * everywhere


def test_rewards_are_paid_as_often_as_promised_the_best_first():
    best, other = (HeadquartersReward(0, place, amount, 2.0, 1.0) for place, amount in ((0, 10.0), (1, 4.0)))
    rewards = Rewards()
    assert rewards.offered((other, best), 0) == 10.0 and rewards.offered((best,), 1) == 0.0
    assert rewards.pay((other, best), 0, 3.0) == pytest.approx(24.0)
    assert rewards.offered((other, best), 0) == 4.0 and rewards.pay((other, best), 0, 5.0) == pytest.approx(4.0)
    half = tuple(HeadquartersReward(0, place, 10.0, 1.0, 1.0) for place in (0, 1))
    assert Rewards().pay(half, 0, 5.0) == Rewards().pay((best,), 0, 5.0) == pytest.approx(20.0)


def test_an_institution_serves_no_more_than_it_can_take_and_clients_have(city):
    def served(*actions, months=120):
        made, rules = ServingInstitutions(city), policy(*actions)
        for _ in range(months):
            made.serve(rules)
        return made

    capacities = [
        dataclasses.replace(OFFICE, capacity_a_year=size, support_cny_mn_a_year=0.0) for size in (0, 100, 200, 900)
    ]
    cases = [served(action).served[ARBITRATION] for action in capacities]
    assert cases[0] == pytest.approx(ServingInstitutions(city).served_start[ARBITRATION])
    assert np.all(np.diff(cases) > 0) and np.diff(cases)[1] < np.diff(cases)[0] and cases[-1] < 0.5 * 300
    halves = [dataclasses.replace(OFFICE, capacity_a_year=50.0, support_cny_mn_a_year=3.0)] * 2
    assert served(*halves).served == pytest.approx(served(OFFICE).served)
    assert served(OFFICE).served[ARBITRATION] > cases[1], "support of fees brings clients"
    assert served(OFFICE, months=12).served_start[ARBITRATION] < served(OFFICE, months=12).served[ARBITRATION]
    assert served(OFFICE, months=12).served[ARBITRATION] < served(OFFICE).served[ARBITRATION], "it has to become known"


def test_what_cases_save_is_what_firms_are_saved(city):
    made, rules = ServingInstitutions(city), policy(OFFICE)
    for _ in range(60):
        made.serve(rules)
    saved = made.saved_more.sum()
    assert saved == pytest.approx((made.served - made.served_start)[ARBITRATION] * 0.55)
    goods = facts().goods_trade_cny_mn_2022 * facts().goods_export_share_of_trade
    assert made.premium == pytest.approx(100 * 0.7 * saved / (1000 * P["finance.foreign_capital_cny_bn"]))
    assert made.of_goods == pytest.approx(0.2 * saved / goods)
    exports = facts().services_export_share * facts().services_exports_musd_2022 * facts().exchange_rate(2022)
    assert made.of_services @ exports == pytest.approx(0.1 * saved)
    assert 0 < made.premium < 0.05, "some thousandths of a point: disputes are a small part of what firms risk"


def test_offshore_trade_is_booked_where_it_is_cheap_by_those_who_are_listed():
    def booked(*actions):
        trade = OffshoreTrade(P.room("institutions").offshore)
        trade.book(policy(*actions), 0.0)
        return trade

    nothing = booked()
    assert nothing.turnover == pytest.approx(nothing.turnover_start) == pytest.approx(7200) and nothing.refunded == 0
    lists = [
        booked(dataclasses.replace(WHITE_LIST, listed_firms=n)).turnover for n in (0.0, 20.0, 100.0, 800.0, 5000.0)
    ]
    assert lists[0] == pytest.approx(7200) and np.all(np.diff(lists[:4]) > 0) and lists[4] == lists[3]
    quick = [booked(dataclasses.replace(WHITE_LIST, settlement_days=days)).turnover for days in (5.0, 3.0, 1.0)]
    assert quick == sorted(quick) and len(set(quick)) == 3
    halves = [dataclasses.replace(WHITE_LIST, listed_firms=25.0)] * 2
    assert booked(*halves).turnover == pytest.approx(booked(WHITE_LIST).turnover)
    full = booked(WHITE_LIST)
    assert full.margin_more == pytest.approx(0.015 * (full.turnover - 7200))
    assert full.refunded < full.margin_more, "duty paid back is less than the margin that it brings"


def test_the_city_meets_what_institutions_bring_and_pays_for_it(usual, done):
    more = {key: done[key] - usual[key] for key in usual}
    assert more["institution_cases"][:, ARBITRATION].sum() > 0 and more["headquarters"][:, REGIONAL].sum() > 0
    assert more["services_exports"].sum() > more["offshore_margin"].sum() > 0
    assert more["goods_exports"].sum() > 0
    founded = done["headquarters_founded"][:, REGIONAL].sum()
    refunded = more["fiscal_cost"][:, LEVERS.index("institutions")].sum() - 12.0 - 20.0 * min(founded, 3.0)
    assert founded >= 3 and 0 < refunded < 10


def test_private_headquarters_are_counted_and_paid_in_the_month_in_which_they_are_founded():
    award = HeadquartersRule(start=START, kind="private", reward_cny_mn=2.0, number=500.0)
    city = pilot(Plan(institutions=(award,)), months=6, **OPEN)
    founders = city.home.founders
    for month in range(6):
        city.step()
        founded = founders.founded[FOUNDERS.index("headquarters")].sum()
        assert city.series["headquarters_founded"][month, PRIVATE] == founded
        assert city.series["headquarters"][month, PRIVATE] == founders.count[FOUNDERS.index("headquarters")].sum()
        assert city.series["fiscal_cost"][month, LEVERS.index("institutions")] == pytest.approx(2.0 * founded)
        asked = city.institutions.cost()
        assert np.array_equal(city.institutions.cost(), asked), "what is looked at is not paid again"
        assert asked[LEVERS.index("institutions")] == pytest.approx(2.0 * founded)
    assert city.series["headquarters_founded"][:, PRIVATE].sum() > 5


def test_without_the_lever_institutions_stand_still(usual):
    for key in ("institution_cases", "functional_institutions"):
        assert np.allclose(usual[key], usual[key][0])
    assert usual["fiscal_cost"][:, LEVERS.index("institutions")].sum() == 0
    assert usual["headquarters"][0, :2] == pytest.approx([55, 18], abs=2)
