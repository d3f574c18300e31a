"""Waves: many runs over history at once, kept, and read as the moments of whatever targets one asks for."""

import dataclasses
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from calibration.fit_points import Candidate
from calibration.history import History
from calibration.result_cache import StageProgress, all_done, in_stage
from calibration.targets import Target, fitted, moments


@dataclasses.dataclass(frozen=True)
class Wave:
    """Candidates that were run.

    ``scores`` are their points, (candidates, parameters); ``histories`` what each run left, by month.
    """

    candidates: tuple[Candidate, ...]
    histories: tuple[History, ...]

    @property
    def scores(self) -> np.ndarray:
        """Points of the candidates in standard normal scores, (candidates, parameters)."""
        return np.array([candidate.scores for candidate in self.candidates])

    def moments(self, chosen: Sequence[Target] | None = None) -> np.ndarray:
        """Moments of the chosen targets (default: the fitted ones), log, (candidates, targets)."""
        chosen = fitted() if chosen is None else chosen
        return np.array([moments(history, chosen) for history in self.histories])

    def __add__(self, other: "Wave") -> "Wave":
        return Wave(self.candidates + other.candidates, self.histories + other.histories)


def run(
    candidates: Sequence[Candidate],
    folder: Path,
    workers: int | None = 2,
    progress: StageProgress | None = None,
    stage: str = "prior",
) -> Wave:
    """Run candidates, or take from the folder what was run before; for arguments see :func:`calibration.fit.fit`."""
    return Wave(tuple(candidates), tuple(all_done(candidates, folder, workers, in_stage(progress, stage))))
