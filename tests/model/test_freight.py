"""Freight: levels of 2022, who carries what, what more flights, trains and hours at the port bring, and what they do not."""

import dataclasses
import functools

import numpy as np
import pytest

from common.vocabulary import FREIGHT_MARKETS, FREIGHT_MODES, GOODS, LEVERS
from model.facts import facts
from model.freight import carriers, clearing, levels, shippers
from model.freight.clearing import FLIES, RUNS, Balance
from model.freight.terms import terms
from model.interventions import WiresCut
from model.levers.actions import CargoBase, ExpressRail, Freighters, LogisticsHub, Plan, Sailings, Trains
from model.parameters import Parameters
from model.rules.business import CarrierOffer, FreightRules
from tests.support.whole_model import CLOSED, START, run

EUROPE, ASIA = FREIGHT_MARKETS.index("europe"), FREIGHT_MARKETS.index("russia_central_asia")
P = Parameters()
ROOM = P.room("freight")
MONTHS = 3
NOTHING = FreightRules()
FLIGHTS = Freighters(start=START, market="europe", weekly_flights=10.0, tonnes=100.0, support_cny_per_flight=6e5)
RUNNING = Trains(start=START, corridor="europe", weekly_trains=6.0, support_cny_per_train=5e5)


def value():
    known = facts()
    exported = known.goods_export_share_of_trade
    return known.goods_share * (np.array([exported, 1 - exported]) * known.goods_trade_cny_mn_2022 / 12)[:, None]


@functools.cache
def of_2022():
    base, known = levels.base_of_2022(facts(), P), facts()
    plane = levels.belly(known.flights_2022_weekly, levels.belly_tonnes(known, ROOM))
    weights, by_air = levels.weights_of_2022(base, value(), plane, ROOM)
    return base._replace(fast=by_air), plane, weights


def cleared(rules=NOTHING, before=None):
    base, plane, weights = of_2022()
    tonnes = levels.tonnes_a_week(value(), base.services)
    offer = terms(rules, base.services, base.day_cost, ROOM)
    before = before or Balance.usual(len(FREIGHT_MARKETS))
    return clearing.clear(offer, base, weights, tonnes, rules, plane, before, ROOM), offer, tonnes


def saved(rules):
    """What shippers save, million CNY a year at trade of 2022."""
    (now, _, _), (start, others, _) = cleared(rules), cleared()
    cost = shippers.mean_cost(start.taken, others.others)
    gain = (cost * (1 - shippers.cost_index(now.taken, ROOM) / shippers.cost_index(start.taken, ROOM))).mean(axis=1)
    return float((12 * value() * (gain @ of_2022()[0].services.member)).sum())


@pytest.fixture(scope="module")
def usual():
    return run(months=MONTHS, **CLOSED)


def done(*actions, **about):
    return run(Plan(freight=actions), months=MONTHS, **{**CLOSED, **about})


def test_rates_of_2022_are_the_usual_ones_and_levels_are_the_facts():
    now, _, tonnes = cleared()
    assert np.abs(now.balance.log_rate).max() < 1e-3 and np.abs(now.balance.earned - 1).max() < 1e-3
    assert now.supply.trains.usual.sum() * levels.WEEKS_A_YEAR == pytest.approx(300, abs=10)
    assert now.supply.flights.usual[FREIGHT_MARKETS.index("japan_korea")] == pytest.approx(3, abs=0.01)
    by_air = (now.taken.air * tonnes).sum() * levels.WEEKS_A_YEAR / 1000
    assert by_air == pytest.approx(ROOM.own_air_kt_2022, rel=0.02)
    a_year = now.asked[FLIES].sum() * levels.WEEKS_A_YEAR / 1000
    assert 20 < a_year < 50, "kt at Lukou; 16 in five months of 2020"


def test_goods_of_high_worth_fly_and_worth_of_a_kilogram_is_as_counted():
    now, offer, tonnes = cleared()
    worth = levels.tonnes_a_week(value(), of_2022()[0].services) * of_2022()[0].services.worth[..., None]
    by_air, by_rail = ((part * worth).sum() / (part * tonnes).sum() for part in (now.taken.air, now.taken.rail))
    assert 200 < by_air < 600, "CNY a kg; 255 by air to Germany in 2023, 330 in trade of the United States"
    assert 15 < by_rail < 60, "CNY a kg; 32.5 by train from Shanghai in 2022"
    kinds = (now.taken.air * worth).sum(axis=(1, 2, 3)) / worth.sum(axis=(1, 2, 3))
    assert kinds[GOODS.index("chemicals")] < 0.01 < 0.1 < kinds[GOODS.index("integrated_circuits")]
    shares = shippers.service_shares(now.taken, offer.others)
    np.testing.assert_allclose(shares.sum(axis=0), 1.0)
    assert np.all(shares >= -1e-12)


