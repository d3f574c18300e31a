"""Files of observations as offices keep them: workbooks, other separators, GBK, marks for no figure, units, odd numbers."""

import datetime
import functools
import io
import re
import zipfile

import numpy as np
import openpyxl
import pytest
import xarray as xr

from commands.empty_results import empty_results
from common.problems import InputError
from common.text import Text
from model.variables import VARIABLES
from outputs.observed import check_observed, members, path, read_observed
from outputs.observed.units import allowed, factor_of, factors, meaning, own_unit
from tests.support.made_up_results import dataset

HEAD = "variable,origin,from,to,value,unit,source"


@functools.cache
def results() -> xr.Dataset:
    return dataset(months=24, members=6)


@pytest.fixture
def read(tmp_path):
    """Writes a file and reads it against the made-up run."""

    def of(content: str | bytes, name: str = "seen.csv"):
        target = tmp_path / name
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_observed(target, results())

    return of


def refused(read, content, name="seen.csv"):
    with pytest.raises(InputError) as caught:
        read(content, name)
    for lang in ("en", "zh"):
        assert "{" not in caught.value.render(lang)
    return caught.value.problems


def rows(*lines):
    return "\n".join([HEAD, *lines])


def notes(found):
    return [note["en"] for note in found.notes]


def workbook(*lines, sheets=("Sheet1",), hidden=(), formats=()) -> bytes:
    book = openpyxl.Workbook()
    for position, title in enumerate(sheets):
        page = book.active if position == 0 else book.create_sheet()
        page.title = title
        page.sheet_state = "hidden" if title in hidden else "visible"
    page = next(page for page in book.worksheets if page.sheet_state == "visible")
    for line in lines:
        page.append(line)
    for cell, form in formats:
        page[cell].number_format = form
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


LINES = (
    HEAD.split(","),
    ["visitors", None, "2023-01", None, 4.1, "万人次", "a"],
    ["visitors", "KOR", 2023, None, 55000, None, "b"],
)


@pytest.mark.parametrize("name", ["seen.xlsx", "renamed.csv", "seen.xlsm"])
def test_a_workbook_is_read_whatever_its_name(read, name):
    found = read(workbook(*LINES), name)
    assert [(item.value, item.cell, item.line) for item in found.items] == [
        (41_000, (), 2),
        (55_000, (("origin", "KOR"),), 3),
    ]


def test_the_first_visible_sheet_is_read_and_others_are_noted(read):
    found = read(workbook(*LINES, sheets=("old", "data", "more"), hidden=("old",)))
    assert len(found.items) == 2
    assert "first sheet, “data”" in notes(found)[0] and "2 more" in notes(found)[0]


def test_dates_of_a_workbook_are_months_where_they_are_shown_as_months(read):
    month, day = datetime.datetime(2023, 3, 1), datetime.date(2023, 3, 5)
    lines = [HEAD.split(","), ["visitors", None, month, month, 1, "人", ""], ["talent", None, day, None, 2, "人", ""]]
    found = read(workbook(*lines, formats=[("C2", "mmm-yy"), ("D2", 'yyyy"年"m"月"'), ("C3", "yyyy-mm-dd")]))
    assert [(str(item.first), str(item.last)) for item in found.items] == [
        ("2023-03-01", "2023-03-31"),
        ("2023-03-05", "2023-03-05"),
    ]


def test_a_share_shown_in_per_cent_is_not_taken_for_per_cent(read):
    lines = [HEAD.split(","), ["load_factor", "KOR", "2023", None, 0.82, "%", ""]]
    (problem,) = refused(read, workbook(*lines, formats=[("E2", "0%")]))
    assert (problem.message.code, problem.value) == ("bad_number", '"82%"')


def test_problems_of_a_workbook_have_the_row_and_column_of_the_cell(read):
    (problem,) = refused(read, workbook(LINES[0], ["visitors", "AUT", "2023", None, 1, None, ""]))
    assert (problem.line, problem.column, problem.message.code) == (2, 2, "origin_not_apart")


