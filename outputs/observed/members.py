"""What the members of a run have where something was observed."""

import numpy as np
import xarray as xr

from outputs.observed.observation import SUM_NAMES, SUMS, WEIGHTED_BY, Cell, Observation
from outputs.results.numbers import Unit, reader_unit
from outputs.results.reader_names import axis_names, chinese, variable_name


def path(dataset: xr.Dataset, variable: str, cell: Cell, variant: str = "scenario") -> xr.DataArray:
    """A series of the run, dims (member, month), in the unit of the file.

    What the cell does not name is added up; an index is averaged, each label by its floor space or seats.

    Args:
        dataset: the run.
        variable: one of its variables or of :data:`outputs.observed.SUMS`.
        cell: pairs of axis and label.
        variant: ``scenario`` or ``counterfactual``.
    """
    first, *others = (_one(dataset, part, cell, variant) for part in SUMS.get(variable, (variable,)))
    return sum(others, 0 + first)


def _one(dataset: xr.Dataset, variable: str, cell: Cell, variant: str) -> xr.DataArray:
    array = _chosen(dataset, variable, cell, variant)
    others = [dim for dim in array.dims if dim not in ("member", "month")]
    if array.attrs["kind"] != "index" or not others:
        return array.sum(others).transpose("member", "month")
    weights = _chosen(dataset, WEIGHTED_BY[variable], cell, variant)
    held = weights.where(array.notnull(), 0.0)  # where there are no seats nothing is loaded
    return ((array.fillna(0.0) * held).sum(others) / held.sum(others)).transpose("member", "month")


def _chosen(dataset: xr.Dataset, variable: str, cell: Cell, variant: str) -> xr.DataArray:
    array = dataset[variable].sel(variant=variant, drop=True).astype(np.float64)
    for axis, label in cell:
        key = f"{axis}_key" if f"{axis}_key" in dataset else axis
        place = list(map(str, dataset[key].values)).index(label)
        array = array.isel({axis: place}, drop=True)
    return array.assign_attrs(dataset[variable].attrs)


def members(along: xr.DataArray, observation: Observation) -> np.ndarray:
    """What each member has where something was observed, (members,).

    Args:
        along: the series, (member, month), from :func:`path`.
        observation: one number of that series, inside the run.
    """
    weights = observation.weights(along["month"].values)
    used = weights != 0
    return along.values[:, used] @ weights[used]


def unit_of(dataset: xr.Dataset, variable: str, lang: str) -> Unit:
    """The reader's unit of a variable or sum of variables."""
    first = SUMS.get(variable, (variable,))[0]
    return reader_unit(first, dataset[first].attrs["units"], lang)


def name_of(dataset: xr.Dataset, variable: str, cell: Cell, lang: str) -> str:
    """The reader's name of a series: the variable's, and which labels."""
    name = SUM_NAMES[variable][lang == "zh"] if variable in SUMS else variable_name(dataset, variable, lang)
    told = [label_name(dataset, axis, label, lang) for axis, label in cell]
    if not told:
        return name
    return f"{name}：{'、'.join(told)}" if lang == "zh" else f"{name}: {', '.join(told)}"


def label_name(dataset: xr.Dataset, axis: str, label: str, lang: str) -> str:
    """The reader's name of one label."""
    key = f"{axis}_key" if f"{axis}_key" in dataset else axis
    names = axis_names(dataset, axis, lang)
    name = str(names[list(map(str, dataset[key].values)).index(label)])
    return chinese(name) if lang == "zh" else name
