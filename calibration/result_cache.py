"""A shelf of finished runs: each kept in its own small file by the content of what ran, so that work resumes.

A file is an array followed by its SHA-256; one that was cut short or damaged is run again.
"""

import hashlib
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from scenarios.running.member import keep

_DIGEST = hashlib.sha256().digest_size


class Work(Protocol):
    """Something to run: cheap to send to another process."""

    def key(self) -> str:
        """A name for all that the result depends on; letters and digits."""
        ...

    def run(self) -> np.ndarray:
        """The result."""
        ...


def done(
    work: Sequence[Work], folder: Path, workers: int = 2, progress: Callable[[int, int], None] | None = None
) -> np.ndarray:
    """Results of each piece of work, stacked: from the shelf where they are there, else run and put there.

    Args:
        work: what to run; results must have one shape.
        folder: the shelf.
        workers: processes.
        progress: called with pieces done and in all.
    """
    from joblib import Parallel, delayed

    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{piece.key()}.npy" for piece in work]
    found = {place: row for place, path in enumerate(paths) if (row := _read(path)) is not None}
    missing = [place for place in range(len(work)) if place not in found]
    ready = len(work) - len(missing)
    jobs = (delayed(_run)(place, work[place], paths[place]) for place in missing)
    for place, row in Parallel(n_jobs=workers, return_as="generator_unordered")(jobs):
        found[place] = row
        ready += 1
        if progress:
            progress(ready, len(work))
    return np.stack([found[place] for place in range(len(work))])


def _run(place: int, piece: Work, path: Path) -> tuple[int, np.ndarray]:
    row = piece.run()
    stream = io.BytesIO()
    np.save(stream, row, allow_pickle=False)
    keep(path, stream.getvalue() + hashlib.sha256(stream.getvalue()).digest())
    return place, row


def _read(path: Path) -> np.ndarray | None:
    try:
        content = path.read_bytes()
    except OSError:
        return None
    body, digest = content[:-_DIGEST], content[-_DIGEST:]
    return np.load(io.BytesIO(body), allow_pickle=False) if hashlib.sha256(body).digest() == digest else None
