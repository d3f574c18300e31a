"""What an effect depends on: which drawn numbers and which paths of the world go with it over the run's own members.

Each member draws its own numbers and meets its own world. Where a number's rank goes with the rank of the effect by more
than chance would show among all numbers at once, it is listed, with its share of the effect's spread; it is then taken out of
the effect and of all other numbers, which are looked at again, so that one that merely rose and fell with it is not listed too.
A run of a few dozen members finds the strongest only; what it does not find may still matter.

Members' numbers are spread evenly: of any two neighbours one has a number high, the other low, and so on for any aligned four,
eight, ... Two numbers therefore go together by chance far more than independent ones do (in 32 members some by 0.99). What
chance reaches is found by pairing members anew in a way that keeps this, as :mod:`calibration.number_shares` does.
"""

import math
from typing import NamedTuple

import numpy as np
import xarray as xr
from scipy.stats import rankdata

from common.evenly_spread import paired_anew
from outputs.results.outcomes import Outcome, effect, monthly
from outputs.results.reader_names import chinese

NUMBERS = "parameter_value"
NOTHING_LEFT = 1e-6
"""Length under which a row is taken for none: rounding is all that is left of it."""
WORLD = "world_"
CHANCE = 0.1
"""Chance that a number is listed for an outcome although none matters."""
LEAST = 0.1
"""Share of the spread under which a number is not listed: what few members tell of smaller ones is luck."""
ANEW = 400
"""How many times members are paired anew."""
FEWEST = 24
"""Members under which nothing is listed: of fewer, chance alone explains half of the spread somewhere."""


class Driver(NamedTuple):
    """One number, or path of the world, that an effect depends on."""

    key: str
    name_en: str
    name_zh: str
    share: float
    """Share of the spread of the effect, 0 to 1: of the variance of its ranks, what this number explains beyond those before it."""
    rises: bool
    """Whether a higher number goes with a higher effect."""


class Candidates(NamedTuple):
    """All that members differ by: names and ranks, (candidates, members)."""

    keys: tuple[str, ...]
    en: tuple[str, ...]
    zh: tuple[str, ...]
    ranks: np.ndarray


def candidates(dataset: xr.Dataset) -> Candidates | None:
    """Return the drawn numbers and the means of the world's paths; None where the results do not hold them."""
    if NUMBERS not in dataset:
        return None
    drawn = dataset[NUMBERS].transpose("parameter", "member")
    paths = [name for name in dataset.data_vars if str(name).startswith(WORLD)]
    means = [dataset[name].mean([dim for dim in dataset[name].dims if dim != "member"]).values for name in paths]
    values = np.vstack([drawn.values, *means])
    keys = (*map(str, drawn["parameter"].values), *map(str, paths))
    en = (*map(str, drawn["parameter_name"].values), *(dataset[name].attrs["long_name"] for name in paths))
    zh = (*map(str, drawn["parameter_name_zh"].values), *(dataset[name].attrs["long_name_zh"] for name in paths))
    varies = np.ptp(values, axis=1) > 0
    pick = np.flatnonzero(varies)
    return Candidates(
        tuple(keys[k] for k in pick),
        tuple(en[k] for k in pick),
        tuple(chinese(zh[k]) for k in pick),
        rankdata(values[varies], axis=1),
    )


def drivers(dataset: xr.Dataset, outcome: Outcome, among: Candidates) -> list[Driver]:
    """Return what the effect on an outcome over the whole run depends on beyond chance, the strongest first."""
    members = among.ranks.shape[1]
    if members < FEWEST:
        return []
    changed = effect(monthly(dataset, outcome).sum("month")).values
    if np.ptp(changed) == 0:
        return []
    numbers, left, found = _unit(among.ranks), _unit(rankdata(changed)), []
    while len(found) < members // 8:
        units, unit = _unit(numbers), _unit(left)
        links = units @ unit
        best = int(np.abs(links).argmax())
        share = float(links[best] ** 2 * (left @ left))
        if share < LEAST or abs(links[best]) <= chance_level(units, unit):
            break
        found.append(Driver(among.keys[best], among.en[best], among.zh[best], share, bool(links[best] > 0)))
        left = left - units[best] * (units[best] @ left)
        numbers = numbers - np.outer(numbers @ units[best], units[best])
    return found


def chance_level(units: np.ndarray, unit: np.ndarray) -> float:
    """Return the link that the strongest of some numbers passes by chance with :data:`CHANCE`.

    Args:
        units: the numbers, each of mean 0 and length 1, or all 0 where nothing of it is left, (numbers, members).
        unit: the effect, likewise, (members,).
    """
    anew = unit[paired_anew(len(unit), ANEW, np.random.default_rng(len(unit)))]
    strongest = np.sort(np.abs(units @ anew.T).max(axis=0))
    return float(strongest[math.ceil((1 - CHANCE) * ANEW) - 1])


def _unit(rows: np.ndarray) -> np.ndarray:
    """Rows, or one row, of mean 0 and length 1; one of which nothing is left is all 0."""
    rows = rows - rows.mean(axis=-1, keepdims=True)
    size = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.where(size > NOTHING_LEFT, rows / np.maximum(size, NOTHING_LEFT), 0.0)
