"""The model over 2013-2019 in the world as it was, member by member: played once, kept on the disk, and read again."""

import inspect
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from calibration import history
from common.kept import Kept
from model.draws import Draws
from model.parameters import Parameters
from scenarios.running.ensemble import Progress
from scenarios.running.fingerprints import ROOT, files_hash, fingerprint, foundations
from scenarios.running.workers import run_all

FIRST_YEAR, LAST_YEAR = history.FIRST_YEAR, 2019
SEED = 2023
Arrays = dict[str, np.ndarray]


def play(
    folder: Path,
    take: Callable[[Arrays], Arrays],
    members: int,
    scale: float | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Arrays:
    """Return what ``take`` keeps of each member's monthly results of Nanjing, by name, members first.

    ``take`` gives the arrays to keep from monthly results, variable -> (months, *axes), and is a function of a module;
    for the others see :func:`play_each`.
    """
    files = [Path(inspect.getfile(take))]
    return play_each(folder, partial(_history, take), files, members, scale, workers, progress)


def play_each(
    folder: Path,
    one: Callable[[Draws, float], Arrays],
    files: Sequence[Path],
    members: int,
    scale: float | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Arrays:
    """Return what ``one`` gives for each member, by name, members first.

    Args:
        folder: where finished members are kept; those of the same code, parameters and data are used again.
        one: gives the arrays of a member from its random numbers and the scale.
        files: what it depends on beside the model and history.
        members: how many draws of parameters and luck.
        scale: share of potential travellers; default that of history.
        workers: processes; default one per core.
        progress: called with members done, in all and failed.
    """
    scale = scale or history.SCALE
    own = files_hash([Path(history.__file__), history.SUPPORT, Path(__file__), *files], ROOT)
    key = fingerprint(foundations(), own, scale, SEED)[:24]
    kept = Kept(folder)
    names = [_name(key, member) for member in range(members)]
    missing = [member for member, name in enumerate(names) if not kept.has(name, name)]
    done = members - len(missing)
    if progress is not None:
        progress(done, members, 0)
    for _ in run_all(partial(_play, folder, key, scale, one), missing, workers):
        done += 1
        if progress is not None:
            progress(done, members, 0)
    loaded = [kept.get(name, name) or {} for name in names]
    return {name: np.stack([one[name] for one in loaded]) for name in loaded[0]}


def _play(folder: Path, key: str, scale: float, one: Callable[[Draws, float], Arrays], member: int) -> None:
    name = _name(key, member)
    Kept(folder).put(name, name, one(Draws.of_member(SEED, member), scale))


def _history(take: Callable[[Arrays], Arrays], draws: Draws, scale: float) -> Arrays:
    return take(history.played(Parameters.drawn(draws), draws, LAST_YEAR - FIRST_YEAR + 1, scale))


def _name(key: str, member: int) -> str:
    return f"{key}-{member:04d}"
