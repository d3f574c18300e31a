"""Nanjing beside its benchmarks: the gap where both were counted alike, and how much of it runs close.

A gap is given only between figures of one year that cover the same. What a run closes of it is its effect, scenario less
counterfactual in the last twelve months, over the gap; the gap stays that of its year.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, Protocol

import numpy as np
import xarray as xr

from outputs.results.outcomes import total

MONTHS = 12
NATION = "china"
HOME = ("nanjing", NATION)
"""Places whose figures stand for Nanjing: its own, or the nation's where an index is national."""


class Measure(Protocol):
    """What is measured; see the reader of the benchmarks."""

    @property
    def key(self) -> str: ...
    @property
    def group(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def unit_zh(self) -> str: ...
    @property
    def better(self) -> str: ...
    @property
    def result(self) -> str: ...
    @property
    def en(self) -> str: ...
    @property
    def zh(self) -> str: ...
    @property
    def no_result_en(self) -> str: ...
    @property
    def no_result_zh(self) -> str: ...


class Figure(Protocol):
    """What was counted at a place in a year; see the reader of the benchmarks."""

    @property
    def measure(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def value(self) -> float: ...
    @property
    def year(self) -> int: ...
    @property
    def scope(self) -> str: ...
    @property
    def note_en(self) -> str: ...
    @property
    def note_zh(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def source_zh(self) -> str: ...


class Closed(NamedTuple):
    """What one run says of a measure, means over members; ``share`` is of the gap, each member's (members,), or None."""

    run: str
    counterfactual: float
    scenario: float
    share: np.ndarray | None


class Line(NamedTuple):
    """One benchmark of one measure; ``why`` names why there is no gap: scope, year, kind or missing."""

    measure: Measure
    here: Figure | None
    there: Figure
    gap: float | None
    why: str
    closed: tuple[Closed, ...]

    @property
    def national(self) -> bool:
        """Whether countries are compared, each for the city in it."""
        return self.here is not None and self.here.place == NATION


def lines(
    measures: Sequence[Measure], figures: Sequence[Figure], runs: Mapping[str, xr.Dataset] | None = None
) -> list[Line]:
    """Return a line for each figure of a benchmark, by measure.

    Args:
        measures: what is measured.
        figures: what was counted, Nanjing's figures among them.
        runs: open results by name.
    """
    found = []
    for measure in measures:
        of_measure = [one for one in figures if one.measure == measure.key]
        at_home = [one for one in of_measure if one.place in HOME]
        by_run = {name: _of_run(measure, dataset) for name, dataset in (runs or {}).items() if measure.result}
        for there in of_measure:
            if there.place not in HOME:
                found.append(_line(measure, at_home, there, by_run))
    return found


def _line(measure: Measure, at_home: Sequence[Figure], there: Figure, by_run: Mapping[str, np.ndarray]) -> Line:
    here = next((one for one in at_home if one.year == there.year), at_home[0] if at_home else None)
    why = _why_no_gap(here, there)
    gap = there.value - here.value if here is not None and not why else None
    closed = []
    for name, (usual, done) in by_run.items():
        share = (done - usual) / gap if gap else None
        closed.append(Closed(name, float(usual.mean()), float(done.mean()), share))
    return Line(measure, here, there, gap, why, tuple(closed))


def _why_no_gap(here: Figure | None, there: Figure) -> str:
    if there.scope == "kind":
        return "kind"
    if here is None:
        return "missing"
    if there.scope != here.scope:
        return "scope"
    return "year" if here.year != there.year else ""


def _of_run(measure: Measure, dataset: xr.Dataset) -> np.ndarray:
    """Return a measure in the last twelve months of a run, a year's worth, (variants, members): counterfactual first."""
    last = dataset.isel(month=slice(-MONTHS, None))
    values = RESULTS[measure.result](last).transpose("variant", "member")
    return np.stack([values.sel(variant=name).values for name in ("counterfactual", "scenario")])


def _a_year(flow: xr.DataArray) -> xr.DataArray:
    return flow.mean("month") * MONTHS


def _passengers(last: xr.Dataset) -> xr.DataArray:
    """Passengers of international flights, both ways, million a year."""
    return _a_year(total(last["seats"] * last["load_factor"])) * 2e-6


def _flights(last: xr.Dataset) -> xr.DataArray:
    """Landings and take-offs of international passenger flights a year."""
    return total(last["weekly_flights"]).mean("month") * 2 * 365.25 / 7


def _countries(last: xr.Dataset) -> xr.DataArray:
    """Markets with a flight a week or more, mean of the months."""
    return total((last["weekly_flights"] >= 1).astype(float)).mean("month")


RESULTS: dict[str, Callable[[xr.Dataset], xr.DataArray]] = {
    "passengers": _passengers,
    "flights": _flights,
    "countries": _countries,
    "visitors": lambda last: _a_year(total(last["visitors"])) * 1e-6,
    "spending": lambda last: _a_year(total(last["visitor_spending"])),
}
"""What of a run is comparable with a measure, in the measure's unit, (variant, member)."""
