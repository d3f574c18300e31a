"""Every figure is made in both languages, says what it shows, and gives the same file each time."""

import functools
import itertools
import re

import matplotlib as mpl
import numpy as np
import pytest
import xarray as xr
from matplotlib import pyplot
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image

from outputs import figures
from outputs.figures.figure_files import as_bytes, as_forms, save
from outputs.figures.figure_numbers import keep, numbers_of
from outputs.figures.figure_page import broken
from outputs.figures.style import COLUMN_MM, styled
from outputs.results.numbers import reader_unit
from outputs.results.outcomes import HEADLINES, effect, monthly, unit
from tests.support.made_up_results import dataset

pytestmark = pytest.mark.filterwarnings("error")  # a glyph that no font has is a warning of matplotlib
INTERVAL = re.compile(r"\(.* to .*|（[^）]*\d至")
MAKERS = {**figures.HEADLINE, **figures.DETAILS}
LANGUAGES = figures.LANGUAGES


@pytest.fixture(scope="module")
def results() -> xr.Dataset:
    """A usual run: three years, an effect well away from zero."""
    return dataset(months=36, members=12)


@pytest.fixture(scope="module")
def headline(results: xr.Dataset) -> tuple[dict[str, Figure], dict, dict]:
    """The headline figures in Chinese, made together, with the settings of matplotlib before and after that."""
    before = dict(mpl.rcParams)
    return figures.headline(results, "zh"), before, dict(mpl.rcParams)


@pytest.fixture(scope="module")
def made(results: xr.Dataset, headline):
    """A figure of the usual run by name and language, made once."""
    together = {(name, "zh"): figure for name, figure in headline[0].items()}
    return functools.cache(lambda name, lang: together.get((name, lang)) or MAKERS[name](results, lang=lang))


def texts(figure: Figure) -> str:
    """All visible text of a figure."""
    shown = (text.get_text() for text in figure.findobj(Text) if text.get_visible())
    return "\n".join(text for text in shown if text.strip())


IN_ENGLISH = {"answer-strip", "effects", "fan-fdi", "origins", "routes"}
"""Figures that are made in English too in the fast suite: the others differ in the words alone."""


def in_both(name: str, lang: str, *more: object) -> object:
    """A case of a figure in a language; in English most go with the long tests."""
    return pytest.param(*(more or (name,)), lang, marks=[] if lang == "zh" or name in IN_ENGLISH else pytest.mark.long)


@pytest.mark.parametrize(("name", "lang"), [in_both(*each) for each in itertools.product(MAKERS, LANGUAGES)])
def test_every_figure_says_what_it_shows(results: xr.Dataset, made, name: str, lang: str):
    figure = made(name, lang)
    shown = texts(figure)
    assert figure.axes and figure.get_label().replace(" ", "") in "".join(shown.split())
    assert results.attrs[f"title_{lang}"] in shown and "full-pilot" in shown
    assert "0.1.0" in shown and "5f2c9a1be07d" in shown
    for ax in figure.axes:
        assert ax.lines or ax.collections or ax.patches or ax.images, "an axes with nothing in it"
    numbers = numbers_of(figure)
    assert numbers is not None and numbers.rows
    for row in numbers.rows:
        assert len(row) == len(numbers.header)
        assert not any(isinstance(cell, str) and INTERVAL.search(cell) for cell in row), "an interval in one cell"


@pytest.mark.parametrize(
    ("outcome", "lang"),
    [in_both(f"fan-{outcome.key}", lang, outcome) for outcome, lang in itertools.product(HEADLINES, LANGUAGES)],
)
def test_axis_labels_carry_units(results: xr.Dataset, made, outcome, lang: str):
    name = unit(results, outcome, lang).name
    assert all(name in ax.get_ylabel() for ax in made(f"fan-{outcome.key}", lang).axes[:2])
    effects = made("effects", lang)
    assert effects.axes[HEADLINES.index(outcome)].get_xlabel() == name


