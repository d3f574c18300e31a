"""Files written whole or not at all, and the digests by which their content is known."""

import hashlib
import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def drafted(path: Path) -> Generator[Path]:
    """Give a draft beside ``path`` to write; when all is written, the draft takes its place in one step.

    A reader sees the old file or the whole new one, also after a kill or a power cut. No draft is left behind where
    writing fails, so that a full disk has its room back.

    Raises:
        OSError: the disk or the folder refuses, or ``path`` itself does, as where another program holds it open; the
            error then names ``path``.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        yield draft
        with draft.open("r+b") as file:
            os.fsync(file.fileno())
        try:
            draft.replace(path)
        except OSError as error:
            raise type(error)(error.errno, error.strerror, str(path)) from error
    except BaseException:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; an old one is replaced.

    Raises:
        OSError: as :func:`drafted`.
    """
    with drafted(path) as draft:
        draft.write_bytes(content)


def write_text(path: Path, text: str) -> None:
    """Write a UTF-8 text file whole or not at all.

    A byte of a file name that is not UTF-8 is written as JSON escapes it.
    """
    write_bytes(path, text.encode("utf-8", "backslashreplace"))


def digest(content: bytes) -> str:
    """Return the SHA-256 of ``content``, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file's content, in hexadecimal."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
