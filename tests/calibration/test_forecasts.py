"""Reference forecasts by hand, what was known of each series when, and backtests of known outcome."""

import numpy as np
import pytest
from scipy.stats import norm

from calibration.validation import backtests, forecasts, past_series
from model.facts import facts

GROWING = 100 * 1.1 ** np.arange(7)
BUMPY = np.array([100.0, 112.0, 108.0, 121.0, 130.0, 128.0, 141.0])


def middle(quantiles: np.ndarray) -> np.ndarray:
    return np.median(quantiles, axis=1)


def test_drift_goes_on_and_naive_stands_still():
    np.testing.assert_allclose(middle(forecasts.drift(GROWING, 3)), GROWING[-1] * 1.1 ** np.arange(1, 4))
    np.testing.assert_allclose(middle(forecasts.naive(GROWING, 3)), GROWING[-1])
    np.testing.assert_allclose(middle(forecasts.ar1(BUMPY, 1)) > BUMPY[-1], True)


def test_spreads_by_hand():
    steps = np.diff(np.log(BUMPY))
    naive, drift = forecasts.naive(BUMPY, 2), forecasts.drift(BUMPY, 2)
    high = norm.ppf((forecasts.NODES - 0.5) / forecasts.NODES)
    np.testing.assert_allclose(np.log(naive[1, -1] / BUMPY[-1]), np.sqrt((steps**2).mean() * 2) * high)
    sd = steps.std(ddof=1) * np.sqrt(2 * (1 + 2 / 6))
    np.testing.assert_allclose(np.log(drift[1, -1] / middle(drift)[1]), sd * high)


@pytest.mark.parametrize("method", [*forecasts.YEARLY.values(), forecasts.ar1])
def test_every_reference_is_a_distribution_that_widens(method):
    ahead = method(BUMPY, 4)
    assert ahead.shape == (4, forecasts.NODES)
    assert (ahead > 0).all() and (np.diff(ahead, axis=1) > 0).all()
    assert (np.diff(ahead[:, -1] - ahead[:, 0]) > 0).all()


def test_exponential_smoothing_follows_a_long_steady_trend_and_holds_a_level():
    rng = np.random.default_rng(5)
    trend = np.exp(4 + 0.05 * np.arange(40) + 0.01 * rng.standard_normal(40))
    assert middle(forecasts.ets(trend, 5))[-1] == pytest.approx(np.exp(4 + 0.05 * 44), rel=0.05)
    level = np.exp(4 + 0.1 * rng.standard_normal(40))
    assert middle(forecasts.ets(level, 5))[-1] == pytest.approx(np.exp(4), rel=0.1)


def test_too_short_a_past_is_told():
    with pytest.raises(forecasts.TooShort):
        forecasts.drift(BUMPY[:2], 1)
    assert forecasts.naive(BUMPY[:1], 2).tolist() == [[100.0], [100.0]]


def test_the_honest_rival_is_the_level_before_times_what_has_come_back():
    found = forecasts.recovered(1000.0, np.array([0.65, 0.825]), 0.4)
    np.testing.assert_allclose(middle(found), [650.0, 825.0])
    tenth = round(0.9 * forecasts.NODES - 0.5)
    assert found[0, tenth] == pytest.approx(650 * 1.4, rel=0.01)


def test_series_are_on_one_definition():
    fdi, whole = (
        past_series.series("nanjing", "fdi_musd"),
        dict(zip(*facts().panel("nanjing", "fdi_musd"), strict=True)),
    )
    assert fdi.at(2021) == 4389 and fdi.at(2022) == 4850
    assert fdi.at(2015) / fdi.at(2014) == pytest.approx(whole[2015] / whole[2014])
    assert list(past_series.series("nanjing", "inbound_visitors").years) == list(range(2013, 2020))
    assert list(past_series.series("hangzhou", "inbound_visitors").years) == [2019]
    assert list(past_series.series("hefei", "fdi_musd").years) == [2022]
    assert list(past_series.stretches("hangzhou", "inbound_visitors", 2019)[0].years) == list(range(2011, 2019))
    assert past_series.series("nowhere", "fdi_musd") is None


