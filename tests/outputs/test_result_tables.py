"""Tables by what a reader asks: the numbers, what is understood, and each form of file opened again."""

import csv
import io

import numpy as np
import openpyxl
import pytest
from docx import Document as open_word
from typer.testing import CliRunner

import run
from common.errors import UserError
from outputs.results.numbers import Unit, number
from outputs.results.outcomes import effect
from outputs.tables.answer import answer
from outputs.tables.question import read_question
from outputs.tables.words import LEAST, decimals, filled, headings, notes, texts, title
from outputs.tables.write_table import table_bytes
from tests.support.reporting import results, write_run

HOSTILE = '=cmd|"/c calc"!A1 & _x_ % $ {\\input{secret}} <script>'


@pytest.fixture(scope="module")
def dataset():
    return results()


def asked(dataset, *words, lang="en", **more):
    return answer(dataset, read_question(dataset, *words, **more), lang)


def test_the_numbers_are_means_over_members_of_sums_and_their_paired_effect(dataset):
    found = asked(dataset, "visitors", "origin,year")
    korea = dataset["visitors"].sel(origin="KOR").sum("purpose")
    in_2023 = korea.sel(month=korea["month"].dt.year == 2023).sum("month") * found.unit.factor
    name = str(dataset["origin_name"].sel(origin="KOR").values)
    row = next(row for row in found.rows if row.labels == (name, "2023"))
    assert row.scenario == pytest.approx(float(in_2023.sel(variant="scenario").mean()))
    assert row.effect == pytest.approx(float(effect(in_2023).mean()))
    assert row.low < row.median < row.high
    assert row.change == pytest.approx(row.effect / row.counterfactual)


def test_the_largest_come_first_and_the_rest_closes_the_sum(dataset):
    few, whole = asked(dataset, "visitors", "origin", top=4), asked(dataset, "visitors")
    assert len(few.rows) == 5 and few.left_out == dataset.sizes["origin"] - 4
    assert sorted((row.scenario for row in few.rows[:4]), reverse=True) == [row.scenario for row in few.rows[:4]]
    for field in ("counterfactual", "scenario", "effect"):
        assert sum(getattr(row, field) for row in few.rows) == pytest.approx(getattr(whole.rows[0], field))


def test_levers_that_do_nothing_are_named_once_and_empty_columns_are_none(dataset):
    cost = dataset["fiscal_cost"].where(dataset["lever"].isin(dataset["lever"].values[:2]), 0.0)
    few = dataset.assign(fiscal_cost=cost.assign_attrs(dataset["fiscal_cost"].attrs))
    found = asked(few, "fiscal_cost", "lever,year")
    assert {row.labels[0] for row in found.rows} == {str(name) for name in few["lever_name"].values[:2]}
    assert found.idle == tuple(map(str, few["lever_name"].values[2:]))
    (told,) = [note for note in notes(few, found, "en") if all(name in note for name in found.idle)]
    assert "zero in both variants" in told
    assert len(asked(few, "fiscal_cost", "lever", top=1).rows) == 2, "the largest and the one that is left"
    assert not asked(few.assign(fiscal_cost=dataset["fiscal_cost"] * 0), "fiscal_cost", "lever").idle, (
        "or no row is left"
    )
    heads, cells = filled(headings(found, "en"), texts(found, "en"), 2 + LEAST)
    assert not any("interval" in head for head in heads) and all(len(row) == len(heads) for row in cells)
    shown = [
        table_bytes(".md", dataset, one, "en").decode().splitlines()[2] for one in (found, asked(dataset, "visitors"))
    ]
    assert "interval" not in shown[0] and "interval" in shown[1]


def test_a_stock_is_that_of_the_last_month_and_an_index_a_mean(dataset):
    found = asked(dataset, "talent", "year")
    last = dataset["talent"].isel(month=-1).sum("sector").sel(variant="scenario").mean("member")
    assert found.rows[-1].scenario == pytest.approx(float(last) * found.unit.factor)
    index = asked(dataset, "force_index", "force", top=2)
    mean = dataset["force_index"].sel(variant="scenario").mean(["month", "member"])
    assert [row.scenario for row in index.rows] == pytest.approx(sorted(mean.values, reverse=True)[:2])


@pytest.mark.parametrize(
    ("variable", "by", "key", "axes"),
    [
        ("入境游客", "客源地", "visitors", ("origin",)),
        ("Inbound visitors", "Origin，Month", "visitors", ("origin", "month")),
        ("goods-trade", "origin", "goods-trade", ("origin",)),
        ("货物进出口", "年", "goods-trade", ("year",)),
        ("fdi", "行业,年份", "fdi_actual_use", ("sector", "year")),
        ("VISITORS", "months", "visitors", ("month",)),
    ],
)
def test_names_in_use_are_understood(dataset, variable, by, key, axes):
    found = read_question(dataset, variable, by)
    assert (found.key == key or found.variables == (key,)) and found.by == axes