DETAIL_VARIABLES = {
    "origins": "visitors",
    "ways": "visitors_by_way",
    "routes": "weekly_flights",
    "network-map": "weekly_flights",
    "fdi-map": "fdi_actual_use",
    "fdi-pipeline": "fdi_pipeline",
    "talent": "talent",
    "rents": "rent",
    "forces": "force_index",
    "risks": "risk",
    "costs": "fiscal_cost",
}


def test_details_name_their_units(results: xr.Dataset, made):
    assert set(DETAIL_VARIABLES) == set(figures.DETAILS)
    for name, variable in DETAIL_VARIABLES.items():
        unit_name = reader_unit(variable, results[variable].attrs["units"], "zh").name
        assert unit_name in texts(made(name, "zh")), name


def test_origins_hold_every_visitor_once_by_gain(results: xr.Dataset, made):
    figure = made("origins", "en")
    dots = [line.get_xdata()[0] for line in figure.axes[0].lines if line.get_marker() == "o"]
    total = float(results["visitors"].sel(variant="scenario").mean("member").sum()) / 1e3
    assert len(dots) == 13 and sum(dots) == pytest.approx(total)
    names = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert names[-1] == "All others" and "Rest of the world" not in names
    gains = [row[3] for row in numbers_of(figure).rows[:12]]
    assert gains == sorted(gains, reverse=True)
    assert figure.get_label().startswith(f"Inbound visitors by origin: largest gain {names[0]}, +")


def test_fdi_map_marks_effects_of_unsure_sign(results: xr.Dataset):
    signs = np.where(np.arange(results.sizes["member"]) % 2, 1.5, 0.5)
    unsure = results.copy(deep=True)
    unsure["fdi_actual_use"][1, :, :, 0, 0] = unsure["fdi_actual_use"][0, :, :, 0, 0] * signs[:, None]
    level, change, *scales = figures.fdi_map(unsure, "en").axes
    assert [ax.get_xlabel() for ax in scales] == ["million USD"] * 2
    expected = unsure["fdi_actual_use"].sel(variant="scenario").sum("month").mean("member")
    np.testing.assert_allclose(level.images[0].get_array(), expected.transpose("sector", "zone"))
    cells = [text.get_text() for text in change.texts]
    assert cells[0].startswith("[") and not any(cell.startswith("[") for cell in cells[1:])


def test_risks_tell_how_often_was_warned(results: xr.Dataset):
    warned = results.copy(deep=True)
    warned["warning"][:] = 0
    warned["warning"][1, :, :9, 2] = 1
    figure = figures.risks(warned, "en")
    assert {row[-1] for row in numbers_of(figure).rows} == {"1 = threshold"}  # the unit, and not how often
    labels = [ax.get_ylabel() for ax in figure.axes]
    assert "0.0 % → 25 %" in labels[2] and "0.0 % → 0.0 %" in labels[0]


def test_a_fan_draws_the_medians_in_the_readers_unit(results: xr.Dataset, made):
    visitors = next(outcome for outcome in HEADLINES if outcome.key == "visitors")
    paths = monthly(results, visitors)
    levels, difference, *_ = made("fan-visitors", "zh").axes
    drawn = {line.get_linestyle(): line.get_ydata() for line in levels.lines}
    for variant, style in (("scenario", "-"), ("counterfactual", "--")):
        np.testing.assert_allclose(drawn[style], np.median(paths.sel(variant=variant), axis=0) / 1e4)
    np.testing.assert_allclose(difference.lines[0].get_ydata(), np.median(effect(paths), axis=0) / 1e4)


def test_effects_by_year_add_up_to_the_total(results: xr.Dataset, made):
    for outcome, ax in zip(HEADLINES, made("effects", "en").axes, strict=True):
        dots = [line.get_xdata()[0] for line in ax.lines if line.get_marker() == "o"]
        assert len(dots) == 4
        assert sum(dots[:3]) == pytest.approx(dots[3])
        whole = float(effect(monthly(results, outcome)).sum("month").mean())
        assert dots[3] == pytest.approx(whole * unit(results, outcome, "en").factor)


