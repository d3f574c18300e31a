"""What comes back to the public purse, and who else gains: value added that the model follows, divided by simple rates.

Work in foreign firms, visitors' spending and exports are followed (see :mod:`model.city.economy`). Their value added is wages and
a surplus, part of which is taxable profit; sales at home bear value added tax on top, exports do not. Nothing is crowded out
elsewhere, so what a scenario adds is the most that it can bring back.
"""

from typing import NamedTuple

import numpy as np

from common.vocabulary import TAXES
from model.parameters import Room


class ValueAdded(NamedTuple):
    """Value added of a month in the flows that the model follows, million CNY."""

    jobs: float
    """Of work in foreign firms, beyond what their exports bring."""
    spending: float
    goods: float
    services: float


def taxes(flows: ValueAdded, p: Room) -> np.ndarray:
    """Return tax of the month, million CNY, by :data:`common.vocabulary.TAXES`.

    Args:
        flows: value added of the month.
        p: parameters, room ``economy``.
    """
    everything, at_home = sum(flows), flows.jobs + flows.spending
    base = np.array([p.taxable_profits * everything, at_home, p.labour_share * everything])
    return p.tax.vector(TAXES) * base


def by_education(jobs: np.ndarray, tertiary_share: np.ndarray) -> np.ndarray:
    """Return jobs by :data:`common.vocabulary.EDUCATION`, persons, (2,): each sector employs its usual mix.

    Args:
        jobs: jobs by sector, persons, (sectors,).
        tertiary_share: share of a sector's workers with a degree or diploma, (sectors,).
    """
    with_degree = float(tertiary_share @ jobs)
    return np.array([with_degree, float(np.sum(jobs)) - with_degree])


def money_back(flows: ValueAdded, rents: float, p: Room) -> dict[str, np.ndarray]:
    """Return tax and incomes by who receives them, million CNY of the month.

    Rents are paid by firms and residents out of what they have: they are not to be added to the other incomes.

    Args:
        flows: value added of the month.
        rents: rent of all floor space that is let.
        p: parameters, room ``economy``.
    """
    tax = taxes(flows, p)
    surplus = 1 - p.labour_share - p.taxable_profits * p.tax.profits
    wages = p.labour_share * sum(flows) * (1 - p.tax.wages)
    others = sum(flows) - flows.jobs
    return {
        "public_income": tax,
        "public_income_local": np.array(tax @ p.kept.vector(TAXES)),
        "income_by_group": np.array([wages, surplus * flows.jobs, surplus * others, rents]),
    }
