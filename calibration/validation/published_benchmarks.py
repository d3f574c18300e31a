"""Published bars that forecasts of this kind are held against, and how a projection stands to them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from calibration.validation.past_series import table
from calibration.validation.summary import Summed, group_of, summed
from common.records import PROJECTIONS, Score

MET, MISSED, SUSPECT, QUIET = "met", "missed", "suspect", "quiet"
TOURISM = ("visitors", "visitor_nights", "visitor_spending", "rival_visitors")
FEWEST_MONTHS = 6
TRADE = ("goods_exports", "goods_imports", "goods_trade", "services_exports", "services_imports", "services_trade")


class Bar(NamedTuple):
    """A published bar."""

    key: str
    measure: str
    value: float
    en: str
    zh: str
    source: str


class Held(NamedTuple):
    """A projection held against a bar: ``value`` is its own, ``verdict`` met or missed; of a bar that warns of what is too
    good to be true, suspect or quiet."""

    group: str
    forecast: str
    key: str
    value: float
    verdict: str


def bars() -> dict[str, Bar]:
    """Return all published benchmarks by key."""
    fields = ("key", "measure", "value", "en", "zh", "source")
    rows = [[row[field] for field in fields] for row in table("published_benchmarks")]
    return {row[0]: Bar(row[0], row[1], float(row[2]), *row[3:]) for row in rows}


def held(rows: Sequence[Score]) -> list[Held]:
    """Compare the model's projections of whole series with the published benchmarks that apply to them."""
    totals = [row for row in rows if not row.cell]
    return [one for line in summed(totals) if line.forecast in PROJECTIONS for one in _held(line, totals)]


def _held(line: Summed, rows: Sequence[Score]) -> Iterable[Held]:
    known = bars()

    def stands(key: str, value: float, good: bool, fine: str = MET, bad: str = MISSED) -> Held:
        return Held(line.group, line.forecast, key, value, fine if good else bad)

    if line.group in TOURISM:
        hardest = max((one for one in line.error_ratio.values() if np.isfinite(one)), default=np.nan)
        if np.isfinite(
            hardest
        ):  # after a closure the seasonal naive forecast is no bar: 2019 does not come again at once
            yield stands("claim", hardest, hardest <= known["claim"].value)
            yield stands("ceiling", 1 - hardest, 1 - hardest <= known["ceiling"].value, QUIET, SUSPECT)
        early = [row for row in rows if _early(row, line)]
        if early:
            width = summed(early, lambda row: row.variable)[0].width_80
            yield stands("width_after_break", width, width >= known["width_after_break"].value)
        yield from _monthly(line, rows)
    if line.group in TRADE:
        yield stands("trade_bias", line.bias, abs(line.bias) <= known["trade_bias"].value)
        yield stands("trade_rmse", line.rmse, line.rmse <= known["trade_rmse"].value)
    if line.group == "gdp":
        yield stands("gdp_ar1", line.rmse, line.rmse <= known["gdp_ar1"].value)


def _monthly(line: Summed, rows: Sequence[Score]) -> Iterable[Held]:
    """Months of tourism against the errors of seasonal naive forecasts in calm times, over one year or three."""
    months = [row for row in rows if (group_of(row), row.forecast) == (line.group, line.forecast) and _is_month(row)]
    if len(months) < FEWEST_MONTHS:
        return
    key = "seasonal_naive_12" if len(months) <= 12 else "seasonal_naive_36"
    error = summed(months, lambda row: row.variable)[0].mape
    yield Held(line.group, line.forecast, key, error, MET if error <= bars()[key].value else MISSED)


def _is_month(row: Score) -> bool:
    first, last = np.datetime64(row.first), np.datetime64(row.last)
    return first == np.datetime64(row.first[:7]) and last + 1 == (np.datetime64(row.first[:7], "M") + 1)


def _early(row: Score, line: Summed) -> bool:
    """Whether a number of the line lies in the first year after the closure."""
    return group_of(row) == line.group and row.forecast == line.forecast and row.last < "2024"
