"""The two figures of a first page: their titles claim what their numbers hold, and their numbers are what is drawn."""

import numpy as np
import pytest
import xarray as xr
from matplotlib.colors import to_hex

from common.text import LANGUAGES
from outputs.figures.answer_strip import BLUE, GREY, ORANGE, SHOWN, answer_strip, finding, strip_rows, value_text
from outputs.figures.figure_numbers import as_csv, numbers_of
from outputs.figures.findings import outcome_finding
from outputs.figures.own_sources import own_divisions, own_sources
from outputs.figures.sources_bar import divisions, sources_bar
from outputs.results.direction import FALL, NOTHING, RISE, SMALL, UNSETTLED
from tests.support.made_up_results import dataset
from tests.support.made_up_shares import attribution

pytestmark = pytest.mark.filterwarnings("error")
NEEDED = sorted({name for outcome in SHOWN for name in outcome.variables})


@pytest.fixture(scope="module")
def rising() -> xr.Dataset:
    return dataset(months=14, members=12)[NEEDED]


def turned(results: xr.Dataset, **factors: float) -> xr.Dataset:
    """The same with the effect on some variables times a factor, members apart by sign where it is not a number."""
    out = results.copy()
    for name, factor in factors.items():
        usual, scenario = (results[name].sel(variant=kind) for kind in ("counterfactual", "scenario"))
        signs = xr.DataArray(np.where(np.arange(results.sizes["member"]) % 2, 1.0, -1.0), dims="member")
        change = (scenario - usual) * (signs if np.isnan(factor) else factor)
        both = [usual, (usual + change).transpose(*usual.dims)]
        out[name] = xr.concat(both, results["variant"], coords="minimal", compat="override").assign_attrs(
            results[name].attrs
        )
    return out


def test_titles_of_the_strip_claim_what_is_clear(rising: xr.Dataset):
    rows = strip_rows(rising, "en")
    assert {row.direction for row in rows} == {RISE}
    assert finding(rows, "en").startswith("All six main outcomes rise, most of all")
    mixed = turned(rising, fdi_actual_use=-1.0, jobs=np.nan, visitor_spending=0.0)
    rows = {row.outcome.key: row.direction for row in strip_rows(mixed, "en")}
    assert (rows["fdi"], rows["jobs"], rows["spending"]) == (FALL, UNSETTLED, NOTHING)
    text = finding(strip_rows(mixed, "en"), "en")
    assert text.startswith("Three of six main outcomes rise, one falls, most of all")
    assert text.endswith("; one without any difference, one not clear")
    assert finding(strip_rows(mixed, "zh"), "zh").startswith("6项主要结果中3项增加，1项减少，变化最大的是")
    falling = turned(rising, **dict.fromkeys(NEEDED, -1.0))
    assert finding(strip_rows(falling, "en"), "en").startswith("All six main outcomes fall")
    one_falls = turned(rising, **dict.fromkeys(NEEDED, 0.0) | {"visitors": -1.0})
    assert finding(strip_rows(one_falls, "en"), "en").startswith(
        "One of six main outcomes falls, most of all inbound overnight visitors"
    )
    assert finding(strip_rows(one_falls, "zh"), "zh").endswith("；5项无差别")
    nothing = turned(rising, **dict.fromkeys(NEEDED, np.nan))
    assert finding(strip_rows(nothing, "zh"), "zh") == "各项主要结果均无明确变化"


def test_what_does_not_differ_at_all_is_no_unclear_effect(rising: xr.Dataset):
    same = turned(rising, **dict.fromkeys(NEEDED, 0.0))
    assert finding(strip_rows(same, "en"), "en") == "None of the main outcomes differs from the counterfactual"
    assert finding(strip_rows(same, "zh"), "zh") == "各项主要结果与对照情景均无差别"
    figure = answer_strip(same, "zh")
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["无差别：各样本均与对照情景相同"]
    one = turned(rising, visitors=0.0, jobs=np.nan)
    legend = [text.get_text() for text in answer_strip(one, "en").legends[0].get_texts()]
    assert {"No difference in any run", "Not clear: the interval holds zero"} <= set(legend)


