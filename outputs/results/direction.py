"""Whether an effect is a rise, a fall or not settled: the one rule for sentences, tables and prices."""

import numpy as np

from outputs.results.outcomes import LEVELS, quantiles

RISE, FALL, UNSETTLED, NOTHING = "rise", "fall", "unsettled", "nothing"


def direction(change: np.ndarray) -> str:
    """Return the direction of an effect.

    It is a rise or a fall where the 80 % interval lies on one side of zero, before rounding. A single member has no
    interval, so its effect is never called either. ``NOTHING`` means no difference in any member.

    Args:
        change: the effect by member, (members,), in any unit.
    """
    if not change.any():
        return NOTHING
    low, high = map(float, quantiles(change, LEVELS["80"]))
    if len(change) == 1 or low <= 0 <= high:
        return UNSETTLED
    return RISE if low > 0 else FALL
