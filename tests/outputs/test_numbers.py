"""Readers' units and rounding."""

import math

import numpy as np
import pytest
from matplotlib.figure import Figure

from common.text import Text
from outputs.figures.axes import effects_axis
from outputs.results.amounts import amount as amount_of
from outputs.results.numbers import (
    Unit,
    fitting,
    interval,
    level_places,
    number,
    percent,
    places,
    reader_unit,
    share_of_level,
)
from outputs.search.search_numbers import alike, amount, in_words, money, named_plan
from outputs.search.search_result import WantShown


@pytest.mark.parametrize(
    ("variable", "units", "value", "lang", "shown", "name"),
    [
        ("fdi_actual_use", "million USD", 4850, "zh", 48.5, "亿美元"),
        ("fdi_actual_use", "million USD", 4850, "en", 4850, "million USD"),
        ("goods_exports", "million CNY", 52_000, "zh", 520, "亿元"),
        ("goods_exports", "million CNY", 52_000, "en", 52, "billion CNY"),
        ("visitors", "1", 853_110, "zh", 85.311, "万人次"),
        ("visitors", "1", 853_110, "en", 853.11, "thousand visitors"),
        ("something_new", "kg", 3, "en", 3, "kg"),
    ],
)
def test_units_that_readers_expect(variable, units, value, lang, shown, name):
    unit = reader_unit(variable, units, lang)
    assert value * unit.factor == pytest.approx(shown)
    assert unit.name == name


@pytest.mark.parametrize(
    ("value", "decimals", "signed", "text"),
    [
        (1234567.0, 0, False, "1,234,567"),
        (1234567.0, -3, False, "1,235,000"),
        (-0.04, 1, True, "0.0"),
        (-12.345, 1, False, "\N{MINUS SIGN}12.3"),
        (7, 0, True, "+7"),
        (math.nan, 0, False, "–"),
        (math.inf, 0, False, "–"),
    ],
)
def test_number(value, decimals, signed, text):
    assert number(value, decimals, signed) == text


def test_a_change_from_next_to_nothing_is_not_told_in_per_cent():
    assert share_of_level(1.0, 4.0) == 0.25 and share_of_level(-9.0, 1.0) == -9.0
    assert all(math.isnan(share_of_level(change, level)) for change, level in ((66.05, 1.89), (1.0, 0.0), (0.0, 0.0)))
    assert percent(share_of_level(66.05, 1.89), signed=True) == "–"


def test_rounding_follows_the_uncertainty():
    assert places(1234.5, 5678.9) == -2
    assert places(0.0123, 0.0456) == 3
    assert places(0, 0) == 0
    assert places(5.0, 5.0) == 0 and places(5.25, 5.25) == 3, "a point that is whole needs no decimals"
    assert places(math.nan, math.nan) == 0
    assert places(1_690_785.001, 1_690_785.002) == -3, "four significant digits at most"


def test_interval_in_both_languages():
    assert interval(1234.5, 980.2, 1460.9, "en") == "1,230 (980 to 1,460)"
    assert interval(1234.5, 980.2, 1460.9, "zh", signed=True) == "+1,230（+980 至 +1,460）"
    assert interval(0, 0, 0, "en", signed=True) == "0"
    assert interval(2339.2, 2339.1, 2339.3, "en", signed=True) == "+2,339"
    assert interval(-4e-5, -3.2e-4, 1.3e-4, "en", signed=True, level=158.1) == "0", "under 0.005 % of the level"
    assert interval(0.072, 0.011, 0.151, "en", signed=True, level=6778) == "+0.072 (+0.011 to +0.151)", "clear of zero"
    assert interval(0.17, -1e-5, 0.28, "zh", signed=True, level=127.7) == "+0.17（<0 至 +0.28）"
    assert interval(0.17, 0.02, 0.28, "en", signed=True, level=127.7) == "+0.17 (+0.02 to +0.28)"
    assert interval(3600, 1000, 350_000, "en") == "4,000 (1,000 to 350,000)", "a price is not nothing"
    assert interval(0.5, -12.1, 11.3, "en", signed=True) == "0 (\N{MINUS SIGN}12 to +11)"


def test_a_search_rounds_as_the_table_of_a_run():
    want = WantShown("fdi", Text("FDI", "外资"), "fdi_actual_use", "million USD", "mean", 0.0, 15_800.0)
    assert amount(np.linspace(-0.03, 0.02, 12), want, "en") == "0 million USD"
    assert amount(np.linspace(-0.03, 0.02, 12), want, "zh") == "0亿美元"
    assert in_words(0.012, want, "zh") == "0亿美元" and in_words(12.0, want, "en") == "+12 million USD"


