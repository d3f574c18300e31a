"""How an airline judges a route: fares, margins, the best whole frequency, and how rights are shared."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.parameters import Parameters
from model.routes import connecting, frequencies, rights

RULES, BREAKEVEN = frequencies.ReviewRules(Parameters()), 0.74
AIMED = RULES.aimed_margin(BREAKEVEN)
QUICK = settings(max_examples=100)


@QUICK
@given(st.floats(0, 2), st.floats(0, 2), st.floats(0.2, 1.6))
def test_fares_are_usual_at_the_target_and_never_fall_with_demand(load, more, slope):
    fares = frequencies.Fares(Parameters({"carriers.fare_slope": slope}))
    assert fares.level(np.float64(0.82)) == 1.0
    assert fares.level(load + more) >= fares.level(load) > 0


@QUICK
@given(st.floats(0.02, 3), st.floats(0.5, 1.2), st.floats(0, 0.8), st.floats(-1.9, -0.4), st.floats(0.2, 1.6))
def test_demand_and_fares_settle_where_they_agree(asked, fare, per_local, elasticity, slope):
    fares = frequencies.Fares(
        Parameters({"carriers.fare_slope": slope, "carriers.residents_fare_elasticity": elasticity})
    )
    settled = fares.settle(asked, fare, per_local)
    load = settled.local + connecting.connecting_load(settled.local, per_local, fares.target)
    assert settled.fare == pytest.approx(fares.level(load))
    assert settled.local == pytest.approx(asked * (settled.fare / fare) ** elasticity)


def test_empty_cabins_are_sold_off_and_full_ones_are_not():
    fares = frequencies.Fares(Parameters())
    empty, half, full = fares.level(np.array([0.3, 0.6, 0.82]))
    assert empty < 0.4 < 0.8 < half < full == 1
    filled = fares.settle(0.2, 1.0, 0.0)
    assert filled.local > 0.4 and 0.2 < filled.fare * filled.local
    loads = np.array([0.3, 0.5, 0.6, 0.82, 1.2])
    usual = np.exp(fares.slope * (loads - fares.target))
    np.testing.assert_allclose(
        fares.flexible(fares.level(loads)), usual, err_msg="not for those who change their plans"
    )


def test_margin_is_zero_at_break_even_and_support_adds_to_it():
    assert frequencies.margin(np.float64(0.74), 1.0, 0.0, 0.74) == pytest.approx(0)
    assert frequencies.margin(np.float64(0.6), 1.0, 0.14, 0.74) == pytest.approx(0)
    assert frequencies.margin(np.float64(1.0), 1.1, 0.0, 0.74) == frequencies.margin(np.float64(1.3), 1.1, 0.0, 0.74), (
        "full is full"
    )
    assert frequencies.margin(np.float64(0.8), 1.2, 0.0, 0.74) > frequencies.margin(np.float64(0.8), 1.0, 0.0, 0.74)


def review(now, load, most=60, support=0.0, paid_above=None, bad_seasons=0, responds=0.4):
    """Next season of a route that fills ``load`` of its seats, whose demand rises with flights to the power ``responds``."""
    step = RULES.most_change(now)
    flights = np.arange(max(now - step, 1), max(now, min(most, now + step)) + 1)
    loads = load * (flights / now) ** (responds - 1)
    margins = frequencies.margin(loads, frequencies.Fares(Parameters()).level(loads), 0.0, BREAKEVEN)
    paid = np.maximum(flights - (now if paid_above is None else paid_above), 0) / flights
    earned = margins + support * paid / BREAKEVEN
    return frequencies.next_season(now, flights.tolist(), earned.tolist(), bad_seasons, RULES, AIMED, RULES.patience)


loads, weekly = st.floats(0.05, 1.4), st.integers(1, 60)


def test_inside_the_band_of_inaction_the_plan_stays():
    for load in (0.77, 0.82, 0.86):
        assert review(10, load).flights == 10


@QUICK
@given(weekly, loads)
def test_a_plan_moves_by_whole_flights_and_by_no_more_than_a_step(now, load):
    after = review(now, load).flights
    assert after == int(after) >= 0
    assert abs(after - now) <= RULES.most_change(now)
    assert load < RULES.target_load or after >= now
    assert load > RULES.target_load or after <= now


@QUICK
@given(weekly, loads, st.floats(0, 0.6), st.integers(0, 60), st.integers(0, 30), st.floats(0, 2), st.floats(0, 2))
def test_more_demand_rights_or_support_never_bring_fewer_flights(now, load, more, most, rights, support, pay):
    before = review(now, load, most, support).flights
    assert review(now, load + more, most, support).flights >= before
    assert review(now, load, most + rights, support).flights >= before
    assert review(now, load, most, support + pay).flights >= before


@QUICK
@given(st.integers(10, 60), st.floats(0.65, 0.75), st.integers(1, 6))
def test_who_grew_too_far_ends_with_no_fewer_flights_than_who_never_grew(now, load, too_many):
    stayed = min(review(now, load).flights, now)
    assert review(now + too_many, load * (1 + too_many / now) ** (0.4 - 1)).flights >= stayed


@QUICK
@given(loads, st.integers(1, 7), st.integers(0, 7), st.floats(0, 2), st.floats(0, 2))
def test_more_rights_or_support_never_keep_a_route_from_opening_or_thin_it(load, most, more, support, pay):
    def opened(most, support):
        flights = np.arange(1, most + 1)
        loads = load * (3 / flights) ** 0.6
        margins = frequencies.margin(loads, frequencies.Fares(Parameters()).level(loads), support, BREAKEVEN)
        return frequencies.opening(flights, margins)

    before = opened(most, support)
    assert opened(most + more, support) >= before
    assert opened(most, support + pay) >= before


def test_a_route_opens_with_the_flights_that_earn_most_and_not_where_none_pays():
    flights = np.arange(1, 8)
    assert frequencies.opening(flights, np.array([0.3, 0.25, 0.1, 0.0, -0.1, -0.2, -0.3])) == 2
    assert frequencies.opening(flights, np.full(7, -0.01)) == 0
    assert frequencies.opening(flights[:0], np.zeros(0)) == 0, "no rights"


def test_a_new_route_is_worth_its_best_years_less_its_start():
    discount = np.ones(4)
    margins = np.array([[-0.2, -0.2], [0.1, 0.0], [0.3, 0.0], [-0.9, 0.1]])
    np.testing.assert_allclose(frequencies.value(margins, discount, 0.1), [0.1, -0.2], atol=1e-12)
    assert np.all(frequencies.value(margins + 0.05, discount, 0.1) > frequencies.value(margins, discount, 0.1))


def test_a_contract_pays_for_flights_that_would_not_be_flown_and_no_more_than_it_names():
    paid = RULES.paid_share(np.arange(2, 9), 2) * np.arange(2, 9)
    assert paid.tolist() == pytest.approx([0, 1, 2, 3, 3, 3, 3])


def test_connecting_passengers_fill_seats_that_are_left_up_to_the_target():
    loads = np.array([0.2, 0.5, 0.8, 1.1])
    assert connecting.connecting_load(loads, connecting.per_local(0.5), 0.82).tolist() == pytest.approx(
        [0.2, 0.32, 0.02, 0]
    )


def test_a_well_filled_route_grows_by_several_flights_in_a_season():
    assert review(2, 1.4, most=9, responds=0.8).flights == 2 + RULES.smallest_step
    assert review(20, 1.4, responds=0.8).flights == 20 + int(RULES.largest_step * 20)


def test_a_supported_airline_flies_emptier_planes():
    alone, supported = review(6, 0.9), review(6, 0.9, support=0.5)
    assert supported.flights > alone.flights


def test_shared_flights_are_handed_out_whole_and_a_larger_pool_takes_from_nobody():
    claims = np.array([4, 2, 0, 1])
    shares = [rights.hand_out(total, claims) for total in range(10)]
    assert [int(share.sum()) for share in shares] == [0, 1, 2, 3, 4, 5, 6, 7, 7, 7]
    assert all(np.all(after >= before) for before, after in pairwise(shares))
    assert np.all(shares[-1] == claims)


def test_whole_flights_in_proportion():
    assert rights.spread_whole(10, np.array([0.7, 0.3])).tolist() == [7, 3]
    assert rights.spread_whole(5, np.array([1.0, 1.0, 1.0])).sum() == 5
    assert rights.spread_whole(5, np.zeros(2)).tolist() == [0, 0]
