"""Targets: what was counted in 2013-2022, each with an error that says how far it can be trusted.

The table ``data/targets.csv`` names for each target a statistic of a run over history (:mod:`calibration.history`), its
years, the value counted and its error in log points, with the reason for the error: where definitions break, growth is
taken on one side of the break only, or the value is brought to one scope and the error widened. Figures that share a
source, a scope or a way of working them out share an error too: it moves all of a ``group`` together. And each city has a
course of its own that no model of cities knows, which blurs its growth the more the longer it runs (:func:`covariance`).

Most are fitted, some only checked (``use``). Every function takes the targets it is about, so that a fit to some of them,
or to others, is made from the same runs: a backtest takes those that were known by a year (:func:`known_by`), or targets
of its own.
"""

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from calibration.history import FIRST_YEAR, History, far_markets
from common.files import read_csv
from common.vocabulary import CITIES
from model.facts import facts
from model.variables import VARIABLES

TABLE = Path(__file__).parent / "data" / "targets.csv"
USES = ("fit", "check")
OWN_STEP = {"visitors": 0.05, "fdi": 0.15}
"""What a city's yearly count steps by that no trend or measure explains, log points (:mod:`calibration.own_departures`). A run
over history knows nothing of it, so it is an error of every count, and one that adds up from year to year."""
OWN_COURSE = {
    "visitors": ("visitors", 2019),
    "visitors_from": ("visitors", 2019),
    "fdi": ("fdi", 2022),
    "rival_visitor_growth": ("visitors", None),
    "rival_fdi_growth": ("fdi", None),
}
"""Statistics of counts that have such a course: whose step, and the year whose level the model reproduces."""
FULL_SERVICE = 2.0
"""Weekly flights from which on a market counts as flown."""
LEAST_MARKETS, LEAST_LOAD = 0.3, 0.1
"""What counts where no market, or not this one, is flown: a miss, but a finite one."""


LEAST_FLOW = 1e-9
"""What a flow counts at least where it grows from nothing."""


class Target(NamedTuple):
    """One counted number.

    ``what`` is the statistic's origin, city or months, empty where it needs none; ``error`` is the standard error of the
    logarithm of ``value`` that is its own, ``shared_error`` that of its ``group`` (empty: none). ``known`` is the last
    year of which anything is used in the value: for most the year itself, later where a later figure set its scope.
    """

    id: str
    statistic: str
    what: str
    first_year: int
    last_year: int
    value: float
    unit: str
    error: float
    group: str
    shared_error: float
    error_reason: str
    known: int
    use: str
    en: str
    zh: str
    source: str

    @property
    def course(self) -> tuple[str, str, int, int] | None:
        """Whose own course blurs the value (count and city), between which years; None where there is none."""
        if self.statistic not in OWN_COURSE:
            return None
        count, level = OWN_COURSE[self.statistic]
        return (
            (count, self.what, self.first_year, self.last_year)
            if level is None
            else (count, "", self.first_year, level)
        )

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
    needed = {field: text for field, text in row.items() if field not in ("what", "group", "shared_error")}
    if not all(needed.values()) or row["statistic"] not in STATISTICS or row["use"] not in USES:
        raise ValueError(f"{TABLE.name}: {row['id']} lacks a field, names no statistic or no use")
    if bool(row["group"]) != bool(row["shared_error"]):
        raise ValueError(f"{TABLE.name}: {row['id']}: a group and its shared error go together")
    read: dict[str, Any] = dict(row)
    read |= {field: float(row[field] or 0) for field in ("value", "error", "shared_error")}
    read |= {field: int(row[field]) for field in ("first_year", "last_year", "known")}
    return Target(**read)


def fitted() -> tuple[Target, ...]:
    """Return the targets that are fitted."""
    return tuple(target for target in targets() if target.use == "fit")


def known_by(year: int) -> tuple[Target, ...]:
    """Return the fitted targets of which nothing later than a year is used."""
    return tuple(target for target in fitted() if target.known <= year)


def observed(chosen: Iterable[Target] | None = None) -> np.ndarray:
    """Logarithms of the values counted, (targets,); default the fitted ones."""
    return np.log([target.value for target in (fitted() if chosen is None else chosen)])


def errors(chosen: Sequence[Target] | None = None) -> np.ndarray:
    """Standard errors of :func:`observed`, log points, (targets,): own, shared and own course together."""
    return np.sqrt(np.diag(covariance(chosen)))


def covariance(chosen: Sequence[Target] | None = None, steps: Mapping[str, float] | None = None) -> np.ndarray:
    """Covariance of the errors of :func:`observed`, (targets, targets).

    A group's shared error moves all of it alike; a city's own course is a random walk, so that two counts of one city have
    in common the years that both span. ``steps`` are the walks', default :data:`OWN_STEP`.
    """
    steps = OWN_STEP if steps is None else steps
    chosen = fitted() if chosen is None else chosen
    shared = np.array([target.shared_error for target in chosen])
    groups = np.array([target.group for target in chosen])
    found = np.diag([target.error**2 for target in chosen]) + np.outer(shared, shared) * (groups[:, None] == groups)
    for row, one in enumerate(chosen):
        for column, other in enumerate(chosen):
            found[row, column] += _course_in_common(one.course, other.course, steps)
    return found


