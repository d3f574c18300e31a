"""A run in parts, joined, has the bits of the run in one piece; what is missing or of other inputs is told."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

import commands.run_ensemble
import run
from commands.gather import collect
from common.errors import UserError
from scenarios.reading.reader import read
from scenarios.running.member_parts import MemberPart, part_of, read_part
from tests.support.quick_commands import use
from tests.support.stub_run import failing_model

ROOT = Path(run.__file__).parent
SCENARIO = """
name: split
title: {zh: 分开, en: Split}
period: {start: 2023-01, months: 2}
ensemble: {members: 5, seed: 2023}
levers:
  route_rights:
    grants: [{from: 2023-02, origins: [SGP], weekly_frequencies: 14}]
"""
SAME = ("results.nc", "summary.csv", "scenario.yaml")


@pytest.fixture(scope="module")
def model():
    """A quick model in place of the real one, in which some members fail, and no figures."""

    with pytest.MonkeyPatch.context() as patch:
        use(patch, failing_model)
        yield


def ask(folder, command, *options, lang="en"):
    words = [command, str(folder / "split.yaml"), "--out", str(folder / "runs"), "--workers", "1", "--lang", lang]
    return CliRunner().invoke(run.app, [*words, *options])


def bits(folder):
    return {name: (folder / "runs" / "split" / name).read_bytes() for name in SAME}


def failures(folder):
    record = json.loads((folder / "runs" / "split" / "provenance.json").read_text(encoding="utf-8"))
    return [(one["member"], one["why"]) for one in record["failed_members"]]


def written(folder):
    folder.mkdir(exist_ok=True)
    (folder / "split.yaml").write_text(SCENARIO, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def whole(tmp_path_factory, model):
    folder = written(tmp_path_factory.mktemp("whole"))
    assert ask(folder, "simulate").exit_code == 0
    return bits(folder), failures(folder)


@pytest.fixture(scope="module")
def two_of_three(tmp_path_factory, model):
    """The first two of three parts."""
    folder = written(tmp_path_factory.mktemp("parts"))
    for part in ("1/3", "2/3"):
        assert ask(folder, "simulate", "--part", part).exit_code == 0
    return folder


@pytest.fixture
def parts(two_of_three, tmp_path):
    return shutil.copytree(two_of_three, tmp_path / "parts")


def test_parts_that_are_gathered_have_the_bits_of_one_run(parts, whole):
    done = ask(parts, "simulate", "--part", "3/3")
    assert done.exit_code == 0 and "part 3/3 of 5 members is done (1 members)" in done.stdout
    gathered = ask(parts, "gather")
    assert gathered.exit_code == 0, gathered.stderr
    assert "Split" in gathered.stdout
    assert (bits(parts), failures(parts)) == whole
    assert 0 < len(whole[1]) < 5
    assert sorted(path.name for path in (parts / "runs").iterdir()) == ["split", "split.parts"]
    again = ask(parts, "gather", lang="zh")
    assert again.exit_code == 0 and "输入未变" in again.stderr


def test_a_missing_and_an_unfinished_part_are_named(parts):
    members = parts / "runs" / "split.parts"
    (members / "2-of-3" / "00004.npz").write_bytes(b"half")
    for lang, said in (
        ("en", "2 / 5 members are missing: not there: 3/3; not finished: 2/3"),
        ("zh", "缺 2 / 5 个样本：缺少：3/3；未完成：2/3"),
    ):
        told = ask(parts, "gather", lang=lang)
        assert told.exit_code == 2 and said in told.stderr
    assert [path.name for path in (parts / "runs").iterdir()] == ["split.parts"]
    before = (members / "1-of-3" / "00000.npz").stat().st_mtime_ns
    for part in ("1/3", "2/3"):
        assert ask(parts, "simulate", "--part", part).exit_code == 0
    assert (members / "1-of-3" / "00000.npz").stat().st_mtime_ns == before
    assert "1 / 5 members are missing: not there: 3/3." in ask(parts, "gather").stderr


def test_nothing_to_gather_is_told(tmp_path, model):
    told = ask(written(tmp_path), "gather")
    assert told.exit_code == 2 and "no parts of split" in told.stderr


def test_a_part_of_other_inputs_is_refused(parts):
    refused = ask(parts, "simulate", "--part", "2/3", "--seed", "6")
    assert refused.exit_code == 2 and "changed: scenario" in refused.stderr
    assert ask(parts, "simulate", "--part", "2/3", "--seed", "6", "--replace").exit_code == 0
    assert ask(parts, "simulate", "--part", "3/3").exit_code == 0
    for lang, said in (("en", "part 2/3"), ("zh", "第 2/3 部分")):
        told = ask(parts, "gather", lang=lang)
        assert told.exit_code == 2 and said in told.stderr


def test_parts_of_different_splits_join_too(parts):
    asked = commands.run_ensemble.prepare(read(parts / "split.yaml"))
    assert ask(parts, "simulate", "--part", "1/4").exit_code == 0
    with pytest.raises(UserError, match="1 / 5 members are missing: members 2"):
        collect(asked, parts / "runs")
    assert ask(parts, "simulate", "--part", "1/2").exit_code == 0
    found = collect(asked, parts / "runs")
    assert (sorted(found.finished), sorted(found.failed)) == ([0, 2, 4], [1, 3])


def test_what_cannot_be_asked_is_told(parts):
    told = ask(parts, "simulate", "--part", "3/3", "--precision", "5%")
    assert told.exit_code == 2 and "--precision" in told.stderr
    for wrong in ("0/3", "4/3", "3", "a/b", "1/99999", "1/3/4", "-1/3"):
        with pytest.raises(UserError, match="3/16"):
            read_part(wrong)


def test_parts_share_out_all_members_once():
    parts = [read_part(f"{k}/7") for k in range(1, 8)]
    assert sorted(member for part in parts for member in part.members(30)) == list(range(30))
    assert all(member in part_of(member, 7).members(30) for member in range(30))
    assert MemberPart(3, 16).members(2) == []


@pytest.mark.skipif(os.name == "nt", reason="Slurm runs on Linux")
@pytest.mark.parametrize(
    ("slurm", "said"),
    [
        ({"SLURM_ARRAY_TASK_ID": "3", "SLURM_ARRAY_TASK_COUNT": "16"}, "simulate f.yaml --part 3/16 --workers 4"),
        ({"SLURM_ARRAY_TASK_ID": "3", "SLURM_ARRAY_TASK_COUNT": "2", "PARTS": "16"}, "--part 3/16 --workers 4"),
        ({}, "run.py gather f.yaml --workers 4"),
    ],
)
def test_the_script_for_slurm_runs_a_part_or_gathers(tmp_path, slurm, said):
    uv = tmp_path / ".uv" / "bin" / "uv"
    uv.parent.mkdir(parents=True)
    uv.write_text('#!/bin/sh\necho "$@"\n')
    uv.chmod(0o755)
    about = {"PATH": os.environ["PATH"], "SLURM_SUBMIT_DIR": str(tmp_path), "SLURM_CPUS_PER_TASK": "4", **slurm}
    words = ["bash", str(ROOT / "docs" / "slurm-array.sh"), "f.yaml"]
    done = subprocess.run(words, env=about, capture_output=True, text=True, check=True)
    assert re.search(re.escape(said), done.stdout)
