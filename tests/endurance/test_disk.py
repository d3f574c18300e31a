"""A disk that is full or a folder that refuses: told in the reader's language, and nothing of what was done is lost."""

import errno
import json
import os
import sys
from pathlib import Path

import pytest

import commands.write_run
from tests.support import killed_runs
from tests.support.killed_runs import NAME, Trial

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a trial may fork")
SAID = {"en": "the disk is full (No space left on device", "zh": "磁盘已满（磁盘空间不足"}


@pytest.fixture(scope="module")
def quick():
    with pytest.MonkeyPatch.context() as patch:
        for name in ("prepare", "_draw", "show"):
            patch.setattr(killed_runs.commands.run_ensemble, name, getattr(killed_runs.commands.run_ensemble, name))
        killed_runs.commands.run_ensemble._draw = lambda run, workers: []
        killed_runs.commands.run_ensemble.show = lambda *told: None
        patch.setattr(commands.write_run, "closing", lambda *asked: [])  # which nobody is shown
        killed_runs.use_quick_model()
        yield


@pytest.fixture
def trial(quick, tmp_path):
    return Trial(tmp_path / "trial", workers=1)


@pytest.fixture(scope="module")
def straight(quick, tmp_path_factory):
    trial = Trial(tmp_path_factory.mktemp("straight") / "trial", workers=1)
    assert trial.here() == 0
    return trial.bits()


@pytest.mark.parametrize("call", [7, *(pytest.param(call, marks=pytest.mark.long) for call in (1, 2, 4, 5, 8))])
def test_a_full_disk_loses_nothing(trial, straight, call, monkeypatch, capsys):
    """Files are made safe in this order: what the folder is for, three members, results, scenario, summary, record."""
    calls, before = [], os.fsync

    def full(descriptor):
        calls.append(descriptor)
        if len(calls) >= call:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        before(descriptor)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        lang = ("en", "zh")[call % 2]
        assert trial.here("--lang", lang) == 1
        said = capsys.readouterr().err
        assert SAID[lang] in said and "--resume" in said and "Traceback" not in said
    partial = trial.out / f".{NAME}.partial"
    assert not (trial.out / NAME).exists()
    assert len(list((partial / "members").glob("*.npz"))) == max(0, min(call - 2, 3))
    assert not list((partial / "members").glob(".*.tmp")), "a draft takes room on a full disk"
    assert trial.here("--resume") == 0
    assert trial.bits() == straight


@pytest.mark.skipif(sys.platform == "win32", reason="no limits on the size of files")
@pytest.mark.parametrize("part", [pytest.param(part, marks=pytest.mark.long) for part in (0.0, 0.5, 1.1)])
def test_what_the_system_refuses_to_write_is_told(trial, straight, part, capsys):
    """A limit on the size of files refuses writes in the middle of a file, as a full disk does, also inside HDF5."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(part * len(straight["results.nc"])), before[1]))
    try:
        code = trial.here()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    said = capsys.readouterr().err
    assert "Traceback" not in said
    if code:
        assert code == 1 and "--resume" in said
        assert not (trial.out / NAME).exists()
    assert trial.here("--resume") == 0
    assert trial.bits() == straight


@pytest.fixture
def refusing(tmp_path):
    """A folder in which nothing can be made: one without leave to write, or one of the kernel's where leave is no matter."""
    folder = tmp_path / "closed"
    folder.mkdir()
    folder.chmod(0o500)
    yield Path("/sys/kernel") if os.access(folder, os.W_OK) else folder
    folder.chmod(0o700)


@pytest.mark.skipif(sys.platform == "win32", reason="leave is given in other ways")
@pytest.mark.parametrize(("lang", "told"), [("en", "cannot be written to"), ("zh", "不可写入")])
def test_a_folder_that_refuses(trial, refusing, lang, told, capsys):
    if not refusing.is_dir():
        pytest.skip("no folder that refuses")
    trial.out = refusing / "runs"
    assert trial.here("--lang", lang) == 1
    said = capsys.readouterr().err
    assert told in said and str(refusing) in said and "Traceback" not in said


@pytest.mark.long
def test_a_clock_set_back_is_no_matter(trial, straight):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(killed_runs.commands.run_ensemble, "look_for_idle_levers", interrupted)
        assert trial.here() == 130
    members = trial.out / f".{NAME}.partial" / "members"
    for path in members.iterdir():
        os.utime(path, (4e9, 4e9))  # in the year 2096
    os.utime(members.parent / "provenance.json", (0, 0))
    kept = {path.name: path.stat().st_ino for path in members.glob("*.npz")}
    with pytest.MonkeyPatch.context() as patch:
        seen = {}
        patch.setattr(
            killed_runs.commands.run_ensemble.RunFolder,
            "publish",
            noting(killed_runs.commands.run_ensemble.RunFolder.publish, members, seen),
        )
        assert trial.here("--resume") == 0
    assert seen == kept and len(kept) == 3, "taken as they were"
    assert trial.bits() == straight


def interrupted(*args):
    raise KeyboardInterrupt


def noting(publish, members, seen):
    def also(folder):
        seen.update({path.name: path.stat().st_ino for path in members.glob("*.npz")})
        return publish(folder)

    return also


def test_a_second_process_is_told_of_the_first_and_changes_nothing(trial, straight, capsys):
    def meanwhile(*args):
        code = trial.attempt()
        seen.append((code, trial.log.read_text(encoding="utf-8")))
        code = trial.attempt("--seed", "9")
        seen.append((code, trial.log.read_text(encoding="utf-8")))
        return before(*args)

    seen, before = [], killed_runs.commands.run_ensemble.look_for_idle_levers
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(killed_runs.commands.run_ensemble, "look_for_idle_levers", meanwhile)
        assert trial.here() == 0
    assert [code for code, _ in seen] == [2, 2]
    assert all("another process is simulating killed" in said for _, said in seen)
    assert trial.bits() == straight
    record = json.loads((trial.out / NAME / "provenance.json").read_text(encoding="utf-8"))
    assert list(record["files"]) == ["results.nc"]
