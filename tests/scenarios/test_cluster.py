import os
import signal
import threading

import pytest

from common.errors import UserError
from scenarios.running import ensemble
from tests.support.fake_model import failing_pair, job, slow_pair

distributed = pytest.importorskip("distributed", reason="Dask is optional")


@pytest.fixture(scope="module")
def scheduler():
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, dashboard_address=":0"
    ) as cluster:
        yield cluster.scheduler_address


def test_a_cluster_gives_the_same_bytes_as_this_machine(tmp_path, scheduler):
    for folder, where in (("here", {"workers": 1}), ("there", {"cluster": scheduler})):
        ensemble.run(job(failing_pair), 4, tmp_path / folder, **where)
    here, there = ({p.name: p.read_bytes() for p in (tmp_path / f).glob("*.npz")} for f in ("here", "there"))
    assert here
    assert here == there
    assert {p.name for p in (tmp_path / "here").iterdir()} == {p.name for p in (tmp_path / "there").iterdir()}


def test_workers_with_other_code_are_refused(tmp_path, scheduler, monkeypatch):
    monkeypatch.setattr(ensemble, "foundations", threading.get_ident)  # not the same there as here
    with pytest.raises(UserError, match="other code"):
        ensemble.run(job(), 2, tmp_path, cluster=scheduler)
    assert not list(tmp_path.glob("*.npz"))


def test_a_cluster_that_does_not_answer_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(ensemble, "CONNECT_SECONDS", 0.2)
    with pytest.raises(UserError, match=r"127\.0\.0\.1:9"):
        ensemble.run(job(), 1, tmp_path, cluster="tcp://127.0.0.1:9")


@pytest.mark.long
def test_a_worker_that_is_killed_midway_changes_nothing(tmp_path):
    """A scheduler here and two workers in processes of their own; one is killed when two members are done."""
    ensemble.run(job(slow_pair), 8, tmp_path / "here", workers=1)
    killed = []

    def kill_one(done: int, total: int, failed: int) -> None:
        if done >= 2 and not killed:
            worker = next(iter(cluster.workers.values()))
            killed.append(worker.pid)
            os.kill(worker.pid, signal.SIGKILL)

    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0") as cluster:
        found = ensemble.run(
            job(slow_pair), 8, tmp_path / "there", cluster=cluster.scheduler_address, progress=kill_one
        )
    assert killed and found.members == tuple(range(8)) and not found.failed
    here, there = ({p.name: p.read_bytes() for p in (tmp_path / f).iterdir()} for f in ("here", "there"))
    assert here == there
