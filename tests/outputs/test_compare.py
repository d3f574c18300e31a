import csv
import functools
import io
import json
import zipfile

import h5py
import numpy as np
import openpyxl
import pytest
from matplotlib.text import Text
from rich.console import Console
from typer.testing import CliRunner

import outputs.figures.figure_files
import run
from outputs.comparing.compare import Runs
from outputs.comparing.compare_files import write_workbook
from outputs.comparing.compare_inputs import differences, lever_of, shown
from outputs.comparing.compare_table import inputs_table, luck_notes, outcomes_table, unmoved_notes
from outputs.figures.comparison import comparison
from outputs.results.netcdf_writer import write_dataset
from outputs.results.outcomes import HEADLINES
from outputs.results.seal import seal
from outputs.results.summary_rows import EXPORTED
from tests.support.made_up_results import dataset

SCENARIO = """
name: {name}
title: {{zh: 甲, en: A}}
counterfactual: {{name: no-pilot, title: {{zh: 乙, en: B}}}}
period: {{start: '2023-01', months: 14}}
ensemble: {{members: 5, seed: 2023}}
world: {{reopening: {reopening}, incomes: central}}
levers:
  route_rights:
    grants:
    - {{from: '2023-07', origins: [SGP], weekly_frequencies: {flights}}}
    - {{from: '2024-07', origins: [KOR], weekly_frequencies: 3}}
"""
HASHES = {"code": "c" * 64, "data": "d" * 64, "posterior": "q" * 64, "parameters": "p" * 64, "scenario": "s"}


@pytest.fixture
def out(tmp_path):
    return tmp_path / "runs"


@functools.cache
def plain_file(members, first, last) -> bytes:
    """A results file with no attributes, of what is compared; written once, as declaring variables takes most of the time."""
    names = {name for outcome in EXPORTED for name in outcome.variables}
    results = dataset(months=14, members=members, seed=3)[sorted(names)].isel(month=slice(first, last))
    write_dataset(results, content := io.BytesIO())
    return content.getvalue()


def keep(out, name="a", flights=7, reopening="central", hashes=HASHES, lift=1.0, members=5, only=slice(None), later=0):
    """A run of made-up results on disk; ``lift`` multiplies the scenario's visitors, ``later`` moves all months by days."""
    folder = out / name
    folder.mkdir(parents=True)
    path = folder / "results.nc"
    path.write_bytes(plain_file(members, only.start, only.stop))
    text = SCENARIO.format(name=name, flights=flights, reopening=reopening)
    with h5py.File(path, "a") as file:
        file["visitors"][list(file["variant"].asstr()).index("scenario")] *= lift
        file["month"][...] += later
        file.attrs.update(results_format=1, scenario=name, scenario_yaml=text, seed=2023, scale=0.05)
    seal(path)
    (folder / "provenance.json").write_text(json.dumps({"hashes": hashes}))
    return folder


@pytest.fixture(scope="module")
def more_flights(tmp_path_factory):
    """Three runs of the same luck, open: the second has twice the flights and half as many visitors again, the third fewer."""
    out = tmp_path_factory.mktemp("more-flights")
    keep(out), keep(out, "b", flights=14, lift=1.5), keep(out, "c", lift=0.9)
    with Runs(["a", "b", "c"], out) as runs:
        yield runs


def printed(table) -> str:
    console = Console(width=160)
    with console.capture() as text:
        console.print(table)
    return text.get()


def compare(out, *words, lang="en"):
    return CliRunner().invoke(run.app, ["compare", *words, "--out", str(out), "--lang", lang])


def texts(**values):
    return SCENARIO.format(**{"name": "a", "flights": 7, "reopening": "central"} | values)


def test_inputs_differ_by_key():
    assert differences(texts(), texts(name="b"), HASHES, HASHES) == []
    found = differences(texts(), texts(flights=14, reopening="slow"), HASHES, HASHES | {"code": "e" * 64})
    assert found == [
        ("world.reopening", "central", "slow"),
        ("levers.route_rights.grants[0].weekly_frequencies", 7, 14),
        ("code", "c" * 12, "e" * 12),
    ]
    assert [lever_of(item.key) for item in found] == [None, "route_rights", None]


