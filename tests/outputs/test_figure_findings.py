"""Titles of figures claim what their numbers hold, legends name all that is drawn, words never lie on one another."""

import itertools
import json

import matplotlib as mpl
import numpy as np
import pytest
import xarray as xr
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Annotation, Text

from common.text import LANGUAGES
from outputs.figures import fan
from outputs.figures.cost_effect import cost_effect
from outputs.figures.end_labels import apart
from outputs.figures.figure_numbers import numbers_of
from outputs.figures.figure_page import broken
from outputs.figures.findings import change_of, largest_finding, outcome_finding
from outputs.figures.network_map import network_map
from outputs.figures.past import past_years
from outputs.figures.plans import Plan, plans_effects
from outputs.figures.policy_marks import marks
from outputs.figures.room_for_words import Words
from outputs.figures.style import look
from outputs.figures.timeline import rows_of, timeline
from outputs.figures.waterfall import waterfall
from outputs.report.levers import lever_table
from outputs.report.run import as_run
from outputs.results.dated_measures import biting_rules, measures
from outputs.results.direction import FALL, NOTHING, RISE, UNSETTLED
from outputs.results.outcomes import HEADLINES, effect, monthly
from tests.support.made_up_results import dataset
from tests.support.made_up_shares import attribution

pytestmark = pytest.mark.filterwarnings("error")
FDI, VISITORS = HEADLINES[0], HEADLINES[3]
SCENARIO = """
name: plan
world: {national_visa_policy: observed}
levers:
  route_rights:
    grants:
    - {from: 2023-07, announced: 2023-04, decided_by: national, origins: [KOR], weekly_frequencies: 14}
    - {from: 2023-10-29, decided_by: national, origins: [SGP, MYS, IDN], weekly_frequencies: 14}
    - {from: 2023-10-29, decided_by: national, origins: [DEU], weekly_frequencies: 14}
  visa_facilitation:
    visa_free: [{from: 2023-07, decided_by: national, origins: [KOR, JPN, USA], stay_days: 15, scope: nanjing}]
    transit: [{from: 2023-07, until: 2024-11, decided_by: national, hours: 240, scope: nanjing}]
  duty_free:
    shops: [{from: 2024-10, decided_by: national, zone: xinjiekou_fuzimiao, kind: downtown, area_m2: 6000}]
    tax_refund: [{from: 2023-05, decided_by: city, rate: 0.11, minimum_cny: 500}]
  pilot_tasks:
  - {from: 2023-04, decided_by: city, tasks: ["1.2"], strength: 1}
"""


@pytest.fixture(scope="module")
def results() -> xr.Dataset:
    return dataset(months=36, members=12).assign_attrs(scenario_yaml=SCENARIO)


def boxes(texts: list[Text]) -> list:
    return [text.get_window_extent() for text in texts if text.get_visible() and text.get_text().strip()]


def overlapping(texts: list[Text]) -> list[tuple[str, str]]:
    """Pairs of texts that lie on one another, by more than the air around letters."""
    shown = [text for text in texts if text.get_visible() and text.get_text().strip()]
    pairs = itertools.combinations(zip(shown, boxes(shown), strict=True), 2)
    return [
        (one.get_text(), other.get_text())
        for (one, a), (other, b) in pairs
        if min(a.x1, b.x1) - max(a.x0, b.x0) > 0.5 and min(a.y1, b.y1) - max(a.y0, b.y0) > 0.3 * min(a.height, b.height)
    ]


def words_of(figure: Figure) -> list[Text]:
    """Words that a figure sets by itself: title, footer, labels beside marks, words of dates."""
    return [*figure.texts, *(text for ax in figure.axes for text in ax.texts)]


