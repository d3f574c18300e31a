"""How a netCDF-4 file is written: dimensions are HDF5's dimension scales, each looked up once and tied to what uses it.

h5netcdf looks every dimension up again for each variable; for the many small variables of a run that takes ten times
as long. What is written reads as the same dataset.
"""

import io
from pathlib import Path
from typing import Any, BinaryIO, Self

import h5py
import numpy as np
import xarray as xr

from outputs.results.netcdf_engine import ESCAPE, NO_VARIABLE, TEXT, TEXT_IN_MEMORY

_TEXT_ON_DISK = h5py.h5t.py_create(TEXT, logical=True)
_ONE = h5py.h5s.create_simple(())


class NetcdfFile:
    """A new netCDF-4 file, to be used in a ``with`` statement; ``attrs`` are its global attributes."""

    def __init__(self, target: Path | BinaryIO | io.RawIOBase):
        self._file = h5py.File(target, "w", track_order=True)
        self._scales: dict[str, h5py.Dataset] = {}
        self._variables: dict[str, h5py.Dataset] = {}
        self.attrs = self._file.attrs

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getitem__(self, name: str) -> h5py.Dataset:
        return self._variables[name]

    def size(self, dimension: str) -> int:
        """The length of a dimension."""
        return self._scales[dimension].shape[0]

    def add_dimension(self, name: str, size: int) -> None:
        """A dimension without labels; one that has labels comes with them."""
        scale = self._file.create_dataset(name, (size,), ">f4", track_order=True)
        self._make_scale(name, scale, NO_VARIABLE.decode() + f".{size:10}")

    def add_variable(
        self,
        name: str,
        dimensions: tuple[str, ...],
        values: np.ndarray | None = None,
        dtype: Any = None,
        **storage: Any,
    ) -> h5py.Dataset:
        """A variable over dimensions that are there already, or the labels that make a dimension of the same name.

        Args:
            name: in the file.
            dimensions: names, in the order of the axes.
            values: what it holds; without, it can be written to later.
            dtype: of what is stored, that of ``values`` where not given.
            storage: chunks, compression, ``fillvalue`` and others as in :meth:`h5py.Group.create_dataset`.
        """
        kind = _stored(values.dtype if dtype is None and values is not None else np.dtype(dtype))
        if values is not None and values.dtype.kind == "U":
            values = values.astype(object)  # h5py takes no texts of one length for texts of their own lengths
        labels = dimensions == (name,) and name not in self._scales
        shape = None if labels else tuple(self.size(dimension) for dimension in dimensions)
        inside = ESCAPE + name if name in self._scales else name
        made = self._file.create_dataset(inside, shape, kind, values, track_order=True, **storage)
        if labels:
            self._make_scale(name, made, name)
        else:
            for axis, dimension in enumerate(dimensions):
                h5py.h5ds.attach_scale(made.id, self._scales[dimension].id, axis)
        if storage.get("fillvalue") is not None:
            made.attrs["_FillValue"] = np.array([storage["fillvalue"]], dtype=kind)
        self._variables[name] = made
        return made

    def flush(self) -> None:
        """Hand to the system all that was written so far."""
        self._file.flush()

    def _make_scale(self, name: str, scale: h5py.Dataset, told: str) -> None:
        scale.make_scale(told)
        scale.attrs["_Netcdf4Dimid"] = np.int32(len(self._scales))
        self._scales[name] = scale


def write_dataset(dataset: xr.Dataset, target: Path | BinaryIO) -> None:
    """Write a dataset in memory as ``dataset.to_netcdf`` does, uncompressed."""
    found, attributes = xr.conventions.encode_dataset_coordinates(dataset)
    variables = {str(name): xr.conventions.encode_cf_variable(variable) for name, variable in found.items()}
    labels = [name for name, variable in variables.items() if variable.dims == (name,)]
    with NetcdfFile(target) as file:
        file.attrs.update(attributes)
        for dimension, size in dataset.sizes.items():
            if dimension not in labels:
                file.add_dimension(str(dimension), size)
        for name in (*labels, *(name for name in variables if name not in labels)):
            variable, attrs = variables[name], dict(variables[name].attrs)
            fill = {"fillvalue": attrs.pop("_FillValue")} if "_FillValue" in attrs else {}
            made = file.add_variable(name, tuple(map(str, variable.dims)), variable.values, **fill)
            for attribute, value in attrs.items():
                tell(made, str(attribute), value)


def tell(variable: h5py.Dataset, attribute: str, value: Any) -> None:
    """Write a new attribute as h5py does, which works out anew for each text how texts are kept, by a way twice as long."""
    if isinstance(value, str):
        made = h5py.h5a.create(variable.id, attribute.encode(), _TEXT_ON_DISK, _ONE)
        made.write(np.array(value, TEXT), mtype=TEXT_IN_MEMORY)
    else:
        variable.attrs[attribute] = value


def _stored(kind: np.dtype) -> Any:
    """How HDF5 keeps values of a kind: texts in their own lengths."""
    return h5py.string_dtype() if kind.kind in "OU" else kind
