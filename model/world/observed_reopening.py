"""How travel to China and seats really came back from 2023 on.

Crossings, departures and flights over 2019 are known by quarter or year, for some markets alone and for others only
together. They hold what incomes, visa rules, the yuan, the trouble of paying and new attractions of China's cities did; the rest is willingness: what
is observed over the mean of what these explain in the markets that share the figure. They explain what travellers of each
market are expected to make of them, of rules what they have heard of: were another effect taken out than they put back, or
an easier rule at once, a market would send more or fewer people than were counted, and fewer in the month in which it is freed.
After the last figure willingness and seats go on towards where they settle.
"""

import functools
from typing import NamedTuple

import numpy as np

from model.clock import Clock
from model.facts import Facts
from model.facts.months import month_index
from model.facts.tables import number, rows
from model.parameters import Room
from model.segments import segments
from model.visitors.baseline import MIDDLE_OF_2019, Baseline, friction_of_china, on_the_spot
from model.visitors.paying import a_day_unpaid
from model.visitors.rule_news import RuleNews


@functools.cache
def anchors(what: str) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Return middle of month and share of 2019 by market, region or ``all`` from ``observed_reopening.csv``.

    Args:
        what: ``travel`` or ``seats``.
    """
    table: dict[str, list[tuple[float, float]]] = {}
    for row in rows("observed_reopening"):
        if row["what"] == what:
            year, month = map(int, row["month"].split("-"))
            table.setdefault(row["who"], []).append((month_index(year, month) + 0.5, number(row["share_of_2019"])))
    return {who: (*map(np.array, zip(*sorted(points), strict=True)),) for who, points in table.items()}


def last_month(what: str) -> int:
    """Return the first calendar month after the last figure for all markets."""
    return int(anchors(what)["all"][0][-1]) + 1


def sources(what: str, facts: Facts) -> list[str]:
    """Return for each origin whose figures it follows: its own, its region's, or those of all."""
    known = anchors(what)
    return [
        next(who for who in (origin, region, "all") if who in known)
        for origin, region in zip(facts.origins, facts.region, strict=True)
    ]


def shares(what: str, months: np.ndarray, facts: Facts) -> np.ndarray:
    """Return shares of 2019 by month and origin, straight lines between figures, (months, origins)."""
    known = anchors(what)
    lines = {who: np.interp(months + 0.5, *points) for who, points in known.items()}
    return np.stack([lines[who] for who in sources(what, facts)], axis=1)


class Known(NamedTuple):
    """What travellers choose by beside incomes."""

    base: Baseline
    """Travel of 2019."""
    rate: np.ndarray
    """CNY per USD, (months,)."""
    gained: np.ndarray
    """What rival cities have gained with travellers since 2019, utility points, (months, 7)."""
    unserved: np.ndarray
    """Share of visitors who cannot pay where they would, less that of 2019, (months,)."""

    def at(self, months: np.ndarray) -> "Known":
        """Return the same in some of the months."""
        return self._replace(rate=self.rate[months], gained=self.gained[months], unserved=self.unserved[months])


def beside_incomes(months: np.ndarray, facts: Facts, known: Known, visitors: Room) -> np.ndarray:
    """Return expected travel over that under the rules, yuan, ways to pay and cities of 2019, incomes apart, (months, origins).

    Args:
        months: consecutive calendar months; the rules before them are known to all.
        facts: the national rules by date.
        known: what travellers choose by, in these months.
        visitors: parameters, room ``visitors``.
    """
    base = known.base
    dearer = np.asarray(on_the_spot(known.rate, facts.exchange_rate(2019), visitors)) - 1
    s = segments()
    unpaid = a_day_unpaid(facts, visitors) * base.visas.trip_days[s.purpose, s.origin]
    in_2019 = friction_of_china(facts, base.visas, MIDDLE_OF_2019)
    before, *later = (friction_of_china(facts, base.visas, month + 0.5) for month in (months[0] - 1, *months))
    news, effect = RuleNews(visitors, Clock(int(months[0])), before), []
    for friction, more, gained, unserved in zip(later, dearer, known.gained, known.unserved, strict=True):
        news.spread(friction)
        saved = in_2019 - news.reckoned() - base.land_cost * more - unpaid * unserved
        effect.append(base.trips_with(saved, gained))
    return np.array(effect)


def willingness(
    months: np.ndarray, facts: Facts, income_effect: np.ndarray, known: Known, visitors: Room
) -> np.ndarray:
    """Return willingness to travel over 2019, apart from all that explains travel, (months, origins).

    Args:
        months: calendar months from 2023 to the last figure.
        facts: the facts; markets that share a figure weigh by their trips of 2019.
        income_effect: travel over 2019 by reason of incomes alone, (months, origins).
        known: see :func:`beside_incomes`.
        visitors: parameters, room ``visitors``.
    """
    explained, who = income_effect * beside_incomes(months, facts, known, visitors), np.array(sources("travel", facts))
    seen = shares("travel", months, facts)
    for group in set(who):
        of_group = who == group
        mean = np.average(explained[:, of_group], axis=1, weights=facts.china_trips_2019[of_group])
        seen[:, of_group] /= mean[:, None]
    return seen


def go_on(last: np.ndarray, ceiling: np.ndarray, months_after: int, months_to_settle: float) -> np.ndarray:
    """Return the months after the last one seen: the gap to the ceiling closes by 1/e in ``months_to_settle`` months.

    Args:
        last: shares at the last figure, (origins,).
        ceiling: where they settle, (origins,).
        months_after: number of months to add.
        months_to_settle: months.
    """
    left = np.exp(-np.arange(1, months_after + 1) / months_to_settle)[:, None]
    return ceiling + (last - ceiling) * left
