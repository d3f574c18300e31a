"""The effects that studies of the model's own numbers look at: six outcomes over the whole run, log of scenario over counterfactual."""

import functools
from collections.abc import Mapping

import numpy as np

from scenarios.explaining.library import library
from scenarios.reading.reader import read
from scenarios.running.member import Job
from scenarios.running.prepare import prepare

OUTCOMES = {
    "fdi": ("fdi_actual_use",),
    "new_foreign_firms": ("new_foreign_firms",),
    "goods_trade": ("goods_exports", "goods_imports"),
    "services_trade": ("services_exports", "services_imports"),
    "visitors": ("visitors",),
    "visitor_spending": ("visitor_spending",),
}
"""Headline outcomes, and the number of investors beside their money: their variables, summed over the run."""


@functools.cache
def job(scenario: str) -> Job:
    """Return what the members of a shipped scenario share."""
    return prepare(read(library()[scenario].path)).job


def effects(scenario: Mapping[str, np.ndarray], counterfactual: Mapping[str, np.ndarray]) -> np.ndarray:
    """Return effects in percent, 100 log(scenario / counterfactual), (outcomes,).

    Args:
        scenario: variable -> monthly array, any axes.
        counterfactual: the same of the run it is compared with.
    """
    total, usual = (
        np.array([sum(variant[key].sum() for key in keys) for keys in OUTCOMES.values()])
        for variant in (scenario, counterfactual)
    )
    return 100 * np.log(total / usual)