def archive(*names) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_workbook", "Excel"),
        (archive("xl/workbook.xml"), "bad_workbook", "Excel"),
        (workbook(*LINES)[:900], "bad_workbook", "Excel"),
        (archive("content.xml", "mimetype"), "other_spreadsheet", ".ods"),
        (archive("word/document.xml"), "other_document", "Word"),
        (archive("a.txt"), "other_document", "zip"),
        (b"%PDF-1.7 ...", "other_document", "PDF"),
        (b"\xef\xbb\xbf<html><table><tr><td>1</td></tr></table>", "xml_workbook", "web page"),
        (b'<?xml version="1.0"?><Workbook/>', "xml_workbook", "XML"),
    ],
    ids=["xls", "empty archive", "cut short", "ods", "docx", "zip", "pdf", "html", "xml"],
)
@pytest.mark.parametrize("name", ["seen.xlsx", "seen.csv", "seen.xls"])
def test_what_is_no_table_is_named_in_a_sentence(read, content, code, words, name):
    (problem,) = refused(read, content, name)
    assert problem.message.code == code
    assert words in problem.render("en")


@pytest.mark.parametrize(
    "content",
    [
        rows("visitors,,2023-01,,4.1,万人次,a") .replace(",", ";"),
        "sep=;\n" + rows("visitors,,2023-01,,4.1,万人次,a").replace(",", ";"),
        "SEP=,\r\n" + rows("visitors,,2023-01,,4.1,万人次,a").replace("\n", "\r\n"),
        "sep=\t\n" + rows("visitors,,2023-01,,4.1,万人次,a").replace(",", "\t"),
        rows("visitors,,2023-01,,4.1,万人次,a").replace(",", "\t"),
        rows("visitors,,2023-01,,4.1,万人次,a", ",,,,,,").replace("\n", ",,\n") + ",,",
        rows("visitors,,2023-01,,4.1,万人次,a,,"),
        rows("visitors,,2023-01,,4.1,万人次,文旅局").encode("gbk"),
        rows("visitors,,2023-01,,4.1,万人次,文旅局").encode("utf-16"),
    ],
    ids=["semicolons", "sep=;", "sep=,", "sep=tab", "tabs", "blank columns", "blank at the end", "gbk", "utf-16"],
)  # fmt: skip
def test_other_forms_are_read_alike(read, content):
    (item,) = read(content).items
    assert (item.value, str(item.first)) == (41_000, "2023-01-01")


def test_a_file_read_as_gbk_says_so(read):
    assert "read as GBK" in notes(read(rows("visitors,,2023-01,,4.1,万人次,文旅局").encode("gbk")))[0]


def test_places_count_the_line_that_names_the_separator(read):
    (problem,) = refused(read, "sep=;\n" + rows("visitors,,2023-01,,-1,,").replace(",", ";"))
    assert (problem.line, problem.column, problem.message.code) == (3, 20, "negative")


def test_a_column_without_a_name_may_be_blank_and_nothing_else(read):
    (problem,) = refused(read, "variable,from,value,\nvisitors,2023,1,\nvisitors,2024,1,see below\n")
    assert (problem.line, problem.column, problem.message.code) == (3, 17, "unnamed_column")


@pytest.mark.parametrize("mark", ["-", "—", "——", "…", "...", "n/a", "N/A", "NA", "无", "暂无", "/", "*"])
def test_marks_for_no_figure_are_left_out_and_noted(read, mark):
    found = read(rows(f"visitors,,2023-01,,{mark},,", "visitors,,2023-02,,12000,人,", f"visitors,,2023-03,,{mark},,"))
    assert [item.line for item in found.items] == [3]
    assert f'2 lines hold no figure (first in line 2: "{mark}")' in notes(found)[0]


def test_a_file_of_such_marks_alone_holds_no_observation(read):
    assert [problem.message.code for problem in refused(read, rows("visitors,,2023-01,,-,,"))] == ["empty"]


@pytest.mark.parametrize(
    ("row", "field", "near"),
    [
        ("visitors,,２０２３－０１,,1,人,", "２", "2023-01"),
        ("visitors,,2023–01,,1,人,", "–", "2023-01"),
        ("visitors,,2023-01,,４１０００,人,", "４", "41000"),
        ("visitors,,2023-01,,3．6,人,", "．", "3.6"),
        ("visitors,,2023-01,,4\u00a0100,人,", "\u00a0", "4100"),
        ("visitors,ＫＯＲ,2023-01,,1,人,", "Ｋ", "KOR"),
        ("visitors,K\u200bOR,2023-01,,1,人,", "\u200b", "KOR"),
        ("visi\u200btors,,2023-01,,1,人,", "\u200b", "visitors"),
        ("“visitors”,,2023-01,,1,人,", "“", "visitors"),
        ("visitors，,2023-01,,1,人,", "，", None),
    ],
)
def test_characters_that_look_right_are_named_with_their_own_place(read, row, field, near):
    (problem,) = refused(read, rows(row))
    assert (problem.line, problem.column, problem.nearest) == (2, row.index(field) + 1, near)
    assert problem.message.code == "lookalike" and f"U+{ord(field):04X}" in problem.render("zh")


