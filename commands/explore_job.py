"""One simulation at a time for the page that is served: begun, watched and ended with the server."""

import io
import re
import signal
import subprocess
import sys
import threading
from collections import deque
from pathlib import Path

from commands.console import DONE
from common.errors import UserError

RUN_PY = Path(__file__).parents[1] / "run.py"
LINES = 40
"""Lines of what a simulation says that are kept."""
_PROGRESS = (re.compile(r": (\d+) of (\d+) members"), re.compile(r"：(?P<all>\d+) 个样本中已完成 (?P<done>\d+)"))
PATIENCE_S = 20.0
"""How long a simulation may take to end itself when the server stops, seconds."""


class Bench:
    """Where one simulation can run at a time; a page that is closed leaves it alone, another finds it again."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen | None = None
        self._watcher: threading.Thread | None = None
        self._name = ""
        self._done, self._total = 0, 0
        self._lines: deque[str] = deque(maxlen=LINES)

    def free(self) -> None:
        """See that nothing is running.

        Raises:
            UserError: something is.
        """
        if self._process is not None and self._process.poll() is None:
            raise UserError(
                f"{self._name} is being simulated: one at a time", f"正在模拟 {self._name}：一次只能运行一个"
            )

    def begin(self, name: str, words: list[str]) -> None:
        """Begin a simulation: ``run.py`` with these words.

        Raises:
            UserError: another one is running.
        """
        with self._lock:
            self.free()
            self._name, self._done, self._total = name, 0, 0
            self._lines.clear()
            self._process = subprocess.Popen(
                [sys.executable, str(RUN_PY), *words],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                errors="replace",
                start_new_session=True,  # Ctrl-C reaches the server alone, which then ends it in good order
            )
            self._watcher = threading.Thread(target=self._watch, args=(self._process,), daemon=True)
            self._watcher.start()

    def _watch(self, process: subprocess.Popen) -> None:
        """Keep what a simulation says, and how far it has come."""
        with process, process.stdout or io.StringIO() as said:
            for line in said:
                for pattern in _PROGRESS:
                    if found := pattern.search(line):
                        told = found.groupdict() or dict(zip(("done", "all"), found.groups(), strict=True))
                        self._done, self._total = int(told["done"]), int(told["all"])
                self._lines.append(line.rstrip()[:400])

    def state(self) -> dict:
        """Return what a page shows: ``state`` (none, running, done or failed), ``name``, progress, the last lines."""
        process = self._process
        code = None if process is None else process.poll()
        state = "none" if process is None else "running" if code is None else "done" if code == DONE else "failed"
        return {
            "state": state,
            "name": self._name,
            "done": self._done,
            "total": self._total,
            "lines": list(self._lines),
        }

    def stop(self) -> None:
        """End what is running as Ctrl-C does, so that what was finished is kept; by force where it does not heed that."""
        process = self._process
        if process is None or process.poll() is not None:
            return
        process.send_signal(signal.SIGINT)
        try:
            process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if self._watcher is not None:
            self._watcher.join(PATIENCE_S)
