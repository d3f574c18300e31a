"""The climate for foreign investment in China, and the exchange rate.

Two indices with 2022 = 1: the value in dollars of foreign investment in a year and the number of new projects, which
part company (after 2022 the number rose while the value fell). Each wanders slowly; what happened nationally is the
case ``observed``. A cheaper yuan draws investors to all of China: what they buy and whom they pay costs them less, while
their own means keep their worth (Froot & Stein 1991, Quarterly Journal of Economics 106:1191-1217; Klein & Rosengren 1994,
Journal of International Economics 36:373-389; for China Xing 2006, China Economic Review 17:198-209). So does a market that
grows beyond what was expected.
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
from model.world.paths import FIRST, UNSEEN, autoregressive, by_year, known_and_later, mean_before, shocks

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
        pull: see :func:`pulled`, (months,). What was counted holds what it did; it counts from there on. A frozen climate does
            not hear of it.
    """
    whole, months = months.size, np.arange(months[0], months[-1] + 1 + AFTER)
    observed, later = known_and_later(case)
    years, *known = seen = national_history()
    if observed:
        years, *known = (np.concatenate(pair) for pair in zip(seen, national_observed(facts), strict=True))
    first = UNSEEN + 12 * int(years[-1] - BASE_YEAR)
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
    drawn, paid = np.ones((2, whole)) if case == "frozen" else _drawn_and_paid(pull, first, law)
    committed = commitments(value, law)
    # Projects of all kinds and sizes are drawn alike, so that nobody who comes anyway becomes another.
    substantive = committed**p.substantive_power * drawn
    return Climate(value[:whole] * paid, number[:whole] * drawn, committed * drawn, substantive)


def pulled(rate: np.ndarray, output: np.ndarray | None, p: Room) -> np.ndarray:
    """Return what a cheaper yuan and growth beyond its trend draw of foreign investors, log points, (months,).

    Args:
        rate: CNY per USD by month, (months,).
        output: real output at home, (months,); None where it stands still.
        p: parameters, room ``world``.
    """
    pull = p.climate_rate * np.log(rate)
    if output is None:
        return np.asarray(pull)
    return np.asarray(pull + p.climate_growth * (np.log(output) - p.domestic_trend / 12 * np.arange(output.size)))


def _drawn_and_paid(pull: np.ndarray, first: int, law: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return factors on what investors commit and on what is paid in, (months,) each: 1 before the calendar month ``first``.

    Args:
        pull: log points, by month from :data:`model.world.paths.FIRST` on, (months,), against the mean of the twelve months before.
        first: the month from which on it counts.
        law: share of a commitment that is paid ``s`` months later, (months,), sum 1.
    """
    change = pull - mean_before(pull, first)
    change[: first - FIRST] = 0.0
    drawn = np.exp(change)
    return drawn, 1.0 + np.convolve(drawn - 1.0, law)[: pull.size]


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
