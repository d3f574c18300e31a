"""A population: one row per agent and one array per attribute, without gaps, so that a month is a few array operations."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import DTypeLike


class Population:
    """Agents as rows of typed columns.

    A column is declared by its dtype, or by a pair (dtype, width) for an attribute with ``width`` numbers per agent.
    Rows keep the order in which agents came; when agents leave, the others close the gap.

    Args:
        columns: dtype, or (dtype, width), by column name.
        capacity: rows allocated at first; the allocation doubles when it is full.
    """

    def __init__(self, columns: Mapping[str, DTypeLike | tuple[DTypeLike, int]], capacity: int = 256) -> None:
        self.size = 0
        self._in_use: dict[str, np.ndarray] = {}
        """Views of the rows in use, kept until agents come or go."""
        self._columns = {name: self._empty(kind, capacity) for name, kind in columns.items()}
        self._capacity = capacity

    @staticmethod
    def _empty(kind: Any, rows: int) -> np.ndarray:
        dtype, width = kind if isinstance(kind, tuple) else (kind, 0)
        return np.zeros((rows, width) if width else rows, dtype=dtype)

    def __len__(self) -> int:
        return self.size

    def __getitem__(self, name: str) -> np.ndarray:
        """Return the rows in use of a column, as a view that may be written to."""
        try:
            return self._in_use[name]
        except KeyError:
            view = self._in_use[name] = self._columns[name][: self.size]
            return view

    def _resize(self, size: int) -> None:
        self.size, self._in_use = size, {}

    @property
    def names(self) -> tuple[str, ...]:
        """Column names in the order of declaration."""
        return tuple(self._columns)

    def add(self, **values: np.ndarray | float) -> slice:
        """Add agents and return their rows; every column must be given, all of one length or scalar.

        Raises:
            KeyError: a column is missing or unknown.
            ValueError: columns are of different lengths.
        """
        if values.keys() != self._columns.keys():
            raise KeyError(f"columns differ: {sorted(values.keys() ^ self._columns.keys())}")
        count = next((len(one) for one in values.values() if isinstance(one, np.ndarray) and one.ndim), 1)
        rows = slice(self.size, self.size + count)
        if rows.stop > self._capacity:
            self._grow(rows.stop)
        for name, value in values.items():
            self._columns[name][rows] = value
        self._resize(rows.stop)
        return rows

    def _grow(self, needed: int) -> None:
        self._capacity = max(needed, 2 * self._capacity)
        for name, column in self._columns.items():
            wider = np.zeros((self._capacity, *column.shape[1:]), dtype=column.dtype)
            wider[: self.size] = column[: self.size]
            self._columns[name] = wider

    def copy(self) -> "Population":
        """Return the same agents in arrays of their own."""
        other = Population({})
        other.size, other._capacity = self.size, self._capacity
        other._columns = {name: column.copy() for name, column in self._columns.items()}
        return other

    def __deepcopy__(self, _: dict) -> "Population":
        return self.copy()  # the views in use are made again: deepcopy would cut them off from their columns

    def keep(self, staying: np.ndarray) -> None:
        """Remove the agents whose entry in the boolean array ``staying`` is false; the others keep their order."""
        if staying.all():
            return
        rows = np.flatnonzero(staying)
        for column in self._columns.values():
            column[: rows.size] = column[rows]
        self._resize(rows.size)

    def drop(self, rows: np.ndarray) -> None:
        """Remove the agents at ``rows`` (ascending); the last agents move into their places."""
        if not rows.size:
            return
        size = self.size - rows.size
        before = int(np.searchsorted(rows, size))
        stays = np.ones(rows.size, dtype=bool)
        stays[rows[before:] - size] = False
        holes, movers = rows[:before], size + np.flatnonzero(stays)
        for column in self._columns.values():
            column[holes] = column[movers]
        self._resize(size)
