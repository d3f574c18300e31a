"""Effects and tables of effects from a run: over the whole run, by calendar year, along an axis."""

from dataclasses import replace

import numpy as np
import xarray as xr

from outputs.documents.document import Table
from outputs.report.effect_cells import heads, hides, note, rows_of, without_interval
from outputs.report.effects import Effect, measured
from outputs.report.run import Run
from outputs.results.markets import most_changed
from outputs.results.numbers import Unit, reader_unit
from outputs.results.outcomes import Outcome, unit
from outputs.results.reader_names import period
from outputs.results.summary_rows import COST, is_stock


def pair(values: xr.DataArray) -> tuple[np.ndarray, np.ndarray]:
    """The members of counterfactual and scenario of ``values`` (variant, member)."""
    counterfactual, scenario = values.transpose("variant", ...).values
    return counterfactual, scenario


def whole(run: Run, outcome: Outcome, months: slice = slice(None)) -> Effect:
    """The effect on an outcome over some months, all where not given, in the reader's unit."""
    key = outcome, months.start, months.stop, months.step
    if key not in run.effects:
        own = unit(run.dataset, outcome, run.lang)
        one = measured(*pair(run.over(outcome, months)), own.factor)._replace(unit=own.name)
        if outcome.key == COST:  # its interval is not shown, see :func:`outputs.report.costs.cost_sentence`
            one = one._replace(decimals=one.level_decimals)
        run.effects[key] = one
    return run.effects[key]


def years(run: Run) -> list[tuple[str, slice]]:
    """Each calendar year that the run touches, by its name, and its months."""
    calendar, found = run.calendar, []
    for year in np.unique(calendar):
        inside = np.flatnonzero(calendar == year)
        name = run.pick(f"{year}", f"{year}年")
        if len(inside) < 12:
            name += run.pick(f" ({len(inside)} months)", f"（{len(inside)}个月）")
        found.append((name, slice(int(inside[0]), int(inside[-1]) + 1)))
    return found


def period_words(run: Run, months: slice = slice(None)) -> str:
    """The months as they stand inside a sentence: ``2023-2025`` where they are whole years, ``Jan 2023 to Feb 2025`` else."""
    dates = run.dataset.variables["month"].values[months]
    first, last = (int(str(date)[:4]) for date in (dates[0], dates[-1]))
    if len(dates) != 12 * (last - first + 1):
        return period(dates, run.lang)
    years = f"{first}" if first == last else run.pick(f"{first}–{last}", f"{first}—{last}")
    return run.pick(years, f"{years}年")


def yearly(run: Run, outcome: Outcome) -> list[tuple[str, Effect]]:
    """The effect on an outcome in each calendar year."""
    return [(name, whole(run, outcome, months)) for name, months in years(run)]


def yearly_table(run: Run, outcome: Outcome) -> Table:
    """An outcome by calendar year, and a flow also in total."""
    rows = yearly(run, outcome)
    stock = is_stock(run.dataset, outcome)
    total = not stock and len(rows) > 1
    if total:
        rows.append((run.pick("Total", "合计"), whole(run, outcome)))
    ends = run.pick(", end of year", "，年末") if stock else ""
    caption = run.pick(
        f"{outcome.name('en')} by year{ends}, {unit(run.dataset, outcome, 'en').name}",
        f"分年度{outcome.name('zh')}{ends}（{unit(run.dataset, outcome, 'zh').name}）",
    )
    table = effect_table(run, run.pick("Year", "年份"), caption, rows, last=True)
    cells = tuple(map(without_interval, table.rows)) if outcome.key == COST else table.rows
    return replace(table, last=total, rows=cells)


def effect_table(
    run: Run,
    first: str,
    caption: str,
    rows: list[tuple[str, Effect]],
    last: bool = False,
) -> Table:
    """Named effects as a table.

    Args:
        run: for the language.
        first: heads the names.
        caption: what the table shows.
        rows: names with effects.
        last: whether the last row is a sum, which is that of the whole run.
    """
    headers = heads(min(found.members for _, found in rows) if rows else run.members, run.lang)
    cells = rows_of(rows, run.lang, last)
    return Table(caption, (first, *headers), cells, last=last, note=note(rows, run.lang, hides(cells)))


def along(
    run: Run,
    variables: tuple[str, ...],
    axis: str,
    most: int | None = None,
    ranked: bool = True,
    total: bool = True,
    changed: bool = False,
) -> list[tuple[str, Effect]]:
    """Effects on the sum of some variables for each label of an axis; labels with none in any member are left out.

    Args:
        run: the results.
        variables: flows, added up over the whole run; stocks are those of the last month.
        axis: what to tell apart.
        most: keep this number of labels and add up the rest; ``ROW`` always belongs to the rest.
        ranked: the largest first; else in the order of the axis.
        changed: keep those that change most, those with the largest gain first.
        total: whether all labels together come last, where there is more than one.
    """
    values = along_values(run, variables, axis) * readers(run, variables[0]).factor
    names = run.names(axis)
    usual, size = pair(values.mean("member"))
    ranks = most_changed(usual, size) if changed else np.argsort(-size, kind="stable") if ranked else range(len(size))
    some = values.any(("variant", "member")).values
    order = [int(k) for k in ranks if some[k]]
    if most is not None:
        kept = [k for k in order if str(values[axis].values[k]) != "ROW"][:most]
        rest = [k for k in order if k not in kept]
    else:
        kept, rest = order, []
    if changed:
        kept.sort(key=lambda k: usual[k] - size[k])
    counterfactual, scenario = pair(values)  # (member, axis): xarray takes long to pick one label after another
    rows = [(names[k], measured(counterfactual[:, k], scenario[:, k])) for k in kept]
    if rest:
        others = (np.nansum(levels[:, rest], axis=1) for levels in (counterfactual, scenario))
        rows.append((run.pick("All others", "其余"), measured(*others)))
    if total and len(rows) > 1:
        rows.append(
            (run.pick("Together", "合计"), measured(*(np.nansum(one, axis=1) for one in (counterfactual, scenario))))
        )
    return rows


def along_values(run: Run, variables: tuple[str, ...], axis: str) -> xr.DataArray:
    """The sum of some variables by variant, member and one axis, in the unit of the file."""
    found = []
    for name in variables:
        array = run.dataset.variables[name]  # without the names of all axes, which take longer than the sums
        array = array.isel(month=-1) if array.attrs["kind"] == "stock" else array.sum("month")
        array = array.sum([dim for dim in array.dims if dim not in ("variant", "member", axis)])
        found.append(array.transpose("variant", "member", axis))
    labels = {dim: run.dataset.coords[dim] for dim in found[0].dims if dim in run.dataset.coords}
    return xr.DataArray(sum(found[1:], found[0]), labels)


def readers(run: Run, variable: str) -> Unit:
    """The reader's unit of a variable."""
    return reader_unit(variable, run.dataset.variables[variable].attrs["units"], run.lang)
