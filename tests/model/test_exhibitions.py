"""Exhibitions: halls and stadiums are full or not, who comes for fairs, whom exporters meet, what matches tell."""

import functools

import numpy as np
import pytest

from common.vocabulary import LEVERS, PURPOSES, ZONES
from model.exhibitions.venues import days_of, held, size_of_2022
from model.facts import facts
from model.interventions import WiresCut
from model.levers.actions import Event, Fair, Plan, Venue
from model.levers.events_and_campaigns import cost
from model.parameters import Parameters
from tests.support.whole_model import OPEN, START, run

P = Parameters().room("exhibitions")
MONTHS = 5
EVENT = PURPOSES.index("event")
ALL_YEAR = tuple(range(1, 13))
FAIR = Fair(start=START, held_in=(2, 4), m2=60_000, abroad_share=0.05, cost_cny_mn_a_year=30)
MATCH = Event(start=START, held_in=ALL_YEAR, visits_thousand_a_month=60, abroad_share=0.1, venue="stadium")
CONCERTS = Event(start=START, held_in=(2, 4), visits_thousand_a_month=60, abroad_share=0.1)
HUGE = Fair(start=START, held_in=ALL_YEAR, m2=900_000, abroad_share=0.05)


@functools.cache
def year(*actions, cut=()):
    return run(Plan(events_and_campaigns=actions), months=MONTHS, interventions=(WiresCut(cut),), **OPEN)


def more(key, *actions, cut=()) -> float:
    return float(year(*actions, cut=cut)[key].sum() - year()[key].sum())


# houses


def test_events_that_bring_most_people_from_abroad_have_scarce_days_first():
    space, visits = np.array([10.0, 10.0, 20.0]), np.array([1.0, 3.0, 2.0])
    np.testing.assert_allclose(held(space, visits, 25.0), [0.5, 1.0, 0.5])
    np.testing.assert_allclose(held(space, visits, 40.0), 1.0)
    np.testing.assert_allclose(held(space, visits, -5.0), 0.0)


def test_no_further_event_costs_visitors_and_halves_make_a_whole():
    rng = np.random.default_rng(1)
    space, visits = rng.uniform(1, 9, 8), rng.uniform(0, 5, 8)
    brought = [held(space[:k], visits[:k], 20.0) @ visits[:k] for k in range(1, 9)]
    assert np.all(np.diff(brought) > -1e-12)
    halves = held(np.repeat(space / 2, 2), np.repeat(visits / 2, 2), 20.0)
    np.testing.assert_allclose(halves, np.repeat(held(space, visits, 20.0), 2))


def test_halls_of_2022_are_used_as_their_fairs_need():
    usual = year()
    season = facts().season[:MONTHS, EVENT].mean()
    a_year = usual["exhibition_area_used"].sum() / season * 12 / MONTHS
    assert a_year == pytest.approx(1000 * P.area_2022)
    halls = days_of(size_of_2022())[0] * 12
    assert usual["hall_use"].mean() / season == pytest.approx(P.area_2022 * P.days / halls, rel=1e-6)
    assert 0.1 < usual["hall_use"].mean() < 0.3, "an assumption: halls in China stand empty most days"
    abroad = usual["fair_visitors_abroad"].sum()
    assert 0.002 < abroad / (usual["exhibition_area_used"].sum() * P.visits_per_m2) < 0.05, (
        "people from abroad are a few in a hundred"
    )
    assert abroad < usual["visitors"][:, :, EVENT].sum()


def test_a_fair_takes_its_area_and_no_fair_more_than_there_is():
    assert more("exhibition_area_used", FAIR) == pytest.approx(2 * 60_000)
    full = year(HUGE)
    assert full["hall_use"].max() == pytest.approx(P.hall_most)
    assert more("exhibition_area_used", HUGE) < 0.8 * MONTHS * 900_000


def test_a_new_hall_brings_people_only_where_halls_are_full():
    hall = Venue(start=START, zone="lukou", kind="hall", size=100_000, build_months=0)
    assert more("visitors", hall) == 0 and more("fair_visitors_abroad", hall) == 0
    assert more("fair_visitors_abroad", HUGE, hall) > more("fair_visitors_abroad", HUGE)
    by_zone = year(hall)["exhibition_area_used"].sum(axis=0)
    assert by_zone[ZONES.index("lukou")] > year()["exhibition_area_used"].sum(axis=0)[ZONES.index("lukou")]


# people


def test_fairs_bring_buyers_and_buyers_bring_exports_through_their_wire():
    fairs, cut = more("fair_visitors_abroad", FAIR), year(FAIR, cut=("fairs_to_trade",))
    exports = float(year(FAIR)["goods_exports"].sum() - cut["goods_exports"].sum())
    assert 0 < fairs < 60 * 2 * P.visits_per_m2 * 1000 * FAIR.abroad_share
    assert 0 < exports / fairs < P.orders_usd * facts().exchange_rate(2022) / 1e6, "million CNY for each from abroad"
    np.testing.assert_array_equal(cut["fair_visitors_abroad"], year(FAIR)["fair_visitors_abroad"])


def test_who_comes_for_concerts_orders_nothing():
    """Of people whom several events bring, only those count as buyers whom fairs bring beyond all others."""
    orders = {}
    for name, events in {"fair": (FAIR,), "concerts": (CONCERTS,), "both": (FAIR, CONCERTS)}.items():
        cut = year(*events, cut=("fairs_to_trade",))
        orders[name] = float(year(*events)["goods_exports"].sum() - cut["goods_exports"].sum())
    assert orders["concerts"] == pytest.approx(0, abs=1e-6 * orders["fair"])
    assert 0 < orders["both"] <= 1.001 * orders["fair"]


def test_more_and_halves():
    half = Fair(start=START, held_in=(2, 4), m2=30_000, abroad_share=0.05)
    assert more("fair_visitors_abroad", half) < more("fair_visitors_abroad", FAIR)
    for key in ("fair_visitors_abroad", "visitors", "goods_exports"):
        np.testing.assert_allclose(year(half, half)[key], year(FAIR)[key], rtol=1e-9)


def test_matches_are_seen_abroad():
    assert year(MATCH)["stadium_use"].mean() > year()["stadium_use"].mean()
    seen, unseen = more("visitors", MATCH), more("visitors", MATCH, cut=("matches_to_visitors",))
    assert seen > unseen > 0


def test_without_their_wires_events_move_nothing():
    wires = ("events_to_visitors", "matches_to_visitors", "fairs_to_trade")
    for key in ("visitors", "goods_exports", "fdi_actual_use"):
        assert more(key, FAIR, MATCH, cut=wires) == 0


def test_costs_fall_when_building_and_when_held():
    hall = Venue(start=START + 1, zone="lukou", kind="hall", size=1000, build_months=4, public_cny_mn=80)
    paid = [cost(Plan(events_and_campaigns=(hall, FAIR)), START + month) for month in range(12)]
    assert paid == pytest.approx([0, 35, 20, 35, 20, 0, 0, 0, 0, 0, 0, 0])
    assert year(FAIR)["fiscal_cost"][:, LEVERS.index("events_and_campaigns")].sum() == pytest.approx(30, rel=0.1)
