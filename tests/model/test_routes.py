"""How a carrier judges a route: shares, fares, margins and the next season's frequency."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.parameters import Parameters
from model.routes import route_decisions

RULES = route_decisions.ReviewRules(Parameters())
QUICK = settings(max_examples=100)
flights = st.floats(0, 100)


def test_half_of_residents_fly_direct_at_the_half_frequency():
    assert route_decisions.direct_share(6.0, 6.0, 1.1) == pytest.approx(0.5)
    assert route_decisions.direct_share(0.0, 6.0, 1.1) == 0
    share = route_decisions.direct_share(np.linspace(0, 80, 50), 6.0, 1.1)
    assert np.all(np.diff(share) > 0) and share[-1] < 1


def test_frequency_takes_more_than_its_share_of_the_market():
    share = route_decisions.carrier_share(np.array([[6.0, 3.0], [0.0, 0.0], [5.0, 0.0]]), 1.4)
    np.testing.assert_allclose(share.sum(axis=1), [1, 0, 1])
    assert share[0, 0] > 2 / 3 and share[2].tolist() == [1.0, 0.0]
    np.testing.assert_allclose(route_decisions.carrier_share(np.array([[6.0, 3.0]]), 1.0), [[2 / 3, 1 / 3]])


@QUICK
@given(st.floats(0, 2), st.floats(0, 2), st.floats(0.2, 1.6))
def test_fares_are_usual_at_the_target_and_never_fall_with_demand(load, more, slope):
    fares = route_decisions.Fares(Parameters({"carriers.fare_slope": slope}))
    assert fares.level(np.float64(0.82)) == 1.0
    assert fares.level(load + more) >= fares.level(load) > 0


def test_margin_is_zero_at_break_even_and_support_adds_to_it():
    assert route_decisions.margin(np.float64(0.74), 1.0, 0.0, 0.74) == pytest.approx(0)
    assert route_decisions.margin(np.float64(0.6), 1.0, 0.14, 0.74) == pytest.approx(0)
    assert route_decisions.margin(np.float64(1.0), 1.1, 0.0, 0.74) == route_decisions.margin(
        np.float64(1.3), 1.1, 0.0, 0.74
    ), "full is full"
    assert route_decisions.margin(np.float64(0.8), 1.2, 0.0, 0.74) > route_decisions.margin(
        np.float64(0.8), 1.0, 0.0, 0.74
    )


def test_inside_the_band_of_inaction_the_plan_stays():
    for margin in (RULES.thin_margin, 0.0, RULES.thicken_margin):
        assert route_decisions.next_frequency(np.float64(10), np.float64(1.3), np.float64(margin), RULES) == 10


@QUICK
@given(flights, st.floats(0, 1.4), st.floats(-1, 1))
def test_a_plan_moves_toward_its_load_by_no_more_than_a_step(now, load, margin):
    after = float(route_decisions.next_frequency(np.float64(now), np.float64(load), np.float64(margin), RULES))
    assert after >= 0
    assert abs(after - now) <= max(RULES.largest_step * now, RULES.smallest_step) + 1e-9
    if load >= RULES.target_load:
        assert after >= now - 1e-9
    else:
        assert after <= now + 1e-9
    wanted = now * load / RULES.target_load
    assert min(now, wanted) - 1e-9 <= after <= max(now, wanted) + 1e-9, "never past the frequency that mends the load"


@QUICK
@given(st.floats(1, 60), st.floats(0, 1.4), st.floats(0, 0.6))
def test_more_demand_never_brings_fewer_flights(now, load, more):
    def planned(wanted):
        fare = route_decisions.Fares(Parameters()).level(np.float64(wanted))
        margin = route_decisions.margin(np.float64(wanted), fare, 0.0, RULES.breakeven_load)
        return route_decisions.next_frequency(np.float64(now), np.float64(wanted), margin, RULES)

    assert planned(load + more) >= planned(load) - 1e-9


def test_a_plan_at_the_target_load_is_at_rest():
    load = np.float64(RULES.target_load)
    margin = route_decisions.margin(load, 1.0, 0.0, RULES.breakeven_load)
    assert RULES.thin_margin < margin < RULES.thicken_margin
    assert route_decisions.next_frequency(np.float64(9), load, margin, RULES) == 9
