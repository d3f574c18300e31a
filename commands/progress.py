"""How far a long piece of work has come: a bar on a terminal, plain lines elsewhere."""

import sys
import time
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from commands.console import Console
from commands.duration import in_words
from commands.pulse import Pulse, Said

if TYPE_CHECKING:
    from rich.console import RenderableType

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
        with Pulse(console) as pulse:
            yield _plain(name, console, what, pulse)
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
    """Say what is being done while this is open: on a terminal at once, elsewhere as :class:`commands.pulse.Pulse` does."""
    if sys.stderr.isatty():
        from rich.console import Console as RichConsole

        screen = RichConsole(stderr=True, markup=False, emoji=False, highlight=False)
        with screen.status(f"{name}: {console.pick(en, zh)}", refresh_per_second=A_SECOND):
            yield
        return
    with Pulse(console) as pulse:
        pulse.goes_on(_seconds(f"{name}: {en}", f"{name}：{zh}"))
        yield


def _seconds(en: str, zh: str) -> Said:
    """A line with the seconds since now."""
    since = time.monotonic()

    def said() -> tuple[str, str]:
        seconds = round(time.monotonic() - since)
        return f"{en} ({seconds} s)", f"{zh}（{seconds} 秒）"

    return said


def _plain(name: str, console: Console, what: tuple[str, str], pulse: Pulse) -> Callable[[int, int, int], None]:
    """Lines on what is done: the first and the last at once, others as often as somebody wants to hear of it."""
    en, zh = what
    began, first = 0.0, -1

    def update(done: int, total: int, failed: int) -> None:
        nonlocal began, first
        if first < 0:  # what an earlier run left took no time; what came before the first is no part of the pace
            first, began = done, time.monotonic()

        def said() -> tuple[str, str]:
            left = _left(time.monotonic() - began, done - first, total - done)
            note = _failed(failed, console)
            return (
                f"{name}: {done} of {total} {en}{note}{left[0]}",
                f"{name}：{total} {zh}中已完成 {done} {zh[0]}{note}{left[1]}",
            )

        waiting = _seconds(f"{name}: at work on the first {en}", f"{name}：正在处理首批{zh[1:]}")
        pulse.goes_on(None if done == total else waiting if done == first else said)
        if done in (first, total):
            pulse.say(*said())

    return update


def _left(passed: float, done: int, left: int) -> tuple[str, str]:
    """How long the rest takes at the pace so far, in English and Chinese; nothing where that is not known or short."""
    if done < 1 or left < 1 or (seconds := passed / done * left) < LEAST_LEFT_S:
        return "", ""
    en, zh = in_words(seconds)
    return f", about {en} left", f"，约剩 {zh}"


def _failed(failed: int, console: Console) -> str:
    return console.pick(f" ({failed} failed)", f"（{failed} 个失败）") if failed else ""