def test_full_width_commas_in_the_header_and_in_names_of_columns(read):
    (problem,) = refused(read, "variable，from,value\nvisitors,2023,1")
    assert (problem.line, problem.column, problem.message.code) == (1, 9, "separator")
    found = {problem.message.code: problem for problem in refused(read, "variable,from,val\u200bue\nvisitors,2023,1")}
    assert (found["lookalike"].column, found["lookalike"].nearest) == (18, "value")


@pytest.mark.parametrize(
    ("year", "near"), [("2405", "2024-05"), ("2312", "2023-12"), ("2046", None), ("1899", None), ("0024", None)]
)
def test_a_year_that_no_run_can_have_is_refused(read, year, near):
    (problem,) = refused(read, rows(f"visitors,,{year},,4.1,万人次,a", "visitors,,2023-06,,4.4,万人次,a"))
    assert (problem.message.code, problem.nearest, problem.value) == ("year_of_no_run", near, f'"{year}"')
    assert year in problem.render("en") and "2013" in problem.render("zh")


@pytest.mark.parametrize(
    ("typed", "code", "near"),
    [
        ("2023年1月", "bad_date", "2023-01"),
        ("2023/1", "bad_date", "2023-01"),
        ("202301", "bad_date", "2023-01"),
        ("2023年1-5月", "period_in_one", None),
        ("1-5月", "period_in_one", None),
        ("2023-01至2023-05", "period_in_one", None),
        ("Jan-23", "bad_date", "2023-01"),
        ("Sept 2023", "bad_date", "2023-09"),
        ("2023-Jan", "bad_date", "2023-01"),
        ("1月-23", "bad_date", "2023-01"),
        ("23年1月", "bad_date", "2023-01"),
        ("44927", "bad_date", "2023-01-01"),
        ("23", "bad_date", None),
        ("2023Q1", "period_in_one", None),
        ("2023年一季度", "period_in_one", None),
        ("2023年上半年", "period_in_one", None),
    ],
)
def test_dates_and_periods_as_people_write_them(read, typed, code, near):
    (problem,) = refused(read, rows(f"visitors,,{typed},,4.1,万人次,a"))
    assert (problem.message.code, problem.nearest) == (code, near)


@pytest.mark.parametrize(
    ("typed", "near"), [("1,234,000", "1234000"), ("4,1", "4.1"), ("1 000", "1000"), ("4.1万", None), ("82%", None)]
)
def test_numbers_with_separators(read, typed, near):
    (problem,) = refused(read, rows(f'visitors,,2023,,"{typed}",人,a'))
    assert (problem.message.code, problem.nearest) == ("bad_number", near)


UNITS = {
    ("fdi_actual_use", "million USD"): {
        "百万美元": 1, "万美元": 0.01, "亿美元": 100, "USD bn": 1e3, "mn USD": 1, "USD million": 1, "US$ billion": 1e3,
        "$m": 1, "USD 100 million": 100, "MUSD": 1, "USD mil": 1, "10^8 USD": 100, "hundred million USD": 100, "（亿美元）": 100, "美元(万)": 0.01, "亿 美元": 100, "千万美元": 10, "million dollars": 1,
    },
    ("gdp", "million CNY"): {
        "万亿元": 1e6, "亿元": 100, "百万元": 1, "亿元人民币": 100, "RMB bn": 1e3, "trillion yuan": 1e6, "CNY mn": 1,
    },
    ("visitors", "1"): {
        "千人次": 1e3, "万人次": 1e4, "亿人次": 1e8, "百万人次": 1e6, "（万人次）": 1e4, "万 人次": 1e4, "万人": 1e4, "人": 1,
        "10,000 persons": 1e4, "ten thousand persons": 1e4, "'000": 1e3,
        "thousand visitors": 1e3, "thousand": 1e3, "万": 1e4, "m persons": 1e6,
    },
    ("rent", "CNY m-2 month-1"): {"元/平方米/月": 1, "元/㎡·月": 1, "元/平方米·天": 365 / 12},
    ("load_factor", "1"): {"%": 0.01, "1": 1, "per cent": 0.01},
    ("floor_space", "m2"): {"公顷": 1e4, "万平方米": 1e4, "m²": 1, "平方公里": 1e6},
}  # fmt: skip
NO_UNITS = {
    ("fdi_actual_use", "million USD"): ("亿元", "万港元", "HKD mn", "亿", "EUR", "%", "家", "USD or so", ""),
    ("gdp", "million CNY"): ("亿美元", "USD", "人", "元/平方米·月"),
    ("visitors", "1"): ("%", "元", "家", "同比", "万元"),
    ("load_factor", "1"): ("人", "千", "万人次"),
}


