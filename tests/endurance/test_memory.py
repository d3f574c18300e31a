"""Models that are built, run and freed leave nothing behind: measured in a process of its own, by its peak."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GROWTH_MIB = 10
"""What the allocator may keep; one model of this size that stayed would take some megabytes, hundreds of them far more."""
PROGRAM = """
import dataclasses, sys
from model.draws import Draws, member_seed
from model.parameters import Parameters
from scenarios.running.member import run_pair
from scenarios.running.prepare import prepare
from scenarios.reading.reader import read
from tests.support.peak import peak_mib

job = prepare(read("scenarios/full-pilot.yaml")).job
setting = dataclasses.replace(job.setting, months=1, scale=0.005)

def built(pairs):
    for member in range(pairs):
        seed = member_seed(1, member)
        run_pair(setting, (job.counterfactual, job.scenario), Parameters.drawn(seed), Draws(seed))
    return peak_mib()

before = built(20)  # forty models: whatever is read and kept once, is, and the allocator has what it keeps
print(built(int(sys.argv[1])) - before)
"""


def growth(models: int) -> float:
    """By how much the peak grows, MiB, with so many models, two to a pair, after the first forty."""
    words = [sys.executable, "-c", PROGRAM, str(models // 2)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return float(done.stdout)


@pytest.mark.skipif(sys.platform == "win32", reason="the peak is told in another way")
@pytest.mark.parametrize(
    "models", [pytest.param(20, marks=pytest.mark.long), pytest.param(500, marks=pytest.mark.long)]
)
def test_models_built_and_freed_do_not_add_up(models):
    assert growth(models) < GROWTH_MIB
