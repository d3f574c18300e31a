"""Whenever a simulation is killed, resuming it ends with the straight run's bits and nobody ever reads half a file."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="attempts are forked")


def killed(folder, *words):
    """What came of killing and resuming; see :mod:`tests.support.killed_runs`."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.support.killed_runs", str(folder / "trial"), *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["faults"] == []
    return told


@pytest.mark.long
def test_killed_at_random_moments(tmp_path):
    assert killed(tmp_path, "--kills", "2")["kills"] == 2


@pytest.mark.long
def test_killed_between_steps_while_an_older_run_is_replaced(tmp_path):
    assert killed(tmp_path, "--steps", "--replacing", "--kills", "3")["kills"] == 3


@pytest.mark.long
@pytest.mark.parametrize("workers", [1, 2])
def test_killed_a_hundred_times_at_random_moments(tmp_path, workers):
    assert killed(tmp_path, "--kills", "100", "--workers", str(workers), "--seed", "7")["kills"] == 100


@pytest.mark.long
@pytest.mark.parametrize("words", [[], ["--replacing"]], ids=["new", "replacing"])
def test_killed_before_every_step_on_the_file_system(tmp_path, words):
    assert killed(tmp_path, "--steps", *words)["kills"] > 20


@pytest.mark.long
def test_the_real_model_killed_at_random_moments(tmp_path):
    assert killed(tmp_path, "--real", "--kills", "10", "--workers", "2")["kills"] == 10
