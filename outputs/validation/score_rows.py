"""The tables of a validation, as plain rows that are written beside a run and read again without knowing who scored."""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from common.errors import UserError
from common.files import csv_text, read_csv
from common.records import REFERENCES
from outputs.observed.observation import Cell

SCORES_FILE, SUMMARY_FILE, SCORED_FILE = "validation.csv", "validation-summary.csv", "validation-observed.json"


class Scored(NamedTuple):
    """The file of observations that a run was scored against: its name, and by what its content is known again."""

    name: str
    sha256: str


def read_scored(path: Path) -> Scored:
    """The record of the file that a run was scored against.

    Raises:
        UserError: it cannot be read, or holds something else.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return Scored(str(found["name"]), str(found["sha256"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UserError(f"{path} cannot be read ({error!r})", f"{path} 无法读取（{error!r}）") from error


class GroupScore(NamedTuple):
    """How one forecast did on a group of observed numbers; shares of 1, ``skill_*`` 1 - CRPS / CRPS of a reference."""

    group: str
    unit: str
    forecast: str
    count: int  # the column has this name; nobody counts in a row
    bias: float
    mape: float
    mase: float
    rmse: float
    in_50: float
    in_80: float
    score_50: float
    score_80: float
    crps: float
    crps_share: float
    width_80: float
    skill_naive: float
    skill_drift: float
    skill_ets: float
    skill_ar1: float
    skill_asia_pacific: float
    skill_northeast_asia: float

    def skill(self, reference: str) -> float:
        """The gain on one of :data:`REFERENCES`; nan where it could not be said."""
        return getattr(self, f"skill_{reference}")


class BenchmarkResult(NamedTuple):
    """A projection held against a published bar; ``verdict`` is met, missed, suspect or quiet."""

    group: str
    forecast: str
    value: float
    verdict: str
    measure: str
    bar: float
    en: str
    zh: str
    source: str


def group_score(fields: Mapping[str, Any], skill: Mapping[str, float]) -> GroupScore:
    """Return the row made of the ``fields`` that have its names and the ``skill`` by reference."""
    own: dict[str, Any] = {name: fields[name] for name in GroupScore._fields if not name.startswith("skill_")}
    own |= {f"skill_{name}": skill.get(name, float("nan")) for name in REFERENCES}
    return GroupScore(**own)


def cell_of(text: str) -> Cell:
    """``origin=KOR;purpose=leisure`` as pairs."""
    pairs = (pair.partition("=") for pair in text.split(";") if pair)
    return tuple((axis, label) for axis, _, label in pairs)


def as_csv(rows: Sequence[NamedTuple], kind: Any) -> str:
    """Rows of a kind as the text of a file; what is not a number is left blank."""
    return csv_text([kind._fields, *([_told(cell) for cell in row] for row in rows)])


def _told(cell: object) -> object:
    if isinstance(cell, float):
        return "" if cell != cell else format(cell, ".10g")
    return cell


def read(path: Path, kind: type) -> list:
    """The rows of a kind from a file; none where there is no such file.

    Raises:
        UserError: it cannot be read, or holds something else.
    """
    if not path.exists():
        return []
    try:
        return [kind(*(_value(row[name], of) for name, of in kind.__annotations__.items())) for row in read_csv(path)]
    except (OSError, UnicodeDecodeError, csv.Error, KeyError, ValueError, TypeError) as error:
        raise UserError(
            f"{path} cannot be read, or is no table of this version of the model ({error!r})",
            f"{path} 无法读取，或不是本版模型的表格（{error!r}）",
        ) from error


def _value(text: str, of: type) -> object:
    return text if of is str else of(text) if text else float("nan")
