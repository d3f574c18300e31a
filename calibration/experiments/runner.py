"""Run the arms of experiments, each once per member, side by side on the member's luck; keep what is finished.

What is kept of an arm of a member is a file named after the content of the arm and all that it rests on (code, data,
parameters, scale, seed), so that a later run takes it as it is, and never takes a stale one.
"""

import io
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from calibration.experiments.intervention import Arm
from calibration.experiments.recorded_states import RESULTS, Series, watched
from model.draws import Draws, member_seed
from model.parameters import Parameters
from scenarios.running.fingerprints import fingerprint, foundations
from scenarios.running.member import keep

SEED = 2023
SCALE = 0.03
TOGETHER = 6
"""Arms stepped side by side: they share what luck and the world alone settle."""


def arm_key(arm: Arm, scale: float) -> str:
    """Names the content of an arm and all that a run of it rests on."""
    return fingerprint(foundations(), list(RESULTS), repr(arm), scale, SEED)[:24]


def _path(folder: Path, key: str, member: int) -> Path:
    return folder / f"{member:04d}-{key}.npz"


def load(folder: Path, arm: Arm, member: int, scale: float) -> Series:
    """What was kept of an arm of a member.

    Raises:
        OSError: it was never run.
    """
    with np.load(_path(folder, arm_key(arm, scale), member), allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}


def play(arms: Sequence[Arm], member: int, scale: float) -> list[Series]:
    """Run companion arms of one member side by side, on the member's luck and its draw of the parameters."""
    seed = member_seed(SEED, member)
    parameters, draws = Parameters.drawn(seed, dict(arms[0].parameters)), Draws(seed)
    cities = [arm.model(parameters, draws, scale) for arm in arms]
    months: list[list[Series]] = [[] for _ in arms]
    for _ in range(arms[0].months):
        for city, kept in zip(cities, months, strict=True):
            city.step()
            kept.append(watched(city))
    for city in cities:
        city.free()
    return [{name: np.stack([one[name] for one in kept]) for name in kept[0]} for kept in months]


def _play_and_keep(folder: Path, keys: Sequence[str], arms: Sequence[Arm], member: int, scale: float) -> None:
    for key, series in zip(keys, play(arms, member, scale), strict=True):
        content = io.BytesIO()
        np.savez_compressed(content, **series)
        keep(_path(folder, key, member), content.getvalue())


def batches(arms: Iterable[Arm]) -> list[tuple[Arm, ...]]:
    """Arms in groups of companions, no larger than :data:`TOGETHER`."""
    groups: dict[tuple, list[Arm]] = {}
    for arm in arms:
        groups.setdefault(arm.companions, []).append(arm)
    cut = [group[i : i + TOGETHER] for group in groups.values() for i in range(0, len(group), TOGETHER)]
    return [tuple(batch) for batch in cut]


def fill(folder: Path, wanted: Iterable[tuple[Arm, int]], scale: float, workers: int) -> None:
    """Run every arm of every member that the folder does not hold yet.

    Args:
        folder: where finished runs are kept.
        wanted: pairs of arm and member.
        scale: share of potential travellers.
        workers: processes.
    """
    from joblib import Parallel, delayed, parallel_config

    folder.mkdir(parents=True, exist_ok=True)
    missing: dict[int, dict[str, Arm]] = {}
    for arm, member in wanted:
        key = arm_key(arm, scale)
        if not _path(folder, key, member).exists():
            missing.setdefault(member, {})[key] = arm
    jobs = [(batch, member) for member, arms in missing.items() for batch in batches(arms.values())]
    if not jobs:
        return
    with parallel_config("loky", n_jobs=min(workers, len(jobs), os.cpu_count() or 1), inner_max_num_threads=1):
        Parallel(batch_size=1)(
            delayed(_play_and_keep)(folder, [arm_key(arm, scale) for arm in batch], batch, member, scale)
            for batch, member in jobs
        )
