"""The model's own yearly numbers for Nanjing from 2013 to 2019, member by member, for the backtests."""

from functools import partial
from pathlib import Path

import numpy as np

from calibration import history
from common.kept import Kept
from model.draws import Draws, member_seed
from model.parameters import Parameters
from scenarios.running.ensemble import Progress
from scenarios.running.fingerprints import ROOT, files_hash, fingerprint, foundations
from scenarios.running.workers import run_all

FIRST_YEAR, LAST_YEAR = history.FIRST_YEAR, 2019
SEED = 2023
VARIABLES = {
    "inbound_visitors": "visitors",
    "fdi_musd": "fdi_actual_use",
    "inbound_receipts_musd": "visitor_spending",
}
"""Indicator of the city panel → result."""


def paths(
    folder: Path, members: int, scale: float | None = None, workers: int | None = None, progress: Progress | None = None
) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Return yearly numbers of the model over the known years, in the world as it was.

    Args:
        folder: where finished members are kept; those of the same code, parameters and data are used again.
        members: how many draws of parameters and luck.
        scale: share of potential travellers; default that of history.
        workers: processes; default one per core.
        progress: called with members done, in all and failed.

    Returns:
        Indicator → years (years,) and members (members, years).
    """
    scale = scale or history.SCALE
    own = files_hash([Path(history.__file__), Path(__file__)], ROOT)
    key = fingerprint(foundations(), own, scale, SEED)[:24]
    kept = Kept(folder)
    names = [f"{key}-{member:04d}" for member in range(members)]
    missing = [member for member, name in enumerate(names) if not kept.has(name, name)]
    done = members - len(missing)
    if progress is not None:
        progress(done, members, 0)
    for _ in run_all(partial(_play, folder, key, scale), missing, workers):
        done += 1
        if progress is not None:
            progress(done, members, 0)
    years = np.arange(FIRST_YEAR, LAST_YEAR + 1)
    loaded = [kept.get(name, name) or {} for name in names]
    return {name: (years, np.stack([one[name] for one in loaded])) for name in VARIABLES}


def _play(folder: Path, key: str, scale: float, member: int) -> None:
    seed = member_seed(SEED, member)
    years = LAST_YEAR - FIRST_YEAR + 1
    results = history.history(Parameters.drawn(seed), Draws(seed), years, scale)
    sums = {name: results[var].reshape(len(results[var]), -1).sum(axis=1) for name, var in VARIABLES.items()}
    name = f"{key}-{member:04d}"
    Kept(folder).put(name, name, sums)
