"""Files of observations: read strictly, every problem told at once in either language; periods become weights of months."""

import atexit
import functools
import tempfile
from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.problems import InputError, nearest
from common.tables.file import MOST_BYTES
from outputs.figures.observed_marks import in_a_month, totals
from outputs.observed import Observation, members, path, read_observed
from outputs.observed.messages import CATALOGUE
from outputs.observed.units import factors
from tests.support.bounded import proven
from tests.support.made_up_results import dataset

HEAD = "variable,origin,zone,use,city,from,to,value,unit,source"


@functools.cache
def results() -> xr.Dataset:
    return dataset(months=24, members=6)


@pytest.fixture
def file(tmp_path):
    """Writes a file and reads it against the synthetic run."""

    def read(text: str | bytes, name: str = "seen.csv"):
        target = tmp_path / name
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_observed(target, results())

    return read


def faults(read, *rows: str, head: str = HEAD) -> dict[tuple[int, int], str]:
    """What is wrong, by line and column, as codes."""
    with pytest.raises(InputError) as caught:
        read("\n".join([head, *rows]))
    for lang in ("en", "zh"):
        said = caught.value.render(lang)
        assert len(said.splitlines()) == len(caught.value.problems) and "{" not in said
    return {(one.line, one.column): one.message.code for one in caught.value.problems}


ROWS = [
    "visitors,,,,,2023-03,,12000,,a",
    "visitors,KOR,,,,2023,,5.5,万人次,b",
    "goods_trade,,,,,2023-01,2023-06,300,billion CNY,",
]


@pytest.mark.parametrize(
    "form",
    [
        lambda text: text.encode(),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode("utf-8-sig"),
        lambda text: text.replace("\n", "\r\n").encode("utf-16"),
        lambda text: "\ufeff".encode("utf-16-be") + text.encode("utf-16-be"),
        lambda text: (text + "\n\n,,,,,,,,,\n").encode(),
        lambda text: text.replace("visitors", '" visitors"').encode(),
    ],
    ids=[
        "plain",
        "mark",
        "crlf",
        "cr and mark",
        "utf-16",
        "utf-16 of the other order",
        "blank lines",
        "quotes and blanks",
    ],
)
def test_forms_of_files(file, form):
    found = file(form("\n".join([HEAD, *ROWS])))
    assert [item.value for item in found.items] == [12_000, 55_000, 300_000]
    assert found.items[1].cell == (("origin", "KOR"),) and found.items[1].source == "b"
    assert not found.notes and found.name == "seen.csv"


def test_every_problem_is_told_at_once_with_its_place(file):
    found = faults(
        file,
        "visitor,,,,,2023-13,,12,,",
        "visitors,Korea,,,,2023-05,2023-01,-3,,",
        'visitors,,lukou,,,2023,,"1,000",people of note,',
        "rent,,lukou,,,2023,,,,",
        "visitors,,,,,2023,,7",
        "force_index,,,,,2023,,7,,",
    )
    assert found == {
        (2, 1): "unknown_variable",
        (2, 13): "bad_date",
        (3, 10): "unknown_label",
        (3, 27): "ends_early",
        (3, 35): "negative",
        (4, 11): "not_of_variable",
        (4, 25): "bad_number",
        (4, 33): "unknown_unit",
        (5, 21): "blank",
        (6, 1): "fields",
        (7, 1): "needs_label",
    }


