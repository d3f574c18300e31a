"""Ctrl-C, from the first moment of the program to the last.

Before a command has begun it ends the process at once, as nothing can be lost. While the command runs it raises
KeyboardInterrupt. Once the command has said its last word it is not heard any more: an exception among what the
interpreter does as it ends could only show a traceback, or spoil the exit code of a run that is done.

This is the first that the program imports, so it imports little itself.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager

__all__ = ["CODE", "end_at_once", "later", "raised"]

CODE = 130
"""Exit code of a process that was interrupted, as shells give it: 128 and the number of the signal."""
_AGAIN_S = 0.02
"""Seconds after which a Ctrl-C is sent again that came where nothing can be raised: such places are left sooner."""


def end_at_once(*_: object) -> None:
    """End the process: what the program lets Ctrl-C do (as a signal's handler) until a command has begun."""
    os._exit(CODE)


@contextmanager
def raised() -> Generator[None]:
    """Let Ctrl-C raise KeyboardInterrupt meanwhile, and do nothing afterwards.

    That is for the program, which has set :func:`end_at_once` first: where a command is called in a notebook or a test,
    what Ctrl-C does stays as it is.
    """
    if signal.getsignal(signal.SIGINT) is not end_at_once:
        yield
        return
    shown = sys.unraisablehook
    sys.unraisablehook = _raised_again
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # unlike a function, it stays while the interpreter ends
        sys.unraisablehook = shown


@contextmanager
def later() -> Generator[None]:
    """Hold a Ctrl-C that comes meanwhile until afterwards. A process that is started meanwhile never hears any.

    Blocking the signal is what such a process inherits; it alone holds nothing here, where the signal may come to a
    thread that does not block it, and is then raised in the main thread all the same.
    """
    held: list[object] = []
    main = threading.current_thread() is threading.main_thread()  # nothing is raised in any other
    handler = signal.getsignal(signal.SIGINT) if main else None
    if handler is not None:
        signal.signal(signal.SIGINT, lambda *_: held.append(None))
    blocks = hasattr(signal, "pthread_sigmask")
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if blocks else set()
    try:
        yield
    finally:
        if blocks:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        if handler is not None:
            signal.signal(signal.SIGINT, handler)
        if held:
            signal.raise_signal(signal.SIGINT)


def _raised_again(unraisable: sys.UnraisableHookArgs) -> None:
    """Send a Ctrl-C once more that came into a finalizer or a callback, whose exceptions the interpreter only prints."""
    if not issubclass(unraisable.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(unraisable)
        return
    again = threading.Timer(_AGAIN_S, _send)
    again.daemon = True
    again.start()


def _send() -> None:
    if os.name == "nt":
        signal.raise_signal(signal.SIGINT)
    else:
        os.kill(os.getpid(), signal.SIGINT)  # wakes the main thread where it waits; the other would not
