"""Variants of members that were run before, whichever run they belonged to: kept once on this machine, by what they depend on.

A variant of a member is a function of the plan, the setting, the member's numbers and luck, the code, the data and the
libraries. Its name in the store is the fingerprint of all these, so that the counterfactual of a member is run once
for all scenarios that share it. The store holds no more than its limit, what was used longest ago goes first; it may
be deleted at any time, and a run never fails for it.
"""

import os
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from common.errors import UserError
from common.kept import Kept

PLACE, LIMIT = "VARIANT_STORE", "VARIANT_STORE_GIB"
"""Environment variables: the folder of the store or the word off, and the most that it may hold in GiB."""
OFF = "off"
USUAL_GIB = 2.0
_GIB = 2**30
_LOOKS = 32
"""A process looks at the size of the store each time it has written this part of the limit."""
_FULL, _AFTER = 0.9, 0.8
"""Share of the limit from which the oldest go, and which is filled when they have gone; what is left is for other processes."""
_FREE = 2**30
"""Bytes that the store leaves free on the disk."""
_DRAFT_SECONDS = 3600
"""Age at which a draft is the rest of a process that was ended while it wrote."""
_OWN = "own/"
"""Before the names of what is the member's own, beside those of the variant's variables."""


class Variant(NamedTuple):
    """What a plan gave in one member: its variables, and the member's own numbers and world, the same in all variants."""

    results: dict[str, np.ndarray]
    own: dict[str, np.ndarray]


@dataclass(frozen=True)
class VariantStore:
    """A folder of finished variants; cheap to send to other processes.

    Args:
        folder: where they are; made when the first is kept.
        limit: the most that it holds, bytes.
    """

    folder: Path
    limit: int

    def get(self, name: str) -> Variant | None:
        """Return a variant; None where there is none that can be trusted. It then counts as used just now."""
        if not self.folder.is_dir():
            return None
        kept = Kept(self.folder)
        arrays = kept.get(name, name)
        if arrays is None:
            return None
        with suppress(OSError):  # another process has just removed it
            os.utime(kept.path(name))
        return _as_variant(arrays)

    def put(self, name: str, variant: Variant) -> None:
        """Keep a variant, whole or not at all; nothing is kept where the disk is nearly full or refuses."""
        arrays = {**variant.results, **{_OWN + key: array for key, array in variant.own.items()}}
        with suppress(OSError):
            kept = Kept(self.folder)
            if self._has_room(sum(array.nbytes for array in arrays.values())):
                kept.put(name, name, arrays)

    def size(self) -> tuple[int, int]:
        """Return how many variants there are, and their bytes."""
        sizes = [size for _, size, path in self._files() if path.suffix == ".npz"]
        return len(sizes), sum(sizes)

    def clear(self) -> None:
        """Remove all variants and drafts; other files, and the folder, stay."""
        for _, _, path in self._files():
            _remove(path)

    def prune(self) -> None:
        """Remove what was used longest ago where there is too much, and drafts that nobody finishes."""
        files = sorted(self._files())
        for used, _, path in files:
            if path.suffix == ".tmp" and time.time() - used > _DRAFT_SECONDS:
                _remove(path)
        filled = sum(size for _, size, _ in files)
        if filled <= _FULL * self.limit:
            return
        for _, size, path in files:
            if filled <= _AFTER * self.limit:
                return
            if path.suffix == ".npz":
                _remove(path)
                filled -= size

    def _has_room(self, wanted: int) -> bool:
        """Whether the disk takes these bytes too; the store is pruned from time to time."""
        import shutil

        written = _written.get(self.folder)
        if written is None or written + wanted > self.limit // _LOOKS:
            self.prune()
            written = 0
        _written[self.folder] = written + wanted
        return wanted <= self.limit and shutil.disk_usage(self.folder).free > _FREE + wanted

    def _files(self) -> list[tuple[float, int, Path]]:
        """Return when each file was last used, its bytes and path; what goes meanwhile is left out."""
        found = []
        with suppress(OSError):
            for entry in os.scandir(self.folder):
                if entry.name.endswith((".npz", ".tmp")):
                    with suppress(OSError):
                        about = entry.stat()
                        found.append((about.st_mtime, about.st_size, Path(entry.path)))
        return found


_written: dict[Path, int] = {}
"""Bytes that this process has put into a store since it last looked at its size."""


def _remove(path: Path) -> None:
    with suppress(OSError):  # another process was first, or, on Windows, reads it
        path.unlink(missing_ok=True)


def _as_variant(arrays: Mapping[str, np.ndarray]) -> Variant:
    own = {key.removeprefix(_OWN): array for key, array in arrays.items() if key.startswith(_OWN)}
    return Variant({key: array for key, array in arrays.items() if not key.startswith(_OWN)}, own)


def store_here() -> VariantStore | None:
    """Return the store that the environment names, by default in the system's folder for caches; None where it is off.

    Raises:
        UserError: a limit that is no number of GiB.
    """
    place, limit = os.environ.get(PLACE, "").strip(), _limit()
    if place.lower() == OFF or not limit:
        return None
    try:
        folder = Path(place).expanduser() if place else _caches() / "nanjing-opening-model" / "variants"
    except RuntimeError:  # this user has no home
        return None
    return VariantStore(folder.absolute(), limit)


def _limit() -> int:
    said = os.environ.get(LIMIT, "").strip()
    try:
        limit = float(said) if said else USUAL_GIB
        if not 0 <= limit < float("inf"):
            raise ValueError
    except ValueError:
        raise UserError(
            f"{LIMIT}={said}: a number of GiB, such as 2 or 0.5; 0 switches the store off",
            f"{LIMIT}={said}：应为以 GiB 计的数，如 2 或 0.5；0 表示不用缓存",
        ) from None
    return int(limit * _GIB)


def _caches() -> Path:
    """Return the system's folder for what programs can make again.

    Raises:
        RuntimeError: this user has no home folder.
    """
    if sys.platform == "win32":
        named, usual = os.environ.get("LOCALAPPDATA"), ("AppData", "Local")
    elif sys.platform == "darwin":
        named, usual = None, ("Library", "Caches")
    else:
        named, usual = os.environ.get("XDG_CACHE_HOME"), (".cache",)
    return Path(named) if named and Path(named).is_absolute() else Path.home().joinpath(*usual)