def test_sign_words_agree_with_numbers():
    rising = dataset(months=6, members=12)
    told = {name: change_of(rising, FDI, "en")._replace(direction=name) for name in (RISE, FALL, UNSETTLED, NOTHING)}
    sentences = {name: outcome_finding(change, "en") for name, change in told.items()}
    assert "above the counterfactual" in sentences[RISE] and "below" in sentences[FALL]
    assert sentences[UNSETTLED].endswith("no clear difference from the counterfactual")
    assert outcome_finding(told[NOTHING], "zh") == "实际使用外资：与对照情景无差别"
    falling = change_of(dataset(months=6, members=12, effect=-0.1), FDI, "en")
    assert (
        falling.direction == FALL
        and "below" in outcome_finding(falling, "en")
        and "(−" in outcome_finding(falling, "en")
    )


def test_the_largest_change_is_told_only_where_it_is_clear():
    usual = np.full((10, 3), 100.0)
    noise = np.tile([-50.0, 50.0], 5)
    change = np.stack([noise, np.linspace(-9, -7, 10), np.linspace(2, 4, 10)], axis=1)
    told = largest_finding("Things", ["wild", "lost", "won"], usual, usual + change, "firms", "en")
    assert told == "Things: largest loss lost, −8.00 firms (−8.0 %)"
    told = largest_finding("事项", ["甲", "乙", "丙"], usual, usual + change * [1, 0, 0], "家", "zh")
    assert told == "事项：变化均不明确"
    assert largest_finding("Things", ["a", "b", "c"], usual, usual, "", "en") == "Things: no difference"


@pytest.mark.parametrize("lang", ["en", pytest.param("zh", marks=pytest.mark.long)])
def test_a_fan_names_every_band_and_keeps_its_words_apart(results: xr.Dataset, lang: str):
    for columns in (1, 2):
        figure = fan(results, VISITORS, lang, columns)
        (legend,) = figure.legends
        named = [text.get_text() for text in legend.get_texts()]
        assert len(named) == len(set(named)) == 6  # two lines, two bands, the outline, the past
        assert sum("50" in name for name in named) == 1 and sum("80" in name for name in named) == 2
        assert not overlapping(words_of(figure))
        for box in boxes(words_of(figure)):
            assert figure.bbox.x0 <= box.x0 and box.x1 <= figure.bbox.x1
        legend_box = legend.get_window_extent()
        assert legend_box.x1 <= figure.bbox.x1 and all(
            not legend_box.overlaps(box) for box in boxes(list(figure.texts))
        )


def test_a_fan_ends_with_its_values_and_begins_with_the_past(results: xr.Dataset):
    figure = fan(results, VISITORS, "en", 2)
    last = monthly(results, VISITORS).isel(month=-1)
    ends = [text.get_text() for text in figure.axes[0].texts if isinstance(text, Annotation)]
    for variant, name in (("scenario", "Scenario"), ("counterfactual", "Counterfactual")):
        shown = next(float(end.split()[-1]) for end in ends if end.startswith(name))
        assert shown == pytest.approx(float(last.sel(variant=variant).median()) / 1e3, rel=6e-3)
    years, counted = past_years("visitors", 2023)
    assert years[0] == 2013 and 2020 not in years
    drawn = np.concatenate([line.get_ydata() for line in figure.axes[-1].lines])
    np.testing.assert_allclose(drawn, counted / 12e3)
    assert len(past_years("goods-trade", 2023)[0]) == 0 and len(past_years("fdi", 2013)[0]) == 0


def test_numbers_of_a_fan_are_what_is_drawn(results: xr.Dataset):
    figure = fan(results, FDI, "zh", 1)
    numbers = numbers_of(figure)
    paths = monthly(results, FDI).rolling(month=12).sum().isel(month=slice(11, None))
    change = [row for row in numbers.rows if row[1] == "差额"]
    np.testing.assert_allclose([row[2] for row in change], np.median(effect(paths), axis=0) / 100)
    np.testing.assert_allclose(figure.axes[1].lines[0].get_ydata(), [row[2] for row in change])
    assert [row[0] for row in numbers.rows[:10]] == [str(year) for year in range(2013, 2023)]
    assert change[0][0] == "2023-12" and change[-1][0] == "2025-12"


