"""Files written whole or not at all, the digests by which their content is known, and tables as CSV."""

import csv
import hashlib
import io
import os
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

_NAME_LETTERS = 40
"""Letters of a file's name that its draft repeats, so that a long name stays one that every disk takes."""


class TargetRefused(PermissionError):
    """A file that cannot be replaced, as where another program has it open or it is write-protected."""


@contextmanager
def drafted(path: Path) -> Generator[Path]:
    """Give a draft beside ``path`` to write; when all is written, the draft takes its place in one step.

    A reader sees the old file or the whole new one, also after a kill or a power cut. No draft is left behind where
    writing fails, so that a full disk has its room back.

    Raises:
        TargetRefused: ``path`` is there and cannot be replaced, as where another program holds it open.
        OSError: the disk or the folder refuses; the error names ``path``.
    """
    draft = path.with_name(f".{path.name[:_NAME_LETTERS]}.{os.getpid()}.tmp")
    try:
        yield draft
        with draft.open("r+b") as file:
            os.fsync(file.fileno())
        _replace(draft, path)
    except BaseException as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.filename in (None, str(draft)):
            error.filename = str(path)
        raise


def _replace(draft: Path, path: Path) -> None:
    try:
        draft.replace(path)
    except PermissionError as error:
        if not path.exists():
            raise
        raise TargetRefused(error.errno, error.strerror, str(path)) from error


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


def csv_text(rows: Iterable[Sequence[object]]) -> str:
    """Return rows of cells as CSV text, one line each, with line feeds."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table as CSV, whole or not at all.

    Raises:
        OSError: as :func:`drafted`.
    """
    write_bytes(path, csv_text([header, *rows]).encode())


def read_csv(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV table in UTF-8, with or without byte order mark, by the names of the header.

    A cell that a short row lacks is the empty text.

    Raises:
        OSError: the file cannot be read.
        UnicodeDecodeError: the file is not UTF-8.
        csv.Error: the file is no table.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, restval=""))
