import csv
import io

import numpy as np
import openpyxl
import pytest
import xarray as xr

from common.errors import UserError
from model.variables import VARIABLES
from outputs.attribution.attribution_file import write
from outputs.attribution.ranking_file import (
    as_dataset,
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
from tests.support.made_up_shares import NAMES

PLAYERS = (("1.1", "1.1 Rights", "1.1 权利"), ("1.2", "1.2 Loans", "1.2 贷款"), ("1.3", "1.3 Insurance", "1.3 保险"))


@pytest.fixture(scope="module")
def dataset():
    """Three tasks with effects of 10, 30 and 29 a month, the last by luck; they cost 1, 30 and nothing a month."""
    luck = np.array([0.5, 1.0, 1.5])[:, None] * np.ones(2)
    alone = np.array([10 * luck, 30 * luck, 29 * luck[::-1]])
    arrays = {
        "alone": dict.fromkeys(NAMES, alone)
        | {"fiscal_cost": np.array([1.0, 30.0, 0.0])[:, None, None] * np.ones((3, 3, 2))},
        "effect": dict.fromkeys(NAMES, 70 * luck),
        "counterfactual": dict.fromkeys(NAMES, 1000 * luck),
        "together": dict.fromkeys(NAMES, np.array([60 * luck] * len(HEADLINES))),
    }
    arrays["left_out"] = arrays["alone"]
    attrs = {
        "by": "tasks",
        "first": 1,
        "title_en": "Plan",
        "title_zh": "方案",
        "scenario": "plan",
        "version": "0",
        "fingerprint": "a",
    }
    declared = [variable._asdict() for variable in VARIABLES.values()]
    return as_dataset(arrays, declared, PLAYERS, range(3), "2023-01", attrs)


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
