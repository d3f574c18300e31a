"""What draws foreign investors to China: a cheaper yuan, growth at home, and growth of their own countries."""

import numpy as np
import pytest

from model.facts import facts
from model.firms.investors import by_source
from model.firms.projects import true_shares
from model.interventions import PathTimes
from model.parameters import Parameters
from model.world.incomes import trend_growth
from tests.support.outside import FROZEN, START, path, world

SHARES = true_shares(facts(), Parameters().room("firms"))
"""Of the true sources of projects, the mainland last."""


def test_a_cheaper_yuan_draws_investors_and_what_they_pay_in_follows():
    cheap, dear = (world(3, months=96, exchange_rate=case) for case in ("high", "low"))
    rate, committed, number, paid = (
        np.log(path(cheap, name, START, 96) / path(dear, name, START, 96))
        for name in ("exchange_rate", "fdi_commitment_index", "fdi_count_index", "fdi_value_index")
    )
    kinds = [
        path(one, "fdi_substantive_index", START, 96) / path(one, "fdi_count_index", START, 96) for one in (cheap, dear)
    ]
    np.testing.assert_allclose(*kinds)  # projects of all kinds are drawn alike
    elasticity = Parameters()["world.climate_rate"]
    np.testing.assert_allclose(committed, elasticity * rate)
    np.testing.assert_allclose(number, elasticity * rate)
    assert 0 < paid[11] < committed[11] / 2  # instalments come over years
    np.testing.assert_allclose(paid[-1], committed[-1], rtol=0.05)


def test_what_was_counted_of_investment_holds_what_the_rate_did():
    low, high, later_low, later_high = (
        world(3, months=48, investment_climate="observed", exchange_rate=case)
        for case in ("low", "high", "observed_low", "observed_high")
    )
    for name in ("fdi_commitment_index", "fdi_count_index", "fdi_value_index"):
        counted = [path(one, name, START, 36) for one in (low, high, later_low, later_high)]
        np.testing.assert_array_equal(counted, np.broadcast_to(counted[0], (4, 36)))
        assert path(later_high, name, START + 36, 12).sum() > path(later_low, name, START + 36, 12).sum()


def test_a_market_that_grows_beyond_its_trend_draws_investors_and_one_that_stands_still_is_no_news():
    fast, slow, usual, still = (world(3, incomes=case) for case in ("high", "low", "central", "frozen"))
    output, committed, abroad = (
        np.log(path(fast, name, START, 36) / path(slow, name, START, 36))
        for name in ("domestic_growth", "fdi_commitment_index", "income_index")
    )
    p = Parameters()
    there = abroad @ SHARES[:-1]
    np.testing.assert_allclose(committed, p["world.climate_growth"] * output + p["world.climate_abroad"] * there)
    assert committed[35] > 0.05
    apart = path(usual, "fdi_commitment_index", START, 36) / path(still, "fdi_commitment_index", START, 36)
    assert np.abs(np.log(apart)).max() < 0.15


def test_a_country_that_grows_beyond_its_trend_sends_more_investors_than_others():
    one = world(3, months=36)
    incomes, number = (np.log(path(one, name, START, 36)) for name in ("income_index", "investors_by_source"))
    trend = np.multiply.outer(np.arange(1, 37) / 12, np.log1p(trend_growth(facts().origins) / 100))
    beyond = incomes - trend
    korea, japan = (facts().origin_index[code] for code in ("KOR", "JPN"))
    gap = (beyond - beyond[0])[:, korea] - (beyond - beyond[0])[:, japan]
    expected = Parameters()["world.climate_abroad"] * gap
    np.testing.assert_allclose((number - number[0])[:, korea] - (number - number[0])[:, japan], expected, atol=1e-12)
    assert np.abs(expected).max() > 0.01
    np.testing.assert_allclose(number @ SHARES, 0, atol=0.01)


def test_capital_of_the_mainland_does_not_follow_growth_abroad():
    """What comes back through Hong Kong is China's own: countries that grow send more, round trips stay what they were."""
    still, richer = world(**FROZEN), world(**FROZEN)
    richer.intervene([PathTimes("income_index", 1.1)])
    before, after = (
        by_source(path(one, "fdi_count_index", START, 12)[:, None], path(one, "investors_by_source", START, 12))
        for one in (still, richer)
    )
    ratio = after / before
    np.testing.assert_allclose(ratio[:, -1], 1.0)
    np.testing.assert_allclose(ratio[:, :-1], 1.1 ** Parameters()["world.climate_abroad"])
    assert SHARES.sum() == pytest.approx(1.0) and 0.1 < SHARES[-1] < facts().fdi_project_share_2022.max()


def test_what_an_experiment_does_to_the_world_investors_hear():
    still, rate, korea = world(**FROZEN), world(**FROZEN), world(**FROZEN)
    rate.intervene([PathTimes("exchange_rate", 1.1)])
    korea.intervene([PathTimes("income_index", 1.1, ("KOR",))])
    p, share = Parameters(), SHARES[:-1]
    for name in ("fdi_count_index", "fdi_commitment_index", "fdi_substantive_index"):
        cheaper, richer = (path(one, name, START, 12) / path(still, name, START, 12) for one in (rate, korea))
        np.testing.assert_allclose(cheaper, 1.1 ** p["world.climate_rate"])
        np.testing.assert_allclose(richer, 1.1 ** (p["world.climate_abroad"] * share[0]))
    paid = path(rate, "fdi_value_index", START, 12) / path(still, "fdi_value_index", START, 12)
    assert np.all(np.diff(paid) >= 0) and 1 < paid[-1] < 1.1 ** p["world.climate_rate"]
    of_korea, of_others = path(korea, "investors_by_source", START, 12)[-1, :2]
    assert of_korea == pytest.approx(1.1 ** (p["world.climate_abroad"] * (1 - share[0]))) and of_others < 1
