"""How far a long piece of work has come: a bar on a terminal, plain lines elsewhere."""

import sys
import threading
import time
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from commands.console import Console
from commands.duration import in_words

if TYPE_CHECKING:
    from rich.console import RenderableType

LINES = 10
"""About how many lines a whole run prints where there is no terminal."""
SILENT_S = 1.5
"""Seconds after which a reader wonders whether anything happens."""
A_SECOND = 2
"""How often a terminal is written anew: ten times, as is usual, take a seventh of a slow core from the members."""
LEAST_LEFT_S = 5.0
"""Seconds from which it is worth saying how long the rest takes."""


@contextmanager
def members_done(
    name: str,
    console: Console,
    what: tuple[str, str] = ("members", "个样本"),
    above: Callable[[], "RenderableType | None"] = lambda: None,
) -> Generator[Callable[[int, int, int], None]]:
    """Give the function to call with members done, members in all and members failed.

    Args:
        name: what the work is on.
        console: prints in the reader's language.
        what: what is counted, in English and in Chinese with its measure word.
        above: gives what a terminal shows above the bar, None where there is nothing yet.
    """
    if not sys.stderr.isatty():
        en, zh = what
        with _told_if_silent(console, f"{name}: at work on the first {en}", f"{name}：正在处理首批{zh[1:]}") as waiting:
            shown = _plain(name, console, what)

            def heard(done: int, total: int, failed: int) -> None:
                shown(done, total, failed)
                if done > 0:
                    waiting.cancel()

            yield heard
        return
    from rich.console import Console as RichConsole
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    class Shown(Progress):
        def get_renderables(self) -> "Iterable[RenderableType]":
            if (shown := above()) is not None:
                yield shown
            yield from super().get_renderables()

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    terminal = RichConsole(stderr=True, markup=False, emoji=False, highlight=False)
    with Shown(*columns, console=terminal, transient=True, refresh_per_second=A_SECOND) as bar:
        task = bar.add_task(name)

        def update(done: int, total: int, failed: int) -> None:
            bar.update(task, completed=done, total=total, description=name + _failed(failed, console))

        yield update


@contextmanager
def stages_done(
    titles: Mapping[str, tuple[str, str]], console: Console, what: tuple[str, str]
) -> Generator[Callable[..., None]]:
    """Give the function to call with a stage, what is done and in all in it, and what failed; stages follow one another.

    A stage may have several rounds: where less is done than before, another one has begun, with a pace of its own.

    Args:
        titles: what each stage is called, in English and Chinese.
        console: prints in the reader's language.
        what: what is counted, in English and in Chinese with its measure word.
    """
    with ExitStack() as bar:
        current: dict[str, Callable[[int, int, int], None]] = {}
        last = 0

        def show(stage: str, done: int, total: int, failed: int = 0) -> None:
            nonlocal last
            begun, last = done < last, done
            if stage not in current or begun:
                bar.close()
                current.clear()
                current[stage] = bar.enter_context(members_done(console.pick(*titles[stage]), console, what))
            current[stage](done, total, failed)

        yield show


@contextmanager
def at_work(name: str, en: str, zh: str, console: Console) -> Generator[None]:
    """Say what is being done while this is open: on a terminal at once, elsewhere where it takes longer than :data:`SILENT_S`."""
    if sys.stderr.isatty():
        from rich.console import Console as RichConsole

        with RichConsole(stderr=True, markup=False, emoji=False, highlight=False).status(
            f"{name}: {console.pick(en, zh)}"
        ):
            yield
        return
    with _told_if_silent(console, f"{name}: {en}", f"{name}：{zh}"):
        yield


@contextmanager
def _told_if_silent(console: Console, en: str, zh: str) -> Generator[threading.Timer]:
    """Say what is being done if it takes longer than :data:`SILENT_S` and nobody cancels the timer that this gives."""
    timer = threading.Timer(SILENT_S, console.note, (en, zh))
    timer.daemon = True
    timer.start()
    try:
        yield timer
    finally:
        timer.cancel()


def _plain(name: str, console: Console, what: tuple[str, str]) -> Callable[[int, int, int], None]:
    said, began, first = -1, 0.0, -1

    def update(done: int, total: int, failed: int) -> None:
        nonlocal said, began, first
        if (
            first < 0
        ):  # what an earlier run has left took no time, and what came before the first is no part of the pace
            first, began = done, time.monotonic()
        tenth = done * LINES // max(total, 1)
        if tenth != said:
            said = tenth
            note = _failed(failed, console)
            en, zh = what
            left = _left(time.monotonic() - began, done - first, total - done)
            console.note(
                f"{name}: {done} of {total} {en}{note}{left[0]}",
                f"{name}：{total} {zh}中已完成 {done} {zh[0]}{note}{left[1]}",
            )

    return update


def _left(passed: float, done: int, left: int) -> tuple[str, str]:
    """How long the rest takes at the pace so far, in English and Chinese; nothing where that is not known or short."""
    if done < 1 or left < 1 or (seconds := passed / done * left) < LEAST_LEFT_S:
        return "", ""
    en, zh = in_words(seconds)
    return f", about {en} left", f"，约剩 {zh}"


def _failed(failed: int, console: Console) -> str:
    return console.pick(f" ({failed} failed)", f"（{failed} 个失败）") if failed else ""