def test_an_action_that_came_or_went_is_told_whole_and_the_others_not():
    fewer = texts().replace("    - {from: '2023-07', origins: [SGP], weekly_frequencies: 7}\n", "")
    (gone,) = differences(texts(), fewer, {}, {})
    assert gone.key == "levers.route_rights.grants[0]" and gone.new is None and gone.old["origins"] == ["SGP"]
    more = texts() + "  duty_free: {tax_refund: [{from: '2023-05', rate: 0.11}]}\nparameters: {visitors.a: 1.5}\n"
    assert [item.key for item in differences(texts(), more, {}, {})] == [
        "levers.duty_free.tax_refund[0]",
        "parameters",
    ]
    assert shown({"a": "南京"}) == '{"a": "南京"}' and shown(None) == "–" and shown("slow") == "slow"


def test_scenarios_that_cannot_be_read_do_not_stop_a_comparison():
    assert differences("a: [", "", {}, {}) == []


def test_the_same_luck_is_compared_member_by_member(more_flights):
    found, _ = more_flights.comparisons()
    assert found.paired and found.members == list(range(5))
    lines = {(line.outcome.key, line.period): line for line in found.lines()}
    total = lines["visitors", "total"]
    np.testing.assert_allclose(total.differences, 0.5 * total.old)
    assert total.more == 1 and lines["fdi", "2023"].same and lines["fdi", "2023"].more == 0.5
    years = lines["visitors", "2023"].differences + lines["visitors", "2024"].differences
    np.testing.assert_allclose(years, total.differences)
    assert found.unmoved is None
    assert "FDI in actual use" in unmoved_notes(found, "en")[0]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"hashes": HASHES | {"code": "e"}}, "code"),
        ({"hashes": {}}, "code, data, fit"),
        ({"only": slice(1, None)}, "first months"),
    ],
)
def test_another_luck_is_told_and_all_are_set_against_all(out, change, why):
    keep(out), keep(out, "b", **change)
    with Runs(["a", "b"], out) as runs:
        (found,) = runs.comparisons()
        assert not found.paired and f"the same: {why})" in luck_notes(found, "en")[0]
        assert "随机性不同" in luck_notes(found, "zh")[0]
        total = next(line for line in found.lines() if line.period == "total")
        assert total.differences.shape == (25,) and total.more == 0.5
        assert unmoved_notes(found, "en") == []


def test_members_that_one_run_lacks_are_left_out(out):
    keep(out), keep(out, "b", members=3)
    with Runs(["a", "b"], out) as runs:
        assert runs.comparisons()[0].members == [0, 1, 2]


def test_another_world_has_the_same_luck_and_is_told(out):
    keep(out), keep(out, "b", reopening="slow", lift=0.8)
    with Runs(["a", "b"], out) as runs:
        (found,) = runs.comparisons()
        assert found.paired and "(Reopening of international travel)" in luck_notes(found, "en")[1]
        assert "（国际往来恢复）" in luck_notes(found, "zh")[1]


def test_a_lever_that_changed_nothing_is_told_in_plain_words(out):
    keep(out), keep(out, "b", flights=14)
    with Runs(["a", "b"], out) as runs:
        (found,) = runs.comparisons()
        assert found.unmoved == "all"
        told = unmoved_notes(found, "en")
        assert told[0].startswith("Nothing changed: b") and told[1].startswith("Route rights: what was changed there")
        assert "航权" in unmoved_notes(found, "zh")[1]


def test_tables_tell_inputs_and_outcomes(more_flights):
    found, _ = more_flights.comparisons()
    assert "levers.route_rights.grants[0].weekly_frequencies" in printed(inputs_table(found, "en"))
    for lang, words in (("en", ("thousand visitors", "Total", "> 80 %")), ("zh", ("万人次", "合计", "2024年", ">80%"))):
        text = printed(outcomes_table(found, lang))
        assert all(word in text for word in words), text


def test_the_figure_shows_every_run_in_every_panel(more_flights):
    comparisons = more_flights.comparisons()
    for lang, columns in (("en", 2), ("zh", 1)):
        figure = comparison(comparisons, lang, columns)
        assert len(figure.axes) == len(HEADLINES)
        said = {text.get_text() for text in figure.findobj(Text)}
        assert {"b", "c"} <= said
        visitors = figure.axes[3]
        marks = [line.get_xdata()[0] for line in visitors.lines if len(line.get_xdata()) == 1]
        assert [mark > 0 for mark in marks] == [True] * 3 + [False] * 3


