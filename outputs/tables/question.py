"""What a reader asks of a run: which result, by which axes, how many labels; names in use in either language are understood."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import xarray as xr

from common.errors import UserError
from common.lookalikes import fold
from common.other_names import VARIABLES as CALLED
from common.other_names import closest
from common.results_names import AXES
from outputs.results.outcomes import HEADLINES

YEAR, MONTH = "year", "month"
TIMES = (YEAR, MONTH)
"""What a result may be told apart by in time; without either, the whole run is one period."""
_TIME_NAMES = {
    "year": YEAR,
    "years": YEAR,
    "年": YEAR,
    "年度": YEAR,
    "年份": YEAR,
    "分年": YEAR,
    "分月": MONTH,
    "months": MONTH,
    "月": MONTH,
    "月份": MONTH,
}
MOST_ROWS = 1_000_000
"""Rows of a table at most: what a sheet of a workbook holds."""


class Question(NamedTuple):
    """A result by some axes.

    Attributes:
        key: what the reader's result is called: a variable of the file, or a headline outcome.
        variables: variables of the file that are added up for it.
        by: axes in the order of the columns; of time at most one of :data:`TIMES`.
        top: how many labels of the first axis that is not time are shown, the largest first; None for all.
    """

    key: str
    variables: tuple[str, ...]
    by: tuple[str, ...]
    top: int | None


def read_question(dataset: xr.Dataset, variable: str, by: str = "", top: int | None = None) -> Question:
    """Return the question that the words of a command stand for.

    Args:
        dataset: the results.
        variable: a variable or headline outcome, by key or by a name in use in English or Chinese.
        by: axes, separated by commas.
        top: as in :class:`Question`.

    Raises:
        UserError: no such result or axis (the message gives the nearest), an index that would be added up, or ``top``
            without an axis.
    """
    key, variables = _result(dataset, variable)
    own = tuple(str(dim) for dim in dataset[variables[0]].dims if dim not in ("variant", "member", MONTH))
    axes = _axes(dataset, key, own, by)
    left = [axis for axis in own if axis not in axes]
    if dataset[variables[0]].attrs["kind"] == "index" and left:
        asked = ",".join((*axes, *left))
        raise UserError(
            f"{key} is an index or a mean and cannot be added up over {', '.join(left)}: --by {asked}",
            f"{key} 为指数或平均值，不能跨 {'、'.join(left)} 相加：请用 --by {asked}",
        )
    if top is not None and top < 1:
        raise UserError(f"--top {top}: at least 1", f"--top {top}：至少为 1")
    if top is not None and not set(axes) - set(TIMES):
        raise UserError(
            f"--top needs an axis to choose from: --by {own[0] if own else 'AXIS'}"
            + ("" if own else f"; {key} has none"),
            f"--top 需要一个维度：--by {own[0] if own else '维度'}" + ("" if own else f"；{key} 没有维度"),
        )
    return Question(key, variables, axes, top)


def _result(dataset: xr.Dataset, typed: str) -> tuple[str, tuple[str, ...]]:
    keys = [str(name) for name in dataset.data_vars if "kind" in dataset[name].attrs]
    headline = {outcome.key: outcome for outcome in HEADLINES if set(outcome.variables) <= set(keys)}
    if typed in keys:
        return typed, (typed,)
    called = {fold(key): key for key in (*keys, *headline)}
    for key in keys:
        names = (dataset[key].attrs["long_name"], dataset[key].attrs["long_name_zh"], *CALLED.get(key, ()))
        for name in names:
            called.setdefault(fold(str(name)), key)
    for outcome in headline.values():
        called.setdefault(fold(outcome.en), outcome.key)
        called.setdefault(fold(outcome.zh), outcome.key)
    found = called.get(fold(typed))
    if found is None:
        near = closest(typed, called) if fold(typed) else None
        raise UserError(
            f"--variable {typed}: no such result" + _meant(near, "en") + "; list variables names all",
            f"--variable {typed}：没有这一结果" + _meant(near, "zh") + "；list variables 可列出全部",
        )
    return found, headline[found].variables if found in headline else (found,)


def _axes(dataset: xr.Dataset, key: str, own: Sequence[str], by: str) -> tuple[str, ...]:
    """Return the axes that are asked for, each once."""
    known = _axis_names(own)
    found: list[str] = []
    for word in filter(None, (part.strip() for part in by.replace("，", ",").replace("、", ",").split(","))):
        axis = known.get(fold(word))
        if axis is None:
            others, allowed = _of_its_kin(dataset, key, word), (*own, *TIMES)
            near = None if others else closest(word, known)
            raise UserError(
                f"--by {word}: {key} is given by {', '.join(allowed)}"
                + (f"; by {word}: --variable {' or '.join(others)}" if others else _meant(near, "en")),
                f"--by {word}：{key} 可按 {'、'.join(allowed)} 细分"
                + (f"；按{word}的见 --variable {' 或 '.join(others)}" if others else _meant(near, "zh")),
            )
        if axis not in found:
            found.append(axis)
    if set(TIMES) <= set(found):
        raise UserError("--by: year or month, not both", "--by：year 与 month 只能选一个")
    return tuple(found)


def _of_its_kin(dataset: xr.Dataset, key: str, word: str) -> list[str]:
    """Return results of the same kind that are given by an axis which this one has not: ``fdi_by_origin`` for ``fdi``."""
    axis = _axis_names(list(AXES)).get(fold(word))
    kind = re.split("[-_]", key)[0] + "_"
    return [str(name) for name, found in dataset.data_vars.items() if axis in found.dims and str(name).startswith(kind)]


def _axis_names(own: Sequence[str]) -> Mapping[str, str]:
    known = {fold(axis): axis for axis in (*own, *TIMES)} | {fold(name): axis for name, axis in _TIME_NAMES.items()}
    for axis in own:
        if axis in AXES:
            parts = filter(None, re.split("[、或（）]", f"{AXES[axis].name.zh}、{AXES[axis].by.zh.removeprefix('分')}"))
            for name in (*AXES[axis].name, AXES[axis].by.zh, AXES[axis].by.zh.removeprefix("分"), f"{axis}s", *parts):
                known.setdefault(fold(name), axis)
    return known


def _meant(near: str | None, lang: str) -> str:
    if near is None:
        return ""
    return f"；是否想写 {near}？" if lang == "zh" else f"; did you mean {near}?"
