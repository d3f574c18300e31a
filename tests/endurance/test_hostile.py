"""Whatever a scenario file is called and holds, the command ends well and touches nothing but the folder of runs."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.support import hostile_files
from tests.support.bounded import proven
from tests.support.killed_runs import SCENARIO

pytestmark = pytest.mark.skipif(os.name == "nt", reason="files have other names there")


@pytest.fixture(scope="module")
def trial(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        for name in ("prepare", "_draw"):
            patch.setattr(hostile_files.commands.run_ensemble, name, getattr(hostile_files.commands.run_ensemble, name))
        hostile_files.prepare()
        patch.setattr(os, "fsync", lambda descriptor: None)
        yield hostile_files.Trial(tmp_path_factory.mktemp("hostile").resolve() / "trial")


@settings(max_examples=12, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(case=hostile_files.QUICK_CASES)
def test_any_file(trial, case):
    trial.check(case)


def test_a_run_of_any_name(trial):
    for name in hostile_files.NAMES:
        if not (hostile_files.NAME.fullmatch(name) and name not in ("con", "nul", "com1")):
            trial.check(("case.yaml", hostile_files.changed({"name": name}), "en"))


@pytest.mark.parametrize("key", ["extends", pytest.param("counterfactual", marks=pytest.mark.long)])
def test_a_file_that_builds_on_any_other(trial, key):
    for name in hostile_files.FILES:
        trial.check(("case.yaml", hostile_files.changed({key: name, "scale": 7}), "zh"))


def test_a_file_called_anything(trial):
    for called in hostile_files.CALLED:
        trial.check((called, SCENARIO.replace("tax_refund", "tax_refunds").encode(), "en"))


def test_a_sound_file_may_have_any_title_and_place(trial):
    words = "[/] \U0001f6eb {0} %s مرحبا <b>"
    content = hostile_files.changed({"title": {"zh": words, "en": words}, "question": words}, plain=True)
    assert trial.check(("[red] \udcff.yaml", content, "zh")) == 0


def test_the_check_finds_what_lands_outside(trial, monkeypatch):
    def read(path):
        Path("beside").touch()
        return before(path)

    before = hostile_files.commands.run_ensemble.read_with_notes
    monkeypatch.setattr(hostile_files.commands.run_ensemble, "read_with_notes", read)
    with pytest.raises(AssertionError):
        trial.check(("case.yaml", b"name: x", "en"))
    (trial.home / "beside").unlink()


@pytest.mark.long
@pytest.mark.parametrize(("name", "cases"), [("COMMAND", 1_000), ("HEAVY_COMMAND", 60)])
def test_any_file_for_long_in_bounded_memory(name, cases):
    assert proven(f"tests.support.hostile_files:{name}", cases) >= cases
