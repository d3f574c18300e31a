"""Finished work, kept on the disk so that it is not done again: each piece in a file that cannot be mistaken.

A file is a plain ``.npz`` archive (no pickle) followed by its SHA-256. It holds the *key* of the work, a fingerprint of
all that its result depends on. A file that was cut short, damaged or made from something else counts as not there.
Arrays of one type lie end to end in one array of the archive, and a layout says which is where: a member has hundreds
of small ones, and an archive takes longer to look one up than to read it.
"""

import hashlib
import io
import json
import math
import threading
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from common.files import write_bytes

Arrays = Mapping[str, np.ndarray]
_DIGEST = hashlib.sha256().digest_size
_READING = threading.Lock()
"""Results are written in a thread beside others that read members, and NumPy reads a header by Python's own parser, which two threads
at once can put out of step in Python 3.11 (SystemError: AST constructor recursion depth mismatch)."""
_KEY, _LAYOUT = "key", "layout"


def packed(key: str, arrays: Arrays) -> bytes:
    """Return the content of a file that keeps ``arrays`` under ``key``."""
    ends: dict[str, list[np.ndarray]] = {}
    layout = []
    for name, array in arrays.items():
        values = np.asarray(array)
        layout.append((name, values.dtype.str, values.shape))
        ends.setdefault(values.dtype.str, []).append(values.ravel())
    stream = io.BytesIO()
    joined = {f"/{kind}": np.concatenate(values) for kind, values in ends.items()}
    np.savez(stream, allow_pickle=False, **{_KEY: np.array(key), _LAYOUT: np.array(json.dumps(layout)), **joined})
    archive = stream.getvalue()
    return archive + hashlib.sha256(archive).digest()


def unpacked(key: str, content: bytes) -> dict[str, np.ndarray] | None:
    """Return the arrays in a file's content; None where it is not whole or has another key."""
    archive, digest = content[:-_DIGEST], content[-_DIGEST:]
    if hashlib.sha256(archive).digest() != digest:
        return None
    with _READING, np.load(io.BytesIO(archive), allow_pickle=False) as file:
        if str(file[_KEY]) != key or _LAYOUT not in file.files:
            return None
        layout = json.loads(str(file[_LAYOUT]))
        joined = {name.removeprefix("/"): file[name] for name in file.files if name not in (_KEY, _LAYOUT)}
    arrays, at = {}, dict.fromkeys(joined, 0)
    for name, kind, shape in layout:
        end = at[kind] + math.prod(shape)
        # copied, so that one that is kept does not keep the others alive
        arrays[name] = joined[kind][at[kind] : end].reshape(shape).copy()
        at[kind] = end
    return arrays


class Kept:
    """A folder of finished work, each piece in the file ``<name>.npz``.

    Args:
        folder: the folder; made where it is missing.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, name: str) -> Path:
        """Return where the piece of that name is kept."""
        return self.folder / f"{name}.npz"

    def get(self, name: str, key: str) -> dict[str, np.ndarray] | None:
        """Return the arrays of a piece; None where there are none with this key that can be trusted."""
        try:
            content = self.path(name).read_bytes()
        except OSError:
            return None
        return unpacked(key, content)

    def has(self, name: str, key: str) -> bool:
        """Return whether a piece is there, whole and with this key."""
        return self.get(name, key) is not None

    def put(self, name: str, key: str, arrays: Arrays) -> None:
        """Keep the arrays of a piece, safe against a kill or a power cut at any moment.

        Raises:
            OSError: the disk or the folder refuses; no part of the file is left.
        """
        write_bytes(self.path(name), packed(key, arrays))
