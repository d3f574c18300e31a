"""The numbers behind a figure, one to a cell: kept by what draws it, written beside its file, shown beside it in a workbook."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
import xarray as xr
from matplotlib.figure import Figure

from outputs.results.outcomes import FEWEST, FEWEST_OF_50, quantiles

Value = str | float | int | None
"""A cell: a word, a number, or nothing where there is none."""


class FigureNumbers(NamedTuple):
    """A plain table in the reader's units: names of the columns with their units, and rows of words and numbers."""

    header: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


_KEPT: "WeakKeyDictionary[Figure, FigureNumbers]" = WeakKeyDictionary()


def keep(figure: Figure, header: Sequence[str], rows: Iterable[Sequence[Value]], *members: int) -> Figure:
    """Remember what a figure draws, and return the figure.

    Args:
        figure: the figure.
        header: names of the columns, ends of intervals as in :data:`INTERVAL_HEADER`.
        rows: as many cells each as there are columns.
        members: of each ensemble whose intervals are among the rows; columns are named for what so few leave of them.
    """
    _KEPT[figure] = FigureNumbers(tuple(_named(name, members) for name in header), tuple(tuple(row) for row in rows))
    return figure


_ENDS = {
    "10th percentile": ("smallest", FEWEST), "90th percentile": ("largest", FEWEST),
    "25th percentile": ("smallest", FEWEST_OF_50), "75th percentile": ("largest", FEWEST_OF_50),
    "10%分位数": ("最小值", FEWEST), "90%分位数": ("最大值", FEWEST),
    "25%分位数": ("最小值", FEWEST_OF_50), "75%分位数": ("最大值", FEWEST_OF_50),
}  # fmt: skip
"""What an end of an interval is among few members, and how many it takes to be what its name says."""


def _named(name: str, members: Sequence[int]) -> str:
    """The name of a column whose quantile lies beyond the outermost member of some ensembles, or of all, says that."""
    for end, (outermost, fewest) in _ENDS.items():
        few = sum(count < fewest for count in members)
        if end not in name or not few:
            continue
        if few < len(members) or fewest < FEWEST:  # two columns of a table are not called alike
            en = f"{end} ({outermost}{f' under {fewest} members' * (few < len(members))})"
            zh = f"{end}（{f'不足{fewest}个样本时为' * (few < len(members))}{outermost}）"
            told = en if end.isascii() else zh
        else:
            told = outermost
        name = name.replace(end, told)
        return name[0].upper() + name[1:]
    return name


def numbers_of(figure: Figure) -> FigureNumbers | None:
    """Return the numbers that a figure draws; None where its maker kept none."""
    return _KEPT.get(figure)


INTERVAL_HEADER = {
    "en": ("Mean", "10th percentile", "25th percentile", "75th percentile", "90th percentile"),
    "zh": ("均值", "10%分位数", "25%分位数", "75%分位数", "90%分位数"),
}
"""Names of the cells of :func:`interval_cells`."""


def interval_cells(members: np.ndarray) -> tuple[float | None, ...]:
    """Mean, and ends of the 80 and of the 50 % interval of some members, which may lack a number; nothing where all do."""
    known = members[np.isfinite(members)]
    if not len(known):
        return (None,) * 5
    return float(known.mean()), *map(float, quantiles(known, (0.1, 0.25, 0.75, 0.9)))


PAIR_HEADER = {"en": ("Variant", *INTERVAL_HEADER["en"], "Unit"), "zh": ("情景", *INTERVAL_HEADER["zh"], "单位")}
"""Names of the cells of :func:`pair_rows` after the first."""


def pair_rows(
    names: Sequence[str], pairs: xr.DataArray, variants: dict[str, str], unit: str
) -> list[tuple[Value, ...]]:
    """Rows that give both variants of each of several names.

    Args:
        names: (rows,) readers' names.
        pairs: (variant, member, rows) in the reader's unit, the rows last.
        variants: readers' names of ``counterfactual`` and ``scenario``.
        unit: the reader's unit.
    """
    return [
        (name, said, *interval_cells(pairs.sel(variant=kind).values[:, k]), unit)
        for k, name in enumerate(names)
        for kind, said in variants.items()
    ]


def as_csv(numbers: FigureNumbers) -> bytes:
    """The numbers as CSV with seven significant digits; marked as UTF-8, as spreadsheets on Chinese systems need it."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(numbers.header)
    table.writerows([format(cell, ".7g") if isinstance(cell, float) else cell for cell in row] for row in numbers.rows)
    return text.getvalue().encode("utf-8-sig")