def test_an_axis_of_effects_does_not_spread_out_luck():
    luck, seen = np.linspace(-1e-4, 2e-4, 12), np.linspace(-1.0, 2.0, 12)
    spans = []
    for members in (luck, seen, 0 * luck):
        ax = Figure().subplots()
        ax.plot(members, members)
        effects_axis(ax, [members], 158.0)
        spans.append(ax.get_xlim())
    assert spans[0] == pytest.approx((-0.158, 0.158)) and spans[1][1] > 2 and spans[2] == (-1, 1)


def test_percent():
    assert percent(0.0423, signed=True) == "+4.2 %"
    assert percent(-0.371) == "\N{MINUS SIGN}37 %"
    assert percent(1.2) == "120 %"
    assert (
        percent(0.0002, signed=True) == "+0.02 %"
        and percent(0.00003, signed=True) == "+0.003 %"
        and percent(0.0) == "0.0 %"
    )
    assert percent(math.nan) == "–"


@pytest.mark.parametrize(
    ("value", "unit", "lang", "text"),
    [
        (0.061, Unit(0.01, "亿元"), "zh", "610万元"),
        (-0.061, Unit(0.01, "亿美元"), "zh", "\N{MINUS SIGN}610万美元"),
        (0.61, Unit(0.01, "亿元"), "zh", "6,100万元"),
        (1.61, Unit(0.01, "亿元"), "zh", "1.610亿元"),
        (0.032, Unit(1e-4, "万人次"), "zh", "320人次"),
        (0.0, Unit(0.01, "亿元"), "zh", "0.000亿元"),
        (0.02, Unit(1, "million USD"), "en", "USD 20 thousand"),
        (0.05, Unit(1e-3, "billion CNY"), "en", "CNY 50 million"),
        (1070.0, Unit(1, "million USD"), "en", "USD 1.070000 billion"),
    ],
)
def test_a_sentence_has_the_unit_that_fits(value, unit, lang, text):
    assert amount_of(value, 3, unit, lang) == text


def test_what_is_shown_together_has_one_unit():
    own = Unit(0.01, "亿元")
    assert fitting(own, 0.02, 170.0) == own == fitting(own) == fitting(own, 0.0)
    assert fitting(own, 0.02, -0.09).name == "万元" and fitting(own, 0.02).factor == pytest.approx(100)
    assert fitting(own, 1e-7).name == "元"
    assert fitting(Unit(1e-6, "million m²"), 0.01).name == "million m²"
    assert fitting(Unit(1, "家"), 0.01).name == "家"


def test_sentences_of_a_search_have_the_unit_that_fits():
    want = WantShown("fdi", Text("FDI", "外资"), "fdi_actual_use", "million USD", "mean", 0.0, 1000.0)
    assert in_words(6.2, want, "zh") == "+620万美元" and in_words(620.0, want, "zh") == "+6.2亿美元"
    assert amount(np.linspace(5.0, 7.0, 12), want, "zh").endswith("万美元")
    assert money(6.2, "zh") == "620万元" and money(620, "zh") == "6.2亿元"


def test_columns_of_a_search_share_their_decimals_and_plans_have_chinese_names():
    assert alike([7.59, 0.088, 0.0, math.nan]) == ["+7.59", "+0.09", "0", "–"]
    assert alike([133.0, 1.19], signed=False) == ["133", "1"] and alike([0.55, 0.1], 2) == ["+0.55", "+0.10"]
    assert alike([0.02, 400.0], level=1000.0) == ["0", "+400"]
    names = [named_plan(name, "zh") for name in ("best", "next-1", "budget-750", "right-2", "reach-1")]
    assert names == ["最好方案（best）", "次优方案1（next-1）", "预算7.5亿元方案（budget-750）", "授权方案2（right-2）", "达标方案1（reach-1）"]  # fmt: skip
    assert named_plan("next-1", "en") == "next-1" and named_plan("mine", "zh") == "mine"


@pytest.mark.parametrize(
    ("unit", "levels", "decimals"),
    [
        ("firms", (410.2, 473.3), 0),
        ("家", (410.2, 410.4), 1),  # whole, they would read as if nothing came of it
        ("家", (410.2, 410.2), 0),
        ("firms", (41.2, 47.3), 2),
        ("cases", (20_512.3, 20_498.1), -1),
        ("thousand people", (410.2, 473.3), 1),
    ],
)
def test_counts_from_a_hundred_on_are_whole(unit, levels, decimals):
    assert level_places(unit, *levels) == decimals
