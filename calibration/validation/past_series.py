"""What was known at the end of 2022: yearly series of Nanjing and its rivals, breaks of definition handled."""

import functools
import itertools
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from common.files import read_csv
from common.vocabulary import CITY_WORDS
from model.facts import facts

FOLDER = Path(__file__).parent
LAST_YEAR = 2022
NORMAL_YEAR = 2019
"""The last whole year before the border closed."""
INDICATORS = {
    "fdi_actual_use": "fdi_musd",
    "rival_fdi": "fdi_musd",
    "visitors": "inbound_visitors",
    "rival_visitors": "inbound_visitors",
    "visitor_spending": "inbound_receipts_musd",
    "gdp": "gdp_cny_mn",
    "population": "population",
}
"""Result → indicator of the city panel."""
CLOSED = frozenset({"visitors", "rival_visitors", "visitor_spending"})
"""Results that the closed border took away from 2020 to 2022."""
CITY_NAMES = {"nanjing": ("Nanjing", "南京"), **{word.key: (word.en, word.zh) for word in CITY_WORDS}}
INDICATOR_NAMES = {
    "fdi_musd": ("FDI", "实际使用外资"),
    "inbound_visitors": ("inbound visitors", "入境游客"),
    "inbound_receipts_musd": ("visitor spending", "入境游客消费"),
}
Cell = tuple[tuple[str, str], ...]


class Known(NamedTuple):
    """A yearly series: whole years in a row, values above zero, in the unit of the results."""

    years: np.ndarray
    values: np.ndarray

    def until(self, year: int) -> "Known":
        """Return the part that was known at the end of a year."""
        return Known(self.years[self.years <= year], self.values[self.years <= year])

    def at(self, year: int) -> float | None:
        """Return the value of a year, None where there is none."""
        found = self.values[self.years == year]
        return float(found[0]) if len(found) else None


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of this folder, each with its source."""
    rows = read_csv(FOLDER / f"{name}.csv")
    if lacking := [row for row in rows if not row["source"] or row["confidence"] not in ("high", "medium", "low")]:
        raise ValueError(f"{name}.csv: without source or confidence: {lacking[0]}")
    return rows


@functools.cache
def series(city: str, indicator: str) -> Known | None:
    """Return a series of the city panel on the definition of its last year; None where there is none.

    What lies before a break that nothing links is left out; before one that a year known on both definitions links,
    values are taken to the later one by that year's ratio. So are years before a gap left out.
    """
    found = stretches(city, indicator, LAST_YEAR)
    return found[-1] if found else None


def stretches(city: str, indicator: str, last: int) -> list[Known]:
    """Return the stretches of a series of the city panel up to a year, each of one definition and without gaps."""
    try:
        years, values = facts().panel(city, indicator)
    except KeyError:
        return []
    whole = Known(np.asarray(years), np.asarray(values, float)).until(last)
    cuts = [int(year) for year, step in zip(whole.years[1:], np.diff(whole.years), strict=True) if step > 1]
    for row in table("breaks"):
        year = int(row["year"])
        if (row["city"], row["indicator"]) != (city, indicator) or year > last:
            continue
        if row["kind"] == "start":
            cuts.append(year)
        else:
            before = whole.at(year - 1)
            if before is None:
                raise ValueError(f"breaks.csv: {city}, {indicator} has no value in {year - 1} to link {year} to")
            ratio = float(row["value"]) / before
            whole = Known(whole.years, np.where(whole.years < year, whole.values * ratio, whole.values))
    edges = [int(whole.years[0]), *sorted(cuts), last + 1]
    parts = [(whole.years >= start) & (whole.years < end) for start, end in itertools.pairwise(edges)]
    return [Known(whole.years[part], whole.values[part]) for part in parts if part.any()]


def history(variable: str, cell: Cell) -> Known | None:
    """Return the yearly past of a result as a whole, or of a rival city; None where no year is known."""
    known, year = facts(), np.array([LAST_YEAR])
    if variable == "visitors" and len(cell) == 1 and cell[0][0] == "origin":
        return Known(np.array([NORMAL_YEAR]), known.nanjing_visitors_2019[[known.origin_index[cell[0][1]]]])
    if variable in INDICATORS:
        named = dict(cell)
        city = named.pop("city", "nanjing")
        return None if named else series(city, INDICATORS[variable])
    if variable == "exchange_rate":
        years = np.array(sorted(year for year in known.yearly_exchange_rate if year <= LAST_YEAR))
        return Known(years, np.array([known.exchange_rate(int(year)) for year in years]))
    if (variable, cell) == ("goods_trade", ()):
        return Known(year, np.array([known.goods_trade_cny_mn_2022]))
    return None


@functools.cache
def month_shares() -> np.ndarray:
    """Return the share of a year's visitors in each calendar month, (12,), sum 1."""
    known = facts()
    months = known.season @ (known.nanjing_visitors_2019 @ known.purpose_mix_2019)
    return months / months.sum()


