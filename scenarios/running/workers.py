"""Processes of this machine that work on members, and on whatever else a run can share out.

They are started once and kept for the next piece of work. On Linux they are forked from one server process that has
imported the model (see :mod:`scenarios.running.worker_imports`) and runs no threads, so that a further worker costs milliseconds;
elsewhere each imports for itself.
"""

import math
import multiprocessing
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from common import interrupts
from common.errors import UserError

__all__ = [
    "BrokenProcessPool",
    "alone",
    "in_turn",
    "meanwhile",
    "number",
    "pool",
    "prepare",
    "processors",
    "results",
    "run_all",
    "stop",
]

P = TypeVar("P")
R = TypeVar("R")

_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_ROOT = str(Path(__file__).parents[2])
_context = (
    multiprocessing.get_context("forkserver") if sys.platform == "linux" else multiprocessing.get_context("spawn")
)
_MOST = {"win32": 61}
"""Most processes that a pool may have: Windows waits for at most 63 objects, and the pool needs two for itself."""
_SOCKET_FOLDER_BYTES = 70
"""Longest path of a folder in which sockets are made: their names hold 108 bytes (unix(7)), 38 are left for the rest."""
_kept: dict[int, ProcessPoolExecutor] = {}


class _Workers(ProcessPoolExecutor):
    """Starts workers, which it does as work comes, in one piece.

    A Ctrl-C in the middle would leave a worker that nobody knows of, which outlives this process and complains.
    """

    def submit(self, fn: Callable[..., R], /, *args: Any, **kwargs: Any) -> "Future[R]":
        with interrupts.later():
            return super().submit(fn, *args, **kwargs)


def number(workers: int | None = None) -> int:
    """Return how many processes to use: ``workers``, else one for each processor that this process may use."""
    return min(workers or processors(), _MOST.get(sys.platform, 2**16))


def processors() -> int:
    """Return the number of processors that this process may use: its affinity, cut to a container's share; at least 1."""
    affinity = getattr(os, "sched_getaffinity", None)
    there = len(affinity(0)) if affinity is not None else os.cpu_count() or 1
    return max(1, math.ceil(min(there, _container_share())))


def _container_share(groups: Path = Path("/sys/fs/cgroup")) -> float:
    """Return the processors that a Linux control group grants this process, infinity where it sets no limit."""
    for name, read in (
        ("cpu.max", lambda text: text.split()),  # version 2: "quota period", or "max period"
        ("cpu/cpu.cfs_quota_us", lambda text: [text, (groups / "cpu/cpu.cfs_period_us").read_text()]),  # version 1
    ):
        with suppress(OSError, ValueError):
            quota, period = (float(word) for word in read((groups / name).read_text()))
            if quota > 0 and period > 0:
                return quota / period
    return math.inf


def prepare(workers: int | None = None) -> None:
    """Let the imports of the workers begin, where there will be more than one, while this process does its own."""
    if number(workers) > 1:
        _start_server()


def _start_server() -> None:
    for name in _ONE_THREAD:  # the workers fill the cores; read when NumPy is first imported
        os.environ.setdefault(name, "1")
    if sys.platform != "linux":
        return
    from multiprocessing import forkserver, resource_tracker

    _context.set_forkserver_preload(["__main__", "scenarios.running.worker_imports"])
    before = os.environ.get("PYTHONPATH")
    # Python 3.11 does not tell the server where to import from.
    os.environ["PYTHONPATH"] = os.pathsep.join([_ROOT, *([before] if before else [])])
    # A Ctrl-C that comes while the server imports is for this process alone; what is blocked here it inherits.
    try:
        with _cannot_start(), _short_socket_names():
            resource_tracker.ensure_running()  # lets interrupts through when it is done, whatever was blocked before
            with interrupts.later():
                forkserver.ensure_running()
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before


def pool(processes: int) -> ProcessPoolExecutor:
    """Return the worker pool, which is kept; a different number of processes replaces the existing pool."""
    if processes not in _kept:
        stop()
        with _cannot_start(), interrupts.later():
            _kept[processes] = _pool(processes)
            _kept[processes].submit(int)  # the first worker, so that a machine that refuses one is known here
    return _kept[processes]


def meanwhile(calls: Sequence[tuple[Any, ...]]) -> None:
    """Hand functions with their arguments to workers that are there, after all that waits; nobody asks what comes of it."""
    for executor in _kept.values():
        with suppress(BrokenProcessPool):
            for function, *given in calls:
                executor.submit(function, *given)


