"""How long customs take to clear goods: hours as counted from 2017 to 2022, exports and imports apart.

The nation's hours stand for those of Nanjing's gates, whose own were not found (assumption). Between two counts hours
change by even shares a month; before the first and after the last they stand still.
"""

import functools

import numpy as np

from model.facts.goods import FLOWS
from model.facts.months import month_index
from model.facts.tables import frozen, number, rows
from model.world.paths import mean_before


@functools.cache
def known_hours() -> tuple[np.ndarray, np.ndarray]:
    """Return calendar months of the counts, (counts,), and mean hours of clearance, (counts, flows)."""
    table = rows("clearance_hours")
    months = [month_index(*map(int, row["from"].split("-"))) for row in table]
    return frozen(months, int), frozen(np.array([[number(row[flow]) for flow in FLOWS] for row in table]))


def hours_of_2022() -> np.ndarray:
    """Return the hours of 2022, the last counted before the plan, (flows,)."""
    return known_hours()[1][-1]


def clearance_hours(case: str, start: int, months: np.ndarray) -> np.ndarray:
    """Return mean hours from declaration to release by month, (months, flows).

    Args:
        case: a case of ``incomes``; frozen holds the year before ``start``.
        start: first calendar month of the run.
        months: calendar months, consecutive from :data:`model.world.paths.FIRST`.
    """
    counted, hours = known_hours()
    path = np.exp(np.stack([np.interp(months, counted, flow) for flow in np.log(hours).T], axis=1))
    return np.full_like(path, mean_before(path, start)) if case == "frozen" else path