def test_histories_of_results():
    assert past_series.history("visitors", ()).at(2019) == 853_109
    assert past_series.history("rival_fdi", (("city", "shanghai"),)).at(2022) == pytest.approx(23_956, rel=1e-4)
    assert len(past_series.history("visitors", (("origin", "KOR"),)).years) == 1
    assert past_series.history("visitors", (("purpose", "leisure"),)) is None
    assert past_series.history("talent", ()) is None
    assert past_series.history("exchange_rate", ()).years[-1] == 2022


def test_parts_of_years():
    shares = past_series.year_shares("visitors", "flow", np.datetime64("2023-01-01"), np.datetime64("2024-12-31"))
    assert shares == {2023: pytest.approx(1), 2024: pytest.approx(1)}
    spring = past_series.year_shares("visitors", "flow", np.datetime64("2023-04-01"), np.datetime64("2023-04-30"))
    assert spring[2023] == pytest.approx(past_series.month_shares()[3]) and spring[2023] > 1 / 12
    assert past_series.year_shares("gdp", "flow", np.datetime64("2023-01-01"), np.datetime64("2023-01-31"))[2023] == (
        pytest.approx(1 / 12)
    )
    assert past_series.year_shares("population", "stock", np.datetime64("2023-01-01"), np.datetime64("2024-06-30")) == {
        2024: 1
    }
    mean = past_series.year_shares("exchange_rate", "index", np.datetime64("2023-12-01"), np.datetime64("2024-01-31"))
    assert mean == {2023: pytest.approx(0.5), 2024: pytest.approx(0.5)}


@pytest.mark.parametrize("name", ["breaks", "recovery", "published_benchmarks"])
def test_tables_have_sources(name):
    assert past_series.table(name)


@pytest.fixture(scope="module")
def tested():
    """Backtests of Nanjing with a model that knows the past exactly, as a check of how it is set beside the others."""
    paths = {}
    for indicator in backtests.INDICATORS:
        past = past_series.stretches("nanjing", indicator, 2019)[-1].until(2019)
        inside = past.years >= 2013
        paths[indicator] = past.years[inside], 0.5 * past.values[inside] * np.array([[1.0], [3.0]])
    return backtests.backtests(paths, ["nanjing", "hangzhou", "hefei"])


def test_origins_roll_and_nothing_after_a_break_is_forecast(tested):
    assert {row.origin for row in tested} == {2015, 2016, 2017, 2018}
    assert all(row.origin + row.horizon <= 2019 for row in tested)
    assert all(
        row.origin + row.horizon <= 2018
        for row in tested
        if (row.city, row.indicator) == ("hangzhou", "inbound_visitors")
    )
    assert {row.forecast for row in tested if row.city == "hefei"} == {"naive", "drift", "ets"}


def test_a_model_with_the_right_growth_makes_no_error(tested):
    for row in tested:
        if row.forecast == backtests.MODEL:
            assert row.error == pytest.approx(0) and row.crps == pytest.approx(0)
    lines = backtests.lines(tested, "nanjing")
    assert {line.skill for line in lines if line.forecast == "naive"} == {0.0}
    assert all(line.skill == pytest.approx(1) for line in lines if line.forecast == backtests.MODEL)
    assert not [line for line in backtests.lines(tested) if line.forecast == backtests.MODEL]


def test_errors_of_the_last_value_again_by_hand(tested):
    visitors = past_series.series("nanjing", "inbound_visitors")
    errors = [abs(visitors.at(year) / visitors.at(year + 1) - 1) for year in (2015, 2016, 2017, 2018)]
    lines = backtests.lines(tested, "nanjing")
    line = next(one for one in lines if (one.indicator, one.forecast, one.horizon) == ("inbound_visitors", "naive", 1))
    assert line.mape == pytest.approx(np.mean(errors)) and line.cases == 4
    sums = [abs(3 * visitors.at(y) / sum(visitors.at(y + k) for k in (1, 2, 3)) - 1) for y in (2015, 2016)]
    total = next(
        one
        for one in backtests.totals(tested, "nanjing")
        if (one.indicator, one.forecast) == ("inbound_visitors", "naive")
    )
    assert total.mape == pytest.approx(np.mean(sums)) and total.cases == 2
