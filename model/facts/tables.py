"""Reading of the data tables: small CSV files in which every row names its source.

A table is UTF-8 with a header. Each row has a ``source`` (a citation, or the word *assumption* with the reason) and a
``confidence`` of high, medium or low. Any other table is refused.
"""

import csv
import math
from collections.abc import Iterable
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent.parent / "data"
CONFIDENCE = ("high", "medium", "low")


def rows(name: str, folder: Path = FOLDER) -> list[dict[str, str]]:
    """Return all rows of the table ``name`` (without ``.csv``) as text.

    Raises:
        ValueError: a row with a missing or extra field, without source, or with an unknown confidence.
    """
    path = folder / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        table = list(csv.DictReader(lines))
    for number, row in enumerate(table, start=2):
        if None in row or None in row.values():
            raise ValueError(f"{path.name}, line {number}: fields missing or too many")
        if not row.get("source", "").strip() or row.get("confidence") not in CONFIDENCE:
            raise ValueError(f"{path.name}, line {number}: source or confidence is missing")
    return table


def number(text: str) -> float:
    """Return a number of a table; an empty field is nan."""
    return float(text) if text.strip() else math.nan


def frozen(values: Iterable, dtype: type = float) -> np.ndarray:
    """Return a read-only array of the values."""
    array: np.ndarray = np.array(list(values) if not isinstance(values, np.ndarray) else values, dtype=dtype)
    array.setflags(write=False)
    return array


class Table:
    """One table keyed by the words of an axis, in the order of the axis.

    Args:
        name: the table.
        key: its key column.
        words: the words of the axis; the table must hold each exactly once and no other.

    Raises:
        ValueError: a word that is missing, repeated or not of the axis.
    """

    def __init__(self, name: str, key: str, words: Iterable[str], folder: Path = FOLDER) -> None:
        words = tuple(words)
        table = rows(name, folder)
        if sorted(row[key] for row in table) != sorted(words):
            raise ValueError(f"{name}.csv: the column {key} does not list each of {', '.join(words)} once")
        by_word = {row[key]: row for row in table}
        self._rows = [by_word[word] for word in words]

    def text(self, field: str) -> tuple[str, ...]:
        """Return a column of words."""
        return tuple(row[field] for row in self._rows)

    def array(self, field: str, dtype: type = float) -> np.ndarray:
        """Return a column of numbers, read-only, shape (words,)."""
        return frozen((number(row[field]) for row in self._rows), dtype)


def grid(name: str, axes: tuple[tuple[str, tuple[str, ...]], ...], field: str, folder: Path = FOLDER) -> np.ndarray:
    """Return a read-only matrix from a tidy table with one row per pair of words.

    Args:
        name: the table.
        axes: two pairs of (column, words of the axis).
        field: the column of numbers.

    Raises:
        ValueError: a pair that is missing or repeated.
        KeyError: a word that is not of its axis.
    """
    (first, firsts), (second, seconds) = axes
    place = {word: i for i, word in enumerate(firsts)}, {word: i for i, word in enumerate(seconds)}
    matrix = np.full((len(firsts), len(seconds)), np.nan)
    table = rows(name, folder)
    for row in table:
        matrix[place[0][row[first]], place[1][row[second]]] = number(row[field])
    if len(table) != matrix.size or np.isnan(matrix).any():
        raise ValueError(f"{name}.csv: not every pair of {first} and {second} has one number of {field}")
    return frozen(matrix)
