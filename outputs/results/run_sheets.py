"""Sheets of a workbook with the outcomes of runs, by year and in all or month by month; one number a cell.

Each row says which run, months and members it is of, so that the same run with other months is never mistaken for it.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import xarray as xr

from outputs.results.numbers import COUNTED, level_places, places, share_of_level
from outputs.results.outcomes import LEVELS, difference, interval_name, monthly, quantiles, unit
from outputs.results.reader_names import period
from outputs.results.summary_rows import COST, FIRST_MONTHS, TOTAL, is_stock, periods, present
from outputs.results.workbook import Looks, print_wide

if TYPE_CHECKING:
    from xlsxwriter import Workbook

MOST_DECIMALS = 4
_HEADS = {
    "en": (
        *("Run", "Outcome", "Period", "Months", "Members", "Counted", "Unit", "Counterfactual, mean", "Scenario, mean"),
        *("Effect, mean", "Effect, median", "{}, low", "{}, high", "Change", "Share of members with more"),
    ),
    "zh": (
        *("运行", "结果", "时期", "月份", "样本数", "口径", "单位", "对照情景（均值）", "情景（均值）"),
        *("效果（均值）", "效果（中位数）", "{}下限", "{}上限", "变化", "效果为正的样本占比"),
    ),
}
_INTERVAL = {"en": "Interval", "zh": "区间"}
_WORDS = 7
"""Columns before the numbers."""
_WIDTHS = (40, 40, 12, 24, 9, 11, 18)
_COUNTED = {"en": ("added up", "at the end"), "zh": ("合计", "期末")}
_ALL = {"en": "whole run", "zh": "全期"}
_FIRST = {"en": f"first {FIRST_MONTHS} months", "zh": f"前{FIRST_MONTHS}个月"}
_HEAD = 2
"""Row of the headings, below the title and an empty line."""


class Labelled(NamedTuple):
    """A run that rows are of: what it is called, and its results."""

    label: str
    dataset: xr.Dataset


class Line(NamedTuple):
    """A row: words, then members of counterfactual and scenario in the reader's unit, (2, members)."""

    words: tuple[str, ...]
    values: np.ndarray
    cost: bool = False
    """Whether it is a public cost, which has no interval: see :data:`outputs.results.summary_rows.COST`."""


def by_period(run: Labelled, lang: str) -> Iterator[Line]:
    """The outcomes in each calendar year and over the whole run."""
    months = run.dataset["month"].values
    for outcome in _outcomes(run, lang):
        for name, chosen in periods(run.dataset).items():
            told = _ALL[lang] if name == TOTAL else name if name.isdigit() else _FIRST[lang]
            yield outcome.line(run, told, period(months[chosen], lang), chosen)


def by_month(run: Labelled, lang: str) -> Iterator[Line]:
    """The outcomes in each month."""
    months = run.dataset["month"].values
    for outcome in _outcomes(run, lang):
        for k, month in enumerate(months):
            chosen = slice(k, k + 1)
            yield outcome.line(run, str(month)[:7], period(months[chosen], lang), chosen)


class _Shown(NamedTuple):
    """An outcome of a run by month: what it is called and counted in, and (2, members, months) in the reader's unit."""

    name: str
    counted: str
    unit: str
    stock: bool
    values: np.ndarray
    cost: bool

    def line(self, run: Labelled, when: str, months: str, chosen: slice) -> Line:
        """The row on some months: xarray would take most of the time for a workbook to choose them."""
        part = self.values[..., chosen]
        words = (run.label, self.name, when, months, str(part.shape[1]), self.counted, self.unit)
        return Line(words, part[..., -1] if self.stock else np.nansum(part, axis=-1), self.cost)


def _outcomes(run: Labelled, lang: str) -> Iterator[_Shown]:
    for outcome in present(run.dataset):
        readers, stock = unit(run.dataset, outcome, lang), is_stock(run.dataset, outcome)
        flow = monthly(run.dataset, outcome).sel(variant=["counterfactual", "scenario"])
        counted, cost = _COUNTED[lang][stock], outcome.key == COST
        yield _Shown(outcome.name(lang), counted, readers.name, stock, flow.values * readers.factor, cost)


def write_sheet(
    book: "Workbook",
    looks: Looks,
    name: str,
    title: str,
    runs: Sequence[Labelled],
    lines: Callable[[Labelled, str], Iterator[Line]],
    lang: str,
) -> None:
    """Add a sheet with the rows that ``lines`` gives for each run."""
    sheet, rows = book.add_worksheet(name), [line for run in runs for line in lines(run, lang)]
    spans = {interval_name(run.dataset.sizes["member"], lang) for run in runs}
    span = spans.pop() if len(spans) == 1 else _INTERVAL[lang]
    sheet.write_string(0, 0, title, looks.title)
    for column, head in enumerate(_HEADS[lang]):
        sheet.write_string(_HEAD, column, head.format(span), looks.head if column < _WORDS else looks.head_right)
    last = len(_HEADS[lang]) - 1
    for row, line in enumerate(rows, _HEAD + 1):
        for column, word in enumerate(line.words):
            if column == _WORDS - 3:
                sheet.write_number(row, column, int(word))
            else:
                sheet.write_string(row, column, word)
        cells = _told(line)
        spread = cells[4:6] if np.isfinite(cells[4]) else (0.0, 0.0)
        shown = min(max(places(*spread, cells[1]), 0), MOST_DECIMALS)
        levels = min(shown, max(level_places(line.words[-1], *cells[:2]), 0)) if line.words[-1] in COUNTED else shown
        forms = [looks.number(levels)] * 2 + [looks.signed(shown)] * 4 + [looks.share, looks.plain_share]
        for column, (cell, form) in enumerate(zip(cells, forms, strict=True), _WORDS):
            if math.isfinite(cell):
                sheet.write_number(row, column, cell, form)
    sheet.freeze_panes(_HEAD + 1, 3)
    sheet.autofilter(_HEAD, 0, _HEAD + max(len(rows), 1), last)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_column(_WORDS, last, 14)
    print_wide(sheet, _HEAD)


def _told(line: Line) -> tuple[float, ...]:
    """Both means; mean, median and interval of the effect; change; share of members with more. NaN is left empty."""
    base, scenario = map(float, line.values.mean(axis=1))
    differ, above = difference(*line.values), math.nan
    low, middle, high = map(float, quantiles(differ, (LEVELS["80"][0], 0.5, LEVELS["80"][1])))
    if len(differ) == 1 or line.cost:
        low = high = math.nan
    if not line.cost:
        above = float((differ > 0).mean())
    change = share_of_level(scenario - base, base)
    return base, scenario, float(differ.mean()), middle, low, high, change, above
