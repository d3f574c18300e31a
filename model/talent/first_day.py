"""The people of the first day: who is in Nanjing and since when, and who waits for papers."""

import numpy as np

from model.draws import Draws
from model.facts.months import DAYS_A_MONTH
from model.talent import hiring, staying
from model.talent.pools import Pools, members
from model.talent.steady_state import ON_PERMIT, Rest

NEVER = 32767
"""Permit end of those who need no permit."""


def first_people(rest: Rest, pools: Pools, draws: Draws, permit: int) -> dict[str, np.ndarray]:
    """Return columns of the people in Nanjing at the start.

    Tenures, in steps like the length of a ``permit``, follow the survival curves. Budgets of stay are drawn anew: what
    is left of an exponential is exponential.
    """
    cell, slot = members(rest.stock)
    tenure_luck, barred, hurdle, budget, merit = draws.uniforms("talent.first", -1, slot, 5)
    tenure = np.zeros(cell.size, np.int64)
    for terms, survivors in enumerate(rest.survivors):
        on_these = rest.terms[cell] == terms
        tenure[on_these] = staying.tenures(survivors, tenure_luck[on_these])
    ends = (tenure // permit + 1) * permit - tenure - 1
    return {
        "cell": cell,
        "permit_end": np.where(rest.terms[cell] == ON_PERMIT, ends, NEVER),
        "hurdle": pools.hurdles_hired(cell, barred, hurdle),
        "budget": -np.log(budget),
        "merit": merit,
        "age": rest.newcomer[cell] + tenure + 1,
    }


def first_waiting(rest: Rest, pools: Pools, draws: Draws, days: float, parts: int = 1) -> dict[str, np.ndarray]:
    """Return columns of the people hired before the start who still wait for papers, which take ``days``.

    A month has ``parts`` steps.
    """
    cells = np.arange(rest.stock.size)
    groups = []
    for step in range(int(days * parts / DAYS_A_MONTH) + 1):
        expected = rest.arrivals * (rest.terms == ON_PERMIT) * hiring.still_coming(days, step, parts)
        rounding = draws.uniform(f"talent.first_waiting.{step}", -1, cells)
        cell, slot = members(np.floor(expected + rounding).astype(np.int64))
        barred, hurdle, budget, merit = draws.uniforms(f"talent.first_papers.{step}", -1, slot, 4)
        due = np.full(cell.size, step)
        groups.append((cell, due, pools.hurdles_hired(cell, barred, hurdle), -np.log(budget), merit))
    columns = (np.concatenate(column) for column in zip(*groups, strict=True))
    return dict(zip(("cell", "due", "hurdle", "budget", "merit"), columns, strict=True))
