"""Observed numbers scored against projections and references, put together, and held against published bars."""

from pathlib import Path

import numpy as np
import pytest

from calibration.validation import conditional, forecasts, past_series, published_benchmarks, score_cases
from calibration.validation.score_cases import Case
from calibration.validation.summary import summed
from common.records import PROJECTIONS, REFERENCES
from scenarios.explaining.library import find
from scenarios.reading.reader import read


def case(
    variable: str, value: float, members, first: str = "2023-01-01", last: str = "2023-12-31", cell=(), **more
) -> Case:
    kind, unit = more.get("kind", "flow"), more.get("unit", "1")
    drawn = {name: np.asarray(some, float) for name, some in members.items()}
    return Case(variable, cell, kind, unit, np.datetime64(first), np.datetime64(last), value, drawn)


VISITORS = case(
    "visitors", 500_000, {"unconditional": np.linspace(3e5, 8e5, 32), "conditional": np.linspace(4e5, 6e5, 32)}
)


def test_references_of_a_closed_year():
    found = score_cases.references(VISITORS)
    assert set(found) == set(REFERENCES)
    assert np.median(found["naive"]) == pytest.approx(853_109)
    assert np.median(found["asia_pacific"]) == pytest.approx(0.65 * 853_109)
    assert np.median(found["northeast_asia"]) == pytest.approx(0.55 * 853_109)
    past = past_series.history("visitors", ())
    np.testing.assert_allclose(found["drift"], forecasts.drift(past.values, 4)[3])


def test_references_of_a_month_take_its_season():
    april = case("visitors", 1, {}, "2023-04-01", "2023-04-30")
    assert np.median(score_cases.references(april)["naive"]) == pytest.approx(853_109 * past_series.month_shares()[3])


def test_references_know_nothing_after_the_origin():
    in_2018 = case("visitors", 800_000, {}, "2018-01-01", "2018-12-31")
    found = score_cases.references(in_2018, 2017)
    assert np.median(found["naive"]) == pytest.approx(745_117) and "asia_pacific" not in found
    assert score_cases.references(in_2018) == {}  # 2018 was known at the end of 2022
    assert score_cases.references(case("talent", 5, {}, kind="stock")) == {}


def test_unknown_years_of_recovery_have_no_rival():
    found = score_cases.references(case("visitors", 1, {}, "2029-01-01", "2029-12-31"))
    assert "naive" in found and "asia_pacific" not in found


def test_rows_and_summary_by_hand():
    rows = score_cases.judge([VISITORS])
    mine = {row.forecast: row for row in rows}
    own = mine["unconditional"]
    assert own.observed == 500_000 and own.in_50 == own.in_80 == 1
    assert own.mean == pytest.approx(550_000) and own.median == pytest.approx(550_000)
    lines = {line.forecast: line for line in summed(rows)}
    line = lines["unconditional"]
    assert line.bias == pytest.approx(0.1) and line.mape == pytest.approx(0.1) and line.rmse == pytest.approx(0.1)
    assert line.skill["naive"] == pytest.approx(1 - own.crps / mine["naive"].crps)
    assert line.error_ratio["naive"] == pytest.approx(50_000 / (853_109 - 500_000))
    assert line.mase == pytest.approx(50_000 / np.abs(np.diff(past_series.history("visitors", ()).values)).mean())
    assert lines["naive"].skill == {}
    assert lines["conditional"].count == 1


def test_skill_is_taken_on_the_numbers_both_forecast():
    second = case("visitors", 900_000, {"unconditional": [1e5, 2e5]}, "2029-01-01", "2029-12-31")
    rows = score_cases.judge([VISITORS, second])
    line = next(one for one in summed(rows) if one.forecast == "unconditional")
    first = {row.forecast: row.crps for row in score_cases.judge([VISITORS])}
    assert line.count == 2
    assert line.skill["asia_pacific"] == pytest.approx(1 - first["unconditional"] / first["asia_pacific"])


def test_groups_tell_kinds_of_series_apart():
    rows = score_cases.judge(
        [
            VISITORS,
            *(
                case("visitors", 9e4, {"unconditional": [8e4, 1e5]}, cell=(("origin", code),))
                for code in ("KOR", "USA")
            ),
        ]
    )
    groups = {line.group: line.count for line in summed(rows) if line.forecast == "unconditional"}
    assert groups == {"visitors": 1, "visitors/origin": 2}


def test_published_bars():
    rows = score_cases.judge(
        [VISITORS, case("goods_trade", 100.0, {"unconditional": [108.0, 112.0]}, unit="million CNY")]
    )
    held = {(one.group, one.forecast, one.key): one for one in published_benchmarks.held(rows)}
    assert held["goods_trade", "unconditional", "trade_bias"].verdict == published_benchmarks.MISSED
    assert held["goods_trade", "unconditional", "trade_rmse"].verdict == published_benchmarks.MET
    wide, narrow = (held["visitors", name, "width_after_break"] for name in PROJECTIONS)
    assert (wide.verdict, narrow.verdict) == (
        published_benchmarks.MISSED,
        published_benchmarks.MISSED,
    ) and wide.value > narrow.value
    claim = held["visitors", "unconditional", "claim"]
    hardest = abs(0.55 * 853_109 - 500_000)  # the rival that comes nearest
    assert claim.value == pytest.approx(50_000 / hardest) and claim.verdict == published_benchmarks.MISSED
    assert {one.key for one in held.values()} <= set(published_benchmarks.bars())


def test_months_of_tourism_are_held_against_calm_times():
    months = [
        case(
            "visitors",
            100.0,
            {"unconditional": [110.0, 130.0]},
            f"2023-{m:02d}-01",
            str(np.datetime64(f"2023-{m:02d}") + 1) + "-01",
        )
        for m in range(1, 9)
    ]
    months = [one._replace(last=np.datetime64(one.last) - 1) for one in months]
    held = {one.key: one for one in published_benchmarks.held(score_cases.judge(months))}
    assert (
        held["seasonal_naive_12"].value == pytest.approx(0.2)
        and held["seasonal_naive_12"].verdict == published_benchmarks.MISSED
    )
    assert "seasonal_naive_12" not in {one.key for one in published_benchmarks.held(score_cases.judge(months[:5]))}


def test_a_run_gets_the_counterpart_that_it_is_not():
    plain = read(find("no-pilot"))
    found = conditional.counterpart(plain)
    assert (found.own, found.other) == PROJECTIONS
    assert found.prepared.scenario.world.incomes == "observed"
    assert found.prepared.scenario.world.reopening == "observed"
    assert found.prepared.scenario.world.rivals == plain.world.rivals  # of which no case is observed
    observed = conditional.counterpart(read(find("observed")))
    assert (observed.own, observed.other) == PROJECTIONS[::-1]
    assert observed.prepared.scenario.world.national_visa_policy == "held_2022"
    assert observed.prepared.scenario.world.incomes == "central"
    job = observed.prepared.job
    assert job.counterfactual == job.scenario  # each member is run once


def test_the_tables_lie_beside_the_code():
    assert all(
        (Path(past_series.__file__).parent / f"{name}.csv").is_file()
        for name in ("breaks", "recovery", "published_benchmarks")
    )
