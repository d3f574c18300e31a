"""Run the arms of experiments, each once per member, side by side on the member's luck; keep what is finished.

What is kept of an arm of a member is a file named after the content of the arm and all that it rests on (code, data,
parameters, scale, seed), so that a later run takes it as it is, and never takes a stale one.
"""

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from calibration.experiments.intervention import Arm
from calibration.experiments.recorded_states import RESULTS, Series, watched
from common.kept import Kept
from model.draws import Draws
from model.parameters import Parameters
from scenarios.running.fingerprints import fingerprint, foundations
from scenarios.running.workers import run_all

SEED = 2023
SCALE = 0.03
TOGETHER = 6
"""Arms stepped side by side: they share what luck and the world alone settle."""


def arm_key(arm: Arm, scale: float) -> str:
    """Return a key of the content of an arm and of all that its run depends on."""
    return fingerprint(foundations(), list(RESULTS), repr(arm), scale, SEED)[:24]


def _name(key: str, member: int) -> str:
    return f"{member:04d}-{key}"


def load(folder: Path, arm: Arm, member: int, scale: float) -> Series:
    """Return what was kept of an arm of a member.

    Raises:
        OSError: it was never run, or its file is damaged.
    """
    name = _name(arm_key(arm, scale), member)
    arrays = Kept(folder).get(name, name)
    if arrays is None:
        raise OSError(f"{Kept(folder).path(name)} is not there or damaged")
    return arrays


def play(arms: Sequence[Arm], member: int, scale: float) -> list[Series]:
    """Run companion arms of one member side by side, on the member's luck and its draw of the parameters."""
    draws = Draws.of_member(SEED, member)
    parameters = Parameters.drawn(draws, dict(arms[0].parameters))
    cities = [arm.model(parameters, draws, scale) for arm in arms]
    months: list[list[Series]] = [[] for _ in arms]
    for _ in range(arms[0].months):
        for city, kept in zip(cities, months, strict=True):
            city.step()
            kept.append(watched(city))
    for city in cities:
        city.free()
    return [{name: np.stack([one[name] for one in kept]) for name in kept[0]} for kept in months]


def _play_and_keep(folder: Path, scale: float, job: tuple[Sequence[Arm], int]) -> None:
    arms, member = job
    for arm, series in zip(arms, play(arms, member, scale), strict=True):
        name = _name(arm_key(arm, scale), member)
        Kept(folder).put(name, name, series)


def batches(arms: Iterable[Arm]) -> list[tuple[Arm, ...]]:
    """Return arms in groups of companions, no larger than :data:`TOGETHER`."""
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
    kept = Kept(folder)
    missing: dict[int, dict[str, Arm]] = {}
    for arm, member in wanted:
        name = _name(arm_key(arm, scale), member)
        if not kept.has(name, name):
            missing.setdefault(member, {})[name] = arm
    jobs = [(batch, member) for member, arms in missing.items() for batch in batches(arms.values())]
    for _ in run_all(partial(_play_and_keep, folder, scale), jobs, workers):
        pass
