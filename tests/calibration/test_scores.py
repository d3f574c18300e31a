"""Scores against values worked by hand, closed forms, and forecasts that are right by construction."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calibration.validation import scores
from calibration.validation.summary import summed
from common.records import Score

DRAWS, MEMBERS = 1_500, 32


@pytest.fixture(scope="module")
def calibrated():
    """Members and values from one distribution, (draws, members) and (draws,)."""
    rng = np.random.default_rng(11)
    return rng.normal(size=(DRAWS, MEMBERS)), rng.normal(size=DRAWS)


def test_crps_by_hand():
    members = np.array([1.0, 2.0, 4.0])  # distances to 3: 2, 1, 1; pairs: 1, 3, 2
    assert scores.crps(members, 3.0) == pytest.approx(4 / 3 - (1 + 3 + 2) / 3 / 2)
    assert scores.crps(members, 3.0, fair=False) == pytest.approx(4 / 3 - 2 * (1 + 3 + 2) / 9 / 2)
    assert scores.crps(np.array([5.0]), 3.0) == 2.0


def test_crps_of_many_quantiles_is_that_of_the_normal():
    from scipy.stats import norm

    nodes = norm.ppf((np.arange(20_000) + 0.5) / 20_000)
    for value in (0.0, 0.7, -2.5):  # Gneiting & Raftery (2007), equation 21
        closed = value * (2 * norm.cdf(value) - 1) + 2 * norm.pdf(value) - 1 / np.sqrt(np.pi)
        assert scores.crps(nodes, value, fair=False) == pytest.approx(closed, abs=1e-4)


def test_the_fair_form_does_not_punish_few_members(calibrated):
    members, values = calibrated
    means = [
        np.mean([scores.crps(row[:few], value) for row, value in zip(members, values, strict=True)]) for few in (3, 32)
    ]
    assert means[0] == pytest.approx(means[1], abs=0.02)
    assert means[1] == pytest.approx(1 / np.sqrt(np.pi), abs=0.02)  # the expected CRPS of an apt standard normal


@pytest.mark.parametrize("share", scores.BANDS)
def test_bands_of_an_apt_ensemble_hold_their_share(calibrated, share):
    members, values = calibrated
    held = [
        low <= value <= high
        for (low, high), value in zip((scores.band(row, share) for row in members), values, strict=True)
    ]
    low, high = scores.binomial_band(share, DRAWS, 0.999)
    assert low <= np.mean(held) <= high


@pytest.mark.parametrize("factor", [0.4, 3.0])
def test_too_narrow_and_too_wide_score_worse(calibrated, factor):
    members, values = calibrated

    def mean(width: float) -> tuple[float, float]:
        rows = [(row * width, value) for row, value in zip(members, values, strict=True)]
        crps = np.mean([scores.crps(row, value) for row, value in rows])
        ends = [scores.interval_score(*scores.band(row, 0.8), 0.8, value) for row, value in rows]
        return float(crps), float(np.mean(ends))

    assert all(off > apt for off, apt in zip(mean(factor), mean(1.0), strict=True))


def test_interval_score_by_hand():
    assert scores.interval_score(2, 5, 0.8, 3) == 3
    assert scores.interval_score(2, 5, 0.8, 6) == pytest.approx(3 + 10 * 1)
    assert scores.interval_score(2, 5, 0.5, 1.5) == pytest.approx(3 + 4 * 0.5)


def test_pit_is_uniform_for_an_apt_ensemble_and_not_for_a_biased_one(calibrated):
    members, values = calibrated
    bins = scores.bins(MEMBERS)
    assert (MEMBERS + 1) % bins == 0
    apt, biased = (
        scores.histogram(
            np.array([scores.pit(row, value + off) for row, value in zip(members, values, strict=True)]), bins
        )
        for off in (0.0, 1.0)
    )
    low, high = scores.binomial_band(1 / bins, DRAWS, 0.9999)
    assert ((low <= apt) & (apt <= high)).all()
    assert biased[-1] > 3 / bins > biased[0]
    assert scores.pit(np.array([1.0, 2.0, 2.0, 3.0]), 2.0) == 0.5


@settings(max_examples=40)
@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=12), st.floats(-1e6, 1e6))
def test_scores_are_sound_for_any_ensemble(members, value):
    members = np.array(members)
    low, high = scores.band(members, 0.8)
    assert members.min() <= low <= high <= members.max()
    assert scores.interval_score(low, high, 0.8, value) >= high - low
    assert scores.crps(members, value, fair=False) >= -1e-6
    assert 0 < scores.pit(members, value) < 1


def test_skill():
    assert scores.skill(1.0, 2.0) == 0.5
    assert scores.skill(2.0, 2.0) == 0.0
    assert np.isnan(scores.skill(1.0, 0.0))


def test_of_a_series_that_is_all_zero_nothing_is_a_share():
    band = {"low_50": 2.0, "high_50": 4.0, "low_80": 1.0, "high_80": 5.0, "in_50": 0, "in_80": 0, "score_50": 6.0}
    told = {
        "variable": "visitors",
        "cell": "",
        "first": "2024-01-01",
        "last": "2024-01-31",
        "unit": "1",
        "observed": 0.0,
    }
    drawn = {"forecast": "unconditional", "mean": 3.0, "median": 3.0, "score_80": 14.0, "crps": 2.4, "pit": 0.0}
    rows = [Score(**told, **drawn, **band, yearly_change=1.0)]
    (line,) = summed(rows)
    assert np.isnan([line.bias, line.rmse, line.crps_share, line.mape]).all()
    assert line.crps == 2.4 and line.count == 1