def year_shares(variable: str, kind: str, first: np.datetime64, last: np.datetime64) -> dict[int, float]:
    """Which part of each calendar year's number falls into a period, by season for what has one.

    Args:
        variable: a result.
        kind: ``flow``, ``stock`` or ``index``; a stock is that of the period's last year.
        first, last: days, inclusive.

    Returns:
        Year → part of that year's flow, or weight of its level.
    """
    if kind == "stock":
        return {int(str(last)[:4]): 1.0}
    season = month_shares() if variable in CLOSED or variable == "visitor_nights" else np.full(12, 1 / 12)
    months = np.arange(first.astype("datetime64[M]"), last.astype("datetime64[M]") + 1)
    starts, ends = months.astype("datetime64[D]"), (months + 1).astype("datetime64[D]")
    covered = (np.minimum(ends, last + 1) - np.maximum(starts, first)).astype(float)
    if kind == "flow":
        parts = covered / (ends - starts).astype(float) * season[months.astype(int) % 12]
    else:
        parts = covered / covered.sum()
    found: dict[int, float] = {}
    for month, part in zip(months, parts, strict=True):
        found[int(str(month)[:4])] = found.get(int(str(month)[:4]), 0.0) + float(part)
    return found


def assumptions(variables: Iterable[str]) -> list[dict[str, str]]:
    """What the references of some results rest on, in English and Chinese: recovery of travel, breaks of definition."""
    found, variables = [], set(variables)
    if variables & CLOSED:
        for region, en, zh in (
            ("asia_pacific", "Asia-Pacific", "亚太"),
            ("northeast_asia", "North-East Asia", "东北亚"),
        ):
            rows = [row for row in table("recovery") if row["region"] == region]
            told = "; ".join(f"{row['year']}: {100 * float(row['share']):.3g} % ({row['source']})" for row in rows)
            found.append(
                {"en": f"Recovery of {en}, share of 2019: {told}.", "zh": f"{zh}恢复率（相对2019年）：{told}。"}
            )
        found.append(
            {
                "en": "The first year's recovery was published after that year; the model's central reopening leans on the "
                "same figure, so neither has it from 2022 and neither is ahead of the other.",
                "zh": "首年恢复率在该年结束后才公布；模型的中间恢复路径也参考了同一数字，因此双方都不是只凭2022年的信息，彼此也不占先。",
            }
        )
    return found + breaks({INDICATORS[name] for name in variables if name in INDICATORS})


def breaks(indicators: Iterable[str]) -> list[dict[str, str]]:
    """Where definitions of some indicators break and what was done, in English and Chinese."""
    found = []
    for row in table("breaks"):
        if row["indicator"] in indicators:
            city, what, year = CITY_NAMES[row["city"]], INDICATOR_NAMES[row["indicator"]], row["year"]
            told = {
                "en": f"Break of definition, {what[0]} of {city[0]} in {year}: {row['source']}.",
                "zh": f"口径变动，{city[1]}{what[1]}，{year}年：{row['source']}。",
            }
            found.append(told)
    return found
