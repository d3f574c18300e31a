"""What a validation shows: figures and pages in both languages, numbers that agree, tables that are read again as written."""

import functools
import itertools
from dataclasses import replace
from types import ModuleType

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from calibration.validation import backtests, past_series, published_benchmarks, score_cases, scores
from calibration.validation.summary import summed
from common.errors import UserError
from common.records import PROJECTIONS, Score
from outputs.documents.html import page
from outputs.figures.fan import fan
from outputs.observed import Observed, members, path, read_observed
from outputs.report import write_report
from outputs.report.build import report
from outputs.report.observed import observed as observed_section
from outputs.results.outcomes import HEADLINES
from outputs.validation import backtest_figures, backtest_page, score_figures
from outputs.validation.backtest_page import Past
from outputs.validation.backtest_page import document as past_document
from outputs.validation.forecast_names import period_name
from outputs.validation.score_page import Validation, document, sentences
from outputs.validation.score_rows import BenchmarkResult, GroupScore, Scored, as_csv, group_score, read, read_scored
from outputs.validation.score_tables import number_table, terminal
from outputs.validation.write_pages import write_validation
from tests.support.reporting import results, run_of, small_figures, write_run

LANGUAGES = ("zh", "en")
HEAD = "variable,origin,from,to,value"
ROWS = [
    *(f"visitors,,2023-{month:02d},,{4000 + 900 * month}" for month in range(1, 13)),
    "visitors,KOR,2023,,90000",
    "fdi_actual_use,,2023-01,2023-12,5000",
    "goods_trade,,2023,,640000",
    "talent,,2023-12-31,,71000",
]


@pytest.fixture(scope="module")
def seen(tmp_path_factory) -> Observed:
    file = tmp_path_factory.mktemp("seen") / "seen.csv"
    file.write_text("\n".join([HEAD, *ROWS]), encoding="utf-8")
    return read_observed(file, results())


@pytest.fixture(scope="module")
def found(seen) -> Validation:
    """The synthetic run scored against the file, its own counterfactual standing for the other world."""
    run, cases = results(), []
    for (variable, cell), items in seen.by_series().items():
        paths = [path(run, variable, cell, variant) for variant in ("scenario", "counterfactual")]
        for item in items:
            drawn = {name: members(along, item) for name, along in zip(PROJECTIONS, paths, strict=True)}
            cases.append(
                score_cases.Case(variable, cell, item.kind, item.unit, item.first, item.last, item.value, drawn)
            )
    rows = score_cases.judge(cases)
    known_bars = published_benchmarks.bars()
    return Validation(
        dataset=run,
        scores=[Score(*row) for row in rows],
        lines=[group_score(line._asdict(), line.skill) for line in summed(rows)],
        bars=[
            BenchmarkResult(h.group, h.forecast, h.value, h.verdict, b.measure, b.value, b.en, b.zh, b.source)
            for h in published_benchmarks.held(rows)
            for b in [known_bars[h.key]]
        ],
        histograms={
            name: scores.histogram(np.array([row.pit for row in rows if row.forecast == name])) for name in PROJECTIONS
        },
        chance=scores.binomial_band(0.1, len(cases)),
        notes=seen.notes,
        name="seen.csv",
        assumptions=past_series.assumptions({"visitors", "fdi_actual_use"}),
    )


def texts(figure) -> str:
    return "\n".join(text.get_text() for text in figure.findobj(Text) if text.get_visible())


@pytest.mark.parametrize(
    ("lang", "columns"),
    [
        pytest.param(*each, marks=[] if each == ("zh", 1) else pytest.mark.long)
        for each in itertools.product(LANGUAGES, (1, 2))
    ],
)
def test_every_figure_is_drawn(found, lang, columns):
    drawn = [
        score_figures.projections(found.scores, found.dataset, lang, columns),
        score_figures.pits(dict(found.histograms), found.chance, found.dataset, lang, columns),
        score_figures.skills(found.lines, found.dataset, lang, columns),
    ]
    for figure in drawn:
        assert figure.get_label() in texts(figure) and found.dataset.attrs[f"title_{lang}"] in texts(figure)
        assert all(ax.lines or ax.patches or ax.collections for ax in figure.axes)
    assert len(drawn[0].axes) == 5
    assert {"zh": "韩国", "en": "South Korea"}[lang] in texts(drawn[0]).replace("\n", " ")


