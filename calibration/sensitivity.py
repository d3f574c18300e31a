"""How much of an interval is a number's own: the spread of effects over members by source, by room of numbers, by number.

Three questions, each with what answers it without a response surface:

- how much is luck, the world, the fitted numbers, the drawn ones (:mod:`calibration.interval_shares`: members run again with one source of another);
- which rooms' numbers the spread goes with, and which single ones beyond chance (:mod:`calibration.number_shares`: a bank of whole members);
- what those do (:mod:`calibration.standing_out`: real runs at both ends of a number's range).

A screening of each number over its range by itself (Morris) and indices on a surface (Sobol) came before. With nine hundred numbers the first
told the mean of a handful of noisy differences for each, and the surface explained a seventh of the money of investors: what it shared out was mostly its own error.
"""

import dataclasses
from pathlib import Path
from typing import NamedTuple

import numpy as np

from calibration import interval_shares, number_shares, standing_out
from calibration.report import FOLDER, Row
from calibration.result_cache import StageProgress, done, in_stage
from calibration.swapped_members import SOURCES, Member, member, numbers

__all__ = ["FOLDER", "SCENARIO", "SMALL", "TABLES", "Budget", "Study", "study"]

SCENARIO = "plan-104"
"""The scenario whose interval is looked at: the plan as it is written."""
TABLES = ("interval_shares", "number_shares", "room_shares", "standing_out")


@dataclasses.dataclass(frozen=True)
class Budget:
    """How much is run: members of the bank, members for the swaps, runs that verify; and the share of potential travellers.

    The bank holds the members for the swaps and as many to swap with.
    """

    bank: int = 128
    swaps: int = 32
    verify: int = 48
    scale: float | None = None


SMALL = Budget(bank=8, swaps=3, verify=4, scale=0.005)
"""Enough to see that all works; its results mean nothing."""


class Study(NamedTuple):
    """What was run: effects in percent of the bank (members, outcomes), of members with one source swapped (sources, members,
    outcomes), and tables by name."""

    bank: np.ndarray
    swapped: np.ndarray
    tables: dict[str, list[Row]]


def study(
    folder: Path,
    budget: Budget | None = None,
    workers: int | None = 2,
    progress: StageProgress | None = None,
    scenario: str = SCENARIO,
) -> Study:
    """Run what is missing, and return the tables of :data:`TABLES`.

    Args:
        folder: where finished runs are kept.
        budget: how much is run, by default :class:`Budget`.
        workers: processes; None is one per core.
        progress: called with a stage (``bank``, ``swaps``, ``verify``) and runs done and in all.
        scenario: name of a shipped scenario.
    """
    budget = budget or Budget()
    members = [member(scenario, number, budget.scale) for number in range(budget.bank)]
    bank = done(members, folder, workers, in_stage(progress, "bank"))
    exchanged = done(swaps(members, budget.swaps), folder, workers, in_stage(progress, "swaps"))
    swapped = exchanged.reshape(len(SOURCES), budget.swaps, -1)
    values = numbers(members)
    found = number_shares.standing(values, bank)
    chosen = standing_out.candidates(found, budget.verify)
    verified = done(standing_out.runs(chosen, members, budget.verify), folder, workers, in_stage(progress, "verify"))
    tables = {
        "interval_shares": interval_shares.rows(bank, swapped),
        "number_shares": number_shares.number_rows(found),
        "room_shares": number_shares.room_rows(number_shares.room_shares(values, bank)),
        "standing_out": standing_out.rows(found, chosen, verified),
    }
    return Study(bank, swapped, tables)


def swaps(members: list[Member], count: int) -> list[Member]:
    """Return the first members, each source in turn taken from the member that stands as many places further on."""
    return [members[k].swapped(source, k + count) for source in SOURCES for k in range(count)]
