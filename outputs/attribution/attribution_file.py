"""Who brings how much of the effect: the file of an attribution, what is read from it, and its tidy text.

``attribution.nc`` lies in the folder of the run. For each results variable ``x`` it has ``x`` (player, member, month),
the contributions, which add up to ``x_effect`` (member, month); ``x_counterfactual``; ``x_interaction`` (player,
partner, member, month); and, where coalitions were sampled, ``x_block`` (block, player, month), independent estimates
of the mean contribution that say how sure the sample is. Headline outcomes and the cost also have ``x_worth`` (coalition,
member, month), the level itself under every combination of players that was run; the bits of ``coalition`` are players.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import xarray as xr

from common.errors import UserError
from common.files import write_bytes
from outputs.results.netcdf_engine import ResultsEngine
from outputs.results.netcdf_writer import write_dataset
from outputs.results.outcomes import HEADLINES, Outcome, quantiles
from outputs.results.seal import seal_of, sealed
from outputs.results.summary_rows import EXPORTED, QUANTILES, is_stock, periods

FORM = 1
"""Version of the file's form, in the global attribute ``attribution_format``."""
SUFFIXES = ("", "_effect", "_counterfactual", "_interaction", "_block")
"""Endings of the names of variables in the file."""
WORTH = "_worth"
"""Ending of the names of levels under each combination of players; files of earlier versions have none."""
KEPT_WORTH = frozenset({"fiscal_cost", *(name for outcome in HEADLINES for name in outcome.variables)})
"""Variables whose level under each combination is kept."""
COLUMNS = (
    *("outcome", "period", "measure", "part", "player", "partner", "mean", "p10", "p25", "p50", "p75", "p90"),
    *("standard_error", "unit"),
)


def file_name(by: str) -> str:
    """Name, without suffix, of the files of an attribution to levers, to tables of tasks or to deciders."""
    return "attribution" if by == "levers" else f"attribution-{by}"


def as_dataset(
    arrays: Mapping[str, Mapping[str, np.ndarray]],
    declarations: Iterable[Mapping],
    players: Sequence[tuple[str, str, str]],
    members: Sequence[int],
    start: str,
    attributes: Mapping[str, str | int | float],
    coalitions: Sequence[int] = (),
) -> xr.Dataset:
    """An attribution as a dataset, in the form described above.

    Args:
        arrays: ``contributions``, ``interactions``, ``effect``, ``counterfactual`` and ``blocks``, each by variable;
            with ``coalitions`` also ``worth``.
        declarations: one mapping per variable with ``key``, ``unit``, ``kind``, ``en`` and ``zh``.
        players: key, English name and Chinese name of each.
        members: numbers of the members.
        start: first month, ``YYYY-MM``.
        attributes: global attributes; those of the run, ``by``, ``method``, ``coalitions``, ``orders``, ``identity``.
        coalitions: numbers of the combinations in the order of ``worth``; none where that is not known.
    """
    forms = {
        "": ("contributions", ("player", "member", "month")),
        "_effect": ("effect", ("member", "month")),
        "_counterfactual": ("counterfactual", ("member", "month")),
        "_interaction": ("interactions", ("player", "partner", "member", "month")),
        "_block": ("blocks", ("block", "player", "month")),
    }
    variables, months, attrs = {}, 0, declared_attrs(declarations)
    for name in arrays["effect"]:
        for suffix, (what, dims) in forms.items():
            variables[name + suffix] = (dims, arrays[what][name], attrs[name])
        months = arrays["effect"][name].shape[-1]
        if coalitions and name in KEPT_WORTH:
            variables[name + WORTH] = (("coalition", "member", "month"), arrays["worth"][name], attrs[name])
    keys, english, chinese = (np.array(column, dtype=object) for column in zip(*players, strict=True))
    coordinates = {
        "member": np.array(members, dtype=np.int32),
        "month": first_days(start, months),
        "player": keys,
        "partner": keys,
        "player_name": ("player", english),
        "player_name_zh": ("player", chinese),
        **({"coalition": np.array(coalitions, dtype=np.int64)} if coalitions else {}),
    }
    return xr.Dataset(variables, coordinates, {**attributes, "attribution_format": FORM})


def declared_attrs(declarations: Iterable[Mapping]) -> dict[str, dict[str, str]]:
    """Attributes of each variable, by name, from declarations as :func:`as_dataset` takes them."""
    return {
        one["key"]: {"units": one["unit"], "long_name": one["en"], "long_name_zh": one["zh"], "kind": one["kind"]}
        for one in declarations
    }


