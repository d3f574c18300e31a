"""The climate for foreign investment in China, and the exchange rate.

Two indices with 2022 = 1: the value in dollars of foreign investment in a year and the number of new projects, which
part company (after 2022 the number rose while the value fell). Each wanders slowly; what happened nationally is the
case ``observed``. The exchange rate and growth at home and abroad move both (:mod:`model.world.pull`).
"""

import functools
from typing import NamedTuple

import numpy as np

from model.draws import Draws
from model.facts import Facts
from model.facts.national import BASE_YEAR, value_months
from model.facts.tables import number, rows
from model.parameters import Room
from model.world.commitments import AFTER, commitments
from model.world.observed import exchange_rates
from model.world.paths import UNSEEN, autoregressive, by_year, known_and_later, mean_before, shocks
from model.world.pull import paid_as_drawn, since

ZERO = np.zeros(1, np.uint64)


class Climate(NamedTuple):
    """Indices of foreign investment in China, 2022 = 1, (months,) each: value paid in (in USD), number of new projects."""

    value: np.ndarray
    number: np.ndarray
    commitments: np.ndarray
    """What investors commit, of which the value is the later payment."""
    substantive: np.ndarray
    """Number of projects that are more than an entry in a register: they follow the money committed."""


@functools.cache
def national_history() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return years to 2022, and value in USD and number of new foreign firms in China relative to 2022, (years,) each."""
    table = [[number(row[key]) for key in ("year", "value_musd", "new_firms")] for row in rows("national_years")]
    years, value, count = np.array(table).T
    return years.astype(int), value / value[-1], count / count[-1]


@functools.cache
def national_observed(facts: Facts) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the same for the years after 2022: yearly sums in CNY at the year's mean exchange rate."""
    count = facts.national_fdi_number_index.reshape(-1, 12).mean(axis=1)
    years = BASE_YEAR + 1 + np.arange(count.size)
    base, *dollars = (value_months(year).sum() / facts.exchange_rate(year) for year in (BASE_YEAR, *map(int, years)))
    return years, np.array(dollars) / base, count


def first_uncounted(case: str, facts: Facts) -> int:
    """Return the first calendar month of foreign investment that a case of ``investment_climate`` does not replay."""
    if not known_and_later(case)[0]:
        return UNSEEN
    return UNSEEN + 12 * int(national_observed(facts)[0][-1] - BASE_YEAR)


def climate(
    case: str, start: int, months: np.ndarray, facts: Facts, draws: Draws, p: Room, law: np.ndarray, pull: np.ndarray
) -> Climate:
    """Return value, number, commitments and substantive projects by month.

    Args:
        case: a case of ``investment_climate``. Low and high shift the drift from 2023 on; observed replays national
            years and wanders after the last, observed_low and observed_high with the drift shifted from there; frozen holds the mean of the twelve months before ``start``.
        start: first calendar month of the run.
        months: calendar months, consecutive from :data:`model.world.paths.FIRST`.
        facts: the facts.
        draws: the member's luck.
        p: parameters, room ``world``.
        law: share of a commitment that is paid ``s`` months later, (months,), sum 1.
        pull: see :func:`model.world.pull.pulled`, (months,). What was counted holds what it did; it counts from there
            on. A frozen climate does not hear of it.
    """
    whole, months = months.size, np.arange(months[0], months[-1] + 1 + AFTER)
    observed, later = known_and_later(case)
    years, *known = seen = national_history()
    if observed:
        years, *known = (np.concatenate(pair) for pair in zip(seen, national_observed(facts), strict=True))
    first = first_uncounted(case, facts)
    ahead = np.maximum(months - first + 1, 0) / 12.0
    together, alike = shocks(draws, "world.climate", ZERO, months, first), p.climate_alike
    paths = []
    for name, yearly in zip(("value", "number"), known, strict=True):
        alone = shocks(draws, f"world.climate_{name}", ZERO, months, first)
        swing = np.sqrt(alike) * together + np.sqrt(1 - alike) * alone
        wander = autoregressive(swing, p.climate_persistence, p[f"climate_{name}_sd"])[:, 0]
        gap = {"low": -1.0, "high": 1.0}.get(later, 0.0) * p[f"climate_{name}_gap"]
        path = by_year(years, yearly, months) * np.exp((p[f"climate_{name}_drift"] + gap) * ahead + wander)
        paths.append(np.full_like(path, mean_before(path, start)) if case == "frozen" else path)
    value, number = paths
    drawn = np.ones(whole) if case == "frozen" else np.exp(since(pull, first))
    committed = commitments(value, law)
    # Projects of all kinds and sizes are drawn alike, so that nobody who comes anyway becomes another.
    substantive = committed**p.substantive_power * drawn
    return Climate(value[:whole] * paid_as_drawn(drawn, law), number[:whole] * drawn, committed * drawn, substantive)


def exchange_rate(case: str, start: int, months: np.ndarray, facts: Facts, draws: Draws, p: Room) -> np.ndarray:
    """Return CNY per USD by month, (months,).

    Known years are their means. From 2023 on the rate wanders around the last known mean; low (a dearer yuan) and high
    move that centre over two years; observed knows the quarters that followed; frozen holds the year before ``start``.
    """
    years = np.array([year for year in facts.yearly_exchange_rate if year <= BASE_YEAR])
    observed, later = known_and_later(case)
    known, first = by_year(years, np.array([facts.exchange_rate(int(year)) for year in years]), months), UNSEEN
    if observed:
        known[months >= UNSEEN] = exchange_rates()[
            np.minimum(months[months >= UNSEEN] - UNSEEN, exchange_rates().size - 1)
        ]
        first = UNSEEN + exchange_rates().size
    noise = shocks(draws, "world.exchange_rate", ZERO, months, first)
    wander = autoregressive(noise, p.exchange_persistence, p.exchange_sd)[:, 0]
    gap = {"low": -1.0, "high": 1.0}.get(later, 0.0) * p.exchange_gap
    path = known * np.exp(wander + gap * np.clip((months - first + 1) / 24.0, 0.0, 1.0))
    return np.full_like(path, mean_before(path, start)) if case == "frozen" else path
