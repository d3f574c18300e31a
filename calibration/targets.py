"""Targets: what was counted in 2013-2022, each with an error that says how far it can be trusted.

The table ``data/targets.csv`` names for each target a statistic of a run over history (:mod:`calibration.history`), its
years, the value counted and its error in log points, with the reason for the error: where definitions break, growth is
taken on one side of the break only, or the value is brought to one scope and the error widened.
"""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from calibration.history import FIRST_YEAR, far_markets
from common.files import read_csv
from common.vocabulary import CITIES
from model.facts import facts

TABLE = Path(__file__).parent / "data" / "targets.csv"
FULL_SERVICE = 2.0
"""Weekly flights from which on a market counts as flown."""
LEAST_MARKETS, LEAST_LOAD = 0.3, 0.1
"""What counts where no market, or not this one, is flown: a miss, but a finite one."""
History = dict[str, np.ndarray]
"""Variable -> yearly array (years, *axes), as :func:`calibration.history.history` gives it."""


class Target(NamedTuple):
    """One counted number.

    ``what`` is the statistic's origin or city, empty where it needs none; ``error`` is the standard error of the
    logarithm of ``value``.
    """

    id: str
    statistic: str
    what: str
    first_year: int
    last_year: int
    value: float
    unit: str
    error: float
    error_reason: str
    use: str
    en: str
    zh: str
    source: str

    def simulated(self, history: History) -> float:
        """Return the target's statistic for a run over history, in the target's unit."""
        return float(STATISTICS[self.statistic](history, self))


@functools.cache
def targets() -> tuple[Target, ...]:
    """Return all targets, in the order of the table.

    Raises:
        ValueError: a row with an empty field or an unknown statistic.
    """
    return tuple(_parse(row) for row in read_csv(TABLE))


def _parse(row: dict[str, str]) -> Target:
    if any(not text for field, text in row.items() if field != "what") or row["statistic"] not in STATISTICS:
        raise ValueError(f"{TABLE.name}: {row['id']} lacks a field or names no statistic")
    words = {field: text for field, text in row.items() if field not in ("value", "error", "first_year", "last_year")}
    return Target(
        value=float(row["value"]),
        error=float(row["error"]),
        first_year=int(row["first_year"]),
        last_year=int(row["last_year"]),
        **words,
    )


def observed() -> np.ndarray:
    """Logarithms of the values counted, (targets,)."""
    return np.log([target.value for target in targets()])


def errors() -> np.ndarray:
    """Standard errors of :func:`observed`, log points, (targets,)."""
    return np.array([target.error for target in targets()])


def moments(history: History) -> np.ndarray:
    """Logarithms of every target's statistic in a run over history, (targets,)."""
    return np.log([max(target.simulated(history), 1e-9) for target in targets()])


def _at(history: History, key: str, year: int) -> np.ndarray:
    return history[key][year - FIRST_YEAR]


def _growth(series: np.ndarray, target: Target) -> float:
    return series[target.last_year - FIRST_YEAR] / series[target.first_year - FIRST_YEAR]


def _from(target: Target) -> int:
    return facts().origin_index[target.what]


def _far_markets(history: History, target: Target) -> float:
    """Intercontinental markets flown in a year: one with two weekly flights or more counts as one, with fewer in part."""
    flights = _at(history, "weekly_flights", target.first_year)[far_markets()]
    return max(float(np.minimum(flights / FULL_SERVICE, 1.0).sum()), LEAST_MARKETS)


def _china_visitors(history: History) -> np.ndarray:
    """Visitors of all Chinese cities by year, (years,): Nanjing and the seven rivals."""
    return history["visitors"].sum(axis=(1, 2)) + history["rival_visitors"].sum(axis=1)


def _in_dollars(history: History, key: str, year: int) -> float:
    """Convert a yearly sum in million CNY to million USD at the year's mean rate."""
    return _at(history, key, year).sum() / facts().exchange_rate(year)


STATISTICS: dict[str, Callable[[History, Target], float]] = {
    "visitors": lambda h, t: _at(h, "visitors", t.first_year).sum(),
    "visitors_from": lambda h, t: _at(h, "visitors", t.first_year)[_from(t)].sum(),
    "receipts_per_visitor": lambda h, t: (
        1e6 * _at(h, "visitor_spending", t.first_year).sum() / _at(h, "visitors", t.first_year).sum()
    ),
    "nights_per_visitor": lambda h, t: (
        _at(h, "visitor_nights", t.first_year).sum() / _at(h, "visitors", t.first_year).sum()
    ),
    "rival_visitor_growth": lambda h, t: _growth(h["rival_visitors"][:, CITIES.index(t.what)], t),
    "china_visitor_growth": lambda h, t: _growth(_china_visitors(h), t),
    "weekly_flights": lambda h, t: _at(h, "weekly_flights", t.first_year).sum(),
    "far_markets": _far_markets,
    "load_of": lambda h, t: max(_at(h, "load_factor", t.first_year)[_from(t)], LEAST_LOAD),
    "fdi": lambda h, t: _at(h, "fdi_actual_use", t.first_year).sum(),
    "hong_kong_share": lambda h, t: (
        _at(h, "fdi_by_origin", t.first_year)[facts().origin_index["HKG"]] / _at(h, "fdi_by_origin", t.first_year).sum()
    ),
    "new_firms": lambda h, t: _at(h, "new_foreign_firms", t.first_year).sum(),
    "rival_fdi_growth": lambda h, t: _growth(h["rival_fdi"][:, CITIES.index(t.what)], t),
    "goods_trade": lambda h, t: (
        _at(h, "goods_exports", t.first_year).sum() + _at(h, "goods_imports", t.first_year).sum()
    ),
    "services_exports": lambda h, t: (
        _in_dollars(h, "services_exports", t.first_year) + _at(h, "visitor_spending", t.first_year).sum()
    ),
    "services_imports": lambda h, t: _in_dollars(h, "services_imports", t.first_year),
}
"""Statistics of a run over history by name, each in its target's unit."""
