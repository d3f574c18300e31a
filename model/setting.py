"""The setting of a run: when it starts, how finely it moves, and in which world."""

from dataclasses import dataclass

from model.facts.months import UNSEEN


@dataclass(frozen=True, kw_only=True)
class SupplyShock:
    """A share of the inputs that a chain buys from some partners is lost between two moments, calendar months."""

    chain: str
    origins: tuple[str, ...]
    start: float
    end: float
    share_lost: float

    def share_of(self, month: int) -> float:
        """The share of a calendar month in which the shock lasts, 0 to 1."""
        return max(0.0, min(self.end, month + 1) - max(self.start, month))


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What both variants of a run share.

    Args:
        start: calendar month of the first month run (see :func:`model.facts.months.month_index`).
        months: length of the run, months.
        scale: share of potential travellers that is simulated, more than 0 and at most 1.
        world: one case for each dimension of ``vocabulary.WORLD_CASES``.
        supply_shocks: inputs that chains lose, in both variants.
        unseen: first calendar month that nobody has seen: from it on cities follow courses of their own and trends go
            on only in part. No scenario file sets it; backtests do, which forecast years that are known by now.
        steps: equal parts in which a month passes (see :class:`model.clock.Clock`); no scenario file sets it.
    """

    start: int
    months: int
    scale: float
    world: dict[str, str]
    unseen: int = UNSEEN
    steps: int = 1
    supply_shocks: tuple[SupplyShock, ...] = ()
