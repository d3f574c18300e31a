"""The city's part is a share of the effect of the same members: it cannot be more than the whole for want of members."""

import csv
import io

import numpy as np
import pytest
import xarray as xr

from outputs.documents.document import Table
from outputs.report.run import as_run
from outputs.report.ways import ways
from outputs.results.closing_rows import part_note
from outputs.results.outcomes import HEADLINES, effect, monthly
from outputs.results.part_of_effect import part_csv, part_effect
from outputs.results.summary_rows import COLUMNS
from tests.support.made_up_results import dataset

FDI = HEADLINES[0]
FEW = 5


@pytest.fixture(scope="module")
def whole():
    """A run whose first members feel the scenario far more than the others do."""
    made = dataset(months=13, members=20)
    strong = xr.DataArray(np.where(np.arange(20) < FEW, 4.0, 0.5), dims="member")
    return made.assign(fdi_actual_use=scaled(abs(made["fdi_actual_use"]), strong))


@pytest.fixture(scope="module")
def city(whole):
    """Three quarters of every effect, in the first members only."""
    first = whole.isel(member=slice(FEW))
    return first.assign({name: scaled(array, 0.75) for name, array in first.items() if "variant" in array.dims})


def scaled(array, times):
    base = array.sel(variant="counterfactual", drop=True)
    return (base + abs(array - base) * times).transpose(*array.dims).assign_attrs(array.attrs)


def test_the_part_is_its_share_of_the_same_members_of_the_whole(whole, city):
    found, mean = part_effect(whole, city, FDI), float(effect(monthly(whole, FDI)).sum("month").mean())
    assert found.share == pytest.approx(0.75)
    assert found.mean == pytest.approx(0.75 * mean)
    assert float(effect(monthly(city, FDI)).sum("month").mean()) > mean, "the members alone would bring more than all"


def test_the_note_says_what_it_is(whole, city):
    english, chinese = (part_note(whole, city, "city", lang) for lang in ("en", "zh"))
    assert "run alone in 5 members: its share of their effect" in english and "FDI in actual use 75 %, +" in english
    assert "5个样本只模拟该部分" in chinese and "实际使用外资 75%，+" in chinese


def test_no_share_of_an_effect_that_is_not_clear(whole, city):
    against = xr.DataArray(np.where(np.arange(20) == 0, -1.0, 1.0), dims="member")
    blurred = whole.assign(fdi_actual_use=scaled(whole["fdi_actual_use"], against))
    assert part_effect(blurred, city, FDI) is None
    assert "FDI in actual use –" in part_note(blurred, city, "city", "en")
    assert not any(line.startswith("fdi,total") for line in part_csv(blurred, city, "city").splitlines())


def test_the_report_shows_the_same_share_and_effect(whole, city):
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in csv.reader(io.StringIO(part_csv(whole, city, "city")))]
    total = tuple(row for row in rows if row["period"] == "total")
    (section,) = [part for part in ways(as_run(whole, "en", city=total)).parts if part.anchor == "city"]
    (table,) = [block for block in section.blocks if isinstance(block, Table)]
    name, share, mean = table.rows[0]
    assert (name.text.split(",")[0], share.text) == ("FDI in actual use", "75 %")
    assert mean.value == pytest.approx(part_effect(whole, city, FDI).mean)
