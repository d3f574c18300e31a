"""Lines on work that goes on, for a reader without a terminal: never long in silence, and few where it takes hours."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Self

from commands.console import Console

SILENT_S = 1.6
"""Seconds after which a reader wonders whether anything happens."""
PATIENT_AFTER_S, PATIENCE = 60.0, 0.1
"""Seconds after which a reader no longer sits before it, and the share of those that pass until the next line then."""

Said = Callable[[], tuple[str, str]]
"""Gives a line in English and in Chinese when it is due."""


class Pulse:
    """Says where the work stands whenever nothing was said for a while; to be used in a ``with`` statement.

    Args:
        console: prints in the reader's language.
    """

    def __init__(self, console: Console) -> None:
        self._console, self._said = console, None
        self._began = self._last = time.monotonic()
        self._lock, self._ended = threading.Lock(), threading.Event()
        self._beat = threading.Thread(target=self._run, name="pulse", daemon=True)

    def __enter__(self) -> Self:
        self._beat.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        with self._lock:  # a line that is being said comes before whatever follows
            self._said = None

    def say(self, en: str, zh: str) -> None:
        """Say something at once."""
        with self._lock:
            self._console.note(en, zh)
            self._last = time.monotonic()

    def goes_on(self, said: Said | None) -> None:
        """What is to be said where nothing else is; None: nothing."""
        self._said = said

    def due(self) -> float:
        """Return the seconds until the next line is due; it is said where that is now."""
        now = time.monotonic()
        pause = SILENT_S + PATIENCE * max(0.0, now - self._began - PATIENT_AFTER_S)
        left = self._last + pause - now
        if left > 0:
            return left
        with self._lock:
            self._last = now
            if self._said is not None:
                self._console.note(*self._said())
        return pause

    def _run(self) -> None:
        with suppress(OSError, ValueError):  # nobody reads any more
            while not self._ended.wait(self.due()):
                pass