@pytest.mark.parametrize("series", UNITS)
def test_units_are_known_in_any_usual_spelling(series):
    assert {text: factor_of(*series, text) for text in UNITS[series]} == pytest.approx(UNITS[series])


@pytest.mark.parametrize("series", NO_UNITS)
def test_a_unit_of_something_else_is_unknown(series):
    assert {text: factor_of(*series, text) for text in NO_UNITS[series]} == dict.fromkeys(NO_UNITS[series])


def test_an_unknown_unit_has_no_suggestion_of_another_size_or_currency(read):
    for variable, unit in (
        ("fdi_actual_use", "亿元"),
        ("goods_trade", "亿美元"),
        ("visitors", "万元"),
        ("gdp", "milion"),
    ):
        (problem,) = refused(read, rows(f"{variable},,2023,,4.1,{unit},"))
        assert (problem.message.code, problem.nearest) == ("unknown_unit", None)


def test_units_that_are_listed_are_understood():
    for key, variable in results().variables.items():
        if "units" in variable.attrs and "variant" in variable.dims:
            for name, factor in factors(str(key), variable.attrs["units"]).items():
                assert factor_of(str(key), variable.attrs["units"], name) == factor
    assert meaning("nonsense") is None


def test_messages_name_units_in_the_language_of_the_reader():
    for key, variable in VARIABLES.items():
        for named in (allowed(key, variable.unit), own_unit(key, variable.unit)):
            assert not any("\u4e00" <= letter <= "\u9fff" for letter in named.en), key
            assert not re.search("million|thousand|billion|share|person|hour|day|week|USD|CNY", named.zh), key
    assert own_unit("fdi_actual_use", "million USD").zh == "百万美元"
    assert own_unit("goods_exports", "million CNY").zh == "百万元"
    assert own_unit("visitors", "1") == Text("persons", "人")


@pytest.mark.parametrize(
    ("label", "code", "near"),
    [
        *[
            (name, "origin_not_apart", None)
            for name in ("AUT", "Austria", "奥地利", "FIN", "Ireland", "CZE", "柬埔寨", "Irland")
        ],
        *[(name, "origin_mainland", None) for name in ("CHN", "China", "中国", "CN")],
        *[(name, "unknown_label", "GBR") for name in ("UK", "英国", "gbr", "United Kingdom")],
        ("阿联酋", "unknown_label", "ARE"),
        ("South Korea", "unknown_label", "KOR"),
        ("东盟", "unknown_label", None),
        ("XYZ", "unknown_label", None),
    ],
)
def test_origins_by_name_and_never_another_country(read, label, code, near):
    (problem,) = refused(read, rows(f"visitors,{label},2023,,1,,"))
    assert (problem.message.code, problem.nearest) == (code, near)


@pytest.mark.parametrize(
    ("head", "row", "near"),
    [
        ("variable,zone,use,from,value", "rent,江北新区,office,2023,1", "jiangbei"),
        ("variable,zone,use,from,value", "rent,lukou,办公,2023,1", "office"),
        ("variable,purpose,from,value", "visitors,商务,2023,1", "business"),
        ("variable,sector,from,value", "foreign_firms,金融业,2023,1", "finance"),
        ("variable,city,from,value", "rival_visitors,苏州市,2023,1", "suzhou"),
        ("variable,from,value", "实际利用外资,2023,1", "fdi_actual_use"),
        ("variable,from,value", "进出口总额,2023,1", "goods_trade"),
        ("变量,from,value", "visitors,2023,1", "variable"),
        ("variable,月份,value", "visitors,2023,1", "from"),
        ("variable,from,value,国家", "visitors,2023,1,KOR", "origin"),
    ],
)  # fmt: skip
def test_words_and_columns_are_suggested_by_their_names(read, head, row, near):
    assert near in {problem.nearest for problem in refused(read, f"{head}\n{row}\n")}


def own(variable: str, first: str) -> float:
    """The run's own mean of a month."""
    item = read_observed_of(f"variable,from,value,unit\n{variable},{first},1,\n")
    return float(np.mean(members(path(results(), variable, ()), item)))


