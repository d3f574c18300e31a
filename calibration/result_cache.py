"""A cache of finished runs: each is kept under a key of all that it depends on, so that work resumes."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

import numpy as np

from common.kept import Kept
from scenarios.running.workers import run_all


class Work(Protocol):
    """Something to run: cheap to send to another process."""

    def key(self) -> str:
        """Return a name for all that the result depends on; letters and digits."""
        ...

    def run(self) -> np.ndarray:
        """Return the result."""
        ...


def done(
    work: Sequence[Work], folder: Path, workers: int = 2, progress: Callable[[int, int], None] | None = None
) -> np.ndarray:
    """Return the results of each piece of work, stacked: from the cache where they are there, else run and kept.

    Args:
        work: what to run; results must have one shape.
        folder: the cache.
        workers: processes.
        progress: called with pieces done and in all.
    """
    cache = Kept(folder)
    keys = [piece.key() for piece in work]
    rows = {place: arrays["row"] for place, key in enumerate(keys) if (arrays := cache.get(key, key)) is not None}
    missing = [place for place in range(len(work)) if place not in rows]
    run = partial(_run, folder)
    for place, row in run_all(run, [(place, keys[place], work[place]) for place in missing], workers):
        rows[place] = row
        if progress:
            progress(len(rows), len(work))
    return np.stack([rows[place] for place in range(len(work))])


def _run(folder: Path, piece: tuple[int, str, Work]) -> tuple[int, np.ndarray]:
    place, key, work = piece
    row = work.run()
    Kept(folder).put(key, key, {"row": row})
    return place, row
