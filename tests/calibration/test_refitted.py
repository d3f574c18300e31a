"""Backtests fitted anew: nothing of later years is used, forecasts are what they say, scores are those of the books."""

import numpy as np
import pytest
import xarray as xr

from calibration import backtest_words, page
from calibration.fit_points import names
from calibration.own_departures import known_by
from calibration.targets import covariance
from calibration.validation import refitted, refitted_scores, scores
from calibration.validation.earlier_fits import errors_at, known_at
from calibration.validation.past_series import series
from calibration.validation.runs_ahead import OF_CHINA, PLACES, SPREADS, Ahead, totals
from common.vocabulary import CITIES
from model.facts import facts
from model.facts.months import month_index
from model.parameters import declared
from model.world import lay_out
from model.world.paths import FIRST

MIDDLE = tuple(np.zeros(len(names())))


def level_shift(errors: np.ndarray, moved: np.ndarray) -> float:
    """How much less likely a common shift of some counts by a fifth is, log points."""
    shift = 0.2 * moved
    return float(shift @ np.linalg.solve(errors, shift)) / 2


@pytest.mark.parametrize("origin", refitted.ORIGINS)
def test_a_fit_of_a_year_uses_nothing_known_later(origin):
    chosen = known_at(origin)
    assert len(chosen) > 20 and max(one.last_year for one in chosen) <= origin
    late = {one.statistic for one in chosen if one.known > origin}
    assert late <= {"fdi"}  # brought to one scope by a later ratio, of which only growth is used
    errors = errors_at(origin, chosen)
    for statistic, level in (("visitors", 2019), ("fdi", 2022)):
        moved = np.array([float(one.statistic == statistic) for one in chosen])
        assert moved.sum() >= 3
        assert (level_shift(errors, moved) < 0.01) == (level > origin), statistic
        one_year = moved * (np.arange(len(chosen)) == np.flatnonzero(moved)[0])
        assert level_shift(errors, one_year) > 0.5  # growth among the years known is learned all the same


def test_what_later_levels_give_away_would_be_used_otherwise():
    chosen = known_at(2016)
    moved = np.array([float(one.statistic == "visitors") for one in chosen])
    assert level_shift(covariance(chosen), moved) > 1


def test_own_courses_have_the_spreads_that_were_known():
    now, then = (Ahead(MIDDLE, origin, 0).parameters() for origin in (2019, 2016))
    assert then[OF_CHINA] == now[OF_CHINA] == declared()[OF_CHINA].default, "the nation's counts of 2005-2016 tell it"
    for name, indicator in SPREADS.items():
        assert now[name] == declared()[name].default
        assert then[name] == pytest.approx(now[name] * known_by(2016)[indicator])
        assert Ahead(MIDDLE, 2016, 0, courses=False).parameters()[name] == 0
    keys = {Ahead(MIDDLE, 2016, 0).key(), Ahead(MIDDLE, 2016, 1).key(), Ahead(MIDDLE, 2019, 0).key()}
    assert len(keys | {Ahead(MIDDLE, 2016, 0, courses=False).key()}) == 4


def pulls(courses: bool) -> np.ndarray:
    """Pull of Nanjing and six rivals on investors since the end of 2016, (members, months from 2012, cities)."""
    found = []
    for number in range(5):
        one = Ahead(MIDDLE, 2016, number, courses=courses)
        world = lay_out(one.setting(), facts(), one.draws(), one.parameters())
        rivals = [CITIES.index(city) for city in PLACES[1:]]
        found.append(np.column_stack([world.by_month["nanjing_openness"], world.rivals[1][:, rivals]]))
    paths = np.array(found)
    return paths - paths[:, [month_index(2016, 12) - FIRST]]


def test_bands_with_own_courses_are_wider_and_past_is_past():
    with_them, without = pulls(True), pulls(False)
    start = month_index(2017, 1) - FIRST
    assert with_them[:, :start] == pytest.approx(without[:, :start])
    end = month_index(2019, 12) - FIRST
    spread = (with_them - without)[:, end].std(axis=0)
    assert (spread > 0.02).all() and 0.15 < spread.mean() < 0.7  # 0.2 a year, over three years, of five members
    one = Ahead(tuple(np.ones(len(names()))), 2016, 0, courses=False)
    rivals = one.parameters().room("rivals")
    # The trend of Nanjing loses pace from the first month that is unseen, as the member draws.
    appeal = lay_out(one.setting(), facts(), one.draws(), one.parameters()).by_month["nanjing_appeal"]
    before, after = np.diff(appeal)[start - 2], np.diff(appeal)[start - 1]
    assert before != 0 and after == pytest.approx(before * rivals.trend_persistence ** (1 / 24), rel=1e-3)