def read_observed_of(text: str):
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "own.csv"
        target.write_text(text, encoding="utf-8")
        return read_observed(target, results()).items[0]


def test_a_number_without_a_unit_far_outside_the_members_is_noted_once_a_series(read):
    level = own("visitors", "2023-01")
    far = read("variable,from,value,unit\n" + f"visitors,2023-01,{level / 1e4},\nvisitors,2023-02,{level / 1e4},\n")
    (note,) = far.notes
    assert (
        "line 2" in note["en"] and "without a unit" in note["en"] and "漏写了单位" in note["zh"] and "人" in note["zh"]
    )
    assert read("variable,from,value,unit\n" + f"visitors,2023-01,{level * 40},\n").notes
    for value, unit in ((level, ""), (level * 8, ""), (level / 8, ""), (level / 1e4, "人"), (0, "")):
        assert read("variable,from,value,unit\n" + f"visitors,2023-01,{value},{unit}\n").notes == ()


def months(values, first=1, source=""):
    return [f"visitors,KOR,2023-{month:02},,{value},人,{source}" for month, value in enumerate(values, first)]


@pytest.mark.parametrize(
    ("values", "noted"),
    [
        ([100, 190, 300, 410], True),
        ([100, 190, 300, 410, 500, 610, 700, 800, 900, 1000, 1100, 1200], True),
        ([100, 110, 120, 130], False),
        ([100, 90, 120, 80], False),
        ([100, 200], False),
    ],
)
def test_months_that_rise_as_sums_do_are_noted(read, values, noted):
    assert any("cumulative" in note for note in notes(read(rows(*months(values))))) == noted
    assert not any("cumulative" in note for note in notes(read(rows(*months(values[:3], first=4)))))


@pytest.mark.parametrize("source", ["1-2月累计", "Jan-Feb cumulative", "YTD", "1—2月"])
def test_months_that_are_called_cumulative_are_noted(read, source):
    found = read(rows(*months([100, 120]), *months([130], 5, source)))
    assert sum("calls its figure cumulative" in note for note in notes(found)) == 1
    assert read(rows(f"visitors,KOR,2023-01,2023-02,100,人,{source}")).notes == ()
    assert read(rows(f"visitors,KOR,2023-01,,100,人,{source}")).notes == ()


def test_a_file_is_checked_without_a_run_as_it_is_read_with_one(tmp_path):
    empty, target = empty_results(), tmp_path / "seen.csv"
    target.write_text(
        rows("visitors,KOR,2023-01,,4.1,万人次,", "rent,,2023-01,,4.1,,", "visitors,AUT,2405,,1,亿元,"), "utf-8"
    )
    with pytest.raises(InputError) as with_a_run:
        read_observed(target, results())
    with pytest.raises(InputError) as without:
        check_observed(target, empty)
    assert without.value.render("en") == with_a_run.value.render("en")
    target.write_text(rows("visitors,KOR,1999-01,,4.1,万人次,"), "utf-8")
    check_observed(target, empty)


def test_a_number_that_a_separator_of_thousands_splits(read):
    (problem,) = refused(read, rows("visitors,,2023-01,,1,041,000,人,a"))
    assert (problem.message.code, problem.column, problem.nearest) == ("number_split", 20, "1041000")
    assert [p.message.code for p in refused(read, rows("visitors,,2023-01,,41,00,人,a"))] == ["fields"]


def test_lines_above_the_header_are_named(read):
    (problem,) = refused(read, "2023年数据,,,,,,\n\n" + rows("visitors,,2023-01,,4.1,万人次,a"))
    assert (problem.message.code, problem.line) == ("header_below", 1) and "line 3" in problem.render("en")


def test_a_column_with_another_name_is_one_problem_and_not_two(read):
    found = refused(read, "指标,时间,数值\nvisitors,2023,1")
    assert [(p.message.code, p.nearest) for p in found] == [
        ("unknown_column", c) for c in ("variable", "from", "value")
    ]


@pytest.mark.parametrize("label", ["合计", "全部", "Total", "ALL"])
def test_the_total_is_a_blank_cell(read, label):
    (problem,) = refused(read, rows(f"visitors,{label},2023,,1,,"))
    assert (problem.message.code, problem.nearest) == ("label_of_total", None)


def test_a_unit_that_is_a_mark_for_nothing_is_no_unit(read):
    level = own("visitors", "2023-01")
    found = read(rows(f"visitors,,2023-01,,{level / 1e4},-,"))
    assert found.items[0].value == pytest.approx(level / 1e4) and "without a unit" in notes(found)[0]