def first_days(start: str, months: int) -> np.ndarray:
    """The first day of each month from ``start``, ``YYYY-MM``, on."""
    return (np.datetime64(start, "M") + np.arange(months)).astype("datetime64[ns]")


def write(dataset: xr.Dataset, path: Path) -> None:
    """Write an attribution whole or not at all.

    It is made in memory first: HDF5 ends the whole process where the disk refuses it a write.

    Raises:
        OSError: the disk or the folder refuses.
    """
    content = io.BytesIO()
    write_dataset(dataset, content)
    write_bytes(path, content.getvalue() + seal_of(content.getvalue()))


def open_attribution(run: Path, by: str = "levers") -> xr.Dataset:
    """The attribution in the folder of a run, read whole.

    Raises:
        UserError: there is none, or the file is not one or no longer as it was written.
    """
    path = run / f"{file_name(by)}.nc"
    if not path.is_file():
        raise UserError(
            f"{run} holds no {path.name}: .uv/bin/uv run run.py attribute makes it",
            f"{run} 中没有 {path.name}：可用 .uv/bin/uv run run.py attribute 生成",
        )
    sealed(path)
    try:
        with xr.open_dataset(path, engine=ResultsEngine) as dataset:
            found = dataset.load()
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise UserError(f"{path} is damaged ({error})", f"{path} 已损坏（{error}）") from error
    needed = {name + suffix for outcome in EXPORTED for name in outcome.variables for suffix in SUFFIXES}
    if found.attrs.get("attribution_format") != FORM or found.attrs.get("by") != by or needed - set(found.data_vars):
        raise UserError(
            f"{path} is not an attribution of this version of the model", f"{path} 不是本版模型的贡献分解结果"
        )
    return found


def outcome_part(dataset: xr.Dataset, outcome: Outcome, suffix: str = "", months: slice = slice(None)) -> xr.DataArray:
    """A headline outcome over some months: flows added up, stocks at the end; without the dimension ``month``.

    Args:
        dataset: an attribution.
        outcome: one of :data:`outputs.results.summary_rows.EXPORTED`.
        suffix: ``""`` for contributions, or ``_effect``, ``_counterfactual``, ``_interaction``, ``_block``.
        months: positions of the months.
    """
    first, *others = (dataset[name + suffix] for name in outcome.variables)
    values = sum(others, first).isel(month=months)
    return values.isel(month=-1, drop=True) if is_stock(dataset, outcome) else values.sum("month")


def standard_errors(dataset: xr.Dataset, outcome: Outcome, months: slice = slice(None)) -> np.ndarray:
    """How far the mean contributions may be off for having sampled orders, (players,); zero where exact.

    Not a number where there is one block only.
    """
    blocks = outcome_part(dataset, outcome, "_block", months).transpose("block", "player").values
    if not len(blocks):
        return np.zeros(dataset.sizes["player"])
    if len(blocks) == 1:
        return np.full(dataset.sizes["player"], np.nan)
    return blocks.std(axis=0, ddof=1) / np.sqrt(len(blocks))


def attribution_csv(dataset: xr.Dataset) -> str:
    """Everything as a tidy table in the units of the file, by outcome, period and part."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    keys = [str(key) for key in dataset["player"].values]
    for outcome in EXPORTED:
        measure, units = "end" if is_stock(dataset, outcome) else "sum", dataset[outcome.variables[0]].attrs["units"]
        for name, months in periods(dataset).items():

            def row(part: str, player: str, partner: str, members: np.ndarray, error: float | str = "") -> None:
                numbers = [members.mean(), *quantiles(members, QUANTILES), error]
                told = [format(cell, ".10g") if isinstance(cell, float) else cell for cell in numbers]
                table.writerow([outcome.key, name, measure, part, player, partner, *told, units])  # noqa: B023

            shares = outcome_part(dataset, outcome, "", months).transpose("player", "member").values
            errors = standard_errors(dataset, outcome, months)
            for key, members, error in zip(keys, shares, errors, strict=True):
                row("contribution", key, "", members, float(error))
            pairs = outcome_part(dataset, outcome, "_interaction", months).transpose("player", "partner", "member")
            for i, j in pairs_of(len(keys)):
                if np.isfinite(pairs.values[i, j]).all():
                    row("interaction", keys[i], keys[j], pairs.values[i, j])
            row("effect", "", "", outcome_part(dataset, outcome, "_effect", months).values)
            row("counterfactual", "", "", outcome_part(dataset, outcome, "_counterfactual", months).values)
    return text.getvalue()


def pairs_of(players: int) -> list[tuple[int, int]]:
    """Positions of all pairs, each once."""
    return [(i, j) for i in range(players) for j in range(i + 1, players)]