def test_what_is_allowed_and_near_is_told(file):
    with pytest.raises(InputError) as caught:
        file(f"{HEAD}\nvisitors,South Korea,,,,2023,,1,,\nInbound overnight visitors,,,,,2023,,1,,\n")
    english, chinese = caught.value.render("en"), caught.value.render("zh")
    assert 'seen.csv:2:10: origin: "South Korea"' in english and "Did you mean KOR?" in english
    assert "Did you mean visitors?" in english and "是否想写 visitors？" in chinese
    assert "list variables" in english and "fdi_by_mode" not in english  # of some 190 names none is read
    assert nearest("visitrs", ["visitors", "gdp"]) == "visitors" and nearest("zzz", ["visitors"]) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        (HEAD, "empty"),
        ("variable，from，value\nvisitors，2023，1", "separator"),
        ("variable\tfrom\tvalue\n", "empty"),
        ("variable,from\nvisitors,2023", "no_column"),
        ("variable,from,value,value\nvisitors,2023,1,1", "column_twice"),
        ("variable,from,value,orgin\nvisitors,2023,1,KOR", "unknown_column"),
        ('variable,from,value\nvisitors,2023,"1', "open_quote"),
        ('variable,from,value\nvisitors,2023,"1"2', "after_quote"),
        ("variable,from,value\nvisi\x07tors,2023,1", "control"),
        ("variable,from,value\nvisitors,2023,１２", "lookalike"),
        ("variable,from,value\nvisitors,2023,1e999", "bad_number"),
        ("variable,from,value\nvisitors,2023,nan", "bad_number"),
        ("variable,from,value\nvisitors,2023-02-30,1", "bad_date"),
        ("variable,from,value\nvisitors,2023/2,1", "bad_date"),
        ("variable,from,value\nvisitors,2012,1", "none_inside"),
        ("variable,from,value\nvisitors,2023,1\nvisitors,2023-01,2\nvisitors,2023,1", "told_twice"),
        ("变量,from,value\n游客,2023,1".encode("gb18030"), "unknown_column"),
        ("variable,from,value".encode("utf-16") + b"x", "not_utf8"),
        ("variable,from,value\nvisitors,2023,1".encode("utf-16-le"), "control"),
        ("variable,from,value\n" + "," * 300, "too_wide"),
        ("," * 1_900_000, "too_wide"),
        ('variable,from,value\n"' * 90_000, "too_many"),
        ("x" * 2_100_000, "too_big"),
    ],
)
def test_broken_files(file, text, code):
    with pytest.raises(InputError) as caught:
        file(text)
    assert code in {one.message.code for one in caught.value.problems}


def test_places_of_what_is_no_text_count_any_line_end(file):
    for end in ("\n", "\r\n", "\r"):
        with pytest.raises(InputError) as caught:
            file(end.join(["variable,from,value", "visitors,2023,1", "游客,"]).encode() + b"\xff")
        assert [(one.line, one.column) for one in caught.value.problems] == [(3, 4)]


def test_a_file_that_is_wrong_throughout_is_told_as_far_as_helps(file):
    with pytest.raises(InputError) as caught:
        file("\n".join([HEAD, *["visitorz,KORR,,,,2023-13,,-1,,"] * 20_000]))
    assert len(caught.value.problems) == 103, "34 lines of three faults, and that there are more"
    assert "more than 100 problems" in caught.value.render("en").splitlines()[-1]
    assert "此行之后的内容未再检查" in caught.value.render("zh")


def test_a_file_that_tells_the_same_again_and_again(file):
    with pytest.raises(InputError) as caught:
        file("\n".join([HEAD, *["visitors,KOR,,,,2023,,1,,"] * 1_000]))
    assert [one.message.code for one in caught.value.problems] == ["told_twice"] * 101 + ["too_many"]


def test_files_that_are_none(tmp_path):
    for path_ in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(InputError, match="cannot be read"):
            read_observed(path_, results())


def test_what_lies_outside_and_what_overlaps_is_noted(file):
    found = file(f"{HEAD}\nvisitors,,,,,2022,,1,,\nvisitors,,,,,2023,,2,,\nvisitors,,,,,2023-06,2024-03,3,,\n")
    assert [item.value for item in found.items] == [2, 3]
    assert "1 observations (the first in line 2)" in found.notes[0]["en"] and "第 4 行" in found.notes[1]["zh"]


def months() -> np.ndarray:
    return results()["month"].values


