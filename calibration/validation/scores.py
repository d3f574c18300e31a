"""Scores of ensembles against what came: coverage, interval score, CRPS, PIT, bias, percentage and scaled errors.

Proper scores after Gneiting & Raftery (2007), "Strictly proper scoring rules, prediction, and estimation", JASA 102:
a wide band is no merit, a narrow one that misses is punished. The smaller, the better.
"""

import numpy as np

BANDS = (0.5, 0.8)
"""Nominal shares of the central bands that are scored."""


def band(members: np.ndarray, share: float) -> tuple[float, float]:
    """Ends of the central band that holds a new draw with probability ``share``.

    Quantiles at position q (M + 1) of M sorted members (type 6 of Hyndman & Fan 1996): the band between two of them
    holds one more draw of the same distribution with just that probability, where the usual type 7 holds too few.
    Fewer than 9 members cannot make an 80 % band; theirs ends at the outermost two.

    Args:
        members: (M,) draws.
        share: between 0 and 1.
    """
    tail = (1 - share) / 2
    low, high = np.quantile(members, [tail, 1 - tail], method="weibull")
    return float(low), float(high)


def interval_score(low: float, high: float, share: float, value: float) -> float:
    """Width of a band, and what it missed by at 2 / (1 - share) to one; in the unit of the value."""
    missed = max(low - value, 0.0) + max(value - high, 0.0)
    return high - low + 2 / (1 - share) * missed


def crps(members: np.ndarray, value: float, fair: bool = True) -> float:
    """Continuous ranked probability score of an ensemble, in the unit of the value.

    E|X - y| - E|X - X'| / 2. With ``fair`` the second mean runs over pairs of two different members (Ferro 2014), so
    that a small ensemble scores as a large one of its distribution would; without it all pairs count, which is right
    for quantiles that stand for a whole distribution. A lone member scores its absolute error.

    Args:
        members: (M,) draws or quantiles.
        value: what came.
        fair: whether the members are draws.
    """
    members = np.sort(np.asarray(members, float))
    count = len(members)
    off = float(np.abs(members - value).mean())
    if count == 1:
        return off
    spread = 2 * float((members * (2 * np.arange(count) - count + 1)).sum())  # the sum of |x_i - x_j| over all pairs
    pairs = count * (count - 1) if fair else count**2
    return off - spread / pairs / 2


def pit(members: np.ndarray, value: float) -> float:
    """Where a value falls in an ensemble, 0 to 1: the middle of its rank among M + 1; uniform where the draws have the right distribution."""
    below, same = (members < value).sum(), (members == value).sum()
    return float((below + same / 2 + 0.5) / (len(members) + 1))


def skill(score: float, reference: float) -> float:
    """1 - score / reference: 0 no better than the reference, 1 perfect; nan where the reference is perfect."""
    return 1 - score / reference if reference > 0 else float("nan")


def histogram(pits: np.ndarray, bins: int = 10) -> np.ndarray:
    """Return the share of the PIT values in each of ``bins`` equal bins, (bins,)."""
    counts, _ = np.histogram(np.asarray(pits, float), np.linspace(0, 1, bins + 1))
    return counts / max(counts.sum(), 1)


def bins(members: int) -> int:
    """Bins of a PIT histogram that hold equally many of the M + 1 ranks where possible, between 4 and 12."""
    even = [count for count in range(12, 3, -1) if (members + 1) % count == 0]
    return even[0] if even else min(10, members + 1)


def binomial_band(nominal: float, count: int, share: float = 0.9) -> tuple[float, float]:
    """Coverage that chance leaves open: central ``share`` of hits out of ``count`` at a true ``nominal``, as shares.

    For observations independent of each other; months of one series are not, and leave more open than this.
    """
    from scipy.stats import binom

    tail = (1 - share) / 2
    low, high = binom.ppf([tail, 1 - tail], count, nominal)
    return float(low / count), float(high / count)
