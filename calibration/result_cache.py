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


Arrays = dict[str, np.ndarray]


class Work(Protocol):
    """Something to run: cheap to send to another process."""

    def key(self) -> str:
        """Return a name for all that the result depends on; letters and digits."""
        ...

    def run(self) -> np.ndarray | Arrays:
        """Return the result: one array, or several by name."""
        ...


def done(work: Sequence[Work], folder: Path, workers: int | None = 2, progress: Progress | None = None) -> np.ndarray:
    """Return the results of work that gives one array each, stacked; for arguments see :func:`all_done`."""
    return np.stack([arrays["row"] for arrays in all_done(work, folder, workers, progress)])


def all_done(
    work: Sequence[Work], folder: Path, workers: int | None = 2, progress: Progress | None = None
) -> list[Arrays]:
    """Return the results of each piece of work by name: from the cache where they are there, else run and kept.

    Args:
        work: what to run; a result that is one array is named ``row``.
        folder: the cache.
        workers: processes; None is one per core.
        progress: called with pieces done, in all and failed.
    """
    cache = Kept(folder)
    keys = [piece.key() for piece in work]
    results = {place: arrays for place, key in enumerate(keys) if (arrays := cache.get(key, key)) is not None}
    missing = [place for place in range(len(work)) if place not in results]
    run = partial(_run, folder)
    for place, arrays in run_all(run, [(place, keys[place], work[place]) for place in missing], workers):
        results[place] = arrays
        if progress:
            progress(len(results), len(work), 0)  # a piece that fails ends the work
    return [results[place] for place in range(len(work))]


def _run(folder: Path, piece: tuple[int, str, Work]) -> tuple[int, Arrays]:
    place, key, work = piece
    result = work.run()
    arrays = result if isinstance(result, dict) else {"row": result}
    Kept(folder).put(key, key, arrays)
    return place, arrays


def in_stage(progress: StageProgress | None, stage: str) -> Progress | None:
    """Return the progress of one stage; None where nobody asks."""
    return None if progress is None else lambda done, total, failed: progress(stage, done, total)
