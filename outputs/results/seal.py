"""The last line of a file of results: the digest of everything before it, so that a file alone shows that it is sound.

HDF5 has checksums over chunks of numbers, but none over labels, and one wrong bit in its structure can stop it without end
or end the process: what is damaged must be known before HDF5 opens it. HDF5 reads no further than its own end, so the
line is no matter to other programs; one that writes to the file takes it away or makes it wrong.
"""

import hashlib
import os
from pathlib import Path

from common.errors import UserError
from common.files import digest, file_digest
from common.system_errors import unreadable

WORD = b"\nsha256 of the above: "
LENGTH = len(WORD) + 64 + 1
_STEP = 1 << 20


def seal(path: Path) -> None:
    """Put the seal at the end of a file and see that all of it is on the disk.

    Raises:
        OSError: the disk refuses.
    """
    found = file_digest(path)
    with path.open("ab") as file:
        file.write(WORD + found.encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def seal_of(content: bytes) -> bytes:
    """The seal of a file with that content."""
    return WORD + digest(content).encode() + b"\n"


def sealed(path: Path) -> str:
    """The SHA-256 of a whole file with its seal, which is sound.

    Raises:
        UserError: it cannot be read, or it has no seal, or another one than it should have.
    """
    try:
        with path.open("rb") as file:
            left = os.fstat(file.fileno()).st_size - LENGTH
            found = hashlib.sha256()
            while left > 0 and (piece := file.read(min(left, _STEP))):
                found.update(piece)
                left -= len(piece)
            expected, last = WORD + found.hexdigest().encode() + b"\n", file.read()
    except OSError as error:
        raise unreadable(path, error) from error
    if last != expected:
        raise damaged(path)
    found.update(last)
    return found.hexdigest()


def damaged(path: Path) -> UserError:
    """What to say of a file that is not as it was written."""
    return UserError(
        f"{path} is not a result of this version of the model, or was cut short, damaged or changed since it was "
        "written: make it again with --replace",
        f"{path} 不是本版模型的结果，或在写成之后被截断、损坏或改动；请加 --replace 重新生成",
    )
