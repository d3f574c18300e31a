"""Whether an effect is a rise, a fall or not settled: the one rule for sentences, tables and prices."""

import numpy as np

from outputs.results.outcomes import LEVELS, quantiles

RISE, FALL, UNSETTLED, NOTHING = "rise", "fall", "unsettled", "nothing"
SMALL = "small"
"""The direction of an effect that is under :data:`LEAST` of the counterfactual: it hardly changes, whatever its sign."""
LEAST = 0.001
"""Share of the counterfactual under which nobody would see a change."""
NEAR = 0.01
"""Share of the counterfactual that an interval around zero stays below where an effect is called small."""


def direction(change: np.ndarray) -> str:
    """Return the direction of an effect.

    It is a rise or a fall where the 80 % interval lies on one side of zero, before rounding. A single member has no
    interval, so its effect is never called either. ``NOTHING`` means no difference in any member.

    Args:
        change: the effect by member, (members,), in any unit.
    """
    if not change.any():
        return NOTHING
    return _of_interval(change, quantiles(change, LEVELS["80"]))


def _of_interval(change: np.ndarray, ends: np.ndarray) -> str:
    low, high = map(float, ends)
    if len(change) == 1 or low <= 0 <= high:
        return UNSETTLED
    return RISE if low > 0 else FALL


def seen(change: np.ndarray, usual: float, ends: np.ndarray | None = None) -> str:
    """The same direction, but :data:`SMALL` where the mean effect is under :data:`LEAST` of the counterfactual.

    An interval on both sides of zero must not reach :data:`NEAR` either: one that does is not settled.

    Args:
        change: the effect by member, (members,).
        usual: the mean of the counterfactual, in the same unit.
        ends: of the 80 % interval, where they are known.
    """
    if not change.any():
        return NOTHING
    ends = quantiles(change, LEVELS["80"]) if ends is None else ends
    way = _of_interval(change, ends)
    if abs(float(change.mean())) >= LEAST * abs(usual):
        return way
    return way if way == UNSETTLED and float(np.abs(ends).max()) >= NEAR * abs(usual) else SMALL
