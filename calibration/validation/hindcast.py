"""The model's own yearly numbers for Nanjing from 2013 to 2019, member by member, for the backtests."""

import io
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np

from calibration import history
from model.draws import Draws, member_seed
from model.parameters import Parameters
from scenarios.running.fingerprints import ROOT, files_hash, fingerprint, foundations
from scenarios.running.member import keep

FIRST_YEAR, LAST_YEAR = history.FIRST_YEAR, 2019
SEED = 2023
VARIABLES = {
    "inbound_visitors": "visitors",
    "fdi_musd": "fdi_actual_use",
    "inbound_receipts_musd": "visitor_spending",
}
"""Indicator of the city panel → result."""
Progress = Callable[[int, int, int], None]


def paths(
    folder: Path, members: int, scale: float | None = None, workers: int | None = None, progress: Progress | None = None
) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Yearly numbers of the model over the known years, in the world as it was.

    Args:
        folder: where finished members are kept; those of the same code, parameters and data are taken as they are.
        members: how many draws of parameters and luck.
        scale: share of potential travellers; default that of history.
        workers: processes; default one per core.
        progress: told members done, in all and failed.

    Returns:
        Indicator → years (years,) and members (members, years).
    """
    from joblib import Parallel, delayed, parallel_config

    folder.mkdir(parents=True, exist_ok=True)
    scale = scale or history.SCALE
    own = files_hash([Path(history.__file__), Path(__file__)], ROOT)
    key = fingerprint(foundations(), own, scale, SEED)[:24]
    files = [folder / f"{key}-{member:04d}.npz" for member in range(members)]
    missing = [member for member, file in enumerate(files) if not file.exists()]
    done = members - len(missing)
    if progress is not None:
        progress(done, members, 0)
    with parallel_config(
        "loky", n_jobs=min(workers or os.cpu_count() or 1, max(len(missing), 1)), inner_max_num_threads=1
    ):
        for _ in Parallel(return_as="generator_unordered", batch_size=1)(
            delayed(_play)(files[member], member, scale) for member in missing
        ):
            done += 1
            if progress is not None:
                progress(done, members, 0)
    years = np.arange(FIRST_YEAR, LAST_YEAR + 1)
    loaded = []
    for file in files:
        with np.load(file, allow_pickle=False) as arrays:
            loaded.append({name: arrays[name] for name in VARIABLES})
    return {name: (years, np.stack([one[name] for one in loaded])) for name in VARIABLES}


def _play(file: Path, member: int, scale: float) -> None:
    seed = member_seed(SEED, member)
    found = history.history(Parameters.drawn(seed), Draws(seed), LAST_YEAR - FIRST_YEAR + 1, scale)
    content = io.BytesIO()
    np.savez(content, **{name: found[key].reshape(len(found[key]), -1).sum(axis=1) for name, key in VARIABLES.items()})
    keep(file, content.getvalue())
