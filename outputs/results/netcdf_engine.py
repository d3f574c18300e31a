"""How xarray reads a results file: each variable's dimensions and attributes are looked up once in HDF5.

The engine of h5netcdf looks every dimension up again for each property of each variable; for the many small variables
of a run that takes four times as long. What is read is the same.
"""

from collections.abc import Collection, Mapping
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
from xarray.coding.strings import create_vlen_dtype
from xarray.core import indexing

ESCAPE = "_nc4_non_coord_"
"""Begins the name in HDF5 of a variable with the name of a dimension that is not its labels (netCDF-4 convention)."""
NO_VARIABLE = b"This is a netCDF dimension but not a netCDF variable"
"""Begins the name of a dimension that has no labels (netCDF-4 convention)."""


class ResultsEngine(BackendEntrypoint):
    """For ``xarray.open_dataset(path, engine=ResultsEngine)``; values are read when they are asked for."""

    def open_dataset(
        self, filename_or_obj: Any, *, drop_variables: Any = None, only: Collection[str] | None = None
    ) -> xr.Dataset:
        """Return the variables of the file's root; ``only`` those named, with the labels of dimensions, takes less time.

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
        datasets = {name: item for name, item in self.files.acquire().items() if isinstance(item, h5py.Dataset)}
        scales = {dataset.id: name for name, dataset in datasets.items() if dataset.is_scale}
        return {
            name.removeprefix(ESCAPE): self._variable(name, dataset, scales)
            for name, dataset in datasets.items()
            if (self.only is None or dataset.id in scales or name in self.only)
            and not (dataset.id in scales and dataset.attrs["NAME"].startswith(NO_VARIABLE))
        }

    def get_attrs(self) -> Mapping[str, Any]:
        return _attributes(self.files.acquire())

    def close(self) -> None:
        self.files.close()

    def _variable(self, name: str, dataset: h5py.Dataset, scales: Mapping[h5py.h5d.DatasetID, str]) -> xr.Variable:
        dimensions = _dimensions(name, dataset, scales)
        values = indexing.LazilyIndexedArray(_Values(self.files, name, dataset))
        return xr.Variable(dimensions, values, _attributes(dataset), self._encoding(dimensions, dataset))

    def _encoding(self, dimensions: tuple[str, ...], dataset: h5py.Dataset) -> dict[str, Any]:
        """How the variable is kept, in the words of xarray, so that it is written again as it was."""
        chunks = dataset.chunks
        encoding: dict[str, Any] = {
            "dtype": str if h5py.check_string_dtype(dataset.dtype) else dataset.dtype,
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
        self.files, self.name, self.shape = files, name, dataset.shape
        self.texts = h5py.check_string_dtype(dataset.dtype) is not None
        self.dtype = create_vlen_dtype(str) if self.texts else dataset.dtype

    def __getitem__(self, key: indexing.ExplicitIndexer) -> Any:
        return indexing.explicit_indexing_adapter(key, self.shape, indexing.IndexingSupport.OUTER_1VECTOR, self._read)

    def _read(self, key: tuple) -> np.ndarray:
        dataset = self.files.acquire()[self.name]
        return (dataset.asstr() if self.texts else dataset)[key]


def _attributes(of: h5py.HLObject) -> dict[str, Any]:
    known = Attributes(
        of.attrs, None, h5py
    )  # which reads each attribute three times: texts, most of all, are read here
    return {name: _attribute(name, of.attrs[name], known) for name in known}


def _attribute(name: str, value: Any, known: Attributes) -> Any:
    if not isinstance(value, str):
        value = known[name]
    return value.decode() if isinstance(value, bytes) and name != "_FillValue" else value


def _dimensions(name: str, dataset: h5py.Dataset, scales: Mapping[h5py.h5d.DatasetID, str]) -> tuple[str, ...]:
    if dataset.id in scales:
        return (name,)
    references = dataset.attrs["DIMENSION_LIST"] if dataset.ndim else ()
    return tuple(scales[h5py.h5r.dereference(axis[-1], dataset.id)] for axis in references)
