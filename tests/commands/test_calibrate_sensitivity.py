"""``calibrate --only sensitivity`` on the command line, with made-up members in place of the model's."""

import csv

import numpy as np
import pytest
from typer.testing import CliRunner

import calibration.sensitivity as part
import commands.calibrate_sensitivity
import outputs.figures.sensitivity
import run
from calibration.headline_effects import OUTCOMES
from calibration.swapped_members import Member, names
from model.draws import name_key
from model.parameters import declared
from outputs.figures.sensitivity import FIGURES
from tests.support.quick_commands import tiny_figure

DRIVER = next(name for name in names() if name.startswith("trade.") and declared()[name].role == "uncertainty")


def made_up(one: Member) -> np.ndarray:
    """Effects that one number makes with a little luck."""
    number = declared()[DRIVER]
    place = (one.values()[DRIVER] - number.low) / (number.high - number.low)
    luck = np.random.default_rng(name_key("luck", one.luck)).standard_normal(len(OUTCOMES))
    return 5 + 4 * place + 0.2 * luck


@pytest.mark.parametrize(
    ("lang", "said"),
    [pytest.param("en", "Numbers beyond chance: 1.", marks=pytest.mark.long), ("zh", "影响超出偶然的参数：1 个。")],
)
def test_the_interval_is_told_and_its_tables_are_adopted(tmp_path, monkeypatch, lang, said):
    monkeypatch.setattr(Member, "run", made_up)
    budget = part.Budget(bank=40, swaps=12, verify=16)
    monkeypatch.setattr(part, "Budget", lambda: budget)
    if lang == "zh":  # figures in Chinese are drawn in tests/outputs
        monkeypatch.setattr(commands.calibrate_sensitivity, "_draw", lambda *args: None)
    for name in FIGURES[1:]:  # figures have tests of their own
        monkeypatch.setattr(outputs.figures.sensitivity, name, tiny_figure)
    adopted = tmp_path / "tables"
    adopted.mkdir()
    monkeypatch.setattr(part, "FOLDER", adopted)
    out = tmp_path / "out"
    words = ["calibrate", "--only", "sensitivity", "--adopt", "--workers", "1", "--lang", lang, "--out", str(out)]
    result = CliRunner().invoke(run.app, words)
    assert result.exit_code == 0, result.output
    assert said in result.stdout and DRIVER in result.stdout
    for name in part.TABLES:
        assert (adopted / f"{name}.csv").read_bytes() == (out / f"{name}.csv").read_bytes()
    if lang == "en":
        assert all((out / f"{name}.{form}").is_file() for name in FIGURES for form in ("png", "svg"))
    with (out / "interval_shares.csv").open(encoding="utf-8", newline="") as lines:
        total = {row["source"]: float(row["total"]) for row in csv.DictReader(lines) if row["measure"] == "rank"}
    assert total["drawn"] > 0.6 > 0.4 > total["luck"] and total["world"] == total["fitted"] == 0
    with (out / "standing_out.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["beyond_chance"] == "1"]
    assert {row["name"] for row in rows} == {DRIVER} and {row["verified"] for row in rows} == {"1"}
