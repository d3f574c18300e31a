"""The numbers that an effect goes with beyond chance, put to the test: moved across their 80 % range in real members, all else the same.

A correlation over members finds candidates; what a number does is measured by runs at both ends of its range on the luck, the world and the
other numbers of the same members. Where fewer stand out than the budget can verify, the strongest of each outcome that do not are tried as well, and
told as such.
"""

import dataclasses
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.stats import t

from calibration.headline_effects import OUTCOMES
from calibration.number_shares import Standing
from calibration.report import Row
from calibration.swapped_members import Member, at, names
from model.parameters import declared

ENDS = (0.1, 0.9)
"""Quantiles between which a number is moved."""
FEWEST = 3
"""Members that a number is moved in at the least."""
USUAL = 4
"""Members in which each is moved where fewer than the budget's numbers stand out."""


class Candidate(NamedTuple):
    """A number to verify: its place, the outcome that it was found by, and whether it stands out there beyond chance."""

    place: int
    outcome: int
    beyond_chance: bool


def candidates(found: Standing, runs: int) -> list[Candidate]:
    """Return what this many runs can verify: numbers that stand out, then the strongest of each outcome that does not.

    The strongest come first, each number once, by the outcome that it goes with most.
    """
    out = [
        (found.share[place, k], Candidate(place, k, True)) for k, places in enumerate(found.found) for place in places
    ]
    size = np.abs(found.correlation)
    order = np.argsort(-size, axis=0)
    others = [
        (size[place, k], Candidate(int(place), k, False))
        for k, places in enumerate(found.found)
        for place in order[:, k]
        if place not in places
    ]
    chosen: dict[int, Candidate] = {}
    for _, one in sorted(out, key=lambda pair: -pair[0]):
        chosen.setdefault(one.place, one)
    most = max(runs // (2 * FEWEST), 1)
    usual = max(runs // (2 * USUAL), 1)
    for _, one in sorted(others, key=lambda pair: -pair[0]):
        if len(chosen) >= usual:
            break
        chosen.setdefault(one.place, one)
    return list(chosen.values())[:most]


def runs(chosen: Sequence[Candidate], members: Sequence[Member], budget: int) -> list[Member]:
    """Return the runs that verify: for each number, each of the first members at both ends."""
    some = members[: max(budget // (2 * max(len(chosen), 1)), 1)]
    return [
        dataclasses.replace(one, moved=(names()[number.place], end))
        for number in chosen
        for one in some
        for end in ENDS
    ]


def rows(found: Standing, chosen: Sequence[Candidate], effects: np.ndarray) -> list[Row]:
    """Return one row by number and outcome: what the effect, in percent, does between the ends of the number's 80 % range.

    ``verified`` is 1 where that is beyond chance by the runs (95 %, Student's t over members, for as many outcomes).

    Args:
        found: what stands out.
        chosen: the numbers that were moved.
        effects: of :func:`runs`, (runs, outcomes).
    """
    told: list[Row] = []
    ends = effects.reshape(len(chosen), -1, 2, len(OUTCOMES)) if chosen else np.empty((0, 2, 2, len(OUTCOMES)))
    for number, both in zip(chosen, ends, strict=True):
        name, count = names()[number.place], len(both)
        moved = both[:, 1] - both[:, 0]
        error = moved.std(axis=0, ddof=1) / np.sqrt(count) if count > 1 else np.full(len(OUTCOMES), np.inf)
        least = t.ppf(1 - 0.025 / len(OUTCOMES), max(count - 1, 1)) * error
        for column, outcome in enumerate(OUTCOMES):
            parameter = declared()[name]
            row: Row = {"name": name, "en": parameter.en, "zh": parameter.zh, "unit": parameter.unit}
            row |= {"low": at(name, ENDS[0]), "high": at(name, ENDS[1]), "outcome": outcome}
            row |= {"beyond_chance": int(number.place in found.found[column])}
            row |= {"correlation": float(found.correlation[number.place, column])}
            row |= {"share": float(found.share[number.place, column])}
            row |= {"at_low": float(both[:, 0, column].mean()), "at_high": float(both[:, 1, column].mean())}
            row |= {"moves": float(moved[:, column].mean()), "error": float(error[column]), "members": count}
            told.append(row | {"verified": int(bool(abs(moved[:, column].mean()) > least[column]))})
    return told
