"""Candidates run over the months up to the last figure, each kept, so that an interrupted run goes on."""

import dataclasses
import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from common.kept import Kept
from model.draws import Bend, Draws
from model.parameters import Parameters
from model.world.own_course import COURSES, scores
from scenarios.conditioning.sampler import Piece
from scenarios.running.ensemble import Progress
from scenarios.running.fingerprints import fingerprint
from scenarios.running.member import Job
from scenarios.running.remembered import not_kept
from scenarios.running.workers import run_all

Blocks = tuple[tuple[int, int, int], ...]
"""Course, first calendar month and month after the last of each score."""
Measure = Callable[[Mapping[str, np.ndarray]], np.ndarray]
"""Gives the figures of a run, (figures,), from its variables, each (months, \\*axes)."""
MONTHS_A_YEAR = 12


def blocks(job: Job, stop: int) -> Blocks:
    """Return the scores that may be moved: each course of Nanjing's own in each calendar year up to the month ``stop``.

    None where the world of the run has no such courses; what happened before the first month that nobody had seen is known.
    """
    if job.setting.world["own_course"] == "frozen":
        return ()
    first = max(job.setting.start, job.setting.unseen)
    edges = [first, *(month for month in range(first + 1, stop) if month % MONTHS_A_YEAR == 0), stop]
    spans = [(a, b) for a, b in itertools.pairwise(edges) if a < b]
    return tuple((course, a, b) for a, b in spans for course in range(len(COURSES)))


def bends(of: Blocks, values: Sequence[float]) -> tuple[Bend, ...]:
    """Return scores as bends of courses."""
    return tuple(Bend(*block, float(value)) for block, value in zip(of, values, strict=True))


@dataclass(frozen=True)
class Candidates:
    """Runs candidates: :meth:`__call__` is what :func:`scenarios.conditioning.sampler.sample` asks for.

    Args:
        job: the run; of its plans the scenario's is what was done.
        stop: calendar month after the last figure.
        measure: gives the figures of a run.
        folder: where finished runs are kept.
        workers: processes on this machine, default one per core.
        progress: told runs done, in all and failed, over one call.
        failures: why runs failed, in the order in which they did; runs that were asked for add to it.
    """

    job: Job
    stop: int
    measure: Measure
    folder: Path
    workers: int | None = None
    progress: Progress | None = None
    failures: list[str] = dataclasses.field(default_factory=list)

    @property
    def blocks(self) -> Blocks:
        """Return the scores that may be moved."""
        return blocks(self.job, self.stop)

    def __call__(self, pieces: Sequence[Piece]) -> list[tuple[np.ndarray, np.ndarray] | None]:
        """Return scores and figures of each piece, None where a run failed."""
        kept = Kept(self.folder)
        there = {k: found for k, piece in enumerate(pieces) if (found := kept.get(*self._name(piece))) is not None}
        missing = [k for k in range(len(pieces)) if k not in there]
        short = dataclasses.replace(
            self.job,
            setting=dataclasses.replace(self.job.setting, months=self.stop - self.job.setting.start),
            pair=not_kept(self.job.pair),
        )
        before = len(self.failures)
        self._tell(len(there), len(pieces), 0)
        work = partial(attempt, short, self.blocks, self.measure)
        for k, found in run_all(work, [(k, pieces[k]) for k in missing], self.workers, _lost):
            if isinstance(found, str):
                self.failures.append(f"{pieces[k].candidate}: {found}")
            else:
                kept.put(*self._name(pieces[k]), found)
                there[k] = found
            failed = len(self.failures) - before
            self._tell(len(there) + failed, len(pieces), failed)
        return [(there[k]["scores"], there[k]["figures"]) if k in there else None for k in range(len(pieces))]

    def _name(self, piece: Piece) -> tuple[str, str]:
        """Return the name of a kept run and all that it depends on."""
        of = fingerprint(self.job.inputs, self.stop, self.blocks, piece)
        return f"candidate-{piece.round}-{piece.candidate:05d}", of

    def _tell(self, done: int, total: int, failed: int) -> None:
        if self.progress is not None:
            self.progress(done, total, failed)


def attempt(
    job: Job, of: Blocks, measure: Measure, numbered: tuple[int, Piece]
) -> tuple[int, dict[str, np.ndarray] | str]:
    """Run one piece; its place, and its scores and figures, or why there are none."""
    place, piece = numbered
    draws = Draws.of_member(job.seed, piece.candidate)
    if piece.scores is not None:
        draws = draws.bent(bends(of, piece.scores))
    try:
        parameters = Parameters.drawn(draws, dict(job.overrides), posterior=job.posterior)
        series = job.pair(job.setting, (job.scenario, job.scenario), parameters, draws)["scenario"]
        figures = np.asarray(measure(series), dtype=float)
    except Exception as error:  # noqa: BLE001 a candidate that fails is left out and counted, its reason kept
        cause = error.__cause__ or error
        return (
            place,
            f"{error}: {type(cause).__name__}: {cause}" if cause is not error else f"{type(error).__name__}: {error}",
        )
    if not np.isfinite(figures).all():
        return place, "a figure is no finite number"
    return place, {"scores": scores(of, job.setting.unseen, draws), "figures": figures}


def _lost(place: int, error: BaseException) -> tuple[int, str]:
    return place, f"{type(error).__name__}: {error}"
