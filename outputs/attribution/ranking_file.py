"""Which first: the file of a ranking, what is read from it, and its table as text and as a workbook.

``ranking-tasks.nc`` or ``ranking-fields.nc`` lies in the folder of the run. For each results variable ``x`` it has
``x_alone``, ``x_left_out`` and their mean ``x`` (player, member, month), ``x_effect`` and ``x_counterfactual`` (member, month), and
``x_together`` (outcome, member, month), what the first players of each headline outcome bring together.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import xarray as xr

from common.errors import UserError
from common.files import write_bytes
from outputs.attribution.attribution_file import declared_attrs, first_days, outcome_part
from outputs.results.netcdf_engine import ResultsEngine
from outputs.results.outcomes import HEADLINES, Outcome
from outputs.results.seal import sealed
from outputs.results.summary_rows import EXPORTED

FORM = 1
"""Version of the file's form, in the global attribute ``ranking_format``."""
COST = next(outcome for outcome in EXPORTED if outcome.key == "cost")
PER_COST = 100.0
"""Million CNY that effects are set against."""
COLUMNS = (
    *("outcome", "rank", "player", "name_en", "name_zh", "effect", "effect_se", "alone", "alone_se", "left_out"),
    *("left_out_se", "share", "unit", "cost", "cost_se", "cost_unit", "effect_per_100mn_cny", "rank_by_cost"),
)
_FORMS = {
    "_alone": ("alone", ("player", "member", "month")),
    "_left_out": ("left_out", ("player", "member", "month")),
    "_effect": ("effect", ("member", "month")),
    "_counterfactual": ("counterfactual", ("member", "month")),
    "_together": ("together", ("outcome", "member", "month")),
}


class Line(NamedTuple):
    """One player in the ranking of an outcome, in the units of the file; arrays are by member.

    ``effect`` is the mean of alone and left out, ``per_cost`` the effect per hundred million CNY, not a number where it
    costs nothing; ranks begin with 1, by effect and by effect per cost, 0 where that has no number.
    """

    place: int
    rank: int
    effect: np.ndarray
    alone: np.ndarray
    left_out: np.ndarray
    cost: np.ndarray
    per_cost: float
    rank_by_cost: int


def file_name(by: str) -> str:
    """Name, without suffix, of the files of a ranking of tasks or fields."""
    return f"ranking-{by}"


def as_dataset(
    arrays: Mapping[str, Mapping[str, np.ndarray]],
    declarations: Sequence[Mapping],
    players: Sequence[tuple[str, str, str]],
    members: Sequence[int],
    start: str,
    attributes: Mapping[str, str | int | float],
) -> xr.Dataset:
    """A ranking as a dataset, in the form described above.

    Args:
        arrays: ``alone``, ``left_out``, ``effect``, ``counterfactual`` and ``together``, each by variable.
        declarations: one mapping per variable with ``key``, ``unit``, ``kind``, ``en`` and ``zh``.
        players: key, English name and Chinese name of each.
        members: numbers of the members.
        start: first month, ``YYYY-MM``.
        attributes: global attributes; those of the run, ``by``, ``first`` and ``identity``.
    """
    attrs = declared_attrs(declarations)
    variables: dict[str, tuple] = {}
    for name in arrays["effect"]:
        mean = (arrays["alone"][name] + arrays["left_out"][name]) / 2
        variables[name] = (("player", "member", "month"), mean, attrs[name])
        for suffix, (what, dims) in _FORMS.items():
            variables[name + suffix] = (dims, arrays[what][name], attrs[name])
    months = next(iter(arrays["effect"].values())).shape[-1]
    keys, english, chinese = (np.array(column, dtype=object) for column in zip(*players, strict=True))
    coordinates = {
        "member": np.array(members, dtype=np.int32),
        "month": first_days(start, months),
        "player": keys,
        "outcome": np.array([outcome.key for outcome in HEADLINES], dtype=object),
        "player_name": ("player", english),
        "player_name_zh": ("player", chinese),
    }
    return xr.Dataset(variables, coordinates, {**attributes, "ranking_format": FORM})


def open_ranking(run: Path, by: str) -> xr.Dataset:
    """The ranking in the folder of a run, read whole.

    Raises:
        UserError: there is none, or the file is not one or no longer as it was written.
    """
    path = run / f"{file_name(by)}.nc"
    if not path.is_file():
        raise UserError(
            f"{run} holds no {path.name}: .uv/bin/uv run run.py attribute --by {by} makes it",
            f"{run} 中没有 {path.name}：可用 .uv/bin/uv run run.py attribute --by {by} 生成",
        )
    sealed(path)
    try:
        with xr.open_dataset(path, engine=ResultsEngine) as dataset:
            found = dataset.load()
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise UserError(f"{path} is damaged ({error})", f"{path} 已损坏（{error}）") from error
    if found.attrs.get("ranking_format") != FORM or found.attrs.get("by") != by:
        raise UserError(f"{path} is not a ranking of this version of the model", f"{path} 不是本版模型的排序结果")
    return found