def test_what_is_under_a_thousandth_is_called_neither_rise_nor_fall(rising: xr.Dataset):
    tiny = turned(rising, fdi_actual_use=1e-4, visitors=-1e-4)
    rows = {row.outcome.key: row for row in strip_rows(tiny, "en")}
    assert rows["fdi"].direction == rows["visitors"].direction == SMALL != rows["jobs"].direction
    assert finding(list(rows.values()), "en").startswith("Four of six main outcomes rise, most of all")
    assert finding(list(rows.values()), "en").endswith("; two hardly change")
    assert value_text(rows["fdi"], "en", 2).startswith("hardly any change")
    assert outcome_finding(rows["fdi"], "en") == "FDI in actual use: hardly any change from the counterfactual"
    legend = [text.get_text() for text in answer_strip(tiny, "zh").legends[0].get_texts()]
    assert "无明显变化：不足对照情景的0.1%" in legend
    none = turned(rising, **dict.fromkeys(NEEDED, 1e-4))
    assert finding(strip_rows(none, "zh"), "zh") == "各项主要结果的变化均不超过0.1%"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_strip_draws_its_numbers_and_greys_what_is_not_clear(rising: xr.Dataset, lang: str):
    mixed = turned(rising, fdi_actual_use=-1.0, jobs=np.nan)
    figure = answer_strip(mixed, lang)
    (ax,) = figure.axes
    dots = {round(line.get_ydata()[0]): line for line in ax.lines if line.get_marker() in "ovs"}
    numbers = numbers_of(figure)
    assert numbers is not None
    for y, (outcome, row) in enumerate(zip(SHOWN, numbers.rows, strict=True)):
        scenario, usual = (
            sum(mixed[name].sel(variant=kind) for name in outcome.variables) for kind in ("scenario", "counterfactual")
        )
        level, base = (
            float((x.isel(month=-1) if outcome.key == "jobs" else x.sum("month")).mean("member").sum())
            for x in (scenario, usual)
        )
        assert row[2] == pytest.approx(100 * (level / base - 1))
        assert dots[y].get_xdata()[0] == pytest.approx(row[2])
    colours = {SHOWN[y].key: to_hex(line.get_markeredgecolor()).lower() for y, line in dots.items()}
    assert (colours["fdi"], colours["jobs"], colours["visitors"]) == (ORANGE.lower(), GREY, BLUE.lower())


def test_the_strip_stays_on_a_phone_page(rising: xr.Dataset):
    for lang in LANGUAGES:
        figure = answer_strip(rising, lang, 1)
        renderer = figure.canvas.get_renderer()
        for text in figure.axes[0].texts:
            assert text.get_window_extent(renderer).x1 <= figure.bbox.x1


def test_sources_are_the_shares_of_the_attribution():
    shared = {"levers": attribution(), "decider": attribution(by="decider")}
    (levers, _deciders) = divisions(shared, "en")
    assert levers.parts == ("Route rights", "Pilot tasks")
    np.testing.assert_allclose(levers.shares[:, 0], [0.75, 0.25])
    figure = sources_bar(shared, "en")
    assert figure is not None and figure.get_label().startswith(
        "75 % of the effect on FDI in actual use comes from route"
    )
    for ax in figure.axes:
        assert sum(bar.get_width() for bar in ax.patches) == pytest.approx(100 * len(levers.outcomes))
    numbers = numbers_of(figure)
    assert numbers is not None and {row[3] for row in numbers.rows} == {75.0, 25.0}
    assert as_csv(numbers).startswith(b"\xef\xbb\xbfDivided by,")


def test_an_effect_that_falls_is_divided_and_one_not_clear_is_not():
    assert divisions({"levers": attribution(sign=-1.0)}, "en")[0].shares[0, 0] == pytest.approx(0.75)
    luck = xr.DataArray([-1.0, 1.0, -1.0, 1.0, -1.0, 1.1], dims="member")
    unsure = attribution()
    for name in ("visitors", "visitors_effect"):
        unsure[name] = (unsure[name] * luck).transpose(*unsure[name].dims).assign_attrs(unsure[name].attrs)
    figure = sources_bar({"levers": unsure}, "zh")
    assert figure is not None and "入境过夜游客的效果" not in figure.get_label()
    assert [text.get_text() for text in figure.axes[0].texts].count("效果不明确，不作分解") == 1


def test_without_an_attribution_nothing_is_drawn():
    assert sources_bar({}, "en") is None


def test_a_run_without_one_shows_the_parts_that_were_run_alone():
    alone = {"city": {"fdi": 0.72, "visitors": 0.19, "cost": 0.9}, "process": {}}
    (city,) = own_divisions(dataset(months=2, members=2), alone, "en")
    np.testing.assert_allclose(city.shares[:, [0, 3]], [[0.72, 0.19], [0.28, 0.81]])
    assert np.isnan(city.shares[:, 1]).all()
    figure = own_sources(dataset(months=2, members=2), alone, "zh")
    assert (
        figure is not None
        and figure.get_label()
        == "实际使用外资的效果72%来自南京市可自行决定的部分，入境过夜游客的效果81%来自需省或国家授权的部分"
    )


def test_a_run_without_any_part_shows_sectors_and_markets_whose_effects_are_clear():
    results = dataset(months=14, members=12)
    sectors, origins = own_divisions(results, {}, "en")
    change = results["fdi_actual_use"].sum(("month", "zone")).mean("member").diff("variant").isel(variant=0)
    assert sectors.shares.max() == pytest.approx(float((change / change.sum()).max()), rel=1e-6)
    assert (sectors.by, origins.by) == ("sector", "origin") and origins.shares.sum() == pytest.approx(1)
    figure = own_sources(results, {}, "en")
    assert figure is not None and len(figure.axes) == 2
    unclear = turned(results, fdi_actual_use=np.nan, visitors=0.0)
    assert own_divisions(unclear, {}, "en") == [] and own_sources(unclear, {}, "en") is None