def made_up(growth: float, spread: float, members: int = 24) -> dict[int, dict[str, np.ndarray]]:
    """Yearly totals of a city that grows alike every year, in members whose growth from the origin spreads."""
    rng, found = np.random.default_rng(3), {}
    for origin in refitted.ORIGINS:
        years = np.arange(refitted.FIRST_YEAR, origin + refitted.HORIZONS + 1) - origin
        luck = spread * rng.standard_normal((members, 1, 1)) * np.maximum(years, 0)[:, None]
        paths = 7.0 * np.exp(growth * years[:, None] + luck + np.zeros(len(PLACES)))
        found[origin] = dict.fromkeys(refitted.INDICATORS, paths)
    return found


@pytest.fixture(scope="module")
def references():
    """References that are quick to make; drift stands for exponential smoothing too."""
    made = {name: refitted.of_reference(refitted.METHODS[name]) for name in ("naive", "drift", "share")}
    return {**made, "ets": made["drift"]}


@pytest.fixture(scope="module")
def scored(references):
    forecasts = {"model": refitted.of_model(made_up(0.05, 0.05)), **references}
    return refitted_scores.all_scored(forecasts, refitted.counted())


@pytest.fixture(scope="module")
def rows(scored):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(refitted_scores, "ITERATIONS", 40)
        patch.setattr(refitted_scores, "pit_alpha", lambda pits: 0.1)  # which has a test of its own
        return refitted_scores.score_rows(scored)


def test_a_forecast_is_the_count_at_the_origin_times_the_growth_since():
    found = refitted.of_model(made_up(0.05, 0.0))
    shanghai = series("shanghai", "fdi_musd")
    for horizon in (1, 2, 3):
        at = {"indicator": "fdi_musd", "city": "shanghai", "origin": 2016, "horizon": horizon}
        assert found.loc[at].values == pytest.approx(shanghai.at(2016) * np.exp(0.05 * horizon))
        assert float(refitted.counted().loc[at]) == shanghai.at(2016 + horizon)


def test_what_was_not_counted_on_one_definition_is_no_case():
    came = refitted.counted()
    cases = {one: int(came.sel(indicator=one).notnull().sum()) for one in refitted.INDICATORS}
    assert cases == {"fdi_musd": 38, "inbound_visitors": 20, "inbound_receipts_musd": 3}
    assert came.sel(indicator="inbound_visitors", origin=2019).isnull().all()  # no city's visitors were found
    assert np.isnan(came.sel(indicator="fdi_musd", city="hefei", origin=2019, horizon=3))  # of another scope


def test_the_share_of_the_nation_is_kept(references):
    nation, city = refitted.national("fdi_musd"), series("chongqing", "fdi_musd")
    found = references["share"].sel(indicator="fdi_musd", city="chongqing", origin=2016)
    wanted = [city.at(2016) / nation[2016] * nation[2016 + ahead] for ahead in (1, 2, 3)]
    assert found.median("node").values == pytest.approx(wanted)
    width = np.log(found.quantile(0.9, "node") / found.quantile(0.1, "node"))
    assert width.values == pytest.approx(width.values[0] * np.sqrt([1, 2, 3]), rel=0.02)


def test_scores_are_those_of_the_books():
    members = np.array([80.0, 90, 95, 100, 101, 104, 110, 115, 120, 150])
    forecast = xr.DataArray([members, 2 * members], dims=("case", "member"))
    found = refitted_scores.scored(forecast, xr.DataArray([112.0, 400.0], dims="case"), fair=True)
    for place, (draws, value) in enumerate(((members, 112.0), (2 * members, 400.0))):
        one = found.isel(case=place)
        assert float(one["crps"]) == pytest.approx(scores.crps(draws, value) / value)
        for share, name in ((0.5, "50"), (0.8, "80")):
            low, high = scores.band(draws, share)
            assert float(one[f"score_{name}"]) == pytest.approx(scores.interval_score(low, high, share, value) / value)
            assert int(one[f"in_{name}"]) == (low <= value <= high)
    assert found["pit"].values.tolist() == [0.7, 1.0]
    assert found["in_80"].values.tolist() == [1, 0]