def stop(at_once: bool = False) -> None:
    """End the workers: after what they are doing, or at once (what they write is whole or not there)."""
    while _kept:
        executor = next(iter(_kept.values()))  # kept until it has ended: who is interrupted here ends it at once
        _end(executor, at_once)
        _kept.clear()


def _end(executor: ProcessPoolExecutor, at_once: bool) -> None:
    if not at_once:
        executor.shutdown(cancel_futures=True)
        return
    with interrupts.later():
        for process in multiprocessing.active_children():
            if isinstance(process, _context.Process):
                process.kill()
        executor.shutdown(cancel_futures=True)


@contextmanager
def alone() -> Generator[ProcessPoolExecutor]:
    """A process of its own for work that may take its process down."""
    executor = _pool(1)
    try:
        yield executor
    except BaseException:
        _end(executor, at_once=True)  # nobody waits for the work any more
        raise
    _end(executor, at_once=False)


def in_turn(futures: list[Future]) -> Generator[Future]:
    """Yield the futures as they are done. If the caller stops before the last, all workers are ended at once.

    Raises:
        BrokenProcessPool: at its result, where a worker died; the next :func:`pool` has new ones.
    """
    done = 0
    try:
        for future in as_completed(futures):
            done += 1
            if isinstance(future.exception(), BrokenProcessPool):
                stop()
            yield future
    finally:
        if done < len(futures):
            stop(at_once=True)


def run_all(
    function: Callable[[P], R],
    pieces: Sequence[P],
    workers: int | None = None,
    lost: Callable[[int, BaseException], R] | None = None,
) -> Generator[R]:
    """Call a function on every piece of work and yield what it returns, in the order in which pieces end.

    With one worker or one piece all runs in this process. Where a process dies (out of memory, say), the pieces that
    are left are run one at a time, each in a process of its own.

    Args:
        function: what to call; it, the pieces and what it returns are sent between processes.
        pieces: its argument for each call.
        workers: processes, default one for each processor.
        lost: makes the result of a piece that killed its process even when it ran alone, from its place and the error.

    Raises:
        BrokenProcessPool: a piece killed its process, and ``lost`` is None.
        Exception: whatever the function raises; the other pieces are then dropped.
    """
    processes = min(number(workers), len(pieces))
    if processes <= 1:
        yield from map(function, pieces)
        return
    left = set(range(len(pieces)))
    try:
        places = {pool(number(workers)).submit(function, piece): place for place, piece in enumerate(pieces)}
        with closing(in_turn(list(places))) as done:
            for future in done:
                result = future.result()
                left.discard(places[future])
                yield result
    except BrokenProcessPool:
        stop()
        for place in sorted(left):
            yield _alone(function, pieces[place], place, lost)


def _alone(function: Callable[[P], R], piece: P, place: int, lost: Callable[[int, BaseException], R] | None) -> R:
    try:
        with alone() as process:
            return process.submit(function, piece).result()
    except BrokenProcessPool as error:
        if lost is None:
            raise
        return lost(place, error)


def results(futures: list[Future]) -> list:
    """Return what the futures give, in their order, once all are done."""
    for future in in_turn(futures):
        future.result()
    return [future.result() for future in futures]


def _pool(processes: int) -> ProcessPoolExecutor:
    _start_server()
    return _Workers(processes, mp_context=_context, initializer=_begin_work)


@contextmanager
def _cannot_start() -> Generator[None]:
    """Say of what the machine refuses while processes are started that one process needs none of it.

    Raises:
        UserError: shared memory, a socket or a further process is refused.
    """
    try:
        yield
    except (OSError, EOFError, ImportError) as error:  # ImportError: Python has no semaphores on this machine
        stop(at_once=True)
        raise UserError(
            f"several processes cannot be started on this machine ({error}); --workers 1 does all in one",
            f"本机无法启动多个进程（{error}）；用 --workers 1 可在单个进程中完成",
        ) from error


@contextmanager
def _short_socket_names() -> Generator[None]:
    """Put sockets into /tmp where the folder for temporary files has too long a path for a socket's name."""
    before = tempfile.tempdir
    if len(os.fsencode(tempfile.gettempdir())) > _SOCKET_FOLDER_BYTES:
        tempfile.tempdir = "/tmp"
    try:
        yield
    finally:
        tempfile.tempdir = before


def _begin_work() -> None:
    """Set up a worker: it ignores Ctrl-C, and ends when the process that hands out work has ended."""
    # Ctrl-C reaches every process of a terminal; the one that hands out the work ends the others.
    with suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, name="end-with-parent", daemon=True).start()


def _end_with_parent() -> None:
    """End this process at once when its parent has ended, however that came: nobody is left to take the work."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
