"""``table``: one result of a run by origin, sector, zone, month or year, on the terminal or as a file."""

from pathlib import Path
from typing import NamedTuple

from commands.console import Console
from commands.screen import print_table
from common.errors import UserError
from outputs.results.open import find_run, open_run

LONGEST = 400
"""Rows that are printed; a longer table is for a file."""
SPARE = 1
"""Columns from the end that a narrow terminal does without first: the change in per cent."""


class TableOptions(NamedTuple):
    """What is asked for, as the command line says it."""

    variable: str
    by: str = ""
    top: int | None = None
    to: Path | None = None


def table(run: str, options: TableOptions, out: Path, console: Console) -> None:
    """Print the table, or write it into the file that is named.

    Raises:
        UserError: no such run, result or axis; a file of a form that is not known; or a table too long to print.
    """
    from outputs.tables.answer import answer
    from outputs.tables.question import read_question
    from outputs.tables.words import LEAST, filled, headings, notes, texts, title
    from outputs.tables.write_table import check_target, write_table

    if options.to is not None:
        check_target(options.to)
    with open_run(find_run(run, out)) as dataset:
        question = read_question(dataset, options.variable, options.by, options.top)
        try:
            found = answer(dataset, question, console.lang)
        except (OSError, ValueError, RuntimeError, KeyError) as error:
            raise UserError(
                f"{run}: the results are incomplete or damaged ({error})", f"{run}：结果不完整或已损坏（{error}）"
            ) from error
        if options.to is not None:
            write_table(options.to, dataset, found, console.lang)
            rows = len(found.rows)
            console.result(f"Table: {options.to}, {rows} row{'s' * (rows != 1)}", f"表格：{options.to}，共 {rows} 行")
            return
        if len(found.rows) > LONGEST:
            raise UserError(
                f"{len(found.rows)} rows are too many to print: --top or --by year shortens the table, --to FILE.xlsx writes it",
                f"共 {len(found.rows)} 行，不便打印：用 --top 或 --by year 缩短，或用 --to 文件.xlsx 写成文件",
            )
        words = len(found.axes)
        heads, cells = filled(headings(found, console.lang), texts(found, console.lang), words + LEAST)
        _print(title(dataset, found, console.lang), heads, cells, words)
        for note in notes(dataset, found, console.lang):
            console.say(note)


def _print(title: str, heads: list[str], cells: list[list[str]], words: int) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    shown = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left", pad_edge=False)
    for k, head in enumerate(heads):
        broken = head.replace(", ", ",\n") if head.isascii() else head.replace("区间", "区间\n")
        shown.add_column(Text(broken), justify="left" if k < words else "right", no_wrap=k >= words)
    previous: list[str] = []
    for row in cells:
        first = row[0] if words > 1 and previous[:1] == row[:1] else None
        shown.add_row(*map(Text, row if first is None else ["", *row[1:]]))
        previous = row
    print_table(shown, spare=(len(heads) - SPARE,))