def one(kind: str, first: str, last: str, value: float = 1.0) -> Observation:
    return Observation(2, "visitors", (), np.datetime64(first), np.datetime64(last), value, "1", kind)


def test_flows_take_months_by_their_days():
    weights = one("flow", "2023-01-16", "2023-03-31").weights(months())
    np.testing.assert_allclose(weights[:4], [16 / 31, 1, 1, 0])
    assert np.isnan(one("flow", "2022-12-31", "2023-01-31").weights(months())).all()
    assert np.isnan(one("flow", "2024-12-01", "2025-01-01").weights(months())).all()


def test_stocks_are_read_at_the_end_and_indices_averaged():
    np.testing.assert_allclose(one("stock", "2023-01-01", "2023-12-31").weights(months()), np.eye(24)[11])
    between = one("stock", "2023-02-01", "2023-02-14").weights(months())
    np.testing.assert_allclose(between[:3], [0.5, 0.5, 0])
    assert np.isnan(one("stock", "2023-01-10", "2023-01-10").weights(months())).all()
    weights = one("index", "2023-01-01", "2023-02-28").weights(months())
    np.testing.assert_allclose(weights[:3], [31 / 59, 28 / 59, 0])


def test_the_runs_own_numbers_by_hand(file):
    run = results()
    found = file(
        f"{HEAD}\nvisitors,KOR,,,,2023,,9,,\ngoods_trade,,,,,2024-01,,9,,\ntalent,,,,,2023,,9,,\n"
        "rent,,lukou,office,,2023-05,,9,,\nrent,,lukou,,,2023-05,,9,,\nrival_visitors,,,,shanghai,2024,,9,,\n"
    )
    scenario = run.sel(variant="scenario")
    office, lukou = scenario["rent"].sel(zone="lukou"), scenario["floor_space"].sel(zone="lukou").isel(month=4)
    by_hand = [
        scenario["visitors"].sel(origin="KOR").isel(month=slice(0, 12)).sum(["purpose", "month"]),
        (scenario["goods_exports"] + scenario["goods_imports"]).isel(month=12).sum("origin"),
        scenario["talent"].isel(month=11).sum("sector"),
        office.sel(use="office").isel(month=4),
        (office.isel(month=4) * lukou).sum("use") / lukou.sum("use"),
        scenario["rival_visitors"].sel(city="shanghai").isel(month=slice(12, 24)).sum("month"),
    ]
    for item, expected in zip(found.items, by_hand, strict=True):
        np.testing.assert_allclose(members(path(run, *item.series), item), expected, rtol=1e-12)


def test_units():
    assert factors("visitors", "1")["万人次"] == 1e4 and factors("visitors", "1")["thousand visitors"] == 1e3
    assert factors("fdi_actual_use", "million USD")["万美元"] == 0.01
    assert factors("goods_exports", "million CNY")["亿元"] == 100
    assert next(iter(factors("gdp", "million CNY"))) == "million CNY"


def test_parts_are_added_up_to_the_sum_that_a_fan_shows(file):
    found = file(
        f"{HEAD}\ngoods_exports,,,,,2023-01,,3,,\ngoods_imports,,,,,2023-01,,4,,\ngoods_imports,,,,,2023-02,,4,,\n"
    )
    assert [item.value for item in totals(found, ("goods_exports", "goods_imports"))] == [7]
    assert in_a_month(one("flow", "2023-01-01", "2023-03-31", 9.0)) == 3
    assert totals(None, ("visitors",)) == []


def test_sentences_are_in_both_languages():
    for code, text in CATALOGUE.items():
        assert text.en.isascii() or "“" in text.en, code
        assert any("\u4e00" <= c <= "\u9fff" for c in text.zh), code


FIELD = st.one_of(
    st.sampled_from(
        [
            "visitors",
            "KOR",
            "2023",
            "2023-05",
            "2024-02-30",
            "12",
            "-1",
            "1e3",
            "万人次",
            "rent",
            "lukou",
            "",
            '"',
            "talent",
        ]
    ),
    st.text(max_size=12),
)


