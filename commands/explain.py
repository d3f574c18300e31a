"""``list`` and ``explain``: what there is, and what it means."""

import sys
from collections.abc import Mapping

from rich.console import Console
from rich.table import Table

from commands.console import Voice
from outputs.results.errors import RunError
from scenarios.explaining.explain import explain, nearest_name
from scenarios.explaining.listing import LISTS, listing, task_rows
from scenarios.explaining.task_search import allowed, search
from scenarios.reading.problems import nearest

WIDTH = 160
"""Columns of a list where there is no terminal."""


def show_list(what: str | None, voice: Voice, asked: Mapping[str, str] | None = None) -> None:
    """Print one list, or scenarios and levers with the sizes of the other lists.

    Args:
        what: the list, None for an overview.
        voice: the reader's language.
        asked: words by filter, for tasks alone; see :func:`scenarios.explaining.task_search.allowed`.

    Raises:
        RunError: there is no such list, or nothing that a filter could mean.
    """
    if asked:
        _show_tasks(what, asked, voice)
        return
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


def _show_tasks(what: str | None, asked: Mapping[str, str], voice: Voice) -> None:
    """The tasks that fit, and how many others hold for every sector alike."""
    if what not in (None, "tasks"):
        raise RunError(
            f"--{next(iter(asked))} finds tasks: list tasks --{next(iter(asked))} ...",
            f"--{next(iter(asked))} 用于查找任务：list tasks --{next(iter(asked))} ...",
        )
    for by, word in asked.items():
        known = allowed()[by]
        if word not in known:
            near = nearest(word, known)
            raise RunError(
                f"--{by} {word}: one of {', '.join(known)}" + (f"; did you mean {near}?" if near else ""),
                f"--{by} {word}：可用 {'、'.join(known)}" + (f"；是否想写 {near}？" if near else ""),
            )
    found = search(asked)
    _print(list(task_rows(found.tasks, voice.lang)))
    more = {"en": "", "zh": ""}
    if found.general:
        more = {
            "en": f"; {found.general} more hold for every sector without naming one (list tasks)",
            "zh": f"；另有 {found.general} 项不点名行业、普遍适用（list tasks）",
        }
    voice.say(
        f"{len(found.tasks)} tasks{more['en']}; explain ID tells all about one",
        f"共 {len(found.tasks)} 项任务{more['zh']}；explain 编号 可详细说明",
    )


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
