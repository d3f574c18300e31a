"""What somebody waits for who gives the README's first command in a terminal, and what it takes of the machine meanwhile.

    python -m tests.benchmarks.first_command

Told are the seconds to the first table, to the one of eight members and to the end, the longest silence on the terminal, the processor seconds of all
processes and the most memory that they held together (shared pages counted once). Each run begins with an empty store
of variants; ``--new`` forgets what numba has compiled, too, as on the first day. Needs a terminal, which Windows has not.
"""

import argparse
import math
import os
import pty
import re
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from subprocess import Popen
from typing import NamedTuple

import psutil

from model.numba_switch import PLAIN_NUMPY

ROOT = Path(__file__).parents[2]
FIRST_TABLE = re.compile(rb"first look at (\d+) of")
"""What is in the title of the table of the first members, and how many they are."""
ENOUGH = 8
"""Members of a table that nobody need read with care for how few they are."""
LOOK_S = 0.2
"""Seconds between two looks at the processes."""


class Waited(NamedTuple):
    """Seconds on the clock, processor seconds and memory, MiB, of one command and all its processes."""

    first_table: float
    eight_members: float
    end: float
    longest_silence: float
    processor: float
    memory: float


class Watch(threading.Thread):
    """Looks at a process and all that it started until it ends."""

    def __init__(self, process: psutil.Process) -> None:
        super().__init__(daemon=True)
        self.process, self.processor, self.memory = process, dict[int, float](), 0.0

    def run(self) -> None:
        """Look until the process has ended."""
        while self.process.is_running() and self.process.status() != psutil.STATUS_ZOMBIE:
            held = 0
            for one in [self.process, *self._children()]:
                with suppress(psutil.Error):
                    used = one.cpu_times()
                    self.processor[one.pid] = used.user + used.system
                    found = one.memory_full_info()
                    held += getattr(found, "pss", found.uss)
            self.memory = max(self.memory, held / 2**20)
            time.sleep(LOOK_S)

    def _children(self) -> list[psutil.Process]:
        with suppress(psutil.Error):
            return self.process.children(recursive=True)
        return []


def first_command(file: str, new: bool = False, plain: bool = False) -> Waited:
    """Simulate a scenario in a terminal of its own, with results in a folder that is thrown away.

    Raises:
        RuntimeError: the command failed; its last words are in the message.
    """
    with tempfile.TemporaryDirectory() as folder:
        about = {**os.environ, "VARIANT_STORE": f"{folder}/store", "COLUMNS": "140", "LINES": "40", "TERM": "xterm"}
        if plain:
            about[PLAIN_NUMPY] = "1"
        if new:
            about["NUMBA_CACHE_DIR"] = f"{folder}/numba"
        ours, theirs = pty.openpty()
        words = [sys.executable, "run.py", "simulate", file, "--out", f"{folder}/runs", "--lang", "en"]
        begun = time.monotonic()
        process = Popen(words, cwd=ROOT, env=about, stdin=theirs, stdout=theirs, stderr=theirs)
        os.close(theirs)
        watch = Watch(psutil.Process(process.pid))
        watch.start()
        table, eight, last, silence, said = math.inf, math.inf, begun, 0.0, b""
        for piece in _pieces(ours):
            now = time.monotonic()
            silence, last, said = max(silence, now - last), now, (said + piece)[-4000:]
            for members in map(int, FIRST_TABLE.findall(said)):
                table = min(table, now - begun)
                if members >= ENOUGH:
                    eight = min(eight, now - begun)
        os.close(ours)
        if process.wait():
            raise RuntimeError(said.decode(errors="replace"))
        end = time.monotonic() - begun
        watch.join()
    return Waited(table, eight, end, silence, sum(watch.processor.values()), watch.memory)


def _pieces(terminal: int) -> Iterator[bytes]:
    """What is written to a terminal, as it comes; Linux tells the end by an error, other systems by nothing."""
    with suppress(OSError):
        while piece := os.read(terminal, 65536):
            yield piece


def main(words: Sequence[str] | None = None) -> int:
    """Print the table."""
    ask = argparse.ArgumentParser(description="What the first command takes")
    ask.add_argument("file", nargs="?", default="scenarios/full-pilot.yaml", help="a scenario file")
    ask.add_argument("--new", action="store_true", help="numba compiles anew, as at the very first run")
    ask.add_argument("--plain", action="store_true", help="without numba")
    ask.add_argument("--times", type=int, default=1, help="how often; the least of each is told")
    asked = ask.parse_args(words)
    runs = [first_command(asked.file, asked.new, asked.plain) for _ in range(asked.times)]
    told = Waited(*map(min, zip(*runs, strict=True)))
    print(f"seconds to the first table  {told.first_table:8.1f}")
    print(f"seconds to one of {ENOUGH} members {told.eight_members:8.1f}")
    print(f"seconds to the end          {told.end:8.1f}")
    print(f"longest silence, seconds    {told.longest_silence:8.1f}")
    print(f"processor seconds, all      {told.processor:8.1f}")
    print(f"memory of all, MiB          {told.memory:8.0f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
