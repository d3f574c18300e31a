"""From inventions to licences and firms, as pure functions: who looks at them, who founds, who has the money to prove them.

Rates are by year. Everything is solved so that the start gives the start's figures.
"""

from collections.abc import Iterable

import numpy as np


def promise(inventions: float, cases: float, seen: float) -> float:
    """Return what is taken up of a year's inventions, in inventions of mean promise.

    Transfer offices work on the cases that look best. A few inventions hold most of the promise: the best share ``h``
    holds ``h ** seen`` of it, so that twice as many cases bring less than twice as much.

    Args:
        inventions: disclosed a year.
        cases: that offices and markets for rights can handle a year.
        seen: exponent, 0 to 1; 1 where offices cannot tell good inventions from others.
    """
    if inventions <= 0:
        return 0.0
    return inventions * min(max(cases, 0.0) / inventions, 1.0) ** seen


def drawn_by_rights(reforms: Iterable[tuple[float, float]], usual: float, tail: float) -> float:
    """Return firms that researchers would found, relative to the usual share of rights.

    A researcher founds where the invention's worth times the share of it that is theirs exceeds what they give up. Worth
    has a Pareto tail, so that those who do are as the share of rights to the power ``tail``.

    Args:
        reforms: share of rights assigned and share of universities covered, each 0-1. Reforms cover the same
            universities first; where several do, the largest share holds.
        usual: share of an invention's worth that a researcher has without a reform.
        tail: exponent of the tail.
    """
    covered, drawn = 0.0, 0.0
    for share, cover in sorted(reforms, reverse=True):
        more = max(min(cover, 1.0) - covered, 0.0)
        drawn += more * (max(min(share, 1.0), usual) / usual) ** tail
        covered += more
    return drawn + 1 - covered


def drawn_by_cover(cover: float, at_risk: float, tail: float) -> float:
    """Return firms that researchers would found when a share ``cover`` of their loss is covered, relative to none.

    Args:
        cover: 0-1.
        at_risk: share of what a founder gives up that is a loss which could be covered.
        tail: exponent of the tail of inventions' worth.
    """
    return (1 - at_risk * min(max(cover, 0.0), 1.0)) ** -tail


def founded(willing: float, proven: float, short: float, relief: float) -> float:
    """Return firms begun a year: those who lack the money to prove an invention begin less often.

    Args:
        willing: firms a year that would begin if nobody lacked money.
        proven: proofs of concept a year that programmes pay, for those who lack the money.
        short: share of the willing who lack it.
        relief: how many times as often a firm begins whose proof is paid.
    """
    lacking = short * willing
    helped = lacking * -np.expm1(-proven / lacking) if lacking > 0 else 0.0
    return float(willing - (lacking - helped) * (1 - 1 / relief))


def willing_at_start(usual: float, short: float, relief: float) -> float:
    """Return the willing with whom ``usual`` firms a year begin where no programme pays a proof."""
    return usual / (1 - short * (1 - 1 / relief))


def housed_more(places: float, stay_years: float, additional: float, could: float) -> float:
    """Return firms a year that begin more because alumni parks and incubators have places for them.

    Args:
        places: firms that find room at a time.
        stay_years: that a firm stays, so that places are free again.
        additional: share of the housed that would not have begun otherwise.
        could: firms a year that people who could found would begin at most.
    """
    if could <= 0:
        return 0.0
    return could * -float(np.expm1(-additional * max(places, 0.0) / stay_years / could))