def _course_in_common(
    one: tuple[str, str, int, int] | None, other: tuple[str, str, int, int] | None, steps: Mapping[str, float]
) -> float:
    """Covariance of two counts by the years of one city's own course that both span, squared log points."""
    if one is None or other is None or one[:2] != other[:2]:
        return 0.0
    years = min(one[3], other[3]) - max(one[2], other[2])
    return steps[one[0]] ** 2 * max(years, 0)


def moments(history: History, chosen: Iterable[Target] | None = None) -> np.ndarray:
    """Logarithms of every target's statistic in a run over history, (targets,); default the fitted ones."""
    return np.log([max(target.simulated(history), LEAST_FLOW) for target in (fitted() if chosen is None else chosen)])


def _at(history: History, key: str, year: int) -> np.ndarray:
    """Return a variable in a year, (*axes): a flow's sum, a stock's end, an index's mean."""
    months = history[key][12 * (year - FIRST_YEAR) : 12 * (year - FIRST_YEAR + 1)]
    kind = VARIABLES[key].kind
    return months.sum(axis=0) if kind == "flow" else months[-1] if kind == "stock" else months.mean(axis=0)


def _share_of_months(series: np.ndarray, target: Target) -> float:
    """Return the share of a year's flow that falls into the target's months ("1-3"), of a monthly series, (months,)."""
    first, last = (int(month) for month in target.what.split("-"))
    year = series[12 * (target.first_year - FIRST_YEAR) :][:12]
    return year[first - 1 : last].sum() / year.sum()


def _growth(of_year: Callable[[int], float], target: Target) -> float:
    return of_year(target.last_year) / max(of_year(target.first_year), LEAST_FLOW)


def _from(target: Target) -> int:
    return facts().origin_index[target.what]


def _far_markets(history: History, target: Target) -> float:
    """Intercontinental markets flown in a year: one with two weekly flights or more counts as one, with fewer in part."""
    flights = _at(history, "weekly_flights", target.first_year)[far_markets()]
    return max(float(np.minimum(flights / FULL_SERVICE, 1.0).sum()), LEAST_MARKETS)


def _china_visitors(history: History, year: int) -> float:
    """Visitors of all Chinese cities in a year: Nanjing and the seven rivals."""
    return _at(history, "visitors", year).sum() + _at(history, "rival_visitors", year).sum()


def _city_growth(history: History, key: str, target: Target) -> float:
    """Growth of one rival city's flow over the target's years."""
    return _growth(lambda year: _at(history, key, year)[CITIES.index(target.what)], target)


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
    "rival_visitor_growth": lambda h, t: _city_growth(h, "rival_visitors", t),
    "china_visitor_growth": lambda h, t: _growth(lambda year: _china_visitors(h, year), t),
    "weekly_flights": lambda h, t: _at(h, "weekly_flights", t.first_year).sum(),
    "flights_growth": lambda h, t: _growth(lambda year: _at(h, "weekly_flights", year).sum(), t),
    "flights_in_month": lambda h, t: h["weekly_flights"][12 * (t.first_year - FIRST_YEAR) + int(t.what) - 1].sum(),
    "far_markets": _far_markets,
    "load_of": lambda h, t: max(_at(h, "load_factor", t.first_year)[_from(t)], LEAST_LOAD),
    "fdi": lambda h, t: _at(h, "fdi_actual_use", t.first_year).sum(),
    "fdi_months": lambda h, t: _share_of_months(h["fdi_actual_use"].sum(axis=(1, 2)), t),
    "shanghai_months": lambda h, t: _share_of_months(h["rival_visitors"][:, CITIES.index("shanghai")], t),
    "hong_kong_share": lambda h, t: (
        _at(h, "fdi_by_origin", t.first_year)[facts().origin_index["HKG"]] / _at(h, "fdi_by_origin", t.first_year).sum()
    ),
    "new_firms": lambda h, t: _at(h, "new_foreign_firms", t.first_year).sum(),
    "rival_fdi_growth": lambda h, t: _city_growth(h, "rival_fdi", t),
    "goods_trade": lambda h, t: (
        _at(h, "goods_exports", t.first_year).sum() + _at(h, "goods_imports", t.first_year).sum()
    ),
    "services_exports": lambda h, t: (
        _in_dollars(h, "services_exports", t.first_year) + _at(h, "visitor_spending", t.first_year).sum()
    ),
    "services_imports": lambda h, t: _in_dollars(h, "services_imports", t.first_year),
}
"""Statistics of a run over history by name, each in its target's unit."""
