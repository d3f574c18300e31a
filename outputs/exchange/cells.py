"""What every form of exchange is made from: variables of a run with their labels, both variants and the paired effect."""

from collections.abc import Iterator, Sequence

import numpy as np
import xarray as xr

from common.errors import UserError
from common.other_names import closest
from outputs.results.outcomes import effect

EFFECT = "effect"
"""Stands beside the two variants: scenario minus counterfactual, member by member."""


def results_of(dataset: xr.Dataset) -> list[str]:
    """Names of the variables that are results, which have both variants; what members draw is none."""
    return [str(name) for name in dataset.data_vars if "kind" in dataset[name].attrs]


def asked(dataset: xr.Dataset, names: Sequence[str]) -> list[str]:
    """The results that are named, all where none is.

    Raises:
        UserError: no such result; the message gives the nearest.
    """
    known = results_of(dataset)
    for name in names:
        if name not in known:
            near = closest(name, {key: key for key in known})
            raise UserError(
                f"--variable {name}: no such result" + (f"; did you mean {near}?" if near else ""),
                f"--variable {name}：没有这一结果" + (f"；是否想写 {near}？" if near else ""),
            )
    return list(dict.fromkeys(names)) or known


def own_axes(array: xr.DataArray) -> list[str]:
    """The axes of a result beside variant, member and month."""
    return [str(dim) for dim in array.dims if dim not in ("variant", "member", "month")]


def labels(dataset: xr.Dataset, axis: str) -> list[str]:
    """The keys of an axis as the file has them."""
    return [str(key) for key in dataset[f"{axis}_key" if f"{axis}_key" in dataset.coords else axis].values]


def with_effect(array: xr.DataArray) -> Iterator[tuple[str, xr.DataArray]]:
    """Each variant of a result by its name, then the paired effect."""
    for variant in map(str, array["variant"].values):
        yield variant, array.sel(variant=variant, drop=True)
    yield EFFECT, effect(array)


def written(value: float) -> str:
    """A number with ten significant digits; empty where there is none."""
    return format(float(value), ".10g") if np.isfinite(value) else ""
