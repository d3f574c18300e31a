"""Annex tables: every headline outcome month by month, and the numbers behind figures that have no table elsewhere."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import xarray as xr

from outputs.documents.document import Table
from outputs.report.effects import Effect, measured
from outputs.report.measures import effect_table, pair, readers, years
from outputs.report.run import Run
from outputs.results.markets import named_markets
from outputs.results.outcomes import HEADLINES, Outcome, unit
from outputs.results.reader_names import period

MARKETS = 15
"""Origin markets that are listed, see :func:`outputs.results.markets.named_markets`; those with new rights may be more."""


def monthly_tables(run: Run) -> list[Table]:
    """A table for each headline outcome, one row a month; a flow ends with its sum."""
    return [_monthly(run, outcome) for outcome in HEADLINES]


def _monthly(run: Run, outcome: Outcome) -> Table:
    of = unit(run.dataset, outcome, run.lang)
    values = run.monthly(outcome) * of.factor
    months = run.dataset["month"].values
    rows = [(period(months[k : k + 1], run.lang), measured(*pair(values.isel(month=k)))) for k in range(len(months))]
    rows.append((run.pick("Sum", "合计"), measured(*pair(values.sum("month")))))
    caption = run.pick(f"{outcome.en} by month, {of.name}", f"分月{outcome.zh}（{of.name}）")
    table = effect_table(run, run.pick("Month", "月份"), caption, rows, last=True)
    return replace(table, long=True, note="")


def figure_tables(run: Run) -> Iterator[Table]:
    """Numbers of figures whose numbers stand in no other table: forces, rents, talent flows, flights, FDI by sector and zone."""
    yield effect_table(
        run,
        run.pick("Index", "指数"),
        run.pick(
            "The five forces at the end, mean of the last 12 months, Nanjing 2019 = 100",
            "五种能力，最后12个月均值（2019年南京=100）",
        ),
        _levels(run, "force_index", "force"),
    )
    yield from _talent(run)
    yield _flights(run)
    yield _rents(run)


def _levels(run: Run, variable: str, axis: str) -> list[tuple[str, Effect]]:
    values = run.dataset[variable].isel(month=slice(-12, None)).mean("month") * readers(run, variable).factor
    return [(name, measured(*pair(values.isel({axis: k})))) for k, name in enumerate(run.names(axis))]


def _talent(run: Run) -> Iterator[Table]:
    for name, en, zh in (
        ("talent_arrivals", "International talent arriving by year", "分年度国际人才流入"),
        ("talent_departures", "International talent leaving by year", "分年度国际人才流出"),
    ):
        of, values = readers(run, name), run.dataset[name].sum("sector") * readers(run, name).factor
        rows = [(year, measured(*pair(values.isel(month=months).sum("month")))) for year, months in years(run)]
        total = len(rows) > 1
        if total:
            rows.append((run.pick("Total", "合计"), measured(*pair(values.sum("month")))))
        yield effect_table(
            run, run.pick("Year", "年份"), run.pick(f"{en}, {of.name}", f"{zh}（{of.name}）"), rows, total
        )


def _flights(run: Run) -> Table:
    of = readers(run, "weekly_flights")
    values = run.dataset["weekly_flights"].isel(month=slice(-12, None)).mean("month") * of.factor
    usual, scenario = pair(values)
    named = named_markets(run.dataset, usual.mean(0), scenario.mean(0), MARKETS)
    names, others = run.names("origin"), np.setdiff1d(np.arange(usual.shape[1]), named)
    found = [(names[k], measured(usual[:, k], scenario[:, k])) for k in named]
    if usual[:, others].any() or scenario[:, others].any():
        found.append((run.pick("All others", "其余"), measured(usual[:, others].sum(1), scenario[:, others].sum(1))))
    if len(found) > 1:
        found.append((run.pick("Together", "合计"), measured(usual.sum(1), scenario.sum(1))))
    caption = run.pick(
        f"Flights by origin market, mean of the last 12 months, {of.name}", f"各客源地航班，最后12个月均值（{of.name}）"
    )
    return effect_table(run, run.pick("Origin", "客源地"), caption, found, last=len(found) > 1)


def _rents(run: Run) -> Table:
    of = readers(run, "rent")
    values = run.dataset["rent"].isel(month=slice(-12, None)).mean("month") * of.factor
    found: list[tuple[str, Effect]] = []
    for i, zone in enumerate(run.names("zone")):
        for j, use in enumerate(run.names("use")):
            cell: xr.DataArray = values.isel(zone=i, use=j)
            if np.isfinite(cell.values).all() and cell.values.any():
                found.append((run.pick(f"{zone}, {use[0].lower()}{use[1:]}", f"{zone}，{use}"), measured(*pair(cell))))
    caption = run.pick(f"Rents, mean of the last 12 months, {of.name}", f"租金，最后12个月均值（{of.name}）")
    table = effect_table(run, run.pick("Zone and use", "片区与用途"), caption, found)
    return replace(table, long=True)
