"""Open a finished run, or say clearly why that cannot be done."""

from __future__ import annotations

import json
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from common.errors import UserError
from common.system_errors import unreadable
from common.vocabulary import VARIANTS
from outputs.results.seal import damaged, sealed

if TYPE_CHECKING:
    import xarray as xr

RUNS = Path("outputs/runs")
"""Where runs are kept unless the reader says otherwise."""
_ALWAYS = {"variant", "member", "month"}
"""Dimensions of every run."""


def find_run(run: str | Path, out: str | Path = RUNS) -> Path:
    """The folder of a run given by path (to the folder or to its results file) or by name under ``out``.

    Raises:
        UserError: there is none; the message names the runs that exist.
    """
    path = Path(run)
    for folder in (path.parent if path.name == "results.nc" else path, Path(out) / run):
        if (folder / "results.nc").is_file():
            return folder
    known = sorted(p.parent.name for p in Path(out).glob("*/results.nc")) if Path(out).is_dir() else []
    raise UserError(
        f"no run {str(run)!r} here or under {out}; runs there: {', '.join(known) or 'none'}",
        f"此处及 {out} 下都没有名为“{run}”的结果；现有结果：{'、'.join(known) or '无'}",
    )


def open_run(run: str | Path, out: str | Path = RUNS, only: Collection[str] | None = None) -> xr.Dataset:
    """The results of a run, read lazily; close it or use it in a ``with`` statement.

    Args:
        run: path of the run's folder or results file, or its name under ``out``.
        out: the folder that holds runs.
        only: variables that are wanted, where few of many are; all where not given.

    Returns:
        One dataset with the dimensions ``variant``, ``member``, ``month`` and those of each variable that is wanted.

    Raises:
        UserError: no such run, a file that is not ours, was cut short, is damaged, or has another version's form.
    """
    import xarray as xr

    from outputs.results.netcdf_engine import ResultsEngine

    path = find_run(run, out) / "results.nc"
    _check_bytes(path)
    if only is not None:
        only = {*only, *_ALWAYS}
    try:
        dataset = xr.open_dataset(path, engine=ResultsEngine, only=only)
    except (OSError, ValueError, RuntimeError, KeyError) as error:
        if isinstance(error, OSError) and error.errno:  # the system refuses, whatever is in the file
            raise unreadable(path, error) from error
        raise UserError(
            f"{path} is not a netCDF file or was cut short ({error})", f"{path} 不是 netCDF 文件或不完整（{error}）"
        ) from error
    try:
        _check(dataset, path)
    except UserError:
        dataset.close()
        raise
    # xarray takes ``risk`` for labels because its axis has the same name; its labels are in ``risk_key``
    return dataset.reset_coords([name for name in dataset.coords if "kind" in dataset.variables[name].attrs])


def read_provenance(folder: Path) -> dict | None:
    """The provenance of a run, or None where there is none that can be read."""
    with suppress(OSError, ValueError, RecursionError):
        found = json.loads((folder / "provenance.json").read_text(encoding="utf-8"))
        return found if isinstance(found, dict) else None
    return None


def _check_bytes(path: Path) -> None:
    """See that a file is as it was written, by its own seal and by its run's provenance where there is one."""
    found = sealed(path)
    for folder in (path.parent, path.parent.parent):  # a part of a run lies in a folder of its own
        known = (read_provenance(folder) or {}).get("files")
        expected = known.get(path.relative_to(folder).as_posix()) if isinstance(known, dict) else None
        if expected is not None and found != expected:
            raise damaged(path)
        if expected is not None:
            return


def _check(dataset: xr.Dataset, path: Path) -> None:
    from outputs.results.store import FORMAT

    form = dataset.attrs.get("results_format")
    if form is None or not _ALWAYS <= set(dataset.dims):
        raise UserError(
            f"{path} is a netCDF file, but not a result of this model", f"{path} 是 netCDF 文件，但不是本模型的结果"
        )
    if str(form) != str(FORMAT):
        raise UserError(
            f"{path} has form {form} of another version of this model; this one reads form {FORMAT}: simulate again",
            f"{path} 由本模型的另一版本写成（格式 {form}）；此版本只读格式 {FORMAT}，请重新模拟",
        )
    if tuple(dataset["variant"].values) != VARIANTS or dataset.sizes["member"] == 0:
        raise UserError(f"{path} holds no whole member", f"{path} 中没有完整的样本")