def test_bands_and_dots_lie_where_the_scores_say(found):
    ax = score_figures.projections(found.scores, found.dataset, "en").axes[2]
    row = next(one for one in found.scores if one.variable == "fdi_actual_use" and one.forecast == PROJECTIONS[0])
    dots = [float(line.get_ydata()[0]) for line in ax.lines]
    assert row.observed / 12 == pytest.approx(5000 / 12) and any(one == pytest.approx(5000 / 12) for one in dots)
    ends = [segment[:, 1] for part in ax.collections for segment in part.get_segments()]
    assert any(tuple(end) == pytest.approx((row.low_80 / 12, row.high_80 / 12)) for end in ends)


def test_fans_show_what_was_observed(seen):
    visitors, fdi = (next(one for one in HEADLINES if one.key == key) for key in ("visitors", "fdi"))
    levels = fan(results(), visitors, "en", observed=seen).axes[0]
    marks = [line for line in levels.lines if line.get_marker() == "D"]
    assert [float(line.get_ydata()[0]) for line in marks] == pytest.approx([4.9 + 0.9 * k for k in range(12)])
    yearly = fan(results(), fdi, "zh", observed=seen)
    marks = [line for line in yearly.axes[0].lines if line.get_marker() == "D"]
    assert [float(line.get_ydata()[0]) for line in marks] == pytest.approx([50.0])
    assert "实际数据" in texts(yearly) and "实际数据" not in texts(fan(results(), fdi, "zh"))


def blanks(patch: pytest.MonkeyPatch, where: ModuleType, *names: str) -> list[str]:
    """Put blank figures in place of some that have tests of their own, as they are much quicker to put into a page.

    Returns the names that were asked for, so far.
    """
    asked: list[str] = []

    def blank(name: str, *of: object) -> Figure:
        asked.append(name)
        return Figure(figsize=(1, 0.5), label=name)

    for name in names:
        patch.setattr(where, name, functools.partial(blank, name))
    return asked


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_tells_hits_and_skill_as_scored(found, lang, monkeypatch):
    names = ("projections", "pits", "skills")
    drawn = blanks(monkeypatch, score_figures, *names)
    line = next(one for one in found.lines if one.group == "visitors" and one.forecast == PROJECTIONS[0])
    told = sentences(found, lang)[0]
    assert f"{round(line.count * line.in_80)}" in told
    better, worse = {"en": ("better than", "no better than"), "zh": ("优于", "不优于")}[lang]
    signs = [line.skill(name) > 0 for name in ("naive", "drift", "ets", "ar1", "asia_pacific", "northeast_asia")]
    assert (worse in told) == (not all(signs)) and (better in told.replace(worse, "")) == any(signs)
    what = document(found, lang)
    if lang == "zh":  # in English what differs are the words alone
        text = page(what, found.dataset)
        assert (
            {*drawn} == {*names}
            and text.count("<figure") == 3
            and "http" not in text.split("<main")[0].replace("http-equiv", "")
        )
    assert len([section for section in what.sections if section.anchor == "bars"]) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_tables_hold_every_number(found, lang):
    table = number_table(found.scores, found.dataset, lang)
    assert len(table.rows) == len(ROWS)
    assert {len(row) for row in table.rows} == {len(table.header)}
    assert sum("○" in cell.text for row in table.rows for cell in row) == sum(
        1 - row.in_80 for row in found.scores if row.forecast in PROJECTIONS
    )
    assert terminal(found.lines, found.dataset, lang, "t").row_count == 2 * len({line.group for line in found.lines})


@pytest.mark.long
def test_files_are_written_and_read_again(found, seen, tmp_path):
    written = write_validation(found, seen, tmp_path)
    assert [one.name for one in written] == [
        "validation.csv",
        "validation-summary.csv",
        "validation-observed.json",
        "validation.zh.html",
        "validation.en.html",
    ]
    again = read(written[0], Score)
    assert len(again) == len(found.scores) and again[0].crps == pytest.approx(found.scores[0].crps)
    lines = read(written[1], GroupScore)
    assert read_scored(written[2]) == Scored(seen.name, seen.sha256)
    np.testing.assert_allclose(lines[0][3:], found.lines[0][3:], rtol=1e-8)
    names = {one.name for one in (tmp_path / "figures").iterdir()}
    assert {"validation-skill.en.pdf", "validation-pit.zh.svg", "validation-fan-visitors.en.png"} <= names


