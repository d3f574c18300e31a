"""The numbers that answer a question: both variants and the effect with its interval, by label and period."""

from collections.abc import Sequence
from typing import NamedTuple, cast

import numpy as np
import xarray as xr

from common.errors import UserError
from common.results_names import AXES
from common.text import Text
from outputs.results import outcomes
from outputs.results.numbers import Unit, fitting, reader_unit, share_of_level
from outputs.results.outcomes import HEADLINES, LEVELS, along_members, effect
from outputs.results.reader_names import axis_names, variable_name
from outputs.results.summary_rows import COSTS
from outputs.tables.question import MONTH, MOST_ROWS, TIMES, YEAR, Question

OTHERS = "…"
"""Stands for the key of what ``top`` leaves out."""
LEVER = "lever"
"""The axis of which most labels may have nothing."""


class Row(NamedTuple):
    """One row: names of its labels in the order of the axes, then numbers in the reader's unit.

    ``change`` is a share of the counterfactual, NaN where that is 0; ``low`` and ``high`` are NaN with one member
    and of public cost, an interval of which would hide the error that all unit costs share.
    """

    labels: tuple[str, ...]
    counterfactual: float
    scenario: float
    effect: float
    median: float
    low: float
    high: float
    change: float


class Answer(NamedTuple):
    """A table of one result.

    Attributes:
        question: what was asked.
        name: the result for readers; ``unit``: theirs.
        axes: the axes for readers, in the order of ``question.by``.
        rows: in the order of the axes; of labels that ``top`` chose, the largest first.
        members: of the ensemble.
        kind: ``flow``, ``stock`` or ``index``.
        left_out: how many labels ``top`` leaves out.
        idle: levers that have nothing of the result in either variant, which are no rows.
    """

    question: Question
    name: str
    unit: Unit
    axes: tuple[str, ...]
    rows: tuple[Row, ...]
    members: int
    kind: str
    left_out: int
    idle: tuple[str, ...] = ()


_TIME_NAMES = {YEAR: ("Year", "年份"), MONTH: ("Month", "月份")}
MARKET = Text("Origin market", "客源地")
_PARTNER, _COUNTRY = Text("Partner", "贸易伙伴"), Text("Country or region", "国家（地区）")
_ORIGINS = {
    "fdi": Text("Immediate origin", "直接投资来源地"),
    **dict.fromkeys(("goods", "services", "ecommerce"), _PARTNER),
    **dict.fromkeys(("firms_in_parks", "outbound"), _COUNTRY),
}
"""What a country is to a result, by how its name begins; of all others it is a market from which people come."""
_OTHERS = ("All others ({})", "其余 {} 个合计")


def answer(dataset: xr.Dataset, question: Question, lang: str) -> Answer:
    """Return the numbers that a question asks for.

    Flows are added up over the months of a period, stocks are those of its last month, an index is the mean.

    Args:
        dataset: the results.
        question: what is asked, see :func:`outputs.tables.question.read_question`.
        lang: language of names and units, ``"en"`` or ``"zh"``.

    Raises:
        UserError: more rows than a sheet of a workbook holds.
    """
    first = dataset[question.variables[0]]
    kind, unit = str(first.attrs["kind"]), reader_unit(question.variables[0], first.attrs["units"], lang)
    array = _kept(dataset, question, kind) * unit.factor
    names = {axis: [str(name) for name in axis_names(dataset, axis, lang)] for axis in question.by if axis not in TIMES}
    array, names, idle = _acting(array, names)
    array, names, left_out = _largest(array, question, kind, names, lang)
    array = _in_time(array, question, kind)
    dims = [axis for axis in question.by if axis in array.dims]
    rows = int(np.prod([array.sizes[axis] for axis in dims], dtype=np.int64))
    if rows > MOST_ROWS:
        raise UserError(
            f"the table would have {rows:,} rows; --top, or fewer axes in --by, make it shorter",
            f"表格将有 {rows:,} 行；请用 --top 或减少 --by 中的维度",
        )
    array = array.transpose("variant", "member", *dims).compute()
    fit = fitting(unit, float(np.abs(array.mean("member")).max()))
    array, unit = array * (fit.factor / unit.factor), fit
    labels = [_labels(array, axis, names) for axis in dims]
    return Answer(
        question,
        _name(dataset, question, lang),
        unit,
        tuple(_axis(axis, question, lang) for axis in dims),
        tuple(_rows(array, labels, has_interval(question, array.sizes["member"]))),
        array.sizes["member"],
        kind,
        left_out,
        idle,
    )


def _kept(dataset: xr.Dataset, question: Question, kind: str) -> xr.DataArray:
    """The result with the axes that are asked for, added up over its others."""
    keep = {"variant", "member", MONTH, *question.by}
    parts = (dataset[name].astype(np.float64) for name in question.variables)
    array = cast(xr.DataArray, sum(part.sum([dim for dim in part.dims if dim not in keep]) for part in parts))
    return array.reset_coords(drop=True)  # names of labels are kept apart


