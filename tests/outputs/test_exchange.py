"""Exports for other programs: each table read again, its columns as its users expect them, its numbers those of the run."""

import csv
import gzip
import io

import pytest
from typer.testing import CliRunner

import run
from outputs.exchange.write_exports import export
from outputs.results.outcomes import effect, quantiles
from tests.support.reporting import results, write_run


@pytest.fixture(scope="module")
def dataset():
    found = results(members=9, months=26)
    names = found["zone_name"].values.copy()
    names[0] = "=cmd()|zone"
    return found.assign_coords(zone_name=("zone", names))


def read(path):
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_tidy_table_has_a_row_a_cell_with_the_quantiles_of_all_tables(dataset, tmp_path):
    (path,) = export(dataset, "tidy", tmp_path, ["visitors_by_way", "gdp"])
    rows = read(path)
    assert len(rows) == 3 * 26 * (dataset["visitors_by_way"][0, 0, 0].size + 1)
    first = next(
        row for row in rows if row["variant"] == "effect" and row["label_2"] == "direct" and row["month"] == "2024-03"
    )
    assert (first["axis_1"], first["axis_2"], first["unit"], first["kind"]) == ("origin", "way", "1", "flow")
    cell = dataset["visitors_by_way"].sel(origin=first["label_1"], way="direct").isel(month=14)
    assert float(first["mean"]) == pytest.approx(float(effect(cell).mean()))
    assert float(first["p90"]) == pytest.approx(float(quantiles(effect(cell).values, 0.9)))


def test_the_tidy_table_can_have_every_member(dataset, tmp_path):
    (path,) = export(dataset, "tidy", tmp_path, ["gdp"], each_member=True)
    rows = read(path)
    assert len(rows) == 3 * 26 * 9 and {row["member"] for row in rows} == set(map(str, range(9)))
    assert path.read_bytes() == export(dataset, "tidy", tmp_path, ["gdp"], each_member=True)[0].read_bytes()


def test_the_iamc_table_has_whole_years_and_closes(dataset, tmp_path):
    dataset = dataset.isel(zone=slice(0, 3), origin=slice(0, 4))  # each cell of a rent is a series
    (path,) = export(dataset, "iamc", tmp_path, ["fdi_actual_use", "load_factor", "rent"])
    rows = read(path)
    assert list(rows[0]) == ["Model", "Scenario", "Region", "Variable", "Unit", "2023", "2024"]
    assert len({tuple(row.values())[:4] for row in rows}) == len(rows)
    found = {(row["Scenario"], row["Variable"]): row for row in rows}
    total = found["full-pilot", "FDI in actual use"]
    year = dataset["fdi_actual_use"].sel(variant="scenario").isel(month=slice(0, 12)).sum(["sector", "zone", "month"])
    assert total["Unit"] == "million USD/yr" and float(total["2023"]) == pytest.approx(float(year.mean()))
    parts = [
        float(row["2023"])
        for (scenario, name), row in found.items()
        if scenario == "full-pilot" and name.startswith("FDI in actual use|Zone|") and "Percentile" not in name
    ]
    assert sum(parts) == pytest.approx(float(total["2023"])) and len(parts) == dataset.sizes["zone"]
    assert any("=cmd()/zone" in name for _, name in found)
    rents = [name for _, name in found if name.startswith(dataset["rent"].attrs["long_name"])]
    assert len(rents) == 3 * 4 * dataset.sizes["zone"] * dataset.sizes["use"]
    loads = [row for (_, name), row in found.items() if name.startswith(dataset["load_factor"].attrs["long_name"])]
    assert len(loads) == 3 * 4 * dataset.sizes["origin"] and {row["Unit"] for row in loads} == {"1"}
    with_effect = found["full-pilot - effect", "FDI in actual use"]
    minus = float(total["2023"]) - float(found["full-pilot - counterfactual", "FDI in actual use"]["2023"])
    assert float(with_effect["2023"]) == pytest.approx(minus)


def test_the_hubverse_table_has_its_columns_and_levels_that_nine_members_can_give(dataset, tmp_path):
    path, targets = export(dataset, "hubverse", tmp_path)
    assert path.name == "2023-01-01-nanjing-opening.csv"
    rows = read(path)
    assert list(rows[0])[-3:] == ["output_type", "output_type_id", "value"]
    levels = {row["output_type_id"] for row in rows if row["output_type"] == "quantile"}
    assert {"0.1", "0.5", "0.9"} <= levels and not {"0.01", "0.05", "0.95"} & levels
    assert {row["output_type_id"] for row in rows if row["output_type"] == "mean"} == {"NA"}
    of_month = [
        row
        for row in rows
        if row["target"] == "visitors" and row["scenario_id"] == "scenario" and row["horizon"] == "2"
    ]
    assert {row["target_end_date"] for row in of_month} == {"2023-02-28"}
    values = [float(row["value"]) for row in of_month if row["output_type"] == "quantile"]
    assert values == sorted(values) and len(values) == len(levels)
    assert {row["target"] for row in read(targets)} == {row["target"] for row in rows}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--format", "xml"], "tidy | iamc | hubverse"),
        (["--format", "iamc", "--variable", "vistors"], "did you mean visitors"),
        (["--format", "hubverse", "--variable", "visitors"], "headline outcomes"),
        (["--format", "iamc", "--each-member"], "--format tidy"),
    ],
)
def test_what_is_at_fault_is_said_and_nothing_is_written(tmp_path, words, said):
    folder = write_run(tmp_path / "runs" / "one", results(members=2, months=2))
    done = CliRunner().invoke(run.app, ["export", "one", *words, "--out", str(tmp_path / "runs"), "--lang", "en"])
    assert done.exit_code == 2 and said in done.stderr
    assert [path.name for path in folder.iterdir()] == ["results.nc"]


def test_a_run_without_a_whole_year_has_no_iamc_table(tmp_path):
    folder = write_run(tmp_path / "runs" / "one", results(members=2, months=2))
    done = CliRunner().invoke(
        run.app, ["export", "one", "--format", "iamc", "--out", str(tmp_path / "runs"), "--lang", "zh"]
    )
    assert done.exit_code == 2 and "自然年" in done.stderr and not list(folder.rglob("*.csv"))
