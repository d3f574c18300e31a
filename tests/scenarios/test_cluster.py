import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from common.errors import UserError
from model.levers.actions import Brake, Plan
from scenarios.running import batches, ensemble
from scenarios.running import cluster as dask_cluster
from tests.support.fake_model import failing_pair, job, slow_pair
from tests.support.optional import needs_dask
from tests.support.stub_run import quick_model

pytestmark = needs_dask


ROOT = Path(__file__).parents[2]
NODE = [sys.executable, str(ROOT / dask_cluster.NODE)]
DASK = [sys.executable, "-m", "distributed.cli.dask_"]
"""What somebody types who has not read how to start a cluster for this project."""


def free_port() -> int:
    with socket.socket() as port:
        port.bind(("127.0.0.1", 0))
        return port.getsockname()[1]


@contextmanager
def node(words: list[str], folder: Path) -> Generator[subprocess.Popen]:
    """A process of a cluster, started in ``folder``; it is ended with all its children."""
    about = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "stdin": subprocess.DEVNULL}
    process = subprocess.Popen(words, cwd=folder, env=about, start_new_session=True, **quiet)
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def scheduler_words(start: list[str], port: int) -> list[str]:
    return [*start, "--port", str(port), "--host", "127.0.0.1", "--no-dashboard"]


@pytest.mark.long
def test_nodes_that_are_started_in_any_folder_know_the_project(tmp_path):
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    worker = [*NODE, "worker", address, "--nworkers", "2", "--no-dashboard"]
    with node(scheduler_words([*NODE, "scheduler"], port), tmp_path), node(worker, tmp_path):
        there = ensemble.run(job(), 4, tmp_path / "there", cluster=address)
    ensemble.run(job(), 4, tmp_path / "here", workers=1)
    assert there.members == (0, 1, 2, 3)
    assert all((tmp_path / "there" / p.name).read_bytes() == p.read_bytes() for p in (tmp_path / "here").iterdir())


@pytest.mark.long
@pytest.mark.parametrize("lost", ["scheduler", "worker", "all workers"])
def test_a_cluster_that_lacks_the_project_is_refused_at_once(tmp_path, monkeypatch, lost):
    monkeypatch.setattr(dask_cluster, "CONNECT_SECONDS", 5 if lost == "all workers" else 30)
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    plain = [*DASK[:-1], f"{DASK[-1]}scheduler"] if lost == "scheduler" else [*NODE, "scheduler"]
    worker = [*DASK[:-1], f"{DASK[-1]}worker"] if lost == "worker" else [*NODE, "worker"]
    if lost == "all workers":
        worker = [sys.executable, "-c", "import time; time.sleep(60)"]
    else:
        worker += [address, "--nworkers", "1", "--no-dashboard"]
    message = {
        "scheduler": "scheduler of the cluster",
        "worker": "a worker of the cluster",
        "all workers": "no workers",
    }
    started = node(scheduler_words(plain, port), tmp_path), node(worker, tmp_path)
    with started[0], started[1], pytest.raises(UserError, match=message[lost]) as caught:
        ensemble.run(job(), 2, tmp_path / "there", cluster=address)
    assert dask_cluster.NODE in caught.value.en and dask_cluster.NODE in caught.value.zh
    assert not list(tmp_path.rglob("*.npz"))


@pytest.fixture(scope="module")
def scheduler():
    import distributed

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


def test_batches_of_plans_give_the_same_bytes_on_a_cluster(tmp_path, scheduler):
    plans = [Plan(), *(Plan(brakes=(Brake(risk="data", slows=("1.1",), to=to),)) for to in (0.2, 0.5))]
    there, here = (
        batches.run(
            job(quick_model), plans, range(3), ("visitors",), tmp_path / name, batch=2, workers=1, cluster=where
        )
        for name, where in (("there", scheduler), ("here", None))
    )
    assert there.members == here.members == (0, 1, 2)
    kept = [path for path in (tmp_path / "here").rglob("*") if path.is_file()]
    assert len(kept) == 6
    assert all(
        (tmp_path / "there" / path.relative_to(tmp_path / "here")).read_bytes() == path.read_bytes() for path in kept
    )


class Packed:
    """Adds one to a number; counts how often it is packed to be sent."""

    times = 0

    def __call__(self, piece: int) -> int:
        return piece + 1

    def __reduce__(self):
        Packed.times += 1
        return Packed, ()


def test_what_all_pieces_share_is_sent_once(scheduler):
    def lost(place: int, error: BaseException) -> int:
        raise AssertionError(place) from error

    found = sorted(dask_cluster.run_on_cluster(Packed(), range(20), scheduler, lost))
    assert found == list(range(1, 21))
    assert Packed.times < 5  # and not once for each piece


def test_workers_with_other_code_are_refused(tmp_path, scheduler, monkeypatch):
    monkeypatch.setattr(dask_cluster, "foundations", threading.get_ident)  # not the same there as here
    with pytest.raises(UserError, match="other code"):
        ensemble.run(job(), 2, tmp_path, cluster=scheduler)
    assert not list(tmp_path.glob("*.npz"))


def test_a_cluster_that_does_not_answer_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(dask_cluster, "CONNECT_SECONDS", 0.2)
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

    import distributed

    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0") as cluster:
        found = ensemble.run(
            job(slow_pair), 8, tmp_path / "there", cluster=cluster.scheduler_address, progress=kill_one
        )
    assert killed and found.members == tuple(range(8)) and not found.failed
    here, there = ({p.name: p.read_bytes() for p in (tmp_path / f).iterdir()} for f in ("here", "there"))
    assert here == there


@pytest.mark.long
@pytest.mark.parametrize("gone", ["workers", "scheduler"])
def test_a_cluster_that_goes_midway_is_not_waited_for(tmp_path, monkeypatch, gone):
    """Two nodes in processes of their own; one is killed when a member is done, and nobody starts it again."""
    monkeypatch.setattr(dask_cluster, "LOOK_SECONDS", 0.5)
    monkeypatch.setattr(dask_cluster, "PATIENCE_SECONDS", 2)
    monkeypatch.setattr(dask_cluster, "CONNECT_SECONDS", 60)
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    words = [*NODE, "worker", address, "--nworkers", "1", "--no-dashboard"]
    with node(scheduler_words([*NODE, "scheduler"], port), tmp_path) as scheduler, node(words, tmp_path) as worker:
        victim = worker if gone == "workers" else scheduler

        def kill(done: int, total: int, failed: int) -> None:
            if done == 1:
                monkeypatch.setattr(dask_cluster, "CONNECT_SECONDS", 5)
                os.killpg(victim.pid, signal.SIGKILL)

        with pytest.raises(UserError, match="lost all its workers" if gone == "workers" else "scheduler .* has gone"):
            ensemble.run(job(slow_pair), 50, tmp_path / "there", cluster=address, progress=kill)
    assert len(list((tmp_path / "there").glob("*.npz"))) >= 1
