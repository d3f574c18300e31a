"""What a search is asked: wanted outcomes, limits, and how many runs each stage may take."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from common.text import Text
from scenarios.searching.space import Space

MEAN, P10, WORST_TENTH, SHARE_REACHING = "mean", "p10", "worst_tenth", "share_reaching"
STATISTICS = (MEAN, P10, WORST_TENTH, SHARE_REACHING)


@dataclass(frozen=True)
class Want:
    """An outcome of which more is wanted.

    Attributes:
        variables: results whose sum over all months it is.
        title: what readers call it.
        of: what of its effect over the worlds counts: a word of :data:`STATISTICS`.
        amount: for ``share_reaching``, what the effect is to reach, in the unit of the results file.
        weight: against the other wants, each in units of the most that the budget can bring of it alone; shares of worlds
            count as they are.
        tail: for ``p10`` and ``worst_tenth``, the share of worlds below.
    """

    variables: tuple[str, ...]
    title: Text
    of: str = MEAN
    amount: float = 0.0
    weight: float = 1.0
    tail: float = 0.1

    @property
    def key(self) -> str:
        """Its variables as one word."""
        return "+".join(self.variables)

    def statistic(self, effects: np.ndarray) -> np.ndarray:
        """Return what counts of effects, (..., worlds) to (...)."""
        if self.of == P10:
            return np.quantile(effects, self.tail, axis=-1, method="weibull")
        if self.of == WORST_TENTH:
            worst = max(round(effects.shape[-1] * self.tail), 1)
            return np.sort(effects, axis=-1)[..., :worst].mean(axis=-1)
        if self.of == SHARE_REACHING:
            return (effects >= self.amount).mean(axis=-1)
        return effects.mean(axis=-1)


@dataclass(frozen=True)
class Reach:
    """The reverse question: an effect that is to be reached at the least cost.

    Attributes:
        want: which outcome.
        amount: how much, in the unit of the results file.
        share: in which share of the worlds.
    """

    want: Want
    amount: float
    share: float = 0.9


@dataclass(frozen=True)
class Sizes:
    """How many plans are run in how many members, stage by stage.

    ``near`` is how many plans near the best are looked for by programmes alone. ``screened`` plans are run in ``screen_members`` members of each of two seeds; ``budgets`` programmes are solved and
    ``alternatives`` different plans beside the best; ``chosen`` is members of each round of choosing, in which half of
    the plans stay; ``stressed`` is members, each in a world of its own, that have chosen nothing.
    """

    screened: int = 96
    screen_members: int = 2
    budgets: int = 6
    alternatives: int = 5
    chosen: tuple[int, ...] = (6, 10)
    finalists: int = 3
    rights: int = 3
    near: int = 12
    stressed: int = 32

    @classmethod
    def for_runs(cls, runs: int, tails: bool = False) -> "Sizes":
        """Return stages that take about this number of runs of a plan in a member.

        Args:
            runs: of all stages.
            tails: whether more than means is wanted, which few members do not show: then half of the plans are screened in
                twice the members.
        """
        factor, twice = runs / 1000, 2 if tails else 1
        return cls(
            screened=max(round(96 / twice * factor**0.7 / 4) * 4, 16),
            screen_members=max(round(2 * factor**0.3), 1) * twice,
            budgets=6 if runs >= 500 and not tails else 4,
            alternatives=5 if runs >= 500 else 3,
            chosen=(max(round(6 * factor), 2), max(round(10 * factor), 2)),
            finalists=3,
            rights=3 if runs >= 500 else 2,
            stressed=max(round(32 * factor), 9),
        )

    def runs(self, wants: int, rights: bool, reach: bool) -> int:
        """Return about how many runs of a plan in a member there will be, the counterfactual's among them."""
        mixes = 1 if wants == 1 else wants + 1
        proposed = self.budgets * mixes + self.alternatives
        screen = 2 * self.screen_members * (self.screened + proposed + proposed // 2 + 3)
        candidates = self.alternatives + mixes + 1
        choose = sum(members * max(candidates // 2**k, 2) for k, members in enumerate(self.chosen))
        last = self.budgets + self.finalists + self.rights * rights + 2 * reach + 1
        return screen + choose + self.stressed * last


@dataclass(frozen=True)
class Question:
    """All that a search is asked.

    Attributes:
        space: what may be chosen.
        wants: at least one.
        budget: the most that the mean public cost may be, million CNY over the months.
        deciders: whose decisions the plan may rest on.
        risks: by place of the risk, the most that the mean over members of its highest level may be.
        reach: the reverse question; none: it is not asked.
        sizes: of the stages.
        seed: of all luck; later stages have the seeds that follow.
    """

    space: Space
    wants: tuple[Want, ...]
    budget: float
    deciders: tuple[str, ...] = ("city", "province", "national")
    risks: tuple[tuple[int, float], ...] = ()
    reach: Reach | None = None
    sizes: Sizes = Sizes()
    seed: int = 2023

    @property
    def tails(self) -> bool:
        """Whether more than means is wanted."""
        return any(want.of != MEAN for want in self.wants)

    @property
    def measured(self) -> tuple[Want, ...]:
        """The wants, and that of the reverse question where it is another."""
        more = (
            () if self.reach is None or self.reach.want.key in [want.key for want in self.wants] else (self.reach.want,)
        )
        return (*self.wants, *more)


class Measured(NamedTuple):
    """What plans bring in some members: effects by want (plans, members), cost (plans, members), highest risks (plans, members, risks).

    ``steady`` has for some wants a measure without the luck of single agents, (plans, members), in a unit of its own.
    """

    effects: dict[str, np.ndarray]
    cost: np.ndarray
    risks: np.ndarray
    members: tuple[int, ...]
    steady: dict[str, np.ndarray] = {}  # noqa: RUF012 nobody writes to it


class NoMember(Exception):
    """No member finished in a stage, so that plans cannot be compared."""


Measure = Callable[[np.ndarray, int, Sequence[int], str], Measured]
"""Runs plans (plans, options) with a seed in some members; the last argument names the stage, for those who watch.

Members that failed are not among those that come back; where none finished, :class:`NoMember` is raised."""
