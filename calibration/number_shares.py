"""Which numbers the spread of effects goes with: each number by rank over a bank of members, and rooms of numbers together.

With some nine hundred numbers and a hundred members only a large share can be told from chance. A number *stands out* where the correlation of its normal scores with those of the effect
exceeds what :data:`CHANCE` of such studies would reach if no number did anything; it is then taken out, and the others are looked at again. Nothing is
claimed of the rest one by one.

What chance reaches is found by pairing members anew. Their numbers are spread evenly (:mod:`model.stratified`): of any two neighbours one has a number high, the other low, and so on for any aligned four, eight, ...
Two numbers therefore go together by chance far more than independent ones do, with half as many pairs of members to tell them apart. Members are paired anew in a way that keeps this: halves of any aligned block
change places or not.

Many small ones together can be seen nevertheless: the squared correlations of a room's numbers add up to more than chance would make, by the room's
linear share of the variance (the estimate of Haseman & Elston 1972 for many small effects). Its error is by jackknife over members, its chance and what is taken off from members paired anew,
the room's numbers moved together. The fitted numbers, which the posterior ties together, are made independent first.
"""

from typing import NamedTuple

import numpy as np
from scipy.special import ndtri
from scipy.stats import rankdata

from calibration.drawn_numbers import CHANCE
from calibration.headline_effects import OUTCOMES
from calibration.report import Row
from calibration.swapped_members import names
from common.evenly_spread import paired_anew
from model.parameters import declared
from model.posterior import shipped
from scenarios.explaining.sentences import room as room_name

FITTED = "fitted"
"""The group of the fitted numbers, wherever they are declared."""
ANEW = 1000
"""How many times members are paired anew."""


class Standing(NamedTuple):
    """Correlations of normal scores of numbers with effects, (numbers, outcomes).

    Those that stand out, by ``found`` (places of numbers, by outcome, in the order found), are as they were when they were taken out; the others are partial, given those that stand
    out. ``least`` is what chance reaches, ``share`` the part of the variance that goes with a number that stands out, 0 for all others.
    """

    correlation: np.ndarray
    found: tuple[tuple[int, ...], ...]
    share: np.ndarray
    least: np.ndarray


def scores(values: np.ndarray) -> np.ndarray:
    """Return normal scores by rank along the first axis, of mean 0 and length 1; a column that never changes is 0."""
    moves = np.ptp(values, axis=0) > 0
    found = ndtri((rankdata(values, axis=0) - 0.5) / len(values)) * moves
    found -= found.mean(axis=0)
    return found / np.where(moves, np.linalg.norm(found, axis=0), 1.0)


def standing(values: np.ndarray, effects: np.ndarray, anew: int = ANEW) -> Standing:
    """Return which numbers stand out, (members, numbers) against (members, outcomes)."""
    count, (tries, outcomes) = len(values), (values.shape[1], effects.shape[1])
    orders = paired_anew(count, anew, np.random.default_rng(count))
    numbers, left = scores(values), scores(effects)
    correlation, share, least = np.zeros((tries, outcomes)), np.zeros((tries, outcomes)), np.zeros(outcomes)
    found: list[tuple[int, ...]] = []
    for outcome in range(outcomes):
        x, y = numbers.copy(), left[:, outcome].copy()
        taken: list[int] = []
        while True:
            size = np.linalg.norm(x, axis=0)
            units = np.where(size > 1e-6, x / np.maximum(size, 1e-6), 0.0)
            unit = y / max(float(np.linalg.norm(y)), 1e-12)
            there = units.T @ unit
            there[taken] = correlation[taken, outcome]
            correlation[:, outcome] = there
            by_chance = np.abs(units.T @ unit[orders].T).max(axis=0)
            least[outcome] = np.quantile(by_chance, 1 - CHANCE / outcomes)
            there = np.abs(there)
            there[taken] = 0.0
            best = int(there.argmax())
            if there[best] <= least[outcome] or len(taken) > count // 8:
                break
            taken.append(best)
            share[best, outcome] = there[best] ** 2 * float(y @ y)
            direction = units[:, best]
            y -= direction * (direction @ y)
            x -= np.outer(direction, direction @ x)
        found.append(tuple(taken))
    return Standing(correlation, tuple(found), share, least)


