"""The basket: what a quota leaves of heavy-tailed budgets, whom shops reach, what a minimum shuts out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from model.visitors.shopping import purchases, reach, share_above

QUICK = settings(max_examples=80)
means, sigmas, quotas = st.floats(50, 5000), st.floats(0.3, 2.2), st.floats(0, 1e6)


def budgets(mean, sigma):
    """The lognormal law with this mean."""
    return stats.lognorm(sigma, scale=mean / np.exp(sigma**2 / 2))


def everybody(mean, sigma, quota):
    """Mean purchase when everybody buys duty free, whatever it costs."""
    sure = 1 - 1e-12
    return purchases(mean, sigma, quota, saving=0.15, buyers=sure, usual=0.15, power=0.0, in_city=0.3).at_shop


@pytest.mark.parametrize("mean", [300.0, 1800.0])
@pytest.mark.parametrize("sigma", [0.5, 1.3, 2.0])
@pytest.mark.parametrize("quota", [20.0, 800.0, 8000.0, 1e5])
def test_a_mean_under_quota_is_nearly_what_integration_gives(mean, sigma, quota):
    # E[min(X, q)] is the area under the survival function up to the quota.
    expected, _ = integrate.quad(budgets(mean, sigma).sf, 0, quota, limit=500, points=[min(mean, quota)])
    assert everybody(mean, sigma, quota) == pytest.approx(expected, rel=0.01)


@QUICK
@given(means, sigmas, quotas, quotas)
def test_a_higher_quota_never_sells_less_and_never_more_than_budgets(mean, sigma, quota, more):
    low, high = (
        purchases(mean, sigma, q, saving=0.2, buyers=0.3, usual=0.15, power=3.0, in_city=0.3)
        for q in (quota, quota + more)
    )
    assert 0 <= low.at_shop <= high.at_shop + 1e-9 and low.saved <= high.saved + 1e-9
    assert low.buyers <= high.buyers + 1e-12 <= 1 and low.cut >= 0
    assert high.at_shop <= min(mean, quota + more) + 1e-6


def test_without_a_quota_the_declared_share_buys_its_whole_budget():
    usual = purchases(900.0, 1.3, 1e12, saving=0.15, buyers=0.25, usual=0.15, power=3.0, in_city=0.4)
    assert usual.at_shop == pytest.approx(0.25 * 900) and usual.buyers == pytest.approx(0.25) and usual.cut == 0
    assert usual.shifted == pytest.approx(0.4 * usual.at_shop)
    assert usual.saved == pytest.approx(usual.at_shop * 0.15 / 0.85)


def test_reach_has_diminishing_returns():
    area = np.linspace(0, 50_000, 40)
    share = reach(area, 8000.0)
    assert share[0] == 0 and reach(8000.0, 8000.0) == 0.5 and share[-1] < 1
    assert np.all(np.diff(share) > 0) and np.all(np.diff(share, 2) < 0)


@pytest.mark.parametrize("minimum", [50.0, 500.0, 5000.0])
def test_a_minimum_shuts_out_small_purchases(minimum):
    mean, sigma = 600.0, 1.3
    law = budgets(mean, sigma)
    spent, _ = integrate.quad(lambda x: x * law.pdf(x), minimum, np.inf, limit=500)
    assert share_above(mean, sigma, minimum) == pytest.approx(spent / mean, rel=1e-5)


def test_without_a_minimum_all_spending_is_eligible():
    assert share_above(600.0, 1.3, 0.0) == 1
    shares = [share_above(600.0, 1.3, minimum) for minimum in (0, 100, 500, 5000)]
    assert shares == sorted(shares, reverse=True)
