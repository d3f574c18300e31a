"""A part of the scenario: its share of the effect, from the members in which it was also run alone.

The parts are what the city itself decides, and what behaviour brings without elicited pushes.

Few members are run so. Effects differ much from one member to the next, the share that the part has of the effect of the
same member differs little: the share is taken over those members and laid on the mean effect of all of them.
"""

import contextlib
import math
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import numpy as np
import xarray as xr

from common.files import csv_text
from outputs.results.outcomes import LEVELS, Outcome, difference, monthly, quantiles
from outputs.results.summary_rows import EXPORTED, is_stock, levels_over, periods
from outputs.results.unit_words import unit_words

PARTS = ("city", "process")
"""Parts that may be run beside a scenario: what the city decides; what needs no push by an elicited amount."""
VARIANT = {part: f"effect_{part}" for part in PARTS}
"""What the summary calls the effect of a part."""
SHARE = "share"
"""The measure of such a line that gives the share and not the effect."""


class PartEffect(NamedTuple):
    """The part of the effect on one outcome: ``share`` of the whole, ``mean`` in the unit of the file."""

    share: float
    mean: float


def part_effect(
    dataset: xr.Dataset, part: xr.Dataset, outcome: Outcome, months: slice = slice(None)
) -> PartEffect | None:
    """Return the part of the effect on one outcome that a part of the scenario brings, over some months.

    Args:
        dataset: results of the whole scenario.
        part: results of some of its members with only the part.
        outcome: the outcome.
        months: all where not given.

    Returns:
        The part; None where the whole effect of the same members is not clear of zero: a share of it says nothing.
    """
    whole, alone = monthly(dataset, outcome).values, monthly(part, outcome).values
    return _part(whole, alone, _members_of(dataset, part), is_stock(dataset, outcome), months)


def _members_of(dataset: xr.Dataset, part: xr.Dataset) -> np.ndarray:
    """Which members of the whole the part was run in, boolean, (members,)."""
    return np.isin(dataset["member"].values, part["member"].values)


def _part(whole: np.ndarray, part: np.ndarray, members: np.ndarray, stock: bool, months: slice) -> PartEffect | None:
    """The same from the monthly outcome of both, (variants, members, months), and the members that the part has."""
    of_all, alone = (difference(*levels_over(flow, stock, months)) for flow in (whole, part))
    same = of_all[members]
    low, high = quantiles(same, LEVELS["80"])
    if low <= 0 <= high:
        return None
    share = float(alone.mean()) / float(same.mean())
    return PartEffect(share, share * float(of_all.mean()))


def _rows(dataset: xr.Dataset, part_run: xr.Dataset, name: str) -> Iterator[tuple]:
    spans, members = periods(dataset), _members_of(dataset, part_run)
    for outcome in EXPORTED:
        whole, part = monthly(dataset, outcome).values, monthly(part_run, outcome).values
        stock = is_stock(dataset, outcome)
        measure = "end" if stock else "sum"
        unit = dataset[outcome.variables[0]].attrs["units"]
        for period, months in spans.items():
            if (found := _part(whole, part, members, stock, months)) is not None:
                for measured, value, of in ((measure, found.mean, unit), (SHARE, found.share, "1")):
                    yield (
                        outcome.key,
                        period,
                        measured,
                        VARIANT[name],
                        format(value, ".10g"),
                        *[""] * 5,
                        of,
                        outcome.en,
                        outcome.zh,
                        *unit_words(outcome.key, measured, of),
                    )


def part_csv(dataset: xr.Dataset, part: xr.Dataset, name: str) -> str:
    """Further lines for ``summary.csv``: effect and share of a part, a name of :data:`PARTS`, without quantiles, where they are clear."""
    return csv_text(_rows(dataset, part, name))


def shares_of_part(rows: Iterable[Mapping[str, str]]) -> dict[str, float]:
    """Return the shares among such lines by outcome; what is no number is left out."""
    found = {}
    for row in rows:
        if row.get("measure") == SHARE:
            with contextlib.suppress(ValueError):
                found[row.get("outcome", "")] = float(row.get("mean") or "nan")
    return {key: share for key, share in found.items() if math.isfinite(share)}
