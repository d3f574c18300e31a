"""The months before a run that begins where history stands: simulated, and the same in scenario and counterfactual."""

from pathlib import Path

import xarray as xr

from common.errors import UserError
from outputs.results.open import open_run
from outputs.results.outcomes import HEADLINES

HISTORY = "history"
"""Folder of their results beside those of the run."""


def history_of(run: Path) -> xr.Dataset | None:
    """Return the headline results of the months before a run, in memory; None where it has no history.

    Raises:
        UserError: they are there and cannot be read.
    """
    if not (run / HISTORY / "results.nc").is_file():
        return None
    names = [name for outcome in HEADLINES for name in outcome.variables]
    with open_run(run / HISTORY) as dataset:
        try:
            return dataset[names].load()
        except (OSError, ValueError, RuntimeError, KeyError) as error:
            where = run / HISTORY / "results.nc"
            raise UserError(
                f"{where} was cut short or damaged ({error})", f"{where} 不完整或已损坏（{error}）"
            ) from error


def with_history(paths: xr.DataArray, before: xr.DataArray | None) -> xr.DataArray:
    """Return monthly paths (variant, member, month) with those of history before them, where there is one."""
    if before is None:
        return paths
    return xr.concat([before.sel(member=paths["member"]), paths], dim="month")