FAST = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
HEADS = st.lists(st.sampled_from([*HEAD.split(","), "risk", "task", "x"]), min_size=1, max_size=10) | st.just(
    HEAD.split(",")
)
LINES = st.lists(st.lists(FIELD, min_size=1, max_size=10), max_size=6)
ENDS = st.sampled_from(["\n", "\r\n", "\r"])


def read_or_refused(target, content: bytes) -> None:
    """Reading bytes gives observations or reasons in both languages that can be shown."""
    target.write_bytes(content)
    try:
        found = read_observed(target, results())
    except InputError as error:
        assert error.problems
        shown = error.render("en") + error.render("zh")
        assert all(letter.isprintable() or letter in "\n\u2068\u2069" for letter in shown)
    else:
        assert all(np.isfinite(item.value) and item.value >= 0 for item in found.items) and found.items


def as_text(head: list[str], rows: list[list[str]], end: str, mark: str) -> bytes:
    return (mark + end.join(",".join(line) for line in [head, *rows])).encode("utf-8", "surrogatepass")


@FAST
@given(head=HEADS, rows=LINES, end=ENDS, mark=st.sampled_from(["", "\ufeff"]))
def test_any_text_is_read_or_refused_with_reasons(tmp_path, head, rows, end, mark):
    read_or_refused(tmp_path / "any.csv", as_text(head, rows, end, mark))


@FAST
@given(content=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_with_reasons(tmp_path, content):
    read_or_refused(tmp_path / "any.csv", content)


@functools.cache
def some_file() -> Path:
    """A file that is written again and again, for as long as this process lives."""
    folder = tempfile.TemporaryDirectory(prefix="observed-")
    atexit.register(folder.cleanup)
    return Path(folder.name) / "any.csv"


def swollen(head: str, piece: str, count: int, tail: str) -> bytes:
    """A file as large as one may be, or nearly so, of a piece that comes again and again."""
    return (head + piece * min(count, MOST_BYTES // len(piece.encode()) - 20) + tail).encode()


PIECES = [
    ",",
    '"',
    "\n",
    "\r",
    " ",
    "x",
    "1",
    '"x\n',
    ",,\n",
    "visitors,KOR,,,,2023-05,,1,,\n",
    "rent,,,,,x,,-1,,\n",
    "\u202e",
    '""',
]
READING = (
    st.builds(as_text, HEADS, LINES, ENDS, st.sampled_from(["", "\ufeff"])) | st.binary(max_size=300),
    lambda content: read_or_refused(some_file(), content),
)
HEAVY_READING = (
    st.builds(
        swollen,
        st.sampled_from(["", HEAD + "\n", HEAD + "\nvisitors,KOR,,,,2023,,", HEAD + '\n"']),
        st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map("".join),
        st.sampled_from([1_000, 100_000, MOST_BYTES]),
        st.sampled_from(["", '"', ",,", "\n"]),
    ),
    lambda content: read_or_refused(some_file(), content),
)


@pytest.mark.long
@pytest.mark.parametrize(("name", "cases"), [("READING", 30_000), ("HEAVY_READING", 150)])
def test_any_content_for_long_in_bounded_memory(name, cases):
    assert proven(f"tests.outputs.test_observed:{name}", cases) >= cases


@pytest.mark.parametrize(
    "word", ["\u202eمرحبا", "שלום", "南" * 100_000, "a" * 1_000_000, "\U0001f6eb", "e\u0301" * 500]
)
@pytest.mark.parametrize("place", ["name", "source", "label"])
def test_any_script_and_length(tmp_path, word, place):
    name = f"{word[:40] if place == 'name' else 'seen'}.csv"
    label, source = (word if place == one else "" for one in ("label", "source"))
    read_or_refused(tmp_path / name, f"{HEAD}\nvisitors,{label},,,,2023,,1,,{source}\n".encode())
