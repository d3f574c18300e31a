import numpy as np
import pytest

from model.parameters import Parameters
from model.trade import currency, trading


def test_links_outlive_a_bad_year_but_do_not_begin_in_one():
    linked = np.array([True, False, True, False])
    score = np.array([0.2, 0.2, -0.1, 0.5], dtype=np.float32)
    assert trading.review(linked, score, 0.4).tolist() == [True, False, False, True]


def test_a_saving_raises_sales_by_the_elasticity():
    gain = trading.cost_effect(np.array([1.0, 1.25]), np.array(0.01), 4.0)
    assert gain[0] == pytest.approx(0.99**-4)
    assert 1 < gain[1] < gain[0]


def test_transport_costs_rise_with_distance():
    price = trading.iceberg(np.array([0.0, 1000.0, 16000.0]), 0.05, 0.25)
    assert price[1] == pytest.approx(1.05) and price[2] == pytest.approx(1.10)
    assert 1 <= price[0] < price[1]


def test_ties_lower_and_trips_raise_the_fixed_cost():
    change = trading.fixed_cost_change(np.array([1.5, 1.0]), np.array([1.0, 0.5]), 0.5, 1.2)
    assert change == pytest.approx([-0.5 * np.log(1.5), 1.2 * np.log(0.5)])


def test_the_rate_moves_exports_little_and_late_and_imports_soon():
    p = Parameters().room("trade").currency
    new = np.zeros(currency.MEMORY)
    new[0] = 0.1
    long = np.full(currency.MEMORY, 0.1)
    first, last = (currency.rate_effects(path, p) for path in (new, long))
    bought_first, bought_last = first.worth[1], last.worth[1]
    assert first.value[0] == pytest.approx(0.1 * p.in_dollars, rel=0.05)
    amount_last = last.value[0] - 0.1 * p.in_dollars * (1 - p.given_way)
    assert 0 < amount_last < 0.1, "exports in amounts answer less than one for one"
    assert bought_last < 2 * bought_first < 0, "imports in amounts fall, and go on falling"
    assert np.allclose(currency.rate_effects(-long, p).value, -last.value)
    assert currency.slow(long, 18) == pytest.approx(0.1)


def test_fixed_cost_tastes_are_logistic_of_the_asked_spread():
    u = (np.arange(100_000, dtype=np.float32) + np.float32(0.5)) / 100_000
    tastes = trading.logistic(u, 2.0)
    assert tastes.dtype == np.float32 and tastes.std() == pytest.approx(2.0, rel=0.01)
    assert abs(float(np.median(tastes))) < 1e-3
