"""Processes that are kept, that may die, and that end when nobody listens any more."""

import gc
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scenarios.running import workers

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def ended():
    yield
    workers.stop()


def square(x):
    return os.getpid(), x * x


def die():
    os._exit(9)


def touch(path):
    path.touch()


def what_is_loaded():
    return "model.pilot" in sys.modules, os.environ.get("OPENBLAS_NUM_THREADS")


def test_results_come_in_order_and_the_processes_are_kept():
    first = workers.results([workers.pool(2).submit(square, x) for x in range(20)])
    again = workers.results([workers.pool(2).submit(square, x) for x in range(20)])
    assert [value for _, value in first] == [value for _, value in again] == [x * x for x in range(20)]
    at_work = {process for process, _ in first + again}
    assert len(at_work) <= 2 and os.getpid() not in at_work
    assert workers.pool(2) is workers.pool(2)


def test_workers_seldom_look_for_garbage_and_never_at_what_they_import():
    (threshold, *_), frozen = (workers.pool(2).submit(ask).result() for ask in (gc.get_threshold, gc.get_freeze_count))
    assert threshold >= 50_000
    assert frozen > 100_000 or sys.platform != "linux"


def test_another_number_is_another_pool():
    two = workers.pool(2)
    assert workers.pool(3) is not two
    with pytest.raises(RuntimeError):
        two.submit(square, 1)


def test_after_a_death_there_are_new_ones():
    with pytest.raises(workers.BrokenProcessPool):
        workers.results([workers.pool(2).submit(die)])
    assert workers.results([workers.pool(2).submit(square, 3)])[0][1] == 9
    with pytest.raises(workers.BrokenProcessPool), workers.alone() as process:
        process.submit(die).result()
    with workers.alone() as process:
        assert process.submit(square, 4).result()[1] == 16


def test_work_that_nobody_waits_for_is_dropped():
    # It would take half an hour.
    turn = workers.in_turn([workers.pool(2).submit(time.sleep, seconds) for seconds in (0, 600, 600, 600)])
    assert next(turn).result() is None
    turn.close()
    assert workers.results([workers.pool(2).submit(square, 3)])[0][1] == 9


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="imported by each worker itself")
def test_the_model_is_imported_before_a_worker_starts_wherever_that_is(tmp_path):
    code = (
        f"import sys; sys.path[:0] = [{str(ROOT)!r}, {str(Path(__file__).parent)!r}]\n"
        "from scenarios.running import workers\nfrom test_workers import what_is_loaded\n"
        "workers.prepare(2)\nprint(workers.results([workers.pool(2).submit(what_is_loaded)]))"
    )
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "OPENBLAS_NUM_THREADS")}
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=kept, capture_output=True, text=True)
    assert done.stdout.strip() == "[(True, '1')]", done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_environment_is_left_as_it_was():
    before = os.environ.get("PYTHONPATH")
    workers.prepare(2)
    assert os.environ.get("PYTHONPATH") == before


def test_one_worker_needs_no_server(monkeypatch):
    monkeypatch.setattr(workers, "_start_server", lambda: pytest.fail("started"))
    workers.prepare(1)


HELD = """
import sys, time
sys.path[:0] = [{root!r}]
from scenarios.running import workers
if __name__ == "__main__":
    workers.prepare(2)
    futures = [workers.pool(2).submit(time.sleep, 600) for _ in range(2)]
    workers.pool(2).submit(int)
    time.sleep(1.0)
    print("at work", flush=True)
    time.sleep(600)
"""


def in_session(session: int) -> dict[int, str]:
    """Processes of a session by number, with their commands; those that have ended and wait to be reaped are left out."""
    processes = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(stat[3]) == session and stat[0] != "Z":
                processes[int(folder.name)] = (folder / "cmdline").read_text().replace("\0", " ")[:200]
        except (OSError, ValueError):
            continue
    return processes


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize(  # the end of which a parent knows nothing comes first; the others are milder
    "name", ["SIGKILL", *(pytest.param(name, marks=pytest.mark.long) for name in ("SIGTERM", "SIGHUP"))]
)
def test_workers_end_when_their_parent_does_however_it_ends(tmp_path, name):
    script = tmp_path / "held.py"
    script.write_text(HELD.format(root=str(ROOT)))
    parent = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, start_new_session=True, text=True)
    assert parent.stdout.readline() == "at work\n"
    assert len(in_session(parent.pid)) >= 4, "the parent, the server and two workers"
    os.kill(parent.pid, getattr(signal, name))
    parent.wait(10)
    parent.stdout.close()
    end = time.monotonic() + 20
    while (left := in_session(parent.pid)) and time.monotonic() < end:
        time.sleep(0.05)
    for process in left:
        os.kill(process, signal.SIGKILL)
    assert left == {}


def test_what_is_done_meanwhile_is_not_waited_for(tmp_path):
    workers.meanwhile([(touch, tmp_path / "nobody")])  # there are no processes
    workers.results([workers.pool(2).submit(square, x) for x in range(2)])
    workers.meanwhile([(touch, tmp_path / "somebody"), (square, "no number")])
    workers.results([workers.pool(2).submit(square, x) for x in range(8)])
    workers.stop()
    assert [path.name for path in tmp_path.iterdir()] == ["somebody"]


def test_processors_are_those_that_this_process_may_use(tmp_path, monkeypatch):
    assert 1 <= workers.processors() <= os.cpu_count()
    monkeypatch.setattr(workers.os, "sched_getaffinity", lambda process: {0, 3, 5}, raising=False)
    monkeypatch.setattr(workers, "_container_share", lambda: float("inf"))
    assert workers.processors() == 3
    monkeypatch.setattr(workers, "_container_share", lambda: 0.5)
    assert workers.processors() == 1
    monkeypatch.setattr(workers.sys, "platform", "win32")
    assert workers.number(64) == 61


@pytest.mark.parametrize(
    ("files", "share"),
    [
        ({"cpu.max": "150000 100000\n"}, 1.5),
        ({"cpu.max": "max 100000\n"}, float("inf")),
        ({"cpu/cpu.cfs_quota_us": "200000\n", "cpu/cpu.cfs_period_us": "100000\n"}, 2.0),
        ({"cpu/cpu.cfs_quota_us": "-1\n", "cpu/cpu.cfs_period_us": "100000\n"}, float("inf")),
        ({}, float("inf")),
    ],
    ids=["two", "two without limit", "one", "one without limit", "no groups"],
)
def test_a_containers_share_is_read(tmp_path, files, share):
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    assert workers._container_share(tmp_path) == share