def test_width_is_that_of_printed_columns(results: xr.Dataset, made):
    wide, narrow = figures.fan(results, HEADLINES[0], "en", 2), figures.effects(results, "en", 1)
    for columns, drawn in ((1, (made("fan-fdi", "en"), narrow)), (2, (wide, made("effects", "en")))):
        for figure in drawn:
            assert figure.get_figwidth() * 25.4 == pytest.approx(COLUMN_MM[columns])


@pytest.mark.parametrize(
    ("shape", "names"),
    [
        ({"months": 1, "members": 5}, ("effects", "fan-fdi", *figures.DETAILS)),
        ({"effect": 0.0, "members": 1, "months": 7, "start": "2024-10"}, ("effects", "fan-fdi", "origins", "costs")),
        pytest.param(
            {"months": 120, "members": 2, "start": "2013-01"},
            ("effects", "fan-fdi", "fan-visitors"),
            marks=pytest.mark.long,
        ),
    ],
    ids=["one month", "one member, no effect, part of a year", "ten years"],
)
def test_odd_runs_still_make_figures(shape: dict, names: tuple[str, ...], monkeypatch: pytest.MonkeyPatch):
    odd = dataset(**shape)
    for name in sorted(names, key=figures.DETAILS.__contains__):
        if name in figures.DETAILS:  # room for their words is made as in any run, and takes a third of the time
            monkeypatch.setattr("outputs.figures.style.lay_out", lambda figure: None)
        for ax in MAKERS[name](odd, lang="zh").axes:
            ends = (*ax.get_xlim(), *ax.get_ylim())
            assert np.isfinite(ends).all() and ends[0] != ends[1] and ends[2] != ends[3]


