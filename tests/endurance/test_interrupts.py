"""Ctrl-C at any moment of a simulation: exit code 130, no traceback, finished members kept, and resuming ends it."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.killed_runs import NAME, SCENARIO

ROOT = Path(__file__).parents[2]
PROGRAM = """
import signal
from common.interrupts import end_at_once
signal.signal(signal.SIGINT, end_at_once)  # as run.py does
import tests.support.killed_runs as killed
killed.commands.run_ensemble._draw = lambda run, workers: []
killed.use_quick_model()
print("ready", flush=True)
killed.run.app()
"""
pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals differ")


def simulate(folder: Path, after: float | None, *options: str) -> tuple[int, str]:
    """Exit code and what was said; interrupted so many seconds after it had begun, as a terminal does it."""
    words = ["simulate", str(folder / "killed.yaml"), "--out", str(folder / "runs"), "--lang", "en", "--workers", "2"]
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *words, *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )
    process.stdout.readline()
    if after is not None:
        time.sleep(after)
        os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=300)
    return process.returncode, said


@pytest.mark.long
@pytest.mark.parametrize("times", [40])
def test_interrupted_at_any_moment(tmp_path, times):
    (tmp_path / "killed.yaml").write_text(SCENARIO, encoding="utf-8")
    luck, members = random.Random(3), set()
    folder = tmp_path / "runs" / f".{NAME}.partial" / "members"
    for _ in range(times):
        code, said = simulate(tmp_path, luck.uniform(0, 4), "--resume")
        assert "Traceback" not in said and "ignored" not in said, said
        now = {path.name for path in folder.glob("*.npz")}
        if code == 0:  # it was done before
            assert (tmp_path / "runs" / NAME / "results.nc").is_file()
            shutil.rmtree(tmp_path / "runs")
            members = set()
            continue
        assert code == 130 and ("--resume" in said or not said), said  # nothing is said where nothing had begun
        assert members <= now
        members = now
    code, said = simulate(tmp_path, None, "--resume")
    assert code == 0, said
    assert [path.name for path in (tmp_path / "runs").iterdir()] == [NAME]


IMPORTING = """
import importlib.abc, os, runpy, signal, sys

class Interrupted(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == {module!r}:
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupted())
sys.argv = ["run.py", "simulate", {file!r}, "--lang", "en", "--workers", "1"]
runpy.run_path("run.py", run_name="__main__")
"""


@pytest.mark.parametrize(
    "module",
    ["typer", "commands.simulate", *(pytest.param(late, marks=pytest.mark.long) for late in ("numpy", "pandas"))],
)
def test_interrupted_while_libraries_are_imported(tmp_path, module):
    (tmp_path / "killed.yaml").write_text(SCENARIO, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", IMPORTING.format(module=module, file=str(tmp_path / "killed.yaml"))],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 130
    assert "Traceback" not in done.stderr, done.stderr
