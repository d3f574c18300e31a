"""Perform experiments: run what their arms need, measure, add members where the answer is not sharp, and judge."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from calibration.experiments import duty_free, fares, investment, placebos, routes, runner, talent, trade, visas, zones
from calibration.experiments.record import Experiment
from calibration.experiments.table import TABLE, effects
from calibration.experiments.verdict import Result, result, sharp, unmeasured
from calibration.result_cache import StageProgress
from common.files import write_csv

EXPERIMENTS: dict[str, Experiment] = {
    experiment.id: experiment
    for room in (visas, routes, fares, investment, trade, talent, zones, duty_free, placebos)
    for experiment in room.EXPERIMENTS
}
"""Experiments by the id of their row."""
MEASURED = TABLE.with_name("effects_measured.csv")
KEPT = "effects"
"""Folder of finished runs, below the one given."""
AT_MOST = 3
"""Members are added to experiments that are not sharp, up to this multiple of the members wanted."""


def run(
    folder: Path,
    members: int = 30,
    workers: int = 2,
    only: Iterable[str] | None = None,
    scale: float = runner.SCALE,
    progress: StageProgress | None = None,
) -> list[Result]:
    """Measure the effects over paired members; what the folder holds of earlier runs is taken as it is.

    Args:
        folder: finished runs are kept in ``effects`` below it.
        members: at first; experiments whose answer is not sharp get more, up to :data:`AT_MOST` times as many.
        workers: processes.
        only: ids of the rows to measure, default all.
        scale: share of potential travellers that is simulated.
        progress: called before each round of runs with the ids of its experiments, 0, and the members of each.

    Returns:
        A result for each row wanted, in the order of the table; rows without an experiment say why.

    Raises:
        KeyError: an id that is no row of the table.
        ValueError: fewer than two members.
    """
    if members < 2:
        raise ValueError("a standard error takes two members")
    rows = [effects()[name] for name in only] if only is not None else list(effects().values())
    wanted = [EXPERIMENTS[row.id] for row in rows if row.id in EXPERIMENTS]
    values = measure(Path(folder) / KEPT, wanted, range(members), scale, workers, progress)
    have = members
    while have < AT_MOST * members:
        blurred = [
            one for one in wanted if effects()[one.id].use == "test" and not sharp(effects()[one.id], values[one.id])
        ]
        if not blurred:
            break
        more = range(have, min(have + members, AT_MOST * members))
        added = measure(Path(folder) / KEPT, blurred, more, scale, workers, progress)
        values |= {name: np.concatenate([values[name], part]) for name, part in added.items()}
        wanted, have = blurred, more.stop
    told = {one.id: one for one in EXPERIMENTS.values()}
    return [
        result(row, told[row.id].switch_en, told[row.id].switch_zh, values[row.id])
        if row.id in values
        else unmeasured(row)
        for row in rows
    ]


def measure(
    folder: Path,
    experiments: Sequence[Experiment],
    members: Iterable[int],
    scale: float,
    workers: int,
    progress: StageProgress | None = None,
) -> dict[str, np.ndarray]:
    """What each experiment measures in each member, (members, parts), by id; runs what is missing first."""
    members = list(members)
    if progress is not None and experiments:
        progress(" ".join(one.id for one in experiments), 0, len(members))
    arms = [arm for one in experiments for arm in one.arms.values()]
    runner.fill(folder, [(arm, member) for member in members for arm in arms], scale, workers)
    values: dict[str, list[np.ndarray]] = {one.id: [] for one in experiments}
    for member in members:
        for one in experiments:
            runs = {name: runner.load(folder, arm, member, scale) for name, arm in one.arms.items()}
            values[one.id].append(np.atleast_1d(np.asarray(one.measure(runs), dtype=float)))
    return {name: np.array(parts) for name, parts in values.items()}


def write_measured(results: Sequence[Result], path: Path = MEASURED) -> None:
    """Write what was measured as a table with a row for each part of each effect."""
    header = ("id", "part", "members", "median", "low_80", "high_80", "mean", "standard_error", "verdict")
    write_csv(path, header, (row for one in results for row in _parts(one)))


def _parts(one: Result) -> list[tuple]:
    numbers = (one.median, one.low, one.high, one.mean, one.error)
    return [
        (one.row.id, part + 1, one.members, *(f"{n[part]:.4g}" for n in numbers), one.verdict)
        for part in range(len(one.median))
    ]
