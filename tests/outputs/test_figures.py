"""Every figure is made in both languages, says what it shows, and gives the same file each time."""

import itertools

import matplotlib as mpl
import numpy as np
import pytest
import xarray as xr
from matplotlib import pyplot
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image

from outputs import figures
from outputs.files import save
from outputs.outcomes import HEADLINES, effect, monthly, unit
from outputs.style import COLUMN_MM
from tests.outputs.synthetic import dataset

pytestmark = pytest.mark.filterwarnings("error")  # a glyph that no font has is a warning of matplotlib
MAKERS = {**figures.HEADLINE, **figures.DETAILS}
LANGUAGES = figures.LANGUAGES


@pytest.fixture(scope="module")
def results() -> xr.Dataset:
    """A usual run: three years, an effect well away from zero."""
    return dataset(months=36, members=12)


def texts(figure: Figure) -> str:
    """All visible text of a figure."""
    shown = (text.get_text() for text in figure.findobj(Text) if text.get_visible())
    return "\n".join(text for text in shown if text.strip())


@pytest.mark.parametrize(("name", "lang"), list(itertools.product(MAKERS, LANGUAGES)))
def test_every_figure_says_what_it_shows(results: xr.Dataset, name: str, lang: str):
    figure = MAKERS[name](results, lang=lang)
    shown = texts(figure)
    assert figure.axes and figure.get_label() in shown
    assert results.attrs[f"title_{lang}"] in shown and "full-pilot" in shown
    assert "0.1.0" in shown and "5f2c9a1be07d" in shown
    for ax in figure.axes:
        assert ax.lines or ax.collections or ax.patches or ax.images, "an axes with nothing in it"


@pytest.mark.parametrize(("outcome", "lang"), list(itertools.product(HEADLINES, LANGUAGES)))
def test_axis_labels_carry_units(results: xr.Dataset, outcome, lang: str):
    name = unit(results, outcome, lang).name
    fan = figures.HEADLINE[f"fan-{outcome.key}"](results, lang=lang)
    assert all(name in ax.get_ylabel() for ax in fan.axes)
    effects = figures.effects(results, lang=lang)
    assert effects.axes[HEADLINES.index(outcome)].get_xlabel() == name


def test_a_fan_draws_the_medians_in_the_readers_unit(results: xr.Dataset):
    visitors = next(outcome for outcome in HEADLINES if outcome.key == "visitors")
    paths = monthly(results, visitors)
    levels, difference = figures.fan(results, visitors, "zh").axes
    drawn = {line.get_linestyle(): line.get_ydata() for line in levels.lines}
    for variant, style in (("scenario", "-"), ("counterfactual", "--")):
        np.testing.assert_allclose(drawn[style], np.median(paths.sel(variant=variant), axis=0) / 1e4)
    np.testing.assert_allclose(difference.lines[0].get_ydata(), np.median(effect(paths), axis=0) / 1e4)


def test_effects_by_year_add_up_to_the_total(results: xr.Dataset):
    for outcome, ax in zip(HEADLINES, figures.effects(results, "en").axes, strict=True):
        dots = [line.get_xdata()[0] for line in ax.lines if line.get_marker() in ("o", "D")]
        assert len(dots) == 4
        assert sum(dots[:3]) == pytest.approx(dots[3])
        whole = float(effect(monthly(results, outcome)).sum("month").mean())
        assert dots[3] == pytest.approx(whole * unit(results, outcome, "en").factor)


@pytest.mark.parametrize("columns", [1, 2])
def test_width_is_that_of_printed_columns(results: xr.Dataset, columns: int):
    for figure in (figures.fan(results, HEADLINES[0], "en", columns), figures.effects(results, "en", columns)):
        assert figure.get_figwidth() * 25.4 == pytest.approx(COLUMN_MM[columns])


@pytest.mark.parametrize(
    "shape",
    [
        {"effect": 0.0, "members": 6},
        {"members": 1},
        {"months": 1, "members": 5},
        {"months": 7, "members": 2, "start": "2024-10"},
        {"months": 120, "members": 2, "start": "2013-01"},
    ],
    ids=["no effect", "one member", "one month", "part of a year", "ten years"],
)
def test_odd_runs_still_make_figures(shape: dict):
    odd = dataset(**shape)
    for make in MAKERS.values():
        figure = make(odd, lang="zh")
        for ax in figure.axes:
            ends = (*ax.get_xlim(), *ax.get_ylim())
            assert np.isfinite(ends).all() and ends[0] != ends[1] and ends[2] != ends[3]


def test_a_lever_that_did_nothing_shows_zero():
    idle = dataset(members=6, effect=0.0)
    figure = figures.effects(idle, "en")
    assert texts(figure).count("0 (0 to 0)") == len(HEADLINES)
    for ax in figure.axes:
        assert ax.get_xlim()[0] < 0 < ax.get_xlim()[1]


def test_long_titles_stay_on_the_page(results: xr.Dataset):
    long = results.assign_attrs(title_en="A very long title of a scenario " * 9)
    figure = figures.fan(long, HEADLINES[0], "en", 1)
    for text in figure.texts:
        assert text.get_window_extent().x1 <= figure.bbox.x1
    assert "…" in texts(figure)


def test_files_are_the_same_bytes_and_say_what_they_are(results: xr.Dataset, tmp_path):
    for form in ("png", "svg", "pdf"):
        first, second = (
            save(figures.fan(results, HEADLINES[3], "zh"), tmp_path / f"{k}.{form}", results, "zh").read_bytes()
            for k in range(2)
        )
        assert first == second
    with Image.open(tmp_path / "0.png") as picture:
        told = picture.info
    assert told["Title"] == "入境过夜游客" and "5f2c9a1be07d4c3388aa" in told["Description"] and told["Author"]
    assert round(told["dpi"][0]) == 300
    svg = (tmp_path / "0.svg").read_text(encoding="utf-8")
    assert "5f2c9a1be07d4c3388aa" in svg and "入境过夜游客" in svg and "dc:date" not in svg
    pdf = (tmp_path / "0.pdf").read_bytes()
    assert b"/Title" in pdf and b"CreationDate" not in pdf


def test_save_all_names_files_by_figure_and_language(results: xr.Dataset, tmp_path, monkeypatch):
    monkeypatch.setattr(figures, "HEADLINE", {"effects": figures.effects})
    monkeypatch.setattr(figures, "DETAILS", {})
    paths = figures.save_all(results, tmp_path / "new" / "figures", formats=("png",))
    assert [path.name for path in paths] == ["effects.zh.png", "effects.en.png"]
    assert sorted(path.name for path in paths[0].parent.iterdir()) == ["effects.en.png", "effects.zh.png"]


def test_nothing_of_the_caller_is_changed(results: xr.Dataset):
    before = dict(mpl.rcParams)
    figures.headline(results, "zh")
    assert dict(mpl.rcParams) == before
    assert not pyplot.get_fignums()