def test_an_offer_without_money_brings_no_flight_and_more_money_or_offers_bring_more():
    def flown(weekly, support):
        now, _, _ = cleared(FreightRules(freighters=(CarrierOffer(EUROPE, weekly, 100.0, support),)))
        return float((now.supply.flights.usual + now.supply.flights.offered)[EUROPE])

    none = flown(10.0, 0.0)
    assert none == pytest.approx(2.0, abs=0.01)
    by_money = [flown(10.0, support) for support in (0.0, 2e5, 6e5, 1.2e6)]
    by_number = [flown(weekly, 6e5) for weekly in (0.0, 5.0, 10.0, 20.0)]
    assert np.all(np.diff(by_money) > 0.1) and np.all(np.diff(by_number) > 0.1)
    assert np.all(np.diff(by_number) / (5, 5, 10) < 0.7), "each further one earns less"


def test_a_trifle_of_support_brings_a_trifle_of_flights_at_a_home_base_as_well():
    def offered(support):
        offer = (CarrierOffer(EUROPE, 10.0, 100.0, support),)
        return carriers.running(*of_carriers, 2e5, offer, ROOM).offered[EUROPE]

    s, markets = of_2022()[0].services, len(FREIGHT_MARKETS)
    of_carriers = s.flights, s.flight_tonnes, np.ones(markets), np.full(markets, 2e6)
    flown = [offered(support) for support in (0.0, 1.0, 1e3, 2e5, 6e5)]
    assert flown[0] == 0 and flown[1] < 1e-4 and np.all(np.diff(flown) > 0)


def test_goods_never_exceed_room_and_rates_fall_where_room_grows():
    rules = FreightRules(
        trains=(CarrierOffer(ASIA, 8.0, 755.0, 5e5),), freighters=(CarrierOffer(EUROPE, 20.0, 100.0, 1e6),)
    )
    now, _, _ = cleared(rules)
    assert np.all(now.asked <= now.supply.room + 1e-9)
    assert np.all(now.balance.log_rate[FLIES, :, EUROPE] < -0.05) and np.all(now.balance.log_rate[RUNS, :, ASIA] < 0)
    assert np.all(now.balance.earned[:, [EUROPE, ASIA]][[0, 1], [0, 1]] < 1)


def test_offers_share_the_slots_that_those_who_fly_already_leave():
    def flown(weekly, tonnes):
        offer = (CarrierOffer(ASIA, weekly, tonnes, 1.5e6),)
        return cleared(FreightRules(freighters=offer))[0].supply.flights

    few, many, large = flown(5.0, 20.0), flown(200.0, 20.0), flown(60.0, 100.0)
    assert many.offered[ASIA] > few.offered[ASIA]
    assert (many.usual + many.offered).sum() == pytest.approx(ROOM.night_slots_2022), "all slots are taken"
    others = np.arange(len(FREIGHT_MARKETS)) != ASIA
    assert np.all(many.tonnes[others] >= 0.99 * few.tonnes[others]), "small aircraft took the slots of large ones"
    assert large.tonnes.sum() > many.tonnes.sum() > few.tonnes.sum()


def test_slots_bind():
    offer = (CarrierOffer(EUROPE, 60.0, 100.0, 1.5e6),)
    few, many = (cleared(FreightRules(freighters=offer, night_slots=slots))[0].supply.flights for slots in (0.0, 30.0))
    assert (few.usual + few.offered).sum() <= ROOM.night_slots_2022 + 1e-9 < (many.usual + many.offered).sum()


