"""One observed number: of which series, over which days."""

from dataclasses import dataclass

import numpy as np

SUMS: dict[str, tuple[str, ...]] = {
    "goods_trade": ("goods_exports", "goods_imports"),
    "services_trade": ("services_exports", "services_imports"),
}
"""Series that are plain sums of results."""
SUM_NAMES = {"goods_trade": ("Goods trade", "货物进出口"), "services_trade": ("Services trade", "服务进出口")}
WEIGHTED_BY = {"rent": "floor_space", "load_factor": "seats"}
"""Indices that have a mean over their labels, and what each label counts by; the others have no total."""

Cell = tuple[tuple[str, str], ...]
"""The labels that a series is about, as pairs of axis and label; an axis that is not named is added up."""


@dataclass(frozen=True)
class Observation:
    """One observed number.

    Attributes:
        line: where it stands in its file.
        variable: a variable of the results, or one of :data:`SUMS`.
        cell: which labels.
        first, last: first and last day of the period, datetime64[D].
        value: in the unit of the results.
        unit: that unit.
        kind: ``flow`` (added up over the period), ``stock`` (at its end) or ``index`` (its mean).
        source: as the file says.
        unit_given: whether the file names a unit; else it is taken to be that of the results.
        error: standard deviation of its error as a share of it, None where the file names none.
    """

    line: int
    variable: str
    cell: Cell
    first: np.datetime64
    last: np.datetime64
    value: float
    unit: str
    kind: str
    source: str = ""
    unit_given: bool = True
    error: float | None = None

    @property
    def series(self) -> tuple[str, Cell]:
        """What it is one number of."""
        return self.variable, self.cell

    @property
    def axes(self) -> tuple[str, ...]:
        """The axes that its series names a label of."""
        return tuple(axis for axis, _ in self.cell)

    def lies_in(self, months: np.ndarray) -> bool:
        """Whether a run of these months, given by their first days, covers the period; of a stock, its end."""
        start, first_end, end = np.array([months[0], months[0], months[-1]], "datetime64[M]") + np.array([0, 1, 1])
        return bool((first_end <= self.last + 1 if self.kind == "stock" else start <= self.first) and self.last < end)

    def weights(self, months: np.ndarray) -> np.ndarray:
        """The share of each month that makes up the period, so that the model's number is ``weights @ path``.

        A flow takes the share of a month's days; an index the share of the period's days; a stock is read between
        the ends of the two months around the period's last day.

        Args:
            months: (months,) first days of the months of the run.

        Returns:
            (months,) weights; all nan where the period does not lie in the run.
        """
        if not self.lies_in(months):
            return np.full(len(months), np.nan)
        starts = months.astype("datetime64[M]").astype("datetime64[D]")
        ends = (months.astype("datetime64[M]") + 1).astype("datetime64[D]")
        after = self.last + 1
        if self.kind == "stock":
            return np.array([np.interp(_number(after), _number(ends), row) for row in np.eye(len(ends))])
        days = np.minimum(ends, after) - np.maximum(starts, self.first)
        days = np.maximum(days.astype(float), 0)
        return days / days.sum() if self.kind == "index" else days / (ends - starts).astype(float)


def _number(day: np.datetime64 | np.ndarray) -> np.ndarray:
    return np.asarray(day).astype(float)


@dataclass(frozen=True)
class Observed:
    """The observations of a file that can be compared with one run.

    Attributes:
        items: the observations, in the order of the file.
        notes: what a reader should know about the file, as texts by language.
        name: the file's name.
        sha256: of its content, by which it is known again.
    """

    items: tuple[Observation, ...]
    notes: tuple[dict[str, str], ...] = ()
    name: str = ""
    sha256: str = ""

    def by_series(self) -> dict[tuple[str, Cell], list[Observation]]:
        """The observations of each series in order of time, series in the order of the file."""
        found: dict[tuple[str, Cell], list[Observation]] = {}
        for item in self.items:
            found.setdefault(item.series, []).append(item)
        return {key: sorted(items, key=lambda one: (one.last, one.first)) for key, items in found.items()}
