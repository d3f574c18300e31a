"""The files of an export, written row by row, each whole or not at all."""

import csv
import gzip
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import xarray as xr

from common.errors import UserError
from common.files import drafted
from outputs.exchange.cells import asked
from outputs.exchange.hubverse import TEAM_MODEL, hubverse, round_id, targets
from outputs.exchange.iamc import iamc
from outputs.exchange.tidy import tidy

FORMATS = ("tidy", "iamc", "hubverse")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export(
    dataset: xr.Dataset, form: str, folder: Path, names: Sequence[str] = (), each_member: bool = False
) -> list[Path]:
    """Write the results in one of :data:`FORMATS` into a folder and return the files; older ones are replaced.

    Args:
        dataset: the results.
        form: the format.
        folder: it is made where it is not there.
        names: results, all where empty; the hubverse table has the headline outcomes.
        each_member: of the tidy table: a row for each member.

    Raises:
        UserError: no such format or result, or options that do not go with the format.
        OSError: the disk or the folder refuses.
    """
    if form not in FORMATS:
        raise UserError(f"--format {form}: {' | '.join(FORMATS)}", f"--format {form}：可为 {'、'.join(FORMATS)}")
    if each_member and form != "tidy":
        raise UserError("--each-member is for --format tidy", "--each-member 只用于 --format tidy")
    if names and form == "hubverse":
        raise UserError(
            "--variable is not for --format hubverse, which has the headline outcomes",
            "--variable 不用于 --format hubverse，该表只含主要结果",
        )
    tables: dict[str, Iterable[Sequence[object]]]
    if form == "tidy":
        asked(dataset, names)
        tables = {"tidy-members.csv.gz" if each_member else "tidy.csv.gz": tidy(dataset, names, each_member)}
    elif form == "iamc":
        tables = {"iamc.csv": iamc(dataset, names)}
    else:
        name = f"{round_id(dataset)}-{TEAM_MODEL}.csv"
        tables = {name: hubverse(dataset), "hubverse-targets.csv": targets(dataset)}
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        _write(folder / name, rows)
    return [folder / name for name in tables]


def _write(path: Path, rows: Iterable[Sequence[object]]) -> None:
    """Write rows as UTF-8 CSV, compressed where the name says so; the same bytes from the same rows."""
    with drafted(path) as draft, draft.open("wb") as raw:
        if path.suffix == ".gz":
            with gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=raw, mtime=0) as packed:
                _lines(packed, rows)
        else:
            _lines(raw, rows)


def _lines(target: Any, rows: Iterable[Sequence[object]]) -> None:
    import io

    text = io.TextIOWrapper(target, encoding="utf-8", newline="", write_through=False)
    writer = csv.writer(text, lineterminator="\n")
    for row in rows:
        writer.writerow([_safe(cell) for cell in row])
    text.flush()
    text.detach()


def _safe(cell: object) -> object:
    """A text that begins as a formula gets an apostrophe, so that no spreadsheet runs it; a number stays one."""
    if isinstance(cell, str) and cell.startswith(_FORMULA) and not _is_number(cell):
        return f"'{cell}"
    return cell


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