@pytest.mark.parametrize(
    "rules",
    [
        FreightRules(freighters=(CarrierOffer(EUROPE, 5.0, 100.0, 6e5),)),
        FreightRules(trains=(CarrierOffer(EUROPE, 3.0, 755.0, 5e5),)),
        FreightRules(sailings=(2.0, 0.0)),
        FreightRules(sailings=(0.0, 7.0)),
        FreightRules(hours=(0.0, 12.0)),
        FreightRules(turnround_cny=1e5),
        FreightRules(express_tonnes_a_day=20.0),
        *(
            FreightRules(hub_cny_kg=tuple(np.eye(5)[hub] * 0.01), hub_hours=tuple(np.eye(5)[hub] * 4))
            for hub in range(5)
        ),
    ],
)
def test_everything_saves_and_more_of_it_more(rules):
    twice = FreightRules(
        **{
            name: tuple(offer._replace(weekly=2 * offer.weekly) for offer in value)
            if name in ("freighters", "trains")
            else tuple(2 * one for one in value)
            if isinstance(value, tuple)
            else 2 * value
            for name, value in rules._asdict().items()
        }
    )
    once, double = saved(rules), saved(twice)
    assert 0 < once < double < 2.6 * once


def test_half_and_half_make_a_whole_in_any_order():
    half = CarrierOffer(EUROPE, 5.0, 100.0, 6e5)
    other = CarrierOffer(ASIA, 2.0, 50.0, 2e5)
    whole = saved(FreightRules(freighters=(half._replace(weekly=10.0), other)))
    assert saved(FreightRules(freighters=(half, other, half))) == pytest.approx(whole, rel=1e-6)


def test_support_over_its_own_cost_and_none_without():
    share, slope = carriers.taken_up(1.0, 0.0, ROOM)
    assert share == 0.0 and slope == 0.0
    assert 0.5 < carriers.taken_up(1.0, 0.3, ROOM)[0] < carriers.taken_up(1.0, 0.5, ROOM)[0] < 1
    assert carriers.taken_up(0.8, 0.3, ROOM)[0] < carriers.taken_up(1.0, 0.3, ROOM)[0]


def test_more_flights_carry_goods_that_went_elsewhere_and_little_of_it_is_new_trade(usual):
    more = done(FLIGHTS)
    trade = sum((more[flow] - usual[flow])[-1].sum() for flow in ("goods_exports", "goods_imports"))
    own, others = (more["air_cargo_value"] - usual["air_cargo_value"])[-1]
    assert own > 0 and others == pytest.approx(own * ROOM.others_air, rel=1e-6)
    assert 0 < trade < 0.2 * (own + others)
    by_truck = FREIGHT_MODES.index("airports_road")
    assert (more["freight_tonnes"] - usual["freight_tonnes"])[-1, by_truck, EUROPE] < 0
    flown = more["freighter_flights"][-1] - usual["freighter_flights"][-1]
    assert 1 < flown[EUROPE] < FLIGHTS.weekly_flights and np.all(np.abs(np.delete(flown, EUROPE)) < 0.2)


def test_support_is_paid_for_what_flies_and_runs_only(usual):
    more = done(FLIGHTS, RUNNING)
    paid = more["fiscal_cost"][:, LEVERS.index("freight")]
    most = (FLIGHTS.weekly_flights * 6e5 + RUNNING.weekly_trains * 5e5) * levels.WEEKS_A_YEAR / 12 / 1e6
    assert np.all(paid > 0) and np.all(paid < most)
    assert np.all((more["international_trains"] - usual["international_trains"])[:, 0] > 0)
    unpaid = done(dataclasses.replace(FLIGHTS, support_cny_per_flight=0.0))
    assert not unpaid["fiscal_cost"][:, LEVERS.index("freight")].any()
    np.testing.assert_array_equal(unpaid["goods_exports"], usual["goods_exports"])


def test_with_its_wire_cut_freight_moves_no_trade(usual):
    actions = (
        FLIGHTS, RUNNING, Sailings(start=START, service="shanghai", hours_saved=24.0),
        CargoBase(start=START, cny_saved_per_flight=1e5), LogisticsHub(start=START, kind="sea_port", hours_saved=6.0),
        ExpressRail(start=START, tonnes_a_day=20.0),
    )  # fmt: skip
    cut = (WiresCut(("freight_to_trade",)),)
    moved, still, held = done(*actions), done(*actions, interventions=cut), done(interventions=cut)
    assert moved["goods_exports"][-1].sum() > usual["goods_exports"][-1].sum()
    np.testing.assert_array_equal(still["goods_exports"], held["goods_exports"])
    assert still["freight_saved"][-1] > 0


def test_nothing_drifts_where_nothing_is_done(usual):
    assert np.all(np.abs(usual["freight_saved"]) < 0.01 * usual["goods_exports"].sum(axis=1))
    port = usual["port_containers"] * 12
    assert np.all((port > 3.0e6) & (port < 3.4e6))
    assert usual["air_cargo_load"] == pytest.approx(0.725, abs=0.02)
