"""How xarray reads a results file: each variable's dimensions and attributes are looked up once in HDF5.

The engine of h5netcdf looks every dimension up again for each property of each variable; for the many small variables
of a run that takes four times as long. What is read is the same.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import h5py
import numpy as np
import xarray as xr
from h5netcdf.attrs import Attributes
from xarray.backends import (
    AbstractDataStore,
    BackendArray,
    BackendEntrypoint,
    CachingFileManager,
    StoreBackendEntrypoint,
)
from xarray.core import indexing

ESCAPE = "_nc4_non_coord_"
"""Begins the name in HDF5 of a variable with the name of a dimension that is not its labels (netCDF-4 convention)."""
NO_VARIABLE = b"This is a netCDF dimension but not a netCDF variable"
"""Begins the name of a dimension that has no labels (netCDF-4 convention)."""
TEXT = h5py.string_dtype()
"""How numpy holds texts of their own lengths."""
TEXT_IN_MEMORY = h5py.h5t.py_create(TEXT)
"""The same for HDF5."""
Scales = dict[h5py.h5d.DatasetID, str]
"""Dimensions of a file that have been met, with their names."""


class ResultsEngine(BackendEntrypoint):
    """For ``xarray.open_dataset(path, engine=ResultsEngine)``; values are read when they are asked for."""

    def open_dataset(
        self, filename_or_obj: Any, *, drop_variables: Any = None, only: Collection[str] | None = None
    ) -> xr.Dataset:
        """Return the variables of the file's root; ``only`` those named, with the labels of their dimensions, takes less time.

        Raises:
            OSError: the file is none of HDF5, or cannot be read.
            KeyError: a variable's dimensions have no names: the file is none of netCDF-4.
        """
        return StoreBackendEntrypoint().open_dataset(_Store(str(filename_or_obj), only), drop_variables=drop_variables)


class _Store(AbstractDataStore):
    """The variables of one file, which stays open until it is closed."""

    def __init__(self, path: str, only: Collection[str] | None = None):
        self.path, self.files, self.only = path, CachingFileManager(h5py.File, path, mode="r"), only

    def get_variables(self) -> Mapping[str, xr.Variable]:
        file, scales = self.files.acquire(), Scales()
        if self.only is None:
            found = self._variables(file, file, scales)
        else:
            found = self._variables(file, [name for name in file if name.removeprefix(ESCAPE) in self.only], scales)
            dimensions = {dimension for variable in found.values() for dimension in variable.dims}
            found |= self._variables(file, [name for name in file if name in dimensions and name not in found], scales)
        return {name.removeprefix(ESCAPE): variable for name, variable in found.items()}

    def _variables(self, file: h5py.File, names: Iterable[str], scales: Scales) -> dict[str, xr.Variable]:
        """The variables among the datasets of the file with these names, by their names in HDF5."""
        datasets = ((name, file[name]) for name in names)
        return {
            name: self._variable(name, dataset, scales)
            for name, dataset in datasets
            if isinstance(dataset, h5py.Dataset)
            and not (dataset.is_scale and dataset.attrs["NAME"].startswith(NO_VARIABLE))
        }

    def get_attrs(self) -> Mapping[str, Any]:
        return _attributes(self.files.acquire())

    def close(self) -> None:
        self.files.close()

    def _variable(self, name: str, dataset: h5py.Dataset, scales: Scales) -> xr.Variable:
        dimensions, attributes = _dimensions(name, dataset, scales), _attributes(dataset)
        if h5py.check_string_dtype(dataset.dtype) is not None:  # xarray would read texts now too, by a longer way
            return xr.Variable(dimensions, dataset.asstr()[()].astype(str), attributes)
        values = indexing.LazilyIndexedArray(_Values(self.files, name, dataset))
        return xr.Variable(dimensions, values, attributes, self._encoding(dimensions, dataset))

    def _encoding(self, dimensions: tuple[str, ...], dataset: h5py.Dataset) -> dict[str, Any]:
        """How the variable is kept, in the words of xarray, so that it is written again as it was."""
        chunks = dataset.chunks
        encoding: dict[str, Any] = {
            "dtype": dataset.dtype,
            "contiguous": chunks is None,
            "chunksizes": chunks,
            "fletcher32": dataset.fletcher32,
            "shuffle": dataset.shuffle,
            "source": self.path,
            "original_shape": dataset.shape,
        }
        if chunks:
            encoding["preferred_chunks"] = dict(zip(dimensions, chunks, strict=True))
        if dataset.compression == "gzip":
            encoding |= {"zlib": True, "complevel": dataset.compression_opts}
        return encoding


class _Values(BackendArray):
    """The values of one variable on disk."""

    def __init__(self, files: CachingFileManager, name: str, dataset: h5py.Dataset):
        self.files, self.name, self.shape, self.dtype = files, name, dataset.shape, dataset.dtype

    def __getitem__(self, key: indexing.ExplicitIndexer) -> Any:
        return indexing.explicit_indexing_adapter(key, self.shape, indexing.IndexingSupport.OUTER_1VECTOR, self._read)

    def _read(self, key: tuple) -> np.ndarray:
        return self.files.acquire()[self.name][key]


def _attributes(of: h5py.HLObject) -> dict[str, Any]:
    known = Attributes(of.attrs, None, h5py)
    return {name: _attribute(of, name, known) for name in known}


def _attribute(of: h5py.HLObject, name: str, known: Attributes) -> Any:
    """What h5netcdf reads, which looks three times and at more than one text or number needs, as nearly all are."""
    attribute = h5py.h5a.open(of.id, name.encode())
    kind, shape = attribute.get_type(), attribute.shape
    if isinstance(kind, h5py.h5t.TypeStringID) and kind.is_variable_str() and shape == ():
        text = np.empty(shape, TEXT)
        attribute.read(text, mtype=TEXT_IN_MEMORY)
        return str(text.item(), "utf-8", "surrogateescape")
    if isinstance(kind, h5py.h5t.TypeIntegerID | h5py.h5t.TypeFloatID) and shape in ((), (1,)):
        numbers = np.empty(shape, attribute.dtype)
        attribute.read(numbers)
        return numbers.reshape(1)[0]
    value = known[name]
    return value.decode() if isinstance(value, bytes) and name != "_FillValue" else value


def _dimensions(name: str, dataset: h5py.Dataset, scales: Scales) -> tuple[str, ...]:
    if dataset.is_scale:
        scales[dataset.id] = name
        return (name,)
    references = dataset.attrs["DIMENSION_LIST"] if dataset.ndim else ()
    return tuple(_dimension(axis[-1], dataset.id, scales) for axis in references)


def _dimension(reference: h5py.h5r.Reference, beside: h5py.h5d.DatasetID, scales: Scales) -> str:
    """The name of the scale that is referred to, for which HDF5 searches the file where it is not known yet."""
    scale = h5py.h5r.dereference(reference, beside)
    if scale not in scales:
        scales[scale] = h5py.h5r.get_name(reference, beside).decode().removeprefix("/")
    return scales[scale]