@pytest.mark.parametrize(
    ("variable", "by", "top", "said"),
    [
        ("visitor", "", None, "did you mean visitor"),
        ("visitors", "orgin", None, "origin, purpose, year, month; did you mean origin?"),
        ("visitors", "year,month", None, "not both"),
        ("fdi", "国家", None, "fdi is given by sector, zone, year, month; by 国家: --variable fdi_by_origin"),
        ("rent", "zone", None, "--by zone,use"),
        ("visitors", "month", 3, "--by origin"),
        ("visitors", "origin", 0, "at least 1"),
        ("", "", None, "no such result"),
        ("\x1b[31m", "", None, "no such result"),
    ],
)
def test_what_cannot_be_answered_is_said_with_the_nearest_name(dataset, variable, by, top, said):
    with pytest.raises(UserError) as error:
        read_question(dataset, variable, by, top)
    assert said in error.value.render("en") and error.value.render("zh") != error.value.render("en")


def test_every_number_of_a_table_has_the_same_decimals_and_an_effect_shows_two_digits(dataset):
    found = asked(dataset, "fdi_actual_use", "sector,year", lang="zh")
    shown = {cell.partition(".")[2] for row in texts(found, "zh") for cell in row[2:7] if cell != "–"}
    assert {len(part) for part in shown} == {decimals(found)}


def test_what_nobody_could_see_beside_its_level_asks_for_no_decimals(dataset):
    found = asked(dataset, "fdi_actual_use", "year")
    unseen = {"effect": -1e-3, "low": -2e-3, "high": -2e-4, "change": -2e-7}
    found = found._replace(rows=(found.rows[0]._replace(counterfactual=4873.4, scenario=4873.4, **unseen),))
    assert texts(found, "en")[0][1:] == ["4,873", "4,873", "0", "0", "0", "0.0 %"]


@pytest.mark.parametrize(
    ("variable", "named"), [("visitors", "客源地"), ("fdi_by_origin", "直接投资来源地"), ("goods-trade", "贸易伙伴")]
)
def test_a_country_is_called_what_it_is_to_the_result(dataset, variable, named):
    assert answer(dataset, read_question(dataset, variable, "origin"), "zh").axes == (named,)


def test_one_member_has_no_interval(dataset):
    found = asked(dataset.isel(member=[0]), "visitors")
    assert np.isnan(found.rows[0].low) and found.rows[0].effect == found.rows[0].median
    assert texts(found, "en")[0][3:5] == ["–", "–"]


@pytest.mark.parametrize("variable", ["fiscal_cost", "task_cost"])
def test_a_cost_has_no_interval_as_in_the_closing_table(dataset, variable):
    found = asked(dataset, variable)
    assert texts(found, "en")[0][2] != "–" and texts(found, "en")[0][3:5] == ["–", "–"]
    told = " ".join(notes(dataset, found, "en"))
    assert "No interval of a cost" in told and "low and high" not in told


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_title_names_each_axis_once(dataset, lang):
    told = title(dataset, asked(dataset, "fdi_by_origin", "origin", lang=lang), lang)
    assert told.count({"en": "immediate origin", "zh": "直接投资来源地"}[lang]) == 1


@pytest.mark.parametrize(
    ("lang", "name", "unit", "said"),
    [
        ("en", "Risk, 1 = threshold", "1 = threshold", "Risk by origin market, 1 = threshold"),
        ("zh", "风险指数（1为阈值）", "1=阈值", "风险指数（按客源地），1=阈值"),
    ],
)
def test_what_is_1_stands_once_in_a_title(dataset, lang, name, unit, said):
    found = asked(dataset, "visitors", "origin", lang=lang)
    assert title(dataset, found._replace(name=name, unit=Unit(1, unit)), lang) == said


def test_a_clear_effect_is_never_printed_as_none(dataset):
    found = asked(dataset, "fdi_actual_use", "year")
    (first, *_), shown = found.rows, decimals(found)
    little = 0.3 * 10.0**-shown
    near = first._replace(effect=little, low=little / 2, high=2 * little, change=little / first.counterfactual)
    found = found._replace(rows=(first, near))
    assert texts(found, "en")[1][3:6] == [">0", ">0", number(2 * little, shown, signed=True)]
    assert any(">0" in note for note in notes(dataset, found, "en"))


