"""The headline outcomes of a run, added up over origins, sectors and zones, and their effect with intervals."""

from __future__ import annotations

import functools
import operator
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from common.vocabulary import VARIANTS
from outputs.results.numbers import Unit, reader_unit

if TYPE_CHECKING:
    import xarray as xr

KEPT = ("variant", "member", "month")
"""Dimensions that an outcome is not added up over."""
LEVELS = {"50": (0.25, 0.75), "80": (0.10, 0.90)}
"""Quantiles of the intervals that are shown, by their nominal share in percent."""
FEWEST = 9
"""Members that an 80 % interval needs: the outermost two of nine hold one more draw with a probability of 0.8."""
FEWEST_OF_50 = 3
"""Members that a 50 % interval needs."""
_RULE: Literal["weibull"] = "weibull"


class Outcome(NamedTuple):
    """One headline outcome: the sum of some variables over everything but variant, member and month."""

    key: str
    variables: tuple[str, ...]
    en: str
    zh: str

    def name(self, lang: str) -> str:
        """The reader's name; ``lang`` is ``"en"`` or ``"zh"``."""
        return self.zh if lang == "zh" else self.en


HEADLINES = (
    Outcome("fdi", ("fdi_actual_use",), "FDI in actual use", "实际使用外资"),
    Outcome("goods-trade", ("goods_exports", "goods_imports"), "Goods trade", "货物进出口"),
    Outcome("services-trade", ("services_exports", "services_imports"), "Services trade", "服务进出口"),
    Outcome("visitors", ("visitors",), "Inbound overnight visitors", "入境过夜游客"),
    Outcome("spending", ("visitor_spending",), "Visitor spending", "入境游客消费"),
)
"""Services trade leaves out what visitors spend in Nanjing, which is an outcome of its own."""


def total(array: xr.DataArray) -> xr.DataArray:
    """``array`` added up over every dimension but variant, member and month, in float64; what is missing adds nothing."""
    others = [dim for dim in array.dims if dim not in KEPT]
    if not others and array.dtype == np.float64:
        return array
    return array.reduce(_added, others, keep_attrs=True)


def _added(values: np.ndarray, axis: int | tuple[int, ...]) -> np.ndarray:
    return np.asarray(np.nansum(values.astype(np.float64), axis=axis, dtype=np.float64))


def monthly(dataset: Mapping[Hashable, xr.DataArray], outcome: Outcome) -> xr.DataArray:
    """A headline outcome per month in the unit of the file, dims (variant, member, month); ``dataset`` holds its variables.

    Raises:
        KeyError: the dataset lacks a variable of the outcome.
    """
    flow = functools.reduce(operator.add, (total(dataset[name]) for name in outcome.variables))
    flow.variable.load()  # also where nothing was to be added up: the file may be closed before somebody looks
    return flow if flow.dims == KEPT else flow.transpose(*KEPT)


def load(dataset: xr.Dataset, outcomes: Iterable[Outcome]) -> None:
    """Read what some outcomes are made of into memory, where it is asked for more than once: a file is slow to ask."""
    for name in variables_of(outcomes):
        dataset[name].load()


def added_up(dataset: xr.Dataset, outcomes: Iterable[Outcome], whole: Collection[str] = ()) -> xr.Dataset:
    """Return the results with what some outcomes are made of as :func:`total` gives it, for those who ask for it often.

    Variables in ``whole`` are read into memory and keep all their dimensions.
    """
    names = variables_of(outcomes)
    for name in whole:
        dataset[name].load()
    return dataset.assign(
        {name: total(dataset[name]).assign_attrs(dataset[name].attrs) for name in names if name not in whole}
    )


def variables_of(outcomes: Iterable[Outcome]) -> list[str]:
    """Return the variables that some outcomes are made of."""
    return sorted({name for outcome in outcomes for name in outcome.variables})


