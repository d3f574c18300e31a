"""In which worlds a plan falls short, in a few limits that can be said in words (PRIM; Friedman & Fisher 1999).

A box starts as all worlds and is cut from one side at a time, each cut the one that leaves most cases for the worlds it
keeps. PRIM finds boxes in noise too: each limit has a quasi-p, the chance that as many of the worlds inside are cases where
the limit is lifted (Bryant & Lempert 2010), and the whole box a p from the same search with the cases shuffled.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

PEEL = 0.15
"""Share of the worlds in a box that one cut may take."""
LIMITS = 4
"""Limits that a sentence can hold."""
LEAST = 5
"""Worlds that a box must keep."""
SHUFFLES = 100


@dataclass(frozen=True)
class Limit:
    """One side of a box: ``low <= name <= high``, or ``name`` one of ``cases``; ``p`` is its quasi-p."""

    name: str
    low: float = -np.inf
    high: float = np.inf
    cases: tuple[str, ...] = ()
    p: float = 1.0


@dataclass(frozen=True)
class Box:
    """Worlds in which a plan falls short.

    Attributes:
        limits: at most :data:`LIMITS`, the strongest first.
        coverage: share of the cases that lie inside.
        density: share of the worlds inside that are cases.
        usual: share of all worlds that are cases.
        inside: which worlds are inside, (worlds,).
        p: share of shuffled searches that find a box as dense at this coverage or more; small: no noise.
    """

    limits: tuple[Limit, ...]
    coverage: float
    density: float
    usual: float
    inside: np.ndarray
    p: float


def find(columns: Mapping[str, np.ndarray], cases: np.ndarray, seed: int) -> Box | None:
    """Return the box that tells cases from other worlds best; None where there are too few of either.

    Args:
        columns: facts of the worlds by name, (worlds,) of numbers or of words.
        cases: in which worlds the plan falls short, (worlds,).
        seed: of the shuffles.
    """
    if not LEAST <= cases.sum() <= len(cases) - LEAST:
        return None
    facts = _Facts(columns)
    inside, limits = _peeled(facts, cases)
    if not limits:
        return None
    score = _score(inside, cases)
    rng = np.random.default_rng([seed, len(cases)])
    as_good = sum(
        _score(_peeled(facts, mixed)[0], mixed) >= score for mixed in (rng.permutation(cases) for _ in range(SHUFFLES))
    )
    told = sorted((_limit(columns, name, inside, limits, cases) for name in limits), key=lambda limit: limit.p)
    return Box(
        tuple(told),
        float(cases[inside].sum() / cases.sum()),
        float(cases[inside].mean()),
        float(cases.mean()),
        inside,
        (as_good + 1) / (SHUFFLES + 1),
    )


class _Facts:
    """Facts of the worlds as one table: numbers side by side, (worlds, numbers), and each word as what is not it."""

    def __init__(self, columns: Mapping[str, np.ndarray]) -> None:
        known = {name: column for name, column in columns.items() if len(set(column.tolist())) > 1}
        self.numbers = [name for name, column in known.items() if column.dtype.kind not in "OUS"]
        self.words = {name: column for name, column in known.items() if column.dtype.kind in "OUS"}
        worlds = len(next(iter(columns.values())))
        self.table = np.stack([known[name] for name in self.numbers], axis=1) if self.numbers else np.zeros((worlds, 0))
        pairs = [
            (name, column != word) for name, column in self.words.items() for word in dict.fromkeys(column.tolist())
        ]
        self.names = [*self.numbers, *self.numbers, *(name for name, _ in pairs)]
        """What each cut limits: numbers from below, numbers from above, words."""
        self.not_words = np.stack([keep for _, keep in pairs], axis=1) if pairs else np.zeros((worlds, 0), dtype=bool)

    def cuts(self, inside: np.ndarray) -> np.ndarray:
        """Return what each cut keeps, (worlds, cuts)."""
        if not self.numbers:
            return self.not_words
        low, high = np.quantile(self.table[inside], (PEEL, 1 - PEEL), axis=0)
        return np.concatenate([self.table > low, self.table < high, self.not_words], axis=1)


def _score(inside: np.ndarray, cases: np.ndarray) -> float:
    """Return how well a box tells cases: the harmonic mean of coverage and density."""
    hits = float(cases[inside].sum())
    return 2 * hits / (inside.sum() + cases.sum()) if inside.any() else 0.0


def _peeled(facts: _Facts, cases: np.ndarray) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Return the box of the best score on the way of peeling, and what each of its limited facts keeps, (worlds,)."""
    inside, limits = np.ones(len(cases), dtype=bool), dict[str, np.ndarray]()
    best = (_score(inside, cases), inside, dict[str, np.ndarray]())
    names = np.array(facts.names)
    while inside.sum() > LEAST:
        keeps = facts.cuts(inside)
        left = keeps & inside[:, None]
        count, there = left.sum(axis=0), int(inside.sum())
        open_ = (count >= LEAST) & (count < there)
        if len(limits) == LIMITS:
            open_ &= np.isin(names, list(limits))
        if not open_.any():
            break
        density = left[cases].sum(axis=0) / np.maximum(count, 1)
        gain = np.where(open_, (density - cases[inside].mean()) / np.maximum(there - count, 1), -np.inf)
        cut = int(gain.argmax())
        if gain[cut] <= 0:
            break
        name, inside = facts.names[cut], left[:, cut]
        limits[name] = limits.get(name, np.ones(len(cases), dtype=bool)) & keeps[:, cut]
        if (score := _score(inside, cases)) > best[0] + 1e-12:
            best = (score, inside, dict(limits))
    return best[1], best[2]


def _limit(
    columns: Mapping[str, np.ndarray],
    name: str,
    inside: np.ndarray,
    limits: Mapping[str, np.ndarray],
    cases: np.ndarray,
) -> Limit:
    from scipy.stats import binom

    without = np.ones(len(cases), dtype=bool)
    for other, keep in limits.items():
        if other != name:
            without &= keep
    usual = float(cases[without].mean())
    p = float(binom.sf(cases[inside].sum() - 1, inside.sum(), usual))
    column = columns[name]
    held = column[limits[name]]
    if column.dtype.kind in "OUS":
        return Limit(name, cases=tuple(sorted(set(held.tolist()))), p=p)
    low, high = float(held.min()), float(held.max())
    return Limit(name, -np.inf if low <= column.min() else low, np.inf if high >= column.max() else high, (), p)