@pytest.fixture(scope="module")
def hostile(dataset):
    names = dataset["origin_name"].values.copy()
    names[:] = HOSTILE
    return dataset.assign_coords(origin_name=("origin", names))


def test_the_csv_is_numbers_for_programs_and_opens_in_a_spreadsheet(hostile):
    content = table_bytes(".csv", hostile, asked(hostile, "visitors", "origin,month", top=2), "en")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert len(rows) == 3 * hostile.sizes["month"] and rows[0]["month"] == "2023-01"
    assert float(rows[0]["scenario_mean"]) - float(rows[0]["counterfactual_mean"]) == pytest.approx(
        float(rows[0]["effect_mean"]), abs=1e-6
    )
    assert rows[0]["origin"] == f"'{HOSTILE}" and rows[0]["unit"] == "thousand visitors"


def test_the_workbook_has_a_number_in_each_cell_and_wide_sheets(hostile):
    found = asked(hostile, "visitors", "origin,month", top=2, lang="zh")
    book = openpyxl.load_workbook(io.BytesIO(table_bytes(".xlsx", hostile, found, "zh")))
    assert book.sheetnames == ["表格", "情景", "对照情景", "效果"]
    sheet = book["表格"]
    assert sheet.cell(1, 1).value.endswith("万人次")
    row = [cell.value for cell in sheet[20]]
    assert all(isinstance(value, float) for value in row[2:9]) and row[9] == "万人次"
    wide = book["效果"]
    assert wide.max_row >= 3 + hostile.sizes["month"] and isinstance(wide.cell(5, 2).value, float)
    named = table_bytes(".xlsx", hostile, asked(hostile, "visitors", "origin", top=1), "en")
    cell = openpyxl.load_workbook(io.BytesIO(named))["Table"].cell(4, 1)
    assert cell.value == HOSTILE and cell.data_type == "s"


def test_latex_prints_names_and_runs_none(hostile):
    text = table_bytes(".tex", hostile, asked(hostile, "visitors", "origin", top=1), "en").decode()
    assert r"\textbackslash{}input\{secret\}" in text and r"\input{" not in text
    assert text.count(r"\toprule") == 1 and r"\begin{tabular}{lrrrrrr}" in text
    long = table_bytes(".tex", hostile, asked(hostile, "visitors", "origin,month", top=1), "zh").decode()
    assert r"\begin{longtable}{llrrrrrr}" in long and "ctex" in long


def test_markdown_keeps_its_columns(hostile):
    text = table_bytes(".md", hostile, asked(hostile, "visitors", "origin", top=1), "en").decode()
    lines = [line for line in text.splitlines() if line.startswith("|")]
    assert len({line.replace("\\|", "").count("|") for line in lines}) == 1 and "<script>" not in text


def test_the_word_file_has_the_table(hostile):
    word = open_word(io.BytesIO(table_bytes(".docx", hostile, asked(hostile, "visitors", "origin", top=2), "en")))
    (table,) = word.tables
    assert [cell.text for cell in table.rows[0].cells][:3] == ["Origin market", "Counterfactual", "Scenario"]
    assert table.rows[1].cells[0].text.replace("\u00a0", " ") == HOSTILE and len(table.rows) == 4
    assert word.core_properties.created.year >= 2024


@pytest.fixture(scope="module")
def runs(tmp_path_factory, dataset):
    folder = tmp_path_factory.mktemp("tables")
    write_run(folder / "one", dataset)
    return folder


def invoke(*words):
    return CliRunner().invoke(run.app, ["table", *map(str, words)])


def test_the_command_prints_or_writes(runs, tmp_path):
    shown = invoke("one", "--variable", "visitors", "--by", "year", "--out", runs, "--lang", "zh")
    assert shown.exit_code == 0, shown.output
    assert "2023" in shown.stdout and "对照情景" in shown.stdout and "配对" in shown.stdout
    file = tmp_path / "v.csv"
    written = invoke("one", "--variable", "visitors", "--by", "year", "--to", file, "--out", runs, "--lang", "en")
    assert written.exit_code == 0 and file.is_file() and "3 rows" in written.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["one", "--variable", "visitors", "--to", "v.pdf"], ".xlsx, .csv, .tex, .docx, .md"),
        (["one", "--variable", "visitors", "--to", "missing/v.csv"], "no folder missing"),
        (["one", "--variable", "visitors", "--by", "origin,purpose,month"], "too many to print"),
        (["two", "--variable", "visitors"], "runs there: one"),
    ],
)
def test_what_is_at_fault_ends_with_2(runs, words, said, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    done = invoke(*words, "--out", runs, "--lang", "en")
    assert done.exit_code == 2 and said in done.stderr and not list(tmp_path.iterdir())