def unit(dataset: xr.Dataset, outcome: Outcome, lang: str) -> Unit:
    """The reader's unit of a headline outcome."""
    first = outcome.variables[0]
    return reader_unit(first, dataset.variables[first].attrs["units"], lang)


ROUNDING = 1e-11
"""Share of a level within which two sums of the same numbers may differ by the order of their terms."""


def effect(array: xr.DataArray) -> xr.DataArray:
    """Return scenario minus counterfactual, member by member, which share their luck.

    A difference within :data:`ROUNDING` of the level is the rounding of sums, and is 0.
    """
    usual, scenario = (array.sel(variant=name, drop=True) for name in VARIANTS)
    return scenario.copy(data=difference(usual.values, scenario.values))


def difference(usual: np.ndarray, scenario: np.ndarray) -> np.ndarray:
    """The same as :func:`effect` for the numbers of two variants, of any shape."""
    change = scenario - usual
    return np.where(np.abs(change) <= ROUNDING * np.abs(usual), 0.0, change)


def by_year(array: xr.DataArray, kind: str = "flow") -> xr.DataArray:
    """Return a monthly series by calendar year: a flow added up, a stock at the last month, an index as the mean.

    Args:
        array: has the dimension ``month``.
        kind: ``flow``, ``stock`` or ``index``, as variables of the results file have it.

    Returns:
        The array with the dimension ``year``; coordinate ``months`` counts the months of each year, 12 in a whole one.
    """
    import xarray as xr

    years = array["month"].dt.year.rename("year")
    groups = array.groupby(years)
    yearly = groups.last() if kind == "stock" else groups.mean("month") if kind == "index" else groups.sum("month")
    counts = xr.ones_like(years).groupby(years).sum()
    return yearly.assign_coords(months=("year", counts.values))


def quantiles(members: np.ndarray, shares: float | Sequence[float]) -> np.ndarray:
    """Quantiles over members, the one rule for all that is shown and scored.

    They stand at position q (M + 1) of the M sorted members (Weibull; type 6 of Hyndman & Fan 1996, "Sample quantiles in
    statistical packages", Am. Stat. 50): a band between two of them holds one more draw with its nominal probability,
    where the usual type 7 holds too few. What lies beyond the outermost member is that member.

    Args:
        members: (M, ...) draws.
        shares: between 0 and 1.

    Returns:
        (shares, ...), or (...) for a single share.
    """
    return np.quantile(members, np.asarray(shares, dtype=float), axis=0, method=_RULE)


def along_members(array: xr.DataArray, *shares: float) -> list[xr.DataArray]:
    """:func:`quantiles` over the dimension ``member``, one array per share; members that lack a number are left out."""
    values = array.values
    if np.isnan(values).any():
        found = array.quantile(list(shares), "member", method=_RULE)
        return [found.isel(quantile=i, drop=True) for i in range(len(shares))]
    one = array.isel(member=0, drop=True)
    one = one.drop_vars([name for name, label in one.coords.items() if not label.dims])  # as xarray's quantile does
    return [one.copy(data=found) for found in quantiles(np.moveaxis(values, array.get_axis_num("member"), 0), shares)]


def interval_name(members: int, lang: str) -> str:
    """Name of the interval shown for an ensemble of this size: ``80 % interval``, or their whole range."""
    if members < FEWEST:
        return "最小至最大区间" if lang == "zh" else "min–max range"
    return "80%区间" if lang == "zh" else "80 % interval"


def few_note(members: int, lang: str) -> str:
    """A plain word where members are too few for an 80 % interval; empty where they are not."""
    if members >= FEWEST:
        return ""
    if members == 1:
        return "只有1个样本，没有区间。" if lang == "zh" else "One member has no interval."
    if lang == "zh":
        return f"{members}个样本不足以给出80%区间（至少需{FEWEST}个）：所列为各样本中的最小值至最大值。"
    return (
        f"{members} members are too few for an 80 % interval, which takes {FEWEST}: what is shown is the range from the "
        "smallest to the largest of them."
    )
