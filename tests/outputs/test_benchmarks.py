"""Benchmarks: every figure has a source and a year, gaps only between what was counted alike, shares by hand."""

import numpy as np
import pytest
import xarray as xr

from outputs.comparing.benchmark_table import GROUPS, PLACES, benchmark_csv, cells, notes, sources
from outputs.comparing.benchmarks import HOME, RESULTS, lines
from outputs.figures.benchmarks import benchmarks
from scenarios.reading.benchmarks import Figure, Measure, figures, measures


@pytest.fixture(scope="module")
def dataset():
    """A run of two members and two years: 60 thousand visitors a month, in the scenario 63 and 69 thousand."""
    axes = {
        "variant": ["counterfactual", "scenario"],
        "member": [0, 1],
        "month": np.arange(24),
        "origin": ["KOR", "DEU"],
    }
    visitors = np.full((2, 2, 24, 2), 30_000.0)
    visitors[1, 0, 12:] += 1_500.0
    visitors[1, 1, 12:] += 4_500.0
    seats, flights = np.full_like(visitors, 50_000.0), np.full_like(visitors, 10.0)
    flights[..., 1] = 0.5
    loads = np.full_like(visitors, 0.8)
    dims = tuple(axes)
    values = {
        "visitors": visitors,
        "seats": seats,
        "weekly_flights": flights,
        "load_factor": loads,
        "visitor_spending": visitors,
    }
    return xr.Dataset({name: (dims, value) for name, value in values.items()}, coords=axes)


@pytest.fixture(scope="module")
def found(dataset):
    return lines(measures(), figures(), {"mine": dataset})


def test_every_figure_has_year_source_and_place_and_every_measure_a_figure():
    assert {one.measure for one in figures()} == {one.key for one in measures()}
    assert all(one.source and 2015 <= one.year <= 2024 for one in figures())
    assert {one.place for one in figures()} <= set(PLACES) and {one.group for one in measures()} == set(GROUPS)
    assert {"dubai", "singapore", "boston", "kyoto", "davos"} <= {one.place for one in figures()}
    assert {one.result for one in measures()} - {""} == set(RESULTS)
    assert all(one.year <= 2022 for one in figures() if one.place in HOME), "nothing of Nanjing after 2022"


def test_a_gap_is_told_only_between_what_was_counted_alike(found):
    for line in found:
        alike = line.here and (line.here.year, line.here.scope) == (line.there.year, line.there.scope) == (
            line.there.year,
            "same",
        )
        assert (line.gap is not None) == bool(alike) == (not line.why)
    why = {(line.measure.key, line.there.place): line.why for line in found}
    assert (
        why["spending", "kyoto"] == why["flights", "singapore"] == "scope" and why["meetings", "singapore"] == "missing"
    )
    assert why["cptpp", "kyoto"] == "kind" and why["passengers", "dubai"] == ""


def test_another_year_is_no_gap():
    measure = Measure("m", "hub", "u", "u", "more", "", "m", "m", "no", "no")
    here, there = (
        Figure("m", place, 1.0, year, "same", "", "", "s", "来") for place, year in (("nanjing", 2019), ("dubai", 2018))
    )
    (line,) = lines([measure], [here, there])
    assert line.why == "year" and line.gap is None


def test_what_a_run_closes_is_its_effect_in_the_last_year_over_the_gap(found):
    (line,) = [one for one in found if (one.measure.key, one.there.place) == ("visitors", "kyoto")]
    (mine,) = line.closed
    assert mine.counterfactual == pytest.approx(0.72) and mine.scenario == pytest.approx(0.792)
    assert line.gap == pytest.approx(3.53 - 0.745117)
    assert mine.share == pytest.approx(np.array([0.036, 0.108]) / line.gap)
    (air,) = [one for one in found if (one.measure.key, one.there.place) == ("passengers", "dubai")]
    assert air.closed[0].scenario == pytest.approx(2 * 12 * 2 * 0.8 * 0.05) and not air.closed[0].share.any()
    (served,) = [one for one in found if (one.measure.key, one.there.place) == ("countries", "dubai")]
    assert served.closed[0].scenario == 1 and served.closed[0].share is None


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_both_languages_tell_the_gap_what_closes_it_and_where_nobody_knows(found, lang):
    told = notes(found, lang)
    assert any("mine" in note for note in told) and len(sources(found, lang)) == len(measures())
    silent = [one for one in measures() if not one.result]
    assert sum((one.zh if lang == "zh" else one.en) in note for note in told for one in silent) >= len(silent)
    assert all(len(cells(line, lang)) == 4 + len(line.closed) for line in found)
    assert benchmarks(found, lang).axes


def test_the_file_has_a_row_for_each_benchmark(found):
    rows = benchmark_csv(found).splitlines()
    assert len(rows) == len(found) + 1 and all("," in row for row in rows)


def test_the_figure_names_countries_and_a_dot_at_the_right_is_ahead(found):
    shown = [line for line in found if line.gap is not None and line.here.value > 0]
    for lang, countries in (
        ("en", ("United States, for Boston", "Japan, for Kyoto")),
        ("zh", ("美国（波士顿所在国）", "瑞士（达沃斯所在国）")),
    ):
        (ax,) = benchmarks(found, lang).axes
        rows = [label.get_text() for label in ax.get_yticklabels()]
        assert all(any(country in row for row in rows) for country in countries)
        starts = [line for line in ax.lines if line.get_marker() in "os"]
        for line, dot in zip(shown, starts, strict=True):
            behind = (line.here.value < line.there.value) == (line.measure.better == "more")
            assert (dot.get_xdata()[0] < 1) == behind, line.measure.key
            assert (dot.get_marker() == "s") == (line.here.place == "china")


def test_chinese_sources_are_chinese(found):
    for told in sources(found, "zh"):
        assert not any(word in told for word in ("as recalled", "derived", " via ", "scaled from")), told
    assert any("成员与否" in cell for line in found for cell in cells(line, "zh"))