def test_national_rules_that_bite_are_those_the_scenario_had_first(results: xr.Dataset):
    found = [(str(rule.start), rule.rule, rule.origins) for rule in biting_rules(results)]
    assert found == [("2024-11-08", "stay_days", ("KOR",)), ("2024-11-30", "stay_days", ("JPN",))]
    held = results.assign_attrs(scenario_yaml=SCENARIO.replace("observed", "held_2022"))
    assert biting_rules(held) == []
    assert biting_rules(results.isel(month=slice(0, 12))) == []
    assert measures(results.assign_attrs(scenario_yaml="no: [yaml")) == []
    assert measures(results)[0].lever == "pilot_tasks" and measures(results)[-1].kind == "shops"


def test_marks_are_those_of_levers_that_touch_the_outcome(results: xr.Dataset):
    months = results["month"].values
    fdi, visitors = (marks(results, key, "en", months) for key in ("fdi", "visitors"))
    assert [mark.text for mark in fdi] == ["Tasks of the city"]
    assert {mark.text for mark in visitors if mark.national} == {
        "Nationwide visa-free: South Korea",
        "Nationwide visa-free: Japan",
    }
    assert visitors[0].national and not visitors[1].national
    assert "Flights: Singapore and 3 more" in [mark.text for mark in visitors]
    assert not any("Tasks" in mark.text for mark in visitors)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_timeline_has_a_bar_for_each_measure(results: xr.Dataset, lang: str):
    figure = timeline(results, lang, 1)
    numbers = numbers_of(figure)
    (ax,) = figure.axes
    own = [row for row in numbers.rows if row[4] != numbers.rows[-1][4]]
    assert len(ax.patches) == len(own) == 7 and len(numbers.rows) == 9
    assert figure.get_label().startswith("7" if lang == "en" else "7项措施")
    assert [row[3] for row in own].count("2024-11-30") == 1
    assert not overlapping([*figure.texts, *ax.get_yticklabels()])
    assert timeline(results.assign_attrs(scenario_yaml=""), lang) is None


@pytest.mark.parametrize(
    ("start", "until", "last", "told"),
    [
        ("2023-03-28", "", "2025-03-27", "28 Mar 2023 to 27 Mar 2025"),
        ("2023-03", "", "2025-02-28", "Mar 2023 to Feb 2025"),
        ("2023-03-28", "2024-06", "2024-06-30", "28 Mar 2023 to Jun 2024"),
    ],
)
def test_support_that_is_paid_for_some_years_ends_with_them(results: xr.Dataset, start, until, last, told):
    support = {"from": start, "cny_per_flight": 200000, "by_year": [1, 0.5], "origins": ["DEU"]}
    levers = {"route_rights": {"launch_support": support | ({"until": until} if until else {})}}
    text = json.dumps({"levers": levers})
    (row,) = rows_of(results.assign_attrs(scenario_yaml=text), "en")
    assert str(row.until) == last
    table = lever_table(as_run(results, "en"), levers, "")
    assert table is not None and table.rows[0][2].text == told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_map_draws_gains_and_names_them_apart(results: xr.Dataset, lang: str):
    figure = network_map(results, lang, 1)
    routes, city = figure.axes
    rows = numbers_of(figure).rows
    assert not overlapping([*figure.texts, *routes.texts]) and not overlapping(list(city.texts))
    gained = effect(results["weekly_flights"].isel(month=slice(-12, None)).mean("month")).mean("member")
    first = next(row for row in rows if row[0] in ("Route", "航线"))
    assert first[2] == pytest.approx(float(abs(gained).sel(origin=results["origin"] != "ROW").max()))
    assert len(routes.patches) == sum(abs(row[2]) >= 0.05 for row in rows if row[0] in ("Route", "航线"))
    assert len(city.collections) == results.sizes["zone"]


def test_a_word_stands_over_what_is_faint_only_where_it_has_no_room_elsewhere():
    figure = Figure(figsize=(2, 2))
    ax = figure.subplots()
    around = [(0.5 + 0.04 * right, 0.5 + 0.04 * up) for right in (-2, -1, 0, 1, 2) for up in (-2, -1, 0, 1, 2)]
    figure.draw_without_rendering()
    assert Words(ax, [(0.5, 0.5), *around]).put((0.5, 0.5), "Germany", fontsize=5) is None
    assert Words(ax, [(0.5, 0.5)], around).put((0.5, 0.5), "Germany", fontsize=5) is not None


