"""What lies beside the results of a run and goes into its report: attributions, the city's part, a validation.

What is not there is left out; what is there and cannot be read is left out and named, for the report to say so.
"""

import csv
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

import xarray as xr

from common.errors import UserError
from common.files import read_csv
from common.system_errors import unreadable
from outputs.attribution import ranking_file
from outputs.attribution.attribution_file import file_name, open_attribution
from outputs.attribution.ranking_file import file_name as ranking_name
from outputs.attribution.ranking_file import open_ranking
from outputs.documents.document import clean
from outputs.results.carried_out import EVALUATED, PLANNED, PROGRESS
from outputs.results.conditioning import conditioning_of
from outputs.results.history import HISTORY, history_of
from outputs.results.open import open_run
from outputs.results.part_of_effect import VARIANT
from outputs.results.summary_rows import EXPORTED
from outputs.validation.score_rows import SCORED_FILE, SUMMARY_FILE, GroupScore, Scored, read, read_scored

RANKED = ("tasks", "fields")
ATTRIBUTED = ("levers", "tables", "decider")
"""Who an effect can be shared among, in the order of the report."""
LONGEST_TITLE = 300
Rows = list[dict[str, str]]


Content = TypeVar("Content")


class Beside(NamedTuple):
    """Files beside the results, as :class:`outputs.report.run.Run` has them; ``damaged`` names those left out."""

    attribution: dict[str, Rows]
    shared: dict[str, xr.Dataset]
    ranked: dict[str, xr.Dataset]
    city: tuple[dict[str, str], ...]
    process: tuple[dict[str, str], ...]
    validation: tuple[GroupScore, ...]
    planned: xr.Dataset | None
    progress: tuple[dict[str, str], ...]
    ranking: xr.Dataset | None
    damaged: tuple[str, ...]
    history: xr.Dataset | None = None
    conditioning: dict | None = None
    scored: Scored | None = None


def beside(folder: Path) -> Beside:
    """What lies beside the results in the folder of a run."""
    damaged: list[str] = []

    def content(name: str, reader: Callable[[Path], Content]) -> Content | None:
        path = folder / name
        try:
            return reader(path) if path.exists() else None
        except UserError:
            damaged.append(name)
            return None

    attribution = {by: content(f"{file_name(by)}.csv", _rows) for by in ATTRIBUTED}
    shared = {by: content(f"{file_name(by)}.nc", partial(_shared, by)) for by in ATTRIBUTED}
    ranked = {by: content(f"{ranking_file.file_name(by)}.nc", partial(_ranked, by)) for by in RANKED}
    lines = content("summary.csv", _rows) or []
    totals = [row for row in lines if row.get("period") == "total"]
    validation = content(SUMMARY_FILE, lambda path: read(path, GroupScore)) or []
    return Beside(
        {by: rows for by, rows in attribution.items() if rows},
        {by: dataset for by, dataset in shared.items() if dataset is not None},
        {by: dataset for by, dataset in ranked.items() if dataset is not None},
        _of_part(totals, "city"),
        _of_part(totals, "process"),
        tuple(validation),
        content(f"{PLANNED}/results.nc", _planned),
        tuple(content(PROGRESS, _rows) or ()),
        content(f"{ranking_name('tasks')}.nc", lambda path: open_ranking(path.parent, "tasks")),
        tuple(damaged),
        content(f"{HISTORY}/results.nc", lambda path: history_of(path.parent.parent)),
        conditioning_of(folder),
        content(SCORED_FILE, read_scored),
    )


def _of_part(rows: Rows, part: str) -> tuple[dict[str, str], ...]:
    return tuple(row for row in rows if row.get("variant") == VARIANT[part])


def _planned(path: Path) -> xr.Dataset:
    """Return the results of the plan as written that an evaluation shows."""
    names = {name for outcome in EXPORTED for name in outcome.variables} | EVALUATED
    with open_run(path) as dataset:
        return dataset[[name for name in dataset.data_vars if name in names or str(name).endswith("_key")]].load()


def _shared(by: str, path: Path) -> xr.Dataset:
    return _fit(open_attribution(path.parent, by))


def _ranked(by: str, path: Path) -> xr.Dataset:
    return _fit(ranking_file.open_ranking(path.parent, by))


def _fit(dataset: xr.Dataset) -> xr.Dataset:
    """Return an attribution or a ranking with texts that are fit to be shown."""
    fit = {name: clean(value, LONGEST_TITLE) for name, value in dataset.attrs.items() if isinstance(value, str)}
    names = {
        name: ("player", [clean(one, 160) for one in dataset[name].values])
        for name in ("player_name", "player_name_zh")
    }
    return dataset.assign_attrs(fit).assign_coords(names)


def _rows(path: Path) -> Rows:
    try:
        return read_csv(path)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise unreadable(path, error) from error
