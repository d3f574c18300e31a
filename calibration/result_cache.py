"""A cache of finished runs: each is kept under a key of all that it depends on, so that work resumes."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

import numpy as np

from common.kept import Kept
from scenarios.running.ensemble import Progress
from scenarios.running.workers import run_all

StageProgress = Callable[[str, int, int], None]
"""Called with the name of a stage, and pieces of work done and in all in that stage."""


class Work(Protocol):
    """Something to run: cheap to send to another process."""

    def key(self) -> str:
        """Return a name for all that the result depends on; letters and digits."""
        ...

    def run(self) -> np.ndarray:
        """Return the result."""
        ...


def done(work: Sequence[Work], folder: Path, workers: int | None = 2, progress: Progress | None = None) -> np.ndarray:
    """Return the results of each piece of work, stacked: from the cache where they are there, else run and kept.

    Args:
        work: what to run; results must have one shape.
        folder: the cache.
        workers: processes; None is one per core.
        progress: called with pieces done, in all and failed.
    """
    cache = Kept(folder)
    keys = [piece.key() for piece in work]
    rows = {place: arrays["row"] for place, key in enumerate(keys) if (arrays := cache.get(key, key)) is not None}
    missing = [place for place in range(len(work)) if place not in rows]
    run = partial(_run, folder)
    for place, row in run_all(run, [(place, keys[place], work[place]) for place in missing], workers):
        rows[place] = row
        if progress:
            progress(len(rows), len(work), 0)  # a piece that fails ends the work
    return np.stack([rows[place] for place in range(len(work))])


def _run(folder: Path, piece: tuple[int, str, Work]) -> tuple[int, np.ndarray]:
    place, key, work = piece
    row = work.run()
    Kept(folder).put(key, key, {"row": row})
    return place, row


def in_stage(progress: StageProgress | None, stage: str) -> Progress | None:
    """Return the progress of one stage; None where nobody asks."""
    return None if progress is None else lambda done, total, failed: progress(stage, done, total)