@pytest.mark.long
def test_files_are_written_beside_the_first_run_or_elsewhere(out, monkeypatch):
    monkeypatch.setattr(outputs.figures.figure_files, "FORMATS", ("svg",))
    keep(out), keep(out, "b", flights=14, lift=1.5)
    result = compare(out, "a", str(out / "b"))
    assert result.exit_code == 0, result.stderr
    for said in (
        "Only in “Full pilot [b]”",
        "14",
        "Same luck",
        "Inbound overnight visitors",
        "in pairs",
        "effect on visitors",
    ):
        assert said in result.stdout
    assert "weekly_frequencies" not in result.stdout and "{" not in result.stdout
    folder = out / "a"
    with (folder / "comparison-b.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    row = next(row for row in rows if (row["outcome"], row["period"]) == ("visitors", "total"))
    assert float(row["difference"]) == pytest.approx(float(row["new_mean"]) - float(row["old_mean"]))
    assert row["paired"] == "yes" and float(row["probability_more"]) == 1
    assert zipfile.is_zipfile(folder / "comparison-b.en.xlsx")
    assert (folder / "comparison-b-inputs.csv").read_text(encoding="utf-8").count("\n") == 2
    assert len(list((folder / "figures").glob("comparison-b.*.svg"))) == 2
    elsewhere = compare(out, "b", "a", "--to", str(out.parent / "there"), lang="zh")
    assert elsewhere.exit_code == 0 and "随机性相同" in elsewhere.stdout
    assert {path.suffix for path in (out.parent / "there").iterdir()} == {".csv", ".xlsx", ".svg"}
    assert not list((out / "b").glob("comparison*"))


def test_a_workbook_is_the_same_each_time_and_holds_no_formulas(out, tmp_path):
    keep(out), keep(out, "b").rename(out / "=2+3")
    with Runs(["a", out / "=2+3"], out) as runs:
        comparisons = runs.comparisons()
        for name in ("one.xlsx", "two.xlsx"):
            write_workbook(comparisons, tmp_path / name, "zh")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    book = openpyxl.load_workbook(tmp_path / "one.xlsx")
    assert book.sheetnames == ["差额", "各自效果", "逐月", "输入"]
    head, first = ([cell.value for cell in book["差额"][row]] for row in (3, 4))
    told = dict(zip(head, first, strict=True))
    assert told["比较方式"] == "5个样本配对" and told["月份"].startswith("2023年1月")
    effects = book["各自效果"]
    assert {effects.cell(row, 5).value for row in range(4, effects.max_row + 1)} == {5}
    assert book["逐月"].cell(4, 3).value == "2023-01"
    with zipfile.ZipFile(tmp_path / "one.xlsx") as book:
        for sheet in ("sheet1", "sheet2"):
            printed_page = book.read(f"xl/worksheets/{sheet}.xml")
            assert b'fitToPage="1"' in printed_page and b'orientation="landscape"' in printed_page
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml") + book.read("xl/worksheets/sheet2.xml")


def test_a_run_that_lacks_an_outcome_is_told_and_nothing_is_written(out):
    keep(out), keep(out, "b")
    with h5py.File(out / "b" / "results.nc", "a") as file:
        del file["visitors"]
    seal(out / "b" / "results.nc")
    result = compare(out, "a", "b")
    assert result.exit_code == 2 and "incomplete or damaged" in result.stderr
    assert not list((out / "a").glob("comparison*"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["a"], "compare takes 2 to 6"),
        (["a", "a"], "given twice"),
        (["a", "nothing"], "no run"),
        (["a", "b", "--to", "FILE"], "not a folder"),
        (["a", "late"], "no month in common"),
    ],
)
def test_runs_that_cannot_be_compared_write_nothing(out, words, said):
    keep(out), keep(out, "b"), keep(out, "late", later=3_000)
    (out / "file").write_text("")
    before = sorted(out.rglob("*"))
    result = compare(out, *[str(out / "file") if word == "FILE" else word for word in words])
    assert result.exit_code == 2 and said in result.stderr
    assert sorted(out.rglob("*")) == before
