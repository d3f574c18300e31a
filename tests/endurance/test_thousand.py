"""A thousand members of the real model on a real cluster, two of whose machines are lost on the way, to the last bit."""

import dataclasses
import os
import signal
from contextlib import ExitStack
from pathlib import Path

import pytest

from scenarios.explaining.library import files
from scenarios.reading.reader import read
from scenarios.running import cluster as dask_cluster
from scenarios.running import ensemble
from scenarios.running.prepare import prepare
from scenarios.running.remembered import without_store
from tests.scenarios.test_cluster import NODE, free_port, node, scheduler_words
from tests.support.optional import needs_dask

pytestmark = needs_dask

MEMBERS, LOST_AT = 1000, (200, 600)
NODES = 4


def a_small_job():
    """One month of a plan in a small city: what is counted here are members, not what they do."""
    job = without_store(prepare(read(files()["route-rights"])).job)
    setting = dataclasses.replace(job.setting, months=1, scale=0.002)
    return dataclasses.replace(job, setting=setting, city=None, process=None)


@pytest.mark.long
def test_a_thousand_members_on_a_cluster_that_loses_two_machines(tmp_path, monkeypatch):
    """Each machine is a process of its own with a worker; each is lost while it works on members, and not replaced."""
    monkeypatch.setattr(dask_cluster, "CONNECT_SECONDS", 60)
    job, port = a_small_job(), free_port()
    address = f"tcp://127.0.0.1:{port}"
    words = [*NODE, "worker", address, "--nworkers", "1", "--no-dashboard"]
    with ExitStack() as stack:
        stack.enter_context(node(scheduler_words([*NODE, "scheduler"], port), tmp_path))
        nodes = [stack.enter_context(node(words, tmp_path)) for _ in range(NODES)]
        lost = []

        def lose(done: int, total: int, failed: int) -> None:
            if len(lost) < len(LOST_AT) and done >= LOST_AT[len(lost)]:
                lost.append(nodes[len(lost)])
                os.killpg(lost[-1].pid, signal.SIGKILL)

        there = ensemble.run(job, MEMBERS, tmp_path / "there", cluster=address, progress=lose)
    here = ensemble.run(job, MEMBERS, tmp_path / "here")
    assert len(lost) == len(LOST_AT)
    assert there.members == here.members == tuple(range(MEMBERS)) and not there.failed
    assert _files(tmp_path / "there") == _files(tmp_path / "here")


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}
