"""Spreads of departures: what walks are made of comes out, and bands of that rule hold what was counted."""

import numpy as np
import pytest

from calibration.own_departures import FIRST_YEAR, LAST_YEAR, PLACES, _told, departures, growth, yearly_means
from calibration.validation import rolling_bands
from calibration.validation.rolling_bands import of_cities, of_nation, share_inside

RNG = np.random.default_rng(11)


def test_growth_of_yearly_means_of_a_walk_is_what_it_is_said_to_be():
    means = RNG.normal(size=(20000, 48)).cumsum(axis=1).reshape(-1, 4, 12).mean(axis=2)
    steps = np.diff(means, axis=1)
    assert np.cov(steps.T) / 12 == pytest.approx(yearly_means(3), abs=0.02)


@pytest.mark.parametrize("horizon", [1, 2, 3])
def test_the_spread_of_walks_is_found_however_many_years_lack(horizon):
    """Walks of a yearly spread of 0.05 that share their years and have trends of their own."""
    lacking = np.isnan(growth("inbound_visitors"))
    assert lacking.any()
    found = []
    for _ in range(200):
        monthly = 0.05 / np.sqrt(12) * RNG.normal(size=(len(PLACES), 12 * (LAST_YEAR - FIRST_YEAR + 1)))
        steps = np.diff(monthly.cumsum(axis=1).reshape(len(PLACES), -1, 12).mean(axis=2), axis=1)
        steps += RNG.normal(size=steps.shape[1]) + RNG.normal(size=(len(PLACES), 1))
        found.append(_told(np.where(lacking, np.nan, steps), "inbound_visitors", horizon).yearly ** 2)
    assert np.sqrt(np.mean(found)) == pytest.approx(0.05, rel=0.05)


def test_bands_of_the_rule_hold_what_was_counted_and_are_no_wider_than_they_have_to_be():
    cities, nation = of_cities(), of_nation()
    assert len(cities) == 100 and len(nation) == 35
    assert 0.75 < share_inside(cities, 0.8) < 0.97  # where the spread of 2014-2016 alone held 0.56
    assert share_inside(nation, 0.8) > 0.75
    first = [case.spread for case in cities if (case.place, case.horizon) == ("nanjing", 1)]
    last = [case.spread for case in cities if case.place == "nanjing" and case.horizon == max(5, 1)]
    assert max(first) < min(last)


def test_a_forecast_knows_nothing_later_than_its_origin(monkeypatch):
    before = {(case.place, case.horizon): case.spread for case in of_cities() if case.origin == 2016}
    monkeypatch.setattr(
        rolling_bands,
        "growth",
        lambda _: np.where(np.arange(FIRST_YEAR + 1, LAST_YEAR + 1) > 2016, 9.0, growth("inbound_visitors")),
    )
    after = [case for case in of_cities() if case.origin == 2016]
    assert all(case.spread == before.get((case.place, case.horizon), case.spread) and case.error > 5 for case in after)
    assert [one for one in departures(2016) if one.indicator == "inbound_visitors"] != []
