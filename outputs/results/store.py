"""The results file: one netCDF-4 dataset, written a few members at a time, the same bytes for the same results.

The caller hands everything over as plain data, so that this room needs neither the model nor the scenarios. No time
stamp and no machine name enters the file: they belong to the provenance beside it.
"""

import io
import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import h5py
import numpy as np

from common.files import drafted
from common.results_names import AXES
from common.vocabulary import VARIANTS
from outputs.results.netcdf_writer import NetcdfFile, tell
from outputs.results.seal import seal

FORMAT = 1
"""Version of the file's form, in the global attribute ``results_format``; a reader refuses any other."""
TOGETHER = 8
"""Members that are written in one piece: each piece of each variable costs as much as several members' numbers."""
LEVEL = 1
"""How hard gzip tries: what luck gave has few digits in common; harder saves a fortieth of the file and takes half as long again."""
RESERVE_BYTES = 32 << 20
"""Memory that must be free before a file is begun; assumption: HDF5 and one variable of the members that are written together take less."""
EPOCH = np.datetime64("2013-01-01", "D")

Results = Mapping[str, Mapping[str, np.ndarray]]
"""One member's results: variant -> variable -> array of shape (months, *axes)."""


class OfMembers(NamedTuple):
    """What members differ by, one value for both variants: drawn numbers and worlds."""

    variables: Sequence[Mapping]
    """One mapping per variable with ``key``, ``axes`` (of which ``month`` may be one), ``unit``, ``en`` and ``zh``."""
    coordinates: Mapping[str, Mapping[str, Sequence[str]]]
    """Labels of axes that no other variable has, as in :func:`assemble`, and their units ``unit``."""
    load: Callable[[int], Mapping[str, np.ndarray]]
    """Gives the values of one member by variable, each of the shape of its axes."""


def assemble(
    path: Path,
    variables: Iterable[Mapping],
    coordinates: Mapping[str, Mapping[str, Sequence[str]]],
    start: str,
    months: int,
    members: Sequence[int],
    load: Callable[[int], Results],
    attributes: Mapping[str, str | int | float],
    of_members: OfMembers | None = None,
) -> None:
    """Write the results of all members to one new file; memory holds :data:`TOGETHER` members at a time.

    Args:
        path: the file to write; it appears under this name only when it is whole.
        variables: one mapping per variable with ``key``, ``axes``, ``unit``, ``kind``, ``en`` and ``zh``.
        coordinates: for ``variant`` and each axis the ``keys`` of its labels and their names ``en`` and ``zh``.
        start: first month, ``YYYY-MM``.
        months: number of months.
        members: numbers of the members that finished, in the order of the file.
        load: gives the results of one member, each array of shape (months, \\*axes).
        attributes: global attributes.
        of_members: what members differ by, if it is to be kept.

    Raises:
        OSError: the disk is full, or refuses otherwise; then no file is there.
        MemoryError: too little memory is left to begin.
    """
    variables = list(variables)
    bytearray(RESERVE_BYTES)  # raises MemoryError here, and not within HDF5, where it ends the whole process
    with drafted(path) as draft:
        with DiskFullSafeFile(draft) as disk, NetcdfFile(disk) as file:
            file.attrs["results_format"] = FORMAT
            for name, value in attributes.items():
                file.attrs[name] = value
            sizes = {axis: len(labels["keys"]) for axis, labels in coordinates.items()}
            _write_axes(file, coordinates, {variable["key"] for variable in variables})
            _write_runs(file, start, months, members)
            for variable in variables:
                _declare(file, variable, (months, *(sizes[axis] for axis in variable["axes"])))
            if of_members is not None:
                _declare_of_members(file, of_members)
            own = []
            for first in range(0, len(members), TOGETHER):
                some = []
                for member in members[first : first + TOGETHER]:
                    some.append(load(member))
                    if of_members is not None:
                        own.append(of_members.load(member))
                for variable in variables:
                    key = variable["key"]
                    values = np.stack([[one[variant][key] for one in some] for variant in VARIANTS])
                    file[key][:, first : first + len(some)] = values
                file.flush()
                if disk.error is not None:
                    break
            if of_members is not None and disk.error is None and own:
                for variable in of_members.variables:
                    handle = file[variable["key"]]
                    handle[:] = np.stack([values[variable["key"]].reshape(handle.shape[1:]) for values in own])
        if disk.error is not None:
            raise disk.error
        seal(draft)