def test_a_table_that_is_not_there_is_none_and_another_is_told(tmp_path):
    assert read(tmp_path / "none.csv", GroupScore) == []
    (tmp_path / "odd.csv").write_text("group\nx\n")
    with pytest.raises(UserError, match=r"odd\.csv"):
        read(tmp_path / "odd.csv", GroupScore)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_report_compares_with_observations(found, seen, lang):
    scored = Scored(seen.name, seen.sha256)
    run = replace(run_of(lang), observed=seen, validation=tuple(found.lines), scored=scored)
    sections = report(run).sections if lang == "zh" else observed_section(run)  # in English the words alone differ
    section = next(one for one in sections if one.anchor == "observed")
    numbers, skill = (block for block in section.blocks if hasattr(block, "rows"))
    assert len(numbers.rows) == len(ROWS)
    held = ["○" not in row[-1].text for row in numbers.rows]
    assert held == [bool(one.in_80) for one in found.scores if one.forecast == PROJECTIONS[0]], (
        "validate says otherwise"
    )
    assert 0 < sum(held) < len(held)
    assert len(skill.rows) == len({line.group for line in found.lines if np.isfinite(line.skill("naive"))}) * 2
    assert not observed_section(run_of(lang, members=2, months=2))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_scores_of_other_observations_are_left_out_of_a_report(found, seen, lang):
    run = replace(run_of(lang), observed=seen, validation=tuple(found.lines))
    for scored, named in ((Scored("A.csv", "0" * 64), "A.csv"), (None, {"en": "not recorded", "zh": "未记录"}[lang])):
        (section,) = observed_section(replace(run, scored=scored))
        tables = [block for block in section.blocks if hasattr(block, "rows")]
        assert len(tables) == 1 and named in section.blocks[-1].text
        (alone,) = observed_section(replace(run, observed=None, scored=scored))  # the table names the file
        assert named in alone.blocks[0].text and hasattr(alone.blocks[1], "rows")


@pytest.mark.long
def test_a_report_is_written_with_observations(tmp_path, monkeypatch):
    small_figures(monkeypatch)
    folder = write_run(tmp_path / "run", results(members=3, months=14))
    file = tmp_path / "seen.csv"
    file.write_text("\n".join([HEAD, *ROWS]), encoding="utf-8")
    text = write_report([folder], "en", observed=file).read_text(encoding="utf-8")
    assert "Compared with observations" in text and "South Korea" in text
    with pytest.raises(UserError, match="one run"):
        write_report([folder, write_run(tmp_path / "other", results(members=3, months=14))], "en", observed=file)


def test_periods_are_named_as_briefly_as_they_can_be():
    assert period_name("2023-01-01", "2023-12-31", "en") == "2023"
    assert period_name("2023-01-01", "2024-12-31", "zh") == "2023至2024"
    assert period_name("2023-05-01", "2023-05-31", "en") == "2023-05"
    assert period_name("2023-05-01", "2023-07-31", "en") == "2023-05 to 2023-07"
    assert period_name("2023-05-02", "2023-05-02", "en") == "2023-05-02"


@functools.cache
def past() -> Past:
    years = np.arange(2013, 2020)
    paths = {
        name: (
            years,
            past_series.stretches("nanjing", name, 2019)[-1].until(2019).values[-7:] * np.array([[0.9], [1.0], [1.2]]),
        )
        for name in backtests.INDICATORS
    }
    tested = backtests.backtests(paths)
    series = {name: past_series.series("nanjing", name) for name in paths}
    return Past(
        cities=backtests.lines(tested),
        nanjing=backtests.lines(tested, "nanjing"),
        city_totals=backtests.totals(tested),
        nanjing_totals=backtests.totals(tested, "nanjing"),
        known={name: (one.years, one.values) for name, one in series.items()},
        modelled=paths,
        bars={key: bar._asdict() for key, bar in published_benchmarks.bars().items()},
        breaks=past_series.breaks(backtests.INDICATORS),
        members=3,
        version="0.1.0",
    )


@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.long)])
def test_the_page_of_backtests(lang, monkeypatch):
    names = ("hindcast", "backtests")
    drawn = blanks(monkeypatch, backtest_page, *names)
    what = past_document(past(), lang)
    text = page(what, past().about())
    assert {*drawn} == {*names} and text.count("<figure") == 2
    for figure in (
        backtest_figures.hindcast(past().known, past().modelled, past().about(), lang, 1),
        backtest_figures.backtests(past().nanjing, past().cities, past().about(), lang, 1),
    ):
        assert past().about().attrs[f"footer_{lang}"].split("\n")[0] in texts(figure)
    summary = what.sections[0].blocks[0].items
    assert len(summary) == 3 and all({"zh": "模型", "en": "model"}[lang] in one for one in summary)


def test_tables_are_csv_that_a_spreadsheet_opens(found):
    text = as_csv(found.lines, GroupScore)
    assert text.splitlines()[0].startswith("group,unit,forecast") and "nan" not in text
