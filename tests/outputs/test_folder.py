import json

import numpy as np
import pytest

from common.errors import UserError
from common.files import write_text
from outputs.results.folder import RunFolder, read_provenance
from outputs.results.store import assemble

LABELS = {"variant": {"keys": ("counterfactual", "scenario"), "en": ("C", "S"), "zh": ("反", "情")}}
GDP = {"key": "gdp", "axes": (), "unit": "million CNY", "kind": "flow", "en": "GDP", "zh": "地区生产总值"}


def folder(out, identity="i1", inputs="m1"):
    hashes = {"scenario": identity, "parameters": "p", "data": "d", "code": inputs}
    return RunFolder(out, "full-pilot", identity, inputs, hashes)


def finish(run, failed=()):
    """What a whole run writes into its folder."""
    flat = {variant: {"gdp": np.ones(2)} for variant in LABELS["variant"]["keys"]}
    assemble(
        run.run / "results.nc", [GDP], LABELS, "2023-01", 2, [0], lambda member: flat, {"fingerprint": run.identity}
    )
    record = {"fingerprint": run.identity, "inputs": run.inputs, "failed_members": list(failed), "hashes": run.hashes}
    write_text(run.run / "provenance.json", json.dumps(record))


def published(out, identity="i1", inputs="m1", failed=()):
    run = folder(out, identity, inputs)
    run.begin(resume=False, replace=True)
    finish(run, failed)
    return run.publish()


def test_a_run_is_not_there_until_it_is_whole_and_leaves_nothing_beside_it(tmp_path):
    run = folder(tmp_path)
    run.begin(resume=False)
    finish(run)
    assert not run.final.exists()
    assert run.publish() == tmp_path / "full-pilot"
    assert [path.name for path in tmp_path.iterdir()] == ["full-pilot"]
    assert sorted(path.name for path in run.final.iterdir()) == ["provenance.json", "results.nc"]


@pytest.mark.parametrize(
    ("record", "cleared"),
    [('{"fingerprint": "i1"}', True), (None, True), ("", True), ('{"fingerprint": "i2"}', False)],
    ids=["same", "gone", "cut", "other"],
)
def test_what_a_kill_left_of_clearing_up_is_cleared_away_later(tmp_path, record, cleared):
    published(tmp_path)
    run = folder(tmp_path)
    run.members.mkdir(parents=True)
    (run.members / "00000.npz").write_bytes(b"rest")
    if record is not None:
        (run.partial / "provenance.json").write_text(record)
    run.tidy()
    assert run.partial.exists() != cleared


def test_unchanged_inputs_are_reused_and_changed_ones_ask_for_replace(tmp_path):
    assert not folder(tmp_path).reusable()
    published(tmp_path)
    assert folder(tmp_path).reusable()
    assert folder(tmp_path).reusable(replace=True)
    with pytest.raises(UserError, match=r"changed: scenario\); --replace"):
        folder(tmp_path, "i2").reusable()
    assert not folder(tmp_path, "i2").reusable(replace=True)


def test_replacing_leaves_the_new_run_alone(tmp_path):
    published(tmp_path)
    (tmp_path / "full-pilot" / "old.txt").write_text("old")
    final = published(tmp_path, "i2", "m2")
    assert read_provenance(final)["fingerprint"] == "i2"
    assert not (final / "old.txt").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["full-pilot"]


def test_a_replacement_that_cannot_be_moved_leaves_the_old_run(tmp_path):
    published(tmp_path)
    run = folder(tmp_path, "i2", "m2")
    run.begin(resume=False, replace=True)
    (run.run / "provenance.json").unlink(missing_ok=True)
    run.run.rmdir()
    with pytest.raises(OSError):
        run.publish()
    run.release()
    assert read_provenance(run.final)["fingerprint"] == "i1"


def test_what_is_no_run_is_never_overwritten(tmp_path):
    (tmp_path / "full-pilot").mkdir()
    (tmp_path / "full-pilot" / "thesis.txt").write_text("mine")
    for replace in (False, True):
        with pytest.raises(UserError, match="not a run of this model"):
            folder(tmp_path).reusable(replace)


def test_a_damaged_run_is_told_and_made_again_on_demand(tmp_path):
    results = published(tmp_path) / "results.nc"
    results.write_bytes(results.read_bytes()[:-100])
    with pytest.raises(UserError, match="cut short"):
        folder(tmp_path).reusable()
    assert not folder(tmp_path).reusable(replace=True)


def test_a_run_that_lost_members_is_made_again_on_demand(tmp_path):
    published(tmp_path, failed=[{"member": 3}])
    assert folder(tmp_path).reusable()
    assert not folder(tmp_path).reusable(replace=True)


@pytest.fixture
def interrupted(tmp_path):
    run = folder(tmp_path)
    run.begin(resume=False)
    (run.members / "00000.npz").write_bytes(b"finished")
    run.release()
    return run


def test_an_interrupted_run_is_neither_lost_nor_mixed_up(interrupted):
    same, other = folder(interrupted.final.parent), folder(interrupted.final.parent, "i2", "m2")
    with pytest.raises(UserError, match="--resume goes on"):
        same.check_partial(resume=False, replace=False)
    with pytest.raises(UserError, match="cannot be resumed"):
        other.check_partial(resume=True, replace=False)
    same.check_partial(resume=True, replace=False)
    other.check_partial(resume=False, replace=True)
    assert (interrupted.members / "00000.npz").exists()


@pytest.mark.parametrize(("inputs", "resume", "left"), [("m1", True, True), ("m1", False, False), ("m2", True, False)])
def test_members_are_kept_only_when_resuming_the_same_inputs(interrupted, inputs, resume, left):
    run = folder(interrupted.final.parent, "any", inputs)
    run.begin(resume, replace=True)
    assert (run.members / "00000.npz").exists() == left
    assert read_provenance(run.partial)["inputs"] == inputs
    run.release()


def test_two_processes_do_not_work_on_one_run(tmp_path):
    first, second = folder(tmp_path), folder(tmp_path)
    first.begin(resume=False)
    (first.members / "00000.npz").write_bytes(b"finished")
    with pytest.raises(UserError, match="another process"):
        second.begin(resume=False)
    assert (first.members / "00000.npz").exists()
    first.release()
    second.begin(resume=True)
    second.release()