class DiskFullSafeFile(io.RawIOBase):
    """A file that keeps in memory what the disk refuses, and the refusal in ``error``.

    A write that fails ends the whole process while HDF5 closes its file, so HDF5 never sees one.
    """

    def __init__(self, path: Path):
        self._file: io.FileIO | io.BytesIO = path.open("w+b", buffering=0)
        self.error: OSError | None = None

    def write(self, content: Any) -> int:
        """Write all of it, as HDF5 expects, on the disk or in memory."""
        rest = memoryview(content).cast("B")
        size = len(rest)
        while rest:
            try:
                rest = rest[self._file.write(rest) :]
            except OSError as error:
                self._give_up(error)
        return size

    def truncate(self, size: int | None = None) -> int:
        """Change the size."""
        try:
            return self._file.truncate(size)
        except OSError as error:
            self._give_up(error)
            return self._file.truncate(size)

    def _give_up(self, error: OSError) -> None:
        """Go on in memory, from what is on the disk."""
        self.error, at, disk = error, self._file.tell(), self._file
        disk.seek(0)
        self._file = io.BytesIO(disk.read())
        self._file.seek(at)
        disk.close()

    def readinto(self, buffer: Any) -> int:
        """Read bytes from the current position into ``buffer``."""
        return self._file.readinto(buffer)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Move to a position and return it."""
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """Return the current position, bytes."""
        return self._file.tell()

    def readable(self) -> bool:
        """Return True."""
        return True

    def writable(self) -> bool:
        """Return True."""
        return True

    def seekable(self) -> bool:
        """Return True."""
        return True

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        super().close()


def _write_axes(file: NetcdfFile, coordinates: Mapping, taken: Collection[str]) -> None:
    """The labels of each axis and, as further coordinates, their names for readers.

    Where a variable has the name of its axis (``risk``), the labels are in ``risk_key``.
    """
    extra = []
    for axis, labels in coordinates.items():
        names = {f"{axis}_key" if axis in taken else axis: labels["keys"]}
        if axis in taken:
            file.add_dimension(axis, len(labels["keys"]))
        names |= {f"{axis}_name": labels["en"], f"{axis}_name_zh": labels["zh"]}
        for name, texts in names.items():
            _coordinate(file, name, axis, np.array(list(texts), dtype=object))
        extra += [name for name in names if name != axis]
    file.attrs["coordinates"] = " ".join([*str(file.attrs.get("coordinates", "")).split(), *extra])


def _write_runs(file: NetcdfFile, start: str, months: int, members: Sequence[int]) -> None:
    """The numbers of the members and the first day of each month."""
    _coordinate(file, "member", "member", np.array(members, dtype=np.int32))
    first_days = (np.datetime64(start, "M") + np.arange(months)).astype("datetime64[D]")
    month = _coordinate(file, "month", "month", (first_days - EPOCH).astype(np.int32))
    tell(month, "units", f"days since {EPOCH}")
    tell(month, "calendar", "proleptic_gregorian")


def _coordinate(file: NetcdfFile, name: str, axis: str, labels: np.ndarray) -> h5py.Dataset:
    variable = file.add_variable(name, (axis,), labels)
    for attribute, told in zip(("long_name", "long_name_zh"), AXES[axis].name, strict=True):
        tell(variable, attribute, told)
    return variable


def _declare_of_members(file: NetcdfFile, of_members: OfMembers) -> None:
    """Empty variables for what members differ by, (member, *axes); labels that stand for numbers in many units carry these."""
    for axis, labels in of_members.coordinates.items():
        _write_axes(file, {axis: labels}, ())
        file.add_variable(f"{axis}_unit", (axis,), np.array(list(labels["unit"]), dtype=object))
        file.attrs["coordinates"] = f"{file.attrs['coordinates']} {axis}_unit"
    for variable in of_members.variables:
        handle = file.add_variable(
            variable["key"], ("member", *variable["axes"]), dtype="f8", compression="gzip", compression_opts=LEVEL, shuffle=True,
            fletcher32=True, fillvalue=np.nan,
        )  # fmt: skip
        for attribute, field in (("units", "unit"), ("long_name", "en"), ("long_name_zh", "zh")):
            tell(handle, attribute, variable[field])


def _declare(file: NetcdfFile, variable: Mapping, shape: tuple[int, ...]) -> None:
    """An empty variable; members that are written together make one chunk."""
    handle = file.add_variable(
        variable["key"],
        ("variant", "member", "month", *variable["axes"]),
        dtype="f8",
        chunks=(len(VARIANTS), min(TOGETHER, file.size("member")), *shape),
        compression="gzip",
        compression_opts=LEVEL,
        shuffle=True,
        fletcher32=True,
        fillvalue=np.nan,
    )
    for attribute, field in (("units", "unit"), ("long_name", "en"), ("long_name_zh", "zh"), ("kind", "kind")):
        tell(handle, attribute, variable[field])
