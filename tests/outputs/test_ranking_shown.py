import csv
import io

import numpy as np
import openpyxl
import pytest
import xarray as xr

from common.errors import UserError
from outputs.attribution.attribution_file import write
from outputs.attribution.ranking_file import (
    lines,
    open_ranking,
    ranking_csv,
    standard_error,
    unsure,
    write_workbook,
)
from outputs.attribution.ranking_table import notes, short, tables
from outputs.figures.ranking import ranking
from outputs.results.outcomes import HEADLINES
from outputs.results.summary_rows import EXPORTED
from tests.support.made_up_shares import ranking as made_up


@pytest.fixture(scope="module")
def dataset():
    return made_up()


def test_the_largest_effect_is_first_and_the_cheapest_is_told(dataset):
    first, second, third = lines(dataset, HEADLINES[3])
    assert [first.place, second.place, third.place] == [1, 2, 0]
    assert (first.rank_by_cost, second.rank_by_cost, third.rank_by_cost) == (2, 0, 1)
    assert first.per_cost == pytest.approx(100.0) and np.isnan(second.per_cost)
    assert standard_error(first.effect) == pytest.approx(2 * 30 * 0.5 / np.sqrt(3))


def test_what_luck_alone_puts_after_is_unsure(dataset):
    assert unsure(lines(dataset, HEADLINES[3]), 1) == 1  # 1.3 came second by luck, 1.1 is smaller in every member
    assert "1 more" in notes(dataset, "en")[1] and "另有1项" in notes(dataset, "zh")[1]


def test_file_table_workbook_and_figure_hold_the_same(dataset, tmp_path):
    write(dataset, tmp_path / "ranking-tasks.nc")
    xr.testing.assert_identical(open_ranking(tmp_path, "tasks"), dataset)
    (tmp_path / "ranking-fields.nc").write_bytes((tmp_path / "ranking-tasks.nc").read_bytes())
    with pytest.raises(UserError, match="not a ranking"):
        open_ranking(tmp_path, "fields")
    (tmp_path / "ranking-fields.nc").unlink()
    with pytest.raises(UserError, match="--by fields makes it"):
        open_ranking(tmp_path, "fields")
    rows = list(csv.DictReader(io.StringIO(ranking_csv(dataset))))
    assert len(rows) == 3 * len(EXPORTED) and rows[0]["player"] == "1.2" and float(rows[0]["effect"]) == 60
    write_workbook(dataset, tmp_path / "ranking.xlsx")
    book = openpyxl.load_workbook(tmp_path / "ranking.xlsx")
    assert book["fdi"]["C2"].value == "1.2" and book["fdi"]["F2"].value == 60
    for lang, heading in (("en", "Left out"), ("zh", "唯独不做")):
        assert heading in [column.header for column in next(iter(tables(dataset, lang))).columns]
        assert len(ranking(dataset, lang).axes) == len(HEADLINES)


def test_long_names_are_cut():
    assert short("a" * 60, "en") == "a" * 51 + "…" and short("短", "zh") == "短"
