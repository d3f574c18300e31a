"""What a reader should know about a sound file of observations: overlaps, missing units, cumulative figures."""

import itertools
import re
from collections.abc import Iterator

import numpy as np
import xarray as xr

from common.problems import Phrase, shown
from outputs.observed.members import members, path
from outputs.observed.messages import phrase
from outputs.observed.observation import Observation, Observed
from outputs.observed.units import own_unit

FAR = 20.0
"""How many times outside the members a number without a unit is noted; a factor of ten alone may be the model's error."""
LEAST_MONTHS = 3
"""Fewest months from January on that can look cumulative."""
CUMULATIVE_GROWTH = 0.6
"""Cumulative figures of ``n`` months reach about ``n`` times the first; this share of it is enough to be noted."""
CUMULATIVE = re.compile(
    r"累计|累積|cumulat\w*|year[- ]to[- ]date|\bYTD\b|(?<!\d)0?1\s*月?\s*[-–—~～至到]\s*\d{1,2}\s*月", re.IGNORECASE
)


def notes_on(observed: Observed, dataset: xr.Dataset) -> Iterator[Phrase]:
    """Yield the notes on the observations that lie inside a run."""
    for series in observed.by_series().values():
        yield from _overlap(series)
        yield from _unit_missing(series, dataset)
        yield from _cumulative(series)


def _overlap(series: list[Observation]) -> Iterator[Phrase]:
    for before, after in itertools.pairwise(series):
        if after.first <= before.last and after.kind != "stock":
            yield phrase("overlap", line=after.line, other=before.line)
            return  # one note a series says enough


def _unit_missing(series: list[Observation], dataset: xr.Dataset) -> Iterator[Phrase]:
    """Note the first number without a unit that is far outside the members."""
    along = None
    for item in sorted(series, key=lambda item: item.line):
        if item.unit_given or item.value <= 0:
            continue
        along = path(dataset, *item.series) if along is None else along
        there = members(along, item)
        low, high = float(np.nanmin(there)), float(np.nanmax(there))
        if high > 0 and (item.value > FAR * high or item.value < low / FAR):
            numbers = {"value": _short(item.value), "low": _short(low), "high": _short(high)}
            yield phrase("unit_missing", line=item.line, unit=own_unit(item.variable, item.unit), **numbers)
            return


def _short(number: float) -> str:
    """Return a number with four digits, and all of those before the point."""
    return f"{number:,.4g}" if abs(number) < 1e4 else f"{number:,.0f}"


def _cumulative(series: list[Observation]) -> Iterator[Phrase]:
    """Note months that are called cumulative, or that rise from January on as sums since January do."""
    months = [item for item in series if item.kind == "flow" and _is_a_month(item)]
    for item in months:
        if CUMULATIVE.search(item.source) and item.first.astype("datetime64[M]").astype(int) % 12:
            yield phrase("said_cumulative", line=item.line, words=shown(item.source))
            return
    for _, of_year in itertools.groupby(months, key=lambda item: item.first.astype("datetime64[Y]")):
        year = list(of_year)
        if len(year) >= LEAST_MONTHS and _looks_cumulative(year):
            yield phrase("cumulative", line=year[0].line, variable=year[0].variable, first=str(year[0].first)[:7])
            return


def _is_a_month(item: Observation) -> bool:
    month = item.first.astype("datetime64[M]")
    return bool(month.astype("datetime64[D]") == item.first and (month + 1).astype("datetime64[D]") - 1 == item.last)


def _looks_cumulative(year: list[Observation]) -> bool:
    """Whether the months of a year begin with January, miss none, and rise as sums since January do."""
    values = [item.value for item in year]
    first = year[0].first.astype("datetime64[M]")
    unbroken = [int(item.first.astype("datetime64[M]") - first) for item in year] == list(range(len(year)))
    rising = all(before < after for before, after in itertools.pairwise(values))
    grown = values[-1] >= CUMULATIVE_GROWTH * len(values) * values[0] > 0
    return bool(first.astype(int) % 12 == 0 and unbroken and rising and grown)
