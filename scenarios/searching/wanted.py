"""What is wanted of plans, estimated from the members of a stage: a mean, a low quantile, the worst tenth, a share of worlds.

The tail of a few members is a few numbers. Where fewer than :data:`TAIL` members lie in it, effects are taken as normal: the
mean by the measure that has least luck, a spread between the plan's own and that which all plans share in proportion to
their means, and a low end as far below as that of all plans is. The more members, the more the own one counts; with enough of them the plain statistic is taken.
"""

import numpy as np
from scipy.stats import norm

from scenarios.searching.question import MEAN, P10, WORST_TENTH, Want

TAIL = 3
"""Members that must lie in the tail for its plain statistic: 30 members for the worst tenth."""
SHARED = 4.0
"""Members beyond the first that the spread shared by all plans counts for (assumption; the own counts for those it has)."""


def seen(want: Want, drawn: np.ndarray) -> np.ndarray:
    """Return what is wanted of each plan, (plans,), as it was seen in fresh worlds, (plans, members): what is shown.

    Only where not even one of the worlds lies in the tail is it estimated.
    """
    if (drawn.shape[1] + 1) * min(want.tail, 1 - want.tail) >= 1 - 1e-9:
        return want.statistic(drawn)
    return estimates(want, drawn, drawn)


def estimates(want: Want, compared: np.ndarray, drawn: np.ndarray) -> np.ndarray:
    """Return what is wanted of each plan, (plans,): in the unit of the effects, for ``share_reaching`` a share.

    Args:
        want: what of the effects over the worlds counts.
        compared: effects without the luck of single agents where that is known, else as drawn, (plans, members).
        drawn: effects as drawn, (plans, members), whose spread and tail count.
    """
    if want.of == MEAN:
        return compared.mean(axis=1)
    if drawn.shape[1] * min(want.tail, 1 - want.tail) >= TAIL:
        return want.statistic(drawn)
    mean = compared.mean(axis=1)
    spread = spreads(drawn)
    low = lowness(drawn)
    if want.of == P10:
        return mean + low * norm.ppf(want.tail) * spread
    if want.of == WORST_TENTH:
        return mean - low * norm.pdf(norm.ppf(want.tail)) / want.tail * spread
    return norm.cdf((mean - want.amount) / np.maximum(spread, 1e-12))  # SHARE_REACHING


def spreads(drawn: np.ndarray) -> np.ndarray:
    """Return the standard deviation between members of each plan's effect, (plans,), drawn towards the shared one.

    One member alone has none.
    """
    members = drawn.shape[1]
    if members < 2:
        return np.zeros(len(drawn))
    own, squares = drawn.var(axis=1, ddof=1), drawn.mean(axis=1) ** 2
    shared = squares * own.sum() / max(float(squares.sum()), 1e-300)
    return np.sqrt(((members - 1) * own + SHARED * shared) / (members - 1 + SHARED))


def lowness(drawn: np.ndarray) -> float:
    """Return how far below the mean the lowest member lies, over all plans, as a share of what it would under a normal
    distribution: under 1 where few members bring much and the others are close together."""
    members = drawn.shape[1]
    if members < 3:
        return 1.0
    below, spread = drawn.mean(axis=1) - drawn.min(axis=1), drawn.std(axis=1, ddof=1)
    usual = -float(norm.ppf((1 - 0.375) / (members + 0.25)))  # Blom (1958): the expected least of a normal sample
    return float(below.sum()) / max(float(spread.sum()) * usual, 1e-300) if spread.any() else 1.0