def lines(dataset: xr.Dataset, outcome: Outcome) -> list[Line]:
    """All players, those that bring most of an outcome first."""
    effects, alone, left_out = _three(dataset, outcome)
    costs = _three(dataset, COST)[0]
    mean, cost = effects.mean(axis=1), costs.mean(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        per_cost = np.where(cost > 0, PER_COST * mean / cost, np.nan)
    by_effect, by_cost = _ranks(mean), _ranks(per_cost)
    listed = [
        Line(k, int(by_effect[k]), effects[k], alone[k], left_out[k], costs[k], float(per_cost[k]), int(by_cost[k]))
        for k in range(len(mean))
    ]
    return sorted(listed, key=lambda line: line.rank)


def standard_error(members: np.ndarray) -> float:
    """How far the mean over members may be off; not a number for one member."""
    return float(members.std(ddof=1) / np.sqrt(len(members))) if len(members) > 1 else float("nan")


def unsure(listed: Sequence[Line], first: int) -> int:
    """How many players after the first few lie within two standard errors of the last of these, member by member."""
    if len(listed) <= first:
        return 0
    gaps = [listed[first - 1].effect - line.effect for line in listed[first:]]
    return sum(bool(gap.mean() <= 2 * standard_error(gap)) for gap in gaps if gap.any())


def rows(dataset: xr.Dataset, outcomes: Sequence[Outcome] = EXPORTED) -> Iterator[tuple]:
    """The whole table in the units of the file, a row per outcome and player, in the order of :data:`COLUMNS`."""
    keys, english, chinese = (dataset[name].values for name in ("player", "player_name", "player_name_zh"))
    cost_unit = dataset[COST.variables[0]].attrs["units"]
    for outcome in outcomes:
        whole = float(outcome_part(dataset, outcome, "_effect").mean())
        units = dataset[outcome.variables[0]].attrs["units"]
        for line in lines(dataset, outcome):
            numbers = [
                one
                for array in (line.effect, line.alone, line.left_out)
                for one in (float(array.mean()), standard_error(array))
            ]
            share = float(line.effect.mean()) / whole if whole else float("nan")
            names = (str(keys[line.place]), str(english[line.place]), str(chinese[line.place]))
            cost = (float(line.cost.mean()), standard_error(line.cost), cost_unit)
            yield (outcome.key, line.rank, *names, *numbers, share, units, *cost, line.per_cost, line.rank_by_cost)


def ranking_csv(dataset: xr.Dataset) -> str:
    """Everything as a tidy table; what has no number is empty."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    for row in rows(dataset):
        table.writerow([_told(cell) for cell in row])
    return text.getvalue()


def write_workbook(dataset: xr.Dataset, path: Path) -> None:
    """The same as a workbook with a sheet for each headline outcome and the cost."""
    from xlsxwriter import Workbook

    content = io.BytesIO()
    with Workbook(content, {"in_memory": True, "nan_inf_to_errors": True}) as book:
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        for outcome in (*HEADLINES, COST):
            sheet = book.add_worksheet(outcome.key)
            sheet.write_row(0, 0, COLUMNS, bold)
            for number, row in enumerate(rows(dataset, (outcome,)), 1):
                for column, cell in enumerate(row):
                    if isinstance(cell, str):
                        sheet.write_string(number, column, cell)
                    elif np.isfinite(cell):
                        sheet.write_number(number, column, cell)
            sheet.freeze_panes(1, 3)
            sheet.set_column(3, 4, 40)
    write_bytes(path, content.getvalue())


def _told(cell: str | int | float) -> str | int:
    if isinstance(cell, float):
        return format(cell, ".10g") if np.isfinite(cell) else ""
    return cell


def _three(dataset: xr.Dataset, outcome: Outcome) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Effect, alone and left out of each player, each (players, members)."""
    effect, alone, left_out = (
        outcome_part(dataset, outcome, suffix).transpose("player", "member").values
        for suffix in ("", "_alone", "_left_out")
    )
    return effect, alone, left_out


def _ranks(values: np.ndarray) -> np.ndarray:
    """Return ranks from the largest down, beginning with 1; 0 for what is not a number."""
    ranks = np.zeros(len(values), dtype=int)
    ranks[np.argsort(-np.nan_to_num(values, nan=-np.inf), kind="stable")] = np.arange(1, len(values) + 1)
    return np.where(np.isnan(values), 0, ranks)
