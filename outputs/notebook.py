"""Helpers for notebooks, on the arrays of a run::

    from outputs import by_year, effect, interval, mean, median, open_run, summary

    run = open_run("full-pilot")
    visitors = by_year(run, "visitors")          # (variant, member, year), persons
    mean(effect(visitors))                       # of the members, as tables and reports give it
    median(effect(visitors))                     # half of the members lie above it
    interval(effect(visitors))                   # low, middle (the median) and high of the effect in each year
    summary(effect(visitors))                    # mean, median, low and high side by side

Everything is in the units of the results file (``run["visitors"].attrs["units"]``); :mod:`outputs.results.numbers` turns them
into those of readers.
"""

from collections.abc import Sequence

import numpy as np
import xarray as xr

from common.errors import UserError
from outputs.results import outcomes


def by_year(run: xr.Dataset, variable: str, keep: Sequence[str] = ()) -> xr.DataArray:
    """Return a variable by calendar year: flows added up, stocks at the last month, indices as means over the months.

    Args:
        run: results, as :func:`outputs.results.open.open_run` gives them.
        variable: its name, such as ``visitors``.
        keep: dimensions not to be added up, such as ``("origin",)``; an index keeps all of them.

    Returns:
        Dims (variant, member, year, \\*keep) with the attributes of the variable; coordinate ``months`` counts the
        months of each year, 12 in a whole one.

    Raises:
        UserError: there is no such variable, or it lacks a dimension of ``keep``.
    """
    if variable not in run:
        known = ", ".join(sorted(map(str, run.data_vars)))
        raise UserError(f"no variable {variable!r}; there are {known}", f"没有变量“{variable}”；现有变量：{known}")
    array = run[variable]
    if missing := [dim for dim in keep if dim not in array.dims]:
        raise UserError(
            f"{variable} has no {', '.join(missing)}; its dimensions: {', '.join(map(str, array.dims))}",
            f"{variable} 没有维度 {'、'.join(missing)}；其维度为 {'、'.join(map(str, array.dims))}",
        )
    kind, attrs = str(array.attrs.get("kind")), array.attrs
    if kind != "index":
        array = array.astype(np.float64).sum(
            [dim for dim in array.dims if dim not in ("variant", "member", "month", *keep)]
        )
    return outcomes.by_year(array, kind).transpose("variant", "member", "year", ...).assign_attrs(attrs)


def effect(array: xr.DataArray) -> xr.DataArray:
    """Return scenario minus counterfactual, member by member, which share their luck. Attributes are kept."""
    return outcomes.effect(array).assign_attrs(array.attrs)


def mean(array: xr.DataArray) -> xr.DataArray:
    """Return the mean over members, which tables and reports give. Attributes are kept.

    Args:
        array: has the dimension ``member``.
    """
    return array.mean("member").assign_attrs(array.attrs)


def median(array: xr.DataArray) -> xr.DataArray:
    """Return the median over members: where a few large projects raise the mean, it tells what is usual. Attributes are kept.

    Args:
        array: has the dimension ``member``.
    """
    return array.median("member").assign_attrs(array.attrs)


def summary(array: xr.DataArray, level: float = 80) -> xr.DataArray:
    """Return mean, median and the central interval over members.

    Args:
        array: has the dimension ``member``.
        level: as in :func:`interval`.

    Returns:
        The array with dimension ``statistic`` (``mean``, ``median``, ``low``, ``high``) in place of ``member``.

    Raises:
        ValueError: ``level`` is not between 0 and 100.
    """
    ends = interval(array, level).rename(bound="statistic").assign_coords(statistic=["low", "median", "high"])
    whole = xr.concat(
        [mean(array).expand_dims(statistic=["mean"]), ends], "statistic", coords="minimal", compat="override"
    )
    return whole.sel(statistic=["mean", "median", "low", "high"]).assign_attrs(array.attrs)


def interval(array: xr.DataArray, level: float = 80) -> xr.DataArray:
    """Return the central interval over members, with the median.

    Args:
        array: has the dimension ``member``.
        level: probability that one more member would lie inside, per cent, between 0 and 100; too few members for it
            (8 or fewer for 80) give their smallest and largest.

    Returns:
        The array with dimension ``bound`` (``low``, ``middle``, ``high``) in place of ``member``.

    Raises:
        ValueError: ``level`` is not between 0 and 100.
    """
    if not 0 < level < 100:
        raise ValueError(f"level {level}: between 0 and 100")
    tail = (1 - level / 100) / 2
    bounds = xr.concat(outcomes.along_members(array, tail, 0.5, 1 - tail), "bound")
    chosen = {name: label for name, label in array.coords.items() if name not in bounds.coords and not label.dims}
    bounds = bounds.assign_coords(chosen)  # the year or the origin that was chosen before
    return bounds.assign_coords(bound=["low", "middle", "high"]).assign_attrs(array.attrs)
