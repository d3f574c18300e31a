"""Tables on a terminal of any width: columns that can be spared go first, then names are broken into lines, then each row
becomes a name with its numbers below. No name and no number is cut."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from commands.wrapping import columns, wrap

if TYPE_CHECKING:
    from rich.console import Console as RichConsole
    from rich.table import Table

LEAST_NAME = 18
"""Columns of a terminal that a column of names needs to be broken into lines and still be read."""


def terminal(width: int = 140) -> "RichConsole":
    """Return the screen for tables, ``width`` columns wide where there is no terminal; texts are never read as markup."""
    from rich.console import Console as RichConsole

    screen = RichConsole(markup=False, emoji=False, highlight=False)
    if not screen.is_terminal:
        screen.width = width
    return screen


def print_table(table: "Table", width: int = 140, spare: Sequence[int] = ()) -> None:
    """Print a table so that no name in it is cut.

    Args:
        table: the table.
        width: columns of text where there is no terminal.
        spare: places of the columns that a narrow terminal may do without.
    """
    screen = terminal(width)
    if not screen.is_terminal:  # a file or a pipe has room for all
        screen.width = max(screen.width, _needed(table, screen))
        screen.print(table)
        return
    fitting = fitted(table, screen, spare)
    if isinstance(fitting, str):
        print(fitting)
    else:
        screen.print(fitting)


def fitted(table: "Table", screen: "RichConsole", spare: Sequence[int] = ()) -> "Table | str":
    """Return what of a table fits a terminal, as :func:`print_table` has it: a table, or lines of text."""
    if _needed(table, screen) > screen.width:
        table = without(table, spare)
    if _needed(table, screen) <= screen.width:
        return table
    return _broken(table, screen) or "\n".join(stacked(table, screen.width))


def _needed(table: "Table", screen: "RichConsole") -> int:
    """Return the columns of text that a table takes with no cell broken; titles do not count, they may be broken."""
    from rich.measure import Measurement

    return Measurement.get(screen, screen.options.update(max_width=10_000), table).maximum


def without(table: "Table", spare: Sequence[int]) -> "Table":
    """Return a copy of a table without some of its columns."""
    return _copy(table, [place for place in range(len(table.columns)) if place not in spare])


def _copy(table: "Table", places: Sequence[int], widths: Sequence[int | None] = ()) -> "Table":
    from rich.table import Table

    narrow = Table(title=table.title, box=table.box, title_justify=table.title_justify, pad_edge=table.pad_edge)
    narrow.caption, narrow.caption_justify = table.caption, table.caption_justify
    chosen = [table.columns[place] for place in places]
    for column, width in zip(chosen, widths or [None] * len(chosen), strict=True):
        narrow.add_column(
            column.header,
            justify=column.justify,
            no_wrap=column.no_wrap if width is None else False,
            overflow=column.overflow if width is None else "fold",
            width=width,
        )
    for row, *cells in zip(table.rows, *(column.cells for column in chosen), strict=True):
        narrow.add_row(*cells, end_section=row.end_section)
    return narrow


def _broken(table: "Table", screen: "RichConsole") -> "Table | None":
    """The table with its names in several lines, where they have room for that; else None."""
    lengths = [
        max(map(columns, [*_lines(c.header), *(line for cell in c.cells for line in _lines(cell))]))
        for c in table.columns
    ]
    names = [k for k, column in enumerate(table.columns) if column.justify == "left"]
    frame = _needed(table, screen) - sum(lengths)
    spare = screen.width - frame - sum(length for k, length in enumerate(lengths) if k not in names)
    short = [k for k in names if lengths[k] <= LEAST_NAME]
    long = [k for k in names if k not in short]
    left = spare - sum(lengths[k] for k in short)
    if not long or left < LEAST_NAME * len(long):
        return None
    whole = sum(lengths[k] for k in long)
    widths = [max(LEAST_NAME, left * lengths[k] // whole) if k in long else None for k in range(len(lengths))]
    return _copy(table, range(len(lengths)), widths) if sum(w or 0 for w in widths) <= left else None


def stacked(table: "Table", width: int) -> list[str]:
    """A table as lines of text: of each row first its names, then its numbers, indented.

    A name that an earlier row has given and that is empty in this one is not repeated.
    """
    names = [k for k, column in enumerate(table.columns) if column.justify == "left"]
    numbers = [k for k in range(len(table.columns)) if k not in names]
    heads = [" ".join(_lines(column.header)) for column in table.columns]
    cells = [[" ".join(_lines(cell)) for cell in column.cells] for column in table.columns]
    lines = [wrap(str(table.title), width)] if table.title else []
    lines += [_row(heads, names, numbers, width), "-" * min(width, 40)]
    for row in range(len(table.rows)):
        lines.append(_row([column[row] for column in cells], names, numbers, width))
    return [*lines, *([wrap(str(table.caption), width)] if table.caption else [])]


def _row(cells: Sequence[str], names: Sequence[int], numbers: Sequence[int], width: int) -> str:
    said = wrap(", ".join(cells[k] for k in names if cells[k]), width, 2)
    below = [""]
    for text in (cells[k] for k in numbers if cells[k]):
        if below[-1] and columns(below[-1]) + columns(text) + 4 > width:
            below.append("")
        below[-1] += ("  " if below[-1] else "") + text
    return "\n".join([*([said] if said else []), *(f"  {line}" for line in below if line)])


def _lines(cell: object) -> list[str]:
    """The lines of a cell, which is a text or one of rich's."""
    return str(getattr(cell, "plain", cell)).split("\n")
