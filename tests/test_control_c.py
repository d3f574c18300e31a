"""What a Ctrl-C does where an exception would do harm: while a worker starts, in a finalizer, and after the last word."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from common import interrupts
from scenarios.running import workers

ROOT = Path(__file__).parents[1]
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="workers come from the fork server")


@pytest.fixture(autouse=True)
def heard():
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a parent in the background may have it ignored
    yield
    signal.signal(signal.SIGINT, before)
    workers.stop()


def interrupt_by_another_thread():
    """As a Ctrl-C that comes to a thread which blocks nothing: the main thread hears it, whatever that blocks."""

    def send():
        if hasattr(signal, "pthread_sigmask"):
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        signal.raise_signal(signal.SIGINT)

    thread = threading.Thread(target=send)
    thread.start()
    thread.join()


@pytest.mark.parametrize("send", [interrupt_by_another_thread, lambda: signal.raise_signal(signal.SIGINT)])
def test_an_interrupt_waits_until_all_is_done(send):
    done = []
    with pytest.raises(KeyboardInterrupt), interrupts.later():
        with interrupts.later():
            send()
            done.append("inner")
        done.append("outer")
    assert done == ["inner", "outer"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_where_nothing_comes_nothing_is_raised():
    with interrupts.later():
        pass
    with interrupts.raised():  # this process is no program that has set what Ctrl-C does
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


class NoneIdle:
    """Stands for the count of idle workers: there is none, however many have finished."""

    def acquire(self, blocking=True):
        return False

    def release(self):
        pass


@LINUX
@pytest.mark.parametrize("worker", ["first", "second"])
def test_a_worker_that_starts_as_the_interrupt_comes_is_known_and_ended(monkeypatch, worker):
    from multiprocessing import forkserver

    asked = forkserver.connect_to_new_process

    def interrupted(*what):
        made = asked(*what)
        interrupt_by_another_thread()  # the server is forking it, and this process does not know its number yet
        return made

    if worker == "second":
        workers.pool(2).submit(int).result()
        (executor,) = workers._kept.values()
        monkeypatch.setattr(executor, "_idle_worker_semaphore", NoneIdle())  # all are at work, for all it knows
        executor._max_workers = 9
    before = len(multiprocessing.active_children())
    monkeypatch.setattr(forkserver, "connect_to_new_process", interrupted)
    with pytest.raises(KeyboardInterrupt):
        workers.pool(2).submit(int)
    assert len(multiprocessing.active_children()) == before + 1
    workers.stop(at_once=True)
    assert multiprocessing.active_children() == []


def test_work_that_is_given_up_alone_is_not_waited_for():
    with pytest.raises(KeyboardInterrupt), workers.alone() as process:
        given_up = process.submit(time.sleep, 600)
        raise KeyboardInterrupt
    assert given_up.done()


def program(lines: str, *words: str) -> subprocess.CompletedProcess:
    """Run the program after these lines."""
    code = f"import atexit, os, runpy, signal, sys\nsys.argv = ['run.py', *{words!r}]\n{lines}\n"
    code += "runpy.run_path('run.py', run_name='__main__')"
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120
    )


AT_THE_END = """
class Last:
    def __del__(self, send=signal.raise_signal, number=signal.SIGINT):
        send(number)

atexit.register(signal.raise_signal, signal.SIGINT)
sys.last_of_all = Last()  # ends when modules do, after the interpreter has given back what functions had of signals
"""


def test_after_the_last_word_nothing_hears_it():
    ended = program(AT_THE_END, "list", "levers", "--lang", "en")
    assert ended.returncode == 0 and ended.stderr == ""
    assert "route_rights" in ended.stdout


IN_A_FINALIZER = """
class Ends:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)

class Importing:
    def find_spec(self, name, path, target=None):
        if name == "commands.explain":
            Ends()
            __import__("time").sleep(600)

sys.meta_path.insert(0, Importing())
"""


@pytest.mark.skipif(os.name == "nt", reason="signals differ")
def test_in_a_finalizer_it_is_heard_once_that_is_over():
    ended = program(IN_A_FINALIZER, "list", "levers", "--lang", "en")
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "interrupted\n")
