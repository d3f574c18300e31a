"""The setting of a run: when it starts, how finely it moves, and in which world."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What both variants of a run share.

    Args:
        start: calendar month of the first month run (see :func:`model.facts.months.month_index`).
        months: length of the run, months.
        scale: share of potential travellers that is simulated, more than 0 and at most 1.
        world: one case for each dimension of ``vocabulary.WORLD_CASES``.
        steps: equal parts in which a month passes (see :class:`model.clock.Clock`); no scenario file sets it.
    """

    start: int
    months: int
    scale: float
    world: dict[str, str]
    steps: int = 1