def _acting(
    array: xr.DataArray, names: dict[str, list[str]]
) -> tuple[xr.DataArray, dict[str, list[str]], tuple[str, ...]]:
    """The same without levers that are zero throughout, and their names: few plans pull all, and rows of zeros hide the others."""
    if LEVER not in names:
        return array, names, ()
    acts = (array != 0).any([dim for dim in array.dims if dim != LEVER]).values
    if acts.all() or not acts.any():
        return array, names, ()
    kept = [name for name, act in zip(names[LEVER], acts, strict=True) if act]
    idle = tuple(name for name, act in zip(names[LEVER], acts, strict=True) if not act)
    return array.isel({LEVER: np.flatnonzero(acts)}), {**names, LEVER: kept}, idle


def _largest(
    array: xr.DataArray, question: Question, kind: str, names: dict[str, list[str]], lang: str
) -> tuple[xr.DataArray, dict[str, list[str]], int]:
    """The same with only the largest labels of the first axis, and one that holds the rest where it can be added up."""
    axis = next((axis for axis in question.by if axis not in TIMES), None)
    if question.top is None or axis is None or array.sizes[axis] <= question.top:
        return array, names, 0
    level = array.sel(variant="scenario").mean("member")
    level = level.isel(month=-1) if kind == "stock" else level.mean(MONTH)
    level = level.sum([dim for dim in level.dims if dim != axis])
    order = np.argsort(-level.values, kind="stable")
    chosen, rest = order[: question.top], order[question.top :]
    shown = array.isel({axis: chosen}).drop_vars(axis, errors="ignore")
    told = [names[axis][k] for k in chosen]
    if kind != "index":
        others = array.isel({axis: rest}).sum(axis).expand_dims(axis)
        shown = xr.concat([shown, others.transpose(*shown.dims)], axis, coords="minimal", compat="override")
        told.append(_OTHERS[lang == "zh"].format(len(rest)))
    return shown, {**names, axis: told}, len(rest)


def _in_time(array: xr.DataArray, question: Question, kind: str) -> xr.DataArray:
    if MONTH in question.by:
        return array
    if YEAR in question.by:
        return outcomes.by_year(array, kind)
    if kind == "stock":
        return array.isel(month=-1, drop=True)
    return array.mean(MONTH) if kind == "index" else array.sum(MONTH)


def _labels(array: xr.DataArray, axis: str, names: dict[str, list[str]]) -> list[str]:
    if axis == MONTH:
        return [str(month)[:7] for month in array[MONTH].values]
    return [str(int(year)) for year in array[YEAR].values] if axis == YEAR else names[axis]


def has_interval(question: Question, members: int) -> bool:
    """Whether effects have an interval: not with one member, nor of public cost, see :data:`outputs.results.summary_rows.COST`."""
    return members > 1 and not COSTS.issuperset(question.variables)


def _rows(array: xr.DataArray, labels: Sequence[Sequence[str]], spread: bool) -> list[Row]:
    changed, middle, low, high = _effects(array, spread)
    base, scenario = (array.sel(variant=name).mean("member").values for name in ("counterfactual", "scenario"))
    rows = []
    for place in np.ndindex(base.shape):
        usual, new = float(base[place]), float(scenario[place])
        rows.append(
            Row(
                tuple(labels[k][i] for k, i in enumerate(place)),
                usual,
                new,
                float(changed[place]),
                float(middle[place]),
                float(low[place]),
                float(high[place]),
                share_of_level(float(changed[place]), usual),
            )
        )
    return rows


def _effects(array: xr.DataArray, spread: bool) -> tuple[np.ndarray, ...]:
    """Mean, median and the ends of the 80 % interval of the effect, NaN where it is not to be shown."""
    differ = effect(array)
    low, middle, high = along_members(differ, LEVELS["80"][0], 0.5, LEVELS["80"][1])
    if not spread:
        low, high = (xr.full_like(end, np.nan) for end in (low, high))
    return differ.mean("member").values, middle.values, low.values, high.values


def _name(dataset: xr.Dataset, question: Question, lang: str) -> str:
    headline = next((outcome for outcome in HEADLINES if outcome.key == question.key), None)
    return headline.name(lang) if headline else variable_name(dataset, question.key, lang)


def _axis(axis: str, question: Question, lang: str) -> str:
    if axis in TIMES:
        return _TIME_NAMES[axis][lang == "zh"]
    if axis == "origin":
        return next((name for stem, name in _ORIGINS.items() if question.variables[0].startswith(stem)), MARKET).of(
            lang
        )
    return AXES[axis].name.of(lang) if axis in AXES else axis
