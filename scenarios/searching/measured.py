"""What runs of plans brought, put together: plans one after the other, members one after the other, only some of either."""

from collections.abc import Sequence

import numpy as np

from scenarios.searching.question import Measured, NoMember


def with_plans(one: Measured, other: Measured) -> Measured:
    """Return the plans of two runs, one after the other, in the members that finished in both.

    Raises:
        NoMember: there is none.
    """
    members = tuple(member for member in one.members if member in other.members)
    if not members:
        raise NoMember
    one, other = (_columns(run, [run.members.index(member) for member in members]) for run in (one, other))
    return Measured(
        {key: np.concatenate([one.effects[key], other.effects[key]]) for key in one.effects},
        np.concatenate([one.cost, other.cost]),
        np.concatenate([one.risks, other.risks]),
        members,
        {key: np.concatenate([one.steady[key], other.steady[key]]) for key in one.steady},
    )


def with_members(runs: Sequence[Measured]) -> Measured:
    """Return the same plans in the members of all runs, numbered from 0 in their order."""
    cost = np.concatenate([run.cost for run in runs], axis=1)
    return Measured(
        {key: np.concatenate([run.effects[key] for run in runs], axis=1) for key in runs[0].effects},
        cost,
        np.concatenate([run.risks for run in runs], axis=1),
        tuple(range(cost.shape[1])),
        {key: np.concatenate([run.steady[key] for run in runs], axis=1) for key in runs[0].steady},
    )


def of_plans(run: Measured, places: Sequence[int] | np.ndarray | slice) -> Measured:
    """Return some of the plans."""
    return Measured(
        {key: effects[places] for key, effects in run.effects.items()},
        run.cost[places],
        run.risks[places],
        run.members,
        {key: effects[places] for key, effects in run.steady.items()},
    )


def _columns(run: Measured, places: Sequence[int]) -> Measured:
    return Measured(
        {key: effects[:, places] for key, effects in run.effects.items()},
        run.cost[:, places],
        run.risks[:, places],
        tuple(run.members[place] for place in places),
        {key: effects[:, places] for key, effects in run.steady.items()},
    )


def alike(runs: Sequence[np.ndarray]) -> float:
    """Return the mean correlation over plans between the effects of two members, (plans, members) by run."""
    effects = np.concatenate(runs, axis=1)
    if effects.shape[1] < 2 or (effects.std(axis=0) == 0).any():
        return float("nan")
    pairs = np.corrcoef(effects.T)[np.triu_indices(effects.shape[1], 1)]
    return float(pairs.mean())


def distinct(plans: Sequence[np.ndarray], options: int) -> tuple[np.ndarray, list[int]]:
    """Return plans each once, and the place of each that was given."""
    order = list(dict.fromkeys(plan.tobytes() for plan in plans))
    found = np.array([np.frombuffer(plan, dtype=bool) for plan in order]).reshape(len(order), options)
    return found, [order.index(plan.tobytes()) for plan in plans]