@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.long)])
def test_plans_are_compared_over_common_months_with_their_own_intervals(results: xr.Dataset, lang: str):
    needed = results[sorted({name for outcome in HEADLINES for name in outcome.variables})]
    few = needed.isel(member=slice(0, 5), month=slice(0, 24))
    figure = plans_effects([Plan("Big plan", needed), Plan("Small plan", few)], lang)
    labels = [text.get_text() for text in figure.legends[0].get_texts()]
    wanted = ("80 % interval", "min–max range") if lang == "en" else ("80%区间", "最小至最大区间")
    assert all(word in label for word, label in zip(wanted, labels, strict=True))
    rows = numbers_of(figure).rows
    assert {row[3] for row in rows} == {12, 5} and len({row[2] for row in rows}) == 1
    early = effect(monthly(needed, FDI).isel(month=slice(0, 24)).sum("month")).mean() / (1 if lang == "en" else 100)
    assert rows[0][4] == pytest.approx(float(early))
    dots = [line.get_xdata()[0] for line in figure.axes[0].lines if line.get_marker() in "os"]
    np.testing.assert_allclose(dots, [rows[0][4], rows[1][4]])
    later = needed.assign_coords(month=needed["month"] + np.timedelta64(3_660, "D"))
    assert plans_effects([Plan("Big plan", needed), Plan("Later plan", later)], lang) is None


def test_cost_against_effect_claims_nothing_of_an_unclear_effect():
    shared = attribution()
    figure = cost_effect(shared, "en")
    assert figure.get_label().startswith("Route rights: 75 % of the cost, 75 % of the effect on FDI")
    for ax in figure.axes:
        names = [text.get_text() for text in ax.texts]
        assert set(names) <= {"Route rights", "Duty-free shops", "Pilot tasks"} and names
        assert not overlapping(list(ax.texts))
    luck = xr.DataArray([-1.0, 1.0, -1.0, 1.0, -1.0, 1.1], dims="member")
    for name in ("visitors", "visitors_effect"):
        shared[name] = (shared[name] * luck).transpose(*shared[name].dims).assign_attrs(shared[name].attrs)
    assert cost_effect(shared, "zh").get_label() == "各部分的成本与效果"


def test_a_waterfall_names_falls_only_where_something_falls():
    labels = {
        sign: [text.get_text() for text in waterfall(attribution(sign=sign), "en").legends[0].get_texts()]
        for sign in (1.0, -1.0)
    }
    assert any("from where it starts" in label for label in labels[1.0])  # the line is no interval on the axis
    assert "Takes away" not in labels[1.0] and "Takes away" in labels[-1.0]


def test_labels_at_ends_are_moved_apart():
    assert apart([10.0, 11.0, 50.0], 8.0) == pytest.approx([6.5, 14.5, 50.0])
    assert apart([5.0], 8.0) == [5.0]


def test_lines_break_where_a_reader_would():
    figure = Figure(figsize=(2, 1))
    FigureCanvasAgg(figure)
    with look():
        chinese = broken(figure, "情景的全期效果（就业为期末），占对照情景的百分比。", 0.9, 9)
        english = broken(figure, "Effect of the scenario over the whole period", 0.9, 2)
    assert len(chinese) > 1 and not any(line[0] in "，。）、" for line in chinese)
    assert len(english) == 2 and " ".join(english) == "Effect of the scenario over the whole period"


def test_level_strokes_of_chinese_letters_are_not_doubled():
    with look():
        assert mpl.rcParams["text.hinting"] == "no_hinting"
        figure = Figure(figsize=(1, 1), dpi=100)
        figure.text(0.1, 0.3, "二", fontsize=40)
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        ink = np.asarray(canvas.buffer_rgba())[:, 40, 0] < 128
    strokes = int((np.diff(ink.astype(int)) == 1).sum())
    assert strokes == 2
