"""Tables as CSV, written whole or not at all: an interrupt or a full disk leaves the old one as it was."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from common.files import write_bytes


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table as CSV; an old one is replaced in one step.

    Raises:
        OSError: the disk or the folder refuses.
    """
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(header)
    table.writerows(rows)
    write_bytes(path, text.getvalue().encode())