def test_diebold_and_mariano_as_by_hand():
    # Mean 2.5, variance of the mean 5 / 16; of four one-step cases 3/4 remains: 2.5 / sqrt(5 / 16) * sqrt(3 / 4).
    found = refitted_scores.diebold_mariano(xr.DataArray([1.0, 2, 3, 4], dims="case"), ahead=1)
    assert found["dm"] == pytest.approx(2.5 / np.sqrt(5 / 16) * np.sqrt(3 / 4))
    assert 0.98 < found["dm_better"] < 0.99
    assert refitted_scores.diebold_mariano(xr.DataArray(np.zeros(12), dims="case")) == {"dm": "", "dm_better": ""}


def test_the_pit_of_even_ranks_is_even():
    assert refitted_scores.pit_alpha(xr.DataArray((np.arange(50) + 0.5) / 50, dims="case")) < 0.01
    assert refitted_scores.pit_alpha(xr.DataArray(np.full(50, 0.99), dims="case")) > 0.4


def test_all_forecasts_are_scored_on_the_same_numbers(scored, rows):
    by = {(row["indicator"], row["years"], row["forecast"]): row for row in rows}
    for (indicator, years, _), row in by.items():
        assert row["cases"] == by[indicator, years, "model"]["cases"]
    assert by["fdi_musd", "all", "model"]["cases"] == 38
    naive = by["inbound_visitors", "2017-2019", "naive"]
    model = by["inbound_visitors", "2017-2019", "model"]
    assert naive["skill"] == pytest.approx(1 - model["crps"] / naive["crps"])
    assert naive["skill"] > 0 and naive["dm"] > 0  # visitors grew, and the made-up model knows it
    assert naive["bootstrap_better"] > 0.8
    assert by["inbound_receipts_musd", "2017-2019", "naive"]["dm"] == ""  # three numbers tell nothing
    assert len(refitted_scores.forecast_rows(scored)) == len(scored) * (38 + 20 + 3)


def test_bootstraps_leave_the_numbers_of_the_process_alone(scored, monkeypatch):
    monkeypatch.setattr(refitted_scores, "ITERATIONS", 40)
    model, naive = (refitted_scores._some(scored[name], "fdi_musd", None)["crps"] for name in ("model", "naive"))
    np.random.seed(5)  # noqa: NPY002
    wanted = np.random.random()  # noqa: NPY002
    np.random.seed(5)  # noqa: NPY002
    first = refitted_scores.bootstrap_better(naive - model)
    assert np.random.random() == wanted  # noqa: NPY002
    assert refitted_scores.bootstrap_better(naive - model) == first
    assert refitted_scores.bootstrap_better(model - naive) == pytest.approx(1 - first)


@pytest.mark.parametrize(("lang", "missed", "held"), [("en", "not met", "(met)"), ("zh", "不符合", "（符合）")])
def test_words_say_what_is_not_met_and_why(lang, missed, held, scored, rows):
    forecasts, narrow = refitted_scores.forecast_rows(scored), [dict(row) for row in rows]
    for row in narrow:
        row["in_80"] = 5 if row["indicator"] == "inbound_visitors" else row["cases"]
    fdi, visitors, receipts = backtest_words.sentences(narrow, forecasts, lang)
    assert missed in visitors and f"{known_by(2016)['inbound_visitors']:.0%}" in visitors and "13" in visitors
    assert held in fdi and held in receipts and "38" in fdi
    table = backtest_words.table(rows, lang).splitlines()
    assert len(table) == 2 + 3 + 1 + 1 and {line.count("|") for line in table} == {12}


def test_words_on_a_page_replace_only_theirs():
    text = f"a {page.START} old {page.END} b {page.BACKTESTS} older {page.END} c"
    found = page.between(text, page.START, "new")
    assert " old " not in found and found.endswith(f"b {page.BACKTESTS} older {page.END} c")
    assert page.between(found, page.BACKTESTS, "newer").endswith("newer\n<!-- end --> c")


def test_yearly_totals_are_those_of_all_that_is_counted():
    months = np.ones((24, 3, 2))
    cities = np.arange(len(CITIES)) * np.ones((24, 1))
    found = totals(
        {
            "visitors": months,
            "rival_visitors": cities,
            "fdi_actual_use": 2 * months,
            "rival_fdi": cities,
            "visitor_spending": months[:, :, 0],
        }
    )
    assert found["inbound_visitors"].shape == (2, len(PLACES))
    assert found["inbound_visitors"][0].tolist() == [72.0, *(12.0 * CITIES.index(city) for city in PLACES[1:])]
    assert found["fdi_musd"][1, 0] == 144.0 and found["inbound_receipts_musd"][0, 0] == 36.0
    assert np.isnan(found["inbound_receipts_musd"][:, 1:]).all()
