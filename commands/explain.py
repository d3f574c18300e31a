"""``list`` and ``explain``: what there is, and what it means."""

import sys
from collections.abc import Mapping

from rich.console import Console as RichConsole
from rich.table import Table

from commands.console import Console
from commands.wrapping import columns, fit, wrap
from common import countries
from common.errors import UserError
from scenarios.explaining.explain import explain, nearest_name, not_modelled
from scenarios.explaining.explanation import Explanation
from scenarios.explaining.library import at_fault
from scenarios.explaining.listing import LISTS, list_named, listing, task_rows
from scenarios.explaining.task_search import allowed, nearest_word, search, word_meant

WIDTH = 160
"""Columns of a list where there is no terminal."""
LONGEST_TITLE = 60
"""A longer title is left out of a suggestion, characters."""


def show_list(what: str | None, console: Console, filters: Mapping[str, str] | None = None) -> None:
    """Print one list, or scenarios and levers with the sizes of the other lists.

    Args:
        what: name of the list, also in Chinese; None for an overview.
        console: prints in the reader's language.
        filters: words by filter, for tasks alone; see :func:`scenarios.explaining.task_search.allowed`.

    Raises:
        UserError: no such list, or a filter that fits nothing.
    """
    name = None if what is None else list_named(what)
    if filters:
        _show_tasks(name or what, filters, console)
        return
    if name is not None:
        _print(listing(name, console.lang))
        if name == "scenarios":
            _note_faults(console)
        return
    if what is not None:
        raise UserError(
            f"there is no list {what!r}; lists: {', '.join(LISTS)}", f"没有“{what}”这一列表；可列出：{'、'.join(LISTS)}"
        )
    for shown in ("scenarios", "levers"):
        _print(listing(shown, console.lang))
        print()
    _note_faults(console)
    counts = [f"{other} {len(listing(other, console.lang))}" for other in LISTS if other not in ("scenarios", "levers")]
    console.result(f"list NAME for more: {', '.join(counts)}", f"list 名称 可列出更多：{'、'.join(counts)}")
    console.result("explain NAME explains any name in these lists", "explain 名称 可说明以上任一名称")


def _note_faults(console: Console) -> None:
    """Name the files beside the scenarios that are none, with the first that is wrong with each."""
    for error in at_fault().values():
        console.note(
            f"note: not listed, as it is no sound scenario (check tells all that is wrong): {error.problems[0].render('en')}",
            f"注意：下列文件不是可用的情景，未列出（check 可列出其全部问题）：{error.problems[0].render('zh')}",
        )


def _show_tasks(what: str | None, filters: Mapping[str, str], console: Console) -> None:
    """Print the tasks that fit, and how many others hold for every sector alike."""
    if what not in (None, "tasks"):
        raise UserError(
            f"--{next(iter(filters))} finds tasks: list tasks --{next(iter(filters))} ...",
            f"--{next(iter(filters))} 用于查找任务：list tasks --{next(iter(filters))} ...",
        )
    words = {}
    for by, typed in filters.items():
        word = word_meant(by, typed)
        if word is None:
            raise _no_such_word(by, typed)
        words[by] = word
    matches = search(words)
    _print(list(task_rows(matches.tasks, console.lang)))
    more = {"en": "", "zh": ""}
    if matches.general:
        more = {
            "en": f"; {matches.general} more hold for every sector without naming one (list tasks)",
            "zh": f"；另有 {matches.general} 项不点名行业、普遍适用（list tasks）",
        }
    console.result(
        f"{len(matches.tasks)} tasks{more['en']}; explain ID explains one in full",
        f"共 {len(matches.tasks)} 项任务{more['zh']}；explain 编号 可详细说明",
    )


def _no_such_word(by: str, typed: str) -> UserError:
    known, near = allowed()[by], nearest_word(by, typed)
    return UserError(
        f"--{by} {typed}: one of {', '.join(known)}" + (f"; did you mean {near}?" if near else ""),
        f"--{by} {typed}：可用 {'、'.join(known)}" + (f"；是否想写 {near}？" if near else ""),
    )


def _print(rows: list[tuple[str, ...]]) -> None:
    table = Table.grid(padding=(0, 2))
    for column in range(len(rows[0]) if rows else 0):
        table.add_column(no_wrap=column == 0, overflow="fold")
    screen = RichConsole(markup=False, highlight=False, width=None if sys.stdout.isatty() else WIDTH)
    for row in _broken(rows, screen.width):
        table.add_row(*row)
    with screen.capture() as shown:
        screen.print(table)
    print("\n".join(line.rstrip() for line in shown.get().splitlines()))


def _broken(rows: list[tuple[str, ...]], width: int) -> list[tuple[str, ...]]:
    """The rows with their widest column broken to what the others leave of ``width``, as sentences are: no line begins with a comma."""
    widths = [max(columns(row[k]) for row in rows) for k in range(len(rows[0]))] if rows else []
    if len(widths) < 2:
        return rows
    wide = max(range(1, len(widths)), key=widths.__getitem__)
    room = width - sum(widths) + widths[wide] - 2 * (len(widths) - 1)
    return [tuple(wrap(cell, room) if k == wide else cell for k, cell in enumerate(row)) for row in rows]


def show_explanation(name: str, console: Console) -> None:
    """Print everything that a name stands for.

    Raises:
        UserError: nothing has this name; the message gives the nearest.
    """
    explanations = explain(name, console.lang)
    if not explanations:
        explanations = _of_the_rest(name, console)
    if not explanations:
        near = nearest_name(name)
        title = "" if near is None else _title(near, console.lang)
        raise UserError(
            f"nothing is called {name!r}"
            + (f"; did you mean {near}?{title}" if near else "; list shows what there is"),
            f"没有名为“{name}”的条目" + (f"；是否想写 {near}？{title}" if near else "；list 可列出已有条目"),
        )
    for k, explanation in enumerate(explanations):
        head, *lines = explanation.text(console.lang).split("\n")
        print(*([""] if k else []), fit(head), *(fit(line, indent=2) for line in lines), sep="\n")


def _of_the_rest(name: str, console: Console) -> list[Explanation]:
    """Explain the rest of the world where ``name`` is a country that belongs to it; else nothing.

    Raises:
        UserError: mainland China, which is no origin.
    """
    country = not_modelled(name)
    if country is None:
        return []
    if country == countries.MAINLAND:
        raise UserError(
            "Mainland China is not an origin; visitors and capital come from outside it",
            "中国内地不是客源地，旅客和资金均来自内地以外",
        )
    title = countries.title(country)
    console.result(
        f"{title['en']} is not modelled separately; it is part of {countries.REST}:\n",
        f"{title['zh']}没有单独建模，归入 {countries.REST}：\n",
    )
    return explain(countries.REST, console.lang)


def _title(key: str, lang: str) -> str:
    """Return the name of a key in brackets where it has one that differs; else nothing."""
    title = explain(key, lang)[0].title
    if title == key or len(title) > LONGEST_TITLE:
        return ""
    return f"（{title}）" if lang == "zh" else f" ({title})"