QUICK = ("answer-strip", "effects", "forces", "talent")
"""Figures of each kind of columns; the others have the same and are looked at in the long tests."""


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name in QUICK else pytest.mark.long) for name in MAKERS]
)
def test_numbers_of_few_members_are_named_for_what_they_are(name: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("outputs.figures.style.lay_out", lambda figure: None)  # no word is looked at
    few = dataset(months=14, members=4)
    numbers = numbers_of(MAKERS[name](few, lang="zh"))
    assert numbers is not None and len(set(numbers.header)) == len(numbers.header)
    shown = "".join(numbers.header)
    assert not re.search("[19]0%分位数", shown) and ("最小值" in shown or name in ("costs", "timeline"))


def test_columns_of_ensembles_of_several_sizes_say_when_an_end_is_the_outermost():
    header = ("Effect, 10th percentile", "10%分位数（%）", "75th percentile", "Unit")
    named = lambda *members: numbers_of(keep(Figure(), header, (), *members)).header  # noqa: E731
    assert named() == named(9, 32) == header
    assert named(8) == ("Effect, smallest", "最小值（%）", "75th percentile", "Unit")
    assert named(2)[2] == "75th percentile (largest)"
    assert named(4, 9)[:2] == (
        "Effect, 10th percentile (smallest under 9 members)",
        "10%分位数（不足9个样本时为最小值）（%）",
    )


def test_a_lever_that_did_nothing_shows_zero():
    idle = dataset(members=6, effect=0.0)
    figure = figures.effects(idle, "en")
    assert texts(figure).count("Total 0; 0.0 %") == len(HEADLINES)
    for ax in figure.axes:
        assert ax.get_xlim()[0] < 0 < ax.get_xlim()[1]


def test_long_titles_stay_on_the_page(results: xr.Dataset):
    long = results.assign_attrs(title_en="A very long title of a scenario " * 9)
    figure = figures.fan(long, HEADLINES[0], "en", 1)
    for text in figure.texts:
        assert text.get_window_extent().x1 <= figure.bbox.x1
    assert "…" in texts(figure)


def test_files_are_the_same_bytes_and_say_what_they_are(results: xr.Dataset, made, tmp_path):
    twice = [made("ways", "zh"), figures.ways(results, "zh")]
    for form in ("png", "svg", "pdf"):
        first, second = (
            save(figure, tmp_path / f"{k}.{form}", results, "zh").read_bytes() for k, figure in enumerate(twice)
        )
        assert first == second
    with Image.open(tmp_path / "0.png") as picture:
        told = picture.info
    assert told["Title"].startswith("入境") and "5f2c9a1be07d4c3388aa" in told["Description"] and told["Author"]
    assert round(told["dpi"][0]) == 300
    svg = (tmp_path / "0.svg").read_text(encoding="utf-8")
    assert "5f2c9a1be07d4c3388aa" in svg and "入境" in svg and "dc:date" not in svg
    pdf = (tmp_path / "0.pdf").read_bytes()
    assert b"/Title" in pdf and b"CreationDate" not in pdf


def test_a_form_has_the_same_bytes_alone_and_beside_others(results: xr.Dataset, made):
    for name in ("fan-fdi", "fdi-map"):  # lines, bands and words; a picture, and shades that are one in an SVG file too
        figure = made(name, "zh")
        both = as_forms(figure, results, "zh", ("png", "svg"), dpi=100)
        assert both == {form: as_bytes(figure, results, "zh", form, dpi=100) for form in both}
        assert both["svg"].count(b"<image") == {"fan-fdi": 0, "fdi-map": 4}[name]


def test_lines_break_where_words_end_and_fill_the_width():
    figure, text = Figure(figsize=(1, 1)), "one two three four five six seven eight nine ten"
    FigureCanvasAgg(figure)
    lines = broken(figure, text, 1.0, most=9, fontsize=10)
    assert " ".join(lines) == text and len(lines) > 3
    for line, after in itertools.pairwise(lines):
        width, longer = (
            figure.text(0, 0, shown, fontsize=10).get_window_extent().width
            for shown in (line, f"{line} {after.split()[0]}")
        )
        assert width <= figure.bbox.width < longer
    assert broken(figure, text, 1.0, most=2, fontsize=10)[1] == text.removeprefix(lines[0]).strip()


def test_save_all_names_files_by_figure_and_language(results: xr.Dataset, tmp_path):
    folder = tmp_path / "new" / "figures"
    paths = figures.save_all(results, folder, formats=("png",), names=("ways",))
    assert [path.name for path in paths] == ["ways.zh.png", "ways.zh.csv", "ways.en.png", "ways.en.csv"]
    assert sorted(path.name for path in folder.iterdir()) == sorted(path.name for path in paths)
    rows = (folder / "ways.en.csv").read_text("utf-8-sig").splitlines()
    assert rows[0].startswith("Way of arrival,Variant,Mean") and len(rows) == 1 + 2 * results.sizes["way"]
    with pytest.raises(KeyError, match="nothing"):
        figures.save_all(results, tmp_path / "none", names=("ways", "nothing"))
    assert not (tmp_path / "none").exists()


def test_nothing_of_the_caller_is_changed(headline):
    drawn, before, after = headline
    assert list(drawn) == [
        "answer-strip",
        "effects",
        *(f"fan-{outcome.key}" for outcome in HEADLINES),
    ]
    assert after == before
    assert not pyplot.get_fignums()


def test_headline_figures_are_the_same_from_what_they_read(results: xr.Dataset, made):
    kept = [name for name in results.variables if name in figures.HEADLINE_READS or name in results.dims]
    narrow = results.reset_coords()[kept].set_coords([name for name in kept if "_name" in str(name)])
    for name in ("answer-strip", "effects", "fan-visitors", "fan-fdi"):
        assert texts(MAKERS[name](narrow, lang="zh")) == texts(made(name, "zh")), name


def test_a_bare_figure_of_a_notebook_is_laid_out():
    """Such a figure has a canvas that draws nothing yet."""

    @styled
    def bare() -> Figure:
        figure = Figure(layout="constrained")
        figure.subplots().set_xlabel("months")
        return figure

    figure = bare()
    assert isinstance(figure.canvas, FigureCanvasAgg) and figure.axes[0].xaxis.label.get_text() == "months"
