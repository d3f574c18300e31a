"""``list`` and ``explain``: what there is, and what it means."""

import sys

from rich.console import Console
from rich.table import Table

from door.voice import Voice
from outputs.errors import RunError
from scenarios.explain import explain, nearest_name
from scenarios.listing import LISTS, listing

WIDTH = 160
"""Columns of a list where there is no terminal."""


def show_list(what: str | None, voice: Voice) -> None:
    """Print one list, or scenarios and levers with the sizes of the other lists.

    Raises:
        RunError: there is no such list.
    """
    if what is not None and what not in LISTS:
        raise RunError(
            f"there is no list {what!r}; lists: {', '.join(LISTS)}", f"没有“{what}”这一列表；可列出：{'、'.join(LISTS)}"
        )
    if what is not None:
        _print(listing(what, voice.lang))
        return
    for name in ("scenarios", "levers"):
        _print(listing(name, voice.lang))
        print()
    counts = [f"{name} {len(listing(name, voice.lang))}" for name in LISTS if name not in ("scenarios", "levers")]
    voice.say(f"list NAME for more: {', '.join(counts)}", f"list 名称 可列出更多：{'、'.join(counts)}")
    voice.say("explain NAME tells of any name in these lists", "explain 名称 可说明以上任一名称")


def _print(rows: list[tuple[str, ...]]) -> None:
    table = Table.grid(padding=(0, 2))
    for column in range(len(rows[0]) if rows else 0):
        table.add_column(no_wrap=column == 0, overflow="fold")
    for row in rows:
        table.add_row(*row)
    console = Console(markup=False, highlight=False, width=None if sys.stdout.isatty() else WIDTH)
    with console.capture() as shown:
        console.print(table)
    print("\n".join(line.rstrip() for line in shown.get().splitlines()))


def show_explanation(name: str, voice: Voice) -> None:
    """Print everything that a name stands for.

    Raises:
        RunError: nothing has this name; the message gives the nearest.
    """
    found = explain(name, voice.lang)
    if not found:
        near = nearest_name(name)
        raise RunError(
            f"nothing is called {name!r}" + (f"; did you mean {near}?" if near else "; list shows what there is"),
            f"没有名为“{name}”的条目" + (f"；是否想写 {near}？" if near else "；list 可列出已有条目"),
        )
    print("\n\n".join(one.text(voice.lang) for one in found))
