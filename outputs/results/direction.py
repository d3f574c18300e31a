"""Whether an effect is a rise, a fall or not settled: the one rule for sentences, tables and prices."""

import numpy as np

from outputs.results.numbers import places
from outputs.results.outcomes import LEVELS, quantiles

RISE, FALL, UNSETTLED, NOTHING = "rise", "fall", "unsettled", "nothing"


def direction(change: np.ndarray) -> str:
    """Return the direction of an effect.

    It is a rise or a fall where the 80 % interval *as it is printed* lies on one side of zero. A single member has no
    interval, so its effect is never called either. ``NOTHING`` means no difference in any member.

    Args:
        change: the effect by member, (members,), in any unit.
    """
    if not change.any():
        return NOTHING
    low, high = map(float, quantiles(change, LEVELS["80"]))
    decimals = places(low, high, float(change.mean()))
    printed_low, printed_high = round(low, decimals), round(high, decimals)
    if len(change) == 1 or printed_low <= 0 <= printed_high:
        return UNSETTLED
    return RISE if printed_low > 0 else FALL
