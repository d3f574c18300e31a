"""A run from Python has the bits of the same run from the command line."""

import numpy as np
import pytest
import xarray as xr
from typer.testing import CliRunner

import commands.run_ensemble
import run
from commands.python_api import run_scenario
from common.errors import UserError
from common.problems import InputError
from outputs.results.open import open_run

SCENARIO = """
name: short
title: {zh: 短, en: Short}
period: {start: 2023-01, months: 2}
scale: 0.005
ensemble: {members: 1}
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "short.yaml"
    path.write_text(SCENARIO, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    """The dataset of two members, not to be changed."""
    path = tmp_path_factory.mktemp("here") / "short.yaml"
    path.write_text(SCENARIO, encoding="utf-8")
    return run_scenario(path, members=2, seed=5)


def test_the_dataset_is_that_of_the_command_line(file, here, tmp_path, monkeypatch):
    monkeypatch.setattr(commands.run_ensemble, "_draw", lambda run, workers: [])  # figures are no part of it
    words = ["simulate", str(file), "--out", str(tmp_path / "out"), "--members", "2", "--seed", "5", "--workers", "1"]
    assert CliRunner().invoke(run.app, words).exit_code == 0
    with open_run(tmp_path / "out" / "short") as there:
        xr.testing.assert_identical(here, there.load())


def test_parameters_are_set_and_checked(file, here, tmp_path):
    changed = run_scenario(
        file, seed=5, parameters={"visitors.cost_sensitivity.leisure": 2.0}, members_folder=tmp_path / "kept"
    )
    assert "visitors.cost_sensitivity.leisure: 2" in changed.attrs["scenario_yaml"]
    assert (tmp_path / "kept" / "00000.npz").is_file()
    assert not np.array_equal(changed["visitors"].values, here["visitors"].isel(member=[0]).values)
    with pytest.raises(InputError) as caught:
        run_scenario(file, parameters={"visitors.cost_sensitivity.leisur": 2.0})
    assert "visitors.cost_sensitivity.leisure" in caught.value.render("en")


def test_options_are_checked_as_on_the_command_line(file):
    with pytest.raises(InputError):
        run_scenario(file, members=0)
    with pytest.raises(UserError):
        run_scenario(file, workers=0)