class RoomShares(NamedTuple):
    """Linear shares of variance by group of numbers, (groups, outcomes), with standard errors and chances of as much by luck alone."""

    share: np.ndarray
    error: np.ndarray
    chance: np.ndarray


def groups() -> dict[str, list[int]]:
    """Return places of numbers by group: the drawn ones by room, and the fitted ones."""
    found: dict[str, list[int]] = {}
    for place, name in enumerate(names()):
        number = declared()[name]
        found.setdefault(FITTED if number.role == "calibrated" else number.room, []).append(place)
    return dict(sorted(found.items(), key=lambda group: group[0] == FITTED))


def room_shares(values: np.ndarray, effects: np.ndarray, anew: int = ANEW) -> RoomShares:
    """Return what goes with each group of :func:`groups`, from values (members, numbers) and effects (members, outcomes)."""
    count = len(values)
    numbers, ours = _independent(scores(values)), scores(effects)
    share, error, chance = [], [], []
    orders = paired_anew(count, anew, np.random.default_rng(count))
    for places in groups().values():
        own = numbers[:, places]
        together = own @ own.T
        there = np.einsum("ko,kl,lo->o", ours, together, ours)
        by_chance = np.array([(y * (together @ y)).sum(axis=0) for y in (ours[order] for order in orders)])
        share.append(there - by_chance.mean(axis=0))
        error.append(_jackknife(together, ours))
        chance.append((1 + (by_chance >= there).sum(axis=0)) / (1 + anew))
    return RoomShares(*map(np.array, (share, error, chance)))


def _jackknife(together: np.ndarray, ours: np.ndarray) -> np.ndarray:
    """Standard error of the sum over pairs of members, (outcomes,), each member left out in turn."""
    count, own = len(ours), np.diag(together)[:, None] * ours**2
    with_it = ours * (together @ ours) - own
    left_out = (with_it.sum(axis=0) - 2 * with_it) * count / (count - 2)
    return np.sqrt((count - 1) * left_out.var(axis=0))


def _independent(numbers: np.ndarray) -> np.ndarray:
    """Return scores of numbers of which the fitted ones are made independent by what the posterior ties together."""
    posterior, places = shipped(), groups().get(FITTED, [])
    if not places:
        return numbers
    order = [posterior.names.index(names()[place]) for place in places]
    ties = scores(posterior.draws[:, order])
    size, axes = np.linalg.eigh(ties.T @ ties)
    found = numbers.copy()
    found[:, places] = numbers[:, places] @ (axes / np.sqrt(np.maximum(size, 1e-6))) @ axes.T
    return found


def number_rows(found: Standing) -> list[Row]:
    """Return one row per number: its correlation with each effect, and the outcomes in which it stands out."""
    told: list[Row] = []
    for place, name in enumerate(names()):
        number = declared()[name]
        row: Row = {"name": name, "en": number.en, "zh": number.zh, "role": number.role}
        out = [outcome for column, outcome in enumerate(OUTCOMES) if place in found.found[column]]
        row |= {
            "stands_out": " ".join(out),
            "share": float(found.share[place].max()),
            "least": float(found.least.max()),
        }
        told.append(row | {one: float(found.correlation[place, k]) for k, one in enumerate(OUTCOMES)})
    return told


def room_rows(found: RoomShares) -> list[Row]:
    """Return one row by group and outcome."""
    told: list[Row] = []
    for place, (group, places) in enumerate(groups().items()):
        en, zh = (
            ("fitted numbers", "校准参数") if group == FITTED else (room_name(group, lang) for lang in ("en", "zh"))
        )
        for column, outcome in enumerate(OUTCOMES):
            row: Row = {"room": group, "en": en, "zh": zh, "numbers": len(places), "outcome": outcome}
            told.append(row | {field: float(getattr(found, field)[place, column]) for field in RoomShares._fields})
    return told
