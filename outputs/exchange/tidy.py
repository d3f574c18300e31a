"""Tidy CSV: a row for each result, variant, month and label; means and quantiles over members, or each member."""

from collections.abc import Iterator, Sequence

import numpy as np
import xarray as xr

from outputs.exchange.cells import asked, labels, own_axes, with_effect, written
from outputs.results.outcomes import quantiles
from outputs.results.summary_rows import QUANTILES

PLACES = ("variable", "variant", "month", "axis_1", "label_1", "axis_2", "label_2")
"""Columns that say what a row is of; an axis that a result does not have is empty."""
SUMMED = (*PLACES, "mean", "p10", "p25", "p50", "p75", "p90", "unit", "kind")
EACH = (*PLACES, "member", "value", "unit", "kind")


def tidy(dataset: xr.Dataset, names: Sequence[str] = (), each_member: bool = False) -> Iterator[Sequence[object]]:
    """The rows of the table, headings first, in the units of the results file.

    Args:
        dataset: the results.
        names: results, all where empty.
        each_member: whether every member has a row of its own, in place of means and quantiles over members.

    Raises:
        UserError: no such result.
    """
    chosen = asked(dataset, names)  # at fault before anything is written
    return _rows(dataset, chosen, each_member)


def _rows(dataset: xr.Dataset, names: Sequence[str], each_member: bool) -> Iterator[Sequence[object]]:
    yield EACH if each_member else SUMMED
    months = [str(month)[:7] for month in dataset["month"].values]
    members = [int(member) for member in dataset["member"].values]
    for name in names:
        array = dataset[name].load()
        axes, attrs = own_axes(array), array.attrs
        keys = [labels(dataset, axis) for axis in axes]
        end = (attrs["units"], attrs["kind"])
        for variant, values in with_effect(array):
            numbers = values.transpose("member", "month", *axes).values
            shown = None if each_member else _summed(numbers)
            for place in np.ndindex(numbers.shape[1:]):
                where = [name, variant, months[place[0]], *_place(axes, keys, place[1:])]
                if shown is None:
                    for member, number in zip(members, numbers[(slice(None), *place)], strict=True):
                        yield [*where, member, written(number), *end]
                else:
                    yield [*where, *map(written, shown[(slice(None), *place)]), *end]


def _summed(numbers: np.ndarray) -> np.ndarray:
    """Mean and quantiles over members, (6, month, *axes)."""
    return np.concatenate([numbers.mean(axis=0)[None], quantiles(numbers, QUANTILES)])


def _place(axes: Sequence[str], keys: Sequence[Sequence[str]], place: Sequence[int]) -> list[str]:
    cells = [cell for axis, names, k in zip(axes, keys, place, strict=True) for cell in (axis, names[k])]
    return (cells + [""] * 4)[:4]
